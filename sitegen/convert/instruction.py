"""Notices to editors told in ordinary text: kill this story, hold it, for your information."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.ruleset import INSTRUCTION, Match, Ruleset
from sitegen.convert.clean.shape import count_words, is_prose
from sitegen.convert.metadata.lifecycle import GRAVITY
from sitegen.document.blocks import text_of
from sitegen.model import AnyBlock, Candidate

_SHORT = 150
"""Words: a notice is no longer, but for the story that it may have below it."""
_HEAD = 6
"""Lines above a story in which it may be told that there is to be none."""
_QUOTED = re.compile(r"“[^”]{1,600}”|„[^“”]{1,600}[“”]|«[^»]{1,600}»|»[^«]{1,600}«|「[^」]{1,600}」|\"[^\"\n]{1,600}\"")
_SENTENCE = re.compile(r"(?<=[.!?।。！？؟])[)\"”’»]{0,3}(?:\s+|(?<=[。！？]))")
_LABEL = re.compile(r"(?:[^:：|–—\s]|\s(?!-\s)){1,80}")
_BRACKETED = re.compile(r"\s{0,9}[(\[]([^()\[\]]{2,40})[)\]]\s{0,9}[:–—-]?\s{0,9}(?=\w)")
_BEHIND = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]\s*$|\s[–—-]\s{1,9}(\w[^–—:-]{1,40})$")
_LONGEST_RUN = 4
_EDITORS = "editors"
MAYBE = "maybe_status"
"""The field of a status that is one only of a story that is known by the rest of the headline."""
_RANK = 30


class Line(NamedTuple):
    text: str
    line: int = 0


class _Mark(NamedTuple):
    """What a sentence says: `weak` is what a story may be headed with too."""

    status: str
    line: int
    rule: str
    weak: bool
    at: tuple[int, int]
    """Its line and sentence by number."""


def find_instruction(title: str, lines: Sequence[Line], notes: Iterable[str], rules: Ruleset) -> tuple[Candidate, ...]:
    """The status that a text told in words to its editors gives a story, if any.

    `lines` are those of the text in their order, `notes` what the sender wrote to editors apart from it. A story that
    tells of kills says so in its sentences, or in a headline whose label is not addressed to editors.
    """
    head = lines[0] if lines else Line("")
    title_line = Line(_label_first(title or head.text), head.line)
    known = {fold_text(title)}
    below = [line for line in lines if fold_text(line.text) not in known]
    is_short = sum(count_words(line.text) for line in below) <= _SHORT
    has_story = any(is_prose(line.text) for line in below)
    looked_at = [title_line, *(below if is_short else below[:_HEAD])]
    texts = [(line, is_short, has_story) for line in looked_at] + [(Line(note), True, True) for note in notes]
    marks = [mark for i, text in enumerate(texts) for mark in _marks_of(i, *text, rules)]
    found = [mark for mark in marks if mark.status != _EDITORS]
    chosen = min(found, key=lambda mark: (mark.weak, GRAVITY.index(mark.status)), default=None)
    if not chosen:
        return ()
    is_sure = not all(mark.weak for mark in found) or _bear_each_other_out(marks)
    if not is_sure and not _is_headed(title_line.text, chosen):
        return ()
    field = "status" if is_sure else MAYBE
    return (Candidate(field=field, value=chosen.status, origin=f"rule:{chosen.rule}", rank=_RANK, line=chosen.line),)


def _label_first(title: str) -> str:
    """A headline whose label is in brackets, behind it, or parted from it by nothing but its capitals, as one that
    begins with it: `(KILL) Ferry stops` as `KILL: Ferry stops`."""
    if hit := _BRACKETED.match(title):
        return f"{hit[1]}: {title[hit.end() :]}"
    if (hit := _BEHIND.search(title)) and (label := str(hit[1] or hit[2])) == label.upper():
        return f"{label}: {title[: hit.start()]}"
    words = title.split(" ")
    run = sum(1 for _ in takewhile(lambda word: word.isupper(), words))
    is_run = 2 <= run <= _LONGEST_RUN and run < len(words) and words[run - 1][-1].isalpha()
    return f"{' '.join(words[:run])}: {' '.join(words[run:])}" if is_run else title


def _is_headed(title: str, mark: _Mark) -> bool:
    """Whether the headline has the label of a kill or hold, in capitals: a notice, if the rest of it is the headline of
    a story that is known; else what a story may be headed with."""
    label = _LABEL.match(title)
    if not label or mark.at[0] != 0 or mark.status not in ("canceled", "withheld"):
        return False
    return label[0] != title and label[0] == label[0].upper()


def lines_of(blocks: Iterable[AnyBlock]) -> list[Line]:
    """The lines of blocks."""
    return [Line(text, block.line) for block in blocks for text in text_of(block).split("\n") if text.strip()]


def _marks_of(number: int, line: Line, is_short: bool, has_story: bool, rules: Ruleset) -> Iterator[_Mark]:
    """What the sentences of a line say; what it quotes is said by somebody else."""
    text = _QUOTED.sub('""', line.text)
    seen: set[str] = set()
    for i, sentence in enumerate((text, *_SENTENCE.split(text))):
        for match in rules.find_marks(sentence, INSTRUCTION) if not sentence.startswith('""') else ():
            if match.rule.id not in seen:
                seen.add(match.rule.id)
                weak = not _is_sure(match, sentence, is_short=is_short, has_story=has_story)
                yield _Mark(match.rule.field or "", line.line, match.rule.id, weak, (number, max(i, 1)))


def _bear_each_other_out(marks: Sequence[_Mark]) -> bool:
    """Whether two places say something different to editors: one may be a story's headline, and be said again in it."""
    kinds = {(mark.at, mark.rule.rpartition(".")[2]) for mark in marks}
    return any(one[0] != other[0] and one[1] != other[1] for one in kinds for other in kinds)


def _is_sure(match: Match, text: str, *, is_short: bool, has_story: bool) -> bool:
    """Whether nothing else can be meant. Sentences with more behind them open stories too, unless those are short; a
    single word is shouted; and a label that a story could have, as of one word, has none below it."""
    rule = match.rule
    if rule.match == "start":
        return not rule.quiet and is_short
    label = _LABEL.match(text)
    is_alone = fold_text(text) in {fold_text(phrase) for phrase in rule.phrases}
    if rule.match == "line" and not rule.quiet and (count_words(text) > 1 or not is_alone):
        return True
    if not label or not _is_shouted(label[0], "" if is_alone else text[label.end() :]):
        return not rule.quiet and is_alone and count_words(text) > 1
    if is_alone:
        return not (rule.quiet and has_story)
    return not rule.quiet and (count_words(label[0]) > 1 or not has_story)


def _is_shouted(label: str, rest: str) -> bool:
    """Whether a label is in capitals and what follows it is not, or its script has none."""
    return label.upper() == label and (not rest or rest.upper() != rest or label.lower() == label)
