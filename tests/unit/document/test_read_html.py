"""HTML to blocks: everything a reader of the page could see, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from sitegen.document.blocks import all_blocks, links_of, text_of, text_of_all
from sitegen.document.html_piece import Mark
from sitegen.document.html_tree import parse_html
from sitegen.document.read_html import read_html
from sitegen.model import AnyBlock, Break, Code, Figure, Heading, ListBlock, Paragraph, Quote, Table

BASE = "https://www.sound.example/news/bell.html"


def blocks_of(html: str, base: str = "") -> list[AnyBlock]:
    return [piece.block for piece in read_html(parse_html(html), base)]


def texts(blocks: Iterable[AnyBlock]) -> list[str]:
    return [text_of(block) for block in blocks]


def hrefs(html: str, base: str = BASE) -> list[str]:
    found = []
    for block in all_blocks(blocks_of(html, base)):
        if isinstance(block, Paragraph | Heading):
            found += [link.href for link in links_of(block.content)]
    return found


def test_blocks_of_every_kind_in_order() -> None:
    html = (
        "<h2>Head</h2><p>One <em>two</em> <b>three</b></p><ul><li>a</li><li>b</li></ul><blockquote><p>q</blockquote>"
        "<pre>x\n  y</pre><table><tr><th>h</th><th>i</th></tr>"
        "<tr><td>1</td><td>2</td></tr></table><figure><img src=a.jpg alt=A></figure><hr>loose"
    )
    kinds = [type(block) for block in blocks_of(html)]
    assert kinds == [Heading, Paragraph, ListBlock, Quote, Code, Table, Figure, Break, Paragraph]


def test_nested_lists_keep_their_nesting() -> None:
    (outer,) = blocks_of("<ol start=3><li>one<ul><li>inner</li></ul></li><li>two</li></ol>")
    assert isinstance(outer, ListBlock)
    assert (outer.ordered, outer.start, len(outer.items)) == (True, 3, 2)
    first, inner = outer.items[0]
    assert text_of(first) == "one"
    assert isinstance(inner, ListBlock)
    assert text_of_all([outer], "") == "one\ninner\ntwo"


def test_a_list_put_straight_into_a_list_is_not_lost() -> None:
    assert "inner" in " ".join(texts(blocks_of("<ul><li>one</li><ul><li>inner</li></ul></ul>")))


def test_a_table_keeps_its_header_and_cells() -> None:
    (table,) = blocks_of(
        "<table><tr><th>Year</th><th>Boats</th></tr><tr><td>1871</td><td>two <i>or</i> so</td></tr></table>"
    )
    assert isinstance(table, Table)
    assert text_of(table) == "Year\tBoats\n1871\ttwo or so"
    assert len(table.header) == 2


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tr><th>h<th>i<tr><td>1<td>2</table>", "h\ti\n1\t2"),
        ("<table><tr><td>1</td><td>2<tr><td>3</td><td>4</table>", "1\t2\n3\t4"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
    ],
)
def test_end_tags_may_be_left_out(html: str, rows: str) -> None:
    assert texts(blocks_of(html)) == [rows]


@pytest.mark.parametrize(
    "html",
    [
        "<ul>loose<li>a</li></ul>",
        "<ul><li>a</li><p>p</p>loose</ul>",
        "<table>loose<tr><td>a</td><td>b</td></tr></table>",
        "<figure>loose<img src=a.jpg></figure>",
        "<figure><img src=a.jpg width=1><p>loose</p><figcaption>c</figcaption></figure>",
        '<figure><img src="data:x">loose</figure>',
    ],
)
def test_words_in_odd_places_are_kept(html: str) -> None:
    assert "loose" in texts(blocks_of(html, BASE))


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li hidden>secret</li><li>b</li></ul>",
        "<ul><li></li><div hidden>secret</div></ul>",
        "<table><tr hidden><td>secret</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "<table><caption hidden>secret</caption><tr><td>c</td><td>d</td></tr></table>",
        "<figure><img src=a.jpg><figcaption>c<span hidden>secret</span></figcaption></figure>",
        "<pre>a <span hidden>secret</span></pre>",
    ],
)
def test_what_is_hidden_in_a_structure_stays_hidden(html: str) -> None:
    assert "secret" not in repr(blocks_of(html, BASE))


def test_every_picture_is_kept() -> None:
    html = "<figure><img src=a.jpg><img src=b.jpg></figure><table><tr><td>a<img src=c.jpg></td><td>b</td></tr></table>"
    assert [block.src[-5:] for block in blocks_of(html, BASE) if isinstance(block, Figure)] == [
        "a.jpg",
        "b.jpg",
        "c.jpg",
    ]


@pytest.mark.parametrize("html", ["<h2>a<p>b</p></h2>", "<h2>a<div>b</div></h2>", "<pre>a<br>b</pre>"])
def test_words_of_two_lines_do_not_become_one(html: str) -> None:
    assert " ".join(texts(blocks_of(html))).split() == ["a", "b"]


def test_a_table_for_layout_is_its_blocks() -> None:
    html = "<table><tr><td><p>First.</p><p>Second.</p></td></tr></table>"
    assert texts(blocks_of(html)) == ["First.", "Second."]


def test_a_table_caption_is_kept() -> None:
    html = "<table><caption>Boats a year</caption><tr><td>a</td><td>b</td></tr></table>"
    assert texts(blocks_of(html))[0] == "Boats a year"


def test_a_figure_has_its_picture_alt_and_caption() -> None:
    html = (
        '<figure><img data-src="../pic.jpg" src="data:image/gif;base64,R0" alt=" The bell ">'
        "<figcaption>Rung <b>twice</b></figcaption></figure>"
    )
    (figure,) = blocks_of(html, BASE)
    assert isinstance(figure, Figure)
    assert (figure.src, figure.alt, figure.caption) == ("https://www.sound.example/pic.jpg", "The bell", "Rung twice")


def test_a_picture_of_one_pixel_is_none() -> None:
    assert blocks_of('<p>a<img src="https://count.example/x.gif" width=1 height=1></p>', BASE)[1:] == []


def test_two_line_breaks_end_a_paragraph_and_one_does_not() -> None:
    assert texts(blocks_of("one<br>two<br> <br>three<br/><br/><br/>four")) == ["one\ntwo", "three", "four"]


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>secret</p>",
        '<p style="color:red; display : none">secret</p>',
        '<p><span style="visibility:hidden">secret</span></p>',
        "<script>secret</script>",
        "<style>secret</style>",
        "<template><p>secret</p></template>",
        "<noscript>secret</noscript>",
        "<!-- secret -->",
        "<iframe>secret</iframe>",
        "<p><textarea>secret</textarea></p>",
        "<svg><text>secret</text></svg>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(html: str) -> None:
    assert texts(blocks_of(f"<p>seen</p>{html}")) == ["seen"]


@pytest.mark.parametrize(
    "opening", ["<div>", "<span>", "<ul><li>", "<blockquote>", "<em>", "<table><tr><td>", "<b><div>", "<a href=x>"]
)
def test_nesting_of_any_depth_is_read_without_loss(opening: str) -> None:
    html = opening * 5000 + "the word at the bottom"
    assert "the word at the bottom" in " ".join(text_of_all(blocks_of(html)).split())


def test_words_on_the_way_down_are_kept_once_each() -> None:
    html = "".join(f"<div>w{depth} " for depth in range(1000))
    assert text_of_all(blocks_of(html)).split() == [f"w{depth}" for depth in range(1000)]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/tides?id=4", "https://www.sound.example/tides?id=4"),
        ("../tides.html#noon", "https://www.sound.example/tides.html#noon"),
        ("//other.example/x", "https://other.example/x"),
        ("https://a.example/?id=4&utm_source=n&utm_campaign=x", "https://a.example/?id=4"),
        ("https://a.example/?fbclid=1", "https://a.example/"),
        ("https://a.example/?gclid=1&mc_cid=2&mc_eid=3&page=2", "https://a.example/?page=2"),
        ("https://a.example/?page=2&q=a%20b", "https://a.example/?page=2&q=a%20b"),
        ("mailto:desk@sound.example", "mailto:desk@sound.example"),
    ],
)
def test_links_are_absolute_and_do_not_track(href: str, expected: str) -> None:
    assert hrefs(f'<p>See <a href="{href.replace("&", "&amp;")}">there</a>.</p>') == [expected]


def test_a_place_in_a_page_of_unknown_address_is_no_link() -> None:
    html = '<p>It rang <a href="#fn1">once</a> and <a href="/2#fn2">twice</a>.</p>'
    assert hrefs(html, "") == ["/2#fn2"]
    assert hrefs(html)[0] == f"{BASE}#fn1"
    assert texts(blocks_of(html)) == ["It rang once and twice."]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " java\tscript:alert(1)",
        "java&#10;script:alert(1)",
        "&#1;javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/hosts",
    ],
)
def test_dangerous_links_become_text(href: str) -> None:
    html = f'<p>Press <a href="{href}">here</a> now.</p>'
    assert hrefs(html) == []
    assert texts(blocks_of(html, BASE)) == ["Press here now."]


def test_a_block_within_an_inline_element_is_a_block() -> None:
    assert texts(blocks_of("<b>one<p>two</p></b>three")) == ["one", "two", "three"]


def test_marked_elements_are_read_with_their_reason() -> None:
    mark = Mark("ui", "html.nav")
    pieces = read_html(
        parse_html("<p>one</p><nav><p>two</p><ul><li>x</li></ul></nav>three"),
        "",
        lambda t: mark if t.name == "nav" else None,
    )
    assert [(text_of(piece.block), piece.mark) for piece in pieces] == [
        ("one", None),
        ("two", mark),
        ("x", mark),
        ("three", None),
    ]


def test_blocks_know_their_line() -> None:
    assert [block.line for block in blocks_of("<p>one</p>\n\n<h2>two</h2>\n<ul>\n<li>three</li></ul>")] == [1, 3, 4]


@pytest.mark.parametrize(
    "html", ["", "<", "<p", "</p></div>", "<p>a<p>b", "<!doctype html>", "<![CDATA[x]]>", "&bogus; &#0;"]
)
def test_broken_html_is_read_without_a_murmur(html: str) -> None:
    assert isinstance(blocks_of(html), list)


def test_paragraphs_need_no_end_tag() -> None:
    page = "".join(f"<p>Paragraph {number}" for number in range(300))
    pieces = read_html(parse_html(page))
    assert len(pieces) == 300
