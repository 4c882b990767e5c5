"""Evidence from the head of a page, and which of it wins."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from sitegen.convert.metadata.evidence import find_evidence
from sitegen.convert.metadata.resolve import all_best, best, resolve_metadata
from sitegen.convert.pipeline import Knowledge
from sitegen.document.blocks import text_of
from sitegen.document.html_tree import parse_html
from sitegen.model import Article, Candidate, Image

BASE = "https://sound.example/news/bell"


def jsonld(data: object) -> list[Candidate]:
    script = data if isinstance(data, str) else json.dumps(data)
    return list(find_evidence(parse_html(f'<script type="application/ld+json">{script}</script>'), BASE))


def values(candidates: list[Candidate], field: str) -> list[object]:
    return [candidate.value for candidate in candidates if candidate.field == field]


ARTICLE = {
    "@context": "https://schema.org",
    "@type": ["NewsArticle"],
    "headline": "The bell &amp; the boat",
    "author": [{"@type": "Person", "name": "Ilo Brandt"}, "Ana Quill", {"@type": "Organization", "name": "Desk"}],
    "datePublished": "2026-05-04T09:00:00+02:00",
    "dateModified": "2026-05-05",
    "publisher": {"@type": "Organization", "name": "Sound Weekly", "url": "/"},
    "sourceOrganization": {"name": "MBP"},
    "image": [{"url": "/a.jpg", "caption": "The bell", "creditText": "Oda Lunde"}, "/b.jpg"],
    "keywords": "bells, boats",
    "isBasedOn": "https://origin.example/bell",
    "articleSection": ["Islands", "News"],
}


@pytest.mark.parametrize(
    "data", [ARTICLE, [ARTICLE], {"@graph": [{"@type": "WebSite", "headline": "no"}, ARTICLE]}, {"mainEntity": ARTICLE}]
)
def test_jsonld_article_wherever_it_stands(data: object) -> None:
    found = jsonld(data)
    assert values(found, "title") == ["The bell & the boat"]
    assert values(found, "authors") == ["Ilo Brandt", "Ana Quill", "Desk"]
    assert resolve_metadata(found).authors == ("Ilo Brandt", "Ana Quill")
    assert values(found, "published") == ["2026-05-04T09:00:00+02:00"]
    assert values(found, "modified") == ["2026-05-05"]
    assert values(found, "publisher") == ["Sound Weekly"]
    assert values(found, "publisher_url") == ["https://sound.example/"]
    assert values(found, "agency") == ["MBP"]
    assert values(found, "images") == [Image(src="https://sound.example/a.jpg", caption="The bell", credit="Oda Lunde")]
    assert values(found, "tags") == ["bells", "boats"]
    assert values(found, "original_url") == ["https://origin.example/bell"]
    assert values(found, "section") == ["Islands"]


@pytest.mark.parametrize(
    "data",
    [
        "{broken",
        "",
        "[" * 100_000,
        {"@type": "Recipe", "headline": "Soup"},
        {
            "@type": "NewsArticle",
            "headline": 4,
            "author": {"name": ["x"]},
            "datePublished": "soon",
            "image": {"url": 1},
        },
        {"@type": "NewsArticle", "publisher": ["Sound"], "author": None, "keywords": [None, 3]},
        {"@type": "NewsArticle", "license": "javascript:alert(1)"},
        "null",
        "7",
    ],
)
def test_odd_jsonld_is_poor_evidence_and_no_error(data: object) -> None:
    assert {candidate.field for candidate in jsonld(data)} <= {"publisher"}


HEAD = """<html lang="pt-BR"><head><title>The bell | Sound</title>
<meta property="og:title" content="The bell"><meta name="author" content="Ilo Brandt">
<meta property="article:author" content="https://social.example/ilo"><meta name="DCTERMS.date" content="2026-05-04">
<meta property="og:site_name" content="Sound  Weekly"><meta property="og:image" content="/a.jpg">
<meta name="description" content="It rings."><meta property="og:url" content="?utm_source=x">
<link rel="canonical" href="/news/bell?utm_source=x"><link rel="license" href="https://law.example/by/4.0/">
</head><body><h1>The bell <em>rings</em></h1><time datetime="2026-05-01">1 May</time></body></html>"""


def test_meta_tags() -> None:
    found = list(find_evidence(parse_html(HEAD), BASE))
    meta = resolve_metadata(found)
    assert meta.title == "The bell rings"
    assert meta.authors == ("Ilo Brandt",)
    assert meta.published == "2026-05-04"
    assert meta.language == "pt"
    assert meta.site_name == "Sound Weekly"
    assert meta.canonical_url == "https://sound.example/news/bell"
    assert meta.images == (Image(src="https://sound.example/a.jpg"),)
    assert meta.summary == "It rings."
    assert values(found, "license") == ["https://law.example/by/4.0/"]


def test_evidence_of_the_lowest_rank_wins_and_among_equals_the_first() -> None:
    found = [
        Candidate(field="tags", value=value, origin="x", rank=rank)
        for value, rank in [("a", 20), ("b", 10), ("B", 10), ("c", 10)]
    ]
    winner = best(found, "tags")
    assert winner is not None
    assert winner.value == "b"
    assert all_best(found, "tags") == ("b", "c")
    assert best(found, "title") is None


def test_nothing_is_invented() -> None:
    meta = resolve_metadata(())
    assert (meta.title, meta.authors, meta.published, meta.canonical_url, meta.images) == ("", (), None, None, ())


def test_a_newsroom_in_the_byline_is_no_author() -> None:
    found = [
        Candidate(field="authors", value="Sound Weekly Staff", origin="x", rank=1),
        Candidate(field="authors", value="Ilo Brandt", origin="x", rank=1),
        Candidate(field="publisher", value="Sound Weekly", origin="x", rank=1),
    ]
    assert resolve_metadata(found).authors == ("Ilo Brandt",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agence France-Presse", "AFP"),
        ("the associated press", "AP"),
        ("أ ف ب", "AFP"),
        ("AFP News", None),
        ("Tide Watch", None),
    ],
)
def test_an_agency_by_its_names(knowledge: Knowledge, text: str, expected: str | None) -> None:
    assert knowledge.agencies.find_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It rings,” the ringer told AFP on Monday.", "AFP"),
        ("MBP takes a look at the bell:", "MBP"),
        ("Yonhap said the bell rang.", None),
        ("He told everybody.", None),
        ("They untold AFP.", None),
        ("He told AFPX so.", None),
    ],
)
def test_a_mention_that_shows_whose_copy_it_is(knowledge: Knowledge, text: str, expected: str | None) -> None:
    assert knowledge.agencies.find_mention(text) == expected


def test_the_address_given_on_the_command_line_wins(article_of: Callable[..., Article]) -> None:
    page = HEAD.replace(
        "</body>", "<p>The bell rings at noon, and the whole island sets its clocks by it, she said.</p></body>"
    )
    given = article_of(page, name="bell.html", url="https://given.example/bell")
    assert given.metadata.canonical_url == "https://given.example/bell"
    assert given.evidence[0].origin == "option:url"


@pytest.mark.parametrize(
    ("published", "modified", "expected"),
    [
        ("2026-05-04T05:40:00+07:00", "2026-05-03T22:40:00Z", None),
        ("2026-05-04T05:40:00", "2026-05-04T05:40:00", None),
        ("2026-05-04", "2026-05-04", None),
        ("2026-05-04T05:40:00", "2026-05-04T05:40:00Z", "2026-05-04T05:40:00Z"),
        ("2026-05-04", "2026-05-05", "2026-05-05"),
    ],
)
def test_the_moment_of_publication_is_no_change(published: str, modified: str, expected: str | None) -> None:
    found = (
        Candidate(field="published", value=published, origin="json-ld:datePublished", rank=10),
        Candidate(field="modified", value=modified, origin="json-ld:dateModified", rank=10),
    )
    assert resolve_metadata(found).modified == expected


def test_a_standfirst_on_the_page_is_the_summary_whatever_the_description(article_of: Callable[..., Article]) -> None:
    prose = "<p>The ferry crossed the sound at dawn on Monday, and nobody on either shore had expected it to.</p>" * 4
    html = f"""<html lang=en><meta name=description content="Ferry is back."><h1>The ferry is back on the sound</h1>
    <p class=standfirst>It crosses every half hour and costs nothing, says the harbour office of Pell.</p>
    <p>By Ana Quill</p>{prose}"""
    article = article_of(html, "page.html")
    assert article.metadata.summary == "It crosses every half hour and costs nothing, says the harbour office of Pell."


@pytest.mark.parametrize(
    "row",
    [
        "By <a href=/by/ana>Ana Quill</a> <time datetime=2026-05-04>4 May 2026</time> <span>Reading time: 4 min</span>",
        "<a href=/by/ana>Ana Quill</a> in the village of Pell Arden, 4 May 2026, 10:20",
    ],
)
def test_a_row_of_byline_and_date_is_no_standfirst(article_of: Callable[..., Article], row: str) -> None:
    prose = "<p>The ferry crossed the sound at dawn on Monday, and nobody on either shore had expected it to.</p>" * 4
    html = f"<html lang=en><h1>The ferry is back on the sound</h1><div class=entry-meta>{row}</div>{prose}"
    article = article_of(html, "page.html")
    assert article.metadata.summary is None
    assert "2026" not in " ".join(text_of(block) for block in article.blocks)
