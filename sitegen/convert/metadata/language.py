"""The language of a text whose source does not name it."""

from __future__ import annotations

import re

_LABEL = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")
_TAG = re.compile(
    r"(?P<primary>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?(?![^-_.@])"
)
_OF_SEVERAL_SCRIPTS = frozenset(["zh"])
"""Languages whose region tells the script where none is named: `zh-TW` is not written as `zh-CN` is."""
_FEWEST_LETTERS = 60


def primary_language(label: str) -> str | None:
    """The primary subtag of a language label (BCP 47), lower case."""
    hit = _LABEL.match(label.strip())
    return hit[0].lower() if hit else None


def written_language(label: str) -> str | None:
    """The language of a label with its script, where that is told, and the region beside it; else the language alone,
    for most regions are the default of somebody's software. In the usual case: `zh-Hant-TW`."""
    hit = _TAG.match(label.strip())
    if not hit:
        return primary_language(label)
    primary, script, region = hit["primary"].lower(), (hit["script"] or "").title(), (hit["region"] or "").upper()
    if not script and primary not in _OF_SEVERAL_SCRIPTS:
        return primary
    return "-".join(filter(None, (primary, script, region)))


def find_language(text: str) -> str | None:
    """The language `text` is written in; None when there is too little of it to say."""
    if sum(char.isalpha() for char in text) < _FEWEST_LETTERS:
        return None
    import py3langid  # slow to import, and pages and feeds name their language

    return str(py3langid.classify(text[:4000])[0])
