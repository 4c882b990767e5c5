"""The dates a reader sees: elements that call themselves one, dates near the headline, the day in the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag

from sitegen.convert.metadata.instant import parse_page_date
from sitegen.convert.metadata.outline import (
    COMMENT,
    DATE,
    UPDATED,
    Outline,
    Spot,
    label_kind,
    nearest,
    nearest_to,
    short_text,
    squash,
)
from sitegen.convert.metadata.page_title import Headline
from sitegen.convert.metadata.place import Place, cost_of, place_of
from sitegen.convert.metadata.written_date import find_written_date
from sitegen.model import Candidate

_LONGEST = 120
_MOST_WORDS = 9
"""Words that may stand around a date in a line that is there for its sake."""
_MOST = 60
_AT_ONCE = 12
"""No line that only looks like a date costs less: its looks alone cost as much."""
_FAR = 90
_PATH = re.compile(r"[/-](?P<y>(?:19|20)\d\d)[/-](?P<m>0[1-9]|1[0-2])[/-](?P<d>0[1-9]|[12]\d|3[01])(?=[/-]|$)")
_YEAR = re.compile(r"(?:19|20)\d\d|\d\d?[./]\d\d?[./]\d\d")
_CHANGED = re.compile(
    r"registriert|joined|member since|mitglied seit|geboren|born|copyright|©"
    r"|updat|modif|aktualisiert|geändert|zuletzt|mis à jour|actualizado|aggiornat|atualizado|bijgewerkt|uppdaterad"
    r"|güncellen|обновлен|оновлен|diperbarui",
    re.IGNORECASE,
)


_PUBLISHED = re.compile(r"publi|entry-date|posted|created")


class Dated(NamedTuple):
    """A date that the page shows, and what speaks against its being the article's."""

    shown: str
    stated: str | None
    spot: Spot
    cost: float
    changed: bool = False


def find_shown_date(page: Outline, headline: Headline | None) -> Dated | None:
    """The date on the page that is most likely the article's."""
    place = place_of(headline)
    labelled = min(_labelled(page, place), key=lambda each: each.cost, default=None)
    if labelled and labelled.cost < _AT_ONCE:
        return labelled
    found = [*((labelled,) if labelled else ()), *_lines(page, place)]
    return min(found, key=lambda each: each.cost, default=None)


def date_candidates(shown: Dated | None, base: str) -> Iterator[Candidate]:
    """The date the page shows and the one in its address."""
    if shown:
        rank = 36 if shown.cost >= _FAR else 30 if shown.changed else 27
        line = shown.spot.tag.sourceline or 0
        if shown.stated:
            yield Candidate(field="published", value=shown.stated, origin="html:time", rank=rank - 1, line=line)
        yield Candidate(field="published", value=shown.shown, origin="html:date", rank=rank, line=line)
    hit = _PATH.search(base)
    if hit:
        yield Candidate(field="published", value=f"{hit['y']}-{hit['m']}-{hit['d']}", origin="url:path", rank=38)


def _labelled(page: Outline, place: Place) -> Iterator[Dated]:
    likely = (*page.times, *(spot for spot in page.labelled if spot.kind & DATE))
    for spot in nearest_to(likely, place.start, _MOST):
        if spot.kind & COMMENT:
            continue
        stated = _read_attributes(spot.tag, page.language)
        text = short_text(spot.tag, _LONGEST)
        shown = _read_text(text, page.language) if text else None
        cost = cost_of(spot, place) if stated or shown else None
        if cost is not None:
            bonus = 15 if spot.tag.get("itemprop") == "datePublished" or "pubdate" in spot.tag.attrs else 5
            changed = _is_change(spot, text)
            yield Dated(shown or stated or "", stated, spot, cost - bonus + 20 * changed, changed)


def _read_attributes(tag: Tag, language: str | None) -> str | None:
    """The moment that a `time` or an item of microdata states beside its text."""
    for key in ("datetime", "content", "title"):
        value = tag.get(key)
        if value and (tag.name != "meta" or tag.get("itemprop")):
            instant = parse_page_date(str(value), language)
            if instant:
                return instant
    return None


def _read_text(text: str, language: str | None) -> str | None:
    if not _YEAR.search(text):
        return None
    written = find_written_date(text, language)
    if not written or len((text[: written.start] + text[written.end :]).split()) > _MOST_WORDS:
        return None
    return written.isoformat()


def _is_change(spot: Spot, text: str) -> bool:
    """Whether a date is said to be that of a change: by its own words or by the name of its element."""
    own = spot.kind & UPDATED and not _PUBLISHED.search(" ".join(spot.tag.get_attribute_list("class")))
    return bool(own) or bool(_CHANGED.search(text))


def _lines(page: Outline, place: Place) -> Iterator[Dated]:
    """Short lines with a date in them, near the headline or anywhere below it."""
    for at, string in enumerate(page.texts):
        if len(string) > 2 * _LONGEST or not _YEAR.search(string):
            continue
        text = squash(string)
        shown = _read_text(text, page.language) if len(text) <= _LONGEST else None
        parent = string.parent
        if not shown or parent is None or _is_prose(parent):
            continue
        spot = Spot(parent, at, label_kind(parent))
        cost = cost_of(spot, place)
        if cost is not None:
            changed = _is_change(spot, text)
            yield Dated(shown, None, spot, cost + 10 + len(text) / 4 + 20 * changed, changed)


def _is_prose(parent: Tag) -> bool:
    """Whether a piece of text is part of a paragraph of sentences."""
    paragraph = nearest(parent, "p")
    return paragraph is not None and len(paragraph.get_text()) > 2 * _LONGEST
