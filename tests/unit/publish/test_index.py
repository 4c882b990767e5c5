from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sitegen.publish.config import SiteConfig
from sitegen.publish.index import Clock, Site, build_site, is_published
from sitegen.publish.page import Page, parse_page
from tests.sites import NOON, article

CONFIG = SiteConfig(title="The Lantern", base_url="https://lantern.example/", timezone="Europe/Helsinki")
ZONE = ZoneInfo(CONFIG.timezone)


def page(name: str, **keys: str) -> Page:
    return parse_page(f"{name}.md", article(name, **keys))


def index(*pages: Page, now: datetime = NOON, drafts: bool = False, future: bool = False) -> Site:
    return build_site(CONFIG, pages, Clock(now, drafts, future))


def names(site: Site) -> list[str]:
    return [each.front.title for each in site.pages]


def terms(site: Site, kind: str) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(term.name, term.url, term.pages) for term in site.terms[kind]]


def test_newest_first_and_undated_last() -> None:
    imported = "{seed: s.txt, imported: '2026-05-20T00:00:00Z'}"
    site = index(
        page("undated"),
        page("old", date="2020-01-01"),
        page("new", date="2026-05-01"),
        page("undated but lately imported", origin=imported),
        page("b of one day", date="2026-04-01"),
        page("a of one day", date="2026-04-01"),
    )
    assert names(site) == [
        "new",
        "a of one day",
        "b of one day",
        "old",
        "undated but lately imported",
        "undated",
    ]


def test_the_order_does_not_depend_on_the_order_of_reading() -> None:
    pages = [page(f"p{i}", date=f"2026-05-0{i % 3 + 1}") for i in range(9)]
    assert index(*pages) == index(*reversed(pages))


def test_dates_are_compared_across_offsets() -> None:
    site = index(
        page("earlier", date="2026-05-01T10:00:00+05:00"),
        page("later", date="2026-05-01T06:00:00Z"),
        page("between", date="2026-05-01T08:30:00"),
    )
    assert names(site) == ["later", "between", "earlier"]


@pytest.mark.parametrize(
    ("keys", "shown", "with_drafts", "with_future"),
    [
        ({}, True, True, True),
        ({"draft": "true"}, False, True, False),
        ({"date": "2026-06-02"}, False, False, True),
        ({"date": "2026-06-01T12:00:00Z"}, True, True, True),
        ({"date": "2026-06-01T12:00:01Z"}, False, False, True),
        ({"date": "2026-06-01T15:00:00"}, True, True, True),
        ({"date": "2026-06-01T15:00:01"}, False, False, True),
        ({"publish": "{from: 2026-06-01T12:00:01Z}"}, False, False, True),
        ({"publish": "{from: 2026-06-01T12:00:00Z}"}, True, True, True),
        ({"publish": "{until: 2026-06-01T12:00:00Z}"}, False, False, False),
        ({"publish": "{until: 2026-06-01T12:00:01Z}"}, True, True, True),
        ({"date": "2026-01-01", "publish": "{from: 2026-07-01, until: 2026-08-01}"}, False, False, True),
    ],
)
def test_what_is_published_at_noon(keys: dict[str, str], shown: bool, with_drafts: bool, with_future: bool) -> None:
    each = page("a", **keys)
    assert is_published(each, Clock(NOON), ZONE) is shown
    assert is_published(each, Clock(NOON, drafts=True), ZONE) is with_drafts
    assert is_published(each, Clock(NOON, future=True), ZONE) is with_future


def test_spellings_of_one_term_are_merged_under_the_newest() -> None:
    site = index(
        page("new", date="2026-05-02", tags="[Sea Grass, tides]"),
        page("old", date="2026-05-01", tags="[sea grass, SEA-GRASS, Boats]"),
    )
    assert terms(site, "tag") == [
        ("Sea Grass", "tags/sea-grass/", (0, 1)),
        ("Boats", "tags/boats/", (1,)),
        ("tides", "tags/tides/", (0,)),
    ]


def test_sections_stand_at_the_root_and_others_in_folders() -> None:
    chain = "{chain: [{role: agency, name: NSP}, {role: publisher, name: The Ford}, {role: republisher, name: Us}]}"
    site = index(page("a", section="Coast", authors="[Ines Varga]", attribution=chain))
    assert terms(site, "section") == [("Coast", "coast/", (0,))]
    assert terms(site, "author") == [("Ines Varga", "authors/ines-varga/", (0,))]
    assert [name for name, _, _ in terms(site, "source")] == ["NSP", "The Ford"]


def test_the_archive_is_in_the_time_of_the_site() -> None:
    site = index(page("night", date="2025-12-31T23:00:00Z"), page("day", date="2025-12-31"), page("undated"))
    assert [url for _, url, _ in terms(site, "year")] == ["archive/2026/", "archive/2025/"]
    assert [url for _, url, _ in terms(site, "month")] == ["archive/2026/01/", "archive/2025/12/"]


def test_an_empty_site() -> None:
    site = index(now=datetime(2026, 1, 1, tzinfo=UTC))
    assert site.pages == ()
    assert set(site.terms.values()) == {()}
