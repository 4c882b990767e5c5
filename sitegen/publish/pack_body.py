"""The body of a story as others may take it: whole addresses, and no picture that is not the site's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from msgspec.structs import replace

from sitegen.document.blocks import all_blocks, map_links, text_of_all
from sitegen.document.html_tree import parse_html
from sitegen.document.links import host_of, is_safe
from sitegen.document.read_html import read_html
from sitegen.document.read_markdown import read_markdown
from sitegen.model import AnyBlock, Figure, ListBlock, Paragraph, Quote, Text
from sitegen.publish.config import Images, Markdown, SiteConfig
from sitegen.publish.markdown import render_markdown
from sitegen.publish.pack import PackView
from sitegen.rights.name import fold_name, names_within

_SHOWN = 160
"""Characters of a story in which its dateline may stand."""


class Taken(NamedTuple):
    blocks: tuple[AnyBlock, ...]
    left_out: int


def take_body(view: PackView, body: str) -> Taken:
    """The blocks of a story whose Markdown is `body`, its lead picture before them; how many pictures are left out."""
    blocks = _read_body(body, raw_html=view.raw_html)
    lead = _lead_of(view)
    shown = {_whole(view, each.src) for each in _figures(blocks)}
    blocks = (*(each for each in lead if each.src not in shown), *blocks)
    figures = [replace(each, src=_whole(view, each.src)) for each in _figures(blocks)]
    foreign = {each.src for each in figures if not _is_own(view, each)}
    kept = _keep(map_links(blocks, lambda href: _whole(view, href)), view, foreign)
    return Taken(_with_dateline(view, kept), len(foreign))


def _read_body(body: str, *, raw_html: bool) -> tuple[AnyBlock, ...]:
    """The blocks of Markdown. HTML in it counts where the site lets it through, for what a reader of text makes of it;
    a picture that is only in HTML has a caption of which nobody knows whether it credits somebody."""
    blocks = read_markdown(body)
    if not raw_html:
        return blocks
    known = {each.src: each for each in _figures(blocks)}
    config = SiteConfig(title="", base_url="/", markdown=Markdown(unsafe_html=True), images=Images(remote="show"))
    pieces = read_html(parse_html(render_markdown(body, config)))
    return tuple(_restore((piece.block for piece in pieces), known))


def _restore(blocks: Iterable[AnyBlock], known: dict[str, Figure]) -> Iterator[AnyBlock]:
    for block in blocks:
        if isinstance(block, Figure):
            found = known.get(block.src)
            yield found or replace(block, credit=block.credit or block.caption)
        else:
            yield block


def _figures(blocks: Iterable[AnyBlock]) -> list[Figure]:
    return [each for each in all_blocks(blocks) if isinstance(each, Figure) and each.src]


def _lead_of(view: PackView) -> list[Figure]:
    image = view.image
    if image is None or not image.src:
        return []
    return [Figure(src=_whole(view, image.src), alt=image.alt, caption=image.caption, credit=image.credit)]


def _is_own(view: PackView, figure: Figure) -> bool:
    """Whether a picture lies on this site and is credited to nobody else, in a line of its own or in its caption."""
    if not is_safe(figure.src) or not _whole(view, figure.src).startswith(view.home):
        return False
    if figure.credit and fold_name(figure.credit) not in view.owners:
        return False
    named = any(f" {name} " in names_within(figure.caption) for name in view.owners)
    return named or "©" not in figure.caption


def _keep(blocks: Iterable[AnyBlock], view: PackView, foreign: set[str]) -> tuple[AnyBlock, ...]:
    """The blocks without the pictures that are not ours, and those that are with their whole addresses."""
    kept: list[AnyBlock] = []
    for block in blocks:
        if isinstance(block, Figure):
            src = _whole(view, block.src)
            kept += [replace(block, src=src)] if src and src not in foreign else []
        elif isinstance(block, Quote):
            kept.append(replace(block, blocks=_keep(block.blocks, view, foreign)))
        elif isinstance(block, ListBlock):
            kept.append(replace(block, items=tuple(_keep(item, view, foreign) for item in block.items)))
        else:
            kept.append(block)
    return tuple(kept)


def _whole(view: PackView, url: str) -> str:
    """An address as it is to be written elsewhere: a path that begins with / is one of this site, wherever it lies."""
    if not url or host_of(url) or url.startswith("mailto:"):
        return url
    try:
        return urljoin(view.address, url) if not url.startswith("/") or url.startswith("//") else view.home + url[1:]
    except ValueError:
        return url


def _with_dateline(view: PackView, blocks: tuple[AnyBlock, ...]) -> tuple[AnyBlock, ...]:
    """The blocks with the dateline before the first paragraph, where it does not stand there already."""
    if not view.dateline or view.dateline in text_of_all(blocks)[:_SHOWN]:
        return blocks
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            opened = replace(block, content=(Text(text=f"{view.dateline} — "), *block.content))
            return (*blocks[:at], opened, *blocks[at + 1 :])
    return blocks
