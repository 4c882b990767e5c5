"""An RSS or Atom feed to one draft an entry, through feedparser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import feedparser

from sitegen.convert.metadata.instant import parse_instant
from sitegen.convert.sources.content import read_content, read_plain
from sitegen.digest import digest_text
from sitegen.document.links import resolve_url
from sitegen.errors import SourceError
from sitegen.model import Candidate, Draft, Notice, Source

_CUT = re.compile(r"(?:\[(?:…|\.\.\.)\]|…)\s*$")


_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What feedparser lets through on markup it did not expect."""


class _Stream(NamedTuple):
    """feedparser takes anything else for an address or a file name, and would open it."""

    data: bytes

    def read(self) -> bytes:
        return self.data


def parse_feed(source: Source) -> list[Draft]:
    """A draft for each entry. Raises SourceError when there is no entry to read."""
    try:
        feed = _parse(source)
    except _FAULTS as error:
        raise SourceError(
            f"is no feed that can be read: {error}", source.name, hint="give a whole RSS or Atom file"
        ) from error
    if not feed.entries:
        what = str(feed.get("bozo_exception") or "has no entries")
        raise SourceError(f"is no feed that can be read: {what}", source.name, hint="give a whole RSS or Atom file")
    lines = _entry_lines(source.text)
    return [
        _read_entry(source, feed.feed, entry, lines[i] if i < len(lines) else 0) for i, entry in enumerate(feed.entries)
    ]


def _parse(source: Source) -> Any:
    # feedparser would sanitise too; that is done by our own reader, for every format alike.
    return feedparser.parse(
        _Stream(source.text.encode("utf-8")),
        sanitize_html=False,
        resolve_relative_uris=True,
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": source.url},
    )


def _entry_lines(text: str) -> list[int]:
    """The line each item begins on, so that findings can name one."""
    return [text.count("\n", 0, hit.start()) + 1 for hit in re.finditer(r"<(?:item|entry)[\s>]", text)]


def _read_entry(source: Source, feed: Any, entry: Any, line: int) -> Draft:
    link = resolve_url(str(entry.get("link") or ""))
    content, is_full = _content_of(entry)
    blocks = read_content(content, link)
    notices: tuple[Notice, ...] = ()
    if not is_full or (blocks and _CUT.search(content.strip()[-20:])):
        notices = (Notice(code="excerpt", message="the feed carries an excerpt, not the whole story", line=line),)
    item = str(entry.get("id") or link or entry.get("title") or "") or _fingerprint(content)
    return Draft(
        source=source,
        blocks=blocks,
        candidates=tuple(_candidates(feed, entry, link, line)),
        item=item,
        notices=notices,
    )


def _fingerprint(content: str) -> str:
    """The identity of an entry that names none."""
    return "content:" + digest_text(content, 8)


def _content_of(entry: Any) -> tuple[str, bool]:
    """The longest content the entry gives, and whether it was offered as content rather than as a summary."""
    bodies = [str(part.get("value") or "") for part in entry.get("content") or ()]
    summary = str(entry.get("summary") or "")
    longest = max(bodies, key=len, default="")
    return (longest, True) if len(longest) >= len(summary) and longest else (summary, len(summary) > 1500)


def _candidates(feed: Any, entry: Any, link: str, line: int) -> Iterator[Candidate]:
    def found(field: str, value: object, origin: str, rank: int = 10) -> Iterator[Candidate]:
        if value:
            yield Candidate(field=field, value=value, origin=f"feed:{origin}", rank=rank, line=line)

    yield from found("title", read_plain(entry.get("title")), "title")
    yield from found("canonical_url", link, "link")
    for author in entry.get("authors") or ({"name": entry.get("author")},):
        yield from found("authors", read_plain(author.get("name")), "author")
    yield from found("published", _instant(entry.get("published_parsed")), "published")
    yield from found("modified", _instant(dict.get(entry, "updated_parsed")), "updated")
    for tag in entry.get("tags") or ():
        yield from found("tags", read_plain(tag.get("term")), "category")
    contents: Any = entry.get("content") or ({},)
    yield from found("language", contents[0].get("language") or feed.get("language"), "language")
    origin = entry.get("source") or {}
    yield from found("publisher", read_plain(origin.get("title")), "source", 5)
    yield from found("publisher", read_plain(feed.get("title")), "channel", 20)
    yield from found("publisher_url", resolve_url(str(feed.get("link") or "")), "channel", 20)
    yield from found("copyright", read_plain(entry.get("rights") or feed.get("rights")), "rights")
    yield from found("license", resolve_url(str(entry.get("license") or "")), "license")
    summary = dict.get(entry, "summary")
    if entry.get("content") and all(summary != part.get("value") for part in contents):  # else a stand-in
        yield from found("summary", read_plain(summary), "summary", 20)


def _instant(parsed: Any) -> str | None:
    """feedparser's UTC time tuple as ISO 8601."""
    return parse_instant("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6])) if parsed else None
