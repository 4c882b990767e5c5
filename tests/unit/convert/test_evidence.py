"""What a saved page says of its article: headline, authors and dates, and which of them wins."""

from __future__ import annotations

import json

import pytest

from sitegen.convert.metadata.evidence import find_evidence
from sitegen.convert.metadata.resolve import resolve_metadata
from sitegen.document.html_tree import parse_html
from sitegen.model import Candidate, Metadata

BASE = "https://www.soundweekly.example/news/bell"
PROSE = "<p>The bell rings at noon, and the whole island sets its clocks by it, the ringer said on Monday.</p>" * 3


def evidence(body: str, head: str = "", base: str = BASE, lang: str = "en") -> tuple[Candidate, ...]:
    return find_evidence(parse_html(f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'), base)


def metadata(body: str, head: str = "", base: str = BASE, lang: str = "en") -> Metadata:
    return resolve_metadata(evidence(body, head, base, lang))


def script(data: object) -> str:
    return f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'


# --- title ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        # the logo is an h1, the headline is not
        ("<title>The bell rings | Tide Watch</title>", "<h1>Tide Watch</h1><h2>The bell rings</h2>", "The bell rings"),
        (
            "<title>The bell rings</title>",
            '<h1><a href="/">Isle Notes</a></h1><h2>The bell rings</h2>',
            "The bell rings",
        ),
        (
            "<title>Isle Notes of the Outer Sound » The bell</title>",
            '<h1><a href="/">Isle Notes of the Outer Sound</a></h1><h2>The bell</h2>',
            "The bell",
        ),
        # the site is known by its name or by its host
        (
            '<meta property="og:site_name" content="Isle Notes"><title>The bell rings - Isle Notes</title>',
            "",
            "The bell rings",
        ),
        ("<title>Soundweekly | The bell rings</title>", "", "The bell rings"),
        ('<meta property="og:title" content="The bell rings - Sound Weekly">', "", "The bell rings"),
        # a title for machines is cut, the page has it whole
        (
            script({"@type": "NewsArticle", "headline": "The bell of the old tower rings..."}),
            "<h1>The bell of the old tower rings again after a century</h1>",
            "The bell of the old tower rings again after a century",
        ),
        # a kicker inside the heading
        (
            '<meta property="og:title" content="The bell rings again">',
            '<h1><span class="kicker">Islands</span> <span>The bell rings again</span></h1>',
            "The bell rings again",
        ),
        # an h1 of the menu, and a heading that only looks like one
        (
            '<meta property="og:title" content="The bell rings">',
            "<h1>Navigation</h1><h2>The bell rings</h2>",
            "The bell rings",
        ),
        ("<title>A bell</title>", '<div class="related"><h1>Boats for sale</h1></div>', "A bell"),
        # soft hyphens are for the screen
        ("<title>The lighthouse</title>", "<h1>The light\u00adhouse</h1>", "The lighthouse"),
        # the name of the site alone is the last that may be a title
        (
            '<meta property="og:title" content="Sound Weekly"><title>Sound Weekly</title>',
            "<h1>The bell rings</h1>",
            "The bell rings",
        ),
    ],
)
def test_the_headline_of_the_page(head: str, body: str, title: str) -> None:
    assert metadata(body + PROSE, head).title == title


# --- authors --------------------------------------------------------------------------------------------------------

H1 = "<h1>The bell rings</h1>"


@pytest.mark.parametrize(
    "byline",
    [
        '<span class="byline">By <a href="/people/ana-quill">Ana Quill</a></span>',
        '<p class="article__author">Ana Quill</p>',
        '<div class="autorenzeile">Von Ana Quill</div>',
        '<a rel="author" href="/a/7">Ana Quill</a>',
        '<a href="/autoren/ana-quill">Ana Quill</a>',
        '<span itemprop="author" itemscope><span itemprop="name">Ana Quill</span></span>',
        '<span itemprop="author" content="Ana Quill"></span>',
        '<div class="author vcard"><span class="fn">Ana Quill</span></div>',
        "<p>By Ana Quill</p>",
        "<p><strong>By</strong> <span>Ana Quill</span></p>",
        '<div class="meta">Posted on <time datetime="2026-05-04">May 4, 2026</time> by Ana Quill</div>',
        '<div class="post-info"><span class="author">Posted on May 4, 2026 by Ana Quill</span></div>',
        "<div>Ana Quill</div>",
    ],
)
def test_bylines_a_reader_sees(byline: str) -> None:
    assert metadata(H1 + byline + PROSE).authors == ("Ana Quill",)


