"""Links that lead through a counter: to where they themselves say they lead. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace

from sitegen.document.links import host_of, resolve_url
from sitegen.model import AnyBlock, Emphasis, Heading, Inline, Link, ListBlock, Paragraph, Quote, Strong, Table

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
    return tuple(map(_unwrap_block, blocks))


def _unwrap_block(block: AnyBlock) -> AnyBlock:
    match block:
        case Heading() | Paragraph():
            return replace(block, content=_unwrap(block.content))
        case ListBlock():
            return replace(block, items=tuple(map(unwrap_links, block.items)))
        case Quote():
            return replace(block, blocks=unwrap_links(block.blocks))
        case Table():
            rows = tuple(tuple(map(_unwrap, row)) for row in block.rows)
            return replace(block, header=tuple(map(_unwrap, block.header)), rows=rows)
        case _:
            return block


def _unwrap(content: Iterable[Inline]) -> tuple[Inline, ...]:
    return tuple(_unwrap_inline(node) for node in content)


def _unwrap_inline(node: Inline) -> Inline:
    match node:
        case Link():
            return replace(node, href=unwrap_url(node.href), content=_unwrap(node.content))
        case Emphasis() | Strong():
            return replace(node, content=_unwrap(node.content))
        case _:
            return node
