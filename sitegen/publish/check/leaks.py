"""Words of stories that are not to be seen, found in any output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
"""A word, or a character of a script without word gaps."""
_END = re.compile(r"[.!?…。！？。؟।]+[\"'”’»)\]]*\s|\n\s*\n")
_TARGET = re.compile(r"\]\([^()\s]*(?:\s(?:\"[^\"\n]*\"|'[^'\n]*'))?\)")
_INLINE = "a|abbr|b|bdi|bdo|br|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr"
_TAG = re.compile(rf"<(?:\\?/)?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
"""What stands within sentences, in HTML or in HTML in JSON."""
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[nrt])")
_RUN = 8
"""Words in a row by which a text is known: with fewer, sentences that everybody writes would be found."""
_SHORTEST = 4
"""Words of a headline that is looked for."""

Gram = tuple[str, ...]


class Hidden(NamedTuple):
    """A story that is not to be seen: its path under content/, its headline and its Markdown."""

    path: str
    title: str
    body: str


class Hit(NamedTuple):
    """A run of hidden words in an output, and the line it is on."""

    gram: Gram
    story: str
    line: int


Secrets = dict[int, dict[Gram, str]]
"""The content file of each run of words, by the run and its length."""


def words_in(text: str) -> list[str]:
    """The words of any kind of file, markup and all, as they are compared."""
    return _WORD.findall(_decode(text).casefold())


def _decode(text: str) -> str:
    if "\\" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text)
    return unescape(text) if "&" in text else text


def _bare(text: str) -> str:
    """A decoded text without what stands between the words of a sentence: tags, and where links lead."""
    return _TAG.sub(" ", _TARGET.sub("] ", text))


def _readings(text: str) -> Iterator[list[str]]:
    """The words of a text, and those that its readers see: attributes hold words, and break sentences."""
    plain = _decode(text)
    yield _WORD.findall(plain.casefold())
    bare = _bare(plain)
    if bare != plain:
        yield _WORD.findall(bare.casefold())


def gather_secrets(stories: Iterable[Hidden]) -> Secrets:
    """The runs of words to look for: every eighth of each sentence, so that a whole one is found; and headlines."""
    secrets: Secrets = {}
    for story in stories:
        text = _bare(story.body)
        for sentence in _END.split(text):
            words = words_in(sentence)
            for at in range(0, len(words) - _RUN + 1, _RUN):
                secrets.setdefault(_RUN, {}).setdefault(tuple(words[at : at + _RUN]), story.path)
        title = tuple(words_in(story.title))[:_RUN]
        if len(title) >= _SHORTEST:
            secrets.setdefault(len(title), {}).setdefault(title, story.path)
    return secrets


def grams_of(words: list[str], length: int) -> Iterator[Gram]:
    return zip(*(words[i:] for i in range(length)), strict=False)


def find_hits(text: str, secrets: Secrets) -> list[Hit]:
    """The first hidden run of each story in an output; linear in its length."""
    if not secrets:
        return []
    hits: dict[str, Hit] = {}
    for words in _readings(text):
        for length, grams in secrets.items():
            if grams.keys().isdisjoint(grams_of(words, length)):
                continue
            for gram in grams_of(words, length):
                if gram in grams and grams[gram] not in hits:
                    hits[grams[gram]] = Hit(gram, grams[gram], _line_of(text, gram))
    return list(hits.values())


def known_grams(text: str, grams: Iterable[Gram]) -> set[Gram]:
    """Which of some runs stand in a text that may be seen."""
    wanted = set(grams)
    lengths = {len(gram) for gram in wanted}
    return {
        gram for words in _readings(text) for length in lengths for gram in grams_of(words, length) if gram in wanted
    }


def _line_of(text: str, gram: Gram) -> int:
    """The line a run begins on; 0 where markup hides it."""
    pattern = r"[\W_]{0,60}".join(map(re.escape, gram))
    found = re.search(pattern, text, re.IGNORECASE)
    return text.count("\n", 0, found.start()) + 1 if found else 0
