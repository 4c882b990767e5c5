"""HTML to blocks.

Everything a reader of the page could see becomes a block; which blocks are the article is for the caller to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString
from msgspec.structs import replace

from sitegen.document.html_inline import clean_text, image_address, split_at_double_breaks, wrap_inline
from sitegen.document.html_tree import drop_hidden
from sitegen.document.inline import normalize, plain_text
from sitegen.document.links import resolve_url
from sitegen.model import (
    AnyBlock,
    Break,
    Code,
    Figure,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    Text,
)

_BLOCK_LEVEL = frozenset(
    """
    address article aside body center details dialog dd div dl dt fieldset figcaption footer form header
    hgroup html legend li main nav p section summary td th tr tbody thead
    """.split()  # noqa: SIM905 (a list would take a page)
)
_TABLE_PARTS = frozenset(["caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"])
_DEEPEST = 120
"""Nesting past which elements are read as their text: browsers cap it too (HTML, issue 3732)."""


class Mark(NamedTuple):
    """Why a part of a page is not the article: the category and the id of the rule."""

    category: str
    rule: str


class Piece(NamedTuple):
    """A block and, where it is none of the article, why."""

    block: AnyBlock
    mark: Mark | None


def read_html(root: Tag, base_url: str = "", judge: Callable[[Tag], Mark | None] | None = None) -> list[Piece]:
    """Every visible block under `root`, in order; hidden elements are dropped from the tree.

    `judge` marks elements, and all inside them, as not the article.
    """
    drop_hidden(root)
    reader = _Reader(base_url, judge or (lambda tag: None))
    reader.read(root, None, 0)
    reader.flush()
    return reader.pieces


class _Reader:
    """Walks the tree once, gathering inline content into paragraphs until a block begins."""

    def __init__(self, base_url: str, judge: Callable[[Tag], Mark | None]) -> None:
        self.base_url = base_url
        self.judge = judge
        self.pieces: list[Piece] = []
        self.content: list[Inline] = []
        self.mark: Mark | None = None
        self.line = 0

    def flush(self) -> None:
        for content in split_at_double_breaks(self.content):
            normal = normalize(content)
            if normal:
                self.emit(Paragraph(content=normal, line=self.line, end_line=self.line))
        self.content = []
        self.line = 0

    def emit(self, block: AnyBlock) -> None:
        self.pieces.append(Piece(block, self.mark))

    def read(self, tag: Tag, mark: Mark | None, depth: int) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self.read_tag(child, mark, depth + 1)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self.add(Text(text=clean_text(str(child))), tag, mark)

    def add(self, node: Inline, tag: Tag, mark: Mark | None) -> None:
        if mark != self.mark:
            self.flush()
            self.mark = mark
        if not self.line and not (isinstance(node, Text) and not node.text.strip()):
            self.line = tag.sourceline or 0
        self.content.append(node)

    def read_tag(self, tag: Tag, mark: Mark | None, depth: int) -> None:
        mark = mark or self.judge(tag)
        name = tag.name
        if depth > _DEEPEST:
            self.add(Text(text=clean_text(tag.get_text(" "))), tag, mark)
        elif name in _STRUCTURES:
            self.flush()
            self.mark = mark
            for block in _STRUCTURES[name](self, tag, depth):
                self.emit(block)
        elif name == "img":
            figure = self.figure(tag, "")
            if figure:
                self.flush()
                self.mark = mark
                self.emit(figure)
        elif name == "br":
            self.add(LineBreak(), tag, mark)
        elif name in _BLOCK_LEVEL:
            self.flush()
            self.read(tag, mark, depth)
            self.flush()
        elif (
            mark is None
            and name in _INLINE
            and not any(each.name in _NO_INLINE for each in tag.descendants if isinstance(each, Tag))
        ):
            self.read_inline(tag, depth)
        else:
            self.read(tag, mark, depth)

    def read_inline(self, tag: Tag, depth: int) -> None:
        content = tuple(self.inline(tag, depth))
        href = resolve_url(str(tag.get("href") or ""), self.base_url) if tag.name == "a" else ""
        for node in wrap_inline(tag.name, content, href):
            self.add(node, tag, None)

    def inline(self, tag: Tag, depth: int) -> Iterator[Inline]:
        for child in tag.children:
            if isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                yield Text(text=clean_text(str(child)))
            elif isinstance(child, Tag):
                if depth > _DEEPEST:
                    yield Text(text=clean_text(child.get_text(" ")))
                elif child.name == "br":
                    yield LineBreak()
                elif child.name in _BLOCK_LEVEL or child.name in _STRUCTURES:
                    yield Text(text=" ")
                    yield from self.inline(child, depth + 1)
                    yield Text(text=" ")
                else:
                    href = resolve_url(str(child.get("href") or ""), self.base_url) if child.name == "a" else ""
                    yield from wrap_inline(child.name, tuple(self.inline(child, depth + 1)), href)

    def blocks(self, tag: Tag, depth: int) -> tuple[AnyBlock, ...]:
        """The blocks inside an element that is itself a block of ours."""
        reader = _Reader(self.base_url, lambda tag: None)
        reader.read(tag, None, depth)
        reader.flush()
        return tuple(piece.block for piece in reader.pieces)

    def figure(self, image: Tag, caption: str, credit: str = "") -> Figure | None:
        src = image_address(image, self.base_url)
        alt = clean_text(str(image.get("alt") or "")).strip()
        if not src:
            return None
        line = image.sourceline or 0
        return Figure(src=src, alt=alt, caption=caption, credit=credit, line=line, end_line=line)


def _heading(reader: _Reader, tag: Tag, depth: int) -> Iterator[AnyBlock]:
    content = normalize(reader.inline(tag, depth))
    line = tag.sourceline or 0
    if content:
        yield Heading(level=int(tag.name[1]), content=content, line=line, end_line=line)
    yield from _figures(reader, tag)


def _figures(reader: _Reader, tag: Tag) -> Iterator[Figure]:
    """The pictures anywhere in an element that is read as words."""
    for image in tag.find_all("img"):
        figure = reader.figure(image, "")
        if figure:
            yield figure


def _strays(reader: _Reader, tag: Tag, names: frozenset[str], depth: int) -> Iterator[AnyBlock]:
    """What lies directly in a list or table but may not: shown by browsers, so kept."""
    for child in tag.children:
        if isinstance(child, Tag) and child.name not in names:
            yield from reader.blocks(child, depth)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString) and child.strip():
            yield Paragraph(content=(Text(text=clean_text(str(child)).strip()),), line=tag.sourceline or 0)


def _list(reader: _Reader, tag: Tag, depth: int) -> Iterator[AnyBlock]:
    items = tuple(blocks for item in tag.find_all("li", recursive=False) if (blocks := reader.blocks(item, depth)))
    start = str(tag.get("start") or "1")
    if items:
        yield ListBlock(
            items=items,
            ordered=tag.name == "ol",
            start=int(start) if start.isdecimal() and len(start) < 10 else 1,
            line=tag.sourceline or 0,
            end_line=tag.sourceline or 0,
        )
    yield from _strays(reader, tag, frozenset({"li"}), depth)


def _quote(reader: _Reader, tag: Tag, depth: int) -> Iterator[AnyBlock]:
    blocks = reader.blocks(tag, depth)
    if blocks:
        yield Quote(blocks=blocks, line=tag.sourceline or 0, end_line=tag.sourceline or 0)


def _code(reader: _Reader, tag: Tag, depth: int) -> Iterator[AnyBlock]:
    for line_break in tag.find_all("br"):
        line_break.replace_with("\n")
    text = tag.get_text().strip("\n")
    if text.strip():
        yield Code(text=text, line=tag.sourceline or 0, end_line=tag.sourceline or 0)


def _table(reader: _Reader, tag: Tag, depth: int) -> Iterator[AnyBlock]:
    caption = tag.find("caption")
    if isinstance(caption, Tag):
        yield from reader.blocks(caption, depth)
    rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
    cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
    if tag.find("table") or all(len(row) < 2 for row in cells):  # a table for layout
        for cell in (cell for row in cells for cell in row):
            yield from reader.blocks(cell, depth)
        yield from _table_strays(reader, tag, depth)
        return
    content = [tuple(normalize(reader.inline(cell, depth)) for cell in row) for row in cells]
    has_header = bool(cells[0]) and all(cell.name == "th" for cell in cells[0])
    header, body = (content[0], content[1:]) if has_header else ((), content)
    if any(plain_text(cell) for row in content for cell in row):
        yield Table(header=header, rows=tuple(body), line=tag.sourceline or 0, end_line=tag.sourceline or 0)
    yield from _figures(reader, tag)
    yield from _table_strays(reader, tag, depth)


def _table_strays(reader: _Reader, table: Tag, depth: int) -> Iterator[AnyBlock]:
    for part in (table, *table.find_all(["thead", "tbody", "tfoot", "tr"])):
        if part is table or part.find_parent("table") is table:
            yield from _strays(reader, part, _TABLE_PARTS, depth)


def _figure(reader: _Reader, tag: Tag, depth: int) -> Iterator[AnyBlock]:
    image = tag.find("img")
    caption = tag.find("figcaption")
    words = " ".join(clean_text(caption.get_text(" ")).split()) if isinstance(caption, Tag) else ""
    if not isinstance(image, Tag) or " ".join(clean_text(tag.get_text(" ")).split()) != words:
        yield from reader.blocks(tag, depth)
        return
    figures = [figure for each in tag.find_all("img") if (figure := reader.figure(each, ""))]
    if figures:
        yield replace(figures[0], caption=words)
        yield from figures[1:]
    elif words:
        yield Figure(caption=words, line=tag.sourceline or 0, end_line=tag.sourceline or 0)


def _break(reader: _Reader, tag: Tag, depth: int) -> Iterator[AnyBlock]:
    yield Break(line=tag.sourceline or 0, end_line=tag.sourceline or 0)


_STRUCTURES: dict[str, Callable[[_Reader, Tag, int], Iterator[AnyBlock]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol", "menu"), _list),
    **dict.fromkeys(("pre", "listing"), _code),
    "blockquote": _quote,
    "table": _table,
    "figure": _figure,
    "hr": _break,
}
_NO_INLINE = frozenset(["img", "figure", "p", "div", *_STRUCTURES])
_INLINE = frozenset(["a", "em", "i", "cite", "dfn", "strong", "b", "code", "kbd", "samp", "tt"])
