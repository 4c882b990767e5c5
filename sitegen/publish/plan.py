"""Everything a site consists of, as outputs: a path, how it is rendered, and the view it is rendered from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from msgspec.structs import replace

from sitegen.errors import OutputError, SeveralErrors, SitegenError
from sitegen.model import Record
from sitegen.publish.article_view import article_view, card_view, term_link, withdrawn_view
from sitegen.publish.feeds import EntryView, FeedView, deleted_entries, entry_view, feed_view
from sitegen.publish.head import absolute, rooted, unlisted_head
from sitegen.publish.index import Site, all_terms
from sitegen.publish.list_view import archive_view, home_views, page_url, term_views, terms_view
from sitegen.publish.pack import MARKDOWN, NINJS, OFFER, TEMPLATE, PackView, pack_views
from sitegen.publish.page import Page
from sitegen.publish.sitemap import CrawlerView, plan_sitemaps
from sitegen.publish.term_names import TAXONOMIES
from sitegen.publish.theme import Theme, strings_for
from sitegen.publish.views import CardView, LinkView, NotFoundView, RedirectView, SiteView, View
from sitegen.publish.words import direction_of

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
ASSETS = "assets/"
"""The folder of the theme's own files."""
_MENU_LENGTH = 7

Form = Literal["page", "rss", "atom", "json", "crawlers", "copy", "markdown", "ninjs"]
_FEEDS: dict[str, Form] = {"feed.xml": "rss", "atom.xml": "atom", "feed.json": "json"}
"""Those of the whole site."""


class CopyView(Record, frozen=True):
    """A file that is taken over as it is: where it is, and its digest."""

    source: str
    digest: str


class Output(Record, frozen=True):
    """`template` only for the form "page"; `origin` names what it is made from, for messages."""

    path: str
    form: Form
    view: View | FeedView | CrawlerView | CopyView | PackView
    origin: str
    template: str = ""


def plan_outputs(site: Site, theme: Theme, static: Mapping[str, CopyView]) -> list[Output]:
    """Every file of the built site. Raises OutputError when two would have the same path."""
    strings = strings_for(theme, site.config.language)
    cards = [card_view(site, page) for page in site.pages]
    outputs = [*_plan_articles(site, strings), *_plan_lists(site, cards, strings), *_plan_feeds(site, strings)]
    outputs += _plan_packs(site, theme)
    outputs += [Output(path, "copy", view, view.source) for path, view in static.items()]
    _check_paths(outputs)
    return outputs


def site_view(site: Site, theme: Theme, generator: str) -> SiteView:
    """The chrome of every page."""
    config = site.config
    strings = strings_for(theme, config.language)
    sections = [term_link(site, term) for term in site.terms["section"][:_MENU_LENGTH]]
    menu = [LinkView(item.title, rooted(config, item.url)) for item in config.menu.main] or sections
    kinds = [kind for kind in TAXONOMIES if site.terms[kind]]
    footer = [LinkView(strings[TAXONOMIES[kind]], rooted(config, f"{TAXONOMIES[kind]}/")) for kind in kinds]
    if site.terms["year"]:
        footer.append(LinkView(strings["archive"], rooted(config, "archive/")))
    return SiteView(
        title=config.title,
        description=config.description,
        url=config.root,
        absolute_url=absolute(config, ""),
        assets=rooted(config, ASSETS),
        language=config.language,
        direction=direction_of(config.language),
        menu=tuple(menu),
        footer=tuple(footer),
        rss=rooted(config, "feed.xml"),
        atom=rooted(config, "atom.xml"),
        json_feed=rooted(config, "feed.json"),
        generator=generator,
        strings=strings,
        options=theme.options,
    )


def _plan_articles(site: Site, strings: dict[str, str]) -> Iterator[Output]:
    for page in site.pages:
        origin = f"content/{page.path}"
        yield Output(f"{page.url}index.html", "page", article_view(site, page), origin, "article.html")
        yield from _plan_redirects(site, page, strings)
    for page in site.withdrawn:
        origin = f"content/{page.path}"
        view = withdrawn_view(site, page, strings)
        yield Output(f"{page.url}index.html", "page", view, origin, "withdrawn.html")
        yield from _plan_redirects(site, page, strings)


