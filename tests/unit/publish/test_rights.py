from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from sitegen.app.profiles import load_profiles
from sitegen.model.profile import Grant, Profile
from sitegen.publish.index import Clock, build_site, find_next_change, is_published
from sitegen.publish.page import Page, parse_page
from sitegen.publish.rights import check_profiles, find_span, find_withheld
from tests.sites import article
from tests.unit.publish.press import config_of

ZONE = ZoneInfo("UTC")
PROFILES = load_profiles()
PLAIN = replace(PROFILES.by_id["grist"], grant=Grant())


def page(**keys: str) -> Page:
    return parse_page("a.md", article("Boats", **keys))


def came(day: str) -> str:
    return f"{{seed: s.txt, imported: '{day}'}}"


def span(profile: Profile | None, **keys: str) -> tuple[str, str]:
    found = find_span(page(**keys), profile, ZONE)
    return tuple(f"{each:%m-%d}" if each else "" for each in found[:2])  # type: ignore[return-value]


DELAY = replace(PLAIN, grant=Grant(delay_days=2))
WINDOW = replace(PLAIN, grant=Grant(window_days=90))
KEPT = replace(PLAIN, retention_days=30)
MAY = "2026-05-01"


def test_a_page_s_own_terms() -> None:
    window = "{from: '2026-05-03', until: '2026-05-09'}"
    assert span(None, date=MAY, publish=window) == ("05-03", "05-09")
    assert span(None) == ("", "")
    assert span(PLAIN, date=MAY) == ("05-01", "")


def test_a_delay_is_counted_from_the_original() -> None:
    assert span(DELAY, date=MAY) == ("05-03", "")
    assert span(DELAY, date=MAY, publish="{from: '2026-05-02'}") == ("05-03", "")
    assert span(DELAY, date=MAY, publish="{from: '2026-05-20'}") == ("05-20", "")
    assert span(DELAY, origin=came("2026-05-05")) == ("05-07", "")  # nothing says when it was published
    assert span(DELAY) == ("", "")


def test_a_copy_that_appears_within_the_window_stays() -> None:
    assert span(WINDOW, date=MAY, origin=came("2026-05-02")) == ("05-01", "")
    assert span(WINDOW, date=MAY, publish="{from: '2026-07-30'}") == ("07-30", "")
    assert span(WINDOW, date=MAY, origin=came("2026-05-02"), publish="{from: '2026-05-09'}") == ("05-09", "")


def test_one_that_does_not_is_never_shown() -> None:
    assert span(WINDOW, date=MAY, origin=came("2026-08-15")) == ("05-01", "07-30")
    assert span(WINDOW, date=MAY, publish="{from: '2026-08-15'}") == ("08-15", "07-30")
    late = page(date=MAY, origin=came("2026-08-15"))
    now = datetime(2026, 8, 16, tzinfo=UTC)
    assert not is_published(late, Clock(now), ZONE, WINDOW)
    assert not is_published(late, Clock(now, future=True), ZONE, WINDOW)


def test_where_nothing_says_when_it_appeared_the_window_ends_it() -> None:
    assert span(WINDOW, date=MAY) == ("05-01", "07-30")
    assert span(WINDOW) == ("", "")


def test_a_text_is_kept_for_so_many_days_after_it_came() -> None:
    assert span(KEPT, date=MAY, origin=came("2026-05-11")) == ("05-01", "06-10")
    assert span(KEPT, date=MAY) == ("05-01", "05-31")
    assert span(KEPT, origin=came(MAY), publish="{until: '2026-05-09'}") == ("", "05-09")
    assert span(KEPT, origin=came(MAY), publish="{until: '2026-07-09'}") == ("", "05-31")


AP = "{chain: [{role: agency, name: AP}]}"


@pytest.mark.parametrize(("day", "shown"), [(30, True), (31, False)])
def test_an_agency_s_story_on_day_31(day: int, shown: bool) -> None:
    story = page(date=MAY, origin=came(MAY), attribution=AP)
    now = datetime(2026, 5, day, 23, 59, tzinfo=UTC)
    site = build_site(config_of(), [story], Clock(now), PROFILES)
    assert bool(site.pages) == shown
    assert bool(site.terms["source"]) == shown
    assert [why for _, why in find_withheld([story], now, ZONE, PROFILES)] == (
        [] if shown else ["The Associated Press lets a text be kept for 30 days"]
    )


def test_the_editor_s_word_lifts_it() -> None:
    story = page(date=MAY, origin=came(MAY), attribution="{profile: none, chain: [{role: agency, name: AP}]}")
    assert build_site(config_of(), [story], Clock(datetime(2027, 1, 1, tzinfo=UTC)), PROFILES).pages == (story,)


def test_the_next_change_knows_the_profiles() -> None:
    story = page(date=MAY, origin=came(MAY), attribution=AP)
    now = datetime(2026, 5, 2, tzinfo=UTC)
    assert find_next_change([story], now, ZONE, PROFILES) == datetime(2026, 5, 31, tzinfo=UTC)
    assert find_next_change([story], now, ZONE) is None
    late = page(date=MAY, origin=came("2026-09-01"), attribution="{profile: undark}")
    assert find_next_change([late], now.replace(month=9), ZONE, PROFILES) is None


def test_what_its_own_terms_end_is_no_licensor_s_doing() -> None:
    ended = page(date=MAY, publish="{until: '2026-05-03'}", attribution=AP)
    assert list(find_withheld([ended], datetime(2026, 5, 4, tzinfo=UTC), ZONE, PROFILES)) == []


def test_a_page_under_a_profile_there_is_not() -> None:
    errors = list(check_profiles([page(attribution="{profile: undrak}"), page()], PROFILES))
    assert list(map(str, errors)) == ['content/a.md: unknown profile "undrak" (did you mean "undark"?)']
