"""Feeds: RSS 2.0, Atom (RFC 4287) with its tombstones (RFC 6721), and JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from html import escape
from itertools import islice
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from zoneinfo import ZoneInfo

from sitegen.document.links import host_of, web_link
from sitegen.model import Record
from sitegen.publish.clusters import source_name
from sitegen.publish.config import SiteConfig
from sitegen.publish.head import absolute, image_address, terms_of
from sitegen.publish.index import Site
from sitegen.publish.moment import format_utc
from sitegen.publish.page import Page
from sitegen.publish.xml_document import add_text, clean_text, format_document

_ATOM = "http://www.w3.org/2005/Atom"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_EPOCH = "1970-01-01T00:00:00Z"

ElementTree.register_namespace("atom", _ATOM)
ElementTree.register_namespace("at", _TOMBSTONES)
ElementTree.register_namespace("dc", _DC)
ElementTree.register_namespace("media", _MEDIA)


class PictureView(Record, frozen=True):
    url: str
    alt: str
    caption: str
    credit: str


class EntryView(Record, frozen=True):
    """`id` is the first address the story had here; `source` whom it came from, `source_feed` the feed it came in.
    `authors` are they where no person is named: an entry without an author is taken for one of the feed's own."""

    id: str
    title: str
    url: str
    summary: str
    language: str
    published: str | None
    updated: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    original_url: str | None
    rights: str | None
    license: str | None
    source: str | None = None
    source_feed: str | None = None
    picture: PictureView | None = None
    corrections: tuple[tuple[str | None, str], ...] = ()
    """(date, text)"""


class FeedView(Record, frozen=True):
    title: str
    description: str
    url: str
    self_url: str
    language: str
    author: str
    entries: tuple[EntryView, ...]
    deleted: tuple[tuple[str, str], ...] = ()
    """(address, instant) of entries that were withdrawn."""


def feed_view(config: SiteConfig, title: str, url: str, path: str, entries: Iterable[EntryView]) -> FeedView:
    """The feed at `path` of the list at `url`, which has so many entries or more."""
    return FeedView(
        title=title,
        description=config.description or title,
        url=absolute(config, url),
        self_url=absolute(config, path),
        language=config.language,
        author=config.author.name or config.title,
        entries=tuple(islice(entries, config.feeds.items)),
    )


def deleted_entries(site: Site) -> tuple[tuple[str, str], ...]:
    """The withdrawn stories, the last first, as a feed tells its readers to forget them."""
    timezone = ZoneInfo(site.config.timezone)
    found = [
        (_entry_id(site.config, page), format_utc(page.front.updated or _EPOCH, timezone)) for page in site.withdrawn
    ]
    return tuple(sorted(found, key=lambda entry: (entry[1], entry[0]), reverse=True)[: site.config.feeds.items])


def _entry_id(config: SiteConfig, page: Page) -> str:
    """What feeds know a story by, while it is there and when it is gone: the first address it had here."""
    aliases = page.front.aliases
    return absolute(config, aliases[0].removeprefix("/") if aliases else page.url)


def entry_view(site: Site, page: Page) -> EntryView:
    """A page as feeds tell of it."""
    config, front = site.config, page.front
    terms = terms_of(config, page, site.profiles.get(page.path))
    attribution = front.attribution
    timezone = ZoneInfo(config.timezone)
    came = front.origin.imported if front.origin else None
    published = format_utc(front.date, timezone) if front.date else None
    address = absolute(config, page.url)
    source = source_name(front)
    return EntryView(
        id=_entry_id(config, page),
        title=front.title,
        url=address,
        summary=page.summary,
        language=front.language or config.language,
        published=published,
        updated=format_utc(front.updated or front.date or came or _EPOCH, timezone),
        authors=front.authors or ((source,) if source else ()),
        categories=((front.section,) if front.section else ()) + front.tags,
        original_url=web_link(attribution.original_url if attribution else None),
        rights=terms.copyright,
        license=web_link(terms.license),
        source=source,
        source_feed=next((feed.url for feed in config.import_.feed if source and feed.source == source), None),
        picture=_picture(config, page),
        corrections=tuple((each.date, each.text) for each in (attribution.corrections if attribution else ())),
    )


def _picture(config: SiteConfig, page: Page) -> PictureView | None:
    """The picture, if the site's pages show it."""
    image, url = page.front.image, image_address(config, page)
    if not image or not image.src or not url or (host_of(image.src) and config.images.remote != "show"):
        return None
    return PictureView(url, image.alt, image.caption, image.credit)


