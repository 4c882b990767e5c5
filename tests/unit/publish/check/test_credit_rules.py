"""A profile, the page as its licensor wants it, and what is told when one piece of it is gone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sitegen.model.profile import CreditRule, Licence, LinkRule, Profile, Tracker
from tests.unit.publish.check.built import CONFIG, PROFILES, look, page_of, rules_in, story_of

PROFILE = replace(
    PROFILES.by_id["grist"],
    id="wire",
    names=("Harbour Wire",),
    domains=("wire.example",),
    licence=Licence(spdx="CC-BY-ND-4.0", url="https://creativecommons.org/licenses/by-nd/4.0/"),
    credit=CreditRule(
        required_text=("This story by {author} comes from [Harbour Wire]({url}).",),
        placement="top",
        end_tagline="[Harbour Wire]({home}) is a cooperative of pilots.",
        logo="required",
        logo_src="/logos/wire.svg",
        authors=True,
        keep_dateline=True,
        keep_copyright=True,
        licence_link=True,
    ),
    link=LinkRule(target="article", preserve_all_links=True),
    tracker=Tracker(kind="pixel", url_pattern="https://count.wire.example/{id}.gif"),
    index="unstated",
    images="unstated",
)
ATTRIBUTION = (
    "{chain: [{role: agency, name: Sound Agency}, {role: publisher, name: Harbour Wire}], rights: granted,"
    " original_url: 'https://wire.example/boats', dateline: PORT ELMA, copyright: © Harbour Wire,"
    " credit: Harbour Wire via Sound Agency, notices: [Except for the headline nothing was edited.],"
    " corrections: [It was Monday.], tracker: 'https://count.wire.example/71.gif'}"
)
BODY = "Rain fell on the [old quay](https://quay.example/old) for the whole of the night."
GOOD = page_of(
    """<h1>Boats</h1>
