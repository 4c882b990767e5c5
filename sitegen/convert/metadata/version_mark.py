"""What agencies put before or behind a headline when they send a story again: `UPDATE 2-`, `(2nd Ld)`, `KORREKTUR:`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.convert.clean.ruleset import VERSION, Match, Ruleset
from sitegen.model import Candidate, Moved

_REACH = 70
"""Characters of a headline's start and end that hold a mark, with enough of the headline itself."""
_MOST = 4
"""Marks of one headline: `CORRECTED-UPDATE 1-`."""
_RANK = 30
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_SEPARATED = re.compile(r"[-–—:/)\]]\s*$")
CORRECTION = "correction"


class Mark(NamedTuple):
    """A mark as it stands, what it says (`update`, `correction`), its rule, and its number where it has one."""

    text: str
    kind: str
    rule: str
    number: int | None


class Marked(NamedTuple):
    """A headline without its marks, those from the outside in."""

    title: str
    marks: tuple[Mark, ...] = ()


def read_marks(title: str, rules: Ruleset) -> Marked:
    """The headline that a marked one is of; the same where it has no mark."""
    marks: list[Mark] = []
    for _ in range(_MOST):
        found = _read_mark(title, rules)
        if not found:
            break
        title, mark = found
        marks.append(mark)
    return Marked(title, tuple(marks))


def version_of(marked: Marked, line: int = 0) -> tuple[Candidate, ...]:
    """What the marks of a headline say of its version: its number, and whether it corrects what came before."""
    if not marked.marks:
        return ()
    number = next((mark for mark in marked.marks if mark.number is not None), None)
    said = next((mark for mark in marked.marks if mark.kind == CORRECTION), marked.marks[0])

    def found(field: str, value: str, mark: Mark) -> Candidate:
        return Candidate(field=field, value=value, origin=f"rule:{mark.rule}", rank=_RANK, line=line)

    stated = (found("version", str(number.number), number),) if number else ()
    return (*stated, found("revision", said.kind, said))


def move_marks(moved: Sequence[Moved], marked: Marked) -> tuple[Moved, ...]:
    """The ledger in which the marks of a headline are moved to the version, apart from the headline itself."""
    if not marked.marks:
        return tuple(moved)
    return tuple(part for each in moved for part in (_part(each, marked) if each.field == "title" else (each,)))


def _part(each: Moved, marked: Marked) -> tuple[Moved, ...]:
    at = each.text.find(marked.title)
    if at < 0 or each.text == marked.title:
        return (each,)
    before, behind = each.text[:at].strip(), each.text[at + len(marked.title) :].strip()
    around = [replace(each, field="version", text=text, rule=marked.marks[0].rule) for text in (before, behind) if text]
    return (*around[: bool(before)], replace(each, text=marked.title), *around[bool(before) :])


def _read_mark(title: str, rules: Ruleset) -> tuple[str, Mark] | None:
    """The headline without its outermost mark, and the mark. Of several readings the one that leaves the least: a mark
    is longer than a mark within it."""
    readings = [
        reading
        for probe, offset in ((title[:_REACH], 0), (title[-_REACH:], max(0, len(title) - _REACH)))
        for match in rules.find_marks(probe, VERSION)
        if (reading := _apply(title, probe, offset, match))
    ]
    return min(islice(readings, _MOST * 4), key=lambda reading: len(reading[0]), default=None)


def _apply(title: str, probe: str, offset: int, match: Match) -> tuple[str, Mark] | None:
    caught = match.captures.get("title", "")
    at = probe.rfind(caught) if caught else -1
    is_before = any(map(str.isalnum, probe[: max(0, at)]))
    if at < 0 or (offset > 0 if is_before else offset + len(probe) < len(title)):
        return None
    end = at + len(caught)
    mark, rest = (probe[:at], title[at:]) if is_before else (probe[end:], title[: offset + end])
    if not _is_mark(mark, rest, is_quiet=match.rule.quiet, is_before=is_before):
        return None
    number = _NUMBER.search(mark)
    return rest.strip(), Mark(mark.strip(), match.rule.field or "", match.rule.id, int(number[0]) if number else None)


def _is_mark(mark: str, rest: str, *, is_quiet: bool, is_before: bool) -> bool:
    """Whether no words of the headline are taken for a mark: a quiet one is in capitals, and where nothing parts it
    from the headline that is not; behind others no sentence goes on."""
    first = next((char for char in rest if char.isalnum()), "")
    if not first:
        return False
    if not is_quiet:
        return not (is_before and first.islower())
    letters = "".join(filter(str.isalpha, mark))
    ordinal = re.sub(r"\d(?:st|nd|rd|th)\b", "", mark)  # `2nd UPDATE:`
    is_shouted = ordinal == ordinal.upper() or letters == letters.upper()
    return is_shouted and (bool(_SEPARATED.search(mark)) or rest != rest.upper() or rest == rest.lower())
