"""The counters that licensors demand, and no others."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from sitegen.model.profile import Tracker

_QUERY = r"(?:\?(?:[\w.~%=,+:/-]|&amp;|&(?!quot;|apos;|gt;|lt;|#)){0,200})?"


class Counter(NamedTuple):
    """A counter's address, and the part of it that is one story's own; empty where all have the same."""

    url: str
    id: str


def find_counters(text: str, tracker: Tracker) -> tuple[Counter, ...]:
    """The addresses of the counter in a page or paste, as they stand there."""
    if tracker.url_pattern.split("{", 1)[0] not in text:
        return ()
    hits = _pattern(tracker.url_pattern).finditer(text)
    return tuple(Counter(unescape(hit[0]), hit[1] if hit.re.groups else "") for hit in hits)


def is_tracker(url: str, tracker: Tracker) -> bool:
    """Whether an address is that of the counter and of nothing else."""
    return _pattern(tracker.url_pattern).fullmatch(url) is not None


@lru_cache(maxsize=256)
def _pattern(url_pattern: str) -> re.Pattern[str]:
    parts = map(re.escape, url_pattern.split("{id}"))
    return re.compile(r"(\w[\w.~-]{0,99})".join(parts) + r"(?![\w/-])" + _QUERY, re.ASCII)
