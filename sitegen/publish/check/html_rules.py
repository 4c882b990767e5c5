"""What a page must be, by itself."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.publish.check.finding import Fault
from sitegen.publish.check.html_page import HtmlPage, Picture
from sitegen.publish.check.links import spellings
from sitegen.publish.check.story import Story
from sitegen.publish.config import SiteConfig
from sitegen.rights.tracker import is_tracker


def check_html(config: SiteConfig, page: HtmlPage, story: Story | None) -> Iterator[Fault]:
    """Faults of any page; on that of a story a picture is to be described, though its licensor's counter is none."""
    if page.is_cut:
        yield Fault("html.unreadable", 0, "is nested too deep to be read", "flatten it")
    if not page.title:
        yield Fault("html.title", 0, "has no title", "give it one in the template's head")
    if page.root is not None and not page.language:
        yield Fault("html.language", 1, "does not say its language", '<html lang="…">')
    for name, line in page.repeated:
        message = f'the id "{name}" is already on line {page.ids[name]}'
        yield Fault("html.id", line, message, "rename one of them", sought=(f'id="{name}"', f"id='{name}'"))
    for picture in page.pictures:
        yield from _check_picture(config, picture, story)


def _check_picture(config: SiteConfig, picture: Picture, story: Story | None) -> Iterator[Fault]:
    sought = spellings(config, picture.src) if picture.src else ()
    tracker = story.profile.tracker if story and story.profile else None
    if picture.alt is None:
        remedy = 'describe it: alt="…"; alt="" where it says nothing'
        yield Fault("html.alt", picture.line, f'the picture "{picture.src}" has no alt', remedy, sought=sought)
    elif story and not (picture.alt.strip() or picture.is_captioned or (tracker and is_tracker(picture.src, tracker))):
        message = f'nothing describes the picture "{picture.src}"'
        yield Fault("html.alt-empty", picture.line, message, "say in alt what it shows", sought=sought)
