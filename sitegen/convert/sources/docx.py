"""A word processor's file (DOCX, ISO 29500) to a draft, through mammoth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from lxml import etree
from msgspec.structs import replace

from sitegen.convert.metadata.instant import parse_instant
from sitegen.convert.sources.byte_stream import open_bytes
from sitegen.convert.sources.content import read_content
from sitegen.convert.sources.faults import FAULTS
from sitegen.convert.sources.properties import read_properties
from sitegen.convert.sources.redirects import unwrap_links
from sitegen.convert.sources.saved_page import PACKED_PICTURE, leave_pictures
from sitegen.convert.sources.xml_tree import CAREFUL
from sitegen.document.blocks import text_of, text_of_all
from sitegen.errors import SourceError
from sitegen.model import AnyBlock, Candidate, Draft, Heading, Source

_LARGEST_PART = 4 * 1024 * 1024
"""Bytes of XML after decompression; a long story has one fiftieth."""
_LARGEST_TEXT = 12 * 1024 * 1024
_MOST_PARTS = 4000
_BROKEN = (*FAULTS, BadZipFile, ExpatError)
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote:fresh > p:fresh
p[style-name='Intense Quote'] => blockquote:fresh > p:fresh
"""
_CAPTIONED = re.compile(r'<p>(<img [^<>]{1,3000}>)</p><p class="caption">(.{1,2000}?)</p>')
"""A picture and what the word processor calls its caption: those of tables have none above them."""
_AS_FIGURE = r"<figure>\1<figcaption>\2</figcaption></figure>"
_BLOCK_ENDS = re.compile(r"(?<=[/\w]>)(?=<(?:p|figure|h[1-6]|ul|ol|li|table|tr|blockquote)\b)")
_DC = "{http://purl.org/dc/elements/1.1/}"
_CREATED = "{http://purl.org/dc/terms/}created"


def parse_docx(source: Source) -> list[Draft]:
    """One draft: the text as it reads with its changes accepted, without comments. Raises SourceError when the file is
    no document, is encrypted, or unpacks to more than any story."""
    try:
        _check_size(source)
        html = _read_html(source)
        properties = _read_core(source)
    except _BROKEN as error:
        raise SourceError("is no Word document that can be read", source.name, hint="save it again as .docx") from error
    blocks = unwrap_links(read_content(_BLOCK_ENDS.sub("\n", _CAPTIONED.sub(_AS_FIGURE, html))))
    paper = replace(source, kind="text", text=text_of_all(blocks), data=b"")
    candidates = (*_read_title(blocks), *_candidates(properties, blocks))
    draft = leave_pictures(Draft(source=paper, blocks=blocks, candidates=candidates))
    if not draft.blocks:
        raise SourceError("is a document without a text", source.name, hint="paste the article into a file")
    return [draft]


def _check_size(source: Source) -> None:
    """Before anything is unpacked: what is read of it is XML, and its sizes are stated (and held to by zipfile)."""
    with ZipFile(open_bytes(source.data)) as pack:
        sizes = [part.file_size for part in pack.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
        parts = len(pack.infolist())
    if parts > _MOST_PARTS or sum(sizes) > _LARGEST_TEXT or max(sizes, default=0) > _LARGEST_PART:
        raise SourceError("unpacks to too much for a story", source.name, hint="save the story alone")


def _read_html(source: Source) -> str:
    import mammoth  # few inputs are documents

    def leave_picture(image: Any) -> dict[str, str]:
        return {"src": PACKED_PICTURE}

    result = mammoth.convert_to_html(
        open_bytes(source.data),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(leave_picture),
        external_file_access=False,
    )
    return str(result.value)


def _read_title(blocks: tuple[AnyBlock, ...]) -> Iterator[Candidate]:
    """The one heading of the first level, where it stands first: the style called Title, or Heading 1 as a title."""
    first = next((block for block in blocks if text_of_all((block,))), None)
    tops = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
    if isinstance(first, Heading) and tops == [first]:
        yield Candidate(field="title", value=text_of_all((first,)), origin="docx:heading", rank=10, line=first.line)


def _candidates(properties: dict[str, str], blocks: tuple[AnyBlock, ...]) -> Iterator[Candidate]:
    """What the file says of itself. When it was made is told, but is no date of publication."""
    title, author = properties.get(f"{_DC}title", ""), properties.get(f"{_DC}creator", "")
    yield from read_properties("docx", title, author, map(text_of, blocks))
    created = parse_instant(properties.get(_CREATED, ""))
    if created:
        yield Candidate(field="created", value=created, origin="docx:created", rank=90)


def _read_core(source: Source) -> dict[str, str]:
    with ZipFile(open_bytes(source.data)) as pack:
        try:
            data = pack.read("docProps/core.xml")
        except KeyError:
            return {}
    parser = etree.XMLParser(recover=True, **CAREFUL)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return {}
    return {str(element.tag): str(element.text or "") for element in (root if root is not None else ())}
