"""All that a page says of its article outside of the text: the one gatherer; `resolve` weighs what it finds."""

from __future__ import annotations

from bs4 import BeautifulSoup

from sitegen.convert.metadata.byline import find_bylines, find_names_at_date
from sitegen.convert.metadata.jsonld import read_jsonld
from sitegen.convert.metadata.meta_tags import read_meta_tags
from sitegen.convert.metadata.outline import outline
from sitegen.convert.metadata.page_date import date_candidates, find_shown_date
from sitegen.convert.metadata.page_title import find_headline, known_titles, title_candidates, without_site
from sitegen.model import Candidate


def find_evidence(tree: BeautifulSoup, base: str) -> tuple[Candidate, ...]:
    """Candidates for every field, from the whole tree of a page before anything is taken out of it."""
    page = outline(tree)
    stated = [*read_jsonld(page, base), *read_meta_tags(page, base)]
    titles = known_titles(stated, page.title, base)
    headline = find_headline(page, titles)
    shown = find_shown_date(page, headline)
    return (
        *(without_site(candidate, titles) for candidate in stated),
        *title_candidates(page, titles, headline),
        *find_bylines(page, headline),
        *(find_names_at_date(page, headline, shown.spot if shown else None) if headline else ()),
        *date_candidates(shown, base),
    )
