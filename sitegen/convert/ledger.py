"""The ledger of an article read back: what became of each line of a text, and of each block of a page.

Nothing is judged here a second time: every fate is what the article says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from sitegen.convert.clean.shape import count_words
from sitegen.document.blocks import all_blocks, text_of
from sitegen.model import AnyBlock, Article, Break, Figure, ListBlock, Moved, Quote, Removal

Fate = Literal["kept", "moved", "removed", "blank", "unclaimed"]


class Entry(NamedTuple):
    """What became of a piece of the input. `where` is the metadata field of what was moved, and the category of what
    was removed; `why` are the reasons where some were weighed. `unclaimed` is what the ledger does not speak of: text
    of which nothing can be seen."""

    line: int
    end_line: int
    fate: Fate
    text: str
    where: str = ""
    rule: str = ""
    why: str = ""


class Summary(NamedTuple):
    """Words kept and moved, and those removed by category, the most first."""

    kept: int
    moved: int
    removed: dict[str, int]


def list_entries(article: Article) -> list[Entry]:
    """The whole ledger in the order of the input: each block of the body, each move and each removal."""
    found = [*_kept(article.blocks), *map(_moved, article.moved), *map(_removed, article.removed)]
    return sorted(found, key=lambda entry: entry.line)


def list_lines(text: str, article: Article) -> list[Entry]:
    """What became of each line of the plain `text` that `article` was read from: an entry a line and, where a line
    was divided, one for each of its parts."""
    entries = list_entries(article)
    by_line: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        for number in range(entry.line, entry.end_line + 1):
            by_line[number].append(entry)
    around = {number for block in article.blocks for number in range(block.line, (block.end_line or block.line) + 1)}
    return [
        line
        for number, raw in enumerate(text.removesuffix("\n").split("\n"), 1)
        for line in _list_line(number, raw.strip(), by_line.get(number, ()), kept=number in around)
    ]


def summarize(article: Article) -> Summary:
    """How many words met which fate; scripts without gaps count by their characters."""
    entries = list_entries(article)
    removed: Counter[str] = Counter()
    for entry in entries:
        if entry.fate == "removed":
            removed[entry.where] += count_words(entry.text)
    return Summary(_count(entries, "kept"), _count(entries, "moved"), dict(removed.most_common()))


def _list_line(number: int, text: str, entries: Sequence[Entry], *, kept: bool) -> Iterator[Entry]:
    if not text:
        yield Entry(number, number, "blank", "")
    elif len(entries) == 1:
        yield entries[0]._replace(line=number, end_line=number, text=text)
    elif entries:
        parts = [(entry, part) for entry in entries if (part := _part(text, entry.text))]
        for entry, part in sorted(parts, key=lambda each: text.find(each[1])) or [(entry, text) for entry in entries]:
            yield entry._replace(line=number, end_line=number, text=part)
    else:
        yield Entry(number, number, "kept" if kept else "unclaimed", text)


def _part(line: str, whole: str) -> str:
    """What of a divided line belongs to a piece of text that begins in it, ends in it, or lies within."""
    if line in whole:
        return line
    if whole in line:
        return whole
    words, pieces = line.split(), whole.split()
    for size in range(min(len(words), len(pieces)), 0, -1):
        if words[-size:] == pieces[:size]:
            return " ".join(words[-size:])
        if words[:size] == pieces[-size:]:
            return " ".join(words[:size])
    return ""


def _kept(blocks: Iterable[AnyBlock]) -> Iterator[Entry]:
    for block in all_blocks(blocks):
        if not isinstance(block, Quote | ListBlock):  # what is in them follows
            yield Entry(block.line, block.end_line or block.line, "kept", _text(block))


def _text(block: AnyBlock) -> str:
    if isinstance(block, Figure):
        return " ".join(filter(None, (block.caption, block.credit))) or block.alt or block.src
    return "* * *" if isinstance(block, Break) else text_of(block)


def _moved(move: Moved) -> Entry:
    return Entry(move.line, move.end_line or move.line, "moved", move.text, move.field, move.rule)


def _removed(removal: Removal) -> Entry:
    end = removal.end_line or removal.line
    return Entry(removal.line, end, "removed", removal.text, removal.category, removal.rule, removal.why)


def _count(entries: Iterable[Entry], fate: Fate) -> int:
    return sum(count_words(entry.text) for entry in entries if entry.fate == fate)
