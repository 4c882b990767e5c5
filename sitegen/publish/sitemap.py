"""What tells crawlers of a site: sitemaps (sitemaps.org 0.9), the news sitemap, and robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from sitegen.model import Record
from sitegen.publish.head import absolute, index_policy, is_own
from sitegen.publish.index import Site, all_terms
from sitegen.publish.own_terms import whole_address
from sitegen.publish.xml_document import add_text, format_document

MOST_ADDRESSES = 50_000
"""Addresses in one sitemap (sitemaps.org); a site with more has an index of several."""
MOST_NEWS = 1_000
"""Articles in a news sitemap (developers.google.com, news sitemaps), none of them older than two days."""
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

ElementTree.register_namespace("news", _NEWS)


class SitemapView(Record, frozen=True):
    """(address, date of the last change or None)"""

    urls: tuple[tuple[str, str | None], ...]


class SitemapIndexView(Record, frozen=True):
    """The addresses of the sitemaps that the site's is made of."""

    sitemaps: tuple[str, ...]


class NewsView(Record, frozen=True):
    """(address, language, date, headline) of the newest articles"""

    publication: str
    language: str
    articles: tuple[tuple[str, str, str, str], ...]


class RobotsView(Record, frozen=True):
    """`license` is the address of a file of terms for the whole host (RSL 1.0)."""

    sitemaps: tuple[str, ...]
    license: str | None = None


CrawlerView = SitemapView | SitemapIndexView | NewsView | RobotsView


def plan_sitemaps(site: Site) -> Iterator[tuple[str, CrawlerView]]:
    """The files for crawlers by their paths: one sitemap or an index of several, that of the news if there are any, and
    robots.txt, which names them."""
    urls = tuple(_addresses(site))
    parts = [urls[at : at + MOST_ADDRESSES] for at in range(0, len(urls), MOST_ADDRESSES)]
    if len(parts) == 1:
        yield "sitemap.xml", SitemapView(urls)
    else:
        paths = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        yield "sitemap.xml", SitemapIndexView(tuple(absolute(site.config, path) for path in paths))
        yield from ((path, SitemapView(part)) for path, part in zip(paths, parts, strict=True))
    news = _news_view(site)
    if news.articles:
        yield "sitemap-news.xml", news
    named = ("sitemap.xml", "sitemap-news.xml") if news.articles else ("sitemap.xml",)
    yield "robots.txt", RobotsView(tuple(absolute(site.config, path) for path in named), _license(site))


def _license(site: Site) -> str | None:
    """The terms for crawlers, where the file speaks for nobody else: it is that of the whole host, and every page is
    the site's own. Elsewhere each page of its own says it for itself."""
    config = site.config
    if config.root != "/" or not all(is_own(config, page, site.profiles.get(page.path)) for page in site.pages):
        return None
    return whole_address(config, config.rights.rsl)


def _addresses(site: Site) -> Iterator[tuple[str, str | None]]:
    """Every page that is its own canonical one: drafts, copies, and those of which another page is the main one, are
    left out."""
    config = site.config
    yield absolute(config, ""), None
    for page in (site.pages[i] for i in site.listed):
        if index_policy(config, page, site.profiles.get(page.path)).in_sitemap:
            yield absolute(config, page.url), page.front.updated or page.front.date
    yield from ((absolute(config, term.url), None) for term in all_terms(site))


def _news_view(site: Site) -> NewsView:
    config = site.config
    articles = [
        (absolute(config, page.url), page.front.language or config.language, page.front.date or "", page.front.title)
        for page in (site.pages[i] for i in site.recent)
        if index_policy(config, page, site.profiles.get(page.path)).in_sitemap
    ]
    return NewsView(config.title, config.language, tuple(articles[:MOST_NEWS]))


def render_for_crawlers(view: CrawlerView) -> bytes:
    """The file of a view."""
    if isinstance(view, RobotsView):
        named = "".join(f"Sitemap: {address}\n" for address in view.sitemaps)
        license_ = f"License: {view.license}\n\n" if view.license else ""
        return f"{license_}User-agent: *\nAllow: /\n\n{named}".encode()
    if isinstance(view, NewsView):
        return _render_news(view)
    return _render_index(view) if isinstance(view, SitemapIndexView) else _render_sitemap(view)


def _render_sitemap(view: SitemapView) -> bytes:
    root = Element(f"{{{_SITEMAP}}}urlset")
    for address, changed in view.urls:
        url = SubElement(root, f"{{{_SITEMAP}}}url")
        add_text(url, f"{{{_SITEMAP}}}loc", address)
        if changed:
            add_text(url, f"{{{_SITEMAP}}}lastmod", changed[:10])
    return format_document(root, default=_SITEMAP)


def _render_index(view: SitemapIndexView) -> bytes:
    root = Element(f"{{{_SITEMAP}}}sitemapindex")
    for address in view.sitemaps:
        add_text(SubElement(root, f"{{{_SITEMAP}}}sitemap"), f"{{{_SITEMAP}}}loc", address)
    return format_document(root, default=_SITEMAP)


def _render_news(view: NewsView) -> bytes:
    root = Element(f"{{{_SITEMAP}}}urlset")
    for address, language, date, title in view.articles:
        url = SubElement(root, f"{{{_SITEMAP}}}url")
        add_text(url, f"{{{_SITEMAP}}}loc", address)
        news = SubElement(url, f"{{{_NEWS}}}news")
        publication = SubElement(news, f"{{{_NEWS}}}publication")
        add_text(publication, f"{{{_NEWS}}}name", view.publication)
        add_text(publication, f"{{{_NEWS}}}language", language or view.language)
        add_text(news, f"{{{_NEWS}}}publication_date", date)
        add_text(news, f"{{{_NEWS}}}title", title)
    return format_document(root, default=_SITEMAP)
