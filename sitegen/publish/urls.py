"""Names for addresses and files: an allow-list of characters, whatever a title holds."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from slugify import slugify

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
    mark = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{slug}-{mark}" if slug else mark
