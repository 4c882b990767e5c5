"""The content file, in which converting and publishing meet."""

from __future__ import annotations

from typing import Any, Literal

from sitegen.model.record import Record
from sitegen.model.story import Attribution, Image


class Window(Record, frozen=True, omit_defaults=True, rename={"from_": "from"}):
    """When a page may be shown: ISO 8601 instants."""

    from_: str | None = None
    until: str | None = None


class Origin(Record, frozen=True, omit_defaults=True):
    """How `import` finds its own work again: the seed and its digest, the sender's id and version of the item (and what
    the mark at its headline called it: an update, a correction), the digest of what was written, when it first came,
    and the content file of the story it is a copy of. Of a withdrawn story `sketch` is left, to know it by when it
    comes again, and from which no word of it can be read."""

    seed: str
    item: str | None = None
    version: int | None = None
    revision: str | None = None
    digest: str = ""
    written: str = ""
    imported: str = ""
    copy_of: str | None = None
    sketch: tuple[str, ...] = ()


Standing = Literal["published", "held", "withdrawn"]
"""Whether a story is shown, kept back until its sender says otherwise, or gone for good but for a notice."""


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
    copy_of: str | bool | None = None
    """The content file of the story it is a copy of, false for a story of its own; what an editor says."""
    status: Standing = "published"
    republish: bool = True
    """False takes it out of what a site offers to others."""
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
