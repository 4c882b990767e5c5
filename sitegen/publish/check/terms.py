"""What the clock and the calendar ask of a site's stories as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from sitegen.model.profile import Profile
from sitegen.publish.check.finding import Fault
from sitegen.publish.moment import parse_moment
from sitegen.publish.page import Page
from sitegen.publish.rights import find_span


class Placed(NamedTuple):
    """A fault in a file that is no output."""

    file: str
    fault: Fault


class Calendar(NamedTuple):
    """The moment that counts, the site's time zone, the profile of each page by its path, and what was built; `hidden`
    is why no word of a page may be seen, by its path."""

    now: datetime
    timezone: ZoneInfo
    profiles: Mapping[str, Profile]
    built: frozenset[str]
    hidden: Mapping[str, str] = {}


def why_hidden(page: Page, calendar: Calendar) -> str:
    """Why no word of a page may be seen now; empty for one that is shown."""
    front = page.front
    if front.status == "withdrawn":
        return "is withdrawn"
    if front.status == "held":
        return "is held"
    if front.draft:
        return "is a draft"
    span = find_span(page, calendar.profiles.get(page.path), calendar.timezone)
    if span.start and calendar.now < span.start:
        return "is not to be shown yet"
    return "" if span.holds(calendar.now) else "is not to be shown any more"


def check_calendar(pages: Iterable[Page], calendar: Calendar) -> Iterator[Placed]:
    """Pages that are there before or after their time, and texts that are kept too long."""
    pages = list(pages)
    seen = [page for page in pages if page.path not in calendar.hidden]
    shown = {f"{page.url}index.html" for page in seen}
    shown |= {_redirect_path(alias) for page in seen for alias in page.front.aliases}
    for page in pages:
        output = f"{page.url}index.html"
        is_there = output in calendar.built and output not in shown and page.front.status != "withdrawn"
        for fault in _check_page(page, calendar, is_there=is_there):
            yield Placed(f"content/{page.path}", fault)
    yield from _check_quotas(seen, calendar)


def _redirect_path(alias: str) -> str:
    path = alias.strip("/")
    return path if path.endswith((".html", ".htm")) else f"{path}/index.html"


def _check_page(page: Page, calendar: Calendar, *, is_there: bool) -> Iterator[Fault]:
    front, now = page.front, calendar.now
    if front.status == "withdrawn":
        return
    profile = calendar.profiles.get(page.path)
    if is_there and (front.draft or front.status == "held"):
        what = "held" if front.status == "held" else "a draft"
        yield Fault("leak.output", 0, f"is {what}, and has a page at /{page.url}", "build again, without --drafts")
    span = find_span(page, profile, calendar.timezone)
    if span.start and now < span.start and is_there and not front.draft:
        message = f"is not to be shown before {_day(span.start)}, and has a page at /{page.url}"
        yield Fault("rights.embargo", 0, message, "build again, without --future", keys=("publish", "from"))
    if not (span.until and span.until <= now):
        return
    if not span.ended_by:
        if is_there:
            message = f"was to be shown until {_day(span.until)}, and has a page at /{page.url}"
            yield Fault("rights.expired", 0, message, "build again", keys=("publish", "until"))
        return
    for fault in _check_end(page, profile, calendar, span.ended_by):
        yield fault._replace(rule="rights.expired", remedy="build again") if is_there else fault


def _check_end(page: Page, profile: Profile | None, calendar: Calendar, why: str) -> Iterator[Fault]:
    """A page that its licensor's terms have ended: the keeping of the text, or only its being shown."""
    freed = replace(profile, retention_days=None) if profile else None
    if find_span(page, freed, calendar.timezone).holds(calendar.now):
        remedy = "delete the content file and its seed"
        yield Fault("rights.retention", 0, f"is kept too long: {why}", remedy, keys=("origin", "imported"))
    elif not page.front.draft:
        remedy = "delete it; if it was shown in time, publish.from says so"
        yield Fault("rights.window", 0, f"is kept off the site: {why}", remedy, keys=("date",))


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M%z}"


def _check_quotas(pages: Iterable[Page], calendar: Calendar) -> Iterator[Placed]:
    """More stories of one licensor within its period than it allows: told of each that is too many."""
    by_profile: dict[str, list[tuple[datetime, Page]]] = defaultdict(list)
    for page in pages:
        profile = calendar.profiles.get(page.path)
        if profile and profile.grant.max_per_period:
            first = _first_shown(page, calendar.timezone)
            if first:
                by_profile[profile.id].append((first, page))
    for shown in by_profile.values():
        shown.sort(key=lambda each: (each[0], each[1].path))
        profile = calendar.profiles[shown[0][1].path]
        most, days = profile.grant.max_per_period or 0, profile.grant.period_days
        for i in range(most, len(shown)):
            if shown[i][0] - shown[i - most][0] < timedelta(days=days):
                message = f"is more than the {most} stories that {profile.name} allows in {days} days"
                fault = Fault("rights.quota", 0, message, "ask for leave, or set publish.from later", keys=("date",))
                yield Placed(f"content/{shown[i][1].path}", fault)


def _first_shown(page: Page, timezone: ZoneInfo) -> datetime | None:
    front = page.front
    value = (
        (front.publish.from_ if front.publish else None)
        or (front.origin.imported if front.origin else None)
        or front.date
    )
    return parse_moment(value, timezone) if value else None


def check_stale(profiles: Iterable[Profile], now: datetime, files: Mapping[str, str]) -> Iterator[Placed]:
    """Profiles in use whose terms nobody has read lately; `files` are their files by their ids."""
    for profile in sorted(set_of(profiles).values(), key=lambda each: each.id):
        if profile.check_again <= now.date():
            where = f" at {profile.terms}" if profile.terms else ""
            message = f"the terms of {profile.name} were last read on {profile.checked}"
            remedy = f"read them again{where}, and date profiles/{profile.id}.toml anew"
            file = files.get(profile.id, f"profiles/{profile.id}.toml")
            yield Placed(file, Fault("rights.terms", 0, message, remedy, sought=("check_again",)))


def set_of(profiles: Iterable[Profile]) -> dict[str, Profile]:
    return {profile.id: profile for profile in profiles}
