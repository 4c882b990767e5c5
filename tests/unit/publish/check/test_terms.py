from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from sitegen.model.profile import Grant, Profile
from sitegen.publish.check.terms import Calendar, check_calendar, check_stale, why_hidden
from sitegen.publish.page import Page, parse_page
from tests.sites import article
from tests.unit.publish.check.built import PROFILES

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PLAIN = replace(PROFILES.by_id["grist"], grant=Grant())
AP = PROFILES.by_id["ap"]


def page(path: str = "a.md", **keys: str) -> Page:
    return parse_page(path, article("Boats", **keys))


def calendar(pages: list[Page], profile: Profile | None = None, built: tuple[str, ...] = ("a/index.html",)) -> Calendar:
    profiles = {each.path: profile for each in pages} if profile else {}
    made = Calendar(NOW, ZoneInfo("UTC"), profiles, frozenset(built))
    return made._replace(hidden={each.path: why for each in pages if (why := why_hidden(each, made))})


def told(*pages: Page, profile: Profile | None = None, built: tuple[str, ...] = ("a/index.html",)) -> list[str]:
    found = check_calendar(list(pages), calendar(list(pages), profile, built))
    return [f"{placed.file} {placed.fault.rule}" for placed in found]


@pytest.mark.parametrize(
    ("keys", "rule"),
    [
        ({}, ""),
        ({"draft": "true"}, "leak.output"),
        ({"status": "held"}, "leak.output"),
        ({"status": "withdrawn"}, ""),
        ({"date": "2026-06-02"}, "rights.embargo"),
        ({"publish": "{from: '2026-06-02'}"}, "rights.embargo"),
        ({"publish": "{from: '2026-05-02'}"}, ""),
        ({"publish": "{until: '2026-05-02'}"}, "rights.expired"),
        ({"publish": "{until: '2026-07-02'}"}, ""),
    ],
)
def test_nothing_is_there_out_of_its_time(keys: dict[str, str], rule: str) -> None:
    assert told(page(**keys)) == ([f"content/a.md {rule}"] if rule else [])
    assert told(page(**keys), built=()) == []


def test_a_page_that_another_story_has_is_none_of_a_draft() -> None:
    assert told(page(draft="true"), page("b.md", slug="a")) == []
    assert told(page(draft="true"), page("b.md", aliases="[/a/]")) == []


def came(day: str) -> dict[str, str]:
    return {"origin": f"{{seed: s.txt, imported: '{day}'}}"}


def test_a_text_is_not_kept_longer_than_its_licensor_allows() -> None:
    assert AP.retention_days == 30
    assert told(page(**came("2026-05-03")), profile=AP, built=()) == []
    assert told(page(**came("2026-05-01")), profile=AP, built=()) == ["content/a.md rights.retention"]
    assert told(page(draft="true", **came("2026-05-01")), profile=AP, built=()) == ["content/a.md rights.retention"]
    assert told(page(**came("2026-05-01")), profile=AP) == ["content/a.md rights.expired"]


def test_a_copy_appears_within_its_window() -> None:
    window = replace(PLAIN, grant=Grant(window_days=90))
    assert told(page(date="2026-01-01", **came("2026-01-02")), profile=window) == []
    assert told(page(date="2026-01-01", **came("2026-05-02")), profile=window, built=()) == [
        "content/a.md rights.window"
    ]
    assert told(page(date="2026-01-01", **came("2026-05-02")), profile=window) == ["content/a.md rights.expired"]


def test_no_more_stories_in_a_time_than_may_be() -> None:
    few = replace(PLAIN, grant=Grant(max_per_period=2))
    pages = [
        page(f"{name}.md", **came(day)) for name, day in (("a", "2026-03-01"), ("b", "2026-03-20"), ("c", "2026-03-29"))
    ]
    assert told(*pages, profile=few) == ["content/c.md rights.quota"]
    pages[2] = page("c.md", **came("2026-04-29"))
    assert told(*pages, profile=few) == []
    pages[2] = page("c.md", draft="true", **came("2026-03-29"))
    assert told(*pages, profile=few) == []


def test_terms_that_nobody_has_read_lately_are_told() -> None:
    old, new = (
        replace(PLAIN, id=id_, check_again=day) for id_, day in (("x", date(2026, 6, 1)), ("y", date(2026, 6, 2)))
    )
    found = check_stale([new, old, old], NOW, {"x": "sitegen/profiles/x.toml"})
    assert [(placed.file, placed.fault.rule) for placed in found] == [("sitegen/profiles/x.toml", "rights.terms")]
