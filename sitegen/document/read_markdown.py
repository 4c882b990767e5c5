"""Markdown to blocks, through markdown-it-py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from sitegen.document.inline import normalize
from sitegen.document.markdown import markdown_parser
from sitegen.model import (
    AnyBlock,
    Break,
    Code,
    CodeSpan,
    Emphasis,
    Figure,
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


def read_markdown(text: str, first_line: int = 1) -> tuple[AnyBlock, ...]:
    """The blocks of a Markdown text whose first line has the number `first_line`."""
    tree = SyntaxTreeNode(markdown_parser().parse(text))
    return tuple(_read_blocks(tree.children, first_line))


def read_inline(tokens: Sequence[Token]) -> tuple[Inline, ...]:
    """The inline content of a list of inline tokens; pictures are left out."""
    return normalize(_read_nodes(SyntaxTreeNode(list(tokens)).children))


def _read_blocks(nodes: Sequence[SyntaxTreeNode], first_line: int) -> Iterator[AnyBlock]:
    for node in nodes:
        yield from _read_block(node, first_line)


def _read_block(node: SyntaxTreeNode, first: int) -> Iterator[AnyBlock]:
    start, end = node.map or (0, 1)
    line, end_line = start + first, max(start, end - 1) + first
    if node.type == "heading":
        yield Heading(level=int(node.tag[1]), content=_content(node), line=line, end_line=end_line)
    elif node.type == "paragraph":
        yield from _read_paragraph(node, line, end_line)
    elif node.type in ("bullet_list", "ordered_list"):
        items = tuple(tuple(_read_blocks(item.children, first)) for item in node.children)
        start_at = int(node.attrs.get("start", 1))
        ordered = node.type == "ordered_list"
        yield ListBlock(items=items, ordered=ordered, start=start_at, line=line, end_line=end_line)
    elif node.type == "blockquote":
        yield Quote(blocks=tuple(_read_blocks(node.children, first)), line=line, end_line=end_line)
    elif node.type in ("fence", "code_block"):
        language = node.info.split()[0] if node.info.strip() else ""
        yield Code(text=node.content.removesuffix("\n"), language=language, line=line, end_line=end_line)
    elif node.type == "table":
        yield _read_table(node, line, end_line)
    elif node.type == "hr":
        yield Break(line=line, end_line=end_line)


def _read_paragraph(node: SyntaxTreeNode, line: int, end_line: int) -> Iterator[AnyBlock]:
    """A paragraph; the pictures in it become figures after it."""
    inline = node.children[0].children if node.children else []
    content = normalize(_read_nodes(inline))
    if content:
        yield Paragraph(content=content, line=line, end_line=end_line)
    for image in (part for child in inline for part in child.walk() if part.type == "image"):
        title = str(image.attrs.get("title", ""))
        caption, _, credit = title.rpartition(" | ") if " | " in title else (title, "", "")
        alt = "".join(child.content for child in image.children)
        src = str(image.attrs.get("src", ""))
        yield Figure(src=src, alt=alt, caption=caption, credit=credit, line=line, end_line=end_line)


def _read_table(node: SyntaxTreeNode, line: int, end_line: int) -> Table:
    rows = [row for part in node.children for row in part.children]
    cells = [tuple(_content(cell) for cell in row.children) for row in rows]
    return Table(header=cells[0] if cells else (), rows=tuple(cells[1:]), line=line, end_line=end_line)


def _content(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    return normalize(_read_nodes(node.children[0].children)) if node.children else ()


def _read_nodes(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Inline]:
    for node in nodes:
        if node.type == "text":
            yield Text(text=node.content)
        elif node.type == "em":
            yield Emphasis(content=tuple(_read_nodes(node.children)))
        elif node.type == "strong":
            yield Strong(content=tuple(_read_nodes(node.children)))
        elif node.type == "code_inline":
            yield CodeSpan(text=node.content)
        elif node.type == "link":
            yield Link(href=str(node.attrs.get("href", "")), content=tuple(_read_nodes(node.children)))
        elif node.type == "hardbreak":
            yield LineBreak()
        elif node.type == "softbreak":
            yield Text(text=" ")
