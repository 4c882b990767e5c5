"""What a page must be, by itself."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.publish.check.finding import Fault
from sitegen.publish.check.html_page import HtmlPage


def check_html(page: HtmlPage, counter: str | None = None, *, is_story: bool = False) -> Iterator[Fault]:
    """Faults of any page; on that of a story a picture is to be described. `counter` is no picture."""
    if page.is_cut:
        yield Fault("html.unreadable", 0, "is nested too deep to be read", "flatten it")
    if not page.title:
        yield Fault("html.title", 0, "has no title", "give it one in the template's head")
    if page.root is not None and not page.language:
        yield Fault("html.language", 1, "does not say its language", '<html lang="…">')
    for name, line in page.repeated:
        first = page.ids[name]
        message = f'the id "{name}" is already on line {first}'
        yield Fault("html.id", line, message, "rename one of them", sought=(f'id="{name}"', f"id='{name}'"))
    for picture in page.pictures:
        if picture.alt is None:
            remedy = 'describe it: alt="…"; alt="" where it says nothing'
            yield Fault(
                "html.alt", picture.line, f'the picture "{picture.src}" has no alt', remedy, sought=(picture.src,)
            )
        elif is_story and not (picture.alt.strip() or picture.is_captioned or picture.src == counter):
            message = f'nothing describes the picture "{picture.src}"'
            yield Fault("html.alt-empty", picture.line, message, "say in alt what it shows", sought=(picture.src,))
