"""Blocks to Markdown and back: what a reader of the rendered page sees is what the blocks say."""

from __future__ import annotations

import pytest

from sitegen.document.blocks import paragraph, text_of
from sitegen.document.markdown import markdown_parser
from sitegen.document.read_markdown import read_markdown
from sitegen.document.write_markdown import format_markdown
from sitegen.model import (
    AnyBlock,
    Break,
    Code,
    CodeSpan,
    Emphasis,
    Figure,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)

AWKWARD = [
    "* no bullet",
    "+ no bullet",
    "- no bullet",
    "1. no number",
    "1) no number",
    "# no heading",
    "###### no heading",
    "#hashtag stays",
    "> no quote",
    "--- no rule",
    "***",
    "===",
    "| no | table |",
    "|---|---|",
    "snake_case and _underlined_ and __more__",
    "2 * 3 * 4 and *stars*",
    "`ticks` and ``more``",
    "[brackets](and parentheses)",
    "![no picture](x.jpg)",
    "[note]: https://a.example",
    "<b>no tag</b> and a < b > c",
    "<https://a.example>",
    "https://a.example/?a=1&b_c=2",
    "&amp; is no & and &copy; is no ©, nor is &#169;",
    "back\\slash \\* and a last \\",
    "~~struck~~ and ~~~",
    "trailing hashes ##",
    "5 > 4 and 3 < 4",
    "\\",
    "!",
    "a!",
    "“quoted” — dashed…",
    "    four blanks",
    "tab\tinside",
    "नमस्ते *दुनिया*",
    "2026. Of all years!",
]


def roundtrip(blocks: list[AnyBlock]) -> tuple[AnyBlock, ...]:
    return read_markdown(format_markdown(blocks))


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_characters_come_out_as_themselves(text: str) -> None:
    (block,) = roundtrip([paragraph(text)])
    assert isinstance(block, Paragraph)
    assert text_of(block) == text.strip()


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_headings_come_out_as_themselves(text: str) -> None:
    (block,) = roundtrip([Heading(level=3, content=(Text(text=text),))])
    assert isinstance(block, Heading)
    assert (text_of(block), block.level) == (text.strip(), 3)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_items_and_cells_come_out_as_themselves(text: str) -> None:
    cell = (Text(text=text.strip()),)
    items, table = roundtrip(
        [ListBlock(items=((paragraph(text),), (paragraph("b"),))), Table(header=(cell, cell), rows=((cell, cell),))]
    )
    assert text_of(items) == f"{text.strip()}\nb"
    assert text_of(table) == "\n".join(["\t".join([text.strip()] * 2)] * 2)


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(content=(Emphasis(content=(Text(text="a"),)), Text(text=" and "), Strong(content=(Text(text="b"),)))),
        Paragraph(content=(Link(href="https://a.example/?a=(1)_&b=2", content=(Text(text="a [b]"),)), Text(text="!"))),
        Paragraph(content=(Text(text="see!"), Link(href="/x", content=(Text(text="here"),)))),
        Paragraph(content=(Text(text="one"), LineBreak(), Text(text="# two"), LineBreak(), Text(text="1. three"))),
        Paragraph(content=(CodeSpan(text="a `` b `"),)),
        Code(text="```\nfenced\n```\n\n  indented", language="sh"),
        Code(text="x"),
        Quote(blocks=(paragraph("a"), Quote(blocks=(paragraph("b"),)), Code(text="c\n\nd"))),
        ListBlock(items=((paragraph("a"), Code(text="b\n\nc")), (paragraph("d"),)), ordered=True, start=9),
        ListBlock(items=((paragraph("a"), ListBlock(items=((paragraph("b"),),))),)),
        Table(header=((Text(text="a|b"),), ()), rows=(((Text(text="1"),), (Text(text="2"),)),)),
        Figure(src="https://a.example/p%20(1).jpg", alt="A [bell]", caption='“A” "bell" & so', credit="Ilo Brandt"),
        Figure(src="/p.jpg", caption="A bell | rung"),
        Break(),
    ],
)
def test_every_kind_of_block_comes_back_the_same(block: AnyBlock) -> None:
    (back,) = roundtrip([block])
    assert type(back) is type(block)
    assert text_of(back) == text_of(block)
    assert format_markdown([back]) == format_markdown([block])
    if isinstance(block, Figure) and isinstance(back, Figure):
        assert (back.alt, back.caption, back.credit) == (block.alt, block.caption, block.credit)


def test_two_lists_in_a_row_stay_two() -> None:
    lists: list[AnyBlock] = [ListBlock(items=((paragraph(text),),)) for text in "abc"]
    assert [text_of(block) for block in roundtrip(lists)] == ["a", "b", "c"]


def test_no_blocks_are_no_text() -> None:
    assert format_markdown([]) == ""


def test_raw_html_is_not_let_through() -> None:
    assert "<script" not in markdown_parser().render("<script>alert(1)</script>\n\na <img src=x onerror=y>")


def test_dangerous_links_are_not_links() -> None:
    assert "href" not in markdown_parser().render("[a](javascript:alert(1)) [b](data:text/html,x)")


def test_a_linked_picture_is_a_figure() -> None:
    (figure,) = read_markdown("[![The pier](/pier.jpg)](https://tide.example/)")
    assert isinstance(figure, Figure)
    assert figure.src == "/pier.jpg"
