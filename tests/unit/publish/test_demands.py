from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from sitegen.app.profiles import load_profiles
from sitegen.model.profile import CreditRule, IndexRule, Profile, Tracker
from sitegen.publish.demands import demands_view
from sitegen.publish.head import article_head, index_policy
from sitegen.publish.index import Clock, build_site
from sitegen.publish.page import Page, parse_page
from sitegen.publish.views import DemandsView, TrackerView
from tests.sites import NOON, article
from tests.unit.publish.press import config_of, rendered

CONFIG = config_of()
SHIPPED = load_profiles()
DAY = date(2026, 5, 1)
CREDIT = CreditRule(
    required_text=("“{title}” by {author} is from [Pier]({url}).",),
    recognized=("This story first appeared at Pier",),
    end_tagline="[Pier]({home}) is a cooperative.",
    taglines=("Pier is an association",),
    placement="top",
)
PIER = Profile(
    id="pier",
    names=("Pier",),
    domains=("pier.example",),
    evidence="own",
    checked=DAY,
    check_again=DAY.replace(year=2027),
    credit=CREDIT,
)
URL = "original_url: 'https://pier.example/lamp'"


def page(**keys: str) -> Page:
    return parse_page("a.md", article("Lamp lit", authors="[Ana Quill, Tom Aalto]", **keys))


def demands(profile: Profile | None, **keys: str) -> DemandsView:
    found = demands_view(CONFIG, page(**keys), profile)
    assert found is not None
    return found


def words(sentences: tuple[tuple[Any, ...], ...]) -> list[str]:
    return ["".join(run.text for run in sentence) for sentence in sentences]


def links(sentences: tuple[tuple[Any, ...], ...]) -> list[str]:
    return [run.url for sentence in sentences for run in sentence if run.url]


def test_the_sentences_of_the_profile_stand_where_it_wants_them() -> None:
    view = demands(PIER, attribution=f"{{{URL}}}")
    assert words(view.top) == ["“Lamp lit” by Ana Quill, Tom Aalto is from Pier."]
    assert links(view.top) == ["https://pier.example/lamp"]
    assert words(view.bottom) == ["Pier is a cooperative."]
    byline = demands(replace(PIER, credit=replace(CREDIT, placement="byline")), attribution=f"{{{URL}}}")
    assert (len(byline.top), len(byline.byline), len(byline.bottom)) == (0, 1, 1)
    bottom = demands(replace(PIER, credit=replace(CREDIT, placement="bottom")), attribution=f"{{{URL}}}")
    assert words(bottom.bottom) == ["“Lamp lit” by Ana Quill, Tom Aalto is from Pier.", "Pier is a cooperative."]


def test_those_that_came_with_the_story_stand_in_their_place() -> None:
    came = "required: ['This story first appeared at [Pier](https://pier.example/lamp).', 'Pier is an association.']"
    view = demands(PIER, attribution=f"{{{came}}}")
    assert words(view.top) == ["This story first appeared at Pier."]
    assert links(view.top) == ["https://pier.example/lamp"]
    assert words(view.bottom) == ["Pier is an association."]


def test_of_an_unknown_licensor_what_came_is_shown_all_the_same() -> None:
    view = demands(None, attribution="{required: ['This story is from the Quay.']}")
    assert words(view.bottom) == ["This story is from the Quay."]
    assert demands_view(CONFIG, page(), None) is None


COUNTER = "https://counter.theconversation.com/content/12/count.gif?a=b&c=d"


def tracker(id_: str, address: str = "", **keys: str) -> TrackerView | None:
    told = f"{{tracker: '{address}'}}" if address else "{}"
    return demands(SHIPPED.by_id[id_], attribution=told, **keys).tracker


