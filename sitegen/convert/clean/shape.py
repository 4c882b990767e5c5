"""What a line looks like, in any script: prose, a headline, a subheading."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TERMINATORS = ".!?…。！？｡।॥؟۔።"
_CLOSERS = "\"'”’»›)]』」》"
_SENTENCE_END = re.compile(rf"[{re.escape(_TERMINATORS)}][{re.escape(_CLOSERS)}\u0020.]*(?:\s|$)|[。！？।॥](?=.)")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LETTERS_A_WORD = 2.5
"""Characters that make a word in scripts without gaps, on average."""
_PROSE_WORDS = 9
_LONGEST_QUESTION = 18


@lru_cache(4096)  # the same line is asked about in several rooms
def count_words(text: str) -> int:
    """Words in `text`; scripts without gaps count by their characters."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    if unspaced:
        return round(unspaced / _LETTERS_A_WORD) + len(_UNSPACED.sub(" ", text).split())
    return len(text.split())


def ends_sentence(text: str) -> bool:
    """Whether the last mark is that of a finished sentence, closing quotes aside."""
    bare = text.rstrip(_CLOSERS + " ")
    return bool(bare) and bare[-1] in _TERMINATORS


def count_sentences(text: str) -> int:
    return len(_SENTENCE_END.findall(text))


@lru_cache(4096)
def is_prose(text: str) -> bool:
    """Whether a block reads like the story: a finished sentence of some length, or several."""
    words = count_words(text)
    if words < _PROSE_WORDS:
        return words >= 4 and ends_sentence(text) and text.rstrip()[-1] in _CLOSERS and text[0] in "\"'“‘«„»「"
    if words < _LONGEST_QUESTION and text.rstrip(_CLOSERS + " ")[-1:] in "?!？！؟" and count_sentences(text) < 2:
        return False  # a headline or subheading that asks
    return ends_sentence(text) or (words >= 25 and count_sentences(text) >= 1) or text.rstrip().endswith(":")


def is_quoted(text: str) -> bool:
    """Whether somebody is quoted in the line."""
    return bool(re.search(r"[\"“„«‘「『].{3,}[\"”»’」』]", text))


def is_headline(text: str) -> bool:
    """Whether a line could head a story: some words, no full stop."""
    words = count_words(text)
    return 3 <= words <= 35 and text.rstrip()[-1] not in ".:;,…。।" and any(char.isalpha() for char in text)


def is_label(text: str) -> bool:
    """Whether a line is a word or two that no mark ends."""
    return count_words(text) <= 2 and text.rstrip()[-1:] not in ".:;,…。।" and _has_letter(text)


def is_subheading(text: str) -> bool:
    """Whether a line between paragraphs could head what follows it."""
    words = count_words(text)
    bare = text.rstrip(_CLOSERS + " ")
    starts_high = not text[0].islower()
    return 1 <= words <= 14 and bool(bare) and bare[-1] not in ".:;,…。।" and starts_high and _has_letter(text)


def _has_letter(text: str) -> bool:
    return any(unicodedata.category(char).startswith("L") for char in text)
