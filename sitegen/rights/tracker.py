"""The counters that licensors demand, and no others."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from sitegen.model.profile import Tracker

_QUERY = r"(?:\?[\w.~%=&;,+:/-]{0,200})?"


def find_tracker(text: str, tracker: Tracker) -> str | None:
    """The address of the counter in a page or paste, as it stands there."""
    if tracker.url_pattern.split("{", 1)[0] not in text:
        return None
    found = _pattern(tracker.url_pattern).search(text)
    return unescape(found[0]) if found else None


def is_tracker(url: str, tracker: Tracker) -> bool:
    """Whether an address is that of the counter and of nothing else."""
    return _pattern(tracker.url_pattern).fullmatch(url) is not None


@lru_cache(maxsize=256)
def _pattern(url_pattern: str) -> re.Pattern[str]:
    parts = map(re.escape, url_pattern.split("{id}"))
    return re.compile(r"\w[\w.~-]{0,99}".join(parts) + r"(?![\w/-])" + _QUERY, re.ASCII)
