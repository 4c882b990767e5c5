"""What the rules know of the story that a page shows."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.model import Attribution, Record
from sitegen.model.profile import Profile
from sitegen.publish.check.html_page import HtmlPage
from sitegen.publish.config import SiteConfig
from sitegen.publish.page import Page

_LONG = 20
"""Letters of a text that stands within no word."""


class Story(Record, frozen=True):
    """A page, the terms it is under, and its Markdown."""

    page: Page
    profile: Profile | None = None
    body: str = ""

    @property
    def attribution(self) -> Attribution:
        return self.page.front.attribution or Attribution()


class Shown:
    """A story as a built page shows it."""

    def __init__(self, config: SiteConfig, story: Story, html: HtmlPage) -> None:
        self.config = config
        self.story = story
        self.html = html

    @cached_property
    def words(self) -> str:
        return squeeze(self.html.text())

    @cached_property
    def links(self) -> frozenset[str]:
        return frozenset(plain_address(ref.url) for ref in self.html.refs if ref.kind == "link")

    @cached_property
    def spaced(self) -> str:
        return " ".join(self.html.text().split()).casefold()

    def says(self, text: str) -> bool:
        """Whether the page has these words, as words: `AP` is not in `paper`. Of a longer text blanks do not count."""
        wanted = squeeze(text)
        if len(wanted) > _LONG:
            return wanted in self.words
        return re.search(_as_words(" ".join(text.split()).casefold()), self.spaced) is not None

    def leads_to(self, url: str) -> bool:
        return plain_address(url) in self.links


def _as_words(text: str) -> str:
    """A pattern of a text that does not stand within a word. Scripts without word gaps have no such place."""
    before = r"(?<![^\W_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff])" if text[:1].isalnum() else ""
    after = r"(?![^\W_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff])" if text[-1:].isalnum() else ""
    return f"{before}{re.escape(text)}{after}"


class Place(NamedTuple):
    """Where a sentence is to stand, and its plain words."""

    where: str
    text: str


def squeeze(text: str) -> str:
    """A text without blanks and case: markup breaks lines where it likes."""
    return "".join(text.split()).casefold()


def plain_address(url: str) -> str:
    """An address as it is compared: http or https, with or without a slash at its end."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if not parts.netloc:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"
