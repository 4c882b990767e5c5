"""Which reader reads which format: a new one is a module here beside it and a line below."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sitegen.convert.sources.docx import parse_docx
from sitegen.convert.sources.feed import parse_feed
from sitegen.convert.sources.html import parse_page
from sitegen.convert.sources.json_source import parse_json
from sitegen.convert.sources.mail import parse_mail
from sitegen.convert.sources.markdown import parse_markdown
from sitegen.convert.sources.mhtml import parse_mhtml
from sitegen.convert.sources.newsml import parse_newsml
from sitegen.convert.sources.nitf import parse_nitf
from sitegen.convert.sources.pdf import parse_pdf
from sitegen.convert.sources.site_rules import SiteRules
from sitegen.convert.sources.text import parse_text
from sitegen.convert.sources.warc import parse_warc
from sitegen.convert.sources.wxr import parse_wxr
from sitegen.model import Draft, Source, SourceKind

_READERS: dict[SourceKind, Callable[[Source], Iterable[Draft]]] = {
    "text": parse_text,
    "feed": parse_feed,
    "markdown": parse_markdown,
    "json": parse_json,
    "wxr": parse_wxr,
    "newsml": parse_newsml,
    "nitf": parse_nitf,
    "docx": parse_docx,
    "pdf": parse_pdf,
}
_PAGE_READERS: dict[SourceKind, Callable[[Source, SiteRules], Iterable[Draft]]] = {
    "html": parse_page,
    "mail": parse_mail,
    "mhtml": parse_mhtml,
    "warc": parse_warc,
}
"""Those of pages, for which a source may have rules of its own."""


def read_drafts(source: Source, sites: SiteRules) -> Iterable[Draft]:
    """The drafts of a source, in its order, as they are reached. Raises SourceError when it cannot be read at all."""
    read_page = _PAGE_READERS.get(source.kind)
    return read_page(source, sites) if read_page else _READERS[source.kind](source)
