"""Whether two texts are one story."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.convert.clean.fold import fold_text
from sitegen.digest import digest_text
from sitegen.document.blocks import text_of_all
from sitegen.model import Article

_SHINGLE = 3
"""Words in a row that are compared."""
_SHARED = 0.3
"""Part of the smaller text's shingles that versions of one story share; different stories share hardly any."""
_SKETCH = 24
"""Digests of a sketch."""


def is_similar(one: str, other: str) -> bool:
    """Whether two texts have enough runs of words in common to be versions of one story."""
    mine, theirs = _shingles(one), _shingles(other)
    return len(mine & theirs) >= _SHARED * min(len(mine), len(theirs))


def sketch_of(text: str) -> tuple[str, ...]:
    """A few digests by which a text is known again though it cannot be read from them: the least of those of its
    shingles (bottom-k, Cohen and Kaplan, 2007)."""
    digests = {digest_text(" ".join(shingle), 5) for shingle in _shingles(text)}
    return tuple(sorted(digests)[:_SKETCH])


def share_sketch(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sketches are of texts that have most of their shingles in common."""
    least = set(sorted({*one, *other})[:_SKETCH])
    return len(least & set(one) & set(other)) > len(least) / 2


def come_from_one_source(old: Sequence[Article], new: Sequence[Article]) -> bool:
    """Whether an input is a later version of another: the same item, address, story, or feed."""
    streams = max(len(old), len(new)) > 1  # two letters of one publisher are two
    return any(_is_version(one, other, streams=streams) for one in old for other in new)


def _is_version(one: Article, other: Article, *, streams: bool) -> bool:
    address = one.metadata.canonical_url
    if address and address == other.metadata.canonical_url:
        return True
    if one.item and other.item:
        publisher = _publisher(one)
        return one.item == other.item or (streams and publisher is not None and publisher == _publisher(other))
    same_title = fold_text(one.metadata.title) == fold_text(other.metadata.title)
    return same_title and is_similar(text_of_all(one.blocks), text_of_all(other.blocks))


def _publisher(article: Article) -> str | None:
    return next((party.name for party in article.attribution.chain if party.role == "publisher"), None)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = fold_text(text).split()
    if len(words) < 2 * _SHINGLE:  # scripts without gaps, and very short texts
        words = list("".join(words))
    return {tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}
