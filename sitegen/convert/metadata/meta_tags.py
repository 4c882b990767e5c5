"""Evidence from the head of a page: OpenGraph, Dublin Core, plain meta and link elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bs4 import Tag

from sitegen.convert.metadata.instant import parse_page_date
from sitegen.convert.metadata.names import read_names
from sitegen.convert.metadata.outline import Outline
from sitegen.document.links import resolve_url
from sitegen.model import Candidate, Image


class _Meta(NamedTuple):
    field: str
    rank: int


_NAMES: dict[_Meta, str] = {
    _Meta("title", 20): "og:title",
    _Meta(
        "title", 25
    ): "twitter:title dc.title parsely-title sailthru.title cxenseparse:title citation_title headline hdl",
    _Meta("authors", 20): "author",
    _Meta("authors", 22): "article:author article:author_name og:article:author article.author",
    _Meta("authors", 24): """dc.creator parsely-author sailthru.author cxenseparse:author cxenseparse:article:author byl
        byline citation_author vr:author rbauthors page-author authors dc.contributor news:author""",
    _Meta("published", 20): "article:published_time article:published og:published_time og:article:published_time",
    _Meta("published", 22): """datepublished publishdate publish-date publish_date pubdate publication_date
        published_time published-date published_date article_date_original originalpublicationdate rnews:datepublished
        parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime bt:pubdate article.published
        shareaholic:article_published_time displaydate ptime article:published_date""",
    _Meta("published", 24): """dc.date.issued dc.date.created dc.created dc.issued citation_publication_date
        citation_online_date dc.available""",
    _Meta("published", 25): "dc.date creation_date created release_date citation_date pdate",
    _Meta("published", 28): "date",
    _Meta("modified", 20): "article:modified_time og:updated_time datemodified last-modified lastmod article:modified",
    _Meta("modified", 24): "dc.date.modified dc.modified",
    _Meta("publisher", 20): "og:site_name",
    _Meta("publisher", 24): "dc.publisher",
    _Meta("section", 20): "article:section",
    _Meta("tags", 20): "article:tag",
    _Meta("summary", 20): "og:description",
    _Meta("summary", 24): "description",
    _Meta("canonical_url", 20): "og:url",
    _Meta("original_url", 20): "original-source",
    _Meta("images", 20): "og:image",
    _Meta("copyright", 24): "dc.rights",
    _Meta("copyright", 26): "copyright",
}
_META = {name: meta for meta, names in _NAMES.items() for name in names.split()}
_LINKS = {"canonical": _Meta("canonical_url", 10), "license": _Meta("license", 15)}
_WRITTEN_BY = ("written by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da", "door")
"""What the label of a card says when its datum is the author, in the words of the plugins that write such cards."""


def read_meta_tags(page: Outline, base: str) -> Iterator[Candidate]:
    """Candidates from meta and link elements and the root's language."""
    for tag in page.metas:
        name = str(tag.get("property") or tag.get("name") or "").lower()
        meta = _META.get(name.replace("dcterms.", "dc.").replace("dc:", "dc."))
        content = " ".join(str(tag.get("content") or "").split())
        if meta and content:
            for value in _read(meta.field, content, base):
                yield _candidate(meta, value, f"meta:{name}", tag)
    yield from _find_cards(page)
    yield from _find_links(page, base)
    if page.language:
        yield Candidate(field="language", value=page.language, origin="html:lang", rank=15)


def _read(field: str, content: str, base: str) -> tuple[object, ...]:
    if field == "authors":
        return () if "://" in content or content.startswith("@") else read_names(content, stated=True)
    readers: dict[str, Callable[[str], object]] = {
        "published": parse_page_date,
        "modified": parse_page_date,
        "canonical_url": lambda value: resolve_url(value, base),
        "original_url": lambda value: resolve_url(value, base),
        "images": lambda value: Image(src=resolve_url(value, base)) if resolve_url(value, base) else None,
    }
    value = readers[field](content) if field in readers else content
    return (value,) if value else ()


def _find_cards(page: Outline) -> Iterator[Candidate]:
    """`twitter:label1` says what `twitter:data1` is."""
    contents = {str(tag.get("name") or "").lower(): tag for tag in page.metas}
    for number in "12":
        label, datum = contents.get(f"twitter:label{number}"), contents.get(f"twitter:data{number}")
        if label and datum and str(label.get("content") or "").lower().startswith(_WRITTEN_BY):
            for name in read_names(str(datum.get("content") or ""), stated=True):
                yield _candidate(_Meta("authors", 23), name, f"meta:twitter:data{number}", datum)


def _find_links(page: Outline, base: str) -> Iterator[Candidate]:
    for tag in page.links:
        for rel in tag.get_attribute_list("rel"):
            meta = _LINKS.get(str(rel).lower())
            url = resolve_url(str(tag.get("href") or ""), base) if meta else ""
            url = f"https:{url}" if url.startswith("//") else url
            if meta and url and (tag.name == "link" or rel == "license"):
                yield _candidate(meta, url, f"link:{rel}", tag)


def _candidate(meta: _Meta, value: object, origin: str, tag: Tag) -> Candidate:
    return Candidate(field=meta.field, value=value, origin=origin, rank=meta.rank, line=tag.sourceline or 0)
