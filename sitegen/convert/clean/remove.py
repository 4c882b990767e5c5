"""The cleaning: each block of a draft meets one fate, and the ledger says which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.lines import Line, Zones, find_headline, find_zones, is_furniture_free, read_lines
from sitegen.convert.clean.ruleset import Match, Ruleset
from sitegen.convert.clean.shape import count_words, ends_sentence, is_prose, is_quoted, is_subheading
from sitegen.convert.metadata.agency import Agencies
from sitegen.convert.metadata.caption import split_caption
from sitegen.convert.metadata.dateline import find_dateline, find_dateline_prefix
from sitegen.convert.metadata.harvest import harvest, harvest_caption
from sitegen.convert.metadata.instant import find_date_line
from sitegen.document.blocks import text_of
from sitegen.document.inline import normalize, plain_text
from sitegen.model import (
    AnyBlock,
    Candidate,
    Credit,
    Draft,
    Figure,
    Heading,
    Image,
    Moved,
    Notice,
    Paragraph,
    Record,
    Region,
    Removal,
    Text,
)

_FEWEST_WORDS_OF_A_STANDFIRST = 6
_FEWEST_WORDS_OF_A_STORY = 150
"""Fewer words beside a paywall notice are what it let through."""
_LONGEST_LABEL = 3
"""Words of a label whose headline stands on the next line."""
_INITIALS = re.compile(r"\(([a-z]{2,4}(?:[/,][a-z]{2,4})*)\)\.?")
_CREDITS = ("attribution.", "authors", "published", "modified")


class Cleaned(Record, frozen=True, kw_only=True):
    """What became of a draft: each of its words is in one of `blocks`, `moved` and `removed`."""

    blocks: tuple[AnyBlock, ...]
    moved: tuple[Moved, ...]
    removed: tuple[Removal, ...]
    candidates: tuple[Candidate, ...]
    notices: tuple[Notice, ...]


class _Fate(NamedTuple):
    """What becomes of one block: `keep` is what stays of it, `field` where it goes, else it is removed."""

    keep: AnyBlock | None = None
    field: str = ""
    moved: str = ""
    category: str = ""
    rule: str = ""
    candidates: tuple[Candidate, ...] = ()


def remove_boilerplate(draft: Draft, rules: Ruleset, agencies: Agencies, language: str | None) -> Cleaned:
    """Clean one draft by the rules of its language. Total: whatever no rule claims stays in the body."""
    if draft.trusted:
        return Cleaned(blocks=draft.blocks, moved=(), removed=(), candidates=(), notices=())
    pass_ = _Pass(draft, rules, agencies, language)
    fates = [(line, fate) for i, line in enumerate(pass_.lines) for fate in pass_.fates(i)]
    fates += [pass_.fate_of_region(region) for region in draft.outside]
    return _settle(fates, pass_.notices())


class _Pass:
    """One reading of a draft, from which the fate of each block follows."""

    def __init__(self, draft: Draft, rules: Ruleset, agencies: Agencies, language: str | None) -> None:
        self.kind = draft.source.kind
        self.rules = rules
        self.agencies = agencies
        self.language = language
        self.known = _known_values(draft.candidates)
        self.lines = read_lines(draft.blocks, rules, self.known)
        titles = [str(c.value) for c in draft.candidates if c.field == "title"]
        self.headline = find_headline(self.lines, titles, guess=self.kind != "feed")
        self.zones = find_zones(self.lines, self.headline)
        self.known |= self._known_agency()
        self.cut = self._find_cut()
        self.is_short = sum(count_words(line.text) for line in self.lines if line.story) < _FEWEST_WORDS_OF_A_STORY
        self.speakers = _find_speakers(self.lines)

    def _known_agency(self) -> dict[str, str]:
        """The agency of the dateline: it signs off again at the end."""
        if self.zones.first >= len(self.lines):
            return {}
        dateline = find_dateline_prefix(self.lines[self.zones.first].text)
        return {fold_text(dateline.agency): "attribution.agency"} if dateline and dateline.agency else {}

    def _find_cut(self) -> int:
        """The index of the terminator after which nothing reads like the story; past the end when there is none."""
        for i in range(self.zones.last + 1, len(self.lines)):
            if any(m.rule.role == "terminator" and m.rule.action == "remove" for m in self.lines[i].matches):
                return i
        return len(self.lines)

    def fates(self, i: int) -> Iterator[_Fate]:
        """The fate of block `i`; two where a block is part dateline, part story."""
        line = self.lines[i]
        if i == self.headline:
            found = Candidate(field="title", value=line.text, origin="text:headline", rank=30, line=line.block.line)
            yield _Fate(field="title", moved=line.text, rule="shape.headline", candidates=(found,))
        elif isinstance(line.block, Figure):
            yield self._fate_of_figure(i, line.block)
        elif is_furniture_free(line.block):
            yield _Fate(keep=line.block)
        elif i == self.zones.first and isinstance(line.block, Paragraph):
            yield from self._without_dateline(line.block, line)
        else:
            yield self._fate_of_line(i, line)

    def _fate_of_line(self, i: int, line: Line) -> _Fate:
        match = self._decide(i, line)
        if match and match.rule.field == "caption":
            return self._fate_of_caption(line) or _Fate(keep=line.block)
        if match and match.rule.action == "remove":
            harvested = harvest(match, line, self.agencies, self.language, moved=False)
            return _Fate(category=match.category, rule=match.rule.id, candidates=harvested)
        if match:
            harvested = harvest(match, line, self.agencies, self.language, moved=True)
            return _Fate(field=match.rule.field or "", moved=line.text, rule=match.rule.id, candidates=harvested)
        return self._fate_by_shape(i, line)

    def _decide(self, i: int, line: Line) -> Match | None:
        """The rule that takes the line: what credits somebody is moved before anything is removed."""
        zone = self.zones.of(i)
        allowed = [match for match in line.matches if zone in match.rule.zones and self._may_act(i, line, match)]
        allowed.sort(key=lambda match: (match.rule.action == "remove", bool(match.captures)))
        return allowed[0] if allowed else None

    def _may_act(self, i: int, line: Line, match: Match) -> bool:
        if self.zones.of(i) != "body":
            return not match.rule.quiet or self._is_in_company(i)
        if match.rule.quiet:
            return self._is_in_company(i)
        guarded = match.rule.guard and match.rule.action == "remove"
        return not (guarded and (is_prose(line.text) or is_quoted(line.text)))

    def _is_in_company(self, i: int) -> bool:
        """Whether the line is no heading of what follows: a lone `More` may head a part of the story."""
        if i > self.zones.last or i < self.zones.first:
            return True
        return not self.lines[i + 1].story and bool(self.lines[i - 1].matches or self.lines[i + 1].matches)

    def _fate_by_shape(self, i: int, line: Line) -> _Fate:
        zone = self.zones.of(i)
        block = line.block
        known = self.known.get(fold_text(line.text)) if zone != "body" else None
        if known:
            return _Fate(field=known, moved=line.text, rule="shape.known-value")
        opener = self._opener_of(i)
        if opener:
            return _Fate(category=opener.category, rule=opener.rule.id)
        if zone == "head":
            return self._fate_in_head(i, line)
        caption = None if line.story or self.kind != "text" else self._fate_of_caption(line)
        if caption:
            return caption
        if zone == "tail" and not line.story:
            return self._fate_in_tail(i, line)
        if self.kind == "text" and isinstance(block, Paragraph) and self._is_subheading(i, line):
            return _Fate(keep=Heading(level=2, content=block.content, line=block.line, end_line=block.end_line))
        return _Fate(keep=block)

    def _fate_of_caption(self, line: Line) -> _Fate | None:
        caption = split_caption(line.text, self.rules)
        if not caption:
            return None
        return _Fate(field="images", moved=line.text, rule=caption.rule, candidates=harvest_caption(caption, line))

    def _fate_in_head(self, i: int, line: Line) -> _Fate:
        date = find_date_line(line.text, self.language)
        if date:
            found = Candidate(field="published", value=date, origin="text:date-line", rank=35, line=line.block.line)
            return _Fate(field="published", moved=line.text, rule="shape.date-line", candidates=(found,))
        caption = self._fate_of_caption(line)
        if caption:
            return caption
        between = self.lines[i + 1 : self.zones.first]
        dateline = find_dateline(line.text) if all(each.matches for each in between) else None
        if dateline:
            found = _dateline_candidates(dateline.place, dateline.agency, line)
            return _Fate(field="attribution.dateline", moved=line.text, rule="shape.dateline", candidates=found)
        if self.kind == "feed" or isinstance(line.block, Heading):
            return _Fate(keep=line.block)
        if self.headline is not None and i < self.headline:
            return _Fate(category="ui", rule="zone.before-headline")
        if count_words(line.text) < _FEWEST_WORDS_OF_A_STANDFIRST:
            return _Fate(category="ui", rule="zone.head")
        return _Fate(keep=line.block)

    def _fate_in_tail(self, i: int, line: Line) -> _Fate:
        if i > self.cut:
            match = next(m for m in self.lines[self.cut].matches if m.rule.role == "terminator")
            return _Fate(category=match.category, rule=match.rule.id)
        initials = _INITIALS.fullmatch(line.text.strip())
        if initials:
            credit = Credit(role="editing", name=initials[1])
            found = Candidate(field="credits", value=credit, origin="text:initials", rank=40, line=line.block.line)
            return _Fate(field="attribution.credits", moved=line.text, rule="shape.initials", candidates=(found,))
        after_boilerplate = any(self.lines[j].matches for j in range(self.zones.last + 1, i))
        if after_boilerplate and self.kind == "text" and not ends_sentence(line.text):
            return _Fate(category="ui", rule="zone.tail")
        return _Fate(keep=line.block)

    def _opener_of(self, i: int) -> Match | None:
        """The rule on the line before that claims this one too: `ALSO READ:` and its headline."""
        if i == 0 or self.lines[i].story or ends_sentence(self.lines[i].text):
            return None
        before = self.lines[i - 1]
        stands_alone = before.text.rstrip().endswith((":", "：")) or count_words(before.text) <= _LONGEST_LABEL
        match = self._decide(i - 1, before) if before.matches and stands_alone else None
        return match if match and match.rule.opens and match.rule.action == "remove" else None

    def _is_subheading(self, i: int, line: Line) -> bool:
        following = self.lines[i + 1] if i + 1 < len(self.lines) else None
        heads = bool(following and (following.story or following.text.endswith(":"))) and is_subheading(line.text)
        return heads and line.text.split(": ")[0] not in self.speakers

    def _fate_of_figure(self, i: int, figure: Figure) -> _Fate:
        caption = split_caption(figure.caption, self.rules) if figure.caption and not figure.credit else None
        if caption:
            figure = replace(figure, caption=caption.caption, credit=caption.credit)
        image = Image(src=figure.src or None, alt=figure.alt, caption=figure.caption, credit=figure.credit)
        found = Candidate(field="images", value=image, origin="html:figure", rank=15, line=figure.line)
        if i < self.zones.first or not figure.src:
            text = " ".join(part for part in (figure.caption, figure.credit) if part)
            return _Fate(field="images", moved=text, rule="shape.figure", candidates=(found,))
        return _Fate(keep=figure, candidates=(found,))

    def _without_dateline(self, block: Paragraph, line: Line) -> Iterator[_Fate]:
        dateline = find_dateline_prefix(line.text)
        rest = _drop_prefix(block, dateline.length) if dateline else None
        if not dateline or not rest:
            yield self._fate_of_line(self.zones.first, line)
            return
        found = _dateline_candidates(dateline.place, dateline.agency, line)
        prefix = line.text[: dateline.length].strip()
        yield _Fate(field="attribution.dateline", moved=prefix, rule="shape.dateline", candidates=found)
        yield _Fate(keep=rest)

    def fate_of_region(self, region: Region) -> tuple[Line, _Fate]:
        """What a page's reader left out of the article is removed, but for credit lines: those are moved."""
        line = read_lines([region.block], self.rules)[0]
        for match in line.matches:
            if match.rule.action == "move" and (match.rule.field or "").startswith(_CREDITS):
                found = harvest(match, line, self.agencies, self.language, moved=True)
                lower = tuple(replace(candidate, rank=candidate.rank + 20) for candidate in found)
                return line, _Fate(field=match.rule.field or "", moved=line.text, rule=match.rule.id, candidates=lower)
        return line, _Fate(category=region.category, rule=region.rule)

    def notices(self) -> tuple[Notice, ...]:
        found: list[Notice] = []
        for i, line in enumerate(self.lines):
            match = self._decide(i, line)
            if self.is_short and match and match.category == "paywall" and match.rule.action == "remove":
                found.append(Notice(code="paywalled", message="a paywall notice stood here", line=line.block.line))
        last = self.lines[self.zones.last].text.rstrip() if 0 <= self.zones.last < len(self.lines) else ""
        if last.endswith(("[…]", "[...]", "…")):
            line_number = self.lines[self.zones.last].block.line
            found.append(Notice(code="truncated", message="the story breaks off", line=line_number))
        return tuple(found)