def test_all_names_of_one_byline_and_no_others() -> None:
    body = (
        f'{H1}<div class="authors"><a class="author" href="/author/a">Ana Quill</a>, '
        '<a class="author" href="/author/p">Pell Arden</a></div>'
        f'<figure><figcaption class="author">Oda Lunde</figcaption></figure>{PROSE}'
        '<article class="teaser"><h3>More</h3><span class="author">Hana Brisk</span></article>'
        '<div class="comments"><span class="comment-author">Cy Marsh</span></div>'
    )
    assert metadata(body).authors == ("Ana Quill", "Pell Arden")


def test_the_names_in_lists_of_other_stories_are_weaker() -> None:
    teaser = '<ul><li><a href="/boats">Boats</a> <span class="author">Hana Brisk</span></li></ul>'
    assert metadata(f'{H1}{teaser}<p class="author">Ana Quill</p>{PROSE}').authors == ("Ana Quill",)
    sidebar = '<div class="sidebar"><span class="author">Hana Brisk</span></div>'
    assert metadata(f'{H1}{sidebar}<p class="author">Ana Quill</p>{PROSE}').authors == ("Ana Quill",)


def test_people_before_desks_and_desks_before_nobody() -> None:
    admin = script({"@type": "NewsArticle", "author": {"@type": "Person", "name": "admin"}})
    login = "<p>Log in as admin</p>"
    assert metadata(f'{H1}<p class="byline">By Ana Quill</p>{PROSE}{login}', admin).authors == ("Ana Quill",)
    assert metadata(H1 + PROSE, admin).authors == ("admin",)
    outlet = '<meta property="og:site_name" content="Tide Watch"><meta name="author" content="Tide Watch">'
    assert metadata(f'{H1}<p class="byline">By Ana Quill</p>{PROSE}', outlet).authors == ("Ana Quill",)
    assert metadata(H1 + PROSE, outlet).authors == ("Tide Watch",)


def test_an_author_the_page_never_shows_yields_to_the_one_it_shows() -> None:
    head = script({"@type": "NewsArticle", "author": {"@type": "Person", "name": "Hana Brisk"}})
    byline = '<p class="byline">By Ana Quill</p>'
    assert metadata(H1 + byline + PROSE, head).authors == ("Ana Quill",)
    assert metadata(H1 + PROSE, head).authors == ("Hana Brisk",)
    assert metadata(H1 + byline + PROSE + "<p>Edited: Hana Brisk</p>", head).authors == ("Hana Brisk",)


def test_a_first_name_in_full() -> None:
    head = script({"@type": "NewsArticle", "author": "Ana"})
    assert metadata(f'{H1}<p class="byline">By Ana Quill</p>{PROSE}', head).authors == ("Ana Quill",)


def test_who_is_spoken_of_is_no_author() -> None:
    link = '<p>The bell rings at noon, said <a href="https://school.example/people/cy">Cy Marsh</a>, and that is that. '
    assert metadata(f"{H1}{link}{'It rings. ' * 40}</p>").authors == ()
    assert metadata(f"{H1}<p>By Tuesday, the bell was down.</p><div>Top Stories</div>{PROSE}").authors == ()


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ("", '<time datetime="2026-05-04T09:00:00+02:00">4 May 2026, 09:00</time>', "2026-05-04T09:00:00+02:00"),
        ("", '<span itemprop="datePublished" content="2026-05-04">4.5.</span>', "2026-05-04"),
        ("", '<span class="meta-date">4 May 2026</span>', "2026-05-04"),
        ("", "<div>Port Merrow, 4 May 2026</div>", "2026-05-04"),
        ('<meta name="parsely-pub-date" content="2026-05-04T09:00:00Z">', "", "2026-05-04T09:00:00Z"),
        ('<meta name="pubdate" content="Mon, 04 May 2026 09:00:00 +0200">', "", "2026-05-04T09:00:00+02:00"),
        ('<meta property="article:modified_time" content="2026-05-04">', "", None),
        ("", "<p>The mill closed for good on 4 May 1942, which nobody on the island will ever forget.</p>", None),
    ],
)
def test_the_date_of_publication(head: str, body: str, published: str | None) -> None:
    assert metadata(H1 + body + PROSE, head).published == published


def test_the_day_in_the_address_is_the_last_resort() -> None:
    base = "https://www.soundweekly.example/2026/05/04/bell"
    assert metadata(H1 + PROSE, base=base).published == "2026-05-04"
    assert metadata(f"{H1}<p>3 May 2026</p>{PROSE}", base=base).published == "2026-05-03"


