"""The ledger of an article read back: what became of each line of a text, and of each block of a page.

Nothing is judged here a second time: every fate is what the article says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, permutations
from typing import Literal, NamedTuple

from sitegen.convert.clean.shape import count_words
from sitegen.document.blocks import all_blocks, text_of
from sitegen.model import AnyBlock, Article, Break, Figure, ListBlock, Moved, Quote, Removal

_MOST_PARTS = 4
"""Parts of a divided line whose order is looked for."""
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
    """The whole ledger in the order of the input: each move, each block of the body and each removal. Where they share
    a line, what heads a story comes before it."""
    found = [*map(_moved, article.moved), *_kept(article.blocks), *map(_removed, article.removed)]
    return sorted(found, key=lambda entry: entry.line)


def list_lines(text: str, article: Article) -> list[Entry]:
    """What became of each line of the plain `text` that `article` was read from: an entry a line and, where a line
    was divided, one for each of its parts."""
    lines = [line.strip() for line in text.removesuffix("\n").split("\n")]
    sharing: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in list_entries(article):
        sharing[entry.line, entry.end_line].append(entry)
    found: dict[int, list[Entry]] = defaultdict(list)
    for (first, last), entries in sharing.items():
        for number, entry, part in _spread(lines, range(first, last + 1), entries):
            found[number].append(entry._replace(line=number, end_line=number, text=part))
    around = {number for block in article.blocks for number in range(block.line, (block.end_line or block.line) + 1)}
    for number, line in enumerate(lines, 1):
        if number not in found:
            fate: Fate = ("kept" if number in around else "unclaimed") if line else "blank"
            found[number].append(Entry(number, number, fate, line))
    return [entry for number in range(1, len(lines) + 1) for entry in found[number]]


def summarize(article: Article) -> Summary:
    """How many words met which fate; scripts without gaps count by their characters."""
    entries = list_entries(article)
    removed: Counter[str] = Counter()
    for entry in entries:
        if entry.fate == "removed":
            removed[entry.where] += count_words(entry.text)
    return Summary(_count(entries, "kept"), _count(entries, "moved"), dict(removed.most_common()))


def _spread(lines: Sequence[str], numbers: range, entries: Sequence[Entry]) -> Iterator[tuple[int, Entry, str]]:
    """The lines that some entries share, each with the entry it belongs to, or its parts each with theirs."""
    filled = [number for number in numbers if 0 < number <= len(lines) and lines[number - 1]]
    words = [(number, word) for number in filled for word in lines[number - 1].split()]
    if len(entries) == 1:
        yield from ((number, entries[0], lines[number - 1]) for number in filled)
        return
    for order in permutations(entries) if len(entries) <= _MOST_PARTS else ():
        pieces = [(entry, word) for entry in order for word in entry.text.split()]
        if [word for _, word in pieces] == [word for _, word in words]:
            pairs = zip(words, pieces, strict=True)
            for (number, entry), run in groupby(
                ((number, entry, word) for (number, word), (entry, _) in pairs), _owner
            ):
                yield number, entry, " ".join(word for _, _, word in run)
            return
    for number in filled:  # divided where no blank is: its parts by what they say
        line = lines[number - 1]
        parts = sorted((entry for entry in entries if entry.text in line), key=lambda entry: line.find(entry.text))
        yield from ((number, entry, entry.text) for entry in parts)
        if not parts:
            yield from ((number, entry, line) for entry in entries)


def _owner(piece: tuple[int, Entry, str]) -> tuple[int, Entry]:
    return piece[0], piece[1]


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
