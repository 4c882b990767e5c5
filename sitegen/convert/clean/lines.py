"""The working view of a draft: each block with what the rules say of it, and the zone it stands in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.ruleset import Match, Ruleset, Zone
from sitegen.convert.clean.shape import count_words, is_headline, is_label, is_prose
from sitegen.convert.metadata.caption import split_caption
from sitegen.convert.metadata.dateline import find_dateline_prefix
from sitegen.document.blocks import text_of
from sitegen.model import AnyBlock, Code, Heading, ListBlock, Paragraph, Quote, Table

_LONGEST_CAPTION = 400
_OPENING_QUOTES = '"“„«‘「『'
_SIGN_OFFS = frozenset({"agency_signoff", "syndication_disclaimer", "origin_credit", "wordpress_tail", "copyright"})


class Line(NamedTuple):
    block: AnyBlock
    text: str
    matches: tuple[Match, ...]
    story: bool
    """Reads like the story and no rule claims it."""


class Zones(NamedTuple):
    """Indices: of the first and the last block of the story, and of the sign-off."""

    first: int
    last: int
    signed_off: int

    def of(self, index: int) -> Zone:
        if index < self.first:
            return "head"
        return "tail" if index > min(self.last, self.signed_off) else "body"


def read_lines(blocks: Sequence[AnyBlock], rules: Ruleset, known: Collection[str] = ()) -> list[Line]:
    """Each block with its text and matching rules. What says a `known` (folded) value, a summary say, is no story."""
    lines = [_read_line(block, rules) for block in blocks]
    return [line._replace(story=False) if line.story and fold_text(line.text) in known else line for line in lines]


def _read_line(block: AnyBlock, rules: Ruleset) -> Line:
    text = text_of(block)
    if isinstance(block, Paragraph | Heading):
        matches = rules.find(text)
        if is_prose(text) and text[0] in _OPENING_QUOTES:  # somebody is quoted, whatever the words are
            matches = tuple(match for match in matches if match.rule.action != "remove")
        story = isinstance(block, Paragraph) and not matches and is_prose(text) and not _is_caption(text, rules)
        return Line(block, text, matches, story)
    if isinstance(block, ListBlock):
        matches = _list_matches(text.split("\n"), rules)
        return Line(block, text, matches, not matches and count_words(text) >= 25)
    return Line(block, text, (), isinstance(block, Quote | Table | Code) and count_words(text) >= 6)


def _list_matches(items: list[str], rules: Ruleset) -> tuple[Match, ...]:
    """A list is boilerplate when most of its items are and none is a sentence: share bars hold odd labels."""
    found = [rules.find(item) for item in items]
    known = [matches for matches in found if matches]
    return known[0] if 2 * len(known) > len(items) and not any(map(is_prose, items)) else ()


def _is_caption(text: str, rules: Ruleset) -> bool:
    return len(text) <= _LONGEST_CAPTION and split_caption(text, rules) is not None


def find_headline(lines: Sequence[Line], titles: Sequence[str], *, guess: bool) -> int | None:
    """The index of the headline: the block that says one of the known `titles`, or else, in a paste, looks like it."""
    known = {fold_text(title) for title in titles}
    for i, line in enumerate(lines):
        if line.text and known and fold_text(line.text) in known:
            return i
        if line.story and i > 0 and lines[i - 1].story:
            break
    return _guess_headline(lines) if guess and not known else None


def _guess_headline(lines: Sequence[Line]) -> int | None:
    """Before the prose, the first line of at least four words that could be a headline, or else the longest one, or
    else the first words that stand alone: `Flood`."""
    end = next((i for i, line in enumerate(lines) if line.story), len(lines))
    likely = [
        i
        for i, line in enumerate(lines[:end])
        if isinstance(line.block, Paragraph | Heading)
        and not line.matches
        and is_headline(line.text)
        and not find_dateline_prefix(line.text)
    ]
    wordy = [i for i in likely if count_words(lines[i].text) >= 4]
    if likely:
        return wordy[0] if wordy else max(likely, key=lambda i: len(lines[i].text))
    short = (i for i, line in enumerate(lines[:end]) if not line.matches and is_label(line.text))
    return next(short, None)


def find_zones(lines: Sequence[Line], headline: int | None) -> Zones:
    """Head, body and tail. A sign-off ends the guard of prose when little of the story follows it."""
    after = 0 if headline is None else headline + 1
    story = [i for i, line in enumerate(lines) if line.story and i >= after]
    if not story:
        return Zones(after, len(lines) - 1, len(lines))
    signed = [i for i, line in enumerate(lines) if i > story[0] and any(m.category in _SIGN_OFFS for m in line.matches)]
    for i in signed:
        if 3 * sum(line.story for line in lines[i:]) <= len(story):
            return Zones(story[0], story[-1], i)
    return Zones(story[0], story[-1], len(lines))