def test_dates_of_comments_teasers_and_changes_are_not_the_articles() -> None:
    others = (
        '<div class="comments"><time datetime="2026-06-01">1 June 2026</time></div>'
        '<article><h3>Boats</h3><time datetime="2026-06-02">2 June 2026</time></article>'
    )
    assert metadata(f'{H1}<div class="comment-meta">3 May 2026</div>{PROSE}').published is None
    changed = '<p class="updated">Updated 9 May 2026</p><p class="date">4 May 2026</p>'
    assert metadata(f"{H1}{changed}{PROSE}{others}").published == "2026-05-04"


def test_the_day_the_newsroom_printed() -> None:
    """A moment in UTC may be of another day than the paper: the paper's day is kept, and the moment if it can be."""
    head = '<meta property="article:published_time" content="2026-05-05T02:25:54Z">'
    assert (
        metadata(f'{H1}<p class="date">May 4, 2026, 9:25 pm</p>{PROSE}', head).published == "2026-05-04T21:25:54-05:00"
    )
    assert metadata(f'{H1}<p class="date">May 4, 2026</p>{PROSE}', head).published == "2026-05-04"
    assert metadata(f'{H1}<p class="date">May 5, 2026</p>{PROSE}', head).published == "2026-05-05T02:25:54Z"


def test_numbers_are_read_the_way_the_head_of_the_page_bears_out() -> None:
    head = '<meta property="article:published_time" content="2026-04-05T09:00:00Z">'
    assert metadata(f'{H1}<p class="date">04/05/2026</p>{PROSE}', head, lang="de").published == "2026-04-05T09:00:00Z"
    assert metadata(f'{H1}<p class="date">04/06/2026</p>{PROSE}', head, lang="de").published == "2026-06-04"


# --- JSON-LD --------------------------------------------------------------------------------------------------------


def test_references_into_the_graph() -> None:
    graph = {
        "@graph": [
            {"@type": "Person", "@id": "#ana", "name": "Ana Quill"},
            {"@type": "Organization", "@id": "#org", "name": "Sound Weekly"},
            {"@type": "WebPage", "@id": "#page", "datePublished": "2026-05-04"},
            {
                "@type": "NewsArticle",
                "headline": "The bell rings",
                "author": {"@id": "#ana"},
                "publisher": {"@id": "#org"},
            },
        ]
    }
    found = metadata(PROSE, script(graph))
    assert (found.authors, found.published, found.site_name) == (("Ana Quill",), "2026-05-04", "Sound Weekly")


def test_of_several_articles_the_pages_own() -> None:
    articles = [
        {"@type": "NewsArticle", "headline": "Boats for sale", "url": "https://www.soundweekly.example/boats"},
        {"@type": "LiveBlogPosting", "headline": "The bell rings", "url": BASE, "author": "Ana Quill"},
    ]
    assert metadata(PROSE, script(articles)).title == "The bell rings"
    assert metadata(PROSE, script(articles)).authors == ("Ana Quill",)


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": "The bell, }rings",}',
        '<!-- {"@type": "NewsArticle", "headline": "The bell, }rings"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "The bell, }rings"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "The bell, }rings"};',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;The bell, }rings&quot;}",
        '{"@type": "NewsArticle",\n"headline": "The bell, }rings",\n"keywords": ["a",\n],\n}',
    ],
)
def test_mends_that_change_no_value(broken: str) -> None:
    titles = [c.value for c in evidence("", script(broken)) if c.field == "title"]
    assert titles == ["The bell, }rings"]


def test_evidence_knows_its_origin_and_line() -> None:
    found = evidence(f'{H1}\n\n<p class="byline">By Ana Quill</p>{PROSE}')
    (byline,) = [c for c in found if c.field == "authors"]
    assert (byline.origin, byline.line) == ("html:byline", 3)


def test_a_canonical_address_without_its_scheme() -> None:
    found = metadata(PROSE, '<link rel="canonical" href="//www.soundweekly.example/bell">', base="")
    assert found.canonical_url == "https://www.soundweekly.example/bell"


@pytest.mark.parametrize("page", ["", "<p>", "<!-- x -->", "<html></html>", "text", "<title></title><h1></h1>"])
def test_next_to_nothing_gives_nothing(page: str) -> None:
    found = resolve_metadata(find_evidence(parse_html(page), ""))
    assert (found.title, found.authors, found.published) == ("", (), None)