def _plan_packs(site: Site, theme: Theme) -> Iterator[Output]:
    """What is offered of the site's own pages: a page to copy from, and two files, all made of one view."""
    for page, view in pack_views(site, theme):
        origin = f"content/{page.path}"
        yield Output(f"{page.url}{OFFER}index.html", "page", view, origin, TEMPLATE)
        yield Output(f"{page.url}{MARKDOWN}", "markdown", view, origin)
        yield Output(f"{page.url}{NINJS}", "ninjs", view, origin)


def _plan_redirects(site: Site, page: Page, strings: dict[str, str]) -> Iterator[Output]:
    """Pages at the old paths of an article; one that is its path again needs none."""
    for alias in page.front.aliases:
        if alias.strip("/") != page.url.strip("/"):
            yield _plan_redirect(site, alias, page.url, f"content/{page.path}", strings)


def _plan_redirect(site: Site, alias: str, url: str, origin: str, strings: dict[str, str]) -> Output:
    """A page at an old path; only names from inside the site will do."""
    path = alias.strip("/")
    parts = path.split("/")
    wrong = any(part.startswith(".") or not part or "\\" in part or len(part.encode()) > 250 for part in parts)
    if wrong or not path.isprintable():
        raise OutputError(f'alias "{alias}" is no path of this site', origin, hint="write it like /old/address/")
    head = unlisted_head(site.config, strings["redirect_title"], absolute(site.config, url))
    view = RedirectView(head, rooted(site.config, url))
    target = path if path.endswith((".html", ".htm")) else f"{path}/index.html"
    return Output(target, "page", view, origin, "redirect.html")


def _plan_lists(site: Site, cards: list[CardView], strings: dict[str, str]) -> Iterator[Output]:
    for number, view in enumerate(home_views(site, cards, strings), 1):
        yield Output(f"{page_url('', number)}index.html", "page", view, "the home page", "home.html")
    for term in all_terms(site):
        for number, view in enumerate(term_views(site, term, cards, strings), 1):
            origin = f'the {term.kind} "{term.name}"'
            yield Output(f"{page_url(term.url, number)}index.html", "page", view, origin, "list.html")
    for kind, folder in TAXONOMIES.items():
        if site.terms[kind]:
            terms = terms_view(site, kind, strings)
            yield Output(f"{folder}/index.html", "page", terms, f"the list of {folder}", "terms.html")
    if site.terms["year"]:
        yield Output("archive/index.html", "page", archive_view(site, strings), "the archive", "terms.html")
    not_found = NotFoundView(unlisted_head(site.config, strings["not_found_title"]))
    yield Output("404.html", "page", not_found, "the page not found", "404.html")


def _plan_feeds(site: Site, strings: dict[str, str]) -> Iterator[Output]:
    config = site.config

    @cache  # a page is in the feeds of its section, tags, source and authors
    def entry(number: int) -> EntryView:
        return entry_view(site, site.pages[number])

    for path, form in _FEEDS.items():
        view = feed_view(config, config.title, "", path, map(entry, site.listed))
        if form == "atom":
            view = replace(view, deleted=deleted_entries(site))
        yield Output(path, form, view, "the feed")
    for kind in TAXONOMIES:
        for term in site.terms[kind]:
            path = f"{term.url}feed.xml"
            view = feed_view(config, f"{term.name} – {config.title}", term.url, path, map(entry, term.pages))
            yield Output(path, "rss", view, f'the {kind} "{term.name}"')
    for path, crawled in plan_sitemaps(site):
        yield Output(path, "crawlers", crawled, path)


def _check_paths(outputs: list[Output]) -> None:
    seen: dict[str, Output] = {}
    errors: list[SitegenError] = []
    for output in outputs:
        if _UNPRINTABLE.search(output.path) or any(len(part.encode()) > 250 for part in output.path.split("/")):
            errors.append(OutputError("has a name no file can have", output.origin, hint="shorten or retype it"))
        other = seen.setdefault(output.path.casefold(), output)
        if other is not output:
            message = f"would be written to {output.path}, and so would {other.origin}"
            errors.append(OutputError(message, output.origin, hint="give one of them another slug"))
    for output in outputs:
        for depth, char in enumerate(output.path):
            taken = seen.get(output.path[:depth].casefold()) if char == "/" else None
            if taken:
                message = f"would need the folder {taken.path}, which {taken.origin} is to be"
                errors.append(OutputError(message, output.origin, hint="rename one of them"))
    if errors:
        raise errors[0] if len(errors) == 1 else SeveralErrors(errors)
