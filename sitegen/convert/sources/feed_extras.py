"""What feedparser does not tell of an entry: its pictures with their captions and credits, embargo, expiry, state; and
the entries that a feed says are gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sitegen.convert.metadata.instant import parse_instant
from sitegen.convert.sources.content import read_plain
from sitegen.convert.sources.stated import Stated
from sitegen.convert.sources.xml_tree import attribute, children, find_all, parse_fragment, text_in
from sitegen.document.links import resolve_url
from sitegen.model import Figure, Image

MARKS = ("media:", "prism:", "draft", "embargo", "dcterms:", "enclosure", "expirationdate", "deleted")
"""In lower case: an entry that holds none of these tells nothing of the sort."""
_EMBARGO = ("embargoDate", "embargoed", "embargo", "available")
_EXPIRES = ("expirationDate", "killDate", "offSaleDate")
_PICTURES = ("jpg", "jpeg", "png", "webp", "gif", "avif")


class Extras(NamedTuple):
    figures: tuple[Figure, ...] = ()
    stated: tuple[Stated, ...] = ()
    description: str = ""
    """Of the media: the only text that feeds of videos have."""


class Tombstone(NamedTuple):
    """An entry that was deleted (RFC 6721): its id, when, and the line that says so."""

    ref: str
    when: str | None
    line: int


def read_extras(text: str, line: int, seen: str) -> Extras:
    """The extras of an entry, given as a feed of its own; `seen` is its content, whose pictures are no news."""
    if not any(mark in text.lower() for mark in MARKS):
        return Extras()
    root = parse_fragment(text)
    entry = next(find_all(root, "item", "entry"), None)
    if entry is None:
        return Extras()
    figures = {figure.src: figure for figure in _pictures(entry, line) if figure.src not in seen}
    about = next((text_in(each) for each in find_all(entry, "x-description")), "")
    return Extras(tuple(figures.values()), tuple(_stated(entry)), read_plain(about))


def find_tombstones(text: str) -> tuple[Tombstone, ...]:
    """The tombstones of a feed."""
    if "deleted-entry" not in text:
        return ()
    found = (
        Tombstone(attribute(each, "ref"), parse_instant(attribute(each, "when")), each.sourceline or 0)
        for each in find_all(parse_fragment(text.strip()), "deleted-entry")
    )
    return tuple(each for each in found if each.ref)


def _pictures(entry: Any, line: int) -> Iterator[Figure]:
    """Pictures of `media:content`, `media:group` and enclosures; of several forms of one the widest."""
    for holder in (entry, *children(entry, "group")):
        found = [each for each in children(holder, "content") if _is_picture(each)]
        if found and holder is not entry:
            found = [max(found, key=_width)]
        for each in found:
            yield _figure(each, holder, entry, line)
    for each in children(entry, "enclosure"):
        if _is_picture(each):
            yield _figure(each, entry, entry, line)


def _is_picture(media: Any) -> bool:
    form = attribute(media, "medium") or attribute(media, "type").partition("/")[0]
    url = attribute(media, "url").partition("?")[0].lower()
    return bool(url) and (form == "image" or (not form and url.rpartition(".")[2] in _PICTURES))


def _width(media: Any) -> int:
    width = attribute(media, "width")
    return int(width) if width.isdecimal() and len(width) < 6 else 0


def _figure(media: Any, group: Any, entry: Any, line: int) -> Figure:
    """A picture; what is said of the group or the entry is said of it too."""

    def said(name: str) -> str:
        for holder in (media, group, entry):
            found = [each for each in children(holder, name) if "mrss" in each.tag]
            if found:
                return read_plain(text_in(found[0]))
        return ""

    title = said("title") if not said("x-description") else ""
    return Figure(
        src=resolve_url(attribute(media, "url")),
        caption=said("x-description") or title,
        credit=said("credit") or said("copyright"),
        line=line,
        end_line=line,
    )


def _stated(entry: Any) -> Iterator[Stated]:
    for name in _EMBARGO:
        for each in children(entry, name):
            yield Stated("embargo", _start_of(text_in(each)), name)
    for name in _EXPIRES:
        for each in children(entry, name):
            yield Stated("expires", parse_instant(text_in(each)), name)
    for each in children(entry, "valid"):
        yield Stated("embargo", _start_of(text_in(each)), "valid")
        yield Stated("expires", parse_instant(_period(text_in(each)).get("end", "")), "valid")
    for each in find_all(entry, "draft"):
        yield Stated("status", "withheld" if text_in(each).lower() == "yes" else "", "draft")
    for each in find_all(entry, "status"):
        if "mrss" in each.tag:
            states = {"deleted": "canceled", "blocked": "withheld"}
            yield Stated("status", states.get(attribute(each, "state").lower(), ""), "media:status")


def _start_of(text: str) -> str | None:
    return parse_instant(_period(text).get("start", "") or text)


def _period(text: str) -> dict[str, str]:
    """The parts of a W3C-DTF period: `start=2026-05-04; end=2026-06-04; scheme=W3C-DTF`."""
    pairs = (part.partition("=") for part in text.split(";"))
    return {key.strip(): value.strip() for key, mark, value in pairs if mark}


def image_of(figure: Figure) -> Image:
    return Image(src=figure.src or None, alt=figure.alt, caption=figure.caption, credit=figure.credit)