def render_rss(view: FeedView) -> bytes:
    """An RSS 2.0 document."""
    rss = Element("rss", version="2.0")
    channel = SubElement(rss, "channel")
    for name, text in (("title", view.title), ("link", view.url), ("description", view.description)):
        add_text(channel, name, text)
    add_text(channel, "language", view.language)
    SubElement(channel, f"{{{_ATOM}}}link", rel="self", type="application/rss+xml", href=view.self_url)
    for entry in view.entries:
        item = SubElement(channel, "item")
        add_text(item, "title", entry.title)
        add_text(item, "link", entry.url)
        add_text(item, "guid", entry.id, isPermaLink="true")
        if entry.published:
            add_text(item, "pubDate", format_datetime(datetime.fromisoformat(entry.published), usegmt=True))
        for author in entry.authors:
            add_text(item, f"{{{_DC}}}creator", author)
        if entry.rights:
            add_text(item, f"{{{_DC}}}rights", entry.rights)
        if entry.original_url:
            add_text(item, f"{{{_DC}}}source", entry.original_url)
        if entry.source and entry.source_feed:
            add_text(item, "source", entry.source, url=clean_text(entry.source_feed))
        for category in entry.categories:
            add_text(item, "category", category)
        if entry.picture:
            _add_picture(item, entry.picture)
        add_text(item, "description", _summary_html(entry))  # readers take it for HTML
    return format_document(rss)


def _add_picture(item: Element, picture: PictureView) -> None:
    """Media RSS (rssboard.org/media-rss): caption and credit stay with the picture."""
    media = SubElement(item, f"{{{_MEDIA}}}content", url=clean_text(picture.url), medium="image")
    if picture.caption or picture.alt:
        add_text(media, f"{{{_MEDIA}}}description", picture.caption or picture.alt, type="plain")
    if picture.credit:
        add_text(media, f"{{{_MEDIA}}}credit", picture.credit)


def render_atom(view: FeedView) -> bytes:
    """An Atom document."""
    feed = Element(f"{{{_ATOM}}}feed", {"xml:lang": view.language})
    add_text(feed, f"{{{_ATOM}}}id", view.url)
    add_text(feed, f"{{{_ATOM}}}title", view.title)
    add_text(feed, f"{{{_ATOM}}}updated", max((entry.updated for entry in view.entries), default=_EPOCH))
    _link(feed, "self", view.self_url)
    _link(feed, "alternate", view.url)
    add_text(SubElement(feed, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", view.author)
    for entry in view.entries:
        feed.append(_atom_entry(entry))
    for address, when in view.deleted:  # RFC 6721
        SubElement(feed, f"{{{_TOMBSTONES}}}deleted-entry", ref=clean_text(address), when=when)
    return format_document(feed, default=_ATOM)


def _atom_entry(entry: EntryView) -> Element:
    item = Element(f"{{{_ATOM}}}entry", {"xml:lang": entry.language})
    add_text(item, f"{{{_ATOM}}}id", entry.id)
    add_text(item, f"{{{_ATOM}}}title", entry.title)
    add_text(item, f"{{{_ATOM}}}updated", entry.updated)
    if entry.published:
        add_text(item, f"{{{_ATOM}}}published", entry.published)
    _link(item, "alternate", entry.url)
    if entry.original_url:
        _link(item, "via", entry.original_url)
    if entry.license:
        _link(item, "license", entry.license)
    for author in entry.authors:
        add_text(SubElement(item, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", author)
    for category in entry.categories:
        SubElement(item, f"{{{_ATOM}}}category", term=clean_text(category))
    if entry.rights:
        add_text(item, f"{{{_ATOM}}}rights", entry.rights)
    if entry.source:
        source = SubElement(item, f"{{{_ATOM}}}source")
        if entry.source_feed:
            add_text(source, f"{{{_ATOM}}}id", entry.source_feed)
            _link(source, "self", entry.source_feed)
        add_text(source, f"{{{_ATOM}}}title", entry.source)
    if entry.corrections:
        add_text(item, f"{{{_ATOM}}}summary", _summary_html(entry), type="html")
    else:
        add_text(item, f"{{{_ATOM}}}summary", entry.summary)
    return item


def render_json_feed(view: FeedView) -> bytes:
    """A JSON Feed: `url` is ours, `external_url` the original's; credit is under `_attribution`, as extensions are."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": view.url,
        "feed_url": view.self_url,
        "description": view.description,
        "language": view.language,
        "authors": [{"name": view.author}],
        "items": [_json_item(entry) for entry in view.entries],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _json_item(entry: EntryView) -> dict[str, Any]:
    credit = {"source": entry.source, "rights": entry.rights, "license": entry.license}
    corrections = [{"date": date, "text": text} for date, text in entry.corrections]
    item = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.original_url,
        "title": entry.title,
        "content_text": entry.summary,
        "image": entry.picture.url if entry.picture else None,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.categories),
        "language": entry.language,
        "_attribution": {key: value for key, value in {**credit, "corrections": corrections}.items() if value},
    }
    return {key: value for key, value in item.items() if value not in (None, [], {})}


def _summary_html(entry: EntryView) -> str:
    """What an entry says of its story: the summary, and below it what was corrected."""
    said = [escape(f"{date} · {text}" if date else text, quote=False) for date, text in entry.corrections]
    return escape(entry.summary, quote=False) + "".join(f"<p>{each}</p>" for each in said)


def _link(parent: Element, rel: str, href: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=clean_text(href))
