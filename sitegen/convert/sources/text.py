"""Pasted text to a draft: what select-all and copy gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from sitegen.convert.clean.shape import ends_sentence
from sitegen.document.blocks import paragraph
from sitegen.model import AnyBlock, Draft, ListBlock, Source

_BULLET = re.compile(r"(?:[-*•‣◦▪●·–]|\d{1,2}[.)])\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_WIDEST_WRAP = 120
"""Columns: nobody wraps text wider by hand."""


class _Line(NamedTuple):
    text: str
    line: int
    end_line: int


def parse_text(source: Source) -> list[Draft]:
    """One draft: a block for each line or, where the text is hard-wrapped, for each paragraph."""
    groups = list(_groups(source.text))
    width = _find_wrap_width(groups)
    blocks: list[AnyBlock] = []
    for group in groups:
        blocks += _read_group(_unwrap(group, width) if width else group)
    return [Draft(source=source, blocks=tuple(blocks))]


def _groups(text: str) -> Iterator[list[_Line]]:
    """Runs of lines without a blank line between."""
    group: list[_Line] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if line:
            group.append(_Line(line, number, number))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _find_wrap_width(groups: list[list[_Line]]) -> int:
    """The width the text was wrapped at, or 0.

    In wrapped text no line is wide, and a line ends where the next word would not have fit: true of nearly every line
    end within a paragraph, and of hardly any in a list of short lines.
    """
    width = max((len(line.text) for group in groups for line in group if " " in line.text), default=0)
    if not 30 <= width <= _WIDEST_WRAP:
        return 0
    long_pairs = [(a, b) for group in groups for a, b in pairwise(group) if 2 * len(a.text) > width]
    soft = sum(_is_soft(a, b, width) for a, b in long_pairs)
    return width if soft >= 2 and soft >= 0.7 * len(long_pairs) else 0


def _is_soft(line: _Line, following: _Line, width: int) -> bool:
    """Whether a line end is the wrap's: the next word did not fit, or a sentence plainly goes on."""
    full = len(line.text) + 1 + len(following.text.split(" ", 1)[0]) > width
    goes_on = following.text[0].islower() and not ends_sentence(line.text) and 2 * len(line.text) > width
    return full or goes_on


def _unwrap(group: list[_Line], width: int) -> list[_Line]:
    joined: list[_Line] = []
    previous: _Line | None = None
    is_list = bool(_BULLET.match(group[0].text))  # elsewhere a dash that begins a line is punctuation
    for line in group:
        begins = is_list and _BULLET.match(line.text)
        if previous is not None and _is_soft(previous, line, width) and not begins:
            joined[-1] = _Line(f"{joined[-1].text} {line.text}", joined[-1].line, line.end_line)
        else:
            joined.append(line)
        previous = line
    return joined


def _read_group(group: list[_Line]) -> Iterator[AnyBlock]:
    """Paragraphs; runs of at least two bulleted lines become a list."""
    start = 0
    while start < len(group):
        end = start
        while end < len(group) and _BULLET.match(group[end].text):
            end += 1
        if end - start >= 2 and _is_one_list(group[start:end]):
            yield _read_list(group[start:end])
            start = end
        else:
            yield paragraph(*group[start])
            start += 1


def _is_one_list(lines: list[_Line]) -> bool:
    """Either all bullets, or numbers that count up."""
    numbers = [int(hit[1]) for line in lines if (hit := _NUMBER.match(line.text))]
    return not numbers or numbers == list(range(numbers[0], numbers[0] + len(lines)))


def _read_list(lines: list[_Line]) -> ListBlock:
    number = _NUMBER.match(lines[0].text)
    items = tuple((paragraph(_BULLET.sub("", line.text, count=1), line.line, line.end_line),) for line in lines)
    start = int(number[1]) if number else 1
    return ListBlock(items=items, ordered=bool(number), start=start, line=lines[0].line, end_line=lines[-1].end_line)
