"""A story of the site's own as others take it, and as it comes back from them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.pipeline import convert
from sitegen.document.blocks import text_of_all
from sitegen.errors import ThemeError
from sitegen.model import Article, Figure
from sitegen.publish.pack import PackView
from sitegen.publish.pack_forms import Pack, read_pack, render_ninjs, render_story_file
from sitegen.publish.plan import plan_outputs
from sitegen.publish.theme import Theme
from sitegen.publish.views import ArticleView
from tests.sites import article
from tests.unit.publish.press import config_of, outputs_of, rendered, site_of, tiny_theme

BASE = "https://user.example/repo/"
BY_ND = "https://creativecommons.org/licenses/by-nd/4.0/"
RIGHTS = f'[rights]\nlicense = "{BY_ND}"\ncopyright = "© {{year}} The Lantern"\nterms = "/terms/"\nrepublish = true\n'
BODY = """\
The *old* bell on the [far bank](/far/) rings when somebody wants to cross, and the boatman comes at any hour.

> He has [never](#money "x") asked for money, he says, because the river never asked him for any.

| Day | Bells |
| --- | --- |
| Monday | [nine](../monday/) |

The council wants to know who pays for the rope, which it has wanted to know for some forty years.
"""
KEYS = {
    "date": "2026-05-03T09:00:00+02:00",
    "authors": "[Ines Varga]",
    "tags": "[Bells]",
    "language": "en",
    "summary": "Who rings at night.",
}


def view_of(body: str = BODY, rights: str = RIGHTS, base: str = BASE, **keys: str) -> PackView:
    site = site_of({"north/a.md": article('"Boats & <bells>"', body, **keys)}, config_of(rights, base))
    view = outputs_of(site)["north/a/republish/index.html"].view
    assert isinstance(view, PackView)
    return view


def pack_of(body: str = BODY, rights: str = RIGHTS, base: str = BASE, **keys: str) -> Pack:
    return read_pack(view_of(body, rights, base, **keys), body)


def read_back(name: str, data: bytes) -> Article:
    (found,) = convert(name, data, load_knowledge(None))
    return found


def item_of(body: str = BODY, rights: str = RIGHTS, **keys: str) -> dict[str, Any]:
    item: dict[str, Any] = json.loads(render_ninjs(view_of(body, rights, **keys), body))
    return item


def test_what_is_offered_has_a_page_and_two_files_and_the_article_leads_there() -> None:
    site = site_of({"a.md": article("A")}, config_of(RIGHTS, BASE))
    outputs = outputs_of(site)
    forms = [outputs[f"a/{name}"].form for name in ("republish/index.html", "story.md", "story.json")]
    assert forms == ["page", "markdown", "ninjs"]
    view = outputs["a/index.html"].view
    assert isinstance(view, ArticleView)
    assert view.own
    assert (view.own.offer, view.own.license, view.own.license_url) == ("/repo/a/republish/", "CC BY-ND 4.0", BY_ND)


@pytest.mark.parametrize(
    "keys",
    [
        {"attribution": "{original_url: 'https://ford.example/1'}"},
        {"attribution": "{chain: [{role: publisher, name: The Ford}]}"},
        {"origin": "{seed: seeds/a.txt}"},
        {"republish": "false"},
        {"draft": "true"},
        {"status": "held"},
        {"status": "withdrawn"},
        {"date": "2031-01-01"},
        {"publish": "{until: 2026-05-01}"},
    ],
    ids=["copy", "other", "imported", "kept", "draft", "held", "withdrawn", "early", "expired"],
)
def test_nothing_else_is_offered(keys: dict[str, str]) -> None:
    site = site_of({"a.md": article("A", **keys)}, config_of(RIGHTS), drafts=True)
    assert [path for path in outputs_of(site) if "republish" in path or "story." in path] == []


def test_the_boxes_hold_headline_byline_story_credit_and_licence() -> None:
    pack = pack_of(**KEYS)
    soup = BeautifulSoup(pack.html, "html.parser")
    assert [(each.name, each.get_text()) for each in soup.find_all(["h1", "p"])[:2]] == [
        ("h1", "Boats & <bells>"),
        ("p", "By Ines Varga"),
    ]
    credit, license_, copyright_ = soup.find_all("p")[-3:]
    assert credit.get_text() == "This story first appeared on The Lantern."
    assert [link["href"] for link in credit("a") + license_("a")] == [f"{BASE}north/a/", BY_ND]
    assert (license_.get_text(), copyright_.get_text()) == ("Licence: CC BY-ND 4.0", "© 2026 The Lantern")
    assert pack.markdown.startswith("# Boats & \\<bells>\n\nBy Ines Varga\n\nThe *old* bell")
    assert pack.left_out == 0


def test_every_address_is_whole() -> None:
    soup = BeautifulSoup(pack_of().html, "html.parser")
    links = [str(link["href"]) for link in soup("a")]
    assert links[:3] == [f"{BASE}far/", f"{BASE}north/a/#money", f"{BASE}north/monday/"]
    assert all(link.startswith("https://") for link in links)


PICTURES = """\
Rain fell on the quay.

![A bell](/bell.jpg "The bell.")

![A boat](pics/boat.jpg "The boat. | Ines Varga")

![A rope](/rope.jpg "The rope. | Ana Quill/Press")

![A tide](https://ford.example/tide.jpg)

![A rope again](/rope.jpg)

- ![A moon](/moon.jpg "© Ana Quill")
"""


def test_pictures_go_along_where_they_are_our_own() -> None:
    pack = pack_of(PICTURES, authors="[Ines Varga]", image="{src: /lead.jpg, alt: A quay, caption: The quay.}")
    soup = BeautifulSoup(pack.html, "html.parser")
    assert [image["src"] for image in soup("img")] == [
        f"{BASE}lead.jpg",
        f"{BASE}bell.jpg",
        f"{BASE}north/a/pics/boat.jpg",
    ]
    assert pack.left_out == 3
    assert "Ana Quill" not in pack.html + pack.markdown
    assert "ford.example" not in pack.html + pack.markdown
    item = item_of(PICTURES, authors="[Ines Varga]")
    assert item["edNote"].endswith(": 3")


@pytest.mark.parametrize("credit", ["Ana Quill", "The Ford"])
def test_a_lead_picture_of_others_stays_here(credit: str) -> None:
    pack = pack_of("Rain.", image=f"{{src: /lead.jpg, credit: {credit}}}")
    assert (pack.left_out, "lead.jpg" in pack.html) == (1, False)


RAW = """\
Rain fell <b>hard</b>.

<figure><img src="/raw.jpg"><figcaption>A quay. Ana Quill</figcaption></figure>

<script src="https://count.example/x.js"></script>

<iframe src="https://film.example/1"></iframe><img src="https://count.example/1.gif" width="1" height="1">

![A bell](/bell.jpg "The bell.")
"""


@pytest.mark.parametrize("key", ["raw_html", "unsafe_html"])
def test_html_in_a_story_is_taken_for_its_words_and_carries_no_counter(key: str) -> None:
    pack = pack_of(RAW, f"{RIGHTS}[markdown]\n{key} = true\n")
    assert "Rain fell" in pack.html
    assert "hard" in pack.html
    assert f"{BASE}bell.jpg" in pack.html
    for word in ("count.example", "film.example", "script", "iframe", "raw.jpg"):
        assert word not in pack.html + pack.markdown


def test_html_that_a_site_does_not_let_through_stays_text() -> None:
    html = pack_of("Rain <script>alert(1)</script> fell.").html
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_what_was_put_right_and_the_dateline_go_along() -> None:
    keys = {"attribution": "{dateline: Port Elma, corrections: ['It is red.', {text: Two., date: 2026-05-04}]}"}
    pack = pack_of("Rain fell on the quay.", **keys)
    assert "\n\nPort Elma — Rain fell on the quay.\n\nCorrection: It is red.\n\nCorrection (May 4, 2026): Two.\n\n" in (
        pack.markdown
    )
    assert pack_of("Port Elma: rain fell.", **keys).markdown.count("Port Elma") == 1


@pytest.mark.parametrize(
    ("credit", "authors", "said"),
    [
        ("By {author} for {site}.", "[Ines Varga]", "By Ines Varga for The Lantern."),
        ("By {author} for {site}.", "[]", "This story first appeared on [The Lantern]"),
        ("See [{title}]({url}) in [our paper](https://lantern.example/).", "[]", "See [Boats & \\<bells>]"),
    ],
)
def test_the_credit_is_the_site_s_own_where_it_can_be_said(credit: str, authors: str, said: str) -> None:
    assert f"\n\n{said}" in pack_of(rights=f'{RIGHTS}credit = "{credit}"\n', authors=authors).markdown


def test_terms_without_a_licence_are_enough() -> None:
    item = item_of(rights='[rights]\nterms = "/terms/"\nrepublish = true\n')
    assert item["rightsInfo"] == {"linkedRights": f"{BASE}terms/"}
    assert item["usageTerms"].endswith(f"({BASE}north/a/). {BASE}terms/")


NINJS_3 = frozenset(
    [
        *(
            "uri",
            "type",
            "representationType",
            "profile",
            "version",
            "firstCreated",
            "versionCreated",
            "contentCreated",
        ),
        *(
            "embargoed",
            "pubStatus",
            "urgency",
            "copyrightHolder",
            "copyrightNotice",
            "usageTerms",
            "edNote",
            "language",
        ),
        *("descriptions", "bodies", "headlines", "people", "organisations", "places", "subjects", "events", "objects"),
        *("infoSources", "title", "by", "slugline", "located", "renditions", "associations", "altIds"),
        *("trustIndicators", "standard", "genres", "expires", "rightsInfo"),
    ]
)
"""The names of the schema that an item of text may have."""


def test_the_item_has_no_name_that_ninjs_3_does_not_know() -> None:
    item = item_of(PICTURES, **KEYS, publish="{until: 2026-12-31}", attribution="{dateline: Elma}")
    assert set(item) <= NINJS_3
    assert item["expires"] == "2026-12-31T00:00:00Z"
    assert (item["firstCreated"], item["located"]) == ("2026-05-03T07:00:00Z", "Elma")
    assert [set(body) for body in item["bodies"]] == [{"role", "contentType", "value"}] * 2
    plain = item["bodies"][1]["value"]
    assert f"first appeared on The Lantern ({BASE}north/a/)." in plain


def test_what_is_not_known_is_not_said() -> None:
    item = item_of("Rain fell.")
    assert {"by", "firstCreated", "located", "expires", "subjects", "edNote", "descriptions"}.isdisjoint(item)


def test_our_own_reader_takes_the_item_back() -> None:
    found = read_back("story.json", render_ninjs(view_of(**KEYS), BODY))
    data, credit = found.metadata, found.attribution
    assert (data.title, data.authors, data.language) == ("Boats & <bells>", ("Ines Varga",), "en")
    assert (data.published, data.tags, data.summary) == ("2026-05-03T07:00:00Z", ("Bells",), "Who rings at night.")
    assert (data.canonical_url, credit.original_url) == (f"{BASE}north/a/", f"{BASE}north/a/")
    assert (credit.license, credit.copyright) == (BY_ND, "© 2026 The Lantern")
    assert credit.credit == "This story first appeared on The Lantern"
    assert [(party.role, party.name) for party in credit.chain] == [("publisher", "The Lantern")]
    assert len(credit.notices) == 1
    assert f"This story first appeared on The Lantern ({BASE}north/a/)." in credit.notices[0]
    assert "The old bell on the far bank rings" in text_of_all(found.blocks)
    assert "some forty years." in text_of_all(found.blocks)
    assert found.removed == ()


def test_another_site_takes_the_file_as_it_is() -> None:
    body = PICTURES + BODY
    found = read_back("story.md", render_story_file(view_of(body, **KEYS), body))
    data, credit = found.metadata, found.attribution
    assert (data.title, data.authors, data.published) == ("Boats & <bells>", ("Ines Varga",), KEYS["date"])
    assert (credit.original_url, credit.license) == (f"{BASE}north/a/", BY_ND)
    assert [(party.role, party.name, party.url) for party in credit.chain] == [("publisher", "The Lantern", BASE)]
    text = text_of_all(found.blocks)
    assert text.startswith("Rain fell on the quay.\n\n")
    assert text.endswith("This story first appeared on The Lantern.\n\nLicence: CC BY-ND 4.0\n\n© 2026 The Lantern")
    assert [block.src for block in found.blocks if isinstance(block, Figure)] == [
        f"{BASE}bell.jpg",
        f"{BASE}north/a/pics/boat.jpg",
    ]
    assert (found.removed, found.warnings) == ((), ())


def test_the_page_is_not_for_search_engines_and_names_the_story() -> None:
    view = view_of()
    assert (view.head.robots, view.head.canonical) == ("noindex", f"{BASE}north/a/")


def test_the_text_of_a_box_stays_text() -> None:
    site = site_of({"a.md": article("A", "Rain.</textarea><script>alert(1)</script>")}, config_of(RIGHTS))
    page = rendered(site, "a/republish/index.html", body="Rain.</textarea><script>alert(1)</script>")
    assert "<script>" not in page
    assert "</textarea>" not in page


@pytest.mark.parametrize("missing", ["republish.html", "republish_credit"])
def test_a_theme_that_cannot_offer_anything_is_told_in_a_line(missing: str) -> None:
    theme = tiny_theme()
    strings = {"en": {key: value for key, value in theme.strings["en"].items() if key != missing}}
    templates = {name: each for name, each in theme.templates.items() if name != missing}
    poor = Theme(templates=templates, strings=strings, options={})
    pages = {"a.md": article("A")}
    assert plan_outputs(site_of(pages), poor, {})
    with pytest.raises(ThemeError) as caught:
        plan_outputs(site_of(pages, config_of(RIGHTS)), poor, {})
    line = str(caught.value)
    assert line.startswith('site.toml: the theme "tiny" has no ')
    assert missing in line
    assert "\n" not in line


def test_the_words_are_those_of_the_story_s_language() -> None:
    theme = tiny_theme()
    words = {**theme.strings, "fi": {"republish_credit": "Julkaistu ensin: [{site}]({url})", "byline": "{authors}"}}
    site = site_of({"a.md": article("A", authors="[Ines Varga]", language="fi")}, config_of(RIGHTS))
    outputs = plan_outputs(site, Theme(templates=theme.templates, strings=words, options={}), {})
    view = next(each.view for each in outputs if each.form == "ninjs")
    assert isinstance(view, PackView)
    assert (view.byline, view.credit[0].text) == ("Ines Varga", "Julkaistu ensin: ")
    assert view.head.title.startswith("Take it: ")
