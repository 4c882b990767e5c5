"""The page that an item of a feed leads to: whether it holds the item's story, and the article of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.shape import count_words
from sitegen.convert.identity import is_similar
from sitegen.convert.report import DOUBTS
from sitegen.document.blocks import text_of_all
from sitegen.model import Article, Candidate, ContentFile

_PAGE = re.compile(r"<(?:!doctype\s{1,9}html|html|head|body|meta|title|main|article|section|div|p)[\s>]", re.IGNORECASE)
_HEAD = 5000
_FILLING = 1000
"""Added to the ranks of what the item says: it counts where the page says nothing."""
_OWN = ("text:", "rule:", "option:", "site.toml:")
"""What was read from the words of the item, or is known without it."""
_LEAST = 0.8
"""Part of the item's words that the page has at least."""
_SHARED = 0.5
"""Part of the item's headline that the page's words hold, where their texts have nothing in common."""


def is_page(text: str) -> bool:
    """Whether a text looks like HTML."""
    return _PAGE.search(text[:_HEAD]) is not None


def take_whole(item: Article, read: Callable[[tuple[Candidate, ...]], Sequence[Article]]) -> Article | None:
    """The article that `read` makes of the page, given what the item says; None where it makes none or several."""
    given = (found for found in item.evidence if not found.origin.startswith(_OWN))
    articles = read(tuple(replace(found, rank=found.rank + _FILLING, line=0) for found in given))
    return articles[0] if len(articles) == 1 else None


def check_whole(item: Article, whole: Article | None) -> str:
    """What keeps a page's article from being the item's whole story; empty where it is that."""
    if whole is None:
        return "holds no story"
    doubts = (notice for notice in whole.warnings if notice.code in DOUBTS and notice.code != "no-title")
    fault = next((notice.message for notice in doubts), "")
    if fault:
        return f"holds no whole story: {fault}"
    text, excerpt = text_of_all(whole.blocks), text_of_all(item.blocks)
    if count_words(text) < _LEAST * count_words(excerpt):
        return "says less than its feed does"
    return "" if _is_one_story(item, excerpt, whole, text) else "leads to another story"


def _is_one_story(item: Article, excerpt: str, whole: Article, text: str) -> bool:
    """Whether two texts share what versions of a story share, or the page speaks of what the item's headline says."""
    title = item.metadata.title
    if (excerpt and is_similar(excerpt, text)) or (title and is_similar(title, whole.metadata.title)):
        return True
    wanted = set(fold_text(title).split())
    found = set(fold_text(f"{whole.metadata.title} {text}").split())
    return len(wanted & found) >= _SHARED * len(wanted) if wanted else not excerpt


def is_excerpt(article: Article) -> bool:
    """Whether an article is known to be no more than a part of its story."""
    return any(notice.code == "excerpt" for notice in article.warnings)


def is_poorer(article: Article, kept: ContentFile) -> bool:
    """Whether an excerpt is of a story that is kept whole."""
    return not kept.front.draft and count_words(kept.body) > count_words(text_of_all(article.blocks))
