"""The views of pages that list articles or terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sitegen.publish.article_view import term_link
from sitegen.publish.head import list_head, rooted
from sitegen.publish.index import Site, Term
from sitegen.publish.term_names import TAXONOMIES
from sitegen.publish.views import (
    CardView,
    LinkView,
    ListView,
    PaginationView,
    TermGroupView,
    TermsView,
    TermView,
)
from sitegen.publish.words import month_name

_AROUND = 2
"""Page numbers shown on either side of the current one."""


def home_views(site: Site, cards: Sequence[CardView], strings: dict[str, str]) -> Iterator[ListView]:
    """The home page and the pages that continue it."""
    term = Term("home", site.config.title, "", site.listed)
    yield from _list_views(site, term, site.config.title, cards, strings, ())


def term_views(site: Site, term: Term, cards: Sequence[CardView], strings: dict[str, str]) -> Iterator[ListView]:
    """The list of a term's articles, page by page."""
    yield from _list_views(site, term, term_title(site, term), cards, strings, _trail(site, term, strings))


def term_title(site: Site, term: Term) -> str:
    """What the term is called; months in the words of the site's language."""
    if term.kind == "month":
        year, month = map(int, term.name.split("/"))
        return month_name(year, month, site.config.language)
    return term.name


def terms_view(site: Site, kind: str, strings: dict[str, str]) -> TermsView:
    """The index of a taxonomy, by name."""
    title = strings[TAXONOMIES[kind]]
    url = f"{TAXONOMIES[kind]}/"
    terms = sorted(site.terms[kind], key=lambda term: (term.name.casefold(), term.url))
    group = TermGroupView("", "", tuple(_term(site, term) for term in terms))
    return _terms_view(site, kind, title, url, (group,), strings)


def archive_view(site: Site, strings: dict[str, str]) -> TermsView:
    """The archive: years, and the months of each."""
    years = {term.name: term for term in site.terms["year"]}
    groups = [
        TermGroupView(year, rooted(site.config, years[year].url), tuple(_term(site, month) for month in months))
        for year, months in groupby(site.terms["month"], key=lambda month: month.name[:4])
    ]
    return _terms_view(site, "archive", strings["archive"], "archive/", tuple(groups), strings)


def _terms_view(
    site: Site, kind: str, title: str, url: str, groups: tuple[TermGroupView, ...], strings: dict[str, str]
) -> TermsView:
    return TermsView(
        head=list_head(site.config, title, url),
        kind=kind,
        title=title,
        url=rooted(site.config, url),
        groups=groups,
        trail=(LinkView(strings["home"], site.config.root),),
    )


def _term(site: Site, term: Term) -> TermView:
    return TermView(term_title(site, term), rooted(site.config, term.url), len(term.pages))


def _trail(site: Site, term: Term, strings: dict[str, str]) -> tuple[LinkView, ...]:
    home = LinkView(strings["home"], site.config.root)
    if term.kind in ("year", "month"):
        archive = LinkView(strings["archive"], rooted(site.config, "archive/"))
        year = next((y for y in site.terms["year"] if y.name == term.name[:4]), None)
        return (home, archive) + ((term_link(site, year),) if year and term.kind == "month" else ())
    return (home, LinkView(strings[TAXONOMIES[term.kind]], rooted(site.config, f"{TAXONOMIES[term.kind]}/")))


def _list_views(
    site: Site,
    term: Term,
    title: str,
    cards: Sequence[CardView],
    strings: dict[str, str],
    trail: tuple[LinkView, ...],
) -> Iterator[ListView]:
    size = site.config.taxonomies.per_page
    pages = max(1, -(-len(term.pages) // size))
    has_feed = term.kind in TAXONOMIES
    for number in range(1, pages + 1):
        url = page_url(term.url, number)
        numbered = title if number == 1 else f"{title} · {strings['page_n'].format(number=number)}"
        yield ListView(
            head=list_head(
                site.config, numbered, url, rss=rooted(site.config, f"{term.url}feed.xml") if has_feed else None
            ),
            kind=term.kind,
            title=title,
            url=rooted(site.config, url),
            total=len(term.pages),
            cards=tuple(cards[i] for i in term.pages[(number - 1) * size : number * size]),
            pagination=_pagination(site, term.url, number, pages),
            trail=trail,
        )


def page_url(url: str, number: int) -> str:
    """The address of the list's page `number`, the first being the list itself."""
    return url if number == 1 else f"{url}page/{number}/"


def _pagination(site: Site, url: str, number: int, pages: int) -> PaginationView:
    def address(n: int) -> str:
        return rooted(site.config, page_url(url, n))

    shown = sorted({1, pages, *range(max(1, number - _AROUND), min(pages, number + _AROUND) + 1)})
    links: list[LinkView] = []
    for i, n in enumerate(shown):
        if i and n - shown[i - 1] > 1:
            links.append(LinkView("…", ""))
        links.append(LinkView(str(n), address(n)))
    return PaginationView(
        page=number,
        pages=pages,
        previous=address(number - 1) if number > 1 else None,
        next=address(number + 1) if number < pages else None,
        links=tuple(links),
    )
