"""RSS 2.0, Atom (RFC 4287) with its tombstones (RFC 6721), the sitemap (sitemaps.org 0.9) and robots.txt (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from zoneinfo import ZoneInfo

from sitegen.document.links import web_link
from sitegen.model import Record
from sitegen.publish.config import SiteConfig
from sitegen.publish.head import absolute, index_policy
from sitegen.publish.index import Site, all_terms
from sitegen.publish.moment import parse_moment
from sitegen.publish.page import Page

_ATOM = "http://www.w3.org/2005/Atom"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_DC = "http://purl.org/dc/elements/1.1/"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = "1970-01-01T00:00:00Z"

ElementTree.register_namespace("atom", _ATOM)
ElementTree.register_namespace("at", _TOMBSTONES)
ElementTree.register_namespace("dc", _DC)


class EntryView(Record, frozen=True):
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


class SitemapView(Record, frozen=True):
    """(address, date of the last change or None)"""

    urls: tuple[tuple[str, str | None], ...]


class RobotsView(Record, frozen=True):
    sitemap: str


def feed_view(site: Site, title: str, url: str, path: str, indices: Sequence[int]) -> FeedView:
    """The feed at `path` of the list at `url`: its newest entries."""
    config = site.config
    return FeedView(
        title=title,
        description=config.description or title,
        url=absolute(config, url),
        self_url=absolute(config, path),
        language=config.language,
        author=config.author.name or config.title,
        entries=tuple(_entry(config, site.pages[i]) for i in indices[: config.feeds.items]),
    )


def deleted_entries(site: Site) -> tuple[tuple[str, str], ...]:
    """The withdrawn stories, the last first, as a feed tells its readers to forget them."""
    timezone = ZoneInfo(site.config.timezone)
    found = [
        (absolute(site.config, page.url), _instant(page.front.updated or _EPOCH, timezone)) for page in site.withdrawn
    ]
    return tuple(sorted(found, key=lambda entry: (entry[1], entry[0]), reverse=True)[: site.config.feeds.items])


def _entry(config: SiteConfig, page: Page) -> EntryView:
    front = page.front
    attribution = front.attribution
    timezone = ZoneInfo(config.timezone)
    came = front.origin.imported if front.origin else None
    published = _instant(front.date, timezone) if front.date else None
    return EntryView(
        title=front.title,
        url=absolute(config, page.url),
        summary=page.summary,
        language=front.language or config.language,
        published=published,
        updated=_instant(front.updated or front.date or came or _EPOCH, timezone),
        authors=front.authors,
        categories=((front.section,) if front.section else ()) + front.tags,
        original_url=web_link(attribution.original_url if attribution else None),
        rights=attribution.copyright if attribution else None,
        license=web_link(attribution.license if attribution else None),
        corrections=tuple((each.date, each.text) for each in (attribution.corrections if attribution else ())),
    )


def _instant(value: str, timezone: ZoneInfo) -> str:
    return parse_moment(value, timezone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sitemap_view(site: Site) -> SitemapView:
    """Every page that is its own canonical one: drafts, copies of a known original, and those of which another page is
    the main one, are left out."""
    config = site.config
    urls: list[tuple[str, str | None]] = [(absolute(config, ""), None)]
    for page in (site.pages[i] for i in site.listed):
        if index_policy(config, page, site.profiles.get(page.path)).in_sitemap:
            urls.append((absolute(config, page.url), page.front.updated or page.front.date))
    urls += [(absolute(config, term.url), None) for term in all_terms(site)]
    return SitemapView(tuple(urls))


def render_rss(view: FeedView) -> bytes:
    """An RSS 2.0 document."""
    rss = Element("rss", version="2.0")
    channel = SubElement(rss, "channel")
    for name, text in (("title", view.title), ("link", view.url), ("description", view.description)):
        _add(channel, name, text)
    _add(channel, "language", view.language)
    SubElement(channel, f"{{{_ATOM}}}link", rel="self", type="application/rss+xml", href=view.self_url)
    for entry in view.entries:
        item = SubElement(channel, "item")
        _add(item, "title", entry.title)
        _add(item, "link", entry.url)
        _add(item, "guid", entry.url, isPermaLink="true")
        if entry.published:
            _add(item, "pubDate", format_datetime(datetime.fromisoformat(entry.published), usegmt=True))
        for author in entry.authors:
            _add(item, f"{{{_DC}}}creator", author)
        if entry.rights:
            _add(item, f"{{{_DC}}}rights", entry.rights)
        for category in entry.categories:
            _add(item, "category", category)
        _add(item, "description", _summary_html(entry))  # readers take it for HTML
    return _document(rss)


def render_atom(view: FeedView) -> bytes:
    """An Atom document."""
    feed = Element(f"{{{_ATOM}}}feed", {"xml:lang": view.language})
    _add(feed, f"{{{_ATOM}}}id", view.url)
    _add(feed, f"{{{_ATOM}}}title", view.title)
    _add(feed, f"{{{_ATOM}}}updated", max((entry.updated for entry in view.entries), default=_EPOCH))
    _link(feed, "self", view.self_url)
    _link(feed, "alternate", view.url)
    _add(SubElement(feed, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", view.author)
    for entry in view.entries:
        feed.append(_atom_entry(entry))
    for address, when in view.deleted:  # RFC 6721
        SubElement(feed, f"{{{_TOMBSTONES}}}deleted-entry", ref=_clean(address), when=when)
    return _document(feed, default=_ATOM)


def _atom_entry(entry: EntryView) -> Element:
    item = Element(f"{{{_ATOM}}}entry", {"xml:lang": entry.language})
    _add(item, f"{{{_ATOM}}}id", entry.url)
    _add(item, f"{{{_ATOM}}}title", entry.title)
    _add(item, f"{{{_ATOM}}}updated", entry.updated)
    if entry.published:
        _add(item, f"{{{_ATOM}}}published", entry.published)
    _link(item, "alternate", entry.url)
    if entry.original_url:
        _link(item, "via", entry.original_url)
    if entry.license:
        _link(item, "license", entry.license)
    for author in entry.authors:
        _add(SubElement(item, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", author)
    for category in entry.categories:
        SubElement(item, f"{{{_ATOM}}}category", term=_clean(category))
    if entry.rights:
        _add(item, f"{{{_ATOM}}}rights", entry.rights)
    if entry.corrections:
        _add(item, f"{{{_ATOM}}}summary", _summary_html(entry), type="html")
    else:
        _add(item, f"{{{_ATOM}}}summary", entry.summary)
    return item


def _summary_html(entry: EntryView) -> str:
    """What an entry says of its story: the summary, and below it what was corrected."""
    said = [escape(f"{date} · {text}" if date else text, quote=False) for date, text in entry.corrections]
    return escape(entry.summary, quote=False) + "".join(f"<p>{each}</p>" for each in said)


def render_sitemap(view: SitemapView) -> bytes:
    """A sitemap document."""
    root = Element(f"{{{_SITEMAP}}}urlset")
    for address, changed in view.urls:
        url = SubElement(root, f"{{{_SITEMAP}}}url")
        _add(url, f"{{{_SITEMAP}}}loc", address)
        if changed:
            _add(url, f"{{{_SITEMAP}}}lastmod", changed[:10])
    return _document(root, default=_SITEMAP)


def render_robots(view: RobotsView) -> bytes:
    """Everything may be crawled; the sitemap says what there is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {view.sitemap}\n".encode()


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _clean(text)


def _link(parent: Element, rel: str, href: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=_clean(href))


def _clean(text: str) -> str:
    """Without the characters that XML 1.0 (section 2.2) cannot hold."""
    return _NOT_XML.sub("", text)


def _document(root: Element, default: str | None = None) -> bytes:
    if default:
        _strip_namespace(root, default)
        root.set("xmlns", default)
    ElementTree.indent(root, " ")
    body: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def _strip_namespace(root: Element, namespace: str) -> None:
    """The default namespace as a plain attribute: some readers of feeds want no prefixes."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{namespace}}}")
