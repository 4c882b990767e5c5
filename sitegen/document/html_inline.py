"""What is common to all inline content of a page: its blanks, its markup, its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from sitegen.document.inline import plain_text
from sitegen.document.links import resolve_url
from sitegen.model import CodeSpan, Emphasis, Inline, LineBreak, Link, Strong, Text

_BLANKS = re.compile(r"[ \t\n\r\f]+")


def wrap_inline(name: str, content: tuple[Inline, ...], href: str) -> tuple[Inline, ...]:
    """Inline content in the node that the element `name` stands for; `href` is that of a link."""
    if name == "a" and href and plain_text(content).strip():
        return (Link(href=href, content=content),)
    if name in ("em", "i", "cite", "dfn"):
        return (Emphasis(content=content),)
    if name in ("strong", "b"):
        return (Strong(content=content),)
    if name in ("code", "kbd", "samp", "tt"):
        return (CodeSpan(text=plain_text(content)),)
    return content


def split_at_double_breaks(content: list[Inline]) -> Iterator[list[Inline]]:
    """Two line breaks in a row are how old pages end a paragraph."""
    part: list[Inline] = []
    breaks = 0
    for node in content:
        if isinstance(node, LineBreak):
            breaks += 1
        elif not isinstance(node, Text) or node.text.strip():
            breaks = 0
        if breaks == 2:
            yield part
            part, breaks = [], 0
        else:
            part.append(node)
    yield part


def clean_text(text: str) -> str:
    """Runs of blanks as browsers show them: one plain space."""
    return _BLANKS.sub(" ", text).replace("\u00a0", " ")


def image_address(image: Tag, base_url: str) -> str:
    """The picture's address, that of a lazy one included; empty for a data URL or a picture of a pixel."""
    if any(str(image.get(side) or "").removesuffix("px") in ("0", "1") for side in ("width", "height")):
        return ""
    sources = [str(image.get(name) or "") for name in ("data-src", "data-original", "data-lazy-src", "src")]
    sources.append(str(image.get("srcset") or image.get("data-srcset") or "").split(",")[0].strip().split(" ")[0])
    return next((url for src in sources if src and (url := resolve_url(src, base_url))), "")
