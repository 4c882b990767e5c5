"""Whatever comes in, `convert` gives articles of the contract's shape or says in one line why it cannot."""

from __future__ import annotations

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.pipeline import convert
from sitegen.convert.report import article_to_json, format_article
from sitegen.errors import SitegenError
from sitegen.frontmatter import parse_content_file

KEYS = {
    "source",
    "item",
    "title",
    "authors",
    "published",
    "modified",
    "language",
    "site_name",
    "canonical_url",
    "section",
    "tags",
    "summary",
    "images",
    "markdown",
    "text",
    "attribution",
    "moved",
    "removed",
    "warnings",
    "evidence",
}
REMOVED = {"id", "text", "category", "rule", "line", "end_line"}
IMAGE = {"src", "alt", "caption", "credit"}
EVIDENCE = {"value", "origin", "line", "rank"}
LINES = (
    "Share on facebook",
    "By Ilo Brandt",
    "PARIS (AFP) —",
    "(File)",
    "Related",
    "3 May 2026",
    "ALSO READ:",
    "Seoul:",
    "©",
    "Photo: x",
    "…",
    "1.",
    "-",
    "“",
    "a: b",
    "Correction:",
    "(Reporting by A; Editing by B)",
    "The post X appeared first on Y.",
    "We are not owned by a billionaire or shareholders",
    "\u0301",
    "ﷺ",
    "।",
    "。",
    "Sign up",
    "Facebook Twitter Email",
)
MARKUP = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div",
        "hidden>",
        "<ul>",
        "<li>",
        "<table>",
        "<tr>",
        "<td>",
        "<figure>",
        "<img>",
        "<figcaption>",
        "<a>",
        "</a>",
        "<br>",
        "<pre>",
        "<h2>",
        "<article>",
        "<main>",
        "<nav>",
        "<blockquote>",
        "<script>",
        "</script>",
        "<meta>",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<rss>",
        "<feed>",
        "<item>",
        "<entry>",
        "<title>",
        "</title>",
        "<description>",
        "<?xml",
        "<!DOCTYPE",
        "&amp;",
        "&#0;",
        "&nosuch;",
        "<",
        ">",
        '"',
        "'",
    ]
)
ATTRIBUTES = st.sampled_from(
    [
        '<a href="http://[">',
        '<img src="//" width="">',
        '<ol start="99999999999999">',
        '<meta property="og:url" content="::">',
        '<time datetime="0000-00-00">',
        '<html lang="">',
        '<link rel="canonical" href="">',
        '<ol start="²">',
        '<script type="application/ld+json">{"@type":"Article","headline":{}}</script>',
        '<base href="http://[">',
    ]
)
PASTES = st.lists(st.sampled_from(LINES) | st.text(max_size=60)).map("\n".join)
SOUP = st.lists(MARKUP | ATTRIBUTES | st.text(max_size=12) | st.sampled_from(LINES)).map("".join)


def check(name: str, data: bytes) -> None:
    try:
        articles = convert(name, data, load_knowledge())
    except SitegenError as error:
        assert str(error).startswith(f"{name}:")
        assert "\n" not in str(error)
        return
    assert articles
    for article in articles:
        result = msgspec.json.decode(msgspec.json.encode(article_to_json(article)))
        assert set(result) == KEYS
        assert all(set(removal) - {"why"} == REMOVED for removal in result["removed"])
        assert all(set(image) == IMAGE for image in result["images"])
        assert all(set(found) == EVIDENCE for values in result["evidence"].values() for found in values)
        parse_content_file("a.md", format_article(article))


@given(st.binary(), st.sampled_from(["a.txt", "a.html", "a.xml", "a.md", "-"]))
def test_any_bytes(data: bytes, name: str) -> None:
    check(name, data)


@given(PASTES | st.text())
@example("\u2028")
@example("\ud7ff\x00")
def test_any_text(text: str) -> None:
    check("a.txt", text.encode("utf-8", "replace"))


@given(SOUP)
def test_any_html(soup: str) -> None:
    check("a.html", f"<!doctype html>{soup}".encode("utf-8", "replace"))


@given(SOUP, st.sampled_from(["rss", "feed", "rdf:RDF"]))
def test_any_xml(soup: str, root: str) -> None:
    check("a.xml", f"<{root}><channel><item>{soup}</item></channel></{root}>".encode("utf-8", "replace"))


@given(PASTES | st.text())
def test_any_markdown(text: str) -> None:
    check("a.md", text.encode("utf-8", "replace"))
    check("b.md", f"---\ntitle: T\n---\n\n{text}".encode("utf-8", "replace"))
