"""The working view of a draft: each block with what the rules say of it, and the zone it stands in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.ruleset import Match, Ruleset, Zone
from sitegen.convert.clean.shape import count_words, is_prose
from sitegen.convert.extract.model import State
from sitegen.convert.metadata.caption import split_caption
from sitegen.document.blocks import text_of
from sitegen.model import AnyBlock, Code, Context, Figure, Heading, ListBlock, Paragraph, Quote, Table

_LONGEST_CAPTION = 400
_FEWEST_WORDS_OF_A_LIST = 25
_OPENING = 6
"""Blocks at the beginning of a story among which its byline may stand."""
_LONGEST_BYLINE = 14
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FEWEST_WORDS_OF_A_QUOTE = 6
_OPENING_QUOTES = '"“„«‘「『'
_SIGN_OFFS = frozenset({"agency_signoff", "syndication_disclaimer", "origin_credit", "wordpress_tail", "copyright"})

_CREDITS = frozenset({"agency_signoff", "syndication_disclaimer", "origin_credit"})


class Line(NamedTuple):
    block: AnyBlock
    text: str
    matches: tuple[Match, ...]
    story: bool
    """Reads like the story and no rule claims it."""
    context: Context = Context()
    state: State | None = None
    """Where the line model puts it; None where the model was not asked."""
    why: str = ""
    """The features that decided."""


class Zones(NamedTuple):
    """Indices: of the first and the last block of the story, and of the sign-off."""

    first: int
    last: int
    signed_off: int

    def of(self, index: int) -> Zone:
        if index < self.first:
            return "head"
        return "tail" if index > min(self.last, self.signed_off) else "body"


def read_lines(blocks: Sequence[AnyBlock], rules: Ruleset, contexts: Sequence[Context] = ()) -> list[Line]:
    """Each block with its text, its matching rules and, on a page, its context."""
    padded = contexts or (Context(),) * len(blocks)
    return [_read_line(block, rules, context) for block, context in zip(blocks, padded, strict=True)]


def _read_line(block: AnyBlock, rules: Ruleset, context: Context) -> Line:
    text = text_of(block)
    matches: tuple[Match, ...] = ()
    if isinstance(block, Paragraph | Heading):
        matches = rules.find(text)
        if matches and is_prose(text) and text[0] in _OPENING_QUOTES:  # somebody is quoted, whatever the words are
            matches = tuple(match for match in matches if match.rule.action != "remove")
    elif isinstance(block, ListBlock):
        matches = _list_matches(text.split("\n"), rules)
    elif isinstance(block, Figure):
        matches = rules.find(block.caption)
    return Line(block, text, matches, story=False, context=context)


def guess_story(lines: Iterable[Line], rules: Ruleset, known: Collection[str] = ()) -> list[Line]:
    """The lines with those marked that read like the story; what says a `known` (folded) value is none."""
    return [line._replace(story=_reads_like_story(line, rules) and fold_text(line.text) not in known) for line in lines]


def _reads_like_story(line: Line, rules: Ruleset) -> bool:
    if line.matches:
        return False
    match line.block:
        case Paragraph():
            return is_prose(line.text) and not _is_caption(line.text, rules)
        case ListBlock():
            return count_words(line.text) >= _FEWEST_WORDS_OF_A_LIST
        case Quote() | Table() | Code():
            return count_words(line.text) >= _FEWEST_WORDS_OF_A_QUOTE
    return False


def take_story(lines: Iterable[Line]) -> list[Line]:
    """The lines with those marked that the model took for the story and read like it; it begins below its byline."""
    chosen = list(lines)
    opening = [i for i, line in enumerate(chosen) if line.state == "story"][:_OPENING]
    prose = [i for i in opening if is_prose(chosen[i].text)]
    reach = prose[1] if len(prose) > 1 else len(chosen)  # above a byline stands a standfirst, not a story
    below = max((i for i in opening if i < reach and _is_byline(chosen[i])), default=-1)
    for i in opening:
        if i <= below:
            chosen[i] = chosen[i]._replace(state="head")
    return [line._replace(story=_is_chosen(line)) for line in chosen]


def _is_byline(line: Line) -> bool:
    """A short line that names the author or the day."""
    if not isinstance(line.block, Paragraph) or count_words(line.text) > _LONGEST_BYLINE or is_prose(line.text):
        return False
    return any(match.category in ("byline", "timestamp", "read_time") for match in line.matches) or bool(
        _YEAR.search(line.text)
    )


def _is_chosen(line: Line) -> bool:
    if line.state != "story" or line.matches:
        return False
    return not isinstance(line.block, Paragraph | Heading) or is_prose(line.text)


def _list_matches(items: list[str], rules: Ruleset) -> tuple[Match, ...]:
    """A list is boilerplate when most of its items are and none is a sentence: share bars hold odd labels."""
    found = [rules.find(item) for item in items]
    known = [matches for matches in found if matches]
    return known[0] if 2 * len(known) > len(items) and not any(map(is_prose, items)) else ()


def _is_caption(text: str, rules: Ruleset) -> bool:
    return len(text) <= _LONGEST_CAPTION and split_caption(text, rules) is not None


def _is_credit(line: Line) -> bool:
    """Whether a line credits somebody and is no sentence: behind the story it is its tail, whoever took it for more."""
    signs_off = any(match.rule.action == "move" and match.category in _CREDITS for match in line.matches)
    of_picture = any(match.rule.field == "caption" for match in line.matches)
    return signs_off and not of_picture and isinstance(line.block, Paragraph) and not is_prose(line.text)


def find_zones(lines: Sequence[Line], headline: int | None) -> Zones:
    """Head, body and tail. A sign-off ends the guard of prose when little of the story follows it."""
    chosen = [i for i, line in enumerate(lines) if line.state == "story" and not isinstance(line.block, Figure)]
    while len(chosen) > 1 and _is_credit(lines[chosen[-1]]):
        chosen.pop()
    if chosen:
        return Zones(chosen[0], chosen[-1], len(lines))
    after = 0 if headline is None else headline + 1
    story = [i for i, line in enumerate(lines) if line.story and i >= after]
    if not story:
        return Zones(after, len(lines) - 1, len(lines))
    signed = [i for i, line in enumerate(lines) if i > story[0] and any(m.category in _SIGN_OFFS for m in line.matches)]
    for i in signed:
        if 3 * sum(line.story for line in lines[i:]) <= len(story):
            return Zones(story[0], story[-1], i)
    return Zones(story[0], story[-1], len(lines))