def test_the_counter_is_printed_as_it_came() -> None:
    assert tracker("the-conversation", COUNTER) == TrackerView("pixel", COUNTER)
    assert tracker("propublica") == TrackerView("script", "https://pixel.propublica.org/pixel.js")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://pixel.example/1.gif",
        "https://counter.theconversation.com.evil.example/content/12/count.gif",
        "https://counter.theconversation.com/content/1 onload=x/count.gif",
        "javascript:alert(1)",
    ],
)
def test_nothing_else_is_loaded(address: str) -> None:
    assert tracker("the-conversation", address) is None
    assert tracker("grist", address) is None


def test_a_draft_counts_nobody() -> None:
    assert tracker("propublica", draft="true") is None


def test_a_tracker_that_is_not_required_waits_for_its_address() -> None:
    free = Tracker(kind="pixel", url_pattern="https://pier.example/1.gif", required=False)
    assert demands(replace(PIER, tracker=free)).tracker is None


def test_the_licence_is_linked_where_the_story_names_none() -> None:
    told = "{profile: knowable}"
    site = build_site(CONFIG, [page(attribution=told)], Clock(NOON), SHIPPED)
    head = article_head(CONFIG, site.pages[0], SHIPPED.by_id["knowable"])
    assert '"license":"https://creativecommons.org/licenses/by-nd/4.0/"' in (head.json_ld or "")
    own = page(attribution="{profile: knowable, license: 'https://creativecommons.org/licenses/by/4.0/'}")
    assert "licenses/by/4.0/" in (article_head(CONFIG, own, SHIPPED.by_id["knowable"]).json_ld or "")


# --- what search engines are told ---

OWN = "https://lantern.example/a/"
ORIGINAL = "https://pier.example/lamp"


def policy(rule: IndexRule | None, **keys: str) -> tuple[str | None, str, bool]:
    return tuple(index_policy(CONFIG, page(**keys), replace(PIER, index=rule) if rule else None))  # type: ignore[return-value]


def test_a_page_of_our_own_is_to_be_found() -> None:
    assert policy(None) == (None, OWN, True)
    assert policy(None, attribution="{chain: [{role: publisher, name: The Lantern}]}") == (None, OWN, True)
    assert policy(None, attribution="{original_url: 'https://lantern.example/a/'}")[0] is None


def test_a_copy_is_not_and_names_its_original_if_that_is_known() -> None:
    assert policy(None, attribution=f"{{{URL}}}") == ("noindex,follow", ORIGINAL, False)
    assert policy(None, attribution="{chain: [{role: agency, name: NSP}]}") == ("noindex,follow", OWN, False)


@pytest.mark.parametrize(
    ("rule", "robots", "canonical"),
    [
        ("canonical", None, ORIGINAL),
        ("noindex", "noindex,follow", OWN),
        ("both", "noindex,follow", ORIGINAL),
        ("unstated", "noindex,follow", ORIGINAL),
    ],
)
def test_the_licensor_s_word(rule: IndexRule, robots: str | None, canonical: str) -> None:
    assert policy(rule, attribution=f"{{{URL}}}") == (robots, canonical, False)
    assert policy(rule) == ("noindex,follow", OWN, False)  # the original is not known


@pytest.mark.parametrize("rule", [None, *get_args(IndexRule)])
def test_no_page_contradicts_itself(rule: IndexRule | None) -> None:
    chains = ("", "chain: [{role: publisher, name: Pier}]", "chain: [{role: republisher, name: Quay}]")
    for chain, url, draft in product(chains, ("", URL), ("false", "true")):
        told = ", ".join(filter(None, (chain, url)))
        robots, canonical, listed = policy(rule, attribution=f"{{{told}}}", draft=draft)
        assert listed == (robots is None and canonical == OWN)


def test_a_copy_stays_out_of_the_sitemap() -> None:
    site = build_site(CONFIG, [page(attribution="{profile: knowable}"), page_of_our_own()], Clock(NOON), SHIPPED)
    text = rendered(site, "sitemap.xml")
    assert "https://lantern.example/b/" in text
    assert OWN not in text


def page_of_our_own() -> Page:
    return parse_page("b.md", article("Ours"))
