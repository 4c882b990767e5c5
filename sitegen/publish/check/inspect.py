"""One file of a built site, read once: its faults, and what the rules for the whole site need of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from sitegen.model import Record
from sitegen.publish.check.credit_rules import check_credit
from sitegen.publish.check.css import find_css_urls
from sitegen.publish.check.finding import Fault
from sitegen.publish.check.html_page import PAINTS, HtmlPage, Ref, read_html_page
from sitegen.publish.check.html_rules import check_html
from sitegen.publish.check.index_rules import IndexFacts, check_index, read_index_facts, read_robots
from sitegen.publish.check.json_ld import check_json_ld
from sitegen.publish.check.leaks import Hit, Secrets, find_hits
from sitegen.publish.check.links import address_of
from sitegen.publish.check.story import Shown, Story
from sitegen.publish.check.story_rules import check_story
from sitegen.publish.check.third_party import check_requests
from sitegen.publish.config import SiteConfig

_HTML = (".html", ".htm", ".xhtml")
_XML = (".xml", ".rss", ".atom", ".svg")
_JSON = (".json", ".webmanifest", ".geojson")
_TEXT = (*_HTML, *_XML, *_JSON, ".txt", ".css", ".js", ".mjs", ".md", ".csv")
_ADDRESSES = frozenset(["loc", "link", "guid", "url", "docs", "comments"])
"""Elements of feeds and sitemaps that hold an address."""
ROBOTS = "robots.txt"
_NEWS_DATE = "{http://www.google.com/schemas/sitemap-news/0.9}publication_date"


class Inspected(Record, frozen=True):
    """What came of a file: `ids` only where it is a page, `sitemap` only where it is one."""

    path: str
    base: str
    size: int
    faults: tuple[Fault, ...] = ()
    refs: tuple[Ref, ...] = ()
    ids: frozenset[str] | None = None
    index: IndexFacts | None = None
    sitemap: tuple[Ref, ...] = ()
    news: tuple[tuple[str, int], ...] = ()
    """The dates that a news sitemap gives, and their lines."""
    robots: str = ""
    """The text of `robots.txt`."""
    hits: tuple[Hit, ...] = ()


class _Read(NamedTuple):
    faults: list[Fault]
    refs: list[Ref]
    sitemap: list[Ref]
    news: tuple[tuple[str, int], ...] = ()


def inspect_file(config: SiteConfig, path: str, data: bytes, story: Story | None, secrets: Secrets) -> Inspected:
    """Read a file of the built site; `story` is the one that a page shows."""
    name = path.lower()
    address = address_of(config, path)
    if not name.endswith(_TEXT):
        return Inspected(path=path, base=address, size=len(data))
    text, faults = _decode(data)
    hits = tuple(find_hits(text, secrets))
    if name.endswith(_HTML):
        return _inspect_page(config, path, data, story, (faults, hits))
    read = _Read([], [], [])
    if name.endswith(_XML):
        read = _read_xml(data, is_picture=name.endswith(".svg"))
    elif name.endswith(_JSON):
        read = _read_json(text)
    elif path == ROBOTS:
        read = _Read([], list(read_robots(text)), [])
    elif name.endswith(".css"):
        read = _Read([], [Ref(url, line + 1, "style", True) for url, line in find_css_urls(text)], [])
    faults += [*read.faults, *check_requests(config, address, read.refs, None)]
    return Inspected(
        path=path,
        base=address,
        size=len(data),
        faults=tuple(faults),
        refs=_once(read.refs),
        sitemap=tuple(read.sitemap),
        news=read.news,
        robots=text if path == ROBOTS else "",
        hits=hits,
    )


def _inspect_page(
    config: SiteConfig, path: str, data: bytes, story: Story | None, given: tuple[list[Fault], tuple[Hit, ...]]
) -> Inspected:
    html = read_html_page(data)
    address = address_of(config, path)
    base = _join(address, html.base)
    faults = [*given[0], *_check_page(config, html, base, address, story)]
    return Inspected(
        path=path,
        base=base,
        size=len(data),
        faults=tuple(faults),
        refs=_once(ref for ref in html.refs if ref.kind != "canonical"),
        ids=frozenset(html.ids),
        index=read_index_facts(html),
        hits=given[1],
    )


def _check_page(config: SiteConfig, html: HtmlPage, base: str, address: str, story: Story | None) -> Iterator[Fault]:
    shown = Shown(config, story, html) if story else None
    yield from check_html(config, html, story)
    for text, line in html.json_ld:
        yield from check_json_ld(text, line)
    yield from check_requests(config, base, html.refs, story.profile if story else None)
    yield from check_index(address, html, shown)
    if shown:
        yield from check_credit(shown)
        yield from check_story(shown)


def _decode(data: bytes) -> tuple[str, list[Fault]]:
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return data.decode("utf-8", "replace"), [Fault("file.encoding", line, "is not UTF-8", "save it as UTF-8")]


def _read_xml(data: bytes, *, is_picture: bool) -> _Read:
    read = _Read([], [], [])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        read.faults.append(
            Fault("file.xml", error.lineno or 0, f"is not well-formed XML: {error.msg}", "mend or remove it")
        )
        return read
    if is_picture:
        read.refs.extend(_picture_refs(root))
        return read
    is_sitemap = _local(root) in ("urlset", "sitemapindex")
    for element in root.iter(etree.Element):
        name = _local(element)
        url = element.get("href") if name == "link" and element.get("href") else None
        url = element.get("url") if name in ("enclosure", "content", "thumbnail") else url
        text = (element.text or "").strip() if name in _ADDRESSES else ""
        if is_sitemap and name == "loc" and text:
            read.sitemap.append(Ref(text, element.sourceline or 0, "sitemap"))
        url = url or (text if text.startswith(("http:", "https:", "/")) else None)
        if url and element.get("rel") not in ("via", "license") and element.get("isPermaLink") != "false":
            read.refs.append(Ref(url, element.sourceline or 0, "sitemap" if is_sitemap else "feed"))
    listed = read.sitemap if _local(root) == "urlset" else []
    news = tuple((str(each.text or "").strip(), each.sourceline or 0) for each in root.iter(_NEWS_DATE))
    return read._replace(sitemap=listed, news=news)


def _picture_refs(root: etree._Element) -> Iterator[Ref]:
    """What a drawing loads."""
    for element in root.iter(etree.Element):
        line = element.sourceline or 0
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] in ("href", "src") and _local(element) not in ("a", "metadata"):
                yield Ref(str(value), line, "script" if _local(element) == "script" else "picture", True)
            for url, offset in find_css_urls(str(value)) if key in ("style", *PAINTS) else ():
                yield Ref(url, line + offset, "style", True)
        if _local(element) == "style":
            yield from (Ref(url, line + offset, "style", True) for url, offset in find_css_urls(element.text or ""))


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _read_json(text: str) -> _Read:
    """JSON, and where it leads if it is a feed (jsonfeed.org)."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        fault = Fault("file.json", error.lineno, f"is no JSON: {error.msg}", "mend or remove it")
        return _Read([fault], [], [])
    except RecursionError:
        return _Read([Fault("file.json", 0, "is nested too deep", "flatten it")], [], [])
    is_feed = isinstance(data, dict) and str(data.get("version")).startswith("https://jsonfeed.org/version/")
    return _Read([], [Ref(url, _line_of(text, url), "feed") for url in _feed_urls(data)] if is_feed else [], [])


def _feed_urls(feed: dict[str, Any]) -> Iterator[str]:
    items = feed.get("items")
    nodes = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    keys = ("home_page_url", "feed_url", "next_url", "icon", "favicon", "url", "image", "banner_image")
    yield from (node[key] for node in (feed, *nodes) for key in keys if isinstance(node.get(key), str))


def _line_of(text: str, url: str) -> int:
    at = text.find(json.dumps(url, ensure_ascii=False))
    return text.count("\n", 0, at) + 1 if at >= 0 else 0


def _join(address: str, base: str) -> str:
    try:
        return urljoin(address, base) if base else address
    except ValueError:
        return address


def _once(refs: Iterator[Ref] | Sequence[Ref]) -> tuple[Ref, ...]:
    """Each address once for each kind, where it first stands."""
    return tuple({(ref.url, ref.kind): ref for ref in reversed(list(refs))}.values())[::-1]
