"""What the markup of a page says of each block: features for the line model beside those of the text itself.

Class names and ids are read by the words in them, which authors of pages take from one small vocabulary the world over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from sitegen.convert.clean.shape import count_words, is_prose
from sitegen.convert.extract.features import step
from sitegen.document.html_piece import Piece, Place
from sitegen.model import Figure, Heading

_VOCABULARY: dict[str, str] = {
    "share": "share sharing shares social sns sharebar sharedaddy addtoany addthis socials tweet facebook whatsapp",
    "related": "related relateds recommended recommend recommendation recommendations recirc recirculation"
    " readmore alsoread trending popular mostread mostpopular similar outbrain taboola promo"
    " promoted promos teaser teasers upnext onward carousel also suggested suggestions latest"
    " more",
    "comment": "comment comments commentlist disqus reply replies respond discussion discussions",
    "caption": "caption captions figcaption credit credits photocredit imagecredit photographer copyright legend",
    "picture": "image images img photo photos picture pictures gallery figure media thumbnail thumb slideshow slide",
    "byline": "author authors byline bylines writer contributor contributors reporter bio vcard profile",
    "date": "date dates time timestamp published datetime updated dateline pubdate posted",
    "meta": "meta metadata info details postmeta kicker",
    "tags": "tag tags topic topics keyword keywords category categories cat cats",
    "nav": "nav menu menus breadcrumb breadcrumbs crumb pagination pager navigation navbar toolbar links navi submenu",
    "side": "sidebar aside widget widgets rail secondary column complementary",
    "foot": "footer foot bottom colophon",
    "head": "header masthead topbar logo branding site",
    "ad": "ad ads advert adverts advertisement advertising sponsored sponsor banner dfp adsense promo",
    "newsletter": "newsletter newsletters signup subscribe subscription subscriptions mailing mailchimp",
    "modal": "modal popup overlay cookie cookies consent gdpr dialog login signin register paywall lightbox tooltip",
    "body": "body articlebody storybody entry text content copy prose richtext paragraph",
    "article": "article story post news single detail page",
    "main": "main primary center",
    "title": "title headline heading hed header",
    "summary": "standfirst summary lead lede intro subtitle subhead subheading subheadline deck dek"
    " excerpt abstract sub description chapeau sapo",
    "embed": "embed twitter instagram video player youtube oembed iframe audio",
    "hidden": "hidden hide invisible mobile print noprint sr",
    "quote": "quote pullquote blockquote pull",
    "box": "box infobox factbox inset sidebox callout module block card note notice disclaimer",
    "list": "list items item grid feed row",
    "correction": "correction corrections update clarification",
}
_CATEGORIES = {word: category for category, words in _VOCABULARY.items() for word in words.split()}
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+(?![a-z])")
_NAMING = ("id", "role", "itemprop", "data-component", "data-testid")
"""Attributes beside the class whose words say what an element is for."""
_TELLING = frozenset(
    """
    article main aside nav header footer form figure figcaption table blockquote address li dd dt td th button label
    time h1 h2 h3 center section summary p span a em i b strong small font dl ul ol
    """.split()  # noqa: SIM905 (a list would take a page)
)
"""Elements whose name says something of what is in them."""
_SHARES = (0.02, 0.1, 0.25, 0.5, 0.75, 0.95)
_APART = frozenset(["comment", "foot", "side", "modal", "related", "newsletter", "ad", "nav", "hidden", "caption"])
"""Categories of elements whose prose is hardly the story's."""
_APART_ELEMENTS = frozenset(["aside", "footer", "nav"])
_FRAME = 0.7
"""An element with more than this part of the page's prose is a frame of the page, whatever it is called."""
_MOST = 0.6
"""The story's element holds this part of the prose around it."""


class Surroundings(NamedTuple):
    """What a block's place says: features, and how much its prose counts when the story is looked for."""

    hints: tuple[str, ...]
    weight: float


def surroundings_of(pieces: Sequence[Piece]) -> list[Surroundings]:
    """The surroundings of each piece of a page."""
    outline = _Outline(pieces)
    return [Surroundings(tuple(dict.fromkeys(outline.hints(piece))), outline.weight(piece)) for piece in pieces]


@lru_cache(8192)
def _read_names(names: str) -> frozenset[str]:
    """The categories of the words in classes and ids: `article-body__text`, `storyBody`."""
    return frozenset(category for word in _WORD.findall(names) if (category := _CATEGORIES.get(word.lower())))


def categories_of(place: Place) -> frozenset[str]:
    """The categories of the words that an element is named by."""
    attrs = place.attrs
    if not attrs:
        return frozenset()
    return _read_names(" ".join([*(attrs.get("class") or ()), *(str(attrs[key]) for key in _NAMING if key in attrs)]))


