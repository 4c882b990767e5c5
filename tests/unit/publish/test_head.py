from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

from sitegen.publish.head import article_head, rooted
from sitegen.publish.views import HeadView
from tests.sites import article
from tests.unit.publish.press import config_of, rendered, site_of

CHAIN = (
    "{chain: [{role: agency, name: NSP}, {role: publisher, name: The Ford, url: 'https://ford.example/'}], "
    "original_url: 'https://ford.example/1', dateline: Port Elma, license: "
    "'https://creativecommons.org/licenses/by/4.0/', copyright: The Ford, "
    "corrections: ['The lamp is red.', {text: Two lamps., date: 2026-05-03}]}"
)


def head(base_url: str | None = None, body: str = "Rain fell.", **keys: str) -> HeadView:
    site = site_of({"a.md": article(keys.pop("title", "Boats"), body, **keys)}, config_of("", base_url), drafts=True)
    return article_head(site.config, site.pages[0])


def json_of(view: HeadView) -> dict[str, Any]:
    assert view.json_ld is not None
    node: dict[str, Any] = json.loads(view.json_ld)
    return node


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!-- & <script>", 'Quoted \\"and\\" more'])
def test_a_hostile_title_stays_inert_and_parses_back(title: str) -> None:
    pages = {"a.md": article(f'"{title}"')}
    plain = title.replace('\\"', '"')
    soup = BeautifulSoup(rendered(site_of(pages), "a/index.html"), "html.parser")
    scripts = soup("script")
    assert len(scripts) == 1
    assert json.loads(scripts[0].text)["headline"] == plain
    assert soup.title is not None
    assert soup.title.text == f"{plain} – The Lantern"


def test_only_what_is_known_is_said() -> None:
    node = json_of(head())
    assert {"datePublished", "author", "isBasedOn", "image", "license", "dateline"}.isdisjoint(node)
    assert None not in node.values()


def test_the_whole_attribution_is_said() -> None:
    node = json_of(head(date="2026-05-01", authors="[Ines Varga]", attribution=CHAIN))
    assert node["sourceOrganization"]["name"] == "NSP"
    assert node["provider"] == {
        "@type": "NewsMediaOrganization",
        "name": "The Ford",
        "url": "https://ford.example/",
    }
    assert node["isBasedOn"] == "https://ford.example/1"
    assert node["author"] == [{"@type": "Person", "name": "Ines Varga"}]
    assert node["dateline"] == "Port Elma"
    assert node["correction"] == [
        {"@type": "CorrectionComment", "text": "The lamp is red."},
        {"@type": "CorrectionComment", "text": "Two lamps.", "datePublished": "2026-05-03"},
    ]


def test_a_copy_names_its_original_as_canonical() -> None:
    assert head(attribution=CHAIN).canonical == "https://ford.example/1"
    assert head().canonical == "https://lantern.example/a/"
    assert head("https://user.example/repo/").canonical == "https://user.example/repo/a/"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x"])
def test_no_script_is_an_address(address: str) -> None:
    view = head(attribution=f"{{original_url: '{address}', license: '{address}//x'}}")
    assert view.canonical == "https://lantern.example/a/"
    assert address not in (view.json_ld or "")


def test_pictures_are_whole_addresses() -> None:
    view = head("https://user.example/repo/", image="{src: /images/a.png, alt: A boat}")
    assert dict(view.properties)["og:image"] == "https://user.example/repo/images/a.png"
    assert json_of(view)["image"]["url"] == "https://user.example/repo/images/a.png"


def test_drafts_are_not_indexed() -> None:
    assert (head(draft="true").robots, head().robots) == ("noindex", None)


def test_open_graph_repeats_authors_and_tags() -> None:
    view = head(authors="[Ines Varga, Tom Aalto]", tags="[x, y]", language="pt-BR", date="2026-05-01")
    assert [value for key, value in view.properties if key == "article:author"] == ["Ines Varga", "Tom Aalto"]
    assert ("og:locale", "pt_BR") in view.properties
    assert ("article:published_time", "2026-05-01") in view.properties
    assert all(value for _, value in view.properties)


def test_the_description_is_one_line() -> None:
    view = head(body="tide\nand weir " * 60)
    assert "\n" not in view.description
    assert len(view.description) <= 200


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("tags/", "/repo/tags/"),
        ("/x.png", "/repo/x.png"),
        ("#top", "#top"),
        ("https://a.example/", "https://a.example/"),
    ],
)
def test_paths_begin_at_the_root(url: str, path: str) -> None:
    assert rooted(config_of("", "https://user.example/repo/"), url) == path


def test_whose_it_is_is_said_in_dublin_core() -> None:
    properties = dict(head(attribution=CHAIN).properties)
    assert properties["dcterms:source"] == "https://ford.example/1"
    assert properties["dcterms:rightsHolder"] == "The Ford"
    assert properties["dcterms:rights"] == "The Ford"
    assert properties["dcterms:license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert not any(key.startswith("dcterms:") for key, _ in head().properties)


def test_a_copyright_notice_names_its_holder_and_year() -> None:
    parties = "[{role: publisher, name: The Ford}, {role: agency, name: Ford}]"
    chain = f"{{chain: {parties}, copyright: '© 2026 The Ford. All rights reserved.'}}"
    node = json_of(head(attribution=chain))
    assert node["copyrightHolder"]["name"] == "The Ford"
    assert node["copyrightYear"] == 2026
    spans = json_of(head(attribution="{copyright: '© 2019-2026 Fords and others'}"))
    assert {"copyrightHolder", "copyrightYear"}.isdisjoint(spans)


@pytest.mark.parametrize(
    ("dateline", "place"),
    [("PORT ELMA (NSP)", "PORT ELMA"), ("Seoul", "Seoul"), ("São Nicolau, 3 June", "São Nicolau"), ("12/06", None)],
)
def test_the_place_of_a_dateline(dateline: str, place: str | None) -> None:
    node = json_of(head(attribution=f"{{dateline: '{dateline}'}}"))
    assert (node.get("contentLocation") or {}).get("name") == place


def test_what_ends_says_when() -> None:
    assert json_of(head(publish="{until: 2030-01-01}"))["expires"] == "2030-01-01"


def test_the_source_is_who_wrote_it_where_another_passes_it_on() -> None:
    chain = "{chain: [{role: originator, name: The Weir}, {role: publisher, name: The Ford}]}"
    node = json_of(head(attribution=chain))
    assert (node["sourceOrganization"]["name"], node["provider"]["name"]) == ("The Weir", "The Ford")
