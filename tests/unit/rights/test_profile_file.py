from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sitegen.app.profiles import load_profiles
from sitegen.errors import ConfigError
from sitegen.model.profile import Profile
from sitegen.rights.profile_file import parse_profile

HEAD = """\
id = "pier"
names = ["The Pier Wire"]
domains = ["pier.example"]
evidence = "own"
checked = 2026-05-01
check_again = 2026-11-01
"""
README = (Path(__file__).parents[3] / "sitegen/profiles/README.md").read_text("utf-8")


def error_of(text: str, path: str = "profiles/pier.toml") -> str:
    with pytest.raises(ConfigError) as caught:
        parse_profile(path, text)
    return str(caught.value)


def test_what_the_terms_do_not_say_is_not_invented() -> None:
    profile = parse_profile("profiles/pier.toml", HEAD)
    assert (profile.name, profile.home) == ("The Pier Wire", "https://pier.example/")
    assert (profile.checked, profile.check_again) == (date(2026, 5, 1), date(2026, 11, 1))
    assert (profile.index, profile.images, profile.grant.ads) == ("unstated",) * 3
    assert (profile.grant.commercial, profile.grant.paywall, profile.grant.window_days) == (None, None, None)
    assert (profile.tracker, profile.retention_days, profile.notify) == (None, None, None)


@pytest.mark.parametrize(
    ("more", "line", "hint"),
    [
        ("retention = 3", 7, 'unknown key "retention" (did you mean "retention_days"?)'),
        ("[credit]\nplacment = 'top'", 8, 'unknown key "placment" (did you mean "placement"?)'),
        ("[grant]\nexcerpt = {pars = 3}", 8, 'unknown key "pars" (did you mean "paras"?)'),
        ("[tracker]\nkind = 'pixel'", 7, 'has no "url_pattern"'),
        ("index = 'maybe'", 7, '"index": invalid enum value'),
        ("retention_days = 0", 7, '"retention_days" is too small'),
        ("retention_days = 36501", 7, '"retention_days" is too large'),
        ("[grant]\nwindow_days = 99999999999", 8, '"grant.window_days" is too large'),
        ('exclude_markers = ["advisory", " "]', 7, '"exclude_markers" holds an empty mark'),
        ("[grant]\ndelay_days = -1", 8, '"grant.delay_days" is too small'),
        ("[credit]\nrequired_text = ['From [us]({adress}).']", 8, "unknown slot {adress}"),
        ("[credit]\nend_tagline = '  '", 8, '"end_tagline" holds an empty sentence'),
        ("[credit]\nrecognized = ['Sign up for our letter']", 8, "does not name the licensor"),
        ("[credit]\nlogo_src = 'https://pier.example/logo.svg'", 8, '"logo_src" is no file of the site'),
        ("[tracker]\nkind = 'pixel'\nurl_pattern = 'javascript:alert(1)'", 9, '"url_pattern" is no address'),
        ("[licence]\nurl = 'licence.html'", 8, '"licence.url" is no address'),
        ("a = ", 7, "is no TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(more: str, line: int, hint: str) -> None:
    said = error_of(HEAD + more + "\n")
    assert said.startswith(f"profiles/pier.toml:{line}: ")
    assert hint in said


def test_a_file_is_named_after_its_profile() -> None:
    assert error_of(HEAD, "profiles/quay.toml").startswith("profiles/quay.toml:1: ")
    assert "choose another name" in error_of(HEAD.replace('"pier"', '"none"'), "profiles/none.toml")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('["The Pier Wire"]', "[]"),
        ('["The Pier Wire"]', '["…"]'),
        ('"pier.example"', '"https://pier.example/"'),
        ("2026-11-01", "2026-04-01"),
    ],
)
def test_what_cannot_be_kept_is_an_error(old: str, new: str) -> None:
    assert error_of(HEAD.replace(old, new)).startswith("profiles/pier.toml:")


def test_the_example_of_the_guide_is_one() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    profile = parse_profile("profiles/harbour-wire.toml", example)
    assert profile.grant.excerpt is not None
    assert profile.notify is not None


SHIPPED: dict[str, Profile] = load_profiles().by_id


def test_there_are_profiles() -> None:
    assert len(SHIPPED) >= 24


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_a_shipped_profile_says_how_it_is_known(name: str) -> None:
    profile = SHIPPED[name]
    assert profile.evidence in ("own", "third-party")
    assert profile.checked < profile.check_again
    assert profile.domains
    months = (profile.check_again - profile.checked).days / 30
    assert months <= (7 if profile.evidence == "own" else 2)  # what others say of terms is looked up sooner


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_a_licence_without_derivatives_allows_no_cuts(name: str) -> None:
    profile = SHIPPED[name]
    if profile.licence.forbids_derivatives:
        assert profile.edit.body not in ("shorten_ok",)
        assert profile.licence.url.startswith("https://creativecommons.org/licenses/")
