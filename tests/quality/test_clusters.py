from __future__ import annotations

import pytest

from tests.quality.clusters.articles import HALVES, Half, build_pieces
from tests.quality.clusters.measure import score

FLOORS: dict[Half, tuple[float, float]] = {"tune": (1.0, 1.0), "check": (0.98, 1.0)}
"""Precision and recall that no change lowers."""


@pytest.mark.parametrize("half", HALVES)
def test_no_change_lowers_a_floor(half: Half) -> None:
    figures = score(build_pieces(half))
    assert figures.precision >= FLOORS[half][0], figures.joined
    assert figures.recall >= FLOORS[half][1], figures.missed


def test_the_halves_share_no_story() -> None:
    one, other = ({each.body for each in build_pieces(half) if "empty" not in each.name} for half in HALVES)
    assert not one & other
    assert len(one) + len(other) > 100
