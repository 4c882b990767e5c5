"""Clusters depend on the articles and on nothing else."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.quality.clusters.articles import Piece, build_pieces
from tests.quality.clusters.measure import cluster

PIECES = build_pieces("tune")


def partition(pieces: list[Piece]) -> set[frozenset[str]]:
    """The clusters as sets of names."""
    groups: dict[str, set[str]] = {}
    for name, centre in cluster(pieces).items():
        groups.setdefault(centre, set()).add(name)
    return {frozenset(group) for group in groups.values()}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_articles_does_not_matter(seed: int) -> None:
    shuffled = random.Random(seed).sample(PIECES, len(PIECES))
    assert cluster(shuffled) == cluster(PIECES)


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(sorted({piece.story for piece in PIECES})), min_size=1))
def test_a_story_more_changes_no_other_cluster(stories: set[str]) -> None:
    some = [piece for piece in PIECES if piece.story not in stories]
    names = {piece.name for piece in some}
    assert partition(some) == {group for group in partition(PIECES) if group & names}


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(PIECES), st.integers(2, 12))
def test_the_same_text_any_number_of_times_is_one_story(piece: Piece, times: int) -> None:
    again = [piece._replace(name=f"again-{number}") for number in range(times)]
    centres = cluster([*PIECES, *again])
    found = {centres[each.name] for each in again}
    assert len(found) == 1
