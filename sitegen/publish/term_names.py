"""Names of sections, tags, sources and authors: which spellings are one, and the address of each."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from sitegen.digest import digest_text
from sitegen.publish.urls import make_slug

TAXONOMIES = {"section": "sections", "tag": "tags", "source": "sources", "author": "authors"}
"""Kinds of lists, and the folder of each; sections stand at the site's root."""
LISTED = frozenset([*TAXONOMIES.values(), "archive", "assets", "page", "404"])
"""Names at the site's root that no story and no section can have."""
_SIGN = re.compile(r"(?<=[^\W_])(?:\+{1,3}|#)(?![^\W_])")
"""`C++`, `C#`, `18+`: signs that make another name of one; elsewhere they part words."""
_SPOKEN = {"+": " plus", "#": " sharp"}
_LATIN_MARK = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")


@lru_cache(maxsize=65536)
def term_key(name: str) -> str:
    """What the spellings of one name have in common: `Café Society` is `cafe-society`, and no other name is."""
    text = _LATIN_MARK.sub("", unicodedata.normalize("NFKD", _speak(name)).casefold())
    words = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text).split()
    return "-".join(words) or name


def section_slug(name: str) -> str:
    """The slug of a section, and of the folder of its stories: none that a list of the site has."""
    slug = make_slug(_speak(name))
    return f"{slug}-section" if slug in LISTED else slug


def address_terms(kind: str, names: Iterable[str]) -> dict[str, str]:
    """A slug for each name, by its key, and no two the same. Of several names that come out alike (in other scripts
    many do) the one that is spelt so has it, and the others a mark behind it."""
    by_slug: dict[str, dict[str, None]] = defaultdict(dict)
    for name in names:
        slug = section_slug(name) if kind == "section" else make_slug(_speak(name))
        by_slug[slug][term_key(name)] = None
    return {
        key: slug if len(keys) == 1 or key == slug else f"{slug}-{digest_text(key, 4)}"
        for slug, keys in by_slug.items()
        for key in keys
    }


def _speak(name: str) -> str:
    return _SIGN.sub(lambda hit: "".join(_SPOKEN[sign] for sign in hit[0]), name)
