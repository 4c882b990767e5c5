"""A web archive (WARC, ISO 28500) to a draft for each page in it that looks like a story."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from sitegen.convert.clean.shape import count_words, is_prose
from sitegen.convert.metadata.instant import parse_instant
from sitegen.convert.sources.byte_stream import open_bytes
from sitegen.convert.sources.charset import decode_labelled
from sitegen.convert.sources.faults import FAULTS
from sitegen.convert.sources.saved_page import PAGE_TYPES, read_saved_page
from sitegen.convert.sources.site_rules import SiteRules
from sitegen.document.blocks import text_of
from sitegen.errors import SourceError
from sitegen.model import Candidate, Draft, Notice, Source

_LARGEST_PAGE = 4 * 1024 * 1024
_LARGEST_ARCHIVE = 256 * 1024 * 1024
"""Bytes after decompression, the pictures and scripts of pages included."""
_FEWEST_WORDS = 80
"""Words of prose in a story; menus, frames and front pages have fewer."""


class _Damaged(Exception):  # noqa: N818 (what came before is kept)
    """The rest of an archive cannot be read."""


class _Page(NamedTuple):
    address: str
    date: str | None
    html: str


class _Bounded:
    """The bytes of an archive, decompressed as they are asked for; where too many come out it counts as damaged."""

    def __init__(self, source: Source) -> None:
        self.left = _LARGEST_ARCHIVE
        self.stream = open_bytes(source.data)
        self.members: Any = zlib.decompressobj(31) if source.data.startswith(b"\x1f\x8b") else None
        self.rest = b""

    def read(self, size: int) -> bytes:
        """At most `size` bytes, decompressed."""
        data = self.stream.read(size) if self.members is None else self._inflate(size)
        self.left -= len(data)
        if self.left < 0:
            raise _Damaged(f"it unpacks to more than {_LARGEST_ARCHIVE >> 20} MB")
        return data

    def _inflate(self, size: int) -> bytes:
        while True:
            self.rest = self.rest or self.stream.read(size)
            if not self.rest:
                return b""
            data: bytes = self.members.decompress(self.rest, size)
            self.rest = self.members.unconsumed_tail
            if self.members.eof:  # each record is a member of its own
                self.rest = self.members.unused_data.lstrip(b"\x00")
                self.members = zlib.decompressobj(31)
            if data:
                return data


def parse_warc(source: Source, sites: SiteRules) -> list[Draft]:
    """A draft for each page of some prose, the latest of each address, in the order of the archive. Raises SourceError
    when there is no page at all."""
    pages: dict[str, _Page] = {}
    damage = ""
    try:
        for page in _read_pages(source):
            known = pages.get(page.address)
            if known is None or (page.date or "") >= (known.date or ""):
                pages[page.address] = page
    except _Damaged as error:
        damage = str(error)
    drafts = [_read_page(source, page, sites) for page in pages.values()]
    stories = [draft for draft in drafts if _words_of(draft) >= _FEWEST_WORDS]
    found = stories or sorted(drafts, key=_words_of)[-1:]
    if not found:
        raise SourceError(f"holds no page{damage and f': {damage}'}", source.name, hint="save the page as HTML")
    if damage:
        notice = Notice(code="archive-damaged", message=f"this is the last page that could be read: {damage}")
        found[-1] = replace(found[-1], notices=(*found[-1].notices, notice))
    return found


def _read_pages(source: Source) -> Iterator[_Page]:
    from warcio.archiveiterator import ArchiveIterator  # few inputs are archives
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(_Bounded(source))
    records.INC_RECORD = ""  # it would write about what it mends to the error output
    try:
        for record in records:
            page = _page_of(record)
            if page:
                yield page
    except ArchiveLoadFailed as error:
        raise _Damaged(" ".join(str(error).split())[:100]) from error
    except FAULTS as error:
        raise _Damaged("it is cut short or damaged") from error


def _page_of(record: Any) -> _Page | None:
    """The page in a record: one that was found (200), at an address, and of the size of a page."""
    head, http = record.rec_headers, record.http_headers
    kind = (http or head).get_header("Content-Type") or ""
    address = (head.get_header("WARC-Target-URI") or "").strip("<> ")
    if record.rec_type not in ("response", "resource") or kind.split(";")[0].strip().lower() not in PAGE_TYPES:
        return None
    if not address.startswith(("http://", "https://")) or (http and http.get_statuscode() != "200"):
        return None
    data = _read_payload(record.content_stream())
    if not data or len(data) > _LARGEST_PAGE:
        return None
    label = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    return _Page(address, parse_instant(head.get_header("WARC-Date") or ""), decode_labelled(data, label))


def _read_payload(stream: Any) -> bytes:
    """Up to one byte more than the largest page."""
    chunks: list[bytes] = []
    left = _LARGEST_PAGE + 1
    while left > 0 and (chunk := stream.read(min(left, 1 << 16))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _read_page(source: Source, page: _Page, sites: SiteRules) -> Draft:
    """The draft of a page. When it was captured is told, but is no date of publication."""
    draft = read_saved_page(source, page.html, page.address, sites)
    captured = Candidate(field="captured", value=page.date, origin="warc:date", rank=90)
    return replace(draft, item=page.address, candidates=(*draft.candidates, *((captured,) if page.date else ())))


def _words_of(draft: Draft) -> int:
    return sum(count_words(text) for text in map(text_of, draft.blocks) if is_prose(text))
