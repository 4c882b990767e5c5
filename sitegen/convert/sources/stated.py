"""What a sender states in fields of its own: odd values to text, and statements to candidates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from sitegen.convert.sources.content import read_plain
from sitegen.convert.sources.detect import clean_characters
from sitegen.convert.sources.text import parse_text
from sitegen.model import AnyBlock, Candidate, Figure, Notice, Source

EDNOTE = "the sender left a note to editors, which is not published: read it in the source"
EXCERPT = "the sender gives an excerpt, not the whole story"


_BROADEST = 2000
"""Pixels: a rendition wider than this is the print file."""
_STATUS = {"canceled": "canceled", "cancelled": "canceled", "withheld": "withheld", "usable": "usable"}
"""What IPTC's word for the state of an item says of it."""
_LONGEST_VERSION = 9


class Stated(NamedTuple):
    """A value for a field, and the sender's name for it."""

    field: str
    value: object
    key: str
    rank: int = 10


def to_candidates(origin: str, line: int, stated: Iterable[Stated]) -> tuple[Candidate, ...]:
    """The candidates for all statements that have a value; `origin` is the format."""
    return tuple(
        Candidate(field=each.field, value=each.value, origin=f"{origin}:{each.key}", rank=each.rank, line=line)
        for each in stated
        if each.value
    )


def read_value(value: object) -> str:
    """Text or a number as clean text; anything else is none. JSON may hold half an emoji and hidden characters."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return clean_characters(text).strip()


def read_line(value: object) -> str:
    """The same on one line, without markup."""
    return read_plain(read_value(value))


def first_value(data: dict[str, Any], *keys: str) -> str:
    """The first of several keys that has text."""
    return next((text for key in keys if (text := read_value(data.get(key)))), "")


def objects_in(value: object) -> Iterator[dict[str, Any]]:
    """The objects in a list, or the one object itself."""
    for each in value if isinstance(value, list) else (value,):
        if isinstance(each, dict):
            yield each


def object_at(data: object, *keys: str) -> dict[str, Any]:
    """The object that keys lead to; empty where there is none."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def read_status(word: str) -> str:
    """The status that IPTC's word for the state of an item gives, empty of none. One we do not know is no leave to
    publish: the story is held back."""
    return _STATUS.get(word, "withheld") if word else ""


def read_version(text: str) -> str:
    """A version number; empty where it is none."""
    return text if text.isdecimal() and len(text) <= _LONGEST_VERSION else ""


def choose_rendition(found: Sequence[tuple[int, str]]) -> str:
    """Of the widths and addresses of one picture's forms the address of the widest that a page may show."""
    fit = [each for each in found if each[0] <= _BROADEST]
    return max(fit, default=min(found, default=(0, "")))[1]


def read_paste(source: Source, text: str) -> tuple[AnyBlock, ...]:
    """The blocks of a story that its sender gives as plain text."""
    return parse_text(replace(source, kind="text", text=text))[0].blocks


def lead_figure(src: str, caption: str = "", credit: str = "", alt: str = "", line: int = 0) -> tuple[Figure, ...]:
    """The picture of a story as the block before it, where captions are parted from their credit."""
    if not src:
        return ()
    return (Figure(src=src, alt=alt, caption=caption, credit=credit, line=line, end_line=line),)


def count_notice(code: str, number: int, what: str) -> tuple[Notice, ...]:
    """The notice that some of a stream's items are no drafts; none where all are."""
    return (Notice(code=code, message=f"{what}: {number}"),) if number else ()
