"""Blocks that come again in story after story of one source: what a newsroom's furniture looks like from outside.

They are proposals for a person to judge, never a reason to cut: a subheading or a background paragraph comes again too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.ruleset import LONGEST_LINE
from sitegen.convert.clean.shape import is_prose
from sitegen.document.blocks import text_of
from sitegen.document.links import host_of
from sitegen.model import AnyBlock, Article, Heading, ListBlock, Paragraph

_FEWEST = 2
"""Stories that make a repetition."""
_SHARE = 10
"""A repetition is in at least one of so many of a source's stories."""
_SAME_STORY = 2 / 3
"""Part of its blocks, and of its text, that each of two versions of a story has in common with the other."""
_LONGEST_SPARE = 200
_SLOT = re.compile(r"\{\w+\}")
_QUOTES = "\"'“„«‘「『"


class Repeat(NamedTuple):
    """A block that repeats: its `source`, empty when unknown; its `lines` in their own characters (a list has several);
    the articles that have it; how many `stories` the source has; and the line of the source that is nearest to it."""

    source: str
    lines: tuple[str, ...]
    articles: tuple[str, ...]
    stories: int
    spare: str


class _Kept(NamedTuple):
    """An article of a source as its kept blocks, by their folded text."""

    name: str
    title: str
    url: str
    blocks: dict[str, tuple[str, ...]]


def find_repeats(articles: Iterable[Article]) -> list[Repeat]:
    """The kept blocks that repeat across the stories of a source, source by source, the most frequent first."""
    return [repeat for source, group in _group_by_source(articles).items() for repeat in _find_in(source, group)]


def name_article(article: Article) -> str:
    """An article's name for people: its input, and of a feed the item."""
    return f"{article.source} [{article.item}]" if article.item is not None else article.source


def _group_by_source(articles: Iterable[Article]) -> dict[str, list[_Kept]]:
    """Articles under the name of their source: they share a publisher, a host, or the feed they came in."""
    label_of: dict[tuple[str, str], str] = {}
    groups: dict[str, list[_Kept]] = defaultdict(list)
    for article in articles:
        names = dict(_source_names(article))
        label = next((label_of[key] for key in names if key in label_of), next(iter(names.values()), ""))
        for key in names:
            label_of.setdefault(key, label)
        blocks = {fold_text(" ".join(lines)): lines for block in article.blocks if (lines := _lines(block))}
        url = article.metadata.canonical_url or ""
        groups[label].append(_Kept(name_article(article), fold_text(article.metadata.title), url, blocks))
    return groups


def _source_names(article: Article) -> Iterator[tuple[tuple[str, str], str]]:
    for party in article.attribution.chain:
        if party.role in ("publisher", "originator"):
            yield ("name", fold_text(party.name)), party.name
    site_name = article.metadata.site_name
    if site_name:
        yield ("name", fold_text(site_name)), site_name
    host = host_of(article.metadata.canonical_url or "")
    if host:
        yield ("host", host.removeprefix("www.")), host.removeprefix("www.")
    if article.item is not None:
        yield ("feed", article.source), article.source


def _lines(block: AnyBlock) -> tuple[str, ...]:
    """The lines of a block that a rule could name; none where no rule can: a rule takes no quotation and no table."""
    if not isinstance(block, Paragraph | Heading | ListBlock):
        return ()
    lines = tuple(filter(None, map(str.strip, text_of(block).split("\n"))))
    listed = isinstance(block, ListBlock)
    if not lines or (listed and any(map(is_prose, lines))) or (not listed and len(lines) > 1):
        return ()
    quoted = any(line[0] in _QUOTES and is_prose(line) for line in lines)
    nameable = all(any(map(str.isalpha, line)) and not _SLOT.search(line) for line in lines)
    return lines if nameable and not quoted else ()


def _find_in(source: str, group: Sequence[_Kept]) -> list[Repeat]:
    stories = _number_stories(group)
    total = len(set(stories))
    holders: dict[str, list[int]] = defaultdict(list)
    for i, article in enumerate(group):
        for key in article.blocks:
            holders[key].append(i)
    fewest = max(_FEWEST, ceil(total / _SHARE))
    repeated = {key: found for key, found in holders.items() if len({stories[i] for i in found}) >= fewest}
    others = _spare_lines(group, repeated)
    found = [
        Repeat(source, lines, tuple(group[i].name for i in holding), total, spare)
        for key, holding in repeated.items()
        if (lines := group[holding[0]].blocks[key]) and (spare := _nearest(lines, others))
    ]
    return sorted(found, key=lambda repeat: -len(repeat.articles))


def _number_stories(group: Sequence[_Kept]) -> list[int]:
    """The story of each article: versions of one share its headline, its address, or most of themselves."""
    numbers: list[int] = []
    known: dict[tuple[str, str], int] = {}
    holding: dict[str, list[int]] = defaultdict(list)
    for i, article in enumerate(group):
        keys = [key for key in (("title", article.title), ("url", article.url)) if key[1]]
        shared: dict[int, list[str]] = defaultdict(list)
        for key in article.blocks:
            for other in holding[key]:
                shared[other].append(key)
            holding[key].append(i)
        alike = (numbers[j] for j, common in shared.items() if _is_most(common, article) and _is_most(common, group[j]))
        number = next((known[key] for key in keys if key in known), None)
        numbers.append(next(alike, i) if number is None else number)
        known |= {key: numbers[i] for key in keys if key not in known}
    return numbers


def _is_most(common: Sequence[str], article: _Kept) -> bool:
    """Whether the blocks in common are most of an article: one long notice under short stories is not."""
    text = sum(map(len, common)) >= _SAME_STORY * sum(map(len, article.blocks))
    return text and len(common) >= _SAME_STORY * len(article.blocks)


def _spare_lines(group: Sequence[_Kept], repeated: Mapping[str, object]) -> dict[str, frozenset[str]]:
    """The source's lines that do not repeat, each with its folded words."""
    lines: dict[str, frozenset[str]] = {}
    for article in group:
        for key, block in article.blocks.items():
            if key not in repeated and len(block) == 1 and len(block[0]) <= _LONGEST_SPARE:
                lines[block[0]] = frozenset(key.split())
    return lines


def _nearest(lines: Sequence[str], others: Mapping[str, frozenset[str]]) -> str:
    """The line that shares most words with `lines`, which a rule for them must leave alone; empty where none is."""
    words = frozenset(fold_text(" ".join(lines)[:LONGEST_LINE]).split())
    return max(others, key=lambda line: len(words & others[line]) / len(words | others[line]), default="")
