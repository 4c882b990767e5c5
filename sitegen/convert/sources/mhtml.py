"""A page that a browser saved in one file, with its parts (MHTML, RFC 2557), to a draft."""

from __future__ import annotations

from email.message import Message

from sitegen.convert.sources.mime import header_of, kind_of, parameter_of, parse_message, text_of_part, walk_parts
from sitegen.convert.sources.saved_page import PAGE_TYPES, read_saved_page
from sitegen.convert.sources.site_rules import SiteRules
from sitegen.errors import SourceError
from sitegen.model import Draft, Source


def parse_mhtml(source: Source, sites: SiteRules) -> list[Draft]:
    """One draft, of the page that the other parts belong to. Raises SourceError when there is no page in it."""
    message = parse_message(source)
    part = _find_page(message)
    text = text_of_part(part) if part is not None else ""
    if part is None or not text.strip():
        raise SourceError("holds no page", source.name, hint="save the page again, as HTML or as one file")
    address = header_of(message, "Snapshot-Content-Location") or header_of(part, "Content-Location")
    return [read_saved_page(source, text, address or header_of(message, "Content-Location"), sites)]


def _find_page(message: Message) -> Message | None:
    """The part that the message calls its start, the one from the address it was taken from, or else the first page."""
    pages = [part for part in walk_parts(message) if kind_of(part) in PAGE_TYPES]
    start = parameter_of(message, "start").strip("<> ")
    address = header_of(message, "Snapshot-Content-Location")
    for page in pages:
        if start and header_of(page, "Content-ID").strip("<> ") == start:
            return page
    for page in pages:
        if address and header_of(page, "Content-Location") == address:
            return page
    return pages[0] if pages else None
