"""Each rule for a page by itself: one that breaks it, and its twin that does not."""

from __future__ import annotations

import pytest

from sitegen.publish.check.css import find_css_urls
from sitegen.publish.check.html_page import read_html_page
from tests.unit.publish.check.built import CONFIG, look, page_of, rules_in, story_of
from tests.unit.publish.press import config_of

PAIRS: list[tuple[str, str, str]] = [
    ("html.title", page_of().replace("<title>Boats</title>", ""), page_of()),
    ("html.title", page_of().replace("Boats", " "), page_of("<svg><title>A boat</title></svg>")),
    ("html.language", page_of().replace(' lang="en"', ""), page_of()),
    ("html.id", page_of('<p id="x">a</p>\n<p id="x">b</p>'), page_of('<p id="x">a</p>\n<p id="y">b</p>')),
    ("html.alt", page_of('<img src="/paper/a.png">'), page_of('<img src="/paper/a.png" alt="">')),
    ("file.encoding", "", page_of("é")),
    (
        "request.third-party",
        page_of('<script src="https://cdn.example/x.js"></script>'),
        page_of('<script src="/paper/x.js"></script>'),
    ),
    (
        "request.third-party",
        page_of('<iframe src="//player.example/1"></iframe>'),
        page_of('<a href="//player.example/1">film</a>'),
    ),
    (
        "request.third-party",
        page_of('<img alt="" src="https://pics.example/a.png">'),
        page_of('<img alt="" src="https://lantern.example/paper/a.png">'),
    ),
    (
        "request.third-party",
        page_of('<img alt="" src="/paper/a.png" srcset="/paper/b.png 1x, https://pics.example/c.png 2x">'),
        page_of('<img alt="" srcset="/paper/b.png 1x, /paper/c.png 2x">'),
    ),
    (
        "request.third-party",
        page_of('<video poster="https://pics.example/p.png"></video>'),
        page_of('<video poster="/paper/p.png"></video>'),
    ),
    (
        "request.third-party",
        page_of(head='<link rel="stylesheet" href="https://fonts.example/css">'),
        page_of(head='<link rel="license" href="https://fonts.example/css">'),
    ),
    (
        "request.third-party",
        page_of(head='<link rel="preconnect" href="https://fonts.example">'),
        page_of(head='<link rel="alternate" href="https://fonts.example">'),
    ),
    (
        "request.third-party",
        page_of(head="<style>@import 'https://fonts.example/a.css';</style>"),
        page_of(head="<style>/* @import 'https://fonts.example/a.css'; */</style>"),
    ),
    (
        "request.third-party",
        page_of('<p style="background: url(https://pics.example/b.png)">a</p>'),
        page_of('<p style="background: url(/paper/b.png)">a</p>'),
    ),
    (
        "request.third-party",
        page_of(head='<meta http-equiv="refresh" content="0; url=https://other.example/">'),
        page_of(head='<meta http-equiv="refresh" content="0; url=/paper/">'),
    ),
    (
        "request.third-party",
        page_of('<a ping="https://count.example/" href="/paper/">a</a>'),
        page_of('<a href="https://count.example/">a</a>'),
    ),
    (
        "request.third-party",
        page_of('<svg><image href="https://pics.example/a.png"/></svg>'),
        page_of('<svg><image href="data:image/png;base64,AA=="/></svg>'),
    ),
    (
        "request.form",
        page_of('<form action="https://mail.example/join"></form>'),
        page_of('<form action="/paper/search/"></form>'),
    ),
    (
        "request.insecure",
        page_of('<img alt="" src="http://lantern.example/paper/a.png">'),
        page_of('<a href="http://lantern.example/paper/a.png">a</a>'),
    ),
    (
        "index.canonical",
        page_of(head='<link rel="canonical" href="/paper/a/">'),
        page_of(head='<link rel="canonical" href="https://lantern.example/paper/a/">'),
    ),
    (
        "index.canonical",
        page_of(
            head='<link rel="canonical" href="https://lantern.example/paper/a/"><link rel="canonical" href="https://lantern.example/paper/b/">'
        ),
        page_of(),
    ),
    (
        "index.robots",
        page_of(head='<meta name="robots" content="index,follow"><meta name="robots" content="noindex">'),
        page_of(head='<meta name="robots" content="noindex,follow">'),
    ),
    (
        "index.deprecated",
        page_of(head='<meta name="news_keywords" content="boats">'),
        page_of(head='<meta name="keywords" content="boats">'),
    ),
    (
        "index.og-url",
        page_of(head='<meta property="og:url" content="https://wire.example/a">'),
        page_of(head='<meta property="og:url" content="https://lantern.example/paper/a/">'),
    ),
]


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_a_rule_is_broken_by_one_page_and_not_by_its_twin(number: int) -> None:
    rule, bad, good = PAIRS[number]
    broken = {fault.rule for fault in look(bad).faults} if bad else {"file.encoding"}
    assert rule in broken
    assert rules_in(good) == set()


