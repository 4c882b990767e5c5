"""The cleaning: each block of a draft meets one fate, and the ledger says which."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.convert.clean.fate import Cleaned, Fate, settle
from sitegen.convert.clean.lines import Line, read_lines
from sitegen.convert.clean.reading import Reading, read_draft
from sitegen.convert.clean.recognize import (
    recognize,
    recognize_caption,
    recognize_figure,
    recognize_headline,
    split_dateline,
)
from sitegen.convert.clean.ruleset import Ruleset
from sitegen.convert.clean.verdict import find_verdict
from sitegen.convert.metadata.agency import Agencies
from sitegen.convert.metadata.harvest import harvest
from sitegen.model import Code, Draft, Figure, Notice, Region, Table

_CREDITS = ("attribution.", "authors", "published", "modified")
_ELLIPSES = ("[…]", "[...]", "…")


def remove_boilerplate(draft: Draft, rules: Ruleset, agencies: Agencies, language: str | None) -> Cleaned:
    """Clean one draft by the rules of its language. Total: whatever nothing claims stays in the body."""
    if draft.trusted:
        return Cleaned(blocks=draft.blocks, moved=(), removed=(), candidates=(), notices=())
    reading = read_draft(draft, rules, agencies, language)
    fates = [(line, fate) for i, line in enumerate(reading.lines) for fate in _fates(reading, i)]
    fates += [_fate_of_region(reading, region) for region in draft.outside]
    return settle(fates, (*_check_paywall(reading), *_check_end(reading)))


def _fates(reading: Reading, i: int) -> Iterator[Fate]:
    """The fate of block `i`; two where a block is part dateline, part story."""
    line = reading.lines[i]
    if i == reading.headline:
        yield recognize_headline(line)
    elif isinstance(line.block, Figure):
        yield recognize_figure(reading, i, line.block)
    elif isinstance(line.block, Table | Code):
        yield Fate(keep=line.block)
    else:
        parts = tuple(split_dateline(line)) if i == reading.zones.first else ()
        yield from parts or (_fate_of_line(reading, i),)


def _fate_of_line(reading: Reading, i: int) -> Fate:
    line = reading.lines[i]
    match = find_verdict(reading, i)
    if not match:
        return recognize(reading, i)
    if match.rule.field == "caption":
        return recognize_caption(reading, line) or Fate(keep=line.block)
    moves = match.rule.action == "move"
    found = harvest(match, line, reading.agencies, reading.language, moved=moves)
    if moves:
        return Fate(field=match.rule.field or "", moved=line.text, rule=match.rule.id, candidates=found)
    return Fate(category=match.category, rule=match.rule.id, candidates=found)


def _fate_of_region(reading: Reading, region: Region) -> tuple[Line, Fate]:
    """What a page's reader left out of the article is removed, but for credit lines: those are moved."""
    line = read_lines([region.block], reading.rules)[0]
    for match in line.matches:
        if match.rule.action == "move" and (match.rule.field or "").startswith(_CREDITS):
            found = harvest(match, line, reading.agencies, reading.language, moved=True)
            weaker = tuple(replace(candidate, rank=candidate.rank + 20) for candidate in found)
            return line, Fate(field=match.rule.field or "", moved=line.text, rule=match.rule.id, candidates=weaker)
    return line, Fate(category=region.category, rule=region.rule)


def _check_paywall(reading: Reading) -> Iterator[Notice]:
    """Beside a whole story a paywall's notice is furniture; beside a few sentences it is why there are no more."""
    for i, line in enumerate(reading.lines if reading.is_short else ()):
        match = find_verdict(reading, i)
        if match and match.category == "paywall" and match.rule.action == "remove":
            yield Notice(code="paywalled", message="a paywall notice stood here", line=line.block.line)


def _check_end(reading: Reading) -> Iterator[Notice]:
    last = reading.lines[reading.zones.last] if 0 <= reading.zones.last < len(reading.lines) else None
    if last and last.text.rstrip().endswith(_ELLIPSES):
        yield Notice(code="truncated", message="the story breaks off", line=last.block.line)
