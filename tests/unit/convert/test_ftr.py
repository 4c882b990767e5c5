"""The ftr-site-config format: each of its keys, and that other people's files cannot stop us."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.convert.sources.ftr import parse_ftr
from sitegen.convert.sources.selector import Selector
from sitegen.convert.sources.site_findings import SiteFindings, apply_site_rule, find_site_rule
from sitegen.convert.sources.site_rules import SiteRule, SiteRules
from sitegen.document.html_tree import parse_html_page

NAME = "ftr/harbour.example.txt"
PAGE = """<html lang="en"><head><meta property="og:title" content="Ferry late"><title>Ferry</title></head>
<body class="has-story"><div id="page-head"><h1>Ferry late again</h1>
<p class="meta">By Ines Varga, Harbour | <span>Published 4 May 2026</span></p></div>
<div id="story"><p>The ferry was late.</p>
<div class="box related-links"><p>Bridge closed</p></div><div id="related_2"><p>Lift broken</p></div>
<img src="https://harbour.example/counter/pixel.gif?n=1"><img src="/ferry.jpg">
<aside><p>Tides today</p></aside></div></body></html>"""


def rule_of(*lines: str) -> SiteRule:
    return parse_ftr(NAME, "\n".join(lines))


def findings_of(*lines: str) -> SiteFindings:
    return apply_site_rule(parse_html_page(PAGE), rule_of(*lines))


def values_of(findings: SiteFindings) -> dict[str, object]:
    return {candidate.field: candidate.value for candidate in findings.candidates}


def stripped(*lines: str) -> list[str]:
    findings = findings_of("body: //div[@id='story']", *lines)
    return [
        " ".join(tag.get_text().split()) or str(tag["src"]) for tag in findings.tags if id(tag) in findings.stripped
    ]


def test_title_author_and_date_may_be_elements_attributes_or_what_a_function_makes() -> None:
    findings = findings_of(
        "title: //h6",
        "title://meta[@property='og:title']/@content",
        "title: //h1",
        "author: substring-before(substring-after(//p[@class='meta'], 'By '), ',')",
        "date: substring-after(//p[@class='meta']/span/text(), 'Published ')",
    )
    assert values_of(findings) == {"title": "Ferry late", "authors": "Ines Varga", "published": "2026-05-04"}
    assert findings.candidates[0].origin == "source:harbour.example"


def test_bodies_are_alternatives_in_their_order() -> None:
    findings = findings_of("body: //article", "body: //div[@id='story']/p | //aside", "body: //div[@id='story']")
    assert [tag.name for tag in findings.bodies] == ["p", "aside"]


def test_every_strip_applies() -> None:
    assert stripped("strip: //aside", "strip: //div[@id='related_2']") == ["Tides today", "Lift broken"]
    assert stripped("strip: //div[@id='story']", "strip: //body", "strip: //p/text()", "strip: //h1") == []


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("related", ["Bridge closed", "Lift broken"]),
        ("related-links", ["Bridge closed"]),
        ("z related", []),
        ("box rel", ["Bridge closed"]),
        ("'related_'", ["Lift broken"]),
        ("story", []),
        ("Related", []),
    ],
)
def test_strip_id_or_class_takes_part_of_either(part: str, expected: list[str]) -> None:
    assert stripped(f"strip_id_or_class: {part}") == expected


def test_strip_image_src_takes_part_of_the_address() -> None:
    assert stripped("strip_image_src: /counter/") == ["https://harbour.example/counter/pixel.gif?n=1"]


@pytest.mark.parametrize(
    ("switch", "kept"), [("no", True), ("false", True), ("yes", False), ("true", False), ("", False)]
)
def test_prune_says_whether_furniture_in_the_body_may_go(switch: str, kept: bool) -> None:
    findings = findings_of("body: //div[@id='story']", f"prune: {switch}")
    (body,) = findings.bodies
    aside = body.aside
    assert aside is not None
    assert (id(aside) in findings.kept) is kept


@pytest.mark.parametrize(
    "line",
    [
        "tidy: no",
        "autodetect_on_failure: no",
        "single_page_link: //a[@class='print']",
        "single_page_link_in_feed: //a[",
        "next_page_link: //a[@rel='next']",
        "test_url: https://harbour.example/news/1",
        "test_contains: The ferry",
        "find_string: <noscript>",
        "replace_string: <div>",
        "replace_string(<a href='http://x'>): <b>",
        "http_header(User-Agent): a reader",
        "parser: html5php",
        "requires_login: yes",
        "skip_json_ld: yes",
        "of another reader's: yes",
        "# title: //h2",
        "   # strip: //p",
        "",
        "title:",
        "strip_id_or_class:",
    ],
)
def test_what_has_no_meaning_here_is_passed_over(line: str) -> None:
    plain = rule_of("title: //h1", "body: //div[@id='story']", "")
    assert rule_of("title: //h1", "body: //div[@id='story']", line) == plain
    assert plain.faults == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("body: //div[", f'{NAME}:3: "body" is no XPath 1.0: Invalid expression'),
        ("strip: //p[matches(., 'x')]", f'{NAME}:3: "strip" uses matches(), which XPath 1.0 has not'),
        ("strip //p", f"{NAME}:3: has no colon after its key"),
        ("title: //p[@a='\x00']", f'{NAME}:3: "title" is no XPath 1.0: All strings must be XML compatible'),
        ("date: " + "a/" * 600 + "a", f'{NAME}:3: "date" is longer than 1000 characters'),
        ("strip_id_or_class: ''", f'{NAME}:3: "strip_id_or_class" is empty'),
    ],
)
def test_a_line_that_cannot_be_used_is_said_and_the_others_help(line: str, expected: str) -> None:
    rule = rule_of("# ours", "title: //h1", line, "body: //div[@id='story']")
    (fault,) = rule.faults
    assert fault.startswith(expected)
    assert (rule.title, rule.body) == (
        (Selector(kind="xpath", text="//h1", line=2),),
        (Selector(kind="xpath", text="//div[@id='story']", line=4),),
    )
    notices = apply_site_rule(parse_html_page(PAGE), rule).notices
    assert [(notice.code, notice.message) for notice in notices] == [("source-rule-unusable", fault)]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.harbour.example/x", "a/harbour.example.txt"),
        ("https://town.harbour.example/x", "a/.harbour.example.txt"),
        ("https://pier.town.harbour.example/x", "a/.harbour.example.txt"),
        ("https://dock.harbour.example/x", "a/Dock.Harbour.example.txt"),
        ("https://quay.example/x", "a/www.quay.example.txt"),
        ("https://below.dock.example/x", None),
        ("https://global/x", None),
    ],
)
def test_the_name_of_the_file_says_which_pages_it_is_for(url: str, expected: str | None) -> None:
    names = [
        "harbour.example",
        ".harbour.example",
        "Dock.Harbour.example",
        "www.quay.example",
        "dock.example",
        "LICENSE",
    ]
    rule = find_site_rule(SiteRules((), {f"a/{name}.txt": "title: //h1" for name in names}), url)
    assert (rule.file if rule else None) == expected
    assert rule is None or rule.name == rule.file[2:-4].lower().removeprefix("www.").removeprefix(".")


@given(
    st.text(alphabet=st.characters(codec=None), max_size=200), st.sampled_from(["", "body: ", "strip_id_or_class: "])
)
def test_any_text_is_read_and_can_be_applied(text: str, key: str) -> None:
    rule = parse_ftr(NAME, key + text)
    apply_site_rule(parse_html_page(PAGE), rule)
    assert all(fault.startswith(f"{NAME}:") and "\n" not in fault for fault in rule.faults)
