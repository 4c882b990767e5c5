"""Per-source rules: their files, which one a page gets, and what it finds there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.convert.sources.selector import LONGEST, Selection, Selector, check_selector
from sitegen.convert.sources.site_findings import (
    SiteFindings,
    apply_site_rule,
    check_examples,
    find_site_rule,
    judge_by_site,
)
from sitegen.convert.sources.site_rules import (
    FIELDS,
    SiteRule,
    SiteRules,
    join_site_rules,
    parse_site_rule,
    parse_site_rules,
)
from sitegen.document.blocks import text_of_all
from sitegen.document.html_piece import Mark
from sitegen.document.html_tree import parse_html_page
from sitegen.document.read_html import read_html
from sitegen.errors import RuleError
from sitegen.model import Figure
from sitegen.shell.package import PACKAGE, package_files

PATH = "rules/sources/harbour.example.toml"
EXAMPLE = "\n[[example]]\nhtml = '<h1>Ferry late</h1>'\ntitle = 'Ferry late'\n"
PAGE = """<!doctype html>
<html lang="en"><head><meta name="clock" content="2026-05-04T09:30:00+02:00"><title>Ferry late | Harbour</title></head>
<body><nav>Home <svg><title>x</title></svg><script>1</script>Sports<iframe></iframe></nav>
<h1 class="headline">Ferry late <em>again</em></h1>
<div class="byline"><a class="name">Ines Varga</a> and <a class="name">Otto Brandt</a></div>
<time class="published" datetime="2026-05-03">Sunday</time>
<div class="story-text"><p class="reporter">Ines Varga</p>
<p>The ferry was late on Monday.</p>
<aside class="promo"><p>Buy a season ticket.</p>
<p class="correction">An earlier version named the wrong pier.</p></aside>
<p>Nobody minded, said <a class="reporter" href="/ines">Ines Varga</a> at the pier.</p></div>
<div class="story-text"><p>A second ferry followed.</p></div>
<script type="application/ld+json">{"headline": "x"}</script>
<footer>All rights reserved</footer></body></html>"""


def rule_of(body: str, example: str = EXAMPLE) -> SiteRule:
    return parse_site_rule(PATH, body + example)


def findings_of(body: str, page: str = PAGE) -> SiteFindings:
    return apply_site_rule(parse_html_page(page), rule_of(body))


def values_of(findings: SiteFindings, field: str) -> list[object]:
    return [candidate.value for candidate in findings.candidates if candidate.field == field]


def judge_furniture(tag: object) -> Mark | None:
    return Mark("ui", "html.aside") if getattr(tag, "name", "") == "aside" else None


def words_of(body: str, page: str = PAGE) -> list[str]:
    """The paragraphs that remain of the bodies, or of the page where the rule finds none."""
    parsed = parse_html_page(page)
    findings = apply_site_rule(parsed, rule_of(body))
    pieces = [
        piece
        for root in findings.bodies or (parsed.tree,)
        for piece in read_html(root, judge=judge_by_site(findings, judge_furniture))
    ]
    return [text_of_all([piece.block]) for piece in pieces if piece.mark is None]


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('title = ["h1"\n', "3: is no TOML"),
        ('\nboddy = ["p"]\n', '2: unknown key "boddy" (did you mean "body"?)'),
        ('checked = 2026-11-01\ntitle = ["h1[["]\n', '2: "title": "h1[[" is no CSS selector'),
        ('body = [\n"div",\n"xpath://div[",\n]\n', '3: "body": "xpath://div[" is no XPath 1.0'),
        ("body = [\n'''xpath://p[@id=\"a\"''',\n]\n", "2: "),
        (
            "body = [\"xpath:document('/etc/passwd')\"]\n",
            '1: "body": "xpath:document(\'/etc/passwd\')" uses document()',
        ),
        ("strip = [\"xpath://p[re:test(., 'x')]\"]\n", "uses re:test(), which XPath 1.0 has not"),
        ('strip = ["xpath://p[$x]"]\n', "uses a variable"),
        ('title = ["h1"]\ndomains = [\n"harbour.example",\n"https://harbour.example"]\n', "4: "),
        ("title = 1\n", '1: "title": expected `str | array`, got `int`'),
        ('title = ["a", 1]\n', '1: "title": expected `str`, got `int`'),
        ('title = [""]\n', '1: "title": "" is empty'),
        ("checked = 2026-11-01\n", "1: says nothing of its source (give one of: title,"),
        ('title = ["h1"]\n[[example]]\ntitle = "x"\n', '2: an example has no "html"'),
        ('title = ["h1"]\n[[example]]\nhtml = "x"\n', "2: has no [[example]] of what it finds"),
        ('title = ["h1"]\n[[example]]\nhtml = "x"\nauthor = ["x"]\n', 'unknown key "author" (did you mean "authors"?)'),
    ],
)
def test_a_bad_file_is_one_line_that_says_where(text: str, expected: str) -> None:
    with pytest.raises(RuleError) as raised:
        rule_of(text, "" if "[[example]]" in text else EXAMPLE)
    said = str(raised.value)
    assert said.startswith(f"{PATH}:")
    assert expected in said
    assert "\n" not in said


def test_a_rule_without_an_example_is_refused() -> None:
    with pytest.raises(RuleError, match="has no"):
        rule_of('title = ["h1"]\n', "")


@given(st.text(max_size=300))
def test_no_file_ends_in_anything_but_a_rule_or_one_line(text: str) -> None:
    for content in (text, f"title = ['''{text}''']\n{EXAMPLE}", f"title = ['''xpath:{text}''']\n{EXAMPLE}"):
        try:
            rule = parse_site_rule(PATH, content)
        except RuleError as error:
            assert str(error).startswith(f"{PATH}:")
            assert error.line >= 1
        else:
            assert rule.title


@pytest.mark.parametrize(
    "expression",
    [
        "//*[.//*[.//*[.//a]]]",
        "//*[//*[.//a]]",
        "//p[following::p[.//b]]",
        "//p[" + "a or " * LONGEST + "b]",
        "//a[@b='\"] | //c",
    ],
)
def test_an_expression_that_could_take_long_is_refused(expression: str) -> None:
    assert check_selector(Selector(kind="xpath", text=expression))


@pytest.mark.parametrize(
    "expression",
    [
        "//div[@id='story']//p[not(contains(., '//'))]",
        "//div[contains(concat(' ', normalize-space(@class), ' '), ' body ')] | //td[@class=\"a\"]",
        "substring-before(//title, ' | ')",
        "//*[.//a[.//img]]",
        "(//h1)[1]/following-sibling::node() ",
        "//p[position() > 1 and (last() - (1) < 5 or not (true()))]",
        "concat('by ', //a/@href)",
        "'$x and document()'",
    ],
)
def test_expressions_as_they_are_in_use_are_accepted(expression: str) -> None:
    assert check_selector(Selector(kind="xpath", text=expression)) == ""


def test_the_name_of_the_file_is_the_domain_where_none_is_named() -> None:
    assert rule_of("title = ['h1']\n").domains == ("harbour.example",)
    assert rule_of("domains = ['WWW.Harbour.example']\ntitle = ['h1']\n").domains == ("harbour.example",)


def test_one_selector_needs_no_list() -> None:
    assert rule_of("title = 'h1'\n") == rule_of("title = ['h1']\n")


def test_two_files_for_one_domain_are_refused() -> None:
    text = 'domains = ["harbour.example"]\ntitle = ["h1"]\n' + EXAMPLE
    with pytest.raises(RuleError, match=r'b\.toml:1: claims "harbour.example", and so does rules/sources/a\.toml'):
        parse_site_rules({"rules/sources/a.toml": text, "rules/sources/b.toml": text})


# --- which rule -----------------------------------------------------------------------------------------------------


def set_of(**domains: str) -> SiteRules:
    text = "domains = ['{}']\ntitle = ['h1']\n" + EXAMPLE
    return parse_site_rules({f"{name}.toml": text.format(domain) for name, domain in domains.items()})


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://harbour.example/news/1", "bare.toml"),
        ("https://WWW.harbour.example:8443/", "bare.toml"),
        ("https://town.harbour.example/", "below.toml"),
        ("https://a.port.harbour.example/", "port.toml"),
        ("https://port.harbour.example/", "below.toml"),
        ("https://notharbour.example/", None),
        ("https://example/", None),
        ("harbour.example", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_the_nearest_domain_wins(url: str, expected: str | None) -> None:
    rules = set_of(bare="harbour.example", below="*.harbour.example", port="*.port.harbour.example")
    rule = find_site_rule(rules, url)
    assert (rule.file if rule else None) == expected


def test_the_sites_own_rules_come_before_the_packages_and_ftr_last() -> None:
    own, packaged = set_of(own="*.harbour.example"), set_of(packaged="town.harbour.example", other="pier.example")
    foreign = SiteRules((), {"ftr/pier.example.txt": "title: //h1", "ftr/dock.example.txt": "title: //h2"})
    rules = join_site_rules(own, packaged, foreign)
    found = [
        find_site_rule(rules, f"https://{host}/x") for host in ("town.harbour.example", "pier.example", "dock.example")
    ]
    assert [rule.file if rule else None for rule in found] == ["own.toml", "other.toml", "ftr/dock.example.txt"]


# --- what it finds --------------------------------------------------------------------------------------------------


def test_the_first_selector_that_finds_something_wins() -> None:
    findings = findings_of(
        'title = [".missing", "h1.headline", "title"]\nauthor = [".byline .name", ".byline"]\n'
        'date = ["h1", "meta[name=clock]", "time.published"]\nbody = [".story", "div.story-text"]\n'
    )
    assert values_of(findings, "title") == ["Ferry late again"]
    assert values_of(findings, "authors") == ["Ines Varga", "Otto Brandt"]
    assert values_of(findings, "published") == ["2026-05-04T09:30:00+02:00"]
    assert [str(tag.get("class")) for tag in findings.bodies] == ["['story-text']", "['story-text']"]
    assert {(candidate.rank, candidate.origin) for candidate in findings.candidates} == {(2, "source:harbour.example")}
    assert findings.candidates[0].line == 4
    assert findings.notices == ()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("substring-before(//title, ' | ')", ["Ferry late"]),
        ("//h1", ["Ferry late again"]),
        ("//h1/em/text()", ["again"]),
        ("//meta/@content", ["2026-05-04T09:30:00+02:00"]),
        ("//meta", ["2026-05-04T09:30:00+02:00"]),
        ("count(//p)", []),
        ("//h1[count('a') = 1]", []),
        ("//h1/@class | //h6", ["headline"]),
    ],
)
def test_xpath_gives_elements_attributes_and_texts(expression: str, expected: list[str]) -> None:
    assert values_of(findings_of(f'title = ["xpath:{expression}"]\n'), "title") == expected


def test_a_whole_byline_gives_its_names() -> None:
    page = "<p class=by>By Ines Varga and Otto Brandt | 4 May 2026</p>"
    assert values_of(findings_of('author = ".by"\n', page), "authors") == ["Ines Varga", "Otto Brandt"]


def test_a_written_date_is_read_in_the_pages_language() -> None:
    page = '<html lang="de"><p class=d>4. Mai 2026</p><p>Die Fähre kam zu spät.</p></html>'
    assert values_of(findings_of('date = [".d"]\n', page), "published") == ["2026-05-04"]


@pytest.mark.parametrize(
    "body", ["div.story-text", "xpath://div[@class='story-text']", "xpath://*[@class='story-text']"]
)
def test_the_body_loses_what_is_stripped_and_keeps_what_is_kept(body: str) -> None:
    story = "The ferry was late on Monday."
    rest = ["Nobody minded, said Ines Varga at the pier.", "A second ferry followed."]
    correction = "An earlier version named the wrong pier."
    rule = f'body = ["{body}"]\nstrip = ["p.reporter", ".promo"]\n'
    assert words_of(rule) == [story, *rest]
    assert words_of(rule + 'keep = [".correction"]\n') == [story, correction, *rest]
    assert words_of(f'body = ["{body}"]\nkeep = [".correction"]\n') == ["Ines Varga", story, correction, *rest]
    assert words_of(f'body = ["{body}"]\nkeep = [".promo"]\nstrip = [".correction", ".promo"]\n') == [
        "Ines Varga",
        story,
        "Buy a season ticket.",
        *rest,
    ]


def test_the_ledger_is_told_which_rule_stripped() -> None:
    findings = findings_of('body = [".story-text"]\nstrip = [".promo", "footer", "body", ".story-text"]\n')
    assert list(findings.stripped.values()) == [Mark("ui", "source.harbour.example.strip")]


MIXED = """<div class="s"><p>One <b class="x">Buy</b><i class="x">now</i> two.</p><h2>Head <b class="x">Buy</b></h2>
<ul><li>First</li><li class="x">Promoted</li></ul><table><tr><td>1</td><td>2</td></tr>
<tr class="x"><td>3</td><td>4</td></tr></table><blockquote><p>Said.</p><p class="x">Share</p></blockquote>
<figure><img src="a.jpg"><figcaption>Pier <b class="x">Enlarge</b></figcaption></figure>Loose <b class="x">Ad</b> words.
<div class="x">Whole <b class="x">box</b></div></div>"""


@pytest.mark.parametrize("body", ["", "body = [\"xpath://div[@class='s']\"]\n"])
def test_what_is_stripped_within_a_block_leaves_the_rest_of_it_whole(body: str) -> None:
    page = parse_html_page(MIXED)
    findings = apply_site_rule(page, rule_of(f'{body}strip = [".x"]\n'))
    pieces = read_html(page.tree, judge=judge_by_site(findings, lambda tag: None))
    assert [" ".join(piece.text.split()) for piece in pieces if piece.mark is None] == [
        *("One two.", "Head", "First", "1 2", "Said.", "", "Loose words.")
    ]
    gone = " ".join(piece.text for piece in pieces if piece.mark)
    assert gone.split() == ["Buy", "now", "Buy", "Promoted", "3", "4", "Share", "Enlarge", "Whole", "box", "Ad"]
    figures = [piece.block for piece in pieces if isinstance(piece.block, Figure)]
    assert [figure.caption for figure in figures] == ["Pier"]
    lines = [piece.block.line for piece in pieces if piece.mark]
    assert lines == [1, 1, 1, 2, 3, 3, 3, 4, 5, 4]


def test_furniture_within_the_body_stays_where_the_rule_does_not_prune() -> None:
    assert "Buy a season ticket." not in words_of('body = [".story-text"]\n')
    assert "Buy a season ticket." in words_of('body = [".story-text"]\nprune = false\n')
    assert "Buy a season ticket." not in words_of('body = [".story-text"]\nprune = false\nstrip = [".promo"]\n')


def test_a_byline_of_its_own_leaves_the_body_and_a_name_in_a_sentence_stays() -> None:
    words = words_of('body = [".story-text"]\nauthor = [".reporter"]\n')
    assert "Ines Varga" not in words
    assert "Nobody minded, said Ines Varga at the pier." in words
    findings = findings_of('body = [".story-text"]\nauthor = [".reporter"]\n')
    assert list(findings.stripped.values()) == [Mark("byline", "source.harbour.example.author")]


def test_what_a_redesign_took_away_is_said_once() -> None:
    findings = findings_of(
        'checked = 2026-11-01\nbody = [".old"]\ntitle = [".old"]\nauthor = [".old"]\nstrip = [".old"]\n'
    )
    (notice,) = findings.notices
    assert notice.code == "source-rule-missed"
    assert notice.message == (
        f"{PATH}: finds no body and no title on this page: the site may have changed; last checked 2026-11-01"
    )
    assert findings.bodies == ()


@pytest.mark.parametrize(
    "page",
    [
        "<div class=story-text> </div><p>The ferry was late.</p>",
        "<div class=story-text hidden><p>The ferry was late.</p></div>",
        "<div style='display:none'><div class=story-text><p>The ferry was late.</p></div></div>",
        "<div class=story-text><script type=application/json>1</script></div>",
        "",
        "<!-- -->",
    ],
)
def test_a_body_with_nothing_to_read_is_none(page: str) -> None:
    for selector in (".story-text", "xpath://div[@class='story-text']"):
        assert findings_of(f'body = ["{selector}"]\n', page).bodies == ()


def test_a_body_within_a_body_is_read_once() -> None:
    page = "<div class=a><p>One.</p><div class=a><p>Two.</p></div></div>"
    assert len(findings_of('body = [".a"]\n', page).bodies) == 1


def test_xpath_finds_nothing_on_a_page_too_deep_for_it_and_css_does() -> None:
    page = "<div>" * 40_000 + "<p class=a>Deep down.</p>"
    parsed = parse_html_page(page)
    assert parsed.root is None
    assert apply_site_rule(parsed, rule_of("body = ['xpath://p']\n")).bodies == ()
    assert len(apply_site_rule(parsed, rule_of("body = ['.a']\n")).bodies) == 1


@given(st.text(alphabet="<>/ab divpsctry='\" \x00\x0b\ud800é&#;!-", max_size=200))
def test_any_page_can_be_asked(text: str) -> None:
    rule = rule_of("title = ['xpath://p']\nbody = ['xpath://*', 'p']\nauthor = ['a']\nstrip = ['xpath://div', 'b']\n")
    findings = apply_site_rule(parse_html_page(text), rule)
    assert len(findings.tags) >= len(findings.stripped)


LONG_PAGE = "<h2>Head</h2>" + "<div><p>One</p><p>Two</p></div>" * 1000


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("//*/following::*", 0),
        ("//p/preceding::p | //h2", 0),
        ("//*//following::p", 0),
        ("//h2 and //*/following::*", 0),
        ("count(//p[. = '/following::']/../p/following::p) > 1", 0),
        ("(//*/following::p)[2]", 0),
        ("//div/following-sibling::div", 0),
        ("//h2/following::p", 2000),
        ("//p[1]/following-sibling::p", 1000),
        ("//p[following::h2 or following-sibling::p]", 1000),
        ("//h2[. = 'Head']/following-sibling::div", 1000),
    ],
)
def test_an_axis_from_many_places_of_a_long_page_finds_nothing_soon(expression: str, expected: int) -> None:
    selector = Selector(kind="xpath", text=expression)
    assert check_selector(selector) == ""
    assert len(Selection(parse_html_page(LONG_PAGE)).tags(selector)) == expected


def test_xpath_finds_nothing_on_an_endless_page() -> None:
    assert Selection(parse_html_page("<p>One</p>" * 50_001)).tags(Selector(kind="xpath", text="//p")) == []


# --- examples -------------------------------------------------------------------------------------------------------

SPECIMEN = """
[[example]]
html = '''<h1>Ferry late</h1><div class="story-text"><p>It was late.</p><p class="promo">Buy.</p></div>'''
title = "Ferry late"
body = "It was late."
"""


def test_an_example_is_a_test() -> None:
    rule = rule_of('title = ["h1"]\nbody = [".story-text"]\nstrip = [".promo"]\n', SPECIMEN)
    assert check_examples(rule) == []


def test_an_example_that_fails_says_what_was_found() -> None:
    rule = rule_of('title = ["h1"]\nbody = [".story-text"]\n', SPECIMEN)
    (error,) = check_examples(rule)
    assert str(error) == (
        f'{PATH}:4: example: body is "It was late. Buy.", not "It was late." (mend the rule or the example)'
    )


def test_the_example_in_the_manual_is_right() -> None:
    manual = (PACKAGE / "rules/sources/README.md").read_text("utf-8")
    rule = parse_site_rule(PATH, manual.split("```toml\n")[1].split("```")[0])
    assert check_examples(rule) == []
    assert all(f"`{field}`" in manual for field in (*FIELDS, "domains", "checked", "prune", "example"))


def test_the_packages_own_rules_find_what_their_examples_say() -> None:
    files = {f"rules/sources/{path}": text for path, text in package_files("rules/sources", ".toml").items()}
    rules = {rule.file: rule for tier in parse_site_rules(files).tiers for rule in tier.values()}
    assert [str(error) for rule in rules.values() for error in check_examples(rule)] == []
