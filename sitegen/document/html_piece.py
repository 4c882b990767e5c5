"""What a page is read into: blocks, each with the place it stood in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag

from sitegen.model import AnyBlock


class Mark(NamedTuple):
    """Why a part of a page is not the article: the category and the id of the rule."""

    category: str
    rule: str


class Place:
    """An element that blocks stand in; each is its own, and knows its parent."""

    __slots__ = ("attrs", "name", "parent")

    def __init__(self, parent: Place | None, tag: Tag) -> None:
        self.parent = parent
        self.name = tag.name
        self.attrs = tag.attrs

    def chain(self) -> Iterator[Place]:
        """The element and those around it, innermost first."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.parent


class Piece(NamedTuple):
    """A block, why it is none of the article where that is plain, where it stood, its text, and how many characters of
    that are links."""

    block: AnyBlock
    mark: Mark | None
    place: Place
    text: str
    linked: int
