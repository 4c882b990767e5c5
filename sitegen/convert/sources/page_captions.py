"""Which blocks of a page are the caption of the picture above them, where the markup is no `figcaption`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.convert.clean.shape import count_words
from sitegen.convert.extract.page_features import categories_of
from sitegen.document.html_piece import Piece, Place
from sitegen.model import Figure, Paragraph

_MOST = 3
"""Blocks of one caption: its words, and who took the picture."""
_SHORTEST = 4
"""Words: fewer may be a label that the picture only adorns."""
_LONGEST = 90
"""Words: more are a story in pictures."""


def find_captions(pieces: Sequence[Piece]) -> frozenset[int]:
    """The indices of blocks that say what the picture right above them shows, or who took it."""
    pictures = [i for i, piece in enumerate(pieces) if _may_have_caption(piece)]
    return frozenset(below for i in pictures for below in _find_below(pieces, i))


def _may_have_caption(piece: Piece) -> bool:
    block = piece.block
    return isinstance(block, Figure) and bool(block.src) and not block.caption and piece.mark is None


def _find_below(pieces: Sequence[Piece], i: int) -> Iterator[int]:
    """The blocks that are called a caption; else all that share a box with the picture and nothing else."""
    around = frozenset(pieces[i].place.chain())
    named = list(_named_below(pieces, i, around))
    if named:
        yield from named
        return
    following = pieces[i + 1 : i + 2]
    box = next((place for place in following[0].place.chain() if place in around), None) if following else None
    if box is None or not _is_picture_box(box) or (i and box in set(pieces[i - 1].place.chain())):
        return
    inside = _inside(pieces, i, box)
    if inside and all(_may_be_caption(pieces[j]) for j in inside):
        yield from inside


def _named_below(pieces: Sequence[Piece], i: int, around: frozenset[Place]) -> Iterator[int]:
    for j in range(i + 1, min(i + 1 + _MOST, len(pieces))):
        own = []
        for place in pieces[j].place.chain():
            if place in around:
                break
            own.append(place)
        if not _may_be_caption(pieces[j]) or not any("caption" in categories_of(place) for place in own):
            return
        yield j


def _inside(pieces: Sequence[Piece], i: int, box: Place) -> range:
    """The blocks after the picture that share its box; none where they are too many, or the words are."""
    end = i + 1
    while end < len(pieces) and end <= i + _MOST + 1 and box in set(pieces[end].place.chain()):
        end += 1
    words = sum(count_words(piece.text) for piece in pieces[i + 1 : end])
    return range(i + 1, end) if end - i - 1 <= _MOST and _SHORTEST <= words <= _LONGEST else range(0)


def _is_picture_box(place: Place) -> bool:
    return place.name == "figure" or not categories_of(place).isdisjoint(("picture", "caption"))


def _may_be_caption(piece: Piece) -> bool:
    """Words that are no link to another story."""
    if not isinstance(piece.block, Paragraph) or piece.mark or 2 * piece.linked > len(piece.text):
        return False
    return count_words(piece.text) <= _LONGEST
