"""The words of an article as clusters compare them: folded, without Markdown, scripts without gaps by the character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from unicodedata import category

from sitegen.convert.clean.fold import fold_text

_TARGETS = re.compile(r"\]\([^()\s]*\)")
"""Where links lead differs from house to house."""
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_QUOTATION = re.compile(r"[“„«「\"]([^“”„«»「」\"\n]{20,400})[“”»」\"]")
_WITHIN = re.compile(r"(?<=[^\s.!?:…“”\"«»„‘(–—-] )[A-Z\u00c0-\uffff]\w*")
"""Words within a sentence, where a capital is the mark of a name."""
_GAPS = bytes(code if chr(code).isalnum() or code > 127 else 32 for code in range(256))
_HAN_NUMERALS = frozenset("〇零一二三四五六七八九十百千万億亿兆")
FEWEST_WORDS = 8
"""Less is no story: `More to follow.`"""
_SAMPLE = 100
SPACED_SHINGLE, UNSPACED_SHINGLE = 3, 5
"""Words, or characters, in a row that are compared."""


class Wording(NamedTuple):
    """An article for comparison: its words in order, those of its headline, those that are `names` and `numbers`; runs
    of `size` words are what is compared."""

    words: tuple[str, ...]
    title: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    language: str
    size: int

    def shingles(self) -> Iterator[tuple[str, ...]]:
        """Each run of words, in order."""
        return zip(*(self.words[i:] for i in range(self.size)), strict=False)


def words_of(text: str) -> list[bytes]:
    """The words of a text, in UTF-8; each character of a script without gaps is one."""
    folded = fold_text(_TARGETS.sub("]", text))
    if not folded.isascii():
        folded = _NON_ASCII.sub(_separate, folded)
    return folded.encode("utf-8", "replace").translate(_GAPS).split()


def quotations_of(text: str) -> list[str]:
    """What is said in quotation marks within a paragraph, but for single words and names."""
    return _QUOTATION.findall(text)


def is_unspaced(words: list[bytes]) -> bool:
    """Whether most of the words of a text are single characters of a script without gaps, by its beginning."""
    head = words[:_SAMPLE]
    return 2 * sum(word[0] > 0xDF and is_apart(word.decode()) for word in head) > len(head)


def read_wording(title: str, body: str, language: str | None) -> Wording:
    """The record that comparisons are made with."""
    encoded = words_of(body)
    size = UNSPACED_SHINGLE if is_unspaced(encoded) else SPACED_SHINGLE
    words = tuple(b" ".join(encoded).decode().split(" "))
    names = {name for name in _WITHIN.findall(body) if name[0].isupper()}
    return Wording(
        words=words,
        title=frozenset(word.decode() for word in words_of(title)),
        names=frozenset(word.decode() for word in words_of("\n".join(sorted(names)))),
        numbers=frozenset(word for word in set(words) if word[0].isdigit() or word in _HAN_NUMERALS),
        language=(language or "").partition("-")[0].casefold(),
        size=size,
    )


def _separate(run: re.Match[str]) -> str:
    return "".join(map(_apart, run[0]))


@cache
def _apart(char: str) -> str:
    """Letters, marks and digits stay, with gaps around those of scripts without; all else is a gap."""
    if is_apart(char):
        return f" {char} "
    return char if category(char)[0] in "LMN" else " "


def is_apart(word: str) -> bool:
    """Whether a word is one character of a script that writes no gaps between words."""
    return len(word) == 1 and _UNSPACED.match(word) is not None
