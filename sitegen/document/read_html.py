"""HTML to blocks: everything a reader of the page could see; which of it is the article is for the caller to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bs4 import Tag
from bs4.element import PreformattedString
from msgspec.structs import replace

from sitegen.document.blocks import text_of
from sitegen.document.html_inline import (
    WRAPPERS,
    Run,
    Wrap,
    build_inline,
    clean_text,
    count_linked,
    image_address,
    split_at_double_breaks,
)
from sitegen.document.html_piece import Mark, Piece, Place
from sitegen.document.html_text import children, is_layout, lines_of, squeeze, visible_text
from sitegen.document.html_tree import is_hidden
from sitegen.document.inline import plain_text
from sitegen.document.links import resolve_url
from sitegen.model import AnyBlock, Break, Code, Figure, Heading, ListBlock, Paragraph, Quote, Table

_BLOCK_LEVEL = frozenset(
    """
    address article aside body center details dialog dd div dl dt fieldset figcaption footer form header
    hgroup html legend li main nav p section summary td th tr tbody thead tfoot caption
    """.split()  # noqa: SIM905 (a list would take a page)
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_UPPER_HEADINGS = frozenset(["h1", "h2", "h3", "h4"])
_DEEPEST = 120
"""Nesting past which elements are read as their text: browsers cap it too (HTML, issue 3732)."""


class _Spot(NamedTuple):
    """Where the walk is: the element, the reason to leave it out, the inline elements around, the depth."""

    place: Place
    mark: Mark | None
    wraps: tuple[Wrap, ...]
    depth: int


def read_html(root: Tag, base_url: str = "", judge: Callable[[Tag], Mark | None] | None = None) -> list[Piece]:
    """Every visible block under `root`, in order. `judge` marks elements, and all inside them, as not the article."""
    reader = _Reader(base_url, judge or (lambda tag: None))
    reader.walk(root, _Spot(Place(None, root), None, (), 0))
    reader.flush()
    return reader.pieces


class _Reader:
    """Walks the tree once, gathering inline content into paragraphs until a block begins."""

    def __init__(self, base_url: str, judge: Callable[[Tag], Mark | None]) -> None:
        self.base_url = base_url
        self.judge = judge
        self.pieces: list[Piece] = []
        self.runs: list[Run] = []
        self.spot: _Spot | None = None
        self.places: set[Place] = set()
        self.line = 0

    def flush(self) -> None:
        if self.spot is not None and self.line:
            place = self.places.pop() if len(self.places) == 1 else _block_of(self.spot.place)
            for runs in split_at_double_breaks(self.runs):
                content = build_inline(runs)
                if content:
                    block = Paragraph(content=content, line=self.line, end_line=self.line)
                    self.pieces.append(Piece(block, self.spot.mark, place, plain_text(content), count_linked(runs)))
        self.runs = []
        self.places = set()
        self.line = 0

    def emit(self, block: AnyBlock, spot: _Spot, linked: int = 0) -> None:
        self.pieces.append(Piece(block, spot.mark, spot.place, text_of(block), linked))

    def walk(self, tag: Tag, spot: _Spot) -> None:
        for child in tag.contents:
            if isinstance(child, Tag):
                if not is_hidden(child):
                    self.element(child, spot)
            elif not isinstance(child, PreformattedString):
                self.add(clean_text(str(child)), tag, spot)

    def add(self, text: str | None, tag: Tag, spot: _Spot) -> None:
        if self.spot is None or spot.mark != self.spot.mark:
            self.flush()
        self.spot = spot
        if text is not None and text.strip():
            self.places.add(spot.place)
            self.line = self.line or tag.sourceline or 1
        elif not self.runs:
            return  # blanks before the first word
        self.runs.append(Run(text, spot.wraps))

    def element(self, tag: Tag, spot: _Spot) -> None:
        name = tag.name
        mark = spot.mark or self.judge(tag)
        if spot.depth > _DEEPEST:
            self.add(clean_text(visible_text(tag)), tag, spot._replace(mark=mark))
            return
        place = Place(spot.place, tag) if name in _BLOCK_LEVEL or name in _STRUCTURES or tag.attrs else spot.place
        spot = _Spot(place, mark, spot.wraps, spot.depth + 1)
        if name in _STRUCTURES:
            self.flush()
            _STRUCTURES[name](self, tag, spot)
        elif name == "img":
            figure = None if mark else self.figure(tag)
            if figure:
                self.flush()
                self.emit(figure, spot)
        elif name == "br":
            self.add(None, tag, spot)
        elif name in _BLOCK_LEVEL:
            self.flush()
            self.walk(tag, spot)
            self.flush()
        else:
            self.walk(tag, spot if mark or name not in WRAPPERS else spot._replace(wraps=self.wrap(tag, spot.wraps)))

    def wrap(self, tag: Tag, wraps: tuple[Wrap, ...]) -> tuple[Wrap, ...]:
        """The inline elements around the text of `tag`."""
        if tag.name not in WRAPPERS:
            return wraps
        href = resolve_url(str(tag.get("href") or ""), self.base_url) if tag.name == "a" else ""
        return (*wraps, Wrap(tag.name, "" if href.startswith("#") else href))  # no copy has the places of that page

    def inline(self, tag: Tag, wraps: tuple[Wrap, ...], depth: int) -> Iterator[Run]:
        """The runs of an element that is read as one piece of text; blocks in it are parted by blanks."""
        for child in tag.contents:
            if not isinstance(child, Tag):
                if not isinstance(child, PreformattedString):
                    yield Run(clean_text(str(child)), wraps)
            elif is_hidden(child):
                continue
            elif depth > _DEEPEST:
                yield Run(clean_text(visible_text(child)), wraps)
            elif child.name == "br":
                yield Run(None, wraps)
            elif child.name in _BLOCK_LEVEL or child.name in _STRUCTURES:
                yield Run(" ", wraps)
                yield from self.inline(child, wraps, depth + 1)
                yield Run(" ", wraps)
            else:
                yield from self.inline(child, self.wrap(child, wraps), depth + 1)

    def blocks(self, tag: Tag, spot: _Spot) -> list[Piece]:
        """The pieces inside an element that is itself a block of ours."""
        inner = _Reader(self.base_url, lambda tag: None)
        inner.walk(tag, spot._replace(wraps=()))
        inner.flush()
        return inner.pieces

    def figure(self, image: Tag, caption: str = "") -> Figure | None:
        src = image_address(image, self.base_url)
        if not src:
            return None
        alt = clean_text(str(image.get("alt") or "")).strip()
        line = image.sourceline or 0
        return Figure(src=src, alt=alt, caption=caption, line=line, end_line=line)


def _block_of(place: Place) -> Place:
    while place.parent is not None and place.name not in _BLOCK_LEVEL:
        place = place.parent
    return place


def _heading(reader: _Reader, tag: Tag, spot: _Spot) -> None:
    runs = list(reader.inline(tag, spot.wraps, spot.depth))
    content = build_inline(runs)
    line = tag.sourceline or 0
    if content:
        reader.emit(
            Heading(level=int(tag.name[1]), content=content, line=line, end_line=line), spot, count_linked(runs)
        )
    _figures(reader, tag, spot)


def _figures(reader: _Reader, tag: Tag, spot: _Spot) -> None:
    """The pictures anywhere in an element that is read as words."""
    for image in () if spot.mark else tag.find_all("img"):
        figure = reader.figure(image)
        if figure:
            reader.emit(figure, spot)


def _list(reader: _Reader, tag: Tag, spot: _Spot) -> None:
    """A list; one with headings in it is how the page is laid out, and is read as what it holds."""
    if any(each.name in _UPPER_HEADINGS for each in tag.descendants if isinstance(each, Tag)):
        reader.walk(tag, spot)
        reader.flush()
        return
    pieces = [reader.blocks(item, spot) for item in children(tag, ("li",))]
    items = tuple(tuple(piece.block for piece in item) for item in pieces if item)
    start = str(tag.get("start") or "1")
    line = tag.sourceline or 0
    if items:
        block = ListBlock(
            items=items,
            ordered=tag.name == "ol",
            start=int(start) if start.isdecimal() and len(start) < 10 else 1,
            line=line,
            end_line=line,
        )
        reader.emit(block, spot, sum(piece.linked for item in pieces for piece in item))
    _strays(reader, tag, spot, ("li",))


def _strays(reader: _Reader, tag: Tag, spot: _Spot, names: tuple[str, ...]) -> None:
    """What lies directly in a list or table but may not: shown by browsers, so kept."""
    for child in tag.contents:
        if isinstance(child, Tag):
            if child.name not in names and not is_hidden(child):
                reader.element(child, spot)
                reader.flush()
        elif not isinstance(child, PreformattedString) and str(child).strip():
            reader.add(clean_text(str(child)), tag, spot)
            reader.flush()


def _quote(reader: _Reader, tag: Tag, spot: _Spot) -> None:
    pieces = reader.blocks(tag, spot)
    line = tag.sourceline or 0
    if pieces:
        block = Quote(blocks=tuple(piece.block for piece in pieces), line=line, end_line=line)
        reader.emit(block, spot, sum(piece.linked for piece in pieces))


def _code(reader: _Reader, tag: Tag, spot: _Spot) -> None:
    text = "".join(lines_of(tag)).strip("\n")
    line = tag.sourceline or 0
    if text.strip():
        reader.emit(Code(text=text, line=line, end_line=line), spot)


def _table(reader: _Reader, tag: Tag, spot: _Spot) -> None:
    parts = [tag, *children(tag, ("thead", "tbody", "tfoot"))]
    rows = [row for part in parts for row in children(part, ("tr",))]
    cells = [children(row, ("td", "th")) for row in rows]
    if is_layout(tag, cells):
        reader.walk(tag, spot)
        reader.flush()
        return
    for caption in children(tag, ("caption",)):
        reader.element(caption, spot)
    runs = [[list(reader.inline(cell, (), spot.depth)) for cell in row] for row in cells]
    content = [tuple(build_inline(cell) for cell in row) for row in runs]
    has_header = bool(cells[0]) and all(cell.name == "th" for cell in cells[0])
    header, body = (content[0], content[1:]) if has_header else ((), content)
    line = tag.sourceline or 0
    if any(cell for row in content for cell in row):
        block = Table(header=header, rows=tuple(body), line=line, end_line=line)
        reader.emit(block, spot, sum(count_linked(cell) for row in runs for cell in row))
    _figures(reader, tag, spot)
    for part in (*parts, *rows):
        _strays(reader, part, spot, _TABLE_PARTS)


def _figure(reader: _Reader, tag: Tag, spot: _Spot) -> None:
    image = tag.find("img")
    caption = tag.find("figcaption")
    words = squeeze(caption) if isinstance(caption, Tag) else ""
    if not isinstance(image, Tag) or squeeze(tag) != words:
        reader.walk(tag, spot)
        reader.flush()
        return
    figures = [figure for each in tag.find_all("img") if (figure := reader.figure(each))]
    line = tag.sourceline or 0
    if figures:
        reader.emit(replace(figures[0], caption=words), spot)
        for figure in figures[1:]:
            reader.emit(figure, spot)
    elif words:
        reader.emit(Figure(caption=words, line=line, end_line=line), spot)


def _break(reader: _Reader, tag: Tag, spot: _Spot) -> None:
    reader.emit(Break(line=tag.sourceline or 0, end_line=tag.sourceline or 0), spot)


_TABLE_PARTS = ("caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th")
_STRUCTURES: dict[str, Callable[[_Reader, Tag, _Spot], None]] = {
    **dict.fromkeys(_HEADINGS, _heading),
    **dict.fromkeys(("ul", "ol", "menu"), _list),
    **dict.fromkeys(("pre", "listing"), _code),
    "blockquote": _quote,
    "table": _table,
    "figure": _figure,
    "hr": _break,
}