def test_text_that_is_no_utf_8_is_told_with_its_line() -> None:
    from sitegen.publish.check.inspect import inspect_file

    found = inspect_file(CONFIG, "a.txt", b"one\ntw\xff", None, {})
    assert [(fault.rule, fault.line) for fault in found.faults] == [("file.encoding", 2)]


FILES: list[tuple[str, str, str, str]] = [
    ("file.xml", "feed.xml", "<rss><channel></rss>", "<rss><channel/></rss>"),
    ("file.json", "a.json", "{", "{}"),
    ("request.third-party", "a.css", "@import url(https://fonts.example/a.css);", "@import url(b.css);"),
    ("request.third-party", "a.css", "p { background: url('//pics.example/a.png') }", "p { background: url(a.png) }"),
    (
        "request.third-party",
        "a.svg",
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://pics.example/a.png"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><a href="https://pics.example/a.png"/></svg>',
    ),
]


@pytest.mark.parametrize("number", range(len(FILES)))
def test_other_files_have_rules_too(number: int) -> None:
    rule, path, bad, good = FILES[number]
    assert rules_in(bad, path) == {rule}
    assert rules_in(good, path) == set()


def test_pictures_of_others_are_a_warning_where_the_site_shows_them() -> None:
    page = page_of('<img alt="" src="https://pics.example/a.png">')
    assert rules_in(page) == {"request.third-party"}
    showing = config_of('[images]\nremote = "show"\n', "https://lantern.example/paper/")
    assert rules_in(page, config=showing) == {"request.picture"}


def test_a_counter_is_loaded_only_where_its_profile_asks_for_it() -> None:
    counter = "https://counter.theconversation.com/content/1/count.gif"
    page = page_of(f'<img src="{counter}" alt="">')
    assert "request.third-party" in rules_in(page)
    attribution = "{original_url: 'https://theconversation.com/boats-1', rights: granted}"
    assert "request.third-party" not in rules_in(page, story=story_of(attribution=attribution))


def test_a_picture_of_a_story_is_described_in_alt_or_a_caption() -> None:
    own = story_of()
    assert rules_in(page_of('<img src="/paper/a.png" alt="">'), story=own) == {"html.alt-empty"}
    caption = "<figure><img src='/paper/a.png' alt=''><figcaption>{}</figcaption></figure>"
    assert rules_in(page_of(caption.format(" ")), story=own) == {"html.alt-empty"}
    assert rules_in(page_of(caption.format("The quay")), story=own) == set()
    assert rules_in(page_of('<img src="/paper/a.png" alt="The quay">'), story=own) == set()


def test_lines_are_those_of_the_file() -> None:
    page = page_of('\n\n<p id="x">a</p>\n<p id="x">b</p>\n<style>\n\np { background: url(https://p.example/) }</style>')
    assert [(fault.rule, fault.line) for fault in look(page).faults] == [("html.id", 6), ("request.third-party", 9)]


