"""What a story is made of: inline content and blocks."""

from __future__ import annotations

from sitegen.model.record import Record


class Text(Record, frozen=True, tag="text"):
    """Characters exactly as the reader sees them."""

    text: str


class Emphasis(Record, frozen=True, tag="emphasis"):
    content: tuple[Inline, ...]


class Strong(Record, frozen=True, tag="strong"):
    content: tuple[Inline, ...]


class CodeSpan(Record, frozen=True, tag="code_span"):
    text: str


class Link(Record, frozen=True, tag="link"):
    href: str
    content: tuple[Inline, ...]


class LineBreak(Record, frozen=True, tag="line_break"):
    """A line break the author meant."""


Inline = Text | Emphasis | Strong | CodeSpan | Link | LineBreak


class Block(Record, frozen=True):
    """A block-level piece of an article. `line` and `end_line` are 1-based lines of the input, 0 when unknown."""

    line: int = 0
    end_line: int = 0


class Heading(Block, frozen=True, tag="heading", kw_only=True):
    level: int
    content: tuple[Inline, ...]


class Paragraph(Block, frozen=True, tag="paragraph", kw_only=True):
    content: tuple[Inline, ...]


class ListBlock(Block, frozen=True, tag="list", kw_only=True):
    items: tuple[tuple[AnyBlock, ...], ...]
    ordered: bool = False
    start: int = 1


class Quote(Block, frozen=True, tag="quote", kw_only=True):
    blocks: tuple[AnyBlock, ...]


class Code(Block, frozen=True, tag="code", kw_only=True):
    text: str
    language: str = ""


class Table(Block, frozen=True, tag="table", kw_only=True):
    """A header row and body rows, each a row of cells of inline content."""

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


class Figure(Block, frozen=True, tag="figure", kw_only=True):
    """A picture. `src` is empty where the input kept only the caption."""

    src: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Break(Block, frozen=True, tag="break", kw_only=True):
    """A thematic break."""


AnyBlock = Heading | Paragraph | ListBlock | Quote | Code | Table | Figure | Break
