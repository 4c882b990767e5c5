"""Whether one of two articles is a copy of the other, by what they share and by how the rest differs.

Outlets cut a wire story short, add to it, and edit it word by word. What they do not change is its facts: a copy that
differs in a name or a number where its neighbours agree is another story told in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, pairwise
from typing import Literal, NamedTuple

from sitegen.convert.clusters.wording import FEWEST_WORDS, SPACED_SHINGLE, UNSPACED_SHINGLE, Wording

Verdict = Literal["copy", "part", "other"]
"""Two articles are copies; the shorter stands in the longer, which may be more than one story; or neither."""

_SLOT = 6
"""Words between two shared passages that were put in place of others."""
_REWRITTEN = 20
"""Words between two shared passages that may say the same in other words."""
_LEAD = 20
_BRIEF = 30
"""Words below which a text must be the same but for its typography."""
_MOST_CLASHES = 0.15
"""Part of the facts in shared passages that differ: a corrected number, a name spelt in another way."""
_SHARED, _SHARED_AFTER_LEAD = 0.55, 0.75
"""Part of the shorter article that stands in the longer; more where both begin in their own way, as the report of the
next day does, which tells the story so far."""
_LEAD_SHARED = 0.4
_SPREAD = 0.45
"""Part of the longer article that stands in the shorter below which its headline must be about the shorter too: a
round-up of the news holds whole stories and is a copy of none."""
_HEADLINE_SHARED = 0.34
_HEADLINE_REACH = 120
"""Words of an article's beginning in which the words of a headline are looked for."""
_SHORTEST_WORD = 4
"""Letters of a word that says what a headline is about."""
_NAME_EVERY = {SPACED_SHINGLE: 8, UNSPACED_SHINGLE: 20}
"""Where a script has no capitals, one word in so many (or one character) is taken for a name."""


class Overlap(NamedTuple):
    """`shared` is the part of the shorter article that the longer has, `spread` that of the longer; `lead` the larger
    part of the beginning of one that the other has anywhere; `clashes` the part of facts that differ; `headline` the
    part of the longer one's headline that the shorter speaks of."""

    shared: float
    spread: float
    lead: float
    clashes: float
    headline: float


def judge_pair(one: Wording, other: Wording) -> Verdict:
    """What the two articles are to each other."""
    short, long = sorted((one, other), key=lambda each: len(each.words))
    if len(short.words) < FEWEST_WORDS or short.size != long.size:
        return "other"
    if short.language and long.language and short.language != long.language:
        return "other"
    return judge_overlap(measure(short, long), len(short.words))


def judge_overlap(overlap: Overlap, words: int) -> Verdict:
    """What an overlap means, where the shorter article has so many words."""
    if words < _BRIEF:
        same = overlap.shared >= 0.85 and overlap.spread >= _SPREAD and overlap.headline >= _HEADLINE_SHARED
        return "copy" if same and not overlap.clashes else "other"
    begins_alike = overlap.lead >= _LEAD_SHARED
    needed = _SHARED if begins_alike else _SHARED_AFTER_LEAD
    if overlap.shared < needed or overlap.clashes > _MOST_CLASHES:
        return "other"
    if overlap.headline >= _HEADLINE_SHARED or (begins_alike and overlap.spread >= _SPREAD):
        return "copy"
    return "part" if begins_alike else "other"


