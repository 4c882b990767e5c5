"""Captions and the credit at their end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from sitegen.convert.clean.ruleset import Match, Ruleset

CATEGORY = "caption_credit"
_BRACKETED = re.compile(r"(?P<caption>.*\S)\s*[(\[](?P<credit>[^()\[\]]{2,80})[)\]]\.?", re.DOTALL)
_OWNER = re.compile(r"\s*[^©.\s][^©.]{1,59}")
"""What may follow the copyright sign."""
_ENDS = (")", "]", ").", "].")
_CUTS = re.compile(r"(?:[.!?|/”\"]|\s[—–-])\s+")


class Caption(NamedTuple):
    caption: str
    credit: str
    rule: str


def split_caption(text: str, rules: Ruleset) -> Caption | None:
    """Caption, credit and the rule that knew it, when `text` ends in a picture credit; None when it does not."""
    words, sign, owner = text.partition("©")
    if sign and _OWNER.fullmatch(owner) and any(map(str.isalnum, words)):
        return Caption(words.rstrip(" \n|/—–-"), owner.strip(), "shape.copyright-sign")
    bracketed = _BRACKETED.fullmatch(text) if text.endswith(_ENDS) else None
    if bracketed:
        found = _find_credit(bracketed["credit"], rules)
        if found:
            return Caption(bracketed["caption"], *found)
    for cut in reversed(list(_CUTS.finditer(text[-160:]))):
        start = max(0, len(text) - 160)
        found = _find_credit(text[start + cut.end() :], rules)
        if found:
            return Caption(text[: start + cut.end()].rstrip(" |/—–-"), *found)
    matches = rules.find(text)
    for match in matches:  # known by its first words: `In this May 3 photo provided by`
        if match.category == CATEGORY and match.rule.match == "start":
            return Caption(text.strip(), "", match.rule.id)
    whole = _credit_of(text, matches)
    return Caption("", *whole) if whole else None


def _find_credit(text: str, rules: Ruleset) -> tuple[str, str] | None:
    return _credit_of(text, rules.find(text))


def _credit_of(text: str, matches: Iterable[Match]) -> tuple[str, str] | None:
    """The credit in `text`, and the rule that knows it."""
    for match in matches:
        if match.category == CATEGORY and match.rule.match != "start":
            credit = match.captures.get("credit") or match.captures.get("photographer") or ""
            labelled = text[: text.find(credit)].rstrip().lower().endswith((":", "：", " by", " of", "©"))
            return (credit if credit and labelled else text.strip()), match.rule.id
    return None
