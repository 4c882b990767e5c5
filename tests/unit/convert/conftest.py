"""Converting one article in a line."""

from __future__ import annotations

from typing import Protocol

import pytest

from sitegen.convert.pipeline import Knowledge, convert
from sitegen.model import Article


class Converter(Protocol):
    def __call__(self, text: str | bytes, name: str = "paste.txt", url: str = "") -> Article: ...


@pytest.fixture(scope="session")
def article_of(knowledge: Knowledge) -> Converter:
    """Converts an input that holds exactly one article."""

    def article(text: str | bytes, name: str = "paste.txt", url: str = "") -> Article:
        data = text.encode() if isinstance(text, str) else text
        (only,) = convert(name, data, knowledge, url)
        return only

    return article
