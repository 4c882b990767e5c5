"""Evidence from schema.org JSON-LD (https://schema.org/NewsArticle)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

from sitegen.convert.metadata.instant import parse_instant
from sitegen.document.html_tree import parse_html
from sitegen.document.links import resolve_url
from sitegen.model import Candidate, Image

_RANK = 10
_ARTICLE_TYPES = ("NewsArticle", "Article", "BlogPosting", "Report")


def find_jsonld(tree: BeautifulSoup, base: str) -> list[Candidate]:
    """Candidates from the first article a page's JSON-LD describes."""
    for script in tree.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.get_text(), strict=False)
        except (ValueError, RecursionError):
            continue  # a page's broken JSON-LD is no evidence; nothing of the page is lost by it
        for node in _nodes(data):
            if _is_article(node):
                return list(_read_article(node, base, script))
    return []


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    queue = [data]
    while queue:
        value = queue.pop(0)
        if isinstance(value, list):
            queue = value + queue
        elif isinstance(value, dict):
            yield value
            queue += [value[key] for key in ("@graph", "mainEntity") if key in value]


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(str(kind).endswith(_ARTICLE_TYPES) for kind in (types if isinstance(types, list) else [types]))


def _read_article(node: dict[str, Any], base: str, script: Tag) -> Iterator[Candidate]:
    line = script.sourceline or 0

    def found(field: str, value: object, key: str) -> Iterator[Candidate]:
        if value:
            yield Candidate(field=field, value=value, origin=f"json-ld:{key}", rank=_RANK, line=line)

    yield from found("title", _text(node.get("headline")), "headline")
    for author in _list(node.get("author")):
        if not (isinstance(author, dict) and "Organization" in str(author.get("@type"))):
            yield from found("authors", _name(author), "author")
    yield from found("published", parse_instant(_text(node.get("datePublished"))), "datePublished")
    yield from found("modified", parse_instant(_text(node.get("dateModified"))), "dateModified")
    yield from found("language", _text(node.get("inLanguage")), "inLanguage")
    yield from found("section", next(iter(map(_text, _list(node.get("articleSection")))), ""), "articleSection")
    yield from found("summary", _text(node.get("description")), "description")
    publisher = next(iter(_list(node.get("publisher"))), None)
    yield from found("publisher", _name(publisher), "publisher")
    if isinstance(publisher, dict):
        yield from found("publisher_url", resolve_url(_text(publisher.get("url")), base), "publisher.url")
    yield from found("agency", _name(next(iter(_list(node.get("sourceOrganization"))), None)), "sourceOrganization")
    yield from found("license", resolve_url(_text(node.get("license")), base), "license")
    yield from found("copyright", _text(node.get("copyrightNotice")), "copyrightNotice")
    yield from found("original_url", resolve_url(_text(node.get("isBasedOn")), base), "isBasedOn")
    for keywords in _list(node.get("keywords")):
        for tag in _text(keywords).split(","):
            yield from found("tags", tag.strip(), "keywords")
    for image in _list(node.get("image"))[:1]:
        yield from found("images", _image(image, base), "image")


def _image(value: Any, base: str) -> Image | None:
    if isinstance(value, dict):
        src = resolve_url(_text(value.get("url") or value.get("contentUrl")), base)
        return (
            Image(src=src, caption=_text(value.get("caption")), credit=_text(value.get("creditText"))) if src else None
        )
    src = resolve_url(_text(value), base)
    return Image(src=src) if src else None


def _name(value: Any) -> str:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    """A string as a reader would see it: pages put HTML and entities into JSON."""
    if not isinstance(value, str):
        return ""
    value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # JSON may hold half an emoji
    text = parse_html(value).get_text(" ") if "<" in value or "&" in value else value
    return " ".join(text.split())
