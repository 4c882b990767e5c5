"""The lines of a printed page to paragraphs: by where they stand, and by what they say where that does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sitegen.convert.clean.shape import ends_sentence

_EDGE = 3
"""Lines at the beginning and end of a page among which its running heads and numbers stand."""
_FULL = 0.75
"""Of the width of most lines: one that is shorter ends a paragraph."""
_WIDER = 1.3
"""Times the usual distance between lines: with that much between two, a paragraph ends."""
_HYPHENATED = re.compile(r"(\w{2,40})[-\u2010\u00ad]\Z")
_BEGIN = re.compile(r"[^\W\d_]{1,40}")


class Row(NamedTuple):
    """A printed line: what it says, where it begins (points from the left and the bottom), how tall its letters are."""

    text: str
    x: float
    y: float
    size: float


class Paragraph(NamedTuple):
    """Lines that were joined; `running` are those that a page has at its edge like all others."""

    text: str
    running: bool


class _Line(NamedTuple):
    row: Row
    running: bool
    begins: bool
    """Whether its place says that it begins a paragraph."""


def join_rows(pages: Sequence[Sequence[Row]]) -> list[Paragraph]:
    """The paragraphs of all pages, those that go on over the page joined; the running lines come last."""
    lines = [line for page in _mark_running(pages) for line in page]
    return list(_join(lines))


def _mark_running(pages: Sequence[Sequence[Row]]) -> Iterator[list[_Line]]:
    """A line that stands at the edge of most pages, but for its number, is a running one."""
    times = Counter(shape for page in pages for shape in {_shape(page[i]) for i in _edge(page)})
    for page in pages:
        usual, edge = _usual_gap(page), _edge(page)
        lines: list[_Line] = []
        above: Row | None = None
        for i, row in enumerate(page):
            often = times[_shape(row)] if i in edge else 0
            running = often >= 2 and 2 * often > len(pages)
            lines.append(_Line(row, running, above is not None and not running and _is_apart(above, row, usual)))
            above = above if running else row
        yield lines


def _edge(page: Sequence[Row]) -> frozenset[int]:
    return frozenset(i for i in range(len(page)) if i < _EDGE or i >= len(page) - _EDGE)


def _shape(row: Row) -> str:
    """A line but for its numbers."""
    return re.sub(r"\d{1,6}", "#", row.text)


def _usual_gap(page: Sequence[Row]) -> float:
    gaps = sorted(gap for above, below in pairwise(page) if (gap := above.y - below.y) > 1)
    return gaps[len(gaps) // 3] if gaps else 0.0


def _is_apart(above: Row, below: Row, usual: float) -> bool:
    """Whether a paragraph begins in a line: there is more room above it, it is indented, or it is larger or smaller."""
    gap = above.y - below.y
    indented = 0.5 * below.size < below.x - above.x < 6 * below.size
    resized = abs(above.size - below.size) > 0.1 * max(above.size, below.size)
    return gap > 0 and (gap > _WIDER * usual or indented or resized)


def _join(lines: Sequence[_Line]) -> Iterator[Paragraph]:
    body = [line for line in lines if not line.running]
    width = _usual_width([line.row.text for line in body])
    whole = " ".join(line.row.text for line in body)
    parts: list[str] = []
    for line in body:
        if parts and (line.begins or not _goes_on(parts[-1], line.row.text, width)):
            yield Paragraph(_join_words(parts, whole), running=False)
            parts = []
        parts.append(line.row.text)
    if parts:
        yield Paragraph(_join_words(parts, whole), running=False)
    yield from (Paragraph(line.row.text, running=True) for line in lines if line.running)


def _usual_width(lines: Sequence[str]) -> int:
    """The width that one line in five reaches: that of a full line."""
    widths = sorted(map(len, lines))
    return widths[4 * len(widths) // 5] if widths else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a paragraph goes on in the next line."""
    if following[0].islower() and _HYPHENATED.search(line[-50:]):
        return True
    least = _FULL / 2 if following[0].islower() and not ends_sentence(line) else _FULL
    return len(line) >= least * width


def _join_words(parts: Sequence[str], whole: str) -> str:
    """Lines as one. A word that was parted between two is one, unless it has its hyphen elsewhere too."""
    joined = [parts[0]]
    for line, following in pairwise(parts):
        hit, begin = _HYPHENATED.search(line[-50:]), _BEGIN.match(following)
        if not hit or not begin or not begin[0][0].islower():
            joined.append(" ")
        elif f"{hit[1]}-{begin[0]}" not in whole:
            joined[-1] = joined[-1][:-1]
        joined.append(following)
    return "".join(joined)
