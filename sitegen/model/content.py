"""The content file, in which converting and publishing meet."""

from __future__ import annotations

from typing import Any

from sitegen.model.record import Record
from sitegen.model.story import Attribution, Image


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