class _Outline:
    """The elements of a page, the prose in each, and the one that holds the story."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.categories: dict[Place, frozenset[str]] = {}
        self.above: dict[Place, tuple[str, ...]] = {}
        prose = [(piece.place, words) for piece in pieces if (words := _prose_words(piece))]
        mass = self._masses(prose)
        whole = _FRAME * sum(words for _, words in prose)
        self.frames = {place for place, words in mass.items() if words > whole}
        central = [(place, words if self._is_central(place) else words // 8) for place, words in prose]
        self.mass = self._masses(central)
        self.total = sum(words for _, words in central) or 1
        self.main = self._find_main()
        self.main_chain = tuple(self.main.chain()) if self.main else ()
        self.around_main = frozenset(self.main_chain)
        self.counts = Counter(_signature(piece.place) for piece in pieces)
        self.prose: Counter[str] = Counter()
        for place, words in central:
            self.prose[_signature(place)] += words

    def hints(self, piece: Piece) -> Iterator[str]:
        """The features of a piece's place; some may come twice."""
        words = count_words(piece.text)
        size = "none" if not words else "prose" if is_prose(piece.text) else "long" if words >= 9 else "short"
        yield f"el:{piece.place.name}"
        if isinstance(piece.block, Heading):
            yield f"h{piece.block.level}"
        if isinstance(piece.block, Figure):
            yield "captioned" if piece.block.caption else "uncaptioned"
        if piece.text:
            yield f"linked{step(piece.linked / len(piece.text), (0.01, 0.2, 0.5, 0.8, 0.99))}-{size}"
        yield from self._named(piece.place, size)
        yield from self._relation(piece.place, size)
        signature = _signature(piece.place)
        yield f"alike-prose{step(self.prose[signature] / self.total, _SHARES)}-{size}"
        yield f"alike{step(self.counts[signature], (2, 3, 5, 9, 17, 33))}-{size}"
        for level, place in enumerate(islice(piece.place.chain(), 1, 4), 1):
            yield f"mass{level}:{step(self.mass.get(place, 0) / self.total, _SHARES)}"

    def weight(self, piece: Piece) -> float:
        """How much the prose of a piece counts when the story is looked for."""
        if 2 * piece.linked > len(piece.text):
            return 0.0
        if self.main in set(piece.place.chain()):
            return 1.0
        return 0.5 if self._is_central(piece.place) else 0.1

    def _named(self, place: Place, size: str) -> Iterator[str]:
        """What the element and those around it are called: its own, the next two, and all farther out."""
        for distance, each in enumerate(place.chain()):
            if distance == 3:
                yield from self._far(each)
                return
            common = each in self.around_main
            where = "main" if common else "near" if distance else "own"
            for category in self._categories(each):
                yield f"{where}:{category}"
                if where == "own":
                    yield f"own:{category}-{size}"
            if distance and each.name in _TELLING:
                yield f"in:{each.name}:main" if common else f"in:{each.name}"

    def _far(self, place: Place) -> tuple[str, ...]:
        """The names for `place` and all elements around it."""
        if place not in self.above:
            common = place in self.around_main
            own = [f"{'main' if common else 'far'}:{category}" for category in self._categories(place)]
            if place.name in _TELLING:
                own.append(f"in:{place.name}:main" if common else f"in:{place.name}")
            self.above[place] = (*own, *(self._far(place.parent) if place.parent else ()))
        return self.above[place]

    def _categories(self, place: Place) -> frozenset[str]:
        if place not in self.categories:
            self.categories[place] = categories_of(place)
        return self.categories[place]

    def _relation(self, place: Place, size: str) -> Iterator[str]:
        """How far from the story's element: below it, beside it, or elsewhere."""
        if self.main is None:
            return
        chain = list(place.chain())
        down = next((n for n, each in enumerate(chain) if each in self.around_main), 9)
        shared = chain[down] if down < len(chain) else None
        if shared is self.main:
            yield f"below{min(4, down)}"
            yield f"below{min(4, down)}-{size}"
            return
        up = self.main_chain.index(shared) if shared else 9
        yield f"beside{min(up, 6)}"
        yield f"beside{min(up, 6)}-{min(down, 4)}"
        yield f"beside-{size}"
        if any(each.name == "article" for each in chain[:down]):
            yield "other-article"

    def _is_central(self, place: Place) -> bool:
        return not any(
            self._categories(each) & _APART or each.name in _APART_ELEMENTS
            for each in place.chain()
            if each not in self.frames
        )

    def _find_main(self) -> Place | None:
        """From the root down to the innermost element that still holds most of the prose around it."""
        children: dict[Place, list[Place]] = {}
        root = None
        for place in self.mass:
            if place.parent is None:
                root = place
            else:
                children.setdefault(place.parent, []).append(place)
        while root is not None:
            best = max(children.get(root, ()), key=lambda place: self.mass[place], default=None)
            if best is None or self.mass[best] < _MOST * self.mass[root] or best.name in ("p", "span"):
                return root
            root = best
        return root

    @staticmethod
    def _masses(prose: Sequence[tuple[Place, int]]) -> dict[Place, int]:
        mass: dict[Place, int] = {}
        for inner, words in prose:
            for place in inner.chain():
                mass[place] = mass.get(place, 0) + words
        return mass


_NEAR = 4
"""Elements around a block whose names may say what it is."""


def categories_around(place: Place) -> frozenset[str]:
    """The categories of the element and the next ones around it."""
    return frozenset().union(*(categories_of(each) for each in islice(place.chain(), _NEAR)))


def _prose_words(piece: Piece) -> int:
    """Words of a block that reads like a story; 0 for any other."""
    if isinstance(piece.block, Figure | Heading) or not piece.text or 2 * piece.linked > len(piece.text):
        return 0
    return min(count_words(piece.text), 120) if is_prose(piece.text) else 0


def _signature(place: Place) -> str:
    """What elements of one kind have in common."""
    parent = place.parent.name if place.parent else ""
    return f"{parent}>{place.name}.{' '.join(place.attrs.get('class') or ())}"
