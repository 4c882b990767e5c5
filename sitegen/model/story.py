"""What is known of a story."""

from __future__ import annotations

from typing import Literal

from sitegen.model.record import Record


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


class Correction(Record, frozen=True, omit_defaults=True):
    """What a story says was put right in it, in its own words, and when, where it says so (ISO 8601)."""

    text: str
    date: str | None = None


class Attribution(Record, frozen=True, omit_defaults=True):
    """`required` are the sentences its licensor demands, as they came, in inline Markdown; `tracker` is the address of
    what counts the readers of copies; `profile` is the id of the terms it is under, where somebody said so."""

    chain: tuple[Party, ...] = ()
    original_url: str | None = None
    credit: str | None = None
    credits: tuple[Credit, ...] = ()
    dateline: str | None = None
    license: str | None = None
    copyright: str | None = None
    rights: Literal["granted", "unknown", "denied"] = "unknown"
    notices: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    required: tuple[str, ...] = ()
    tracker: str | None = None
    profile: str | None = None


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


class Lifecycle(Record, frozen=True, omit_defaults=True):
    """What the sender says is to be done with a story (IPTC pubStatus): publish it, hold it, withdraw it, or read it
    and keep it to yourself. `version` counts its versions; `from_` and `until` are the ISO 8601 instants between which
    it may be shown; `aliases` are paths it had elsewhere."""

    status: Literal["usable", "withheld", "canceled", "advisory"] = "usable"
    version: int | None = None
    from_: str | None = None
    until: str | None = None
    aliases: tuple[str, ...] = ()
