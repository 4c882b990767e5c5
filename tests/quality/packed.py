"""What a reader of a packed input sees, by means that are not the converter's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree
from zipfile import ZipFile

from pypdf import PdfReader

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RECORD = re.compile(rb"WARC-Type: (?:response|resource).*?\r\n\r\n(.*?)(?=\r\n\r\nWARC/|\Z)", re.DOTALL)


class Part(NamedTuple):
    """A piece of text; `is_page` where it is HTML."""

    text: str
    is_page: bool = False


def packed_parts(name: str, data: bytes) -> Iterator[Part]:
    """The texts packed into an input, none where it is no packed one."""
    if name.endswith((".eml", ".mhtml")):
        pages = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
        for page in pages:
            payload = page.get_payload(decode=True)
            assert isinstance(payload, bytes)
            yield Part(payload.decode("utf-8"), is_page=True)
    elif name.endswith(".warc"):
        yield from (Part(block.decode("utf-8").partition("\r\n\r\n")[2], True) for block in _RECORD.findall(data))
    elif name.endswith(".docx"):
        with ZipFile(BytesIO(data)) as pack:
            root = ElementTree.fromstring(pack.read("word/document.xml"))  # noqa: S314 (our own files)
        for paragraph in root.iter(f"{_W}p"):
            yield Part("".join(run.text or "" for run in paragraph.iter(f"{_W}t")))
    elif name.endswith(".pdf"):
        pages_text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
        yield from (Part(line) for line in pages_text.replace("-\n", "").split("\n"))
