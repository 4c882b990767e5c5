"""Captions and the credit at their end."""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.convert.clean.ruleset import Ruleset

CATEGORY = "caption_credit"
_BRACKETED = re.compile(r"(?P<caption>.*\S)\s*[(\[](?P<credit>[^()\[\]]{2,80})[)\]]\.?", re.DOTALL)
_COPYRIGHT = re.compile(r"(?P<caption>[^©]*\w[^©]*[.!?”\"»|]?)\s*©\s*(?P<credit>[^©.]{2,60})", re.DOTALL)
_CUTS = re.compile(r"(?:[.!?|/”\"]|\s[—–-])\s+")


class Caption(NamedTuple):
    caption: str
    credit: str
    rule: str


def split_caption(text: str, rules: Ruleset) -> Caption | None:
    """Caption, credit and the rule that knew it, when `text` ends in a picture credit; None when it does not."""
    marked = _COPYRIGHT.fullmatch(text)
    if marked:
        return Caption(marked["caption"].rstrip(" |/—–-"), marked["credit"].strip(), "shape.copyright-sign")
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        found = _find_credit(bracketed["credit"], rules)
        if found:
            return Caption(bracketed["caption"], *found)
    for cut in reversed(list(_CUTS.finditer(text[-160:]))):
        start = max(0, len(text) - 160)
        found = _find_credit(text[start + cut.end() :], rules)
        if found:
            return Caption(text[: start + cut.end()].rstrip(" |/—–-"), *found)
    opened = _find_opening(text, rules)
    if opened:
        return Caption(text.strip(), "", opened)
    whole = _find_credit(text, rules)
    return Caption("", *whole) if whole else None


def _find_opening(text: str, rules: Ruleset) -> str | None:
    """The rule that knows a caption by its first words: `In this May 3 photo provided by`."""
    return next((m.rule.id for m in rules.find(text) if m.category == CATEGORY and m.rule.match == "start"), None)


def _find_credit(text: str, rules: Ruleset) -> tuple[str, str] | None:
    for match in rules.find(text):
        if match.category == CATEGORY and match.rule.match != "start":
            credit = match.captures.get("credit") or match.captures.get("photographer") or ""
            labelled = text[: text.find(credit)].rstrip().lower().endswith((":", "：", " by", " of", "©"))
            return (credit if credit and labelled else text.strip()), match.rule.id
    return None
