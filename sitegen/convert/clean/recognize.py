"""Lines that no rule knows but whose shape and place tell what they are."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from sitegen.convert.clean.author_line import recognize_author
from sitegen.convert.clean.datelines import recognize_dateline
from sitegen.convert.clean.fact_row import read_beside_date, read_match
from sitegen.convert.clean.fate import Fate
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.reading import Reading
from sitegen.convert.clean.ruleset import Match
from sitegen.convert.clean.shape import count_words, ends_sentence, is_prose, is_subheading
from sitegen.convert.clean.verdict import find_opener
from sitegen.convert.metadata.caption import split_caption, split_figure_caption
from sitegen.convert.metadata.harvest import harvest
from sitegen.convert.metadata.instant import find_date_line
from sitegen.model import Candidate, Credit, Figure, Heading, Image, Paragraph

_SHORT_NAME = 4
_CREDITED = ("attribution.publisher", "authors")
_FEWEST_WORDS_OF_A_STANDFIRST = 6
_LONGEST_STANDFIRST = 60
_FARTHEST_STANDFIRST = 3
"""Blocks below the headline."""
_INITIALS = re.compile(r"\(([a-z]{2,4}(?:[/,][a-z]{2,4})*)\)\.?")


def recognize(reading: Reading, i: int) -> Fate:
    """The fate of a line by its shape and zone; what nothing speaks against stays."""
    line = reading.lines[i]
    zone = reading.zones.of(i)
    opener = find_opener(reading, i)
    if opener:
        return Fate(category=opener.category, rule=opener.rule.id)
    if zone == "body":
        return _recognize_in_body(reading, i)
    known = reading.known.get(fold_text(line.text))
    if known:
        return Fate(field=known, moved=line.text, rule="shape.known-value")
    return _recognize_in_head(reading, i) if zone == "head" else _recognize_in_tail(reading, i)


def recognize_headline(line: Line) -> Fate:
    return _move("title", "title", line, line.text, "headline", 30)


def recognize_caption(reading: Reading, line: Line) -> Fate | None:
    """The caption of a picture that the paste lost, with its credit."""
    caption = split_caption(line.text, reading.rules)
    if not caption:
        return None
    image = Image(caption=caption.caption, credit=caption.credit)
    found = Candidate(field="images", value=image, origin="text:caption", rank=30, line=line.block.line)
    return Fate(field="images", moved=line.text, rule=caption.rule, candidates=(found,))


def recognize_figure(reading: Reading, i: int, figure: Figure) -> Fate:
    """A picture before the story is the article's; one within it stays where it is."""
    words, credit = figure.caption, figure.credit
    kept = figure
    if words and not credit:
        caption = split_figure_caption(words, reading.rules)
        words, credit = caption.caption.replace("\n", " "), caption.credit
        kept = replace(figure, caption=words, credit=caption.worded)
    image = Image(src=figure.src or None, alt=figure.alt, caption=words, credit=credit)
    found = Candidate(field="images", value=image, origin="html:figure", rank=15, line=figure.line)
    if i < reading.zones.first or not figure.src:
        text = " ".join(part for part in (figure.caption, figure.credit) if part).replace("\n", " ")
        return Fate(field="images", moved=text, rule="shape.figure", candidates=(found,))
    return Fate(keep=kept, candidates=(found,))


def fate_of_match(reading: Reading, line: Line, match: Match) -> Fate:
    """What a rule does with a line: it moves it to a field, or takes it out and keeps what its slots caught."""
    if match.rule.action == "move":
        found = read_match(reading, line, match)
        return Fate(field=match.rule.field or "", moved=line.text, rule=match.rule.id, candidates=found)
    found = harvest(match, line, reading.agencies, reading.language, moved=False)
    return Fate(category=match.category, rule=match.rule.id, candidates=found)


def recognize_date_line(reading: Reading, line: Line) -> Fate | None:
    """A line that is nothing but a date, with perhaps a source or an author beside it."""
    date = find_date_line(line.text, reading.language)
    if not date:
        return None
    fate = _move("published", "published", line, date, "date-line", 35)
    return fate._replace(candidates=(*fate.candidates, *read_beside_date(reading, line)))


