"""Evidence from the head of a page: OpenGraph, Dublin Core, plain meta and link elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from sitegen.convert.metadata.instant import parse_instant
from sitegen.document.links import resolve_url
from sitegen.model import Candidate, Image


class _Meta(NamedTuple):
    field: str
    rank: int


_META: dict[str, _Meta] = {
    "og:title": _Meta("title", 20),
    "twitter:title": _Meta("title", 25),
    "dc.title": _Meta("title", 25),
    "author": _Meta("authors", 20),
    "article:author": _Meta("authors", 22),
    "dc.creator": _Meta("authors", 24),
    "article:published_time": _Meta("published", 20),
    "datepublished": _Meta("published", 22),
    "dc.date.issued": _Meta("published", 24),
    "dc.date": _Meta("published", 26),
    "date": _Meta("published", 28),
    "article:modified_time": _Meta("modified", 20),
    "dc.date.modified": _Meta("modified", 24),
    "og:site_name": _Meta("publisher", 20),
    "dc.publisher": _Meta("publisher", 24),
    "article:section": _Meta("section", 20),
    "article:tag": _Meta("tags", 20),
    "og:description": _Meta("summary", 20),
    "description": _Meta("summary", 24),
    "og:url": _Meta("canonical_url", 20),
    "original-source": _Meta("original_url", 20),
    "og:image": _Meta("images", 20),
    "dc.rights": _Meta("copyright", 24),
    "copyright": _Meta("copyright", 26),
}
_LINKS = {"canonical": _Meta("canonical_url", 10), "license": _Meta("license", 15)}


def find_meta_tags(tree: BeautifulSoup, base: str) -> list[Candidate]:
    """Candidates from meta and link elements, the root's language and the title element."""
    return [*_find_meta(tree, base), *_find_links(tree, base), *_find_root(tree), *_find_elements(tree)]


def _find_meta(tree: BeautifulSoup, base: str) -> Iterator[Candidate]:
    for tag in tree.find_all("meta", content=True):
        name = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        name = name.replace("dcterms.", "dc.")
        if name in _META:
            meta = _META[name]
            value = _read(meta.field, str(tag["content"]), base)
            if value:
                yield _candidate(meta, value, f"meta:{name}", tag)


def _read(field: str, content: str, base: str) -> object:
    text = " ".join(content.split())
    readers: dict[str, Callable[[str], object]] = {
        "published": parse_instant,
        "modified": parse_instant,
        "canonical_url": lambda value: resolve_url(value, base),
        "original_url": lambda value: resolve_url(value, base),
        "images": lambda value: Image(src=resolve_url(value, base)) if resolve_url(value, base) else None,
        "authors": lambda value: "" if "://" in value or value.startswith("@") else value,
    }
    return readers[field](text) if field in readers else text


def _find_links(tree: BeautifulSoup, base: str) -> Iterator[Candidate]:
    for tag in tree.find_all(["link", "a"], rel=True, href=True):
        for rel in tag.get_attribute_list("rel"):
            meta = _LINKS.get(str(rel).lower())
            url = resolve_url(str(tag["href"]), base)
            if meta and url and (tag.name == "link" or rel == "license"):
                yield _candidate(meta, url, f"link:{rel}", tag)


def _find_root(tree: BeautifulSoup) -> Iterator[Candidate]:
    root = tree.html
    if root and root.get("lang"):
        yield _candidate(_Meta("language", 15), str(root["lang"]), "html:lang", root)


def _find_elements(tree: BeautifulSoup) -> Iterator[Candidate]:
    heading = tree.find("h1")
    if isinstance(heading, Tag) and heading.get_text().strip():
        yield _candidate(_Meta("title", 15), " ".join(heading.get_text(" ").split()), "html:h1", heading)
    if tree.title and tree.title.get_text().strip():
        yield _candidate(_Meta("title", 40), " ".join(tree.title.get_text().split()), "html:title", tree.title)
    for tag in tree.select('[rel~="author"], [itemprop="author"]'):
        name = " ".join(tag.get_text(" ").split())
        if tag.name != "meta" and 0 < len(name) <= 60:
            yield _candidate(_Meta("authors", 30), name, "html:author", tag)
    for tag in tree.find_all("time", datetime=True)[:1]:
        instant = parse_instant(str(tag["datetime"]))
        if instant:
            yield _candidate(_Meta("published", 30), instant, "html:time", tag)


def _candidate(meta: _Meta, value: object, origin: str, tag: Tag) -> Candidate:
    return Candidate(field=meta.field, value=value, origin=origin, rank=meta.rank, line=tag.sourceline or 0)
