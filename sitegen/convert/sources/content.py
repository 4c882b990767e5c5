"""HTML that holds a story and little else, as feeds and exports carry it."""

from __future__ import annotations

from sitegen.document.blocks import text_of_all
from sitegen.document.html_tree import parse_html
from sitegen.document.read_html import read_html
from sitegen.model import AnyBlock


def read_content(html: str, base: str = "") -> tuple[AnyBlock, ...]:
    """The blocks of a story's HTML; addresses are resolved against `base`."""
    return tuple(piece.block for piece in read_html(parse_html(html), base))


def read_plain(value: object) -> str:
    """A value on one line as a reader would see it: exports put HTML and entities everywhere."""
    text = str(value or "")
    if "<" in text or "&" in text:
        text = text_of_all(read_content(text), " ")
    return " ".join(text.split())