def _settle(fates: Sequence[tuple[Line, _Fate]], notices: tuple[Notice, ...]) -> Cleaned:
    """The fates, sorted into body, metadata and ledger."""
    blocks: list[AnyBlock] = []
    moved: list[Moved] = []
    removed: list[Removal] = []
    candidates: list[Candidate] = []
    for line, fate in fates:
        where = {"line": line.block.line, "end_line": line.block.end_line or line.block.line}
        candidates += fate.candidates
        if fate.keep is not None:
            blocks.append(fate.keep)
        elif fate.field:
            moved.append(Moved(field=fate.field, text=fate.moved, rule=fate.rule, **where))
        else:
            text = _visible_text(line.block)
            if text:
                removed.append(
                    Removal(id=f"r{len(removed) + 1}", text=text, category=fate.category, rule=fate.rule, **where)
                )
    return Cleaned(
        blocks=tuple(blocks),
        moved=tuple(moved),
        removed=tuple(removed),
        candidates=tuple(candidates),
        notices=notices,
    )


def _visible_text(block: AnyBlock) -> str:
    return " ".join(filter(None, (block.caption, block.credit))) if isinstance(block, Figure) else text_of(block)


def _find_speakers(lines: Sequence[Line]) -> frozenset[str]:
    """Who speaks in an interview: labels before a colon that begin several lines."""
    labels = Counter(label for line in lines for label, colon, _ in [line.text.partition(": ")] if colon)
    return frozenset(label for label, times in labels.items() if times > 1 and len(label.split()) <= 4)


