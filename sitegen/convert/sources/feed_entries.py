"""The text of a feed to that of its entries, damage and all, so that a broken one takes none of the others with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPENS = re.compile(r"<!\[CDATA\[|<!--|<(?:atom:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_BOUNDARY = re.compile(r"</(?:atom:)?(?:item|entry)\s{0,9}>", re.IGNORECASE)
_ROOT = re.compile(r"<((?:rdf:)?rdf|rss|(?:atom:)?feed)(?=[\s>])([^<>]{0,8000})>?", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(xmlns(?::[\w.-]{1,40})?|xml:base|xml:lang|version)\s{0,9}=\s{0,9}("[^"<]*"|'[^'<]*')""")
_PREFIX = re.compile(r"</?([A-Za-z][\w.-]{0,40}):[A-Za-z]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,12})|([0-9]{1,12}));")
_LEAF = re.compile(
    r"<(/?)((?:content:encoded|dc:\w{1,20}|atom:\w{1,20}|title|link|guid|description|pubDate|author|category|summary|"
    r"content|id|published|updated|comments|enclosure|source|rights))(?=[\s>/])([^<>]{0,4000})>",
    re.IGNORECASE,
)
_HOLDERS = frozenset(["author", "source", "content", "summary", "description", "content:encoded"])
"""Elements that may hold others of these names; the last four markup of any kind."""
_MARKUP = frozenset(["content", "summary", "description", "content:encoded"])
_HALF_TAG = re.compile(r"<[^<>]{0,2000}$")
_SECTION = re.compile(r"<!\[CDATA\[(?:\s{0,99}<!\[CDATA\[)?|<!--")
_KNOWN = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "app": "http://www.w3.org/2007/app",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}


class Entry(NamedTuple):
    text: str
    line: int


class FeedText(NamedTuple):
    """`head` is what stands before the first entry, `tail` what stands between entries and behind the last; `has_open`:
    some CDATA or comment never ends where it should."""

    head: str
    entries: tuple[Entry, ...]
    tail: str
    has_open: bool


def split_entries(text: str) -> FeedText:
    """The entries of a feed by where they begin; names in CDATA and comments begin none."""
    starts: list[int] = []
    has_open = False
    at = 0
    bounds = _Finder(text, _BOUNDARY)
    closers = {"<![cdata[": _Finder(text, re.compile(r"\]\]>")), "<!--": _Finder(text, re.compile("-->"))}
    while hit := _OPENS.search(text, at):
        at = hit.end()
        closer = closers.get(hit[0].lower())
        if closer is None:
            starts.append(hit.start())
            continue
        end = closer.next_from(at)
        if end < 0 or _swallows_entry(text, bounds.next_from(at), end):
            has_open = True
        else:
            at = end
    lines = _lines_at(text, starts)
    entries, tails = [], []
    for a, b, line in zip(starts, (*starts[1:], len(text)), lines, strict=False):  # no entry, no piece
        end = _end_of(text, a, b)
        entries.append(Entry(text[a:end], line))
        tails.append(text[end:b])
    return FeedText(text[: starts[0]] if starts else text, tuple(entries), "".join(tails), has_open)


class _Finder:
    """The next match from a place that only moves forward: all look-ups together go through the text once."""

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self._hits = pattern.finditer(text)
        self._found = next(self._hits, None)

    def next_from(self, at: int) -> int:
        while self._found and self._found.start() < at:
            self._found = next(self._hits, None)
        return self._found.start() if self._found else -1


_NEXT_ENTRY = re.compile(
    r"</(?:atom:)?(?:item|entry)\s{0,9}>\s{0,99}(?:<(?:atom:)?(?:item|entry)[\s>]|</(?:channel|feed))", re.I
)


def _swallows_entry(text: str, bound: int, end: int) -> bool:
    """Whether an entry ends and another begins before what was opened ends: it was to end before that."""
    return 0 <= bound < end and _NEXT_ENTRY.match(text, bound) is not None


def _lines_at(text: str, starts: list[int]) -> Iterator[int]:
    line, last = 1, 0
    for start in starts:
        line += text.count("\n", last, start)
        last = start
        yield line


def _end_of(text: str, start: int, limit: int) -> int:
    """Where the entry that starts there ends."""
    return max((hit.end() for hit in _BOUNDARY.finditer(text, start, limit)), default=limit)


