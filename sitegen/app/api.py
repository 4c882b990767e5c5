"""What `import sitegen` offers: raw articles in, records out, and each record in every form from the same blocks."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

from sitegen.app.knowledge import load_knowledge
from sitegen.app.site import find_site
from sitegen.convert import pipeline
from sitegen.convert.report import article_to_json, format_article
from sitegen.document.blocks import text_of_all
from sitegen.document.write_markdown import format_markdown
from sitegen.model import Article
from sitegen.publish.config import Images, SiteConfig
from sitegen.publish.markdown import render_markdown

Folder = str | PathLike[str]
_ANYWHERE = SiteConfig(title="", base_url="https://localhost/", images=Images(remote="show"))
"""A page of no site in particular: addresses stay as they are."""


def convert(data: bytes | str, url: str, name: str, site: Folder | None, ftr: Folder | None) -> list[Article]:
    """See `sitegen.convert`."""
    given = data.encode("utf-8", "replace") if isinstance(data, str) else data
    own = find_site(Path(site)) if site is not None else None
    return pipeline.convert(name, given, load_knowledge(own, Path(ftr) if ftr is not None else None), url)


def to_markdown(article: Article) -> str:
    """The body as CommonMark with tables."""
    return format_markdown(article.blocks)


def to_text(article: Article) -> str:
    """The body as plain text, a blank line between blocks."""
    return text_of_all(article.blocks)


def to_html(article: Article) -> str:
    """The body as an HTML fragment, safe to show: every character of the article is escaped, no script can be in it."""
    return render_markdown(format_markdown(article.blocks), _ANYWHERE)


def to_json(article: Article) -> dict[str, Any]:
    """Everything that is known of the article as plain data: the object of `sitegen convert --json`."""
    return article_to_json(article)


def to_content_file(article: Article) -> str:
    """The file that `sitegen import` would write: front matter and Markdown."""
    return format_article(article)
