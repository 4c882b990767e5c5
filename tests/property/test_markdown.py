"""What you read is what it said: rendered, the Markdown shows the text of the blocks; read again, it is the same."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.pipeline import convert
from sitegen.convert.report import format_article
from sitegen.document.blocks import text_of
from sitegen.document.inline import normalize
from sitegen.document.markdown import markdown_parser
from sitegen.document.read_markdown import read_markdown
from sitegen.document.write_markdown import format_markdown
from sitegen.model import (
    AnyBlock,
    Break,
    Code,
    CodeSpan,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)

MARKS = "*_#`~[]()<>!|\\-+=:&.1)\"' ab中é\u0301"
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs"))
WORDS = st.one_of(
    st.text(MARKS, min_size=1, max_size=12),
    st.text(LETTERS, min_size=1, max_size=8),
    st.sampled_from(
        [
            "1. ",
            "# ",
            "> ",
            "- ",
            "---",
            "```",
            "&amp;",
            "&#42;",
            "<b>",
            "</p>",
            "[a]: /x",
            "![",
            "](x)",
            "**",
            "__",
            "a_b_c",
            "https://a.example/x_y?a=1&b=2",
            "a@b.example",
            "| a | b |",
            "2026. ",
            "\\",
            "“so”",
            "   ",
            "a * b",
        ]
    ),
)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map("".join)
HREFS = st.sampled_from(
    ["https://a.example/", "https://a.example/x_(y)?a=1&amp=2", "/x%20y", "#n", "mailto:a@b.example"]
)
LEAVES = TEXTS.map(lambda text: Text(text=text)) | TEXTS.map(lambda text: CodeSpan(text=text)) | st.just(LineBreak())


def _wrap(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    content = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        content.map(lambda nodes: Emphasis(content=nodes)),
        content.map(lambda nodes: Strong(content=nodes)),
        st.builds(lambda href, nodes: Link(href=href, content=nodes), HREFS, content),
    )


INLINE: st.SearchStrategy[Inline] = st.recursive(LEAVES, _wrap, max_leaves=5)
CONTENT = st.lists(INLINE, min_size=1, max_size=4).map(normalize).filter(bool)
LINE = CONTENT.filter(lambda nodes: "LineBreak" not in repr(nodes))
PARAGRAPHS = CONTENT.map(lambda nodes: Paragraph(content=nodes))
CODE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")) | st.just("\n"), max_size=20).filter(
    str.strip
)
SIMPLE: st.SearchStrategy[AnyBlock] = st.one_of(
    PARAGRAPHS,
    st.builds(lambda level, nodes: Heading(level=level, content=nodes), st.integers(1, 6), LINE),
    CODE.map(lambda text: Code(text=text)),
    st.just(Break()),
)


def _table(rows: list[tuple[tuple[Inline, ...], ...]]) -> Table:
    return Table(header=rows[0], rows=tuple(rows[1:]))


TABLES = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.tuples(*[LINE] * width), min_size=1, max_size=3).map(_table)
)


def _nest(inner: st.SearchStrategy[AnyBlock]) -> st.SearchStrategy[AnyBlock]:
    item = st.lists(inner, max_size=2).flatmap(lambda rest: PARAGRAPHS.map(lambda first: (first, *rest)))
    items = st.lists(item, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda blocks: Quote(blocks=tuple(blocks))),
        st.builds(
            lambda inside, ordered, start: ListBlock(items=inside, ordered=ordered, start=start if ordered else 1),
            items,
            st.booleans(),
            st.integers(0, 999),
        ),
    )


BLOCKS = st.lists(st.recursive(SIMPLE | TABLES, _nest, max_leaves=5), max_size=5)


def texts_of(blocks: list[AnyBlock] | tuple[AnyBlock, ...]) -> list[tuple[str, str]]:
    return [(type(block).__name__, text_of(block)) for block in blocks]


def rendered_text(markdown: str) -> list[str]:
    """The words a browser shows of the rendered Markdown: tags gone, blanks folded, blocks apart."""
    page = BeautifulSoup(markdown_parser().render(markdown), "html.parser")
    for tag in page.find_all(
        ["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "td", "th", "blockquote", "br", "hr"]
    ):
        tag.insert_before("\n")
        tag.append("\n")
    return page.get_text().split()


@given(BLOCKS)
def test_the_rendered_page_says_what_the_blocks_say(blocks: list[AnyBlock]) -> None:
    shown = rendered_text(format_markdown(blocks))
    assert shown == [word for block in blocks for word in text_of(block).split()]


@given(BLOCKS)
def test_written_blocks_read_back_with_the_same_text_and_types(blocks: list[AnyBlock]) -> None:
    assert texts_of(read_markdown(format_markdown(blocks))) == texts_of(blocks)


@given(BLOCKS)
def test_writing_what_was_read_changes_no_byte(blocks: list[AnyBlock]) -> None:
    once = format_markdown(read_markdown(format_markdown(blocks)))
    assert format_markdown(read_markdown(once)) == once


LINES = st.sampled_from(
    [
        "Share on facebook",
        "Related",
        "By Ilo Brandt",
        "ALSO READ: x",
        "© 2026 Sound",
        "Seoul:",
        "Sign up for our newsletter",
    ]
)


@given(st.lists(TEXTS | LINES, min_size=1, max_size=8))
def test_a_content_file_is_not_cleaned_again(lines: list[str]) -> None:
    """Whatever a body says, it was cleaned once or typed by a person: nothing of it goes, and it keeps its bytes."""
    body = format_markdown([Paragraph(content=content) for line in lines if (content := normalize([Text(text=line)]))])
    head = "---\ntitle: The bell\nlanguage: en\n---\n\n"
    (article,) = convert("a.md", f"{head}{body}".encode(), load_knowledge())
    assert (article.removed, article.moved) == ((), ())
    assert format_article(article) == f"{head}{body}"


@given(st.lists(TEXTS | LINES, min_size=1, max_size=8))
def test_converting_twice_is_converting_once(lines: list[str]) -> None:
    paste = "\n\n".join(
        ["The bell that rings by itself in fog", "The bell rings at noon, and all the island hears it.", *lines]
    )
    (article,) = convert("-", paste.encode(), load_knowledge())
    once = format_article(article)
    (again,) = convert("a.md", once.encode(), load_knowledge())
    assert (again.removed, again.moved) == ((), ())
    assert texts_of(again.blocks) == texts_of(article.blocks)
    assert format_article(again).replace("draft: true\n", "") == once.replace("draft: true\n", "")
