"""What a template may see: one frozen record a page, plus the site's chrome. The view is the dependency list.

A template gets `site` (SiteView), `view` (one of the views below) and, on an article page, `body` (safe HTML).
Every URL is ready to print: path-absolute inside the site, so it is right at a domain's root and under a project path.
"""

from __future__ import annotations

from typing import Any

from sitegen.model import Record
from sitegen.rights.demand import Run


class LinkView(Record, frozen=True):
    title: str
    url: str


class SiteView(Record, frozen=True):
    """The chrome that every page carries."""

    title: str
    description: str
    url: str
    """Path of the home page: `/`, or `/repo/` under a project path."""
    absolute_url: str
    assets: str
    """Path of the theme's own files, with a trailing slash."""
    language: str
    direction: str
    menu: tuple[LinkView, ...]
    """Home excluded: from `[menu]`, or else the largest sections."""
    footer: tuple[LinkView, ...]
    """Archive, tags, sources, authors: those that have entries."""
    rss: str
    atom: str
    json_feed: str
    generator: str
    strings: dict[str, str]
    """The theme's words in the site's language: `site.strings.published`."""
    options: dict[str, Any]
    """`[theme_options]` over the defaults in theme.toml."""


class HeadView(Record, frozen=True):
    """What goes into `<head>`."""

    title: str
    description: str
    canonical: str | None
    robots: str | None
    properties: tuple[tuple[str, str], ...]
    """OpenGraph: `<meta property= content=>` in this order."""
    json_ld: str | None
    """JSON with `<` escaped: print it with `| safe` inside `<script type="application/ld+json">`."""
    rss: str | None
    """A feed of this very page (section, tag, source, author), beside the site's."""
    metas: tuple[tuple[str, str], ...] = ()
    """`<meta name= content=>`: what is reserved of the site's own pages."""
    links: tuple[tuple[str, str, str], ...] = ()
    """`<link rel= href= type=>`: their licence; the type may be empty."""


class DateView(Record, frozen=True):
    iso: str
    text: str
    """In the words of the page's language."""


class ImageView(Record, frozen=True):
    src: str
    alt: str
    caption: str
    credit: str


class PartyView(Record, frozen=True):
    role: str
    """agency, originator, publisher, intermediary or republisher: `site.strings['role_' ~ role]`."""
    name: str
    url: str | None
    """The party's own page on this site (its source page), if it has one."""
    link: str | None
    """The party's own address on the web."""


class AttributionView(Record, frozen=True):
    parties: tuple[PartyView, ...]
    credit: str | None
    credits: tuple[tuple[str, str], ...]
    """(role, name): reporting, editing, …"""
    original_url: str | None
    license: str | None
    license_url: str | None
    copyright: str | None
    notices: tuple[str, ...]


class CorrectionView(Record, frozen=True):
    """`text` is in the sender's own words."""

    date: DateView | None
    text: str


class LogoView(Record, frozen=True):
    src: str
    name: str
    url: str


class TrackerView(Record, frozen=True):
    """What a licensor counts the readers of copies with: print its address as it is."""

    kind: str
    """pixel or script"""
    url: str


class DemandsView(Record, frozen=True):
    """What the licensor wants said, where it wants it. A sentence is a row of runs, each a `text` that leads to `url`
    if there is one."""

    top: tuple[tuple[Run, ...], ...] = ()
    byline: tuple[tuple[Run, ...], ...] = ()
    bottom: tuple[tuple[Run, ...], ...] = ()
    logo: LogoView | None = None
    says_changed: bool = False
    """Readers are to be told that a copy differs from the original."""
    tracker: TrackerView | None = None


class OwnView(Record, frozen=True):
    """What `[rights]` says of a page of the site's own, and the page that offers it to others, if it is offered."""

    copyright: str | None
    license: str | None
    license_url: str | None
    offer: str | None


class ArticleView(Record, frozen=True):
    """template article.html, with `body`"""

    head: HeadView
    path: str
    url: str
    title: str
    language: str
    direction: str
    authors: tuple[LinkView, ...]
    section: LinkView | None
    tags: tuple[LinkView, ...]
    source: LinkView | None
    """Whom the story came from: the first that is worth a link in the byline."""
    date: DateView | None
    updated: DateView | None
    dateline: str | None
    summary: str | None
    image: ImageView | None
    minutes: int
    """Reading time."""
    attribution: AttributionView | None
    carriers: tuple[LinkView, ...]
    """Who else carried the story: their names, and our pages of their copies."""
    main: LinkView | None
    """The page that stands for this one in lists, if it is not this one."""
    corrections: tuple[CorrectionView, ...]
    demands: DemandsView | None
    own: OwnView | None
    draft: bool
    content: str
    """The content file, and below its digest: the worker that renders the page reads the body from it."""
    digest: str


class CardView(Record, frozen=True):
    """An article in a list."""

    title: str
    url: str
    language: str
    direction: str
    section: LinkView | None
    source: LinkView | None
    date: DateView | None
    authors: tuple[str, ...]
    summary: str | None
    image: ImageView | None


class PaginationView(Record, frozen=True):
    page: int
    pages: int
    previous: str | None
    next: str | None
    links: tuple[LinkView, ...]
    """A window of page numbers; title "…" and an empty url where some are left out."""


class ListView(Record, frozen=True):
    """template home.html (kind "home") or list.html (kind section, tag, source, author, year, month)"""

    head: HeadView
    kind: str
    title: str
    url: str
    total: int
    """Articles in the whole list, all pages together."""
    cards: tuple[CardView, ...]
    pagination: PaginationView
    trail: tuple[LinkView, ...]
    """Breadcrumbs, home first, this page excluded."""


class TermView(Record, frozen=True):
    title: str
    url: str
    count: int


class TermGroupView(Record, frozen=True):
    """`title` is empty but in the archive, where a group is a year and its terms are months."""

    title: str
    url: str
    terms: tuple[TermView, ...]


class TermsView(Record, frozen=True):
    """template terms.html (kind section, tag, source, author, archive)"""

    head: HeadView
    kind: str
    title: str
    url: str
    groups: tuple[TermGroupView, ...]
    trail: tuple[LinkView, ...]


class NotFoundView(Record, frozen=True):
    """template 404.html"""

    head: HeadView


class WithdrawnView(Record, frozen=True):
    """template withdrawn.html: a story that its sender called back"""

    head: HeadView
    date: DateView | None
    """When it was withdrawn."""
    parties: tuple[str, ...]
    """Those it came from."""


class RedirectView(Record, frozen=True):
    """template redirect.html: an old path that leads elsewhere"""

    head: HeadView
    url: str


View = ArticleView | ListView | TermsView | NotFoundView | WithdrawnView | RedirectView
