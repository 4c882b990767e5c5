"""An article as `convert` gives it out: one JSON object, or the text of a content file."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec
from msgspec.structs import replace

from sitegen.document.blocks import text_of_all
from sitegen.document.write_markdown import format_markdown
from sitegen.frontmatter import format_content_file
from sitegen.model import Article, Candidate, FrontMatter, Origin, Window

DOUBTS = frozenset(
    [
        *("cookie-wall", "empty", "error-page", "excerpt", "no-title", "paywalled", "pdf", "truncated"),
        *("excerpt-only", "licence-cut", "not-released"),
    ]
)
"""Warnings that keep a story from being published before somebody looked."""


def article_to_json(article: Article) -> dict[str, Any]:
    """The object of `convert --json` (DESIGN: Contracts): plain data, ready for any JSON writer."""
    meta = msgspec.to_builtins(article.metadata)
    return {
        "source": article.source,
        "item": article.item,
        **{key: meta[key] for key in ("authors", "published", "modified", "language", "site_name")},
        "title": meta["title"] or None,
        **{key: meta[key] for key in ("canonical_url", "section", "tags", "summary", "images")},
        "markdown": format_markdown(article.blocks),
        "text": text_of_all(article.blocks),
        "attribution": _attribution_to_json(article),
        "moved": msgspec.to_builtins(article.moved),
        "removed": msgspec.to_builtins(article.removed),
        "warnings": [
            {"code": notice.code, "message": notice.message, "line": notice.line or None} for notice in article.warnings
        ],
        "evidence": _evidence_to_json(article.evidence),
    }


def _attribution_to_json(article: Article) -> dict[str, Any]:
    """All keys of the record, the unknown ones null."""
    known = msgspec.to_builtins(article.attribution)
    return {field.name: known.get(field.name, field.default) for field in msgspec.structs.fields(article.attribution)}


def _evidence_to_json(candidates: tuple[Candidate, ...]) -> dict[str, list[dict[str, Any]]]:
    by_field: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for c in sorted(candidates, key=lambda c: c.rank):
        value = msgspec.to_builtins(c.value)
        by_field[c.field].append({"value": value, "origin": c.origin, "line": c.line or None, "rank": c.rank})
    return dict(by_field)


def format_article(article: Article, origin: Origin | None = None) -> str:
    """The content file for an article. A story in doubt is a draft; what was a content file keeps its head."""
    if article.front:
        return format_content_file(article.front, format_markdown(article.blocks))
    meta, life = article.metadata, article.lifecycle
    front = FrontMatter(
        title=meta.title or _first_words(article),
        date=meta.published,
        updated=meta.modified,
        language=meta.language,
        section=meta.section,
        authors=meta.authors,
        tags=meta.tags,
        summary=meta.summary,
        draft=any(notice.code in DOUBTS for notice in article.warnings),
        status="held" if life.status == "withheld" else "published",
        image=meta.images[0] if meta.images else None,
        aliases=life.aliases,
        publish=Window(from_=life.from_, until=life.until) if life.from_ or life.until else None,
        attribution=replace(article.attribution, chain=tuple(replace(p, line=None) for p in article.attribution.chain)),
        origin=origin,
    )
    return format_content_file(front, format_markdown(article.blocks))


def _first_words(article: Article) -> str:
    words = text_of_all(article.blocks).split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "") if words else "Untitled"
