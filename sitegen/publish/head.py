"""What pages say to machines: the head's metadata, OpenGraph and schema.org JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from sitegen.document.links import host_of, web_link
from sitegen.model import Attribution, Party
from sitegen.model.profile import Profile
from sitegen.publish.config import SiteConfig
from sitegen.publish.own_terms import Terms, own_links, own_metas, own_terms
from sitegen.publish.page import Page, shorten
from sitegen.publish.views import HeadView
from sitegen.rights.name import fold_name

_LONGEST_DESCRIPTION = 200
_PLACE = re.compile(r"[^\W\d_][^(),;:/\d\u2013\u2014]{1,60}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COPY = "noindex,follow"
"""What Google asks of those who republish: a canonical link alone is only a hint."""


def absolute(config: SiteConfig, url: str) -> str:
    """The whole address of a site-relative `url`."""
    return f"{config.origin}{config.root}{url}"


def rooted(config: SiteConfig, url: str) -> str:
    """The path of a site-relative `url`; addresses of other sites and fragments stay as they are."""
    return url if "://" in url or url.startswith(("#", "mailto:")) else config.root + url.removeprefix("/")


def list_head(config: SiteConfig, title: str, url: str, description: str = "", rss: str | None = None) -> HeadView:
    """The head of a page that lists others."""
    whole = config.title if title == config.title else f"{title} – {config.title}"
    words = description or config.description or title
    return HeadView(
        title=whole,
        description=words,
        canonical=absolute(config, url),
        robots=None,
        properties=(
            ("og:type", "website"),
            ("og:title", title),
            ("og:description", words),
            ("og:url", absolute(config, url)),
            ("og:site_name", config.title),
        ),
        json_ld=None,
        rss=rss,
    )


def unlisted_head(
    config: SiteConfig, title: str, canonical: str | None = None, metas: tuple[tuple[str, str], ...] = ()
) -> HeadView:
    """The head of a page that is no content: not found, moved, offered to others."""
    return HeadView(
        title=f"{title} – {config.title}",
        description=title,
        canonical=canonical,
        robots="noindex",
        properties=(),
        json_ld=None,
        rss=None,
        metas=metas,
    )


class IndexPolicy(NamedTuple):
    """What search engines are told of a page: never that it is to be found here and that another is the one to find."""

    robots: str | None
    canonical: str
    in_sitemap: bool


def index_policy(config: SiteConfig, page: Page, profile: Profile | None = None) -> IndexPolicy:
    """A page of our own is to be found here. A copy is not, and names its original where that is known; its licensor
    may want one of both only. No profile makes a copy of an unknown original one of our own."""
    own = absolute(config, page.url)
    if page.front.draft:
        return IndexPolicy("noindex", canonical_of(config, page), in_sitemap=False)
    if not is_copy(config, page, profile):
        return IndexPolicy(None, own, in_sitemap=True)
    rule = profile.index if profile else "unstated"
    canonical = own if rule == "noindex" else canonical_of(config, page)
    robots = None if rule == "canonical" and canonical != own else _COPY
    return IndexPolicy(robots, canonical, in_sitemap=False)


def is_copy(config: SiteConfig, page: Page, profile: Profile | None = None) -> bool:
    """Whether somebody else published the story: its terms, its original's address or its chain say so."""
    attribution = page.front.attribution or Attribution()
    original = web_link(attribution.original_url)
    if profile or (original and host_of(original) != host_of(config.base_url)):
        return True
    ours = fold_name(config.title)
    return any(party.role != "republisher" and fold_name(party.name) != ours for party in attribution.chain)


def is_own(config: SiteConfig, page: Page, profile: Profile | None = None) -> bool:
    """Whether the story is the site's own, so that it may say what others may do with it. That nobody is known for its
    publisher is not enough for what was imported, and what others demand for it or count its readers with speaks
    against it."""
    front = page.front
    attribution = front.attribution or Attribution()
    if is_copy(config, page, profile) or isinstance(front.copy_of, str):
        return False
    if attribution.rights == "denied" or attribution.required or attribution.tracker:
        return False
    ours = fold_name(config.title)
    named = any(party.role != "republisher" and fold_name(party.name) == ours for party in attribution.chain)
    return front.origin is None or named or web_link(attribution.original_url) is not None


def license_of(attribution: Attribution, profile: Profile | None) -> str | None:
    """The licence the story names, or the one that its licensor wants linked."""
    linked = profile.licence.url if profile and profile.credit.licence_link else ""
    return attribution.license or linked or None


def terms_of(config: SiteConfig, page: Page, profile: Profile | None) -> Terms:
    """Whose a page is and what may be done with it. Nothing of the site's own terms is said of what is not its own."""
    if is_own(config, page, profile):
        return own_terms(config, page.front)
    attribution = page.front.attribution or Attribution()
    return Terms(
        license=license_of(attribution, profile),
        copyright=attribution.copyright,
        holder=_rights_holder(attribution),
        usage=web_link(profile.terms) if profile else None,
    )


