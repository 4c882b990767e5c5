"""What the terms a page is under mean for the time it may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from sitegen.errors import ContentError
from sitegen.model.profile import Profile
from sitegen.publish.moment import parse_moment
from sitegen.publish.page import Page
from sitegen.rights.binding import NO_PROFILES, Profiles, bind, check_named


class Span(NamedTuple):
    """When a page may be shown: from `start`, up to but not at `until`; `ended_by` says whose limit that is, where it
    is not the page's own."""

    start: datetime | None = None
    until: datetime | None = None
    ended_by: str = ""

    def holds(self, now: datetime) -> bool:
        return (self.start is None or self.start <= now) and (self.until is None or now < self.until)


def find_profile(page: Page, profiles: Profiles) -> Profile | None:
    """The terms a page is under; None where its rights are unknown."""
    return bind(page.front.attribution, profiles).profile


def find_span(page: Page, profile: Profile | None, timezone: ZoneInfo) -> Span:
    """The span of a page: its date and `publish`, and within them what its profile allows.

    A profile may ask for a delay after the original, or that a copy first appears within some days of it: when this one
    did, `publish.from` or the day it was imported says; where nothing does, it counts as not yet shown. It may also ask
    for the text to be gone some days after it was stored, or after the original where nobody knows when that was.
    """
    front = page.front
    window = front.publish
    date, from_, until, came = (
        parse_moment(value, timezone) if value else None
        for value in (
            front.date,
            window.from_ if window else None,
            window.until if window else None,
            front.origin.imported if front.origin else None,
        )
    )
    starts = [moment for moment in (date, from_) if moment]
    ends = [(until, "")] if until else []
    if profile:
        original = date or came
        if original and profile.grant.delay_days:
            starts.append(original + timedelta(days=profile.grant.delay_days))
        start = max(starts, default=None)
        ends += _window_end(profile, date, from_ or came, start)
        stored = came or date
        if stored and profile.retention_days:
            days = profile.retention_days
            ends.append((stored + timedelta(days=days), f"{profile.name} lets a text be kept for {days} days"))
    return Span(max(starts, default=None), *min(ends, default=(None, "")))


def _window_end(
    profile: Profile, date: datetime | None, shown: datetime | None, start: datetime | None
) -> Iterator[tuple[datetime, str]]:
    """The end of the days in which a copy may first appear, for one that did not."""
    days = profile.grant.window_days
    if not days or not date:
        return
    last = date + timedelta(days=days)
    first = max((moment for moment in (shown, start if shown else None) if moment), default=None)
    if first is None or first > last:
        yield last, f"{profile.name} lets a copy first appear within {days} days of the original"


def find_withheld(
    pages: Iterable[Page], now: datetime, timezone: ZoneInfo, profiles: Profiles = NO_PROFILES, *, future: bool = False
) -> Iterator[tuple[Page, str]]:
    """The pages that are not shown any more because of their licensors, or not yet unless `future`, and why."""
    for page in pages:
        profile = find_profile(page, profiles)
        if profile is None or page.front.draft or page.front.status != "published":
            continue
        span = find_span(page, profile, timezone)
        if span.ended_by and span.until and span.until <= now:
            yield page, span.ended_by
        elif not future and span.start and now < span.start and profile.grant.delay_days:
            freed = replace(profile, grant=replace(profile.grant, delay_days=0))
            if find_span(page, freed, timezone).holds(now):
                days = profile.grant.delay_days
                yield page, f"{profile.name} lets a copy appear {days} days after the original, {_day(span.start)}"


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M%z}"


def check_profiles(pages: Iterable[Page], profiles: Profiles) -> Iterator[ContentError]:
    """An error for each page that names a profile there is not."""
    for page in pages:
        fault = check_named(page.front.attribution, profiles)
        if fault:
            yield ContentError(fault[0], f"content/{page.path}", hint=fault[1])
