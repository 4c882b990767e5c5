"""An article's view, and its card in lists."""

from __future__ import annotations

from msgspec.structs import replace

from sitegen.document.links import host_of, is_safe, web_link
from sitegen.model import Attribution, Image, Party
from sitegen.publish.clusters import source_name
from sitegen.publish.demands import demands_view
from sitegen.publish.head import article_head, is_own, license_of, rooted, unlisted_head
from sitegen.publish.index import Site, Term, find_term
from sitegen.publish.own_terms import license_name, own_terms
from sitegen.publish.pack import OFFER, is_offered
from sitegen.publish.page import Page
from sitegen.publish.term_names import term_key
from sitegen.publish.views import (
    ArticleView,
    AttributionView,
    CardView,
    CorrectionView,
    DateView,
    DemandsView,
    ImageView,
    LinkView,
    OwnView,
    PartyView,
    WithdrawnView,
)
from sitegen.publish.words import date_view, direction_of


def article_view(site: Site, page: Page) -> ArticleView:
    """Everything the article's template may see but its body."""
    front = page.front
    language = front.language or site.config.language
    attribution = front.attribution
    return ArticleView(
        head=article_head(site.config, page, site.profiles.get(page.path)),
        path=f"{page.url}index.html",
        url=rooted(site.config, page.url),
        title=front.title,
        language=language,
        direction=direction_of(language),
        authors=tuple(_link(site, "author", name) for name in front.authors),
        section=_link(site, "section", front.section) if front.section else None,
        tags=tuple(_link(site, "tag", tag) for tag in front.tags),
        source=_source(site, page),
        date=_date(site, page, front.date),
        updated=_date(site, page, front.updated),
        dateline=attribution.dateline if attribution else None,
        summary=front.summary,
        image=_image(site, front.image),
        minutes=page.minutes,
        attribution=_attribution(site, page, attribution) if attribution else None,
        carriers=carriers_of(site, page),
        main=main_page_of(site, page),
        corrections=tuple(
            CorrectionView(_date(site, page, each.date), each.text)
            for each in (attribution.corrections if attribution else ())
        ),
        demands=_demands(site, page),
        own=_own(site, page),
        draft=front.draft,
        content=page.path,
        digest=page.digest,
    )


def withdrawn_view(site: Site, page: Page, strings: dict[str, str]) -> WithdrawnView:
    """The notice in place of a withdrawn article: nothing of what it said, not even its headline."""
    chain = page.front.attribution.chain if page.front.attribution else ()
    return WithdrawnView(
        head=unlisted_head(site.config, strings["withdrawn_title"]),
        date=date_view(page.front.updated, site.config.language, site.config.timezone) if page.front.updated else None,
        parties=tuple(party.name for party in chain if party.role != "republisher"),
    )


def card_view(site: Site, page: Page) -> CardView:
    """The article as lists show it."""
    front = page.front
    language = front.language or site.config.language
    return CardView(
        title=front.title,
        url=rooted(site.config, page.url),
        language=language,
        direction=direction_of(language),
        section=_link(site, "section", front.section) if front.section else None,
        source=_source(site, page),
        date=_date(site, page, front.date),
        authors=front.authors,
        summary=page.summary or None,
        image=_image(site, front.image),
    )


def carriers_of(site: Site, page: Page) -> tuple[LinkView, ...]:
    """Who else carried the story, with our pages of their copies."""
    return tuple(_carrier(site, site.pages[i]) for i in site.copies.get(page.path, ()))


def _carrier(site: Site, page: Page) -> LinkView:
    return LinkView(source_name(page.front) or page.front.title, rooted(site.config, page.url))


def main_page_of(site: Site, page: Page) -> LinkView | None:
    """The page that stands for this one in lists, by its headline."""
    main = site.main_of.get(page.path)
    return None if main is None else LinkView(site.pages[main].front.title, rooted(site.config, site.pages[main].url))


def term_link(site: Site, term: Term) -> LinkView:
    return LinkView(term.name, rooted(site.config, term.url))


def _link(site: Site, kind: str, name: str) -> LinkView:
    return LinkView(name, rooted(site.config, site.by_name[kind, term_key(name)].url))


def _source(site: Site, page: Page) -> LinkView | None:
    name = source_name(page.front)
    return _link(site, "source", name) if name else None


def _date(site: Site, page: Page, value: str | None) -> DateView | None:
    language = page.front.language or site.config.language
    return date_view(value, language, site.config.timezone) if value else None


def _image(site: Site, image: Image | None) -> ImageView | None:
    """The picture, if it is one of the site's own or the site shows those of others."""
    if not image or not image.src or not is_safe(image.src):
        return None
    if host_of(image.src) and site.config.images.remote != "show":
        return None
    return ImageView(rooted(site.config, image.src), image.alt, image.caption, image.credit)


def _demands(site: Site, page: Page) -> DemandsView | None:
    """What the licensor wants, with the address of its logo on this site."""
    demands = demands_view(site.config, page, site.profiles.get(page.path))
    if not demands or not demands.logo:
        return demands
    return replace(demands, logo=replace(demands.logo, src=rooted(site.config, demands.logo.src)))


def _attribution(site: Site, page: Page, attribution: Attribution) -> AttributionView | None:
    license_ = license_of(attribution, site.profiles.get(page.path))
    view = AttributionView(
        parties=tuple(_party(site, party) for party in attribution.chain),
        credit=attribution.credit,
        credits=tuple((credit.role, credit.name) for credit in attribution.credits),
        original_url=web_link(attribution.original_url),
        license=license_name(license_),
        license_url=web_link(license_),
        copyright=attribution.copyright,
        notices=attribution.notices,
    )
    known = (view.parties, view.credit, view.credits, view.original_url, view.license, view.copyright, view.notices)
    return view if any(known) else None


def _own(site: Site, page: Page) -> OwnView | None:
    """The terms of a page of the site's own, but for those that it states itself and shows with its attribution."""
    if not is_own(site.config, page, site.profiles.get(page.path)):
        return None
    attribution = page.front.attribution or Attribution()
    terms = own_terms(site.config, page.front)
    license_ = None if attribution.license else terms.license
    notice = None if attribution.copyright else terms.copyright
    offer = rooted(site.config, page.url + OFFER) if is_offered(site, page) else None
    own = OwnView(notice, license_name(license_), web_link(license_), offer)
    return own if any((notice, license_, offer)) else None


def _party(site: Site, party: Party) -> PartyView:
    term = find_term(site, "source", party.name) if party.role != "republisher" else None
    url = rooted(site.config, term.url) if term else None
    return PartyView(party.role, party.name, url, web_link(party.url))
