"""A phrase of a rule: what it catches in a folded line, and where to look for it without trying every phrase."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sitegen.convert.clean.fold import Folded, fold_text

_SLOT = re.compile(r"\{(\w+)\}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_NAMES = frozenset({"author", "reporter", "editor", "photographer"})
_LONGEST_SLOT = 80
_SLOT_PATTERNS = {"number": r"\d[\d.,'\u0020]{0,14}[kmKM]?", "word": r"\S{1,40}", "any": r".{1,80}"}
_INNER_WORD = re.compile(r"(?<= )[^ ]+(?= )")
_PARTICLE = re.compile(r"^(?:\w{1,2}['’]|(?:al|el|ben|bin|ibn|as|ad|ar|ul)-)")


class Phrase(NamedTuple):
    """`prefix` is what a line must start with, folded, `suffix` what it must end with, `literal` the longest run it
    must hold, and `word` the longest word it must hold between blanks. Each may be empty."""

    text: str
    match: str
    prefix: str
    suffix: str
    literal: str
    word: str
    reach: int
    """How far into a line the phrase can end."""

    def fullmatch(self, folded: str) -> re.Match[str] | None:
        """The match of a whole folded line, its groups the slots that have names."""
        return _compile(self.text, self.match).fullmatch(folded) if self.literal in folded else None


def has_slots(phrase: str) -> bool:
    return _SLOT.search(phrase) is not None


def parse_phrase(text: str, match: str) -> Phrase:
    """A phrase as it is written in a rule; `match` is the rule's: `line`, `start` or `label`."""
    literals = [_fold_literal(part) for part in _SLOT.split(text)[::2]]
    literal = max(literals, key=len)
    return Phrase(
        text=text,
        match=match,
        prefix=literals[0],
        suffix=literals[-1] if match == "line" else "",
        literal=literal,
        word=max(_INNER_WORD.findall(literal), key=len, default=""),
        reach=sum(map(len, literals)) + _LONGEST_SLOT * (len(literals) - 1),
    )


@lru_cache(maxsize=4096)
def _compile(phrase: str, match: str) -> re.Pattern[str]:
    """The regular expression of a phrase: anchored, every slot bounded, so it runs in linear time. Made when a line
    holds the words of the phrase, for most phrases are in no line of a page."""
    parts = _SLOT.split(phrase)
    seen: set[str] = set()
    regex = ""
    for i, part in enumerate(parts):
        if i % 2 == 0:
            regex += re.escape(_fold_literal(part))
        elif part in _SLOT_PATTERNS or part in seen:
            regex += _SLOT_PATTERNS.get(part, ".{1,80}") + "?" * (part != "number")
        else:
            seen.add(part)
            regex += f"(?P<{part}>.{{1,80}}?)"
    if match == "start":
        regex += ".*" if _UNSPACED.search(phrase) else r"(?:\W.*)?"
    elif match == "label":
        regex += r"(?:\s*[:|-]\s*.*)?"
    return re.compile(regex, re.DOTALL)


def _fold_literal(part: str) -> str:
    """Fold the inside of a phrase, keeping the blanks and punctuation at its ends that folding would strip."""
    core = fold_text(f"x{part}x")[1:-1]
    return " ".join(core.split(" ")) if core.strip() else core


def captures_of(hit: re.Match[str], folded: Folded, line: str) -> dict[str, str] | None:
    """What the slots caught; None when a slot for a person's or agency's name caught something else."""
    captures: dict[str, str] = {}
    for name, value in hit.groupdict().items():
        if value is None:
            continue
        start, end = hit.span(name)
        original = line[folded.offsets[start] : folded.offsets[end - 1] + 1].strip()
        if name in _NAMES and not is_name(original):
            return None
        captures[name] = original
    return captures


def is_name(text: str) -> bool:
    """Whether `text` is shaped like names: few words, no digits, capitals where the script has them."""
    words = text.split()
    if not words or len(text) > 80 or any(char.isdigit() for char in text) or text[-1] in ":;?!":
        return False
    significant = [_PARTICLE.sub("", word) for word in words if len(word) > 3]
    parts = re.split(r",| and | & | und | et | y | e | i | en | och | ve | و | और ", text)
    few = all(len(part.split()) <= 6 for part in parts)
    return few and all(word[0].upper() == word[0] for word in (words[0], *filter(None, significant)))
