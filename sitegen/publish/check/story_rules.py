"""What may be shown of a story, by its rights and its licensor's terms."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.document.blocks import all_blocks, links_of, text_of, text_of_all
from sitegen.document.links import host_of
from sitegen.document.read_markdown import read_markdown
from sitegen.model import Heading, Paragraph
from sitegen.model.profile import Profile
from sitegen.publish.check.finding import Fault
from sitegen.publish.check.html_page import Picture
from sitegen.publish.check.links import spellings
from sitegen.publish.check.story import Shown
from sitegen.publish.head import is_copy
from sitegen.rights.name import fold_name

_RIGHTS = ("attribution", "rights")


def check_story(shown: Shown) -> Iterator[Fault]:
    """Whether the story may be shown at all, and as much of it, with its links and pictures."""
    profile = shown.story.profile
    yield from _check_rights(shown)
    if profile:
        yield from _check_terms(shown, profile)
    if is_copy(shown.config, shown.story.page, profile):
        yield from _check_pictures(shown, profile)


def _check_rights(shown: Shown) -> Iterator[Fault]:
    rights, profile = shown.story.attribution.rights, shown.story.profile
    if rights == "denied":
        yield Fault("rights.denied", 0, "its rights are denied, and it is shown", "set draft: true", keys=_RIGHTS)
    elif rights == "granted":
        return
    elif profile is None:
        if is_copy(shown.config, shown.story.page):
            remedy = "name a profile (attribution.profile), or write rights: granted when you know"
            yield Fault("rights.unknown", 0, "nobody said that it may be shown", remedy, keys=("attribution",))
    elif profile.grant.basis in ("permission", "contract"):
        what = "a permission" if profile.grant.basis == "permission" else "a contract"
        message = f"{profile.name} lets its stories be shown with {what} only"
        remedy = "write attribution.rights: granted when you have it"
        yield Fault("rights.permission", 0, message, remedy, keys=("attribution",))


def _check_terms(shown: Shown, profile: Profile) -> Iterator[Fault]:
    excerpt, name = profile.grant.excerpt, profile.name
    if not (excerpt or profile.link.preserve_all_links or profile.exclude_markers):
        return
    blocks = read_markdown(shown.story.body)
    if excerpt:
        count = sum(isinstance(block, Paragraph) and bool(text_of(block).strip()) for block in all_blocks(blocks))
        if count > excerpt.paras:
            message = f"{name} lets {excerpt.paras} paragraphs be shown, and there are {count}"
            yield Fault("rights.excerpt", 0, message, "shorten it, and link the original", keys=("title",))
    if profile.link.preserve_all_links:
        for block in all_blocks(blocks):
            for link in links_of(block.content) if isinstance(block, Paragraph | Heading) else ():
                if host_of(link.href) and not shown.leads_to(link.href):
                    message = f"{name} wants all links kept, and {link.href} is none on the page"
                    yield Fault("rights.links-kept", 0, message, "print the body as it is", url=link.href)
    words = f" {fold_name(f'{shown.story.page.front.title} {text_of_all(blocks)}')} "
    for marker in profile.exclude_markers:
        if f" {fold_name(marker)} " in words:
            message = f'it holds "{marker}", which {name} never wants shown'
            yield Fault(
                "rights.marker", 0, message, "see whether it is meant for readers", sought=(marker,), keys=("title",)
            )


def _check_pictures(shown: Shown, profile: Profile | None) -> Iterator[Fault]:
    for picture in _pictures_of(shown):
        if profile and profile.images == "none":
            message = f'{profile.name} gives no pictures, and "{picture.src}" is shown'
            yield Fault(
                "image.forbidden", picture.line, message, "take it out", url=picture.src, sought=_sought(shown, picture)
            )
        elif not _is_credited(shown, picture):
            message = f'nobody is credited for the picture "{picture.src}"'
            remedy = "add image.credit, or a credit after | in the picture's title"
            yield Fault("image.credit", picture.line, message, remedy, url=picture.src, sought=_sought(shown, picture))


def _pictures_of(shown: Shown) -> Iterator[Picture]:
    """Those that came with the story: the template's own, and the counter, are none of them."""
    image = shown.story.page.front.image
    front = image.src if image and image.src else None
    for picture in shown.html.pictures:
        if any(name == front or f"]({name}" in shown.story.body for name in _sought(shown, picture)):
            yield picture


def _is_credited(shown: Shown, picture: Picture) -> bool:
    image = shown.story.page.front.image
    if image and image.src in _sought(shown, picture) and image.src:
        return bool(image.credit.strip())
    return any(
        f"]({name}" in shown.story.body and _has_credit(shown.story.body, name) for name in _sought(shown, picture)
    )


def _has_credit(body: str, name: str) -> bool:
    """Whether the title of the picture in the Markdown ends with a credit after a bar."""
    rest = body[body.index(f"]({name}") :].partition("\n")[0]
    return " | " in rest


def _sought(shown: Shown, picture: Picture) -> tuple[str, ...]:
    """How content files may spell the address of a picture: in `image.src` without the slash before it, too."""
    found = spellings(shown.config, picture.src) if picture.src else ()
    return tuple(dict.fromkeys([*found, *(each.removeprefix("/") for each in found)]))
