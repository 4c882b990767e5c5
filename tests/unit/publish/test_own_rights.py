"""What a site says of its own pages, and of no others."""

from __future__ import annotations

import json

import pytest

from sitegen.errors import ConfigError
from sitegen.publish.feeds import render_atom
from sitegen.publish.head import article_head, is_own
from sitegen.publish.own_terms import fill_notice
from sitegen.publish.render import render
from sitegen.publish.views import ArticleView, HeadView
from tests.sites import article
from tests.unit.publish.press import config_of, outputs_of, press_of, site_of, tiny_theme

BY_ND = "https://creativecommons.org/licenses/by-nd/4.0/"
RIGHTS = f"""
[rights]
license = "{BY_ND}"
copyright = "© {{year}} The Lantern"
terms = "/terms/"
tdm = "reserved"
tdm_policy = "/mining/"
rsl = "/license.xml"
"""
COPY = "{original_url: 'https://ford.example/1'}"
ORIGIN = "{seed: seeds/a.txt}"


def head(base_url: str | None = None, **keys: str) -> HeadView:
    pages = {"a.md": article("Boats", date="2025-05-01", **keys), "b.md": article("Boats", date="2025-04-01")}
    site = site_of(pages, config_of(RIGHTS, base_url))
    return article_head(site.config, site.pages[0])


def crawlers(pages: dict[str, str], extra: str = RIGHTS, base_url: str | None = None) -> str:
    site = site_of(pages, config_of(extra, base_url))
    return render(outputs_of(site)["robots.txt"], press_of(site, tiny_theme())).decode()


def test_a_page_of_our_own_says_what_is_reserved_and_on_what_terms() -> None:
    view = head("https://user.example/repo/")
    assert view.metas == (("tdm-reservation", "1"), ("tdm-policy", "https://user.example/repo/mining/"))
    assert view.links == (
        ("license", BY_ND, ""),
        ("license", "https://user.example/repo/license.xml", "application/rsl+xml"),
    )
    node = json.loads(view.json_ld or "")
    assert node["license"] == BY_ND
    assert node["copyrightHolder"] == {"@type": "Organization", "name": "The Lantern"}
    assert (node["copyrightNotice"], node["copyrightYear"]) == ("© 2025 The Lantern", 2025)
    assert node["usageInfo"] == "https://user.example/repo/terms/"
    assert ("dcterms:license", BY_ND) in view.properties


@pytest.mark.parametrize(
    "keys",
    [
        {"attribution": COPY},
        {"attribution": "{chain: [{role: agency, name: NSP}]}"},
        {"attribution": "{required: ['Say that it is ours.']}"},
        {"attribution": "{tracker: 'https://ford.example/count.gif'}"},
        {"attribution": "{rights: denied}"},
        {"origin": ORIGIN},
        {"copy_of": "b.md"},
    ],
    ids=["original", "agency", "demand", "counter", "denied", "imported", "copy"],
)
def test_nothing_of_it_is_said_of_what_is_not_our_own(keys: dict[str, str]) -> None:
    view = head(**keys)
    assert (view.metas, view.links) == ((), ())
    said = f"{view.json_ld} {view.properties}"
    assert "The Lantern" not in said.replace('"publisher":{"@type":"Organization","name":"The Lantern"', "").replace(
        "('og:site_name', 'The Lantern')", ""
    )
    assert "by-nd" not in said
    assert "usageInfo" not in said


def test_the_licence_of_a_licensor_stays_as_it_is() -> None:
    view = head(attribution="{original_url: 'https://ford.example/1', license: 'https://ford.example/terms'}")
    assert json.loads(view.json_ld or "")["license"] == "https://ford.example/terms"
    assert view.links == ()


@pytest.mark.parametrize(
    "attribution",
    ["{chain: [{role: publisher, name: The Lantern}]}", "{original_url: 'https://www.lantern.example/b/'}"],
)
def test_what_was_imported_from_ourselves_is_our_own(attribution: str) -> None:
    assert head(origin=ORIGIN, attribution=attribution).metas


