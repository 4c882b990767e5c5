from __future__ import annotations

from datetime import date

import pytest

from sitegen.app.profiles import load_profiles
from sitegen.errors import ConfigError
from sitegen.model import Attribution, Party
from sitegen.model.profile import Profile
from sitegen.rights.binding import bind, check_named, gather_profiles


def profile(id_: str, *names: str, domains: tuple[str, ...] = ()) -> Profile:
    day = date(2026, 5, 1)
    return Profile(
        id=id_, names=names, domains=domains, evidence="own", checked=day, check_again=day.replace(year=2027)
    )


PROFILES = gather_profiles(
    (f"profiles/{each.id}.toml", each)
    for each in (
        profile("pier", "The Pier Wire", "Pier", domains=("pier.example",)),
        profile("pier-science", "Pier Science", domains=("science.pier.example",)),
        profile("buoy", "Buoy Press Agency", "BPA"),
    )
)


def party(role: str, name: str, url: str | None = None) -> Party:
    return Party(role=role, name=name, url=url)  # type: ignore[arg-type]


def bound(**keys: object) -> str | None:
    found = bind(Attribution(**keys), PROFILES).profile  # type: ignore[arg-type]
    return found.id if found else None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://pier.example/a", "pier"),
        ("https://www.pier.example/a", "pier"),
        ("https://news.pier.example/a", "pier"),
        ("https://a.science.pier.example/a", "pier-science"),
        ("https://notpier.example/a", None),
        ("https://pier.example.org/a", None),
        ("https://user@pier.example:80/a", "pier"),
        ("https://[broken/", None),
    ],
)
def test_by_the_host_of_the_original(url: str, expected: str | None) -> None:
    assert bound(original_url=url) == expected


def test_by_name_whatever_its_spelling() -> None:
    assert bound(chain=(party("publisher", "PIER  wire"),)) == "pier"
    assert bound(chain=(party("originator", "Pier Science"),)) == "pier-science"
    assert bound(chain=(party("agency", "bpa"),)) == "buoy"
    assert bound(chain=(party("publisher", "Pier.example"),)) == "pier"
    assert bound(chain=(party("publisher", "The Piers"),)) is None
    assert bound(chain=(party("republisher", "Pier"),)) is None


def test_by_the_lines_about_licence_and_copyright() -> None:
    assert bound(copyright="© 2026 Pier Science. All rights reserved.") == "pier-science"
    assert bound(license="https://pier.example/terms") == "pier"
    assert bound(license="https://creativecommons.org/licenses/by/4.0/") is None
    assert bound(copyright="© 2026 Piero Wire") is None
    assert bound(copyright="A walk on the pier wire, © somebody") is None


def test_the_more_specific_wins() -> None:
    chain = (party("agency", "BPA"), party("publisher", "The Pier Wire"))
    assert bound(chain=chain) == "pier"
    assert bound(chain=chain, original_url="https://science.pier.example/1") == "pier-science"
    assert bound(chain=chain, original_url="https://elsewhere.example/1") == "pier"
    assert bound(chain=(party("agency", "BPA"), party("publisher", "The Tide")), copyright="(c) Pier") == "pier"


def test_the_editor_has_the_last_word() -> None:
    assert bound(profile="buoy", original_url="https://pier.example/1") == "buoy"
    assert bound(profile="none", original_url="https://pier.example/1") is None


def test_what_bound_it_is_told() -> None:
    assert bind(Attribution(original_url="https://x.pier.example/1"), PROFILES).why == "original at pier.example"
    assert bind(Attribution(profile="none"), PROFILES).why == "profile: none"
    assert bind(None, PROFILES) == (None, "it says nothing of where it comes from")


def test_a_profile_there_is_not() -> None:
    assert check_named(Attribution(profile="peir"), PROFILES) == (
        'unknown profile "peir"',
        'did you mean "pier"?',
    )
    for fine in (None, Attribution(), Attribution(profile="none"), Attribution(profile="pier")):
        assert check_named(fine, PROFILES) is None


def test_no_two_profiles_share_a_name_or_domain() -> None:
    for other in (profile("quay", "pier wire"), profile("quay", "Quay", domains=("pier.example",))):
        with pytest.raises(ConfigError, match=r"is also in a\.toml"):
            gather_profiles([("a.toml", PROFILES.by_id["pier"]), ("b.toml", other)])


def test_a_later_one_of_the_same_id_takes_its_place() -> None:
    both = gather_profiles([("a.toml", PROFILES.by_id["pier"]), ("b.toml", profile("pier", "The Pier"))])
    assert (len(both.by_id), both.domains) == (1, {})


def test_shipped_profiles_claim_what_is_theirs() -> None:
    shipped = load_profiles()
    assert shipped.domains["theconversation.com"] == "the-conversation"
    assert shipped.names["associated press"] == "ap"
    assert bind(Attribution(chain=(party("agency", "AP"),)), shipped).why == 'agency "AP"'
