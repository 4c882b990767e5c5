"""All that a page says of its article outside of the text: the one gatherer; `resolve` weighs what it finds."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup
from msgspec.structs import replace

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.metadata.byline import find_bylines, find_names_alone
from sitegen.convert.metadata.jsonld import read_jsonld
from sitegen.convert.metadata.meta_tags import read_meta_tags
from sitegen.convert.metadata.names import is_desk
from sitegen.convert.metadata.outline import Outline, outline
from sitegen.convert.metadata.page_date import date_candidates, find_shown_date
from sitegen.convert.metadata.page_tags import find_tags
from sitegen.convert.metadata.page_title import find_headline, known_titles, title_candidates, without_site
from sitegen.model import Candidate

_FAR = 16
"""The rank behind the bylines near a headline."""


def find_evidence(tree: BeautifulSoup, base: str) -> tuple[Candidate, ...]:
    """Candidates for every field, from the whole tree of a page before anything is taken out of it."""
    page = outline(tree)
    stated = [*read_jsonld(page, base), *read_meta_tags(page, base)]
    titles = known_titles(stated, page.title, base)
    headline = find_headline(page, titles)
    bylines = list(find_bylines(page, headline))
    stated = list(_doubt_unseen(stated, bylines, page))
    named = any(c.field == "authors" and not is_desk(c.value) for c in (*stated, *bylines))
    alone = find_names_alone(page, headline) if headline and not named else ()
    shown = find_shown_date(page, headline)
    return (
        *(without_site(candidate, titles) for candidate in stated),
        *title_candidates(page, titles, headline),
        *bylines,
        *alone,
        *date_candidates(shown, base),
        *find_tags(page, headline.spot if headline else None),
    )


def _doubt_unseen(stated: list[Candidate], bylines: list[Candidate], page: Outline) -> Iterator[Candidate]:
    """An author whom the page never shows its reader, while it shows others, is whoever pressed the button."""
    shown = {fold_text(c.value) for c in bylines if c.rank < _FAR}
    for c in stated:
        if shown and c.origin == "json-ld:author" and c.rank < _FAR and fold_text(c.value) not in shown:
            name = c.value.casefold()
            if not any(name in text.casefold() for text in page.texts):
                yield replace(c, rank=_FAR)
                continue
        yield c
