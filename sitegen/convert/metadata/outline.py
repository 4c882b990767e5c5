"""What of a page may say who wrote it, when, and under which headline: gathered in one walk over its elements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

AUTHOR, DATE, UPDATED, HEADLINE, COMMENT, ASIDE, TAGS = 1, 2, 4, 8, 16, 32, 64
_AUTHOR = re.compile(
    r"author|autor(?!i[sz])|auteur|autore|autrice|byline|by-line|by_line|written-?by|posted-?by|writer|reporter|journalist"
    r"|contributor|verfasser|redakteur|skribent|forfatter|(?<![a-z])(?:fn|byl|by|firma|signature|username|credits?)(?![a-z])"
)
_DATE = re.compile(
    r"date(?!pick)|datum|fecha|(?<![a-z])time|publi(?:sh|c|e)|posted|pubdate|created|submitted|data(?![a-z])|stand(?![a-z])"
)
_UPDATED = re.compile(r"updat|modif|lastmod|last-mod|geaendert|aktualisiert")
_HEADLINE = re.compile(
    r"headline|(?:entry|post|article|story|page|single|content|node|news|main|blog|artikel)[-_]{0,2}titl?e?l|titulo|titre"
    r"|(?:^|\s)title|p-name"
)
_COMMENT = re.compile(r"comment(?!ary)|kommentar(?!e?s?-?artikel)|commentaire|disqus|respond|leserbrief|reply|replies")
_ASIDE = re.compile(
    r"(?<![a-z])(?:related|recommend\w*|teasers?|sidebar|widgets?|nav|navbar|navigation|menu|footer|breadcrumbs?|newsletter"
    r"|promo|popular|trending|latest|carousel|slider|most-?read|more-?(?:news|stories|from)|read-?more|similar|mehr"
    r"|ticker|topbar|masthead|banner|cookie|modal|popup|recent|archive|caption|figcaption|wp-caption|copyright|gallery-item"
    r"|also|next|prev\w*|pagination|weitere\w*|tags?|categor(?:y|ies)|cat-links|tag-links)(?![a-z])"
)
_TAGS = re.compile(r"(?<![a-z])(?:tags?|tag-?links?|tag-?list|topics?|keywords?)(?![a-z])")
_ASIDE_TAGS = frozenset(["nav", "footer", "form", "figure", "figcaption", "button", "select", "dialog"])
_SILENT = frozenset(["script", "style", "option", "noscript", "title", "textarea", "button", "template", "svg"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4"])
_PLAIN = frozenset([*_HEADINGS, "time"])
_UNLABELLED = frozenset(
    ["img", "link", "script", "input", "option", "source", "br", "button", "label", "picture", "source", "param", "wbr"]
)
"""Whatever these are called, they hold no text of their own."""
_WANTED = AUTHOR | DATE | HEADLINE
_LABELS = ("itemprop", "data-testid", "data-component", "data-qa")
_KINDS = (
    (AUTHOR, _AUTHOR),
    (DATE, _DATE),
    (UPDATED, _UPDATED),
    (HEADLINE, _HEADLINE),
    (COMMENT, _COMMENT),
    (ASIDE, _ASIDE),
    (TAGS, _TAGS),
)
_ANY = re.compile(
    "|".join([*(f"(?:{pattern.pattern})" for _, pattern in _KINDS), "^(?:titel|titu|more|read|most|last)"])
)
_TOKEN = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 160


_WIDTHLESS = re.compile("[\u00ad\u200b\u2060\ufeff]+")


class Spot(NamedTuple):
    """An element, and how many pieces of text stand before it."""

    tag: Tag
    at: int
    kind: int = 0


class Outline(NamedTuple):
    metas: list[Tag]
    links: list[Tag]
    scripts: list[Tag]
    headings: list[Spot]
    times: list[Spot]
    labelled: list[Spot]
    author_links: list[Spot]
    tag_boxes: list[Spot]
    texts: list[NavigableString]
    title: str
    language: str | None


def outline(tree: BeautifulSoup) -> Outline:
    """The parts of a page that metadata is read from."""
    found = Outline([], [], [], [], [], [], [], [], [], _title_of(tree), _language_of(tree))
    texts = found.texts
    for node in tree.descendants:
        if isinstance(node, Tag):
            if node.attrs or node.name in _PLAIN:
                _place(found, node, len(texts))
        elif node.__class__ is NavigableString and not node.isspace():
            parent = node.parent
            if parent is not None and parent.name not in _SILENT:
                texts.append(node)
    return found


def _place(found: Outline, tag: Tag, at: int) -> None:
    name = tag.name
    kind = 0 if name in _UNLABELLED else label_kind(tag)
    if kind & _WANTED:
        found.labelled.append(Spot(tag, at, kind))
    if kind & TAGS or (name == "a" and _is_tag_link(tag)):
        found.tag_boxes.append(Spot(tag, at, kind))
    if name == "a":
        _place_link(found, Spot(tag, at, kind))
    elif name in _HEADINGS:
        found.headings.append(Spot(tag, at, kind))
    elif name == "meta":
        found.metas.append(tag)
    elif name == "link":
        found.links.append(tag)
    elif name == "time":
        found.times.append(Spot(tag, at, kind))
    elif name == "script" and "ld+json" in str(tag.attrs.get("type")):
        found.scripts.append(tag)


def _place_link(found: Outline, spot: Spot) -> None:
    if is_author_link(spot.tag):
        found.author_links.append(spot)
    if "license" in (spot.tag.attrs.get("rel") or ()):
        found.links.append(spot.tag)


def label_kind(tag: Tag) -> int:
    """What the names that an element carries call it, as a set of bits."""
    attributes = tag.attrs
    kind = seen = 0
    classes = attributes.get("class")
    if classes:
        seen = 1
        kind = _kind_of(classes if isinstance(classes, str) else " ".join(classes))
    name = attributes.get("id")
    if name:
        seen += 1
        if not name[-1].isdigit():  # numbered ones name an instance, not a part
            kind |= _kind_of(str(name))
    if len(attributes) > seen:
        for key in _LABELS:
            value = attributes.get(key)
            if value:
                kind |= _kind_of(value if isinstance(value, str) else " ".join(value))
    return kind


@lru_cache(maxsize=8192)
def _kind_of(name: str) -> int:
    """Most elements of a page share few names: each is looked at once."""
    if len(name) > _LONGEST_NAME:
        return 0  # a wrapper that lists its topics
    name = name.lower()
    if not any(map(_is_telling, _TOKEN.findall(name))):
        return 0
    return sum(bit for bit, pattern in _KINDS if pattern.search(name))


@lru_cache(maxsize=4096)
def _is_telling(token: str) -> bool:
    return bool(_ANY.search(token))


_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:en|in|es|a|as)?|auteurs?|autor[ei]|writers?|journalists?|journalistes?|contributors?|contributor"
    r"|reporters?|redakteure?|columnists?|profiles?|profil|staff|by|people|person|verfasser|firmas?|autorzy|yazar(?:lar)?)"
    r"/[^/?#]",
    re.IGNORECASE,
)


def _is_tag_link(tag: Tag) -> bool:
    """Whether a link leads to a tag's page, and not to a section's (the tag microformat; blogs give both)."""
    relations = tag.attrs.get("rel") or ()
    return "tag" in relations and "category" not in relations


def is_author_link(tag: Tag) -> bool:
    """Whether a link leads to somebody's page on a site, by its relation or its path."""
    return "author" in (tag.attrs.get("rel") or ()) or bool(_AUTHOR_PATH.search(str(tag.attrs.get("href") or "")))