def _known_values(candidates: Sequence[Candidate]) -> dict[str, str]:
    """Folded values a page's head already told, with their fields: the same line in the article is no prose."""
    fields = {
        "authors": "authors",
        "section": "section",
        "publisher": "attribution.publisher",
        "summary": "summary",
        "title": "title",
    }
    return {fold_text(str(c.value)): fields[c.field] for c in candidates if c.field in fields}


def _dateline_candidates(place: str, agency: str | None, line: Line) -> tuple[Candidate, ...]:
    found = [Candidate(field="dateline", value=place, origin="text:dateline", rank=20, line=line.block.line)]
    if agency:
        found.append(Candidate(field="agency", value=agency, origin="text:dateline", rank=20, line=line.block.line))
    return tuple(found)


def _drop_prefix(block: Paragraph, length: int) -> Paragraph | None:
    """The paragraph without its first `length` characters, when these are in its leading text."""
    nodes = list(block.content)
    while nodes and length:
        node = nodes[0]
        if not isinstance(node, Text):
            size = len(plain_text([node]))
            if size > length:
                return None
            length -= size
            del nodes[0]
        elif len(node.text) > length:
            nodes[0] = Text(text=node.text[length:])
            length = 0
        else:
            length -= len(node.text)
            del nodes[0]
    content = normalize(nodes)
    return replace(block, content=content) if content else None
