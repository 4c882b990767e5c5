"""The terms a page of the site's own is under: what `[rights]` says, unless the page itself says other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sitegen.document.links import web_link
from sitegen.model import Attribution, FrontMatter
from sitegen.publish.config import SiteConfig
from sitegen.rights.name import fold_name, names_within

_LICENSES = {
    "creativecommons.org/licenses/by/": "CC BY",
    "creativecommons.org/licenses/by-sa/": "CC BY-SA",
    "creativecommons.org/licenses/by-nd/": "CC BY-ND",
    "creativecommons.org/licenses/by-nc/": "CC BY-NC",
    "creativecommons.org/licenses/by-nc-sa/": "CC BY-NC-SA",
    "creativecommons.org/licenses/by-nc-nd/": "CC BY-NC-ND",
    "creativecommons.org/publicdomain/zero/": "CC0",
}
_YEAR_SLOT = re.compile(r"\s*\{year\}")
RSL_TYPE = "application/rsl+xml"


class Terms(NamedTuple):
    """What is known of whose a page is and what others may do with it; `usage` is the address of more about that."""

    license: str | None = None
    copyright: str | None = None
    holder: str | None = None
    usage: str | None = None


def own_terms(config: SiteConfig, front: FrontMatter) -> Terms:
    """The terms of one of the site's own pages."""
    attribution = front.attribution or Attribution()
    notice = attribution.copyright or fill_notice(config.rights.copyright, front.date) or None
    return Terms(
        license=attribution.license or whole_address(config, config.rights.license),
        copyright=notice,
        holder=_holder(notice, [config.title, config.author.name, *(party.name for party in attribution.chain)]),
        usage=whole_address(config, config.rights.terms),
    )


def own_metas(config: SiteConfig) -> tuple[tuple[str, str], ...]:
    """Names and values for `<meta>`: that text and data mining is reserved, and on what terms it may be had."""
    rights = config.rights
    if rights.tdm != "reserved":
        return ()
    policy = whole_address(config, rights.tdm_policy)
    return (("tdm-reservation", "1"), *([("tdm-policy", policy)] if policy else []))


def own_links(config: SiteConfig, terms: Terms) -> tuple[tuple[str, str, str], ...]:
    """(relation, address, type) for `<link>`: the licence, and the terms for crawlers."""
    rsl = whole_address(config, config.rights.rsl)
    license_ = web_link(terms.license)
    return (
        *([("license", license_, "")] if license_ else []),
        *([("license", rsl, RSL_TYPE)] if rsl else []),
    )


def whole_address(config: SiteConfig, value: str) -> str | None:
    """An address of `[rights]`, a path of this site made whole."""
    return f"{config.origin}{config.root}{value[1:]}" if value.startswith("/") else value or None


def fill_notice(notice: str, date: str | None) -> str:
    """A copyright notice with the year of a page; without one where that is not known."""
    year = f" {date[:4]}" if date else ""
    return _YEAR_SLOT.sub(year, notice).strip()


def license_name(license_: str | None) -> str | None:
    """`CC BY-ND 4.0` for the address of a Creative Commons licence; anything else as it was given."""
    for prefix, name in _LICENSES.items():
        if license_ and prefix in license_:
            version = license_.split(prefix, 1)[1].split("/")[0]
            return f"{name} {version}".strip()
    return license_


def _holder(notice: str | None, names: Sequence[str]) -> str | None:
    """Who of those named the notice names."""
    words = names_within(notice or "")
    return next((name for name in names if name and f" {fold_name(name)} " in words), None)
