"""What passes through converting: source, draft, article, and the ledger of all that is not kept."""

from __future__ import annotations

from typing import Any, Literal

from sitegen.model.content import FrontMatter
from sitegen.model.document import AnyBlock
from sitegen.model.record import Record
from sitegen.model.story import Attribution, Lifecycle, Metadata, Notice

SourceKind = Literal[
    "text", "html", "feed", "markdown", "json", "wxr", "newsml", "nitf", "mail", "mhtml", "warc", "docx", "pdf"
]
"""The formats that are read. A draft's source is of one of the first four, which say how it is to be cleaned: a paste,
a page, a story and little else, a content file."""


class Source(Record, frozen=True):
    """An input after detection: `text` is decoded and has LF line ends, empty where `data` is no text; `name` is as the
    user wrote it."""

    name: str
    kind: SourceKind
    text: str
    url: str = ""
    data: bytes = b""


class Candidate(Record, frozen=True):
    """One piece of evidence for a metadata field. The lowest `rank` wins; `line` is 0 when unknown."""

    field: str
    value: Any
    origin: str
    rank: int
    line: int = 0


class Context(Record, frozen=True):
    """What a page's markup says of a block.

    `hints` are features for the line model, `weight` is how much its prose counts in the search for it; `caption`: it
    tells of the picture above. `category` and `rule` say what else it is; `is_story` is set where that is settled."""

    hints: tuple[str, ...] = ()
    weight: float = 1.0
    category: str = ""
    rule: str = ""
    is_story: bool | None = None
    caption: bool = False


class Draft(Record, frozen=True):
    """One article as read from a source, before cleaning: nothing is lost yet.

    The `source` of a story in a stream holds the text of that story alone. `contexts`, where there are any, stand
    beside the blocks. `trusted` means the blocks were written by sitegen or a person (a content file, whose head is
    `front`) and are not to be cleaned again.
    """

    source: Source
    blocks: tuple[AnyBlock, ...]
    candidates: tuple[Candidate, ...] = ()
    contexts: tuple[Context, ...] = ()
    item: str | None = None
    trusted: bool = False
    front: FrontMatter | None = None
    notices: tuple[Notice, ...] = ()


class Removal(Record, frozen=True, omit_defaults=True):
    """Text taken out: which rule of which category, its input lines, and `why` where reasons were weighed."""

    id: str
    text: str
    category: str
    rule: str
    line: int
    end_line: int
    why: str = ""


class Moved(Record, frozen=True):
    """Text moved out of the body into the metadata `field`."""

    field: str
    text: str
    rule: str
    line: int
    end_line: int


class Article(Record, frozen=True):
    """The result of `convert`: what the story is, whom to credit, the ledger of everything else; `front` is the head of
    the content file it was read from, if it was."""

    source: str
    item: str | None
    metadata: Metadata
    attribution: Attribution
    blocks: tuple[AnyBlock, ...]
    moved: tuple[Moved, ...]
    removed: tuple[Removal, ...]
    warnings: tuple[Notice, ...]
    evidence: tuple[Candidate, ...]
    lifecycle: Lifecycle = Lifecycle()
    front: FrontMatter | None = None
