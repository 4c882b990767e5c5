"""Captions and the credit at their end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from sitegen.convert.clean.ruleset import Match, Ruleset
from sitegen.convert.clean.shape import count_words, ends_sentence

CATEGORY = "caption_credit"
_BRACKETED = re.compile(r"(?P<caption>.*\S)\s*[(\[（［](?P<credit>[^()\[\]（）［］]{2,80})[)\]）］][.。]?", re.DOTALL)
_OWNER = re.compile(r"\s*[^©.\s][^©.]{1,59}")
"""What may follow the copyright sign."""
_ENDS = (")", "]", "）", "］", ").", "].", "）。", "］。")
_WRAPPED = re.compile(r"[(\[（［]([^()\[\]（）［］]*)[)\]）］][.。]?")
_CUTS = re.compile(r"(?:[.!?…|/”»\"।॥۔؟]|\s[—–-])\s+|[。！？＝、，」』]\s*|\n\s*")
"""Where a credit may begin: after a sentence, a bar or a dash; in scripts without gaps no blank follows the mark."""
_LABELS = re.compile(r"\s(?=[^\W\d_]{3,20}\s?[:：])")
"""Where a word with a colon begins: `at the pier Photo: Ann Lee`."""
_TAIL = 160
"""Characters at the end of a caption among which its credit stands."""
_EDGE = " \n|/—–-"
_CLOSING = " \t\n.,;:|/—–-。"
_PARTED = (":", "：", ".", "=", "＝", "・", "©", " by", " of", " von", " van", " av", " par", " oleh", " de", " di")
"""What stands between a label and the name that it labels."""
_MADE = ("摄", "攝", "撮影", "供图", "供圖", "提供")
"""What follows a name where the verb comes last."""
_PARTICLES = re.compile("[をがはにでとも的了在被]")
"""In a name these are rare; in what somebody did with a camera there is hardly a clause without one."""
_LONGEST_MAKER = 24
_LONGEST_OWN_LINE = 6
"""Words of a credit that stands on its own line below a caption."""
_OUTLET_AND_NAME = re.compile(r"[^\W\d_][^/()]{1,40}/\s?[^\W\d_][^()]{1,40}")


class Caption(NamedTuple):
    """A caption without its credit, whom that names, the rule that knew it, and the credit in its own words."""

    caption: str
    credit: str
    rule: str
    worded: str = ""


class _Credit(NamedTuple):
    name: str
    rule: str
    worded: str


def split_caption(text: str, rules: Ruleset) -> Caption | None:
    """Caption, credit and the rule that knew it, when `text` ends in a picture credit; None when it does not."""
    words, sign, owner = text.partition("©")
    if sign and _OWNER.fullmatch(owner) and any(map(str.isalnum, words)):
        return Caption(words.rstrip(_EDGE), owner.strip(), "shape.copyright-sign", sign + owner.rstrip())
    bracketed = _BRACKETED.fullmatch(text) if text.endswith(_ENDS) else None
    if bracketed:
        found = _find_credit(bracketed["credit"], rules)
        if found:
            return Caption(bracketed["caption"], *found)
    start = max(0, len(text) - _TAIL)
    for cut in reversed(list(_CUTS.finditer(text, start))):
        found = _find_credit(text[cut.end() :], rules)
        if found:
            return Caption(text[: cut.end()].rstrip(_EDGE + "、，＝"), *found)
    matches = rules.find(text)
    for match in matches:  # known by its first words: `In this May 3 photo provided by`
        if match.category == CATEGORY and match.rule.match == "start":
            return Caption(text.strip(), "", match.rule.id)
    whole = _credit_of(text, matches)
    return Caption("", *whole) if whole else None


def split_figure_caption(text: str, rules: Ruleset) -> Caption:
    """The same of words that the page itself shows as a picture's: there a credit is known by less."""
    found = split_caption(text, rules)
    if found:
        return found
    for cut in reversed(list(_LABELS.finditer(text, max(0, len(text) - _TAIL)))):
        credit = _find_credit(text[cut.end() :], rules)
        if credit:
            return Caption(text[: cut.start()].rstrip(_EDGE), *credit)
    bracketed = _BRACKETED.fullmatch(text) if text.endswith(_ENDS) else None
    if bracketed and _OUTLET_AND_NAME.fullmatch(bracketed["credit"]):
        return Caption(bracketed["caption"], bracketed["credit"], "shape.outlet-and-name", bracketed["credit"])
    above, gap, last = text.rpartition("\n")
    if gap and above.strip() and count_words(last) <= _LONGEST_OWN_LINE and not ends_sentence(last):
        return Caption(above.rstrip(_EDGE), last.strip(), "shape.credit-line", last.strip())
    return Caption(text.strip(_EDGE), "", "shape.figure")


def is_credit_alone(text: str, matches: Iterable[Match]) -> bool:
    """Whether a line that `matches` rules is nothing but a picture credit."""
    return _credit_of(text, matches) is not None


def _find_credit(text: str, rules: Ruleset) -> _Credit | None:
    return _credit_of(text, rules.find(text))


def _credit_of(text: str, matches: Iterable[Match]) -> _Credit | None:
    """The credit in `text`, and the rule that knows it."""
    for match in matches:
        if match.category == CATEGORY and match.rule.match != "start" and not _is_clause(text, match):
            worded = text.strip(" \n|")
            wrapped = _WRAPPED.fullmatch(worded)
            worded = wrapped[1].strip() if wrapped else worded
            return _Credit(_name_in(worded, match), match.rule.id, worded)
    return None


def _name_in(text: str, match: Match) -> str:
    """What a credit says without its label; all of it where the words around the name are part of it (`AFP/File`)."""
    slots = [value for slot in ("credit", "photographer") if (value := match.captures.get(slot))]
    at = min((text.find(value) for value in slots), default=-1)
    if at < 0:
        return text
    made = text.rstrip(_CLOSING)
    if made.endswith(_MADE):
        return slots[0].strip(_CLOSING)
    if at and _is_label(text[:at], match):
        return text[at:].strip(_CLOSING)
    return text


def _is_label(text: str, match: Match) -> bool:
    """Whether words before a name only say that a picture follows: one word, or more that are set off from the name."""
    bare = text.rstrip()
    if bare.lower().endswith(_PARTED):
        return True
    if bare.endswith(("/", "／")):
        return bare >= "\u3040" and not match.rule.id.startswith("und.")  # `圖/`, but `Reprodução/`
    return " " not in bare and not match.rule.id.startswith("und.")


def _is_clause(text: str, match: Match) -> bool:
    """Whether a line that ends with the verb is what somebody did with a camera, and credits nobody."""
    made = text.rstrip(" )]）］")
    ending = next((verb for verb in _MADE if made.rstrip("。").endswith(verb)), None)
    if ending is None or not match.captures or text.lstrip(" (（").startswith(("写真", "画像", "图", "圖", "照片")):
        return False
    maker = max(match.captures.values(), key=len)
    return (
        made.endswith("。")
        or maker.endswith("拍")
        or len(maker) > _LONGEST_MAKER
        or bool(_PARTICLES.search(maker[-8:]))
    )
