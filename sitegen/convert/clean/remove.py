"""The cleaning: each block of a draft meets one fate, and the ledger says which."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.convert.clean.datelines import read_dateline
from sitegen.convert.clean.fate import Cleaned, Fate, settle
from sitegen.convert.clean.left_out import fate_of_left_out, is_left_out
from sitegen.convert.clean.link_notes import cut_link_notes
from sitegen.convert.clean.profile_lines import fate_of_demanded, find_profile_match, recognize_counter
from sitegen.convert.clean.reading import Reading, read_draft
from sitegen.convert.clean.recognize import (
    fate_of_match,
    recognize,
    recognize_caption,
    recognize_figure,
    recognize_headline,
)
from sitegen.convert.clean.ruleset import Ruleset
from sitegen.convert.clean.verdict import find_verdict
from sitegen.convert.extract.models import Models
from sitegen.convert.metadata.agency import Agencies
from sitegen.model import Code, Draft, Figure, Notice, Table

_ELLIPSES = ("[…]", "[...]", "…")


def remove_boilerplate(
    draft: Draft, rules: Ruleset, agencies: Agencies, language: str | None, models: Models
) -> Cleaned:
    """Clean one draft by the rules of its language and the trained models. Total: what nothing claims stays."""
    if draft.trusted:
        return Cleaned(blocks=draft.blocks, moved=(), removed=(), candidates=(), notices=())
    reading = read_draft(draft, rules, agencies, language, models)
    fates = [(line, _without_notes(_fate_of(reading, i), rules)) for i, line in enumerate(reading.lines)]
    return settle(fates, tuple(_check_end(reading)))


def _without_notes(fate: Fate, rules: Ruleset) -> Fate:
    """A block that stays, without what its links say of how they open."""
    if fate.keep is None:
        return fate
    kept, cuts = cut_link_notes(fate.keep, rules)
    return fate._replace(keep=kept, cuts=cuts) if cuts else fate


def _fate_of(reading: Reading, i: int) -> Fate:
    """The fate of block `i`."""
    line = reading.lines[i]
    demanded = find_profile_match(line)
    if demanded:
        return fate_of_demanded(line, demanded)
    if i == reading.headline:
        return recognize_headline(line)
    counter = recognize_counter(line.block, reading.rules) if isinstance(line.block, Figure) else None
    if counter:
        return counter
    if is_left_out(line):
        return fate_of_left_out(reading, i)
    if isinstance(line.block, Figure):
        return recognize_figure(reading, i, line.block)
    if isinstance(line.block, Table | Code):
        return Fate(keep=line.block)
    fate = _fate_of_line(reading, i)
    if fate.keep is not None:
        return fate._replace(candidates=(*fate.candidates, *read_dateline(reading, i)))
    return fate


def _fate_of_line(reading: Reading, i: int) -> Fate:
    line = reading.lines[i]
    match = find_verdict(reading, i)
    if not match:
        return recognize(reading, i)
    if match.rule.field == "caption":
        return recognize_caption(reading, line) or Fate(keep=line.block)
    return fate_of_match(reading, line, match)


def _check_end(reading: Reading) -> Iterator[Notice]:
    last = reading.lines[reading.zones.last] if 0 <= reading.zones.last < len(reading.lines) else None
    if last and last.text.rstrip().endswith(_ELLIPSES):
        yield Notice(code="truncated", message="the story breaks off", line=last.block.line)