def article_head(config: SiteConfig, page: Page, profile: Profile | None = None) -> HeadView:
    """The head of an article that is under the terms of `profile`."""
    front = page.front
    policy = index_policy(config, page, profile)
    description = shorten(" ".join(page.summary.split()), _LONGEST_DESCRIPTION)
    terms = terms_of(config, page, profile)
    own = is_own(config, page, profile)
    return HeadView(
        title=f"{front.title} – {config.title}",
        description=description,
        canonical=policy.canonical,
        robots=policy.robots,
        properties=(*_open_graph(config, page, description), *_dublin_core(page, terms)),
        json_ld=_script_safe(_news_article(config, page, description, terms)),
        rss=None,
        metas=own_metas(config) if own else (),
        links=own_links(config, terms) if own else (),
    )


def canonical_of(config: SiteConfig, page: Page) -> str:
    """The original's address, or else the page's own."""
    attribution = page.front.attribution
    return web_link(attribution.original_url if attribution else None) or absolute(config, page.url)


def image_address(config: SiteConfig, page: Page) -> str | None:
    """The whole address of the article's picture; None where only its caption is known."""
    image = page.front.image
    if not image or not image.src:
        return None
    return image.src if "://" in image.src else absolute(config, image.src.removeprefix("/"))


def _open_graph(config: SiteConfig, page: Page, description: str) -> Sequence[tuple[str, str]]:
    front = page.front
    image = image_address(config, page)
    values = [
        ("og:type", "article"),
        ("og:title", front.title),
        ("og:description", description),
        ("og:url", absolute(config, page.url)),
        ("og:site_name", config.title),
        ("og:locale", (front.language or config.language).replace("-", "_")),
        ("og:image", image or ""),
        ("og:image:alt", (front.image.alt or front.image.caption) if image and front.image else ""),
        ("article:published_time", front.date or ""),
        ("article:modified_time", front.updated or ""),
        ("article:section", front.section or ""),
        *(("article:author", name) for name in front.authors),
        *(("article:tag", tag) for tag in front.tags),
    ]
    return [(key, value) for key, value in values if value]


def _dublin_core(page: Page, terms: Terms) -> Sequence[tuple[str, str]]:
    """Whose it is, in the terms of dublincore.org/specifications/dublin-core/dcmi-terms/, whose prefix RDFa knows."""
    attribution = page.front.attribution or Attribution()
    values = [
        ("dcterms:source", web_link(attribution.original_url)),
        ("dcterms:rightsHolder", terms.holder),
        ("dcterms:rights", terms.copyright),
        ("dcterms:license", web_link(terms.license)),
    ]
    return [(key, value) for key, value in values if value]


def _rights_holder(attribution: Attribution) -> str | None:
    """The party that the copyright notice names."""
    notice = f" {fold_name(attribution.copyright or '')} "
    named = [party.name for party in attribution.chain if f" {fold_name(party.name)} " in notice]
    return max(named, key=len, default=None)


def _place(dateline: str | None) -> dict[str, Any] | None:
    """The place of a dateline: what stands before the date, the agency and the dash."""
    place = _PLACE.match(dateline or "")
    return {"@type": "Place", "name": place[0].strip()} if place else None


def _copyright_year(notice: str | None) -> int | None:
    """The one year that a notice names."""
    years = set(_YEAR.findall(notice or ""))
    return int(years.pop()) if len(years) == 1 else None


def _news_article(config: SiteConfig, page: Page, description: str, terms: Terms) -> dict[str, Any]:
    """schema.org NewsArticle (https://schema.org/NewsArticle); only what is known."""
    front = page.front
    attribution = front.attribution or Attribution()
    agency = next((party for party in attribution.chain if party.role == "agency"), None)
    originator = next((party for party in attribution.chain if party.role == "originator"), None)
    publisher = next((party for party in attribution.chain if party.role == "publisher"), None)
    image = image_address(config, page)
    picture = {"@type": "ImageObject", "url": image, "caption": front.image.caption if front.image else ""}
    if image and front.image:
        picture["creditText"] = front.image.credit
    node: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": front.title,
        "description": description,
        "url": absolute(config, page.url),
        "mainEntityOfPage": absolute(config, page.url),
        "inLanguage": front.language or config.language,
        "datePublished": front.date,
        "dateModified": front.updated,
        "dateline": attribution.dateline,
        "contentLocation": _place(attribution.dateline),
        "isAccessibleForFree": True,
        "expires": front.publish.until if front.publish else None,
        "articleSection": front.section,
        "keywords": list(front.tags),
        "author": [{"@type": "Person", "name": name} for name in front.authors],
        "image": _known(picture) if image else None,
        "publisher": {"@type": "Organization", "name": config.title, "url": absolute(config, "")},
        "provider": _organization(publisher),
        "sourceOrganization": _organization(agency or originator or publisher),
        "isBasedOn": web_link(attribution.original_url),
        "creditText": attribution.credit,
        "copyrightHolder": {"@type": "Organization", "name": terms.holder} if terms.holder else None,
        "copyrightNotice": terms.copyright,
        "copyrightYear": _copyright_year(terms.copyright),
        "license": web_link(terms.license),
        "usageInfo": terms.usage,
        "correction": [
            _known({"@type": "CorrectionComment", "text": each.text, "datePublished": each.date})
            for each in attribution.corrections
        ],
    }
    return _known(node)


def _organization(party: Party | None) -> dict[str, Any] | None:
    return _known({"@type": "NewsMediaOrganization", "name": party.name, "url": web_link(party.url)}) if party else None


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, "", [])}


def _script_safe(node: dict[str, Any]) -> str:
    """JSON that ends no script element and starts no comment (HTML, section 4.12.1.3)."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
