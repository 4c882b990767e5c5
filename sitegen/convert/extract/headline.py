"""Which line above a story is its headline: a choice among them, by the features the line model sees and some more.

The line of the greatest score is taken, unless none scores more than having no headline at all (a conditional logit,
McFadden, 1974). Weights are whole hundredths, learned by `tests/quality/headlines.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.ruleset import Ruleset
from sitegen.convert.clean.shape import count_words, ends_sentence
from sitegen.convert.extract.features import Row, features_of, step
from sitegen.convert.extract.model import read_weights
from sitegen.convert.extract.select import units_of
from sitegen.convert.metadata.caption import split_caption
from sitegen.convert.metadata.dateline import find_dateline, find_dateline_prefix
from sitegen.convert.metadata.version_mark import read_marks
from sitegen.model import Draft, Heading, Paragraph

_REACH = 40
"""Lines above a story that its headline is looked for in: far above are menus."""
_GROUPS = frozenset(["", "-1", "+1"])
_DISTANCES = (2, 3, 4, 5, 6, 8, 11, 15, 20, 30)
_SHARES = (0.01, 0.2, 0.4, 0.6, 0.8, 0.99)
_MOST_SHARED = 6
_LONG_WORD = 4
_LABEL = 3
"""Words of a line that is rather a label."""
_WORD = re.compile(r"\w+")
NONE = ("none", "always")
"""The feature of having no headline."""


class HeadlineModel:
    """Weights by group and name. Immutable once made."""

    def __init__(self, weights: Iterable[tuple[str, str, int]]) -> None:
        self._weights = {(group, name): weight for group, name, weight in weights}

    def choose(self, options: Sequence[Row], *, always: bool = False) -> int | None:
        """The place of the best of `options`; None where having none is likelier, unless one is `always` taken."""
        scores = [self._score(row) for row in options]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        return best if best is not None and (always or scores[best] > self._weights.get(NONE, 0)) else None

    def _score(self, row: Row) -> int:
        return sum(self._weights.get((group, name), 0) for group, names in row for name in names)


def parse_headline_model(path: str, text: str) -> HeadlineModel:
    """The model of a weights file: tab-separated group, name and one whole number a line. Raises RuleError."""
    return HeadlineModel((group, name, sum(numbers)) for _, group, name, numbers in read_weights(path, text))


def find_options(lines: Sequence[Line], rules: Ruleset) -> list[int]:
    """The lines that may be the headline: words above the story that no rule knows and that are no dateline; captions
    only if there are no others. Above them one that says what it corrects may be: `KORREKTUR: Fähre hält`."""
    begin = _begin_of_story(lines)
    options = [i for i in range(max(0, begin - _REACH), begin) if _may_head(lines[i])]
    options = [i for i in options if not split_caption(lines[i].text, rules)] or options
    above = range(max(0, begin - _REACH), options[0] if options else begin)
    marked = next((i for i in above if _is_marked(lines[i], rules)), None)
    return options if marked is None else [marked, *options]


def rows_of_options(draft: Draft, lines: Sequence[Line], options: Sequence[int]) -> list[Row]:
    """The features of each option."""
    if not options:
        return []
    rows = features_of(units_of(draft, lines))
    story = {word for line in lines if _tells(line) for word in _long_words(line.text)}
    begin = _begin_of_story(lines)
    return [
        (
            *(part for part in rows[i] if part[0] in _GROUPS),
            ("headline", tuple(_more(lines[i], begin - i, story))),
        )
        for i in options
    ]


def _may_head(line: Line) -> bool:
    text = line.text
    return (
        isinstance(line.block, Paragraph | Heading)
        and not line.matches
        and any(char.isalpha() for char in text)
        and not (find_dateline(text) or find_dateline_prefix(text))
    )


def _is_marked(line: Line, rules: Ruleset) -> bool:
    """Whether a line that reads like a correction is a headline that is marked as corrected."""
    if not line.matches or any(match.category != "correction" for match in line.matches):
        return False
    marked = read_marks(line.text, rules)
    return bool(marked.marks) and count_words(marked.title) >= _LABEL and not ends_sentence(marked.title)


def _begin_of_story(lines: Sequence[Line]) -> int:
    return next((i for i, line in enumerate(lines) if _tells(line)), len(lines))


def _tells(line: Line) -> bool:
    return line.state == "story" or line.story


def _more(line: Line, distance: int, story: set[str]) -> Iterator[str]:
    """How near the story a line stands, and how many of its words the story uses."""
    words = _long_words(line.text)
    shared = len(words & story)
    size = "label" if count_words(line.text) <= _LABEL else "line"
    yield f"distance{step(distance, _DISTANCES)}"
    yield f"shared{min(shared, _MOST_SHARED)}"
    if words:
        yield f"share{step(shared / len(words), _SHARES)}-{size}"


def _long_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold_text(text)) if len(word) >= _LONG_WORD or word > "\u0900"}
