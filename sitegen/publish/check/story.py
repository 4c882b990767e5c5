"""What the rules know of the story that a page shows."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.model import Attribution, Record
from sitegen.model.profile import Profile
from sitegen.publish.check.html_page import HtmlPage
from sitegen.publish.config import SiteConfig
from sitegen.publish.page import Page


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

    def says(self, text: str) -> bool:
        return squeeze(text) in self.words

    def leads_to(self, url: str) -> bool:
        return plain_address(url) in self.links


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
