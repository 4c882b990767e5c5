"""Lines and rows that say where a story comes from: what each part is, and who is no agency."""

from __future__ import annotations

import pytest

from sitegen.model import Article
from tests.unit.convert.conftest import Converter

POLISH = """Nocny targ nad rzeką zostaje

Pomysł na nocny targ narodził się w lutym, kiedy zamknięto most i handlarze przenieśli stragany na drugi brzeg rzeki.

Burmistrz mówi, że targ zostanie do jesieni, a potem rada miasta zdecyduje, co zrobić ze starą przystanią.

{last}
"""
CHINESE = """清溪渡口最后一班渡轮停航

{head}

清溪渡口的最后一班渡轮星期四停航，两岸居民今后要绕行十二公里才能到达对岸的集市。镇政府说，新桥预计明年春天通车。

船长沈老六说，他在这条河上走了四十年，从来没有想过渡口会关门。乘客们站在码头上，迟迟不肯离去。

{last}
"""
PAGE = """<html lang="{lang}"><head><title>The market on the roof opens</title>
<meta property="og:site_name" content="{site}">{head}</head><body><article><h1>The market on the roof opens</h1>
<p>Nobody had counted on so many people, the council said, and the lift broke down twice while the queue went round.</p>
<p>“We will be back on Thursday with more bread,” Ellery said, and the crowd on the quay laughed at him for it.</p>
{last}</article></body></html>"""


def parties(article: Article) -> list[tuple[str, str]]:
    return [(party.role, party.name) for party in article.attribution.chain]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("Źródło: PAP, opracowanie własne", [("agency", "PAP")]),
        ("Źródło: Głos Doliny / PAP", [("agency", "PAP"), ("publisher", "Głos Doliny")]),
        ("Źródło: Głos Doliny, Kurier Brzegu", [("publisher", "Głos Doliny, Kurier Brzegu")]),
    ],
)
def test_agencies_are_found_among_the_sources_of_a_line(
    article_of: Converter, last: str, expected: list[tuple[str, str]]
) -> None:
    article = article_of(POLISH.format(last=last))
    assert parties(article) == expected
    assert len(article.blocks) == 2


@pytest.mark.parametrize(
    "row",
    ["2026-05-14 08:30 来源：清溪晚报", "来源：清溪晚报 2026-05-14 08:30", "发布时间：2026-05-14 08:30 来源：清溪晚报"],
)
def test_a_source_beside_the_date_is_credited(article_of: Converter, row: str) -> None:
    article = article_of(CHINESE.format(head=row, last=""))
    assert article.metadata.published == "2026-05-14T08:30:00"
    assert article.attribution.credit == "来源：清溪晚报"
    assert parties(article) == [("publisher", "清溪晚报")]


def test_an_author_and_a_source_beside_the_date(article_of: Converter) -> None:
    article = article_of(CHINESE.format(head="2026-05-14 08:30 来源：清溪晚报 作者：沈禾", last=""))
    assert article.metadata.authors == ("沈禾",)
    assert article.attribution.credit == "来源：清溪晚报"


def test_the_editor_on_the_line_of_the_author(article_of: Converter) -> None:
    row = "Written By: अनुराधा मिश्र Edited By: राकेश पाठक"
    story = "गाँव की पाठशाला तक जाने वाला पुल सोमवार को खुल गया और बच्चे पहली बार बिना नाव के स्कूल पहुँचे।"
    article = article_of(f"पुल से पाठशाला तक\n\n{row}\n\n{story}\n")
    assert article.metadata.authors == ("अनुराधा मिश्र",)
    assert [(credit.role, credit.name) for credit in article.attribution.credits] == [("editing", "राकेश पाठक")]


def test_the_rules_of_the_language_come_first_and_a_sign_tells_whose_rights_they_are(article_of: Converter) -> None:
    last = "版权声明：未经授权，不得转载。\nCopyright © 2010-2026 清溪新闻网 版权所有"
    article = article_of(CHINESE.format(head="", last=last))
    assert parties(article) == [("publisher", "清溪新闻网")]
    assert article.attribution.copyright == "Copyright © 2010-2026 清溪新闻网 版权所有"


def test_without_a_sign_the_notice_is_still_shown(article_of: Converter) -> None:
    article = article_of(CHINESE.format(head="", last="版权声明：未经授权，不得转载。"))
    assert article.attribution.copyright == "版权声明：未经授权，不得转载。"


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("المصدر: الضفة", [("publisher", "صحيفة الضفة")]),
        ("المصدر: رويترز", [("agency", "Reuters"), ("publisher", "صحيفة الضفة")]),
    ],
)
def test_the_outlet_in_short_is_no_agency(article_of: Converter, last: str, expected: list[tuple[str, str]]) -> None:
    page = PAGE.format(lang="ar", site="صحيفة الضفة", head="", last=f"<p>{last}</p>")
    assert parties(article_of(page, "page.html")) == expected


def test_an_agency_that_publishes_itself_stays_one(article_of: Converter) -> None:
    page = PAGE.format(lang="en", site="Meridian Wire", head="", last="<p>Copyright 2026 Meridian Wire.</p>")
    article = article_of(page.replace("<p>Nobody", "<p>LUDMERE (Meridian Wire) — Nobody"), "page.html")
    assert parties(article) == [("agency", "Meridian Wire")]


@pytest.mark.parametrize(("site", "expected"), [("The Reach Daily", "The Reach Daily"), ("reach.example", "Reach Ltd")])
def test_a_site_is_called_what_it_calls_itself(article_of: Converter, site: str, expected: str) -> None:
    publisher = '{"@type":"NewsArticle","publisher":{"@type":"Organization","name":"Reach Ltd"}}'
    head = f'<script type="application/ld+json">{publisher}</script>'
    article = article_of(PAGE.format(lang="en", site=site, head=head, last=""), "page.html")
    assert article.metadata.site_name == expected
    assert parties(article) == [("publisher", "Reach Ltd")]


SECTIONS = """{head}

The market on the roof opens with bread and rain

Nobody had counted on so many people, the council said, and the lift broke down twice while the queue went round.

“We will be back on Thursday with more bread,” Ellery said, and the crowd on the quay laughed at him for it.
"""


@pytest.mark.parametrize(
    ("head", "section"),
    [
        ("Menu\nSport\nCulture\nSign in\nHome > Region", "Region"),
        ("Sport\nHome > Region", "Region"),
        ("Menu\nSport\nCulture\nSign in", None),
        ("Sport\nCulture\nHealth", None),
        ("Culture", "Culture"),
    ],
)
def test_a_path_tells_the_section_and_a_menu_does_not(article_of: Converter, head: str, section: str | None) -> None:
    assert article_of(SECTIONS.format(head=head)).metadata.section == section


def test_a_copyright_at_the_end_of_a_row_of_links(article_of: Converter) -> None:
    footer = '<footer><a href="/r">Rules</a> <a href="/p">Privacy</a> <span>Copyright © 2026 The Reach</span></footer>'
    page = PAGE.format(lang="en", site="The Reach", head="", last="").replace("</body>", f"{footer}</body>")
    article = article_of(page, "page.html")
    assert article.attribution.copyright == "Copyright © 2026 The Reach"
    assert any("Rules Privacy" in moved.text for moved in article.moved)
