"""The line model: a linear-chain conditional random field over the blocks of an input (Lafferty and others, 2001).

Each block is in one of four states. Its features add to the score of each, and to that of a story beginning or ending
with it; the best path through all blocks is found by dynamic programming (Viterbi). Weights are whole hundredths,
learned by `tests/quality/train.py` and kept as text, so that what moved a decision can be read off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import Literal, NamedTuple

from sitegen.convert.extract.features import Row
from sitegen.errors import RuleError

State = Literal["head", "story", "within", "tail"]
STATES: tuple[State, ...] = ("head", "story", "within", "tail")
"""Before the story; the story; none of it, but between two parts of it; after it."""
_HEAD, _STORY, _WITHIN, _TAIL = range(4)
_COLUMNS = 6
"""Weights of a feature: for the four states, for a story beginning here, for one that ended before here."""
_STEPS = (
    (_HEAD, _HEAD),
    (_STORY, _STORY),
    (_STORY, _WITHIN),
    (_WITHIN, _WITHIN),
    (_WITHIN, _STORY),
    (_HEAD, _STORY),
    (_STORY, _TAIL),
    (_TAIL, _TAIL),
)
"""Which state may follow which."""
_BITS = 32
"""All weights of a feature are added at once, as the digits of one large number in base 2**32."""
_NEVER = -(10**9)
_REMEDY = "train the model anew"
_SHARED = 1 << (_BITS - 1)
_DIGIT = (1 << _BITS) - 1
_SHIFTS = tuple(_BITS * i for i in range(_COLUMNS))
_RAISED = sum(_SHARED << shift for shift in _SHIFTS)


class Reason(NamedTuple):
    """A feature and how much it spoke for the state chosen and against the story, in hundredths."""

    feature: str
    weight: int


class LineModel:
    """Weights by group and name. Immutable once made."""

    def __init__(self, weights: Iterable[tuple[str, str, Sequence[int]]], steps: Sequence[int]) -> None:
        """`weights` are (group, name, six numbers), `steps` the scores of the transitions in the order of `_STEPS`."""
        self._packed: dict[str, _Packed] = {}
        for group, name, columns in weights:
            self._packed.setdefault(group, _Packed())[name] = _pack(columns)
        self._steps = tuple(zip(_STEPS, steps, strict=True))

    def choose(self, rows: Sequence[Row], fixed: Sequence[bool | None] = ()) -> list[State]:
        """The state of each row on the best path. Where `fixed` is true the row is the story, where false it is not."""
        if not rows:
            return []
        scores = [self._score(row) for row in rows]
        for i, is_story in enumerate(fixed):
            if is_story is not None:
                scores[i] = _fix(scores[i], is_story)
        return [STATES[state] for state in self._best_path(scores)]

    def reasons(self, row: Row, state: State, most: int = 3) -> list[Reason]:
        """The features that spoke loudest for `state` and against the story, or for the story."""
        column = STATES.index(state)
        other = _STORY if column != _STORY else _TAIL
        up, down = _SHIFTS[column], _SHIFTS[other]
        found = [
            ((raised >> up & _DIGIT) - (raised >> down & _DIGIT), group, name)
            for group, names in row
            for name in names
            if (raised := self._packed.get(group, _EMPTY)[name] + _RAISED) != _RAISED
        ]
        loudest = nlargest(most, found, key=itemgetter(0))
        return [Reason(f"{group} {name}".strip(), weight) for weight, group, name in loudest]

    def _score(self, row: Row) -> list[int]:
        total = 0
        for group, names in row:
            table = self._packed.get(group)
            if table is not None:
                total += sum(map(table.__getitem__, names))
        return _unpack(total)

    def _best_path(self, scores: Sequence[list[int]]) -> list[int]:
        first = scores[0]
        best = [first[_HEAD], first[_STORY] + first[4], _NEVER, _NEVER]
        back: list[list[int]] = []
        for columns in scores[1:]:
            after, came = [2 * _NEVER] * 4, [0] * 4
            for (source, target), weight in self._steps:
                value = best[source] + weight + columns[target]
                if source == _HEAD and target == _STORY:
                    value += columns[4]
                elif source == _STORY and target == _TAIL:
                    value += columns[5]
                if value > after[target]:
                    after[target], came[target] = value, source
            best = after
            back.append(came)
        best[_WITHIN] = 2 * _NEVER  # a story ends with itself
        state = max(range(4), key=best.__getitem__)
        path = [state]
        for came in reversed(back):
            state = came[state]
            path.append(state)
        return path[::-1]


class _Packed(dict[str, int]):
    """Packed weights by name; a feature nobody weighed adds nothing."""

    def __missing__(self, name: str) -> int:
        return 0


_EMPTY = _Packed()


def _pack(columns: Sequence[int]) -> int:
    return sum(value << (_BITS * i) for i, value in enumerate(columns))


def _unpack(total: int) -> list[int]:
    """The digits of a packed sum; a negative one has borrowed from the next, so all are first made positive."""
    raised = total + _RAISED
    return [(raised >> shift & _DIGIT) - _SHARED for shift in _SHIFTS]


def _fix(columns: list[int], is_story: bool) -> list[int]:
    states = [value + _NEVER * ((i == _STORY) != is_story) for i, value in enumerate(columns[:4])]
    return [*states, *columns[4:]]


def parse_model(path: str, text: str) -> LineModel:
    """The model of a weights file: `steps` and their scores, then group, name and six whole numbers a line.

    Raises RuleError naming the file and the line of what is malformed.
    """
    weights = []
    steps: list[int] = []
    for number, group, name, numbers in read_weights(path, text):
        if group == "steps" and not name:
            steps = numbers
        elif len(numbers) == _COLUMNS:
            weights.append((group, name, numbers))
        else:
            raise RuleError("is no line of a model", path, number, hint=_REMEDY)
    if len(steps) != len(_STEPS):
        raise RuleError("lacks its steps", path, hint=_REMEDY)
    return LineModel(weights, steps)


def read_weights(path: str, text: str) -> Iterator[tuple[int, str, str, list[int]]]:
    """Number, group, name and whole numbers of each line of a weights file, which tabs part. Raises RuleError."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        group, *name, last = line.split("\t")
        try:
            numbers = [int(cell) for cell in last.split()]
        except ValueError as error:
            raise RuleError(f"{last!r} are no whole numbers", path, number, hint=_REMEDY) from error
        yield number, group, "".join(name), numbers