def test_a_story_s_own_licence_and_copyright_count_before_those_of_the_site() -> None:
    view = head(attribution="{license: All rights reserved, copyright: '© 2019 Tom Aalto for The Lantern'}")
    node = json.loads(view.json_ld or "")
    assert "license" not in node
    assert (node["copyrightYear"], node["copyrightHolder"]["name"]) == (2019, "The Lantern")
    assert [address for _, address, _ in view.links] == ["https://lantern.example/license.xml"]


def test_a_notice_that_names_nobody_we_know_names_no_holder() -> None:
    site = site_of({"a.md": article("Boats")}, config_of('[rights]\ncopyright = "© Harbour Press"\n'))
    node = json.loads(article_head(site.config, site.pages[0]).json_ld or "")
    assert (node["copyrightNotice"], "copyrightHolder" in node) == ("© Harbour Press", False)


def test_without_the_table_nothing_is_said() -> None:
    site = site_of({"a.md": article("Boats")})
    view = article_head(site.config, site.pages[0])
    assert (view.metas, view.links) == ((), ())
    shown = outputs_of(site)["a/index.html"].view
    assert isinstance(shown, ArticleView)
    assert shown.own is None
    assert is_own(site.config, site.pages[0])


@pytest.mark.parametrize(
    ("notice", "date", "said"),
    [
        ("© {year} The Lantern", "2025-05-01T09:00:00Z", "© 2025 The Lantern"),
        ("© {year} The Lantern", None, "© The Lantern"),
        ("{year}", "2025-05-01", "2025"),
        ("", "2025-05-01", ""),
    ],
)
def test_the_year_of_a_notice(notice: str, date: str | None, said: str) -> None:
    assert fill_notice(notice, date) == said


def test_feeds_carry_the_terms_of_our_own_and_no_others() -> None:
    pages = {"a.md": article("Boats", date="2025-05-01"), "b.md": article("Bells", attribution=COPY)}
    site = site_of(pages, config_of(RIGHTS))
    view = outputs_of(site)["atom.xml"].view
    atom = render_atom(view).decode()  # type: ignore[arg-type]
    assert atom.count("<rights>© 2025 The Lantern</rights>") == 1
    assert atom.count(f'rel="license" href="{BY_ND}"') == 1


def test_crawlers_are_told_where_the_file_speaks_for_nobody_else() -> None:
    own = {"a.md": article("Boats")}
    assert crawlers(own).startswith("License: https://lantern.example/license.xml\n\nUser-agent: *\n")
    assert "License" not in crawlers(own, base_url="https://user.example/repo/")
    assert "License" not in crawlers({**own, "b.md": article("Bells", attribution=COPY)})
    assert "License" not in crawlers(own, extra="")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('license = "CC BY"', '"license" is no address: "CC BY"'),
        ('terms = "//evil.example/"', '"terms" is no address'),
        ('rsl = "ftp://lantern.example/license.xml"', '"rsl" is no address'),
        ('tdm_policy = "/mining/"', '"tdm_policy" is given, and nothing is reserved'),
        ("republish = true", '"republish" offers stories under no terms (add the address of a license'),
        ('credit = "From {sight}"', 'unknown slot "{sight}" in "credit" (did you mean "site"?)'),
        ('copyright = "© {years}"', 'unknown slot "{years}" in "copyright" (did you mean "year"?)'),
        ('tdm = "yes"', "yes"),
        ('licence = "/x/"', 'unknown key "licence" (did you mean "license"?)'),
    ],
)
def test_a_table_that_cannot_be_meant(lines: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config_of(f"[rights]\n{lines}\n")
    line = str(caught.value)
    assert line.startswith("site.toml:5: "), line
    assert told in line
    assert "\n" not in line
