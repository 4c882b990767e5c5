"""Links that lead through a counter: to where they themselves say they lead. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from sitegen.document.blocks import map_links
from sitegen.document.links import host_of, resolve_url
from sitegen.model import AnyBlock

_TARGETS = ("url", "u", "q", "to", "target", "dest", "destination", "redirect", "redirect_url", "redirecturl", "link")
"""Parameters that hold the address a counter passes its visitors on to."""
_COUNTERS = re.compile(
    r"(?:^|[./_-])(?:url|clicks?|c|ct|cl|r|rd|redir|redirects?|go|goto|out|away|l|ln|links?|trk|track|tracking"
    r"|safelinks|email|mail|e|t|wf)(?=[./_-]|$)",
    re.IGNORECASE,
)
_SHARING = re.compile(r"share|intent|compose|submit|login|signin|oauth|translate", re.IGNORECASE)
"""What takes an address as its subject and goes elsewhere with it."""
_DEEPEST = 4
_LONGEST = 8000


def unwrap_url(url: str) -> str:
    """Where `url` says it leads, through several counters if need be; itself where it says nothing."""
    for _ in range(_DEEPEST):
        inner = _target_of(url)
        if not inner:
            break
        url = inner
    return url


def _target_of(url: str) -> str:
    if "?" not in url or len(url) > _LONGEST:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if _SHARING.search(parts.path) or not (_COUNTERS.search(parts.path) or _COUNTERS.search(parts.netloc)):
        return ""
    for name, value in parse_qsl(parts.query):
        if name.lower() in _TARGETS and value.startswith(("http://", "https://")) and host_of(value):
            return resolve_url(value)
    return ""


def unwrap_links(blocks: Iterable[AnyBlock]) -> tuple[AnyBlock, ...]:
    """The same blocks with every link leading where it says."""
    return map_links(blocks, unwrap_url)
