"""Datelines: where a story was filed, alone on a line or before its first sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

_LETTERS = r"[^\W\d_][^\d:;,()—–\"“”«»?!]"  # not \w: the vowel signs of Indic scripts are marks
_PLACE = rf"{_LETTERS}{{1,40}}(?:, {_LETTERS}{{1,25}})?"
_DASH = r"\.?\s*[—–-]+"
_DATE = r"[^()—–:\d]{0,20}\d[^()—–:]{0,20}?"
_ALONE = re.compile(rf"(?P<place>{_PLACE}?)\s*(?:\((?P<agency>[^()]{{2,40}})\))?\s*(?::|{_DASH})")
_PREFIX = re.compile(
    rf"(?P<place>{_PLACE}?)(?:,\s*(?P<date>{_DATE}))?\s*(?:\((?P<agency>[^()]{{2,40}})\))?\s*{_DASH}\s+(?=\S)"
)
_AGENCY_FIRST = re.compile(
    rf"\((?P<agency>[^()]{{2,40}})\)\s*{_DASH}\s*(?P<place>{_PLACE}?)(?:,\s*(?P<date>{_DATE}))?\s*{_DASH}\s+(?=\S)"
)
_MOST_WORDS = 4


class Dateline(NamedTuple):
    """`length` is how many characters of the text the dateline takes."""

    place: str
    agency: str | None
    length: int


def find_dateline(text: str) -> Dateline | None:
    """A line that is nothing but a dateline: `Seoul:`, `NEW DELHI (PTI) -`."""
    hit = _ALONE.fullmatch(text)
    return _dateline(hit) if hit and _is_place(hit["place"]) else None


def find_dateline_prefix(text: str) -> Dateline | None:
    """A dateline before the first sentence: `PARIS, June 3 (Reuters) - The…`. Capitals or an agency must prove it."""
    start = text[:140]
    for pattern in (_AGENCY_FIRST, _PREFIX):
        hit = pattern.match(start)
        if hit and _is_place(hit["place"]) and (hit["agency"] or hit["place"].split(",")[0].isupper()):
            return _dateline(hit)
    return None


def _dateline(hit: re.Match[str]) -> Dateline:
    return Dateline(hit["place"].strip(" ,"), hit["agency"], hit.end())


def _is_place(place: str) -> bool:
    """Few words, each beginning high where the script knows capitals."""
    words = place.replace(",", " ").split()
    return 0 < len(words) <= _MOST_WORDS and all(not word[0].islower() or len(word) <= 3 for word in words)
