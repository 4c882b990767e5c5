"""`[rights]` in site.toml: the terms of what is the site's own."""

from __future__ import annotations

from typing import Literal

from sitegen.document.links import web_link
from sitegen.errors import suggest
from sitegen.model import Record
from sitegen.publish.check.settings import Wrong
from sitegen.rights.demand import find_slots

CREDIT_SLOTS = ("title", "url", "site", "author")
"""What the credit may name."""
_ADDRESSES = ("license", "terms", "rsl", "tdm_policy")


class Rights(Record, frozen=True):
    """Of pages that nobody else published first. `license` is the address of a licence, `terms` that of the site's own
    terms, either may be a path of this site; `copyright` is the notice, with the slot {year}. `tdm` is whether text and
    data mining is reserved, on the terms at `tdm_policy` (TDMRep, https://www.w3.org/2022/tdmrep/); `rsl` the address
    of a file of terms for crawlers (RSL 1.0, https://rslstandard.org/rsl). `republish` offers each page to others, who
    carry `credit`: inline Markdown."""

    license: str = ""
    copyright: str = ""
    terms: str = ""
    tdm: Literal["reserved", "unstated"] = "unstated"
    tdm_policy: str = ""
    rsl: str = ""
    republish: bool = False
    credit: str = ""


def find_wrong_rights(rights: Rights) -> Wrong | None:
    """The first thing in the table that cannot be meant."""
    for key in _ADDRESSES:
        value = getattr(rights, key)
        if value and not is_address(value):
            hint = "write https://… or /a/path/ of this site"
            return Wrong(("rights", key), f'"{key}" is no address: "{value}"', hint)
    if rights.tdm_policy and rights.tdm != "reserved":
        hint = 'add tdm = "reserved", or take it out'
        return Wrong(("rights", "tdm_policy"), '"tdm_policy" is given, and nothing is reserved', hint)
    if rights.republish and not (rights.license or rights.terms):
        hint = "add the address of a license, or of your terms"
        return Wrong(("rights", "republish"), '"republish" offers stories under no terms', hint)
    for key, known in (("credit", CREDIT_SLOTS), ("copyright", ("year",))):
        for slot in find_slots(getattr(rights, key)):
            if slot not in known:
                return Wrong(("rights", key), f'unknown slot "{{{slot}}}" in "{key}"', suggest(slot, known))
    return None


def is_address(value: str) -> bool:
    """Whether a value is the whole address of a page, or a path of this site."""
    if any(char.isspace() for char in value):
        return False
    return web_link(value) is not None if "://" in value else value.startswith("/") and not value.startswith("//")
