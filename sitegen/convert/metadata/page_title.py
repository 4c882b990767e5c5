"""The headline of a page: the heading that the head of the page agrees with, and titles without the site's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from bs4 import Tag
from bs4.element import NavigableString
from msgspec.structs import replace

from sitegen.convert.metadata.outline import (
    ASIDE,
    COMMENT,
    HEADLINE,
    Outline,
    Spot,
    label_kind,
    nearest,
    short_text,
    squash,
)
from sitegen.document.links import host_of
from sitegen.model import Candidate

_WORDS = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+(?:[|\-–—·•»«/@~<>+*:]+|//|::)\s+|\s*[|»«•]\s*|(?<=\w):\s+|\s+-(?=\w)")
_LONGEST = 300
_EMPHASIS = frozenset(["em", "i", "b", "strong", "q", "mark", "sup", "sub", "br", "wbr", "abbr", "cite"])
_CERTAIN = 3.0
_MOST = 40
_HOLDERS = frozenset(["div", "p", "span", "strong", "b", "td", "a", "h5", "h6", "header"])
_WEIGHT = {"h1": 1.0, "h2": 0.5, "h3": 0.2, "h4": 0.0}


class Titles(NamedTuple):
    """What else gives a title: `stated` by the page's makers for machines, and the names of its site, run together."""

    stated: tuple[str, ...]
    window: str
    sites: frozenset[str]


class _Known(NamedTuple):
    """Titles in plain words: whole ones, and these with their parts."""

    stated: set[str]
    segments: set[str]

    longest: int


class Headline(NamedTuple):
    text: str
    spot: Spot
    score: float
    agreement: float


def plain_words(text: str) -> str:
    """The words of a text as one string to compare by: no case, no punctuation."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))


def is_site_name(text: str, titles: Titles) -> bool:
    """Whether a text is only the name of the site, as its head or its address gives it."""
    compact = plain_words(text).replace(" ", "")
    return not compact or compact in titles.sites or compact.removeprefix("www") in titles.sites


def _host_names(host: str) -> Iterator[str]:
    """`Tide Watch`, `tidewatch.example` and `www.tidewatch.example` are all the site of that host."""
    yield host.replace(".", "").replace("-", "")
    for label in host.split(".")[-3:-1]:
        if len(label) > 3:
            yield label.replace("-", "")
            yield "the" + label.replace("-", "")


def strip_site(text: str, titles: Titles) -> str:
    """`text` without the site's name in front or behind: `The bell rings | Tide Watch` is `The bell rings`."""
    cuts = [(0, 0), *(hit.span() for hit in _SEPARATOR.finditer(text)), (len(text), len(text))]
    first, last = 0, len(cuts) - 1
    while last - first > 1 and is_site_name(text[cuts[last - 1][1] : cuts[last][0]], titles):
        last -= 1
    while last - first > 1 and is_site_name(text[cuts[first][1] : cuts[first + 1][0]], titles):
        first += 1
    return text[cuts[first][1] : cuts[last][0]].strip()


def find_headline(page: Outline, titles: Titles) -> Headline | None:
    """The heading on the page that is the article's own; None where nothing stands out."""
    found = list(_headlines(page, titles))
    return max(found, key=lambda each: each.score, default=None)


def _headlines(page: Outline, titles: Titles) -> Iterator[Headline]:
    stated = {plain_words(strip_site(text, titles)) for text in titles.stated} - {""}
    whole = (titles.window, *titles.stated)
    segments = stated | {plain_words(part) for text in whole for part in _segments(text, titles)} - {""}
    known = _Known(stated, segments, max(map(len, segments), default=0))
    for spot in _likely(page):
        text = short_text(spot.tag, _LONGEST)
        if len(text) < 2 or is_site_name(text, titles) or _is_home_link(spot.tag):
            continue
        text, agreement = _agree(text, spot, known)
        score = agreement + _WEIGHT.get(spot.tag.name, 0.0) + (0.7 if spot.kind & HEADLINE else 0.0)
        if agreement < 2.0 and _is_aside(spot.tag):
            score -= 2.0 - agreement / 2
        yield Headline(text, spot, score - spot.at * 1e-5, agreement)
        if agreement >= _CERTAIN and spot.tag.name == "h1":
            return


def _likely(page: Outline) -> Iterator[Spot]:
    """All main headings, and the first of the lesser ones: a page may have hundreds of teasers."""
    yield from (spot for spot in page.headings if spot.tag.name == "h1")
    yield from islice((spot for spot in page.headings if spot.tag.name != "h1"), _MOST)
    yield from islice((spot for spot in page.labelled if spot.kind & HEADLINE and spot.tag.name in _HOLDERS), _MOST)


