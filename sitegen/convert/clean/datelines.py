"""Lines that say where a story was filed: alone above it, or before its first sentence."""

from __future__ import annotations

from sitegen.convert.clean.fate import Fate
from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.reading import Reading
from sitegen.convert.metadata.dateline import (
    Dateline,
    find_cjk_dateline,
    find_dateline,
    find_dateline_prefix,
    find_dateline_sentence,
    is_place,
    is_repeated_as_name,
)
from sitegen.convert.metadata.names import are_people
from sitegen.document.blocks import text_of
from sitegen.model import Candidate, Figure, Paragraph, Strong

_RANK = 20
_AUTHOR_RANK = 30
_DASHES = "—–-"
_STOPS = (".", "।")
_FARTHEST = 4
"""Blocks below the first of a story."""
_MOST_LINES = 60
"""Of a story, that are asked how they write a word."""


def recognize_dateline(reading: Reading, i: int) -> Fate | None:
    """A dateline alone on the last line before the story."""
    line = reading.lines[i]
    between = reading.lines[i + 1 : reading.zones.first]
    dateline = find_dateline(line.text) if all(each.matches for each in between) else None
    if not dateline:
        return None
    found = _candidates(dateline, line)
    return Fate(field="attribution.dateline", moved=line.text, rule="shape.dateline", candidates=found)


def read_dateline(reading: Reading, i: int) -> tuple[Candidate, ...]:
    """What a dateline before the first sentence says, that of the story or the one below its lead. Its words stay where
    they stand: agencies ask for that, and the sentence was written with them."""
    line, opening = reading.lines[i], i == reading.zones.first
    if not isinstance(line.block, Paragraph) or not (opening or _is_below_lead(reading, i)):
        return ()
    dateline = (
        find_dateline_prefix(line.text, reading.agencies)
        or find_cjk_dateline(line.text)
        or _find_sentence(reading, i)
        or (_find_strong(reading, i, line.block) if opening else None)
    )
    return _candidates(dateline, line) if dateline else ()


def _is_below_lead(reading: Reading, i: int) -> bool:
    """Whether the line is the second of the story, whatever the model left out before it."""
    near = 0 < i - reading.zones.first <= _FARTHEST and reading.lines[i].story
    between = reading.lines[reading.zones.first + 1 : i]
    return near and not any(each.story and not isinstance(each.block, Figure) for each in between)


def _find_sentence(reading: Reading, i: int) -> Dateline | None:
    """`GRANNÖ. The…`; in English, whose papers write a dash, only what the story bears out."""
    text, sure = reading.lines[i].text, reading.language not in (None, "en")
    dateline = find_dateline_sentence(text, "", sure=True)
    if not dateline or reading.rules.find(dateline.place):
        return None
    return find_dateline_sentence(text, _story_after(reading, i, dateline.length), sure=sure)


def _find_strong(reading: Reading, i: int, block: Paragraph) -> Dateline | None:
    """A place in bold before the first sentence, which a dash or a stop parts from it; its author may stand with it."""
    first = block.content[0] if block.content else None
    if not isinstance(first, Strong):
        return None
    text = text_of(Paragraph(content=(first,))).strip()
    rest = reading.lines[i].text.strip()[len(text) :].strip()
    dashed = text[-1:] in _DASHES or rest[:1] in _DASHES
    place = text.strip(f" {_DASHES}")
    if not rest or not text or not (dashed or place.endswith(_STOPS)):
        return None
    author, place = _part_author(place.rstrip(".।"))
    if not is_place(place) or are_people((place,)) or reading.rules.find(place) or place in reading.speakers:
        return None
    if not dashed and not author and not is_repeated_as_name(place, _story_after(reading, i, len(text))):
        return None
    return Dateline(place, None, len(text), author)


def _part_author(text: str) -> tuple[tuple[str, ...], str]:
    """`Ana Quill, Ludmere` in its author and its place."""
    before, comma, place = text.rpartition(",")
    return ((before.strip(),), place.strip()) if comma and are_people((before.strip(),)) else ((), text)


def _story_after(reading: Reading, i: int, length: int) -> str:
    lines = reading.lines[i + 1 : min(reading.zones.last + 1, i + _MOST_LINES)]
    return "\n".join((reading.lines[i].text[length:], *(line.text for line in lines)))


def _candidates(dateline: Dateline, line: Line) -> tuple[Candidate, ...]:
    number = line.block.line
    found = [Candidate(field="dateline", value=dateline.place, origin="text:dateline", rank=_RANK, line=number)]
    if dateline.agency:
        found.append(Candidate(field="agency", value=dateline.agency, origin="text:dateline", rank=_RANK, line=number))
    for name in dateline.authors:
        found.append(Candidate(field="authors", value=name, origin="text:dateline", rank=_AUTHOR_RANK, line=number))
    return tuple(each for each in found if each.value)