def measure(short: Wording, long: Wording) -> Overlap:
    """How two articles overlap."""
    runs = _find_runs(short, long)
    mine, theirs = bytearray(len(short.words)), bytearray(len(long.words))
    for run in runs:
        _mark(mine, run.short, run.short + run.length)
        _mark(theirs, run.long, run.long + run.length)
    agreed = float(sum(map((short.names | short.numbers).__contains__, compress(short.words, mine))))
    cased = bool(short.names or long.names)
    if not cased:
        agreed += sum(mine) / _NAME_EVERY[short.size]
    clashes = 0.0
    ends = _Run(len(mine), len(theirs), 0)
    for one, two in pairwise([_Run(0, 0, 0), *runs, ends]):
        left, right = range(one.short + one.length, two.short), range(one.long + one.length, two.long)
        clashes += _weigh_gap(short, long, (left, right), (mine, theirs), cased=cased)
    lead = _LEAD * (1 + (short.size == UNSPACED_SHINGLE))
    return Overlap(
        shared=_part(mine),
        spread=_part(theirs),
        lead=max(_part(mine[:lead]), _part(theirs[:lead])),
        clashes=clashes / (clashes + agreed) if clashes else 0.0,
        headline=_headline(short, long),
    )


class _Run(NamedTuple):
    """A passage that both articles have: where it begins in either, and its words."""

    short: int
    long: int
    length: int


def _mark(marks: bytearray, start: int, end: int) -> None:
    if end > start:
        marks[start:end] = b"\x01" * (end - start)


def _part(marks: bytearray) -> float:
    return sum(marks) / len(marks)


def _find_runs(short: Wording, long: Wording) -> list[_Run]:
    """The passages that both have, in the order of the shorter."""
    shingles = list(long.shingles())
    places = dict(zip(reversed(shingles), range(len(shingles) - 1, -1, -1), strict=True))
    runs: list[_Run] = []
    start = begins = end = -1
    for at, place in enumerate(map(places.get, short.shingles())):
        if place is not None and at == end and place == begins + end - start:
            end += 1
            continue
        if end > start:
            runs.append(_Run(start, begins, end - start + short.size - 1))
        start, begins, end = (at, place, at + 1) if place is not None else (-1, -1, -1)
    if end > start:
        runs.append(_Run(start, begins, end - start + short.size - 1))
    return runs


def _weigh_gap(
    short: Wording, long: Wording, gap: tuple[range, range], marks: tuple[bytearray, bytearray], *, cased: bool
) -> float:
    """How much the two articles contradict each other between two shared passages; what they have in common there is
    marked as shared, and all of a few words that were put in place of others."""
    left, right = gap
    wide = max(len(left), len(right))
    backwards = min(left.stop - left.start, right.stop - right.start) < -_SLOT
    if not wide or backwards or wide > _REWRITTEN * (1 + (short.size == UNSPACED_SHINGLE)):
        return 0.0
    mine, theirs = short.words[left.start : left.stop], long.words[right.start : right.stop]
    if wide <= _SLOT * (1 + (short.size == UNSPACED_SHINGLE)):
        clash = _clash(short, long, mine, theirs, cased=cased)
        if not clash:
            _mark(marks[0], left.start, left.stop)
            _mark(marks[1], right.start, right.stop)
        return clash
    common = set(mine) & set(theirs)
    for words, places, marked in ((mine, left, marks[0]), (theirs, right, marks[1])):
        for word, place in zip(words, places, strict=True):
            marked[place] |= word in common
    return 0.0


def _clash(short: Wording, long: Wording, left: Sequence[str], right: Sequence[str], *, cased: bool) -> float:
    """How much the facts in a slot contradict each other: 1 for a number or a name that differs."""
    mine, theirs = short.numbers.intersection(left), long.numbers.intersection(right)
    if mine and theirs:
        return 0.0 if mine <= theirs or theirs <= mine else 1.0
    if not cased:
        return 0.5 if left and right else 0.0
    mine, theirs = short.names.intersection(left), long.names.intersection(right)
    if not mine or not theirs or mine <= theirs or theirs <= mine:
        return 0.0
    return 0.0 if {name[:4] for name in mine} & {name[:4] for name in theirs} else 1.0


def _headline(short: Wording, long: Wording) -> float:
    title = long.title
    if long.size == SPACED_SHINGLE:
        title = frozenset(word for word in title if len(word) >= _SHORTEST_WORD) or title
    return len(title & {*short.title, *short.words[:_HEADLINE_REACH]}) / len(title) if title else 1.0
