"""The one dialect of Markdown that sitegen reads, writes and publishes: CommonMark with tables, without raw HTML."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from sitegen.document.links import is_safe


class Dialect(MarkdownIt):
    """markdown-it with our allow-list of addresses."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (the name is markdown-it's)
        return is_safe(url)


@cache
def markdown_parser() -> MarkdownIt:
    """The shared parser; it keeps no state between documents."""
    return Dialect("commonmark", {"html": False}).enable("table")
