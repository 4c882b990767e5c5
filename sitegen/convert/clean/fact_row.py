"""A row of facts about the story on one line: its date, and beside that who wrote it and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.convert.clean.fate import Fate
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.reading import Reading
from sitegen.convert.clean.ruleset import Match
from sitegen.convert.clean.shape import count_words, is_prose
from sitegen.convert.metadata.harvest import harvest
from sitegen.convert.metadata.names import read_names
from sitegen.convert.metadata.written_date import find_written_date
from sitegen.model import Candidate

_SHORT_NAME = 4
_MOST_WORDS = 16
_MOST_BESIDE_A_DATE = 8
"""Words."""
_SHOWN_RANK = 37
_LONGEST = 160
_RANK = 35
_AUTHOR_RANK = 36
_ROW_RANK = 55
_LONGEST_ROW = 400
_COPYRIGHT = re.compile(r"(?<=\s)(?:copyright\s)?(?:©|\(c\))\s?(?=\d{4})", re.IGNORECASE)
_HANDLE = re.compile(r"@\w{1,40}$")
"""Of a network, glued to the name."""
_EDGES = " /／,;"
_PARTS = re.compile(
    r"[|·•\n]|\s{2,}|\s(?=(?!(?:by|von|par|por|door|av|af|oleh)\b)[^\W\d][^\s\d:：]{0,14}[:：](?!\d))", re.IGNORECASE
)
"""What parts the facts: a mark, a wide gap, or a blank before the next label (`by:` is the end of a longer one)."""
_CREDITS = frozenset(["authors", "attribution.credit", "attribution.credits", "attribution.agency"])
_NAMES = frozenset(["author", "agency", "publisher", "site"])
"""Slots for what is a name and no more."""


def recognize_facts(reading: Reading, line: Line) -> Fate | None:
    """A row of facts above the story: who wrote it, when, how long it takes to read. What the head of the page told
    needs no second reading."""
    if count_words(line.text) > _MOST_WORDS or is_prose(line.text):
        return None
    folded = fold_text(line.text)
    authors = [name for name, field in reading.known.items() if field == "authors" and len(name) >= _SHORT_NAME]
    if any(name in folded for name in authors):
        return _fate("authors", line, read_beside_date(reading, line))
    written = find_written_date(line.text, reading.language)
    if not written or count_words(line.text[: written.start] + line.text[written.end :]) > _MOST_BESIDE_A_DATE:
        return None
    value, number = written.isoformat(), line.block.line
    date = Candidate(field="published", value=value, origin="text:facts", rank=_SHOWN_RANK, line=number)
    return _fate("published", line, (date, *read_beside_date(reading, line)))


def _fate(field: str, line: Line, found: tuple[Candidate, ...]) -> Fate:
    return Fate(field=field, moved=line.text, rule="shape.facts", candidates=found)


def read_beside_date(reading: Reading, line: Line) -> tuple[Candidate, ...]:
    """What the rules find in the parts of a line around its date; nothing where it is a sentence or has no date."""
    return tuple(each for each in _read_row(reading, line) if each.field != "published")


def read_match(reading: Reading, line: Line, match: Match) -> tuple[Candidate, ...]:
    """The evidence of a line that a rule moves. Where one of its slots caught more than a name, each part of the row is
    read by itself; beside a date there may be a credit."""
    found = harvest(match, line, reading.agencies, reading.language, moved=True)
    if match.rule.field in ("published", "modified"):
        return (*found, *read_beside_date(reading, line))
    if match.rule.field not in _CREDITS or not _swallowed_more(reading, match):
        return found
    return tuple(_read_row(reading, line)) or found


def find_copyright_in_row(reading: Reading, line: Line) -> Candidate | None:
    """The copyright that ends a row of links, as footers are set: `Rules Privacy © 2026 The Reach`."""
    hit = _COPYRIGHT.search(line.text) if len(line.text) <= _LONGEST_ROW and not is_prose(line.text) else None
    notice = line.text[hit.start() :].partition("\n")[0].strip() if hit else ""
    if not any(match.category == "copyright" for match in reading.rules.find(notice)):
        return None
    number = line.block.line
    return Candidate(field="copyright", value=notice, origin="text:row", rank=_ROW_RANK, line=number)


def _swallowed_more(reading: Reading, match: Match) -> bool:
    names = [text for slot, text in match.captures.items() if slot in _NAMES]
    return any(_PARTS.search(text) or find_written_date(text, reading.language) for text in names)


def _read_row(reading: Reading, line: Line) -> Iterator[Candidate]:
    text = line.text
    if len(text) > _LONGEST or is_prose(text):
        return
    written = find_written_date(text, reading.language)
    if written:
        value = written.isoformat()
        yield Candidate(field="published", value=value, origin="text:facts", rank=_RANK, line=line.block.line)
    sides = ((text[: written.start], text[written.start : written.end]), (text[written.end :], "")) if written else ()
    for side, date in sides or ((text, ""),):
        for part in (part.strip(_EDGES) for part in _PARTS.split(side)):
            if part and part != text:
                yield from _read_part(reading, line, part, date)


def _read_part(reading: Reading, line: Line, part: str, date: str) -> Iterator[Candidate]:
    """What a rule finds in a part, before its `date` if there is one: `By Ana Quill on 4 May 2026`."""
    matches = (match for match in reading.rules.find(part) if match.rule.action == "move")
    match = next((match for match in matches if match.rule.field in _CREDITS), None)
    if not match:
        return
    for found in harvest(match, line._replace(text=part), reading.agencies, reading.language, moved=True):
        if found.field != "authors":
            yield found
        elif reading.kind != "html":  # of a page the walk over its bylines knows more
            names = read_names(f"{_HANDLE.sub('', found.value)} {date}".strip())
            yield from (replace(found, value=name, rank=_AUTHOR_RANK) for name in names)