def squash(text: str) -> str:
    """Runs of white space as one space, and no soft hyphens or marks without width."""
    return " ".join(_WIDTHLESS.sub("", text).split())


def _title_of(tree: BeautifulSoup) -> str:
    head = tree.head
    title = (head.find("title") if head else None) or tree.find("title")
    return squash(title.get_text()) if isinstance(title, Tag) else ""


def _language_of(tree: BeautifulSoup) -> str | None:
    root = tree.html
    return str(root.get("lang") or root.get("xml:lang") or "") or None if root else None


def nearest(tag: Tag, name: str) -> Tag | None:
    """The element itself or the innermost one around it that has this name."""
    node: Tag | None = tag
    while node is not None and node.name != name:
        node = node.parent
    return node


def is_page_footer(tag: Tag) -> bool:
    """A footer that is not the article's own."""
    return tag.name == "footer" and nearest(tag, "article") is None and nearest(tag, "main") is None


def nearest_to(spots: Iterable[Spot], at: int, most: int) -> list[Spot]:
    """The spots that stand closest to a place, in the order of the page: some pages have hundreds of teasers."""
    listed = list(spots)
    if len(listed) > most:
        listed = sorted(sorted(listed, key=lambda spot: abs(spot.at - at))[:most], key=lambda spot: spot.at)
    return listed


def short_text(tag: Tag, longest: int) -> str:
    """The text of an element, or nothing when it is longer."""
    parts: list[str] = []
    size = 0
    for string in tag.stripped_strings:
        size += len(string)
        if size > longest:
            return ""
        parts.append(string)
    return squash(" ".join(parts))
