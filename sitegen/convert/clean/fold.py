"""The folded copy of a line that rules are matched on; the output keeps the original characters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′ʼ`´"), "'") | dict.fromkeys(map(ord, "“”„‟″«»‹›"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_LETTERS = {ord("ı"): "i", 0x640: "", ord("ي"): "ى", ord("ة"): "ه"} | dict.fromkeys(map(ord, "أإآٱ"), "ا")
_TABLE: dict[int, str] = {**_QUOTES, **_DASHES, **_LETTERS, ord("©"): "(c)"}
_LEADING = " -*.>|#~_+=:;,·•»\"'"
_TRAILING = " .:;,!…·•|>»-\"'।。؟؛！：→"
_BRACKETS = ("()", "[]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")


class Folded(NamedTuple):
    """`text` is the folded line; `offsets[i]` is where its i-th character begins in the original."""

    text: str
    offsets: tuple[int, ...]


def fold(line: str) -> Folded:
    """Fold a line: NFKC, case, quotes, dashes, one i, no zero-width or combining marks, bullets or end punctuation."""
    pairs: list[tuple[str, int]] = []
    for at, char in enumerate(line):
        for folded in _fold_char(char):
            if folded != " " or (pairs and pairs[-1][0] != " "):
                pairs.append((folded, at))
    text = "".join(char for char, _ in pairs)
    start, end = _inner(text)
    return Folded(text[start:end], tuple(at for _, at in pairs[start:end]))


def fold_text(line: str) -> str:
    """The text of `fold(line)` alone, much faster: every line of every page passes here."""
    if not line.isascii():
        line = _NON_ASCII.sub(_fold_run, line)
    text = line.encode().translate(_ASCII, _ASCII_DROPPED).decode()
    if "  " in text:
        text = " ".join(text.split())
    text = text.lstrip(_LEADING).rstrip(_TRAILING)
    if text[:1] + text[-1:] in _BRACKETS:
        start, end = _inner(text)
        return text[start:end]
    return text


def _inner(text: str) -> tuple[int, int]:
    """The range without bullets in front, end punctuation behind, and brackets round the whole."""
    start, end = 0, len(text)
    while True:
        while start < end and text[start] in _LEADING:
            start += 1
        while end > start and text[end - 1] in _TRAILING:
            end -= 1
        if end - start <= 2 or text[start] + text[end - 1] not in _BRACKETS:
            return start, end
        start, end = start + 1, end - 1


def _fold_run(run: re.Match[str]) -> str:
    return "".join(map(_fold_char, run[0]))


@cache
def _fold_char(char: str) -> str:
    """What one character becomes; cached, for a language uses few."""
    if char.isspace():
        return " "
    mapped = _TABLE.get(ord(char))
    if mapped is not None:
        return mapped
    decomposed = unicodedata.normalize("NFKD", char).casefold()
    return "".join(_TABLE.get(ord(part), part) for part in decomposed if _is_seen(part))


def _is_seen(char: str) -> bool:
    """Letters, digits, punctuation and the marks Indic scripts spell with; no accents, symbols or joiners."""
    category = unicodedata.category(char)
    if category == "Mn":
        return not (unicodedata.combining(char) and char < "\u0900")
    return category not in ("Cf", "Cc", "So", "Sk", "Cn", "Co", "Cs")


# The bytes of other characters are above these in UTF-8 and stay as they are.
_ASCII = bytes(ord(_fold_char(chr(code)) or " ") if code < 128 else code for code in range(256))
_ASCII_DROPPED = bytes(code for code in range(128) if not _fold_char(chr(code)))