def _agree(text: str, spot: Spot, known: _Known) -> tuple[str, float]:
    """The heading, or the part of it that is the headline proper, and how well the head of the page bears it out."""
    words = plain_words(text)
    if words in known.stated:
        return text, _CERTAIN
    if words in known.segments:
        return text, 2.5 if 2 * len(words) >= known.longest else 1.0
    if spot.tag.name != "h1" and not spot.kind & HEADLINE:
        return text, 0.0
    for part in _parts(spot.tag):
        if len(part) * 2 > len(text) and plain_words(part) in known.segments:
            return part, 2.4
    return text, 1.8 if any(_is_alike(words, other) for other in known.segments) else 0.0


def _parts(tag: Tag) -> Iterator[str]:
    """What a heading holds beside its kicker: the text of each element in it, and its own between these."""
    children = [child for child in tag.descendants if isinstance(child, Tag) and child.name not in _EMPHASIS]
    for child in children:
        yield squash(child.get_text(" "))
    if children:
        yield squash("".join(child for child in tag.children if isinstance(child, NavigableString)))


def _is_alike(words: str, other: str) -> bool:
    """Two wordings of one headline: one begins the other, or most of the shorter one's words are in the longer."""
    if len(words) > 8 and len(other) > 8 and (words.startswith(other) or other.startswith(words)):
        return True
    a, b = ({word[:6] for word in each.split()} for each in (words, other))
    fewer = min(len(a), len(b))
    return len(a & b) >= (0.5 * fewer if fewer > 2 else 2)


def _segments(text: str, titles: Titles) -> Iterator[str]:
    """A title whole, without the site, and in the runs of parts that its separators leave."""
    stripped = strip_site(text[:_LONGEST], titles)
    yield text
    yield stripped
    cuts = [hit.span() for hit in _SEPARATOR.finditer(stripped)]
    for start, end in cuts:
        yield stripped[:start]
        yield stripped[end:]
    for (_, start), (end, _) in pairwise(cuts):
        yield stripped[start:end]


def _is_aside(tag: Tag) -> bool:
    node: Tag | None = tag
    for _ in range(6):
        if node is None or node.name in ("body", "main", "article"):
            return False
        if node.name in ("nav", "footer", "aside") or label_kind(node) & (COMMENT | ASIDE):
            return True
        node = node.parent
    return False


def _is_home_link(tag: Tag) -> bool:
    """A heading that links to the site's front page is its logo."""
    link = nearest(tag, "a") or next(
        (child for child in tag.descendants if isinstance(child, Tag) and child.name == "a"), None
    )
    if not isinstance(link, Tag) or not link.get("href"):
        return False
    try:
        parts = urlsplit(str(link["href"]))
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query and not parts.fragment and parts.scheme in ("", "http", "https")


def title_candidates(page: Outline, titles: Titles, headline: Headline | None) -> Iterator[Candidate]:
    """The headline on the page, and the title of its window without the site's name."""
    if headline and headline.score > 0:
        confirmed = headline.agreement > 0 or headline.score >= 1.6
        rank = 8 if confirmed else 24 if headline.spot.tag.name == "h1" else 45
        line = headline.spot.tag.sourceline or 0
        yield Candidate(
            field="title", value=headline.text, origin=f"html:{headline.spot.tag.name}", rank=rank, line=line
        )
    window = strip_site(titles.window, titles)
    if window:
        rank = 60 if is_site_name(window, titles) else 40
        yield Candidate(field="title", value=window, origin="html:title", rank=rank)


def without_site(candidate: Candidate, titles: Titles) -> Candidate:
    """A title that the head states, without the name of the site; the name alone is the last to be a title."""
    if candidate.field != "title":
        return candidate
    if is_site_name(candidate.value, titles):
        return replace(candidate, rank=60)
    return replace(candidate, value=strip_site(candidate.value, titles))


def known_titles(candidates: Sequence[Candidate], window: str, base: str) -> Titles:
    """The titles and site names that the head of the page gives."""
    stated = tuple(str(c.value) for c in candidates if c.field == "title")
    sites = {plain_words(str(c.value)).replace(" ", "") for c in candidates if c.field in ("publisher", "site_name")}
    return Titles(stated, window, frozenset({*sites, *_host_names(host_of(base))} - {""}))
