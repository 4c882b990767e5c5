"""The XML of a WordPress export to records: what its channel tells of the site, and each item of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from lxml import etree

from sitegen.convert.sources.detect import clean_characters
from sitegen.convert.sources.xml_tree import CAREFUL
from sitegen.model import Source

_CHUNK = 1 << 18
"""Characters fed to the parser at a time, so that no tree of the whole site is built."""
_PREFIXES = (("/excerpt/", "excerpt"), ("/export/", "wp"), ("/content/", "content"), ("purl.org/dc/", "dc"))
_FIELD_SPACES = frozenset(["wp", "dc", "content", "excerpt"])
_PLAIN = frozenset(["title", "link", "pubDate", "guid", "description", "category"])
_CLOSED = frozenset(["category", "wp:postmeta", "wp:comment"])
"""Fields that have parts."""
_OF_SITE = frozenset(["title", "link", "language", "wp:base_site_url", "wp:base_blog_url"])
_LISTED = frozenset(["wp:author", "wp:category"])
_ITEM = re.compile(r"^[ \t]*<item>", re.MULTILINE)
_OPEN = (
    '<channel xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">'
)
_CLOSE = "</item></channel>"
_OPTIONS: dict[str, Any] = {"encoding": "utf-8", "recover": True, **CAREFUL}


class Term(NamedTuple):
    """What an item is filed under: `domain` is the taxonomy."""

    domain: str
    slug: str
    name: str


class WxrItem(NamedTuple):
    """A post, page, picture or whatever else: its fields by their names in the export."""

    line: int
    fields: dict[str, str]
    terms: tuple[Term, ...]
    meta: dict[str, str]
    old_slugs: tuple[str, ...]

    def get(self, name: str) -> str:
        return self.fields.get(name, "")


class WxrSite(NamedTuple):
    """`authors` are display names by login, `categories` names by number, `unfinished` counts items without an end."""

    fields: dict[str, str]
    authors: dict[str, str]
    categories: dict[str, str]
    items: tuple[WxrItem, ...]
    unfinished: int


def read_wxr(source: Source) -> WxrSite:
    """The site of an export, as far as its XML can be read. Total."""
    text = source.text
    site = WxrSite({}, {}, {}, (), text.count("<item>") - text.count("</item>"))
    parser = etree.XMLPullParser(events=("end",), **_OPTIONS)
    items: list[WxrItem] = []
    try:
        for at in range(0, len(text), _CHUNK):
            parser.feed(text[at : at + _CHUNK].encode("utf-8", "replace"))
            items += _take(parser, site)
        parser.close()
        items += _take(parser, site)
    except etree.XMLSyntaxError:
        pass  # what was read until then may be all there is
    if len(items) < len(_ITEM.findall(text)):
        items = max(items, list(_read_apart(text)), key=len)
    return site._replace(items=tuple(items))


def _take(parser: Any, site: WxrSite) -> Iterator[WxrItem]:
    """What has been parsed since the last time, out of the tree again."""
    for _, element in parser.read_events():
        name = _name(element)
        parent = element.getparent()
        if parent is None or _name(parent) != "channel":
            continue
        if name == "item":
            yield _read_item(element, 0)
        elif name in _LISTED:
            _read_entry(name, element, site)
        elif name in _OF_SITE:
            site.fields.setdefault(name, _text(element))
        element.clear()
        while parent[0] is not element:
            del parent[0]


def _read_apart(text: str) -> Iterator[WxrItem]:
    """The items of an export whose XML is broken somewhere, each by itself: one that is broken costs no other."""
    begins = [hit.start() for hit in _ITEM.finditer(text)]
    line, counted = 1, 0
    for start, end in zip(begins, [*begins[1:], len(text)], strict=True):
        line += text.count("\n", counted, start)
        counted = start
        last = text.rfind("</item>", start, end)
        if last >= 0:
            parser = etree.XMLParser(**_OPTIONS)
            root = etree.fromstring((_OPEN + text[start:last] + _CLOSE).encode("utf-8", "replace"), parser)
            element = None if root is None else root.find("item")
            if element is not None:
                yield _read_item(element, line - 1)


def _read_entry(name: str, element: Any, site: WxrSite) -> None:
    values = {_name(child): _text(child) for child in element}
    if name == "wp:author":
        site.authors[values.get("wp:author_login", "")] = values.get("wp:author_display_name", "")
    else:
        site.categories[values.get("wp:term_id", "")] = values.get("wp:cat_name", "")


def _read_item(element: Any, above: int) -> WxrItem:
    """The record of an item, with `above` lines before the text it was parsed from."""
    fields: dict[str, str] = {}
    terms: list[Term] = []
    meta: dict[str, str] = {}
    old: list[str] = []
    for child in _fields_in(element):
        name = _name(child)
        if name == "category":
            terms.append(Term(child.get("domain") or "category", child.get("nicename") or "", _text(child)))
        elif name == "wp:postmeta":
            pair = {_name(part): _text(part) for part in child}
            key, value = pair.get("wp:meta_key", ""), pair.get("wp:meta_value", "")
            if key == "_wp_old_slug":
                old.append(value)
            meta.setdefault(key, value)
        else:
            fields.setdefault(name, _text(child))
    return WxrItem((element.sourceline or 0) + above, fields, tuple(terms), meta, tuple(old))


def _fields_in(element: Any) -> Iterator[Any]:
    """The fields of an item; those after one that does not end stand within it. Comments on a post are none."""
    stack = [iter(element)]
    while stack:
        for child in stack[-1]:
            if _is_field(child) and _name(child) != "wp:comment":
                yield child
            if isinstance(child.tag, str) and _name(child) not in _CLOSED:
                stack.append(iter(child))
                break
        else:
            stack.pop()


def _is_field(element: Any) -> bool:
    name = _name(element)
    return name in _PLAIN or name.partition(":")[0] in _FIELD_SPACES


def _name(element: Any) -> str:
    """The name with the prefix the export gives it, whatever version its namespace names; broken heads lose that."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, brace, local = tag.rpartition("}")
    if not brace:
        return tag
    return next((f"{prefix}:{local}" for mark, prefix in _PREFIXES if mark in space), local)


def _text(element: Any) -> str:
    """The text of a field; entities that XML does not know are read as those of HTML, others are dropped."""
    text = "".join(_pieces(element))
    return (clean_characters(text) if "\u00a0" in text else text).strip()


def _pieces(element: Any) -> Iterator[str]:
    """The text in an element, up to the next field where it does not end; libxml2 bounds the depth."""
    yield element.text or ""
    for child in element:
        if child.tag is etree.Entity:
            known = unescape(child.text)
            yield "" if known == child.text else known
        elif _is_field(child):
            return
        elif isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""
