"""Which line of an input is its headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.shape import count_words, is_headline, is_label
from sitegen.convert.metadata.dateline import find_dateline_prefix
from sitegen.model import Heading, Paragraph

_REACH = 25
"""Lines before a story that its headline is looked for in: far above are menus."""
_LONG_WORD = 4
_WORD = re.compile(r"\w+")


def find_headline(lines: Sequence[Line], titles: Sequence[str], *, guess: bool) -> int | None:
    """The index of the headline: the block that says one of the known `titles`, or else, in a paste, looks like it."""
    known = {fold_text(title) for title in titles}
    begin = next((i for i, line in enumerate(lines) if line.state == "story"), None)
    if begin is not None and known:
        said = [i for i, line in enumerate(lines) if line.text and fold_text(line.text) in known]
        return max((i for i in said if i <= begin), default=next(iter(said), None))
    for i, line in enumerate(lines):
        if line.text and known and fold_text(line.text) in known:
            return i
        if line.story and i > 0 and lines[i - 1].story:
            break
    if known or not guess:
        return None
    return _guess_before(lines, begin) if begin is not None else _guess(lines)


def _guess_before(lines: Sequence[Line], begin: int) -> int | None:
    """Of the likely lines shortly before the story the one that shares most words with it, the first among equals."""
    story = {word for line in lines[begin:] if line.state == "story" for word in _long_words(line)}
    start = max(0, begin - _REACH)
    likely = [i for i in range(start, begin) if _is_likely(lines[i])]
    wordy = [i for i in likely if count_words(lines[i].text) >= 4]
    if likely:
        return max(wordy or likely, key=lambda i: len(_long_words(lines[i]) & story))
    short = (i for i in range(start, begin) if not lines[i].matches and is_label(lines[i].text))
    return next(short, None)


def _guess(lines: Sequence[Line]) -> int | None:
    """Before the prose, the first line of at least four words that could be a headline, or else the longest one, or
    else the first words that stand alone: `Flood`."""
    end = next((i for i, line in enumerate(lines) if line.story), len(lines))
    likely = [i for i, line in enumerate(lines[:end]) if _is_likely(line)]
    wordy = [i for i in likely if count_words(lines[i].text) >= 4]
    if likely:
        return wordy[0] if wordy else max(likely, key=lambda i: len(lines[i].text))
    short = (i for i, line in enumerate(lines[:end]) if not line.matches and is_label(line.text))
    return next(short, None)


def _is_likely(line: Line) -> bool:
    return (
        isinstance(line.block, Paragraph | Heading)
        and not line.matches
        and is_headline(line.text)
        and not find_dateline_prefix(line.text)
    )


def _long_words(line: Line) -> set[str]:
    return {word for word in _WORD.findall(fold_text(line.text)) if len(word) >= _LONG_WORD or word > "\u0900"}
