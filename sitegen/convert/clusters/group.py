"""Candidates for being copies, and the clusters they form.

Bands are compared by sorting them: an index of 100,000 articles in datasketch's own MinHashLSH takes more than a
gigabyte, and sorted columns a fiftieth of that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sitegen.convert.clusters.compare import Verdict
from sitegen.convert.clusters.signature import Signature
from sitegen.disjoint_sets import find_roots

Judge = Callable[[int, int], Verdict]
"""Of the numbers of two articles, the shorter first."""
_NEIGHBOURS = 8
"""With how many of those that share a band an article is compared: ten thousand weather reports are alike in all but
their numbers, and may not cost fifty million comparisons."""
_FEW = 4
"""Articles that share a band up to which that alone says something; where more do, two must share another one too."""

Codes = NDArray[np.int64]


Group = list[tuple[int, list[int]]]
"""Articles that hang together as candidates, in their order: each with the earlier ones that it may be a copy of."""


def group_copies(signatures: Sequence[Signature], judge: Judge) -> list[int]:
    """The centre of each article: the longest of its cluster, itself where it is alone. See `find_groups`."""
    centres = list(range(len(signatures)))
    for group in find_groups(signatures):
        for article, centre in find_centres(group, judge).items():
            centres[article] = centre
    return centres


def find_centres(group: Group, judge: Judge) -> dict[int, int]:
    """The centre of each article of a group that is a copy.

    Each is compared with the centre of a cluster and not only with its neighbour in it, so that no chain of small
    differences joins what is unlike.
    """
    centres: dict[int, int] = {}
    verdicts: dict[tuple[int, int], Verdict] = {}

    def verdict(one: int, other: int) -> Verdict:
        if (one, other) not in verdicts:
            verdicts[one, other] = judge(one, other)
        return verdicts[one, other]

    for article, others in group:
        for other in others:
            centre = centres.get(other, other)
            found = verdict(article, centre)
            if found == "copy" or (found == "part" and other != centre and verdict(article, other) == "copy"):
                centres[article] = centre
                break
    return centres


def find_groups(signatures: Sequence[Signature], imported: Sequence[bool] | None = None) -> list[Group]:
    """The candidates, in groups that have nothing to do with each other. `signatures` come longest first, in an order
    that the articles alone decide; `imported` says which may be copies: of two others neither is."""
    candidates = find_candidates(signatures, imported)
    roots = find_roots((article, other) for article, others in candidates.items() for other in others)
    groups: dict[int, Group] = defaultdict(list)
    for article in sorted(candidates):
        groups[roots[article]].append((article, candidates[article]))
    return list(groups.values())


def find_candidates(signatures: Sequence[Signature], imported: Sequence[bool] | None = None) -> dict[int, list[int]]:
    """For each article that has any, in their order, the earlier articles that it may be a copy of, or they of it."""
    if len(signatures) < 2:
        return {}
    keys = np.frombuffer(b"".join(each.keys for each in signatures), dtype=np.uint32).reshape(len(signatures), -1)
    order = np.array([each.order for each in signatures], dtype=np.int64)
    found = once = np.empty(0, dtype=np.int64)
    for band in range(keys.shape[1]):
        pairs, telling = _pairs(keys[:, band], order)
        again = np.intersect1d(once, pairs, assume_unique=True)
        found, once = np.union1d(found, np.concatenate((telling, again))), np.union1d(once, pairs)
    candidates: dict[int, list[int]] = defaultdict(list)
    later, earlier = np.divmod(found, len(signatures))
    if imported is not None:
        came = np.array(imported, dtype=np.bool_)
        later, earlier = (np.compress(came[later] | came[earlier], each) for each in (later, earlier))
    for article, other in zip(later.tolist(), earlier.tolist(), strict=True):
        candidates[article].append(other)
    return candidates


def _pairs(column: NDArray[np.uint32], order: Codes) -> tuple[Codes, Codes]:
    """Pairs that share a key, as later * count + earlier: neighbours in `order`, and each with the longest; and those
    of keys that few share."""
    count = len(column)
    none: Codes = np.empty(0, dtype=np.int64)
    at = np.lexsort((np.arange(count), order, column))
    ordered = column[at]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    if len(starts) == count:
        return none, none
    sizes = np.diff(np.append(starts, count))
    longest = np.repeat(np.minimum.reduceat(at, starts), sizes)
    few = np.repeat(sizes <= _FEW, sizes)
    pairs, telling = [_codes(at, longest, count)], [_codes(at[few], longest[few], count)]
    for step in range(1, min(_NEIGHBOURS, count - 1) + 1):
        shared = ordered[step:] == ordered[:-step]
        if not shared.any():
            break
        pairs.append(_codes(at[step:][shared], at[:-step][shared], count))
        shared &= few[step:]
        telling.append(_codes(at[step:][shared], at[:-step][shared], count))
    return np.unique(np.concatenate(pairs)), np.unique(np.concatenate(telling))


def _codes(one: Codes, other: Codes, count: int) -> Codes:
    codes: Codes = np.maximum(one, other) * count + np.minimum(one, other)
    return np.compress(one != other, codes)