def test_what_readers_do_not_see_is_no_text() -> None:
    page = read_html_page(
        page_of(
            "<p>On<b>ly</b> this<!-- not this --> is.</p><p hidden>Not this</p><p style='display: none'>nor this</p>"
            "<script>nor(this)</script><template>nor this</template>"
        ).encode()
    )
    assert page.text().split() == ["Only", "this", "is."]


@pytest.mark.parametrize("text", ["", "   ", "<!-- nothing -->", "plain words", "<a>" * 3000, "\x00<p>"])
def test_any_bytes_are_a_page(text: str) -> None:
    assert look(text).path == "a/index.html"


def test_css_addresses_come_with_their_lines() -> None:
    text = "/* url(no)\n */\na { b: url( 'x y' ) }\n@import \"z\";\nc { d: url() url(#e) }"
    assert list(find_css_urls(text)) == [("x y", 2), ("z", 3), ("#e", 4)]
    assert list(find_css_urls("/* open url(a)" * 3)) == []


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<style>@import"https://far.example/a.css";</style>', ""),
        ('<style>a{background:image-set("https://far.example/a.png" 1x, "/paper/b.png" 2x)}</style>', ""),
        ('<style>a{background:image-set("/paper/b.png" 1x,"https://far.example/a.png" 2x)}</style>', ""),
        (r"<style>a{background:u\72 l(https://far.example/a.png)}</style>", ""),
        ('<style>a{content:"/*"} b{background:url(https://far.example/a.png)}</style>', ""),
        ("", '<img alt="" src="/paper/a.png" srcset="/paper/a.png 1x,https://far.example/b.png 2x">'),
        ('<link rel="preload" as="image" imagesrcset="https://far.example/a.png 1x">', ""),
        ("", '<iframe srcdoc="&lt;img src=https://far.example/a.png&gt;"></iframe>'),
        ("", '<svg><rect fill="url(https://far.example/a.svg#b)"/></svg>'),
    ],
    ids=["import", "set", "set-2", "escape", "comment-in-string", "srcset", "imagesrcset", "srcdoc", "fill"],
)
def test_requests_to_others_however_they_are_written(head: str, body: str) -> None:
    assert "request.third-party" in rules_in(page_of(body, head))


@pytest.mark.parametrize(
    "head",
    [
        '<style>a{font-family:Boat,"Quay Sans"} b{content:"see https://far.example/"}</style>',
        "<style>/* @import 'https://far.example/a.css' */ a{color:teal}</style>",
        '<style>a{background:image-set("/paper/a.png" type("image/png"))}</style>',
    ],
)
def test_words_in_style_sheets_are_no_requests(head: str) -> None:
    assert rules_in(page_of("", head)) == set()


def test_an_id_stands_once_even_on_one_line() -> None:
    assert "html.id" in rules_in(page_of("<p id=a>x</p><p id=a>y</p>"))
    assert rules_in(page_of("<a id=a name=a>x</a><p id=b>y</p>")) == set()


@pytest.mark.parametrize("body", ['<input type="image" src="/paper/a.png">', '<map><area href="/paper/"></map>'])
def test_buttons_and_areas_that_are_pictures_have_alt(body: str) -> None:
    assert "html.alt" in rules_in(page_of(body))
    assert "html.alt" not in rules_in(page_of(body.replace(">", ' alt="To the front page">')))


def test_a_json_feed_leads_somewhere() -> None:
    feed = """{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://lantern.example/paper/",
"items": [{"id": "1", "url": "https://lantern.example/paper/gone/", "external_url": "https://far.example/1"}, 7]}"""
    found = look(feed, "feed.json").refs
    assert [(ref.url, ref.line, ref.kind) for ref in found] == [
        ("https://lantern.example/paper/", 1, "feed"),
        ("https://lantern.example/paper/gone/", 2, "feed"),
    ]
    assert look(feed.replace("jsonfeed.org", "far.example"), "feed.json").refs == ()
