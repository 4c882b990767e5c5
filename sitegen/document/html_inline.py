"""What is common to all inline content of a page: its blanks, its markup, its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bs4 import Tag

from sitegen.document.inline import normalize, plain_text
from sitegen.document.links import resolve_url
from sitegen.model import CodeSpan, Emphasis, Inline, LineBreak, Link, Strong, Text

WRAPPERS = frozenset(["a", "em", "i", "cite", "dfn", "strong", "b", "code", "kbd", "samp", "tt"])
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src", "data-full-src")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_CANDIDATE = re.compile(r"(\S+)(?:\s+(\d{1,5}(?:\.\d{1,3})?)([wx]))?\s*(?:,\s*|$)")
_WIDEST = 2000
"""Pixels: no layout shows more."""


class Wrap(NamedTuple):
    """An inline element around text: one object for each element, so that two beside each other stay two."""

    name: str
    href: str


class Run(NamedTuple):
    """Text inside of some inline elements; a line break where `text` is None."""

    text: str | None
    wraps: tuple[Wrap, ...]


def build_inline(runs: Sequence[Run]) -> tuple[Inline, ...]:
    """The normalized inline content of runs."""
    if len(runs) == 1 and runs[0].text and len(runs[0].wraps) < 2:
        return tuple(_only(runs[0].text.strip(), runs[0].wraps))
    return normalize(_nest(runs, 0))


def _only(text: str, wraps: tuple[Wrap, ...]) -> Iterator[Inline]:
    """The content of most lines of a page, which needs no normalizing: a text, or a text in one element."""
    if text:
        content: tuple[Inline, ...] = (Text(text=text),)
        yield from _wrap(wraps[0], content) if wraps else content


def _nest(runs: Sequence[Run], depth: int) -> Iterator[Inline]:
    start = 0
    while start < len(runs):
        text, wraps = runs[start]
        if len(wraps) <= depth:
            yield LineBreak() if text is None else Text(text=text)
            start += 1
            continue
        wrap, end = wraps[depth], start + 1
        while end < len(runs) and len(runs[end].wraps) > depth and runs[end].wraps[depth] is wrap:
            end += 1
        yield from _wrap(wrap, tuple(_nest(runs[start:end], depth + 1)))
        start = end


def _wrap(wrap: Wrap, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Inline content in the node that the element stands for."""
    name = wrap.name
    if name == "a":
        return (Link(href=wrap.href, content=content),) if wrap.href and plain_text(content).strip() else content
    if name in ("em", "i", "cite", "dfn"):
        return (Emphasis(content=content),)
    if name in ("strong", "b"):
        return (Strong(content=content),)
    return (CodeSpan(text=plain_text(content)),)


def count_linked(runs: Sequence[Run]) -> int:
    """Characters that are links."""
    return sum(len(run.text) for run in runs if run.text and any(wrap.name == "a" for wrap in run.wraps))


def split_at_double_breaks(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Two line breaks in a row are how old pages end a paragraph."""
    part: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text is None:
            breaks += 1
        elif run.text.strip():
            breaks = 0
        if breaks == 2:
            yield part
            part, breaks = [], 0
        else:
            part.append(run)
    yield part


def clean_text(text: str) -> str:
    """Runs of blanks as browsers show them: one plain space."""
    return _BLANKS.sub(" ", text).replace("\u00a0", " ")


def image_address(image: Tag, base_url: str) -> str:
    """The picture's address, that of a lazy one included; empty for a data URL or a picture of a pixel.

    Of a `srcset` the widest that any layout shows is taken; where a script would fill the picture in, what stands
    beside it for readers without scripts.
    """
    if any(str(image.get(side) or "").removesuffix("px") in ("0", "1") for side in ("width", "height")):
        return ""
    offered = [str(image.get(name) or "") for name in _LAZY]
    offered += [_widest(str(image.get(name) or "")) for name in _SETS]
    offered += [str(image.get("src") or ""), *_beside(image)]
    return next((url for each in offered if each and (url := resolve_url(each, base_url))), "")


def _beside(image: Tag) -> Iterator[str]:
    """Addresses in the `picture` around an image, and in the `noscript` after it."""
    parent = image.parent
    if parent is not None and parent.name == "picture":
        yield from (_widest(str(source.get("srcset") or "")) for source in parent.find_all("source"))
    after = image.find_next_sibling()
    if isinstance(after, Tag) and after.name == "noscript":
        yield from (str(each.get("src") or "") for each in after.find_all("img"))


def _widest(srcset: str) -> str:
    """The best candidate of a srcset (HTML, section 4.8.4.2.1): the widest one, within reason."""
    if srcset.startswith("data:"):
        return ""
    sizes = [(float(size or 1), url) for url, size, _ in _CANDIDATE.findall(srcset)]
    fitting = [each for each in sizes if each[0] <= _WIDEST] or sizes
    return max(fitting, key=lambda each: each[0], default=(0.0, ""))[1].rstrip(",")
