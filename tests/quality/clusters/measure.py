"""Precision and recall of story clusters on articles of our own, pair by pair, half by half.

`python -m tests.quality.clusters.measure` prints them, and with `--pairs` each pair that is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from sitegen.convert.clusters.compare import judge_pair, measure
from sitegen.convert.clusters.group import group_copies
from sitegen.convert.clusters.sign import Signer
from sitegen.convert.clusters.wording import read_wording
from tests.quality.clusters.articles import HALVES, Piece, build_pieces


class Figures(NamedTuple):
    """Of the pairs that were put together the part that are copies, and of those that are copies the part that were
    put together; the pairs that are wrong, by name."""

    precision: float
    recall: float
    joined: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]


def cluster(pieces: Sequence[Piece]) -> dict[str, str]:
    """The name of the centre of each piece, as an import would find it."""
    signer = Signer()
    signed = [(piece, signature) for piece in pieces if (signature := signer.sign(piece.body))]
    signed.sort(key=lambda pair: (-pair[1].words, pair[0].body, pair[0].name))
    wordings = [read_wording(piece.title, piece.body, piece.language) for piece, _ in signed]
    centres = group_copies([sign for _, sign in signed], lambda i, j: judge_pair(wordings[i], wordings[j]))
    found = {signed[i][0].name: signed[centre][0].name for i, centre in enumerate(centres)}
    return {piece.name: found.get(piece.name, piece.name) for piece in pieces}


def score(pieces: Sequence[Piece]) -> Figures:
    """How the clusters of the pieces compare with the truth."""
    centres = cluster(pieces)
    joined, missed, right = [], [], 0
    for one, other in combinations(pieces, 2):
        together, same = centres[one.name] == centres[other.name], one.story == other.story
        right += together and same
        if together and not same:
            joined.append((one.name, other.name))
        if same and not together:
            missed.append((one.name, other.name))
    return Figures(right / (right + len(joined)), right / (right + len(missed)), tuple(joined), tuple(missed))


def main() -> None:
    for half in HALVES:
        pieces = build_pieces(half)
        figures = score(pieces)
        stories = len({piece.story for piece in pieces})
        sys.stdout.write(
            f"{half}: {len(pieces)} articles of {stories} stories, precision {figures.precision:.3f}, "
            f"recall {figures.recall:.3f}\n"
        )
        if "--pairs" in sys.argv:
            by_name = {piece.name: piece for piece in pieces}
            for kind, pairs in (("joined", figures.joined), ("missed", figures.missed)):
                for pair in pairs:
                    one, other = sorted(
                        (read_wording(p.title, p.body, p.language) for p in map(by_name.get, pair)),
                        key=lambda w: len(w.words),
                    )
                    sys.stdout.write(
                        f"  {kind} {pair}: {len(one.words)} {[round(x, 2) for x in measure(one, other)]}\n"
                    )


if __name__ == "__main__":
    main()
