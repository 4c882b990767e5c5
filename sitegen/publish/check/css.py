"""Addresses in style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

_URL = re.compile(
    r"""url\(\s{0,20}(?:"([^"\n]*)"|'([^'\n]*)'|([^)\s"'(]*))|@import\s{0,20}(?:"([^"\n]*)"|'([^'\n]*)')""",
    re.IGNORECASE,
)
_SET = re.compile(r"image-set\(", re.IGNORECASE)
_PLAIN = re.compile(r"""["']([^"'\n]{1,2000})["']""")
"""A string in image-set() that is no argument of url() or type()."""
_LONGEST_SET = 4000
_QUOTED = re.compile(r""""(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|/\*[\s\S]*?(?:\*/|\Z)""")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t]?|(?=[\w:/.@-]))", re.ASCII)
_READ = frozenset("-./:@_")
"""What an escape may stand for besides letters and digits, to be read as if it were written out."""


def find_css_urls(text: str) -> Iterator[tuple[str, int]]:
    """(address, lines before it) of everything a style sheet or style attribute has browsers load."""
    if "\\" in text:
        text = _ESCAPE.sub(_unescape, text)
    if "(" not in text and "@" not in text:
        return
    text = _blank_comments(text)
    at = lines = 0
    for start, url in sorted([*_urls(text), *_sets(text)]):
        lines += text.count("\n", at, start)
        at = start
        yield url, lines


def _urls(text: str) -> Iterator[tuple[int, str]]:
    for found in _URL.finditer(text):
        url = next((group for group in found.groups() if group), "").strip()
        if url:
            yield found.start(), url


def _sets(text: str) -> Iterator[tuple[int, str]]:
    """The strings of `image-set("a.png" 1x, …)`, which need no url()."""
    end = 0
    for found in _SET.finditer(text):
        start = max(end, found.end())
        end = _closing(text, start)
        for plain in _PLAIN.finditer(text, start, end):
            if plain.start() == start or text[plain.start() - 1] in " \t\n,":
                yield plain.start(), plain[1].strip()


def _closing(text: str, at: int) -> int:
    """Where the bracket ends in which `at` stands."""
    depth = 1
    for i in range(at, min(len(text), at + _LONGEST_SET)):
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        if not depth:
            return i
    return min(len(text), at + _LONGEST_SET)


def _unescape(found: re.Match[str]) -> str:
    """A letter that is written as its number, or with a needless backslash."""
    if not found[1]:
        return ""
    code = int(found[1], 16)
    char = chr(code) if code < 0x80 else ""
    return char if char and (char.isalnum() or char in _READ) else found[0]


def _blank_comments(text: str) -> str:
    """Comments as the line breaks in them; in a string nothing is a comment."""
    return _QUOTED.sub(lambda found: "\n" * found[0].count("\n") if found[0].startswith("/*") else found[0], text)
