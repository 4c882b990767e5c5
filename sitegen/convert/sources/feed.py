"""An RSS or Atom feed to one draft an entry, through feedparser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import feedparser
from msgspec.structs import replace

from sitegen.convert.metadata.instant import in_stated_zone, parse_instant, parse_page_date
from sitegen.convert.sources.content import read_content, read_plain
from sitegen.convert.sources.faults import FAULTS
from sitegen.convert.sources.feed_entries import Entry, FeedText, chunk_entries, split_entries, wrap_entry
from sitegen.convert.sources.feed_extras import Extras, Tombstone, find_tombstones, image_of, read_extras
from sitegen.convert.sources.stated import Stated, count_notice, to_candidates
from sitegen.digest import digest_text
from sitegen.document.links import host_of, resolve_url
from sitegen.errors import SourceError
from sitegen.model import Draft, Notice, Source

_CHUNK = 200_000
"""Characters of entries that are read at a time."""
_CUT = re.compile(r"(?:\[(?:…|\.\.\.)\]|…)\s*$")
_ENDS = re.compile(r"</(?:atom:)?(?:item|entry)\s{0,9}>\s*(?:</|<!--|\Z)", re.IGNORECASE)
_MEDIA_DESCRIPTION = re.compile(r"(</?media:)(?=description[\s>])")
"""feedparser takes the caption of a picture for the text of its entry."""


class _Stream(NamedTuple):
    """feedparser takes anything else for an address or a file name, and would open it."""

    data: bytes

    def read(self) -> bytes:
        return self.data


class _Found(NamedTuple):
    """An entry as feedparser read it, its own text, and what else that tells."""

    entry: Any
    text: Entry
    extras: Extras
    is_cut: bool = False


def parse_feed(source: Source) -> Iterator[Draft]:
    """A draft for each entry, and for each that the feed says is gone; none of a sound feed that has none. Raises
    SourceError for what is no feed.

    A feed is read some entries at a time, with what stands around them. Where it is damaged each is read
    alone, so that none spoils the others."""
    text = split_entries(_MEDIA_DESCRIPTION.sub(r"\1x-", source.text))
    gone = find_tombstones(source.text)
    source = replace(source, text="")  # the entries have it
    frame = _parse(text.head + text.tail, source)
    about = (frame or _parse(text.head, source) or {}).get("feed") or {}
    last, count = None, 0
    for found in _read_entries(source, text, is_sound=bool(frame) and not frame.bozo and not text.has_open):
        if last:
            yield last
        last, count = _read_entry(source, about, found), count + 1
    if last:
        lost = count_notice("left-out", len(text.entries) - count, "entries of the feed that could not be read")
        yield replace(last, notices=(*last.notices, *lost))
    elif not gone and not _is_quiet(frame, text):
        what = str((frame and frame.get("bozo_exception")) or "it has no entries")
        raise SourceError(f"is no feed that can be read: {what}", source.name, hint="give a whole RSS or Atom file")
    for each in gone:
        yield _read_tombstone(source, about, each)


def _is_quiet(frame: Any, text: FeedText) -> bool:
    """Whether a feed is whole and has nothing to tell today."""
    return bool(frame) and not frame.bozo and bool(frame.version) and bool(frame.feed.get("title")) and not text.entries


def _parse(text: str, source: Source) -> Any:
    """The feed; None where feedparser gives up."""
    try:
        # feedparser would sanitise too; that is done by our own reader, for every format alike.
        return feedparser.parse(
            _Stream(text.encode("utf-8", "replace")),
            sanitize_html=False,
            resolve_relative_uris=True,
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": source.url},
        )
    except FAULTS:
        return None


def _read_entries(source: Source, text: FeedText, *, is_sound: bool) -> Iterator[_Found]:
    for chunk in chunk_entries(text, _CHUNK):
        whole = "".join((text.head, *(entry.text for entry in chunk), text.tail))
        feed = _parse(whole, source) if is_sound else None
        if feed and not feed.bozo and len(feed.entries) == len(chunk):
            yield from _pair(feed, text, chunk)
        else:
            yield from _read_each(source, text, chunk)


def _pair(feed: Any, text: FeedText, chunk: tuple[Entry, ...]) -> Iterator[_Found]:
    for entry, part in zip(feed.entries, chunk, strict=True):
        yield _Found(entry, part, read_extras(wrap_entry(text, part), part.line, _content_of(entry)[0]))


def _read_each(source: Source, text: FeedText, chunk: tuple[Entry, ...]) -> Iterator[_Found]:
    for part in chunk:
        alone = wrap_entry(text, part)
        feed = _parse(alone, source)
        entry = next(iter(feed.entries), None) if feed else None
        if entry is not None and (entry.get("title") or entry.get("link") or _content_of(entry)[0]):
            is_cut = part is text.entries[-1] and not _ENDS.search(part.text)
            yield _Found(entry, part, read_extras(alone, part.line, _content_of(entry)[0]), is_cut=is_cut)


def _read_entry(source: Source, feed: Any, found: _Found) -> Draft:
    entry, line = found.entry, found.text.line
    link = resolve_url(str(entry.get("link") or ""))
    link = link if host_of(link) else ""  # an id that is said to be an address, and is none
    content, is_full = _content_of(entry)
    if not content:
        content = found.extras.description
    blocks = read_content(content, link)
    notices: tuple[Notice, ...] = ()
    if not is_full or (blocks and _CUT.search(content.strip()[-20:])):
        notices = (Notice(code="excerpt", message="the feed carries an excerpt, not the whole story", line=line),)
    elif found.is_cut:
        notices = (Notice(code="truncated", message="the feed breaks off within this entry", line=line),)
    item = str(entry.get("id") or link or entry.get("title") or "") or _fingerprint(content)
    images = [Stated("images", image_of(figure), "media", 12) for figure in found.extras.figures if figure.src]
    return Draft(
        source=replace(source, text=content),
        blocks=blocks,
        candidates=(
            *to_candidates("feed", line, _stated(feed, entry, link)),
            *to_candidates("feed", line, (*found.extras.stated, *images)),
        ),
        item=item,
        notices=notices,
    )


def _read_tombstone(source: Source, feed: Any, gone: Tombstone) -> Draft:
    stated = [Stated("status", "canceled", "deleted-entry"), Stated("modified", gone.when, "deleted-entry")]
    stated += _stated_publisher(feed, {})
    return Draft(source=source, blocks=(), candidates=to_candidates("feed", gone.line, stated), item=gone.ref)


def _fingerprint(content: str) -> str:
    """The identity of an entry that names none."""
    return "content:" + digest_text(content, 8)


def _content_of(entry: Any) -> tuple[str, bool]:
    """The longest content the entry gives, and whether it was offered as content rather than as a summary."""
    bodies = [str(part.get("value") or "") for part in entry.get("content") or ()]
    summary = str(entry.get("summary") or "")
    longest = max(bodies, key=len, default="")
    return (longest, True) if len(longest) >= len(summary) and longest else (summary, len(summary) > 1500)


def _stated(feed: Any, entry: Any, link: str) -> Iterator[Stated]:
    yield Stated("title", read_plain(entry.get("title")), "title")
    yield Stated("canonical_url", link, "link")
    for author in entry.get("authors") or ({"name": entry.get("author")},):
        yield Stated("authors", read_plain(author.get("name")), "author")
    contents: Any = entry.get("content") or ({},)
    language = contents[0].get("language") or entry.get("language") or feed.get("language")
    yield Stated("language", language, "language")
    yield Stated("published", _instant(entry, "published", language), "published")
    yield Stated("modified", _instant(entry, "updated", language), "updated")
    yield Stated("expires", _instant(entry, "expired", language), "expirationDate", 12)
    for tag in entry.get("tags") or ():
        yield Stated("tags", read_plain(tag.get("term")), "category")
    yield from _stated_publisher(feed, entry)
    yield Stated("license", resolve_url(str(entry.get("license") or "")), "license")
    summary = dict.get(entry, "summary")
    if entry.get("content") and all(summary != part.get("value") for part in contents):  # else a stand-in
        yield Stated("summary", read_plain(summary), "summary", 20)


def _stated_publisher(feed: Any, entry: Any) -> Iterator[Stated]:
    """Whose story it is: the feed's owner's, unless the entry names where it came from."""
    origin = entry.get("source") or {}
    named = read_plain(origin.get("title"))
    channel = read_plain(feed.get("title"))
    yield Stated("publisher", named, "source", 5)
    yield Stated("publisher", read_plain(entry.get("publisher")), "dc:publisher", 8)
    yield Stated("publisher", channel, "channel", 20)
    if named and named != channel:
        yield Stated("publisher_url", resolve_url(str(origin.get("link") or "")), "source", 5)
        yield Stated("republisher", channel, "channel", 20)
    else:
        yield Stated("publisher_url", resolve_url(str(feed.get("link") or "")), "channel", 20)
    rights = entry.get("rights") or origin.get("rights") or ("" if named else feed.get("rights"))
    yield Stated("copyright", read_plain(rights), "rights")


def _instant(entry: Any, key: str, language: str | None) -> str | None:
    """A date as ISO 8601: feedparser's UTC time tuple in the zone that was stated, or what it could not read."""
    parsed = dict.get(entry, f"{key}_parsed")
    if parsed:
        moment = parse_instant("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6]))
        return in_stated_zone(moment, str(dict.get(entry, key) or "")) if moment else None
    written = str(dict.get(entry, key) or "")
    return parse_page_date(written, language) if written else None
