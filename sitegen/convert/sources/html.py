"""A saved page to a draft."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from sitegen.convert.metadata.evidence import find_evidence
from sitegen.convert.sources.select import judge_element, select_article
from sitegen.document.html_tree import drop_hidden, parse_html
from sitegen.document.read_html import read_html
from sitegen.model import Draft, Region, Source

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)|\burl:\s*(https?://\S+)", re.IGNORECASE)


def parse_page(source: Source) -> list[Draft]:
    """One draft: the article's blocks, everything else of the page as regions, and what its head says."""
    tree = parse_html(source.text)
    base = source.url or _find_base(tree, source.text)
    candidates = find_evidence(tree, base)

    pieces = read_html(tree.body or tree, base, judge_element(select_article(tree)))
    return [
        Draft(
            source=source,
            blocks=tuple(piece.block for piece in pieces if piece.mark is None),
            outside=tuple(
                Region(block=piece.block, category=piece.mark.category, rule=piece.mark.rule)
                for piece in pieces
                if piece.mark is not None
            ),
            candidates=candidates,
        )
    ]


def _find_base(tree: BeautifulSoup, text: str) -> str:
    """Where the page came from: its own base or canonical link, or the note a browser left when it saved it."""
    saved = _SAVED_FROM.search(text[:2000])
    if saved:
        return saved[1] or saved[2]
    for tag in (tree.find("base", href=True), tree.find("link", rel="canonical"), tree.find("meta", property="og:url")):
        if isinstance(tag, Tag):
            return str(tag.get("href") or tag.get("content") or "")
    return ""
