"""JSON Feed (https://www.jsonfeed.org/version/1.1/) to one draft an item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from sitegen.convert.metadata.instant import parse_instant
from sitegen.convert.sources.content import read_content
from sitegen.convert.sources.json_items import JsonItem, JsonStream
from sitegen.convert.sources.stated import (
    EXCERPT,
    Stated,
    first_value,
    lead_figure,
    objects_in,
    read_line,
    read_paste,
    read_value,
    to_candidates,
)
from sitegen.digest import digest_text
from sitegen.document.links import resolve_url
from sitegen.model import AnyBlock, Draft, Notice, Source


def is_json_feed(stream: JsonStream) -> bool:
    """Whether a stream calls itself a JSON Feed, or its items have the fields that only such a feed has."""
    if read_value(stream.head.get("version")).startswith(("https://jsonfeed.org/", "https://www.jsonfeed.org/")):
        return True
    return any("content_html" in item.data or "content_text" in item.data for item in stream.items[:20])


def parse_json_feed(source: Source, stream: JsonStream) -> Iterator[Draft]:
    """A draft for each item."""
    return (_read_item(source, stream.head, item) for item in stream.items)


def _read_item(source: Source, feed: dict[str, Any], item: JsonItem) -> Draft:
    data = item.data
    link = resolve_url(first_value(data, "url"), first_value(feed, "home_page_url"))
    base = link or first_value(feed, "home_page_url")
    html, text = first_value(data, "content_html"), first_value(data, "content_text")
    summary = read_line(data.get("summary"))
    blocks = _read_blocks(source, html, text or ("" if html else summary), base)
    picture = resolve_url(first_value(data, "image", "banner_image"), base)
    notices = () if html or text else (Notice(code="excerpt", message=EXCERPT, line=item.line),)
    return Draft(
        source=replace(source, text=html or text),
        blocks=(*lead_figure(picture, line=item.line), *blocks),
        candidates=to_candidates("json-feed", item.line, _stated(feed, data, link, summary if html or text else "")),
        item=first_value(data, "id") or link or "content:" + digest_text(html or text or summary, 8),
        notices=notices,
    )


def _read_blocks(source: Source, html: str, text: str, base: str) -> tuple[AnyBlock, ...]:
    if html:
        return read_content(html, base)
    return read_paste(source, text)


def _stated(feed: dict[str, Any], data: dict[str, Any], link: str, summary: str) -> Iterator[Stated]:
    yield Stated("title", read_line(data.get("title")), "title")
    yield Stated("canonical_url", link, "url")
    for author in objects_in(data.get("authors") or data.get("author")):
        yield Stated("authors", read_line(author.get("name")), "authors")
    for author in objects_in(feed.get("authors") or feed.get("author")):
        yield Stated("authors", read_line(author.get("name")), "feed.authors", 20)
    yield Stated("published", parse_instant(first_value(data, "date_published")), "date_published")
    yield Stated("modified", parse_instant(first_value(data, "date_modified")), "date_modified")
    tags = data.get("tags")
    for tag in tags if isinstance(tags, list) else ():
        yield Stated("tags", read_line(tag), "tags")
    yield Stated("language", first_value(data, "language") or first_value(feed, "language"), "language")
    yield Stated("summary", summary, "summary", 20)
    yield Stated("publisher", read_line(feed.get("title")), "title", 20)
    yield Stated("publisher_url", resolve_url(first_value(feed, "home_page_url")), "home_page_url", 20)