def recognize_standfirst(reading: Reading, i: int) -> Fate | None:
    """The sentence under the headline that sums the story up."""
    line = reading.lines[i]
    headline = reading.headline
    below = headline is not None and headline < i <= headline + _FARTHEST_STANDFIRST
    if not below or line.matches or not _FEWEST_WORDS_OF_A_STANDFIRST <= count_words(line.text) <= _LONGEST_STANDFIRST:
        return None
    return _move("summary", "summary", line, line.text, "standfirst", 9)


def recognize_sign_off(line: Line) -> Fate | None:
    """After the story: a copyright notice, or the initials of who wrote it."""
    if line.text.startswith(("©", "(c)", "(C)", "Copyright ©")):
        return _move("attribution.copyright", "copyright", line, line.text, "copyright-sign", 40)
    initials = _INITIALS.fullmatch(line.text.strip())
    if not initials:
        return None
    return _move("attribution.credits", "credits", line, Credit(role="editing", name=initials[1]), "initials", 40)


def recognize_credit(reading: Reading, line: Line) -> Fate | None:
    """After the story a sentence that names its publisher or author credits them."""
    folded = fold_text(line.text)
    names = [name for name, field in reading.known.items() if field in _CREDITED and len(name) >= _SHORT_NAME]
    if not is_prose(line.text) or not any(name in folded for name in names):
        return None
    return _move("attribution.credit", "credit", line, line.text, "publisher-credit", 45)


def _recognize_in_head(reading: Reading, i: int) -> Fate:
    line = reading.lines[i]
    found = recognize_date_line(reading, line) or recognize_caption(reading, line) or recognize_dateline(reading, i)
    if found:
        return found
    if reading.kind == "feed" or isinstance(line.block, Heading):
        return Fate(keep=line.block)
    if reading.headline is not None and i < reading.headline:
        return Fate(category="ui", rule="zone.before-headline")
    author = recognize_author(reading, i)
    if author:
        return author
    if count_words(line.text) < _FEWEST_WORDS_OF_A_STANDFIRST:
        return Fate(category="ui", rule="zone.head")
    return Fate(keep=line.block)


def _recognize_in_body(reading: Reading, i: int) -> Fate:
    line = reading.lines[i]
    caption = recognize_caption(reading, line) if reading.kind == "text" and not line.story else None
    if caption:
        return caption
    block = line.block
    if isinstance(block, Heading) and reading.known.get(fold_text(line.text)) == "title":
        return Fate(field="title", moved=line.text, rule="shape.known-value")
    if reading.kind == "text" and isinstance(block, Paragraph) and _heads_what_follows(reading, i):
        return Fate(keep=as_heading(block))
    return Fate(keep=block)


def _recognize_in_tail(reading: Reading, i: int) -> Fate:
    line = reading.lines[i]
    if line.story:
        return Fate(keep=line.block)
    if i > reading.cut:
        match = next(match for match in reading.lines[reading.cut].matches if match.rule.role == "terminator")
        return Fate(category=match.category, rule=match.rule.id)
    signed = recognize_sign_off(line)
    if signed:
        return signed
    if reading.kind == "text":
        caption = recognize_caption(reading, line)
        after_boilerplate = any(each.matches for each in reading.lines[reading.zones.last + 1 : i])
        if caption:
            return caption
        if after_boilerplate and not ends_sentence(line.text):
            return Fate(category="ui", rule="zone.tail")
    return Fate(keep=line.block)


def as_heading(block: Paragraph) -> Heading:
    """A subheading that a paste made a paragraph of."""
    return Heading(level=2, content=block.content, line=block.line, end_line=block.end_line)


def _heads_what_follows(reading: Reading, i: int) -> bool:
    line = reading.lines[i]
    following = reading.lines[i + 1] if i + 1 < len(reading.lines) else None
    heads = bool(following and (following.story or following.text.endswith(":")))
    return heads and is_subheading(line.text) and line.text.split(": ")[0] not in reading.speakers


def _move(target: str, field: str, line: Line, value: Any, shape: str, rank: int) -> Fate:
    """The fate of a line whose shape says what it is: its text goes to `target`, its value is evidence for `field`."""
    found = Candidate(field=field, value=value, origin=f"text:{shape}", rank=rank, line=line.block.line)
    return Fate(field=target, moved=line.text, rule=f"shape.{shape}", candidates=(found,))
