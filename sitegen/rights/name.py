"""Names of licensors as they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APART = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A name without case, accents, punctuation and a leading article: `The Associated Press` is `associated press`."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char) and char not in "'’")
    return " ".join(_APART.sub(" ", plain).split()).removeprefix("the ")


def names_within(text: str) -> str:
    """A text in which a folded name is to be found between blanks."""
    return f" {fold_name(text)} "
