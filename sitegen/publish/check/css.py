"""Addresses in style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

_URL = re.compile(
    r"""url\(\s{0,20}(?:"([^"\n]*)"|'([^'\n]*)'|([^)\s"'(]*))|@import\s{1,20}(?:"([^"\n]*)"|'([^'\n]*)')""",
    re.IGNORECASE,
)


def find_css_urls(text: str) -> Iterator[tuple[str, int]]:
    """(address, lines before it) of everything a style sheet or style attribute has browsers load."""
    if "(" not in text and "@" not in text:
        return
    text = _blank_comments(text)
    at = lines = 0
    for found in _URL.finditer(text):
        lines += text.count("\n", at, found.start())
        at = found.start()
        url = next((group for group in found.groups() if group), "").strip()
        if url:
            yield url, lines


def _blank_comments(text: str) -> str:
    """Comments as the line breaks in them."""
    parts: list[str] = []
    at = 0
    while (start := text.find("/*", at)) >= 0:
        end = text.find("*/", start + 2)
        end = len(text) if end < 0 else end + 2
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end
    return "".join([*parts, text[at:]])
