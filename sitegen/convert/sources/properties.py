"""What a document's own properties are worth: programs fill them in too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sitegen.convert.clean.fold import fold_text
from sitegen.model import Candidate

_NOBODY = re.compile(
    r"(?:python-docx|(?:microsoft|windows)\b.{0,30}|user|admin\w*|unknown|owner|author)", re.IGNORECASE
)


def read_properties(kind: str, title: str, author: str, lines: Iterable[str]) -> Iterator[Candidate]:
    """The title, where the text says it too, and the author, who may be only the one that typed it: weak evidence."""
    title, author = " ".join(title.split()), " ".join(author.split())
    if title and fold_text(title) in map(fold_text, lines):
        yield Candidate(field="title", value=title, origin=f"{kind}:title", rank=30)
    if author and not _NOBODY.fullmatch(author):
        yield Candidate(field="authors", value=author, origin=f"{kind}:author", rank=40)
