"""A PDF to a draft that somebody has to look at: it knows where letters stand, not what is a line of a story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from sitegen.convert.metadata.instant import parse_instant
from sitegen.convert.sources.byte_stream import open_bytes
from sitegen.convert.sources.detect import clean_characters
from sitegen.convert.sources.faults import FAULTS
from sitegen.convert.sources.pdf_lines import Row, join_rows
from sitegen.convert.sources.properties import read_properties
from sitegen.document.blocks import paragraph
from sitegen.errors import SourceError
from sitegen.model import Candidate, Context, Draft, Notice, Source

_MOST_PAGES = 100
_MOST_OPERATIONS = 1_000_000
"""Of those that draw: a page of a newspaper has some ten thousand."""
_LARGEST_STREAM = 16 * 1024 * 1024
_BOUNDS: dict[str, Any] = {
    "zlib_maximum_output_length": _LARGEST_STREAM,
    "lzw_maximum_output_length": _LARGEST_STREAM,
    "run_length_maximum_output_length": _LARGEST_STREAM,
    "array_based_stream_maximum_output_length": _LARGEST_STREAM,
    "stream_parsing_work_maximum_count": _MOST_OPERATIONS,
    "xform_maximum_invocations_per_extraction": 500,
}
_ALONE = "save the pages of the story alone"
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_MESSAGE = "a PDF says nothing of its paragraphs: compare the text with the page before you publish it"
_RUNNING = Context(category="outside", rule="pdf.running-line", is_story=False)


class _Paper(NamedTuple):
    pages: list[list[Row]]
    properties: dict[str, str]


def parse_pdf(source: Source) -> list[Draft]:
    """One draft, always with the notice `pdf`. Raises SourceError when the file is encrypted, holds only pictures of
    pages, or cannot be read."""
    paper = _read_paper(source)
    found = join_rows(paper.pages)
    if not found:
        raise SourceError("holds pictures of pages and no text", source.name, hint="run text recognition (OCR) on it")
    texts = [each.text for each in found]
    return [
        Draft(
            source=replace(source, kind="text", text="\n\n".join(texts), data=b""),
            blocks=tuple(paragraph(text, 2 * i + 1) for i, text in enumerate(texts)),
            contexts=tuple(_RUNNING if each.running else Context() for each in found),
            candidates=tuple(_candidates(paper.properties, texts)),
            notices=(Notice(code="pdf", message=_MESSAGE),),
        )
    ]


def _read_paper(source: Source) -> _Paper:
    from pypdf import PdfReader, apply_configuration  # few inputs are PDFs
    from pypdf.errors import DependencyError, PyPdfError

    try:
        with apply_configuration(**_BOUNDS):
            reader = PdfReader(open_bytes(source.data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise _encrypted(source)
            if len(reader.pages) > _MOST_PAGES:
                raise SourceError(f"has more than {_MOST_PAGES} pages", source.name, hint=_ALONE)
            rows = _Rows(source.name)
            pages = [rows.read(page) for page in reader.pages]
            properties = {str(key): str(value) for key, value in (reader.metadata or {}).items()}
    except DependencyError as error:  # a cipher that is not installed
        raise _encrypted(source) from error
    except (PyPdfError, *FAULTS) as error:
        raise SourceError("is no PDF that can be read", source.name, hint="save it again, or paste its text") from error
    return _Paper(pages, properties)


def _encrypted(source: Source) -> SourceError:
    return SourceError("is encrypted", source.name, hint="save it without a password")


class _Rows:
    """Gathers the lines of pages from the pieces that pypdf finds, each with the place where it begins; past what a
    story may hold it raises SourceError."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.operations = 0
        self.rows: list[Row] = []
        self.parts: list[str] = []
        self.place: tuple[float, float, float] | None = None

    def read(self, page: Any) -> list[Row]:
        """The lines of the next page."""
        self.rows = []
        page.extract_text(visitor_operand_before=self.count, visitor_text=self.add)
        self.end()
        return self.rows

    def count(self, *_: object) -> None:
        """One more thing that is drawn, forms within forms included."""
        self.operations += 1
        if self.operations > _MOST_OPERATIONS:
            raise SourceError("holds too much for a story", self.name, hint=_ALONE)

    def add(self, text: str, page: Sequence[float], line: Sequence[float], _font: Any, size: float) -> None:
        """A piece of text, with the matrices of the page and of the line (ISO 32000, section 9.4.4)."""
        for number, each in enumerate(text.split("\n")):
            if number:
                self.end()
            if each.strip() and self.place is None:
                x, y = line[4] * page[0] + line[5] * page[2] + page[4], line[4] * page[1] + line[5] * page[3] + page[5]
                self.place = float(x), float(y), abs(float(size) * (line[3] or line[1]) * (page[3] or page[1]))
            self.parts.append(each)

    def end(self) -> None:
        """The end of a line."""
        text = " ".join(clean_characters("".join(self.parts).translate(_LIGATURES)).split())
        if text and self.place:
            self.rows.append(Row(text, *self.place))
        self.parts = []
        self.place = None


def _candidates(properties: dict[str, str], lines: Sequence[str]) -> Iterator[Candidate]:
    """What the file says of itself. When it was made is told, but is no date of publication."""
    yield from read_properties("pdf", properties.get("/Title", ""), properties.get("/Author", ""), lines)
    hit = re.match(r"D:(\d{4})(\d\d)(\d\d)", properties.get("/CreationDate", ""))
    created = parse_instant("-".join(hit.groups())) if hit else None
    if created:
        yield Candidate(field="created", value=created, origin="pdf:created", rank=90)
