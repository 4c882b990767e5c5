"""The site as a whole: its pages in order, and every list they appear in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sitegen.model import Record
from sitegen.model.profile import Profile
from sitegen.publish.clusters import find_copies
from sitegen.publish.config import SiteConfig
from sitegen.publish.moment import parse_moment
from sitegen.publish.page import Page
from sitegen.publish.rights import find_profile, find_span
from sitegen.publish.term_names import TAXONOMIES, address_terms, term_key
from sitegen.rights.binding import NO_PROFILES, Profiles

NEWS_DAYS = timedelta(days=2)
"""How long a story is news to those who look for it."""


class Term(Record, frozen=True):
    """A section, tag, source, author, year or month, and the indices of its pages in `Site.pages`, newest first."""

    kind: str
    name: str
    url: str
    pages: tuple[int, ...]


class Site(Record, frozen=True, kw_only=True):
    """All that is published, each list built once. `pages` are newest first; undated ones follow the dated. Of those
    `withdrawn` nothing but a notice is shown, and no list has them. Of copies of one story lists have the main one:
    `listed` are the indices of what they have, `copies` those of the others by the path of the main one, `main_of` that
    of the main one by the path of another. `recent` are the listed of the last two days: what is news."""

    config: SiteConfig
    pages: tuple[Page, ...]
    withdrawn: tuple[Page, ...]
    listed: tuple[int, ...]
    recent: tuple[int, ...]
    copies: dict[str, tuple[int, ...]]
    main_of: dict[str, int]
    terms: dict[str, tuple[Term, ...]]
    by_name: dict[tuple[str, str], Term]
    profiles: dict[str, Profile] = {}
    """The terms pages are under, by their paths."""


class Clock(NamedTuple):
    """What counts as published: `now` is the build's time; drafts and later dates are left out unless asked for."""

    now: datetime
    drafts: bool = False
    future: bool = False


def is_published(page: Page, clock: Clock, timezone: ZoneInfo, profile: Profile | None = None) -> bool:
    """Whether the page may be shown at this time, under its own terms and those of `profile`."""
    front = page.front
    if front.status == "withdrawn" or ((front.status == "held" or front.draft) and not clock.drafts):
        return False
    span = find_span(page, profile, timezone)
    return (span._replace(start=None) if clock.future else span).holds(clock.now)


def find_next_change(
    pages: Iterable[Page], now: datetime, timezone: ZoneInfo, profiles: Profiles = NO_PROFILES
) -> datetime | None:
    """The first moment after `now` at which a page is to appear or to go by itself."""
    moments = (moment for page in pages for moment in _due(page, timezone, profiles))
    return min((moment for moment in moments if moment > now), default=None)


def _due(page: Page, timezone: ZoneInfo, profiles: Profiles) -> Iterator[datetime]:
    """When the clock alone changes what is shown of a page."""
    if page.front.draft or page.front.status != "published":
        return
    span = find_span(page, find_profile(page, profiles), timezone)
    if span.start and span.until and span.start >= span.until:
        return
    yield from (moment for moment in (span.start, span.until) if moment)


def build_site(config: SiteConfig, pages: Iterable[Page], clock: Clock, profiles: Profiles = NO_PROFILES) -> Site:
    """The index over the pages that are published at `clock.now`, each under its own terms and those of its profile."""
    timezone = ZoneInfo(config.timezone)
    pages = list(pages)
    terms_of = {page.path: profile for page in pages if (profile := find_profile(page, profiles))}
    shown = [page for page in pages if is_published(page, clock, timezone, terms_of.get(page.path))]
    withdrawn = [page for page in pages if page.front.status == "withdrawn" and not page.front.draft]
    shown.sort(key=lambda page: page.path)
    shown.sort(key=lambda page: _age(page, timezone), reverse=True)
    copies = find_copies(pages, shown, config)
    main_of = {copy: main for main, others in copies.items() for copy in others}
    listed = tuple(i for i in range(len(shown)) if i not in main_of)
    terms = {kind: _build_terms(kind, shown, main_of) for kind in TAXONOMIES}
    terms |= _build_archive(shown, listed, timezone)
    by_name = {(term.kind, term_key(term.name)): term for kind in TAXONOMIES for term in terms[kind]}
    return Site(
        config=config,
        pages=tuple(shown),
        withdrawn=tuple(withdrawn),
        listed=listed,
        recent=tuple(i for i in listed if _is_news(shown[i], clock.now, timezone)),
        copies={shown[main].path: others for main, others in copies.items()},
        main_of={shown[copy].path: main for copy, main in main_of.items()},
        terms=terms,
        by_name=by_name,
        profiles=terms_of,
    )


def _is_news(page: Page, now: datetime, timezone: ZoneInfo) -> bool:
    date = page.front.date
    return date is not None and timedelta() <= now - parse_moment(date, timezone) <= NEWS_DAYS


def _age(page: Page, timezone: ZoneInfo) -> tuple[bool, float]:
    """Dated pages by their date; the others, after them, by when they came."""
    front = page.front
    if front.date:
        return True, parse_moment(front.date, timezone).timestamp()
    came = front.origin.imported if front.origin else ""
    return False, parse_moment(came, timezone).timestamp() if came else 0.0


def _names(kind: str, page: Page) -> Sequence[str]:
    front = page.front
    if kind == "section":
        return (front.section,) if front.section else ()
    if kind == "tag":
        return front.tags
    if kind == "author":
        return front.authors
    chain = front.attribution.chain if front.attribution else ()
    return tuple(party.name for party in chain if party.role != "republisher")


def _build_terms(kind: str, pages: Sequence[Page], main_of: Mapping[int, int]) -> tuple[Term, ...]:
    """The terms of a taxonomy, most used first. Spellings of one name are one term, named as on the newest page. A
    story is once in the list of each term of its copies too: who looks for what an outlet carried finds it."""
    names: dict[str, str] = {}
    members: dict[str, set[int]] = {}
    for i, page in enumerate(pages):
        for name in _names(kind, page):
            key = term_key(name)
            names.setdefault(key, name)
            members.setdefault(key, set()).add(main_of.get(i, i))
    folder = "" if kind == "section" else f"{TAXONOMIES[kind]}/"
    slugs = address_terms(kind, names.values())
    terms = [Term(kind, names[key], f"{folder}{slugs[key]}/", tuple(sorted(each))) for key, each in members.items()]
    return tuple(sorted(terms, key=lambda term: (-len(term.pages), term.url)))


def _build_archive(pages: Sequence[Page], listed: Sequence[int], timezone: ZoneInfo) -> dict[str, tuple[Term, ...]]:
    years: dict[str, list[int]] = {}
    months: dict[str, list[int]] = {}
    for i in listed:
        page = pages[i]
        if page.front.date:
            moment = parse_moment(page.front.date, timezone).astimezone(timezone)
            years.setdefault(f"{moment:%Y}", []).append(i)
            months.setdefault(f"{moment:%Y/%m}", []).append(i)
    return {
        "year": tuple(Term("year", year, f"archive/{year}/", tuple(indices)) for year, indices in years.items()),
        "month": tuple(Term("month", month, f"archive/{month}/", tuple(indices)) for month, indices in months.items()),
    }


def find_term(site: Site, kind: str, name: str) -> Term | None:
    """The term of a name, however it is spelt."""
    return site.by_name.get((kind, term_key(name)))


def all_terms(site: Site) -> Iterator[Term]:
    """Every term of every kind."""
    for terms in site.terms.values():
        yield from terms
