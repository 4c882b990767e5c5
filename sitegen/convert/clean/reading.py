"""A draft as it is read once before cleaning: its lines, zones, and what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sitegen.convert.clean.captions import join_captions
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.headline import find_headline
from sitegen.convert.clean.lines import Line, Zones, find_zones, guess_story, read_lines, take_story
from sitegen.convert.clean.ruleset import Ruleset
from sitegen.convert.clean.shape import count_words
from sitegen.convert.extract.model import LineModel
from sitegen.convert.extract.models import Models
from sitegen.convert.extract.select import select_story
from sitegen.convert.metadata.agency import Agencies
from sitegen.convert.metadata.dateline import find_dateline_prefix
from sitegen.model import Candidate, Draft, SourceKind

_SHORT = 8
"""Words of a line that is hardly a sentence."""
_FEWEST_ODD_LINES = 5
"""Short lines that no rule knows: with so many a paste holds parts of the page around the story."""
_KNOWN_FIELDS = {
    "authors": "authors",
    "section": "section",
    "publisher": "attribution.publisher",
    "summary": "summary",
    "title": "title",
}


class Reading(NamedTuple):
    """What every decision about a line of a draft may look at.

    `headline` is the index of the headline's line; `cut` that of the terminator after which nothing reads like the
    story; `known` maps the folded values that the head of a page told to their fields; `speakers` are the labels of
    an interview.
    """

    kind: SourceKind
    language: str | None
    rules: Ruleset
    agencies: Agencies
    lines: Sequence[Line]
    headline: int | None
    zones: Zones
    cut: int
    known: dict[str, str]
    speakers: frozenset[str]


def read_draft(draft: Draft, rules: Ruleset, agencies: Agencies, language: str | None, models: Models) -> Reading:
    """Read a draft by the rules of its language; the models say which lines are the story and its headline."""
    known = _known_values(draft.candidates)
    lines = _find_story(draft, rules, models.for_kind(draft.source.kind), known)
    headline = find_headline(draft, lines, rules, models.headline)
    lines, headline = join_captions(lines, headline, draft.source.kind)
    zones = find_zones(lines, headline)
    return Reading(
        kind=draft.source.kind,
        language=language,
        rules=rules,
        agencies=agencies,
        lines=lines,
        headline=headline,
        zones=zones,
        cut=_find_cut(lines, zones),
        known=known | _known_agency(lines, zones),
        speakers=_find_speakers(lines),
    )


def _find_story(draft: Draft, rules: Ruleset, model: LineModel | None, known: Collection[str]) -> list[Line]:
    """The lines by the model; where it finds no story, or none was given, by their shape."""
    lines = read_lines(draft.blocks, rules, draft.contexts)
    chosen = select_story(draft, lines, model) if model and _needs_model(draft, lines) else []
    if any(line.state == "story" for line in chosen):
        return take_story(chosen)
    return guess_story(lines, rules, known)


def _needs_model(draft: Draft, lines: Sequence[Line]) -> bool:
    """A paste with hardly a line that no rule knows and no sentence fills is told by rules and shapes alone."""
    if draft.source.kind != "text":
        return True
    odd = sum(bool(line.text) and not line.matches and count_words(line.text) <= _SHORT for line in lines)
    return odd >= _FEWEST_ODD_LINES


def _known_values(candidates: Sequence[Candidate]) -> dict[str, str]:
    """What the head of a page already told: a line of the article that says no more than that is no prose."""
    return {fold_text(str(c.value)): _KNOWN_FIELDS[c.field] for c in candidates if c.field in _KNOWN_FIELDS}


def _known_agency(lines: Sequence[Line], zones: Zones) -> dict[str, str]:
    """The agency of the dateline: it signs off again at the end."""
    dateline = find_dateline_prefix(lines[zones.first].text) if zones.first < len(lines) else None
    return {fold_text(dateline.agency): "attribution.agency"} if dateline and dateline.agency else {}


def _find_cut(lines: Sequence[Line], zones: Zones) -> int:
    for i in range(zones.last + 1, len(lines)):
        if any(match.rule.role == "terminator" and match.rule.action == "remove" for match in lines[i].matches):
            return i
    return len(lines)


def _find_speakers(lines: Sequence[Line]) -> frozenset[str]:
    """Labels before a colon that begin several lines."""
    labels = Counter(label for line in lines for label, colon, _ in [line.text.partition(": ")] if colon)
    return frozenset(label for label, times in labels.items() if times > 1 and len(label.split()) <= 4)
