"""How far from the headline something stands on a page, and in whose company."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.convert.metadata.outline import ASIDE, COMMENT, Spot, is_page_footer, label_kind
from sitegen.convert.metadata.page_title import Headline

FAR = 60
"""The cost from which on a find is not beside the headline."""
NEAR_BEFORE, NEAR_AFTER = 12, 30
"""Pieces of text between a headline and what belongs to it."""
_ASIDE_TAGS = frozenset(["aside", "figure", "figcaption"])
_OTHERS = frozenset(["article", "li", "tr"])


class Place(NamedTuple):
    """Where the headline stands: the pieces of text before it, and the elements that hold it, by identity."""

    start: int
    holders: frozenset[int]


def place_of(headline: Headline | None) -> Place:
    """The place that finds are measured from; the top of the page when no headline is known."""
    if headline is None:
        return Place(0, frozenset())
    return Place(headline.spot.at, frozenset(id(parent) for parent in headline.spot.tag.parents))


def cost_of(spot: Spot, place: Place) -> float | None:
    """How unlikely something is to be about the article for where it stands; None when it is about something else."""
    cost = _distance(spot.at - place.start)
    aside = other = False
    node = spot.tag
    while node is not None and id(node) not in place.holders:
        kind = label_kind(node)
        if kind & COMMENT or node.name == "nav" or is_page_footer(node):
            return None
        aside = aside or bool(kind & ASIDE) or node.name in _ASIDE_TAGS
        other = other or (node.name in _OTHERS and node is not spot.tag and bool(place.holders))
        parent = node.parent
        if parent is None:
            break
        node = parent
    return cost + 60 * aside + 40 * other


def _distance(gap: int) -> float:
    if gap >= 0:
        return gap if gap <= NEAR_AFTER else 60 + min(gap / 50, 30)
    return 5 - 2 * gap if -gap <= NEAR_BEFORE else 110 + min(-gap / 50, 30)
