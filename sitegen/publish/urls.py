"""Names for addresses and files: an allow-list of characters, whatever a title holds."""

from __future__ import annotations

import re
from functools import lru_cache

from slugify import slugify

from sitegen.digest import digest_text

LONGEST_SLUG = 80
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index|404|page)")


@lru_cache(maxsize=65536)
def make_slug(text: str) -> str:
    """Lower-case ASCII letters, digits and hyphens, at most 80; a digest where nothing else is left.

    Names that Windows reserves or that the site itself uses get a hyphenated digest too.
    """
    slug = str(slugify(text, max_length=LONGEST_SLUG, word_boundary=True))
    if slug and not _RESERVED.fullmatch(slug):
        return slug
    mark = digest_text(text, 4)
    return f"{slug}-{mark}" if slug else mark
