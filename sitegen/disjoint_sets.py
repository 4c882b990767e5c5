"""Which things hang together, when pairs of them do (union-find; Galler and Fischer, 1964)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T", int, str)


def find_roots(pairs: Iterable[tuple[T, T]]) -> dict[T, T]:
    """For each thing in a pair the least of all that hang together with it, in the order in which they came."""
    roots: dict[T, T] = {}

    def root_of(thing: T) -> T:
        while roots.setdefault(thing, thing) != thing:
            roots[thing] = roots[roots[thing]]
            thing = roots[thing]
        return thing

    for one, other in pairs:
        first, second = sorted((root_of(one), root_of(other)))
        roots[second] = first
    return {thing: root_of(thing) for thing in list(roots)}