def chunk_entries(feed: FeedText, size: int) -> Iterator[tuple[Entry, ...]]:
    """The entries of a feed some at a time, of about `size` characters; not less than stands around them, which is read
    again with each chunk."""
    least = max(size, len(feed.head) + len(feed.tail))
    chunk: list[Entry] = []
    length = 0
    for entry in feed.entries:
        chunk.append(entry)
        length += len(entry.text)
        if length >= least:
            yield tuple(chunk)
            chunk, length = [], 0
    if chunk:
        yield tuple(chunk)


def wrap_entry(feed: FeedText, entry: Entry) -> str:
    """A feed of one entry, mended as far as its text can be."""
    root = _ROOT.search(feed.head)
    name = root[1] if root else "feed" if "<entry" in entry.text[:9].lower() else "rss"
    given = {hit[1]: hit[2] for hit in _ATTRIBUTE.finditer(root[2])} if root else {}
    if name == "feed":
        given.setdefault("xmlns", '"http://www.w3.org/2005/Atom"')
    text = mend_entry(entry.text)
    for prefix in {hit[1] for hit in _PREFIX.finditer(text)} | ({"rdf"} if ":" in name else set()):
        given.setdefault(f"xmlns:{prefix}", f'"{_KNOWN.get(prefix, "urn:x-undeclared:" + prefix)}"')
    attributes = "".join(f" {key}={value}" for key, value in given.items())
    if name.lower() == "rss":
        return f"<{name}{attributes}><channel>{text}</channel></{name}>"
    return f"<{name}{attributes}>{text}</{name}>"


def mend_entry(text: str) -> str:
    """An entry's text with what was opened in it closed, and without characters that there are not."""
    text = _REFERENCE.sub(_mend_reference, text)
    text = _close_sections(text)
    name = re.match(r"<([\w:]+)", text)
    if name and not _BOUNDARY.search(text):
        text = f"{_HALF_TAG.sub('', text)}</{name[1]}>"
    return _close_leaves(text)


def _mend_reference(hit: re.Match[str]) -> str:
    code = int(hit[1], 16) if hit[1] else int(hit[2])
    legal = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return hit[0] if legal else "�"


def _close_sections(text: str) -> str:
    """CDATA that never ends is ended with its element; a comment that never ends is none."""
    parts: list[str] = []
    at = 0
    for hit in _SECTION.finditer(text):
        if hit.start() < at:
            continue
        is_comment = hit[0] == "<!--"
        end = text.find("-->" if is_comment else "]]>", hit.end())
        parts.append(text[at : hit.start()])
        if end >= 0:
            at = end + 3
            parts += [] if is_comment else ["<![CDATA[", text[hit.end() : at]]
            at += 3 if len(hit[0]) > 9 and text.startswith("]]>", at) else 0  # wrapped twice
        elif is_comment:
            at = hit.end()
        else:
            at = _end_of_element(text, hit.start())
            parts.append(f"<![CDATA[{text[hit.end() : at]}]]>")
            break
    return "".join((*parts, text[at:]))


def _end_of_element(text: str, at: int) -> int:
    """Where the element ends that opens just before `at`, or else the entry."""
    opened = re.search(r"<([\w:]{1,40})[^<>]{0,400}>\s{0,99}$", text[max(0, at - 600) : at])
    end = text.rfind(f"</{opened[1]}", at) if opened else -1
    if end >= 0:
        return end
    bound = _BOUNDARY.search(text, at)
    return bound.start() if bound else len(text)


def _close_leaves(text: str) -> str:
    """Close an element of an entry that is still open where its next one begins: none of them holds another."""
    sections = [(hit.start(), hit.end()) for hit in re.finditer(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", text, re.DOTALL)]
    last: dict[str, int] = {}

    def ends_after(place: int, name: str) -> bool:
        if name not in last:
            last[name] = text.rfind(f"</{name}")
        return last[name] >= place

    parts: list[str] = []
    at, section = 0, 0
    opened = ""
    for hit in _LEAF.finditer(text):
        while section < len(sections) and sections[section][1] <= hit.start():
            section += 1
        if section < len(sections) and sections[section][0] <= hit.start():
            continue
        name = hit[2]
        if hit[1]:
            opened = "" if name == opened else opened
        elif (opened and opened.lower() not in _HOLDERS) or (
            opened.lower() in _MARKUP and not ends_after(hit.start(), opened)
        ):
            parts += [text[at : hit.start()], f"</{opened}>"]
            at = hit.start()
            opened = "" if hit[3].endswith("/") else name
        elif not opened and not hit[3].endswith("/"):
            opened = name
    bound = _BOUNDARY.search(text, at)
    if opened and bound and not ends_after(at, opened):
        parts += [text[at : bound.start()], f"</{opened}>"]
        at = bound.start()
    return "".join((*parts, text[at:]))
