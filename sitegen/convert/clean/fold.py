"""The folded copy of a line that rules are matched on; the output keeps the original characters."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′ʼ`´"), "'") | dict.fromkeys(map(ord, "“”„‟″«»‹›"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_LETTERS = {ord("ı"): "i", 0x640: "", ord("ي"): "ى", ord("ة"): "ه"} | dict.fromkeys(map(ord, "أإآٱ"), "ا")
_TABLE: dict[int, str] = {**_QUOTES, **_DASHES, **_LETTERS, ord("©"): "(c)"}
_LEADING = frozenset("-*.>|#~_+=:;,·•»\"'")
_TRAILING = frozenset(" .:;,!…·•|>»-\"'।。؟؛！：→")


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
    start, end = _inner(pairs)
    return Folded("".join(char for char, _ in pairs[start:end]), tuple(at for _, at in pairs[start:end]))


def fold_text(line: str) -> str:
    """The folded text alone."""
    return fold(line).text


def _inner(pairs: list[tuple[str, int]]) -> tuple[int, int]:
    """The range without bullets in front, end punctuation behind, and brackets round the whole."""
    start, end = 0, len(pairs)
    while start < end and (pairs[start][0] in _LEADING or pairs[start][0] == " "):
        start += 1
    while end > start and pairs[end - 1][0] in _TRAILING:
        end -= 1
    if end - start > 2 and pairs[start][0] + pairs[end - 1][0] in ("()", "[]"):
        inner_start, inner_end = _inner(pairs[start + 1 : end - 1])
        return start + 1 + inner_start, start + 1 + inner_end
    return start, end


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