<img src="/paper/logos/wire.svg" alt="Harbour Wire">
<p>This story by Ines
Varga comes from <a href="https://wire.example/boats">Harbour Wire</a>.</p>
<p>PORT ELMA</p>
<p>Rain fell on the <a href="https://quay.example/old">old quay</a> for the whole of the night.</p>
<p><a href="https://wire.example/">Harbour Wire</a> is a cooperative of pilots.</p>
<p>It was Monday.</p>
<ol><li>Sound Agency</li><li>Harbour Wire</li></ol>
<p>Harbour Wire via Sound Agency</p>
<p><a rel="license" href="https://creativecommons.org/licenses/by-nd/4.0">CC BY-ND 4.0</a></p>
<p>© Harbour Wire</p>
<p>Except for the headline nothing was edited.</p>
<img src="https://count.wire.example/71.gif" alt="" width="1" height="1">""",
    '<meta name="robots" content="noindex">',
)


def told(page: str, profile: Profile = PROFILE, attribution: str = ATTRIBUTION) -> set[str]:
    story = story_of(BODY, profile, attribution=attribution, authors="[Ines Varga]")
    return rules_in(page, story=story)


def test_a_page_as_its_licensor_wants_it() -> None:
    assert told(GOOD) == set()


@pytest.mark.parametrize(
    ("gone", "instead", "rules"),
    [
        ("This story by", "A story by", {"rights.credit"}),
        ("is a cooperative of pilots", "is a cooperative", {"rights.credit"}),
        ('<a href="https://wire.example/boats">', "<a>", {"rights.credit-link", "rights.link"}),
        ("Varga", "V.", {"rights.credit", "rights.byline"}),
        ("<li>Sound Agency</li>", "<li hidden>Sound Agency</li>", set()),
        ("Sound Agency", "Agency", {"rights.parties"}),
        ("Harbour Wire via", "Wire via", {"rights.parties"}),
        ("<p>PORT ELMA</p>", "", {"rights.dateline"}),
        ("<p>© Harbour Wire</p>", "", {"rights.copyright"}),
        ("Except for the headline", "", {"rights.notice"}),
        ("It was Monday.", "", {"rights.notice"}),
        ("licenses/by-nd", "licenses/by", {"rights.licence"}),
        ("/logos/wire.svg", "/logos/other.svg", {"rights.logo"}),
        ("https://quay.example/old", "https://quay.example/new", {"rights.links-kept"}),
        ('<img src="https://count.wire.example/71.gif" alt="" width="1" height="1">', "", {"rights.tracker"}),
        ("71.gif", "72.gif", {"rights.tracker"}),
        ('alt="" width', 'alt="" loading="lazy" width', {"rights.tracker"}),
        ("count.wire.example/71", "count.else.example/71", {"rights.tracker", "request.third-party", "html.alt-empty"}),
    ],
)  # fmt: skip
def test_what_is_gone_is_told(gone: str, instead: str, rules: set[str]) -> None:
    assert gone in GOOD
    assert told(GOOD.replace(gone, instead)) == rules


def test_a_sentence_stands_at_its_place() -> None:
    start = GOOD.index("<p>This story by")
    end = GOOD.index("<p>PORT ELMA")
    late = GOOD[:start] + GOOD[end:].replace("<ol>", f"{GOOD[start:end]}<ol>")
    assert told(late) == {"rights.place"}
    start = GOOD.index('<p><a href="https://wire.example/">')
    end = GOOD.index("<p>It was Monday")
    early = (GOOD[:start] + GOOD[end:]).replace("<h1>", f"{GOOD[start:end]}<h1>")
    assert told(early) == {"rights.place"}


def test_a_standfirst_that_repeats_the_story_is_not_its_beginning() -> None:
    standfirst = GOOD.replace("<h1>", f"<p>{BODY.replace('[old quay](https://quay.example/old)', 'old quay')}</p><h1>")
    assert told(standfirst) == set()


def test_a_sentence_that_came_stands_in_place_of_the_profile_s() -> None:
    came = ATTRIBUTION.replace("{chain", "{required: ['Harbour Wire wrote this first.'], chain")
    assert told(GOOD, attribution=came) == {"rights.credit"}
    page = GOOD.replace("<p>PORT", "<p>Harbour Wire wrote this first.</p><p>PORT")
    assert told(page, attribution=came) == set()


def test_what_is_not_known_is_asked_for() -> None:
    bare = "{chain: [{role: publisher, name: Harbour Wire}], rights: granted}"
    story = story_of(BODY, PROFILE, attribution=bare)
    found = {(fault.rule, fault.keys) for fault in look(GOOD, story=story).faults}
    assert {("rights.credit", ("attribution", "original_url")), ("rights.byline", ("authors",))} <= found
    assert {("rights.link", ("attribution", "original_url"))} <= found
    without = look(GOOD.replace("count.wire.example/71", "wire.example/71"), story=story)
    assert ("rights.tracker", ("attribution", "tracker")) in {(fault.rule, fault.keys) for fault in without.faults}


@pytest.mark.parametrize(
    ("target", "url"), [("home", "https://www.wire.example/"), ("either", "https://wire.example/x")]
)
def test_a_link_to_the_licensor_is_enough_where_it_says_so(target: str, url: str) -> None:
    profile = replace(PROFILE, link=LinkRule(target=target), credit=CreditRule(), tracker=None)
    assert told(page_of(f'{GOOD}<a href="{url}">a</a>', '<meta name="robots" content="noindex">'), profile) == {
        "request.third-party",
        "html.alt-empty",
    }
    away = GOOD.replace("wire.example/", "else.example/")
    assert "rights.link" in told(away, profile)


def test_a_story_of_our_own_owes_nothing() -> None:
    own = story_of(attribution="{chain: [{role: publisher, name: The Lantern}], notices: [Nobody sees this.]}")
    assert rules_in(page_of(), story=own) == set()
    assert CONFIG.title == "The Lantern"


def test_a_copy_of_somebody_else_is_not_the_original() -> None:
    chain = "{role: publisher, name: The Tide, url: 'https://tide.example/'}]"
    passed_on = ATTRIBUTION.replace("]", f", {chain}", 1).replace("wire.example/boats", "tide.example/1", 1)
    page = GOOD.replace("https://wire.example/boats", "https://tide.example/1").replace("<ol>", "<ol><li>The Tide</li>")
    assert told(page, attribution=passed_on) == {"rights.link"}
    elsewhere = passed_on.replace("tide.example/1", "wire-archive.example/1")
    assert told(page.replace("tide.example/1", "wire-archive.example/1"), attribution=elsewhere) == set()


@pytest.mark.parametrize(
    ("name", "page", "is_said"),
    [
        ("AP", "<p>The paper lay on the quay.</p>", False),
        ("AP", "<p>PORT ELMA (AP) — Rain fell.</p>", True),
        ("AP", "<ul><li>Sound Agency</li><li>AP</li><li>The Tide</li></ul>", True),
        ("Al", "<p>By <b>Al</b>, also known.</p>", True),
        ("Al", "<p>also</p>", False),
        ("NSP", "<h1>A<span>N</span>SP</h1>", False),
        ("Ana Quill", "<p>By Ana<br>\nQuill</p>", True),
        ("新華社", "<p>【新華社電】港は雨。</p>", True),
        ("© NSP", "<p>Photo © NSP, 2026</p>", True),
    ],
)
def test_a_name_is_a_word(name: str, page: str, is_said: bool) -> None:
    story = story_of(attribution=f'{{chain: [{{role: agency, name: "{name}"}}], rights: granted}}')
    assert ("rights.parties" not in rules_in(page_of(page), story=story)) is is_said


def test_a_correction_of_a_story_of_our_own_is_shown() -> None:
    own = story_of(attribution="{corrections: [It was Monday.]}")
    assert rules_in(page_of(), story=own) == {"rights.notice"}
    assert rules_in(page_of("<p>It was Monday.</p>"), story=own) == set()


@pytest.mark.parametrize("tag", ["noscript", "template"])
def test_a_counter_that_only_some_load_does_not_count(tag: str) -> None:
    counter = '<img src="https://count.wire.example/71.gif" alt="" width="1" height="1">'
    assert counter in GOOD
    assert told(GOOD.replace(counter, f"<{tag}>{counter}</{tag}>")) == {"rights.tracker"}
    assert told(GOOD.replace(counter, f"{counter}<{tag}>{counter}</{tag}>")) == set()
