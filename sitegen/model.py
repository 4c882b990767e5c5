"""The records every room speaks in: frozen, typed, comparable, serialisable."""

from __future__ import annotations

from typing import Any, Literal

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=False):
    """A value: never changed after it is made."""


# --- inline content -------------------------------------------------------------------------------------------------


class Text(Record, frozen=True, tag="text"):
    """Characters exactly as the reader sees them."""

    text: str


class Emphasis(Record, frozen=True, tag="emphasis"):
    content: tuple[Inline, ...]


class Strong(Record, frozen=True, tag="strong"):
    content: tuple[Inline, ...]


class CodeSpan(Record, frozen=True, tag="code_span"):
    text: str


class Link(Record, frozen=True, tag="link"):
    href: str
    content: tuple[Inline, ...]


class LineBreak(Record, frozen=True, tag="line_break"):
    """A line break the author meant."""


Inline = Text | Emphasis | Strong | CodeSpan | Link | LineBreak

# --- blocks ---------------------------------------------------------------------------------------------------------


class Block(Record, frozen=True):
    """A block-level piece of an article. `line` and `end_line` are 1-based lines of the input, 0 when unknown."""

    line: int = 0
    end_line: int = 0


class Heading(Block, frozen=True, tag="heading", kw_only=True):
    level: int
    content: tuple[Inline, ...]


class Paragraph(Block, frozen=True, tag="paragraph", kw_only=True):
    content: tuple[Inline, ...]


class ListBlock(Block, frozen=True, tag="list", kw_only=True):
    items: tuple[tuple[AnyBlock, ...], ...]
    ordered: bool = False
    start: int = 1


class Quote(Block, frozen=True, tag="quote", kw_only=True):
    blocks: tuple[AnyBlock, ...]


class Code(Block, frozen=True, tag="code", kw_only=True):
    text: str
    language: str = ""


class Table(Block, frozen=True, tag="table", kw_only=True):
    """A header row and body rows, each a row of cells of inline content."""

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


class Figure(Block, frozen=True, tag="figure", kw_only=True):
    """A picture. `src` is empty where the input kept only the caption."""

    src: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Break(Block, frozen=True, tag="break", kw_only=True):
    """A thematic break."""


AnyBlock = Heading | Paragraph | ListBlock | Quote | Code | Table | Figure | Break

# --- convert --------------------------------------------------------------------------------------------------------

SourceKind = Literal["text", "html", "feed", "markdown"]


class Source(Record, frozen=True):
    """An input after detection: `text` is decoded and has LF line ends; `name` is as the user wrote it."""

    name: str
    kind: SourceKind
    text: str
    url: str = ""


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

    `contexts`, where there are any, stand beside the blocks. `trusted` means the blocks were written by
    sitegen or a person (a content file, whose head is `front`) and are not to be cleaned again.
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


class Notice(Record, frozen=True):
    """A warning about the input: `code` is stable, `message` is for people."""

    code: str
    message: str
    line: int = 0


class Image(Record, frozen=True):
    src: str | None = None
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Party(Record, frozen=True, omit_defaults=True):
    """Somebody the story passed through. `line` is the input line the name was read from."""

    role: Literal["agency", "originator", "publisher", "intermediary", "republisher"]
    name: str
    url: str | None = None
    site_name: str | None = None
    line: int | None = None


class Credit(Record, frozen=True, omit_defaults=True):
    """Somebody who worked on the story: `role` is reporting, editing, photography, …"""

    role: str
    name: str


class Attribution(Record, frozen=True, omit_defaults=True):
    chain: tuple[Party, ...] = ()
    original_url: str | None = None
    credit: str | None = None
    credits: tuple[Credit, ...] = ()
    dateline: str | None = None
    license: str | None = None
    copyright: str | None = None
    rights: Literal["granted", "unknown", "denied"] = "unknown"
    notices: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


class Metadata(Record, frozen=True):
    title: str
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    site_name: str | None = None
    canonical_url: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    images: tuple[Image, ...] = ()


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
    front: FrontMatter | None = None


# --- the file both halves meet in -----------------------------------------------------------------------------------


class Window(Record, frozen=True, omit_defaults=True, rename={"from_": "from"}):
    """When a page may be shown: ISO 8601 instants."""

    from_: str | None = None
    until: str | None = None


class Origin(Record, frozen=True, omit_defaults=True):
    """How `import` finds its own work again."""

    seed: str
    item: str | None = None
    digest: str = ""
    written: str = ""
    imported: str = ""


class FrontMatter(Record, frozen=True, omit_defaults=True):
    """The head of a content file; see the README for what each key does. Dates are ISO 8601 strings."""

    title: str
    date: str | None = None
    updated: str | None = None
    slug: str | None = None
    language: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str | None = None
    draft: bool = False
    image: Image | None = None
    aliases: tuple[str, ...] = ()
    publish: Window | None = None
    attribution: Attribution | None = None
    origin: Origin | None = None
    extra: dict[str, Any] = {}


class ContentFile(Record, frozen=True):
    """A parsed content file: `body` is Markdown, `body_line` the line of the file it starts on."""

    front: FrontMatter
    body: str
    body_line: int
