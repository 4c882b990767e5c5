"""Lines that the model left out: what stands near the story and credits somebody is moved, the rest removed."""

from __future__ import annotations

from msgspec.structs import replace

from sitegen.convert.clean.author_line import recognize_author
from sitegen.convert.clean.datelines import recognize_dateline
from sitegen.convert.clean.fact_row import find_copyright_in_row, recognize_facts
from sitegen.convert.clean.fate import Fate
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.reading import Reading
from sitegen.convert.clean.recognize import (
    as_heading,
    fate_of_match,
    recognize_caption,
    recognize_credit,
    recognize_date_line,
    recognize_figure,
    recognize_sign_off,
    recognize_standfirst,
)
from sitegen.convert.clean.shape import count_words, is_prose, is_subheading
from sitegen.convert.clean.verdict import find_opener, find_verdict
from sitegen.model import Code, Figure, Paragraph, Quote, Table

_BEFORE = 14
_AFTER = 10
"""Blocks before and after a story that may be about it; farther away are other stories and the page."""
_LEAD = 8
"""Blocks before the story among which its picture stands."""
_LONGEST_HEADING = 3
"""Words: of longer lines between parts of a story most head other stories."""
_FAR_RANK = 20
"""What stands far from the story is weaker evidence by this much."""
_DEFAULT = "outside"


def is_left_out(line: Line) -> bool:
    """Whether a line is none of the story by the model, or by what it is."""
    return line.context.is_story is False or line.state not in (None, "story")


def fate_of_left_out(reading: Reading, i: int) -> Fate:
    """The fate of line `i`, which is none of the story."""
    line = reading.lines[i]
    if line.context.is_story is False or not _is_near(reading, i):
        return _fate_far(reading, line)
    if isinstance(line.block, Figure):
        return _fate_of_figure(reading, i, line.block)
    if line.state == "within" and (_is_structure(line) or _heads_table(reading, i)):
        return Fate(keep=line.block)
    match = find_verdict(reading, i)
    if match and match.rule.field != "caption":
        return fate_of_match(reading, line, match)
    opener = find_opener(reading, i)
    if opener:
        return Fate(category=opener.category, rule=opener.rule.id)
    if line.state == "within" and isinstance(line.block, Paragraph) and _heads_part(reading, i):
        return Fate(keep=as_heading(line.block))
    return _recognize(reading, i) or _remove(line)


def _is_structure(line: Line) -> bool:
    """Between two parts of a story a table, a program or a quoted post belongs to it: nobody else would part them."""
    category = line.context.category
    plain = category in ("", _DEFAULT)
    if isinstance(line.block, Quote):
        return plain or category == "share"  # posts carry the names of their networks
    return plain and isinstance(line.block, Table | Code)


def _heads_table(reading: Reading, i: int) -> bool:
    """Whether a line is the caption above a table of the story."""
    below = reading.lines[i + 1 : i + 2]
    return bool(below) and isinstance(below[0].block, Table) and not reading.lines[i].matches


def _heads_part(reading: Reading, i: int) -> bool:
    """Whether a few words that stand alone in a paste are the heading of the sentences below them."""
    line = reading.lines[i]
    below = reading.lines[i + 1 : i + 2]
    if reading.kind != "text" or line.matches or count_words(line.text) > _LONGEST_HEADING or not below:
        return False
    apart = below[0].block.line > line.block.end_line + 1
    return apart and below[0].story and is_prose(below[0].text) and is_subheading(line.text)


def _is_near(reading: Reading, i: int) -> bool:
    return reading.zones.first - _BEFORE <= i <= reading.zones.last + _AFTER


def _fate_far(reading: Reading, line: Line) -> Fate:
    """Far from the story a credit may still be its own; nothing else is asked of a line."""
    for match in line.matches:
        if match.rule.action == "remove" and not line.context.rule:
            return Fate(category=match.category, rule=match.rule.id)
        if match.rule.action == "move" and (match.rule.field or "").startswith("attribution."):
            fate = fate_of_match(reading, line, match)
            weaker = (replace(found, rank=found.rank + _FAR_RANK) for found in fate.candidates)
            return fate._replace(candidates=tuple(weaker))
    notice = find_copyright_in_row(reading, line)
    if notice:
        return Fate(field="attribution.copyright", moved=line.text, rule="shape.copyright-in-row", candidates=(notice,))
    return _remove(line)


def _remove(line: Line) -> Fate:
    """Out it goes: for what the names around it say it is, or for what the model saw."""
    rule = line.context.rule or f"lines.{line.state or _DEFAULT}"
    return Fate(category=line.context.category or _DEFAULT, rule=rule, why=line.why)


def _fate_of_figure(reading: Reading, i: int, figure: Figure) -> Fate:
    """A picture shortly before the story is its own, one within it stays, unless the names around say what it is; of
    one that the paste lost the caption alone tells."""
    line = reading.lines[i]
    zones = reading.zones
    if not figure.src and line.context.category == "":
        return recognize_figure(reading, i, figure)
    if line.context.category in ("", _DEFAULT) and zones.first - _LEAD <= i < zones.last:
        return recognize_figure(reading, i, figure)
    return _remove(line)


def _recognize(reading: Reading, i: int) -> Fate | None:
    line = reading.lines[i]
    known = reading.known.get(fold_text(line.text))
    if known:
        return Fate(field=known, moved=line.text, rule="shape.known-value")
    if reading.zones.of(i) == "tail":
        return recognize_sign_off(line) or recognize_credit(reading, line) or recognize_caption(reading, line)
    found = recognize_caption(reading, line)
    if found or reading.zones.of(i) == "body":
        return found
    return (
        recognize_date_line(reading, line)
        or recognize_dateline(reading, i)
        or recognize_facts(reading, line)
        or recognize_author(reading, i)
        or recognize_standfirst(reading, i)
    )
