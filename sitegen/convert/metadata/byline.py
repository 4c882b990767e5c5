"""The bylines a reader sees: elements that call themselves one, links to an author's page, `By …` near the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag

from sitegen.convert.metadata.names import (
    are_people,
    is_label,
    is_name,
    is_plain_label,
    may_begin_byline,
    read_names,
    starts_with_label,
)
from sitegen.convert.metadata.outline import AUTHOR, COMMENT, Outline, Spot, nearest, nearest_to, short_text, squash
from sitegen.convert.metadata.page_title import Headline
from sitegen.convert.metadata.place import FAR, NEAR_BEFORE, Place, cost_of, place_of
from sitegen.model import Candidate

_LONGEST = 160
_BESIDE_BEFORE, _BESIDE_AFTER = 4, 14
_MOST = 50
_ONE_BYLINE = 8
"""Pieces of text between the names of one byline."""


class _Byline(NamedTuple):
    names: tuple[str, ...]
    tag: Tag
    at: int
    cost: float


def find_bylines(page: Outline, headline: Headline | None) -> Iterator[Candidate]:
    """The names of the best byline on the page, and those of a line that begins with `By`."""
    place = place_of(headline)
    found = _innermost(list(_labelled(page, place)))
    best = min(found, key=lambda each: each.cost, default=None)
    if best:
        rank = 12 if best.cost < FAR else 32
        for each in sorted(found, key=lambda other: other.at):
            if abs(each.at - best.at) <= _ONE_BYLINE and _is_alike(each.tag, best.tag):
                yield from _candidates(each, "html:byline", rank)
    if best and best.cost < FAR:
        return
    line = next(_lines(page, place), None)
    if line:
        yield from _candidates(line, "html:by-line", 14 if line.cost < FAR else 35)


def find_names_alone(page: Outline, headline: Headline) -> Iterator[Candidate]:
    """People whose names alone are a line beside the headline: weak, and only if nothing else is found."""
    place = place_of(headline)
    first = max(0, place.start - _BESIDE_BEFORE)
    found: list[_Byline] = []
    for at, string in enumerate(page.texts[first : place.start + _BESIDE_AFTER], first):
        text = squash(string)
        parent = string.parent
        if parent is None or len(text) > _LONGEST or text == headline.text or _leads_elsewhere(parent):
            continue
        names = read_names(text)
        cost = cost_of(Spot(parent, at), place) if are_people(names) else None
        if cost is not None and cost < FAR:
            found.append(_Byline(names, parent, at, cost))
    if found:
        yield from _candidates(min(found, key=lambda each: each.cost), "html:name", 37)


_SECTION_PATH = re.compile(
    r"/(?:category|categor\w*|tags?|topics?|themen?|rubrik\w*|section\w*|kategorie\w*|ressorts?|news)/|^#|^/?$"
)


def _leads_elsewhere(parent: Tag) -> bool:
    link = nearest(parent, "a")
    if parent.name in ("h1", "h2", "h3", "button", "label", "figcaption"):
        return True
    return link is not None and bool(_SECTION_PATH.search(str(link.get("href") or "")))


def _candidates(byline: _Byline, origin: str, rank: int) -> Iterator[Candidate]:
    for name in byline.names:
        line = byline.tag.sourceline or 0
        yield Candidate(field="authors", value=name, origin=origin, rank=rank, line=line)


def _is_alike(tag: Tag, other: Tag) -> bool:
    """Whether two elements are marked up as the names of one byline are."""
    return tag.name == other.name and (tag.attrs.get("class") == other.attrs.get("class") or tag.parent is other.parent)


def _innermost(found: list[_Byline]) -> list[_Byline]:
    """Of elements in each other the inner one, unless the outer one names all of its people and more."""
    by_id = {id(each.tag): each for each in found}
    dropped: set[int] = set()
    for inner in found:
        for parent in inner.tag.parents:
            outer = by_id.get(id(parent))
            if outer is None or id(outer.tag) in dropped:
                continue
            complete = set(inner.names) < set(outer.names) and all(is_name(name) for name in outer.names)
            dropped.add(id(inner.tag) if complete else id(outer.tag))
    return [each for each in found if id(each.tag) not in dropped]


def _labelled(page: Outline, place: Place) -> Iterator[_Byline]:
    seen: set[int] = set()
    likely = (*page.author_links, *(spot for spot in page.labelled if spot.kind & AUTHOR))
    for spot in nearest_to(likely, place.start, _MOST):
        if id(spot.tag) in seen or spot.kind & COMMENT:
            continue
        seen.add(id(spot.tag))
        text = short_text(spot.tag, _LONGEST) or str(spot.tag.get("content") or "")
        names = read_names(text, stated=True) if text else ()
        if not names or _is_within_prose(spot.tag, text):
            continue
        cost = cost_of(spot, place)
        if cost is not None:
            yield _Byline(names, spot.tag, spot.at, cost)


def _is_within_prose(tag: Tag, text: str) -> bool:
    """A link in a sentence is to somebody the article speaks of."""
    paragraph = nearest(tag, "p") if tag.name == "a" else None
    return paragraph is not None and len(paragraph.get_text()) > len(text) + _LONGEST


def _lines(page: Outline, place: Place) -> Iterator[_Byline]:
    """Lines at the headline, or else below it, that begin with `By` in some language and go on with names."""
    first = max(0, place.start - NEAR_BEFORE)
    for at, string in enumerate(page.texts[first:], first):
        if len(string) > 2 * _LONGEST or not may_begin_byline(string):
            continue
        text = squash(string)
        if len(text) < 20 and at + 1 < len(page.texts) and is_label(text):
            text = f"{text} {squash(page.texts[at + 1])}"
        parent = string.parent
        if len(text) > _LONGEST or parent is None or not starts_with_label(text):
            continue
        names = read_names(text)
        if not names or (is_plain_label(text) and not all(" " in name for name in names)):
            continue
        cost = cost_of(Spot(parent, at), place)
        if cost is not None and cost < 100:
            yield _Byline(names, parent, at, cost)
