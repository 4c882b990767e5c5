"""Whether an id says that two articles are one story: there are feeds that give all of their items the same."""

from __future__ import annotations

from sitegen.app.holdings import Holdings, Known
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.identity import is_similar
from sitegen.document.write_markdown import format_markdown
from sitegen.model import Article


def find_same(article: Article, known: Known | None, digest: str, holdings: Holdings) -> Known | None:
    """The story known by an article's id, of several the one with its headline; None where it is another: headline
    and text have nothing in common, and both came in one input (`digest`) or from different addresses. A notice is
    about whatever has its id."""
    title = fold_text(article.metadata.title)
    if not known or not article.item or not article.blocks or title == fold_text(known.title):
        return known
    if article.lifecycle.status == "canceled" or known.status == "withdrawn":
        return known
    twin = holdings.find("title", title)
    if twin and (twin.origin.seed, twin.origin.item) == (known.origin.seed, known.origin.item):
        return twin
    url = article.metadata.canonical_url or article.attribution.original_url
    is_beside = (known.origin.seed, known.origin.digest) == (article.source, digest)
    if not is_beside and (not url or not known.url or url == known.url):
        return known
    return known if is_similar(holdings.read(known).body, format_markdown(article.blocks)) else None
