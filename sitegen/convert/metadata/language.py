"""The language of a text whose source does not name it."""

from __future__ import annotations

import re

_LABEL = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")
_FEWEST_LETTERS = 60


def primary_language(label: str) -> str | None:
    """The primary subtag of a language label (BCP 47), lower case."""
    hit = _LABEL.match(label.strip())
    return hit[0].lower() if hit else None


def find_language(text: str) -> str | None:
    """The language `text` is written in; None when there is too little of it to say."""
    if sum(char.isalpha() for char in text) < _FEWEST_LETTERS:
        return None
    import py3langid  # slow to import, and pages and feeds name their language

    return str(py3langid.classify(text[:4000])[0])
