"""Pages that are no story: what a cookie or pay wall, an error or a feed left of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen.convert.clean.ruleset import Match, Ruleset
from sitegen.convert.clean.shape import count_words, ends_sentence, is_prose
from sitegen.document.blocks import text_of
from sitegen.model import AnyBlock, Code, Figure, ListBlock, Notice, Record, Removal, Table

_MESSAGES = {
    "error-page": "this is an error page, not a story",
    "cookie-wall": "a consent wall stands where the story should be",
    "paywalled": "a pay or log-in wall stands where the rest of the story should be",
    "excerpt": "this is an excerpt that links to the whole story",
    "empty": "no story was found",
}
"""Also the order in which they are looked for: an error page has cookie banners too."""


class _Limit(NamedTuple):
    """The most words of a story that a stub may hold, when marked surely and when by a label or by furniture."""

    sure: int
    vague: int


_LIMITS = {
    "error-page": _Limit(60, 12),
    "cookie-wall": _Limit(40, 12),
    "paywalled": _Limit(150, 40),
    "excerpt": _Limit(120, 60),
}
_LONGEST_STUB = 400
"""Words, those of the wall itself counted."""
_LONGEST_MARK = 60
_OPENING_QUOTES = frozenset('"“„«‘「『')
_FEWEST_WORDS_WITHOUT_A_SENTENCE = 15
_FURNITURE = {"paywall": "paywalled", "cookie_consent": "cookie-wall"}
"""Categories of removed lines that beside next to no story say why there is none."""


_DOTS = ("…", "...")
_CUT = tuple(f"{opening}{dots}{closing}" for dots in _DOTS for opening, closing in ("[]", "()"))


class _Mark(Record, frozen=True):
    code: str
    line: int
    sure: bool
    furniture: bool = False
    """Found in what stands around every story of a site: any words at all beside it are a story's."""


def check_stub(
    blocks: tuple[AnyBlock, ...], removed: tuple[Removal, ...], title: str, rules: Ruleset
) -> tuple[Notice, ...]:
    """The warning that a cleaned article is no story: it is short, and a line of it or of what was removed says why.

    At most one, with the code of a draft: error-page, cookie-wall, paywalled, excerpt or empty. A story about such
    things is longer, or says them within its sentences, where no rule looks.
    """
    story = list(_story_of(blocks))
    if sum(map(count_words, story)) > _LONGEST_STUB:
        return ()
    words = _count_unmarked(story, rules)
    all_words = _count_unmarked(map(text_of, blocks), rules)
    marks = [*_marks_of(title, 0, rules), *_marks_in(blocks, rules), *_marks_removed(removed, rules)]
    marks += _marks_at_end(blocks, removed)
    for code, limit in _LIMITS.items():
        for mark in marks:
            most = limit.sure if mark.sure else limit.vague
            if mark.code == code and (all_words if mark.furniture else words) <= most:
                return (Notice(code=code, message=_MESSAGES[code], line=mark.line),)
    return (Notice(code="empty", message=_MESSAGES["empty"]),) if _is_empty(blocks) else ()


def _story_of(blocks: tuple[AnyBlock, ...]) -> Iterator[str]:
    """The texts that may be a story's: sentences, and what is set as a table or code."""
    for block in blocks:
        text = text_of(block)
        for part in text.split("\n") if isinstance(block, ListBlock) else (text,):
            if part and (isinstance(block, Table | Code) or is_prose(part)):
                yield part


def _count_unmarked(texts: Iterable[str], rules: Ruleset) -> int:
    """Words of the lines that are no wall's own."""
    lines = (line for text in texts for line in text.split("\n"))
    return sum(count_words(line) for line in lines if not _find_marks(line, rules))


def _marks_in(blocks: tuple[AnyBlock, ...], rules: Ruleset) -> Iterator[_Mark]:
    for block in blocks:
        for line in text_of(block).split("\n"):
            yield from _marks_of(line, block.line, rules)


def _marks_of(text: str, line: int, rules: Ruleset) -> Iterator[_Mark]:
    """What a line says by the rules that mark; one marked `quiet` is a label that a story may be headed with too."""
    for match in _find_marks(text, rules):
        yield _Mark(match.rule.field or "", line, not match.rule.quiet)


def _find_marks(text: str, rules: Ruleset) -> tuple[Match, ...]:
    """A sentence that begins with a quotation tells what somebody said, and a long one is a story's."""
    told = text[:1] in _OPENING_QUOTES or count_words(text) > _LONGEST_MARK
    return () if told and is_prose(text) else rules.find_marks(text)


def _marks_removed(removed: tuple[Removal, ...], rules: Ruleset) -> Iterator[_Mark]:
    for removal in removed:
        for text in removal.text.split("\n"):
            yield from _marks_of(text, removal.line, rules)
            code = _FURNITURE.get(removal.category)
            if code and any(match.category == removal.category and not match.rule.quiet for match in rules.find(text)):
                yield _Mark(code, removal.line, sure=False, furniture=True)


def _marks_at_end(blocks: tuple[AnyBlock, ...], removed: tuple[Removal, ...]) -> Iterator[_Mark]:
    """Feeds end an excerpt with dots in brackets, teasers with dots and a link to the rest."""
    line, text = next(((block.line, text) for block in reversed(blocks) if (text := text_of(block).rstrip())), (0, ""))
    linked = any(removal.category == "read_more" for removal in removed)
    if text.endswith(_CUT) or (linked and text.endswith(_DOTS)):
        yield _Mark("excerpt", line, sure=True)


def _is_empty(blocks: tuple[AnyBlock, ...]) -> bool:
    """Whether nothing but some labels is there. Pictures alone may be a story."""
    if any(isinstance(block, Table | Code | Figure) for block in blocks):
        return False
    lines = [line for block in blocks for line in text_of(block).split("\n") if line]
    few = sum(map(count_words, lines)) < _FEWEST_WORDS_WITHOUT_A_SENTENCE
    return few and not any(map(ends_sentence, lines))
