"""The end of a story: a notice at its address, and its text nowhere."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from sitegen.app.excise import Gone, excise, seeds_of
from sitegen.app.holdings import Holdings, Known, seed_identity
from sitegen.app.images import kept_texts, purge_pictures
from sitegen.app.page_seeds import is_page, purge_page
from sitegen.app.site import load_config
from sitegen.app.versions import BASE, INCOMING
from sitegen.convert.identity import is_similar, share_sketch, sketch_of
from sitegen.document.blocks import text_of_all
from sitegen.frontmatter import format_content_file, split_content
from sitegen.model import Article, Attribution, ContentFile, FrontMatter, Origin
from sitegen.shell.state import FOLDER, memory_path

_TITLE = "Withdrawn"
"""The theme shows words of its own; even a headline may be what a story is withdrawn for."""


def tombstone_of(article: Article, file: ContentFile | None, now: str) -> FrontMatter:
    """The head of the content file that is left of a story: its address, whom it came from, how to know it again."""
    front = file.front if file else None
    origin = front.origin if front else None
    attribution = front.attribution if front else None
    return FrontMatter(
        title=_TITLE,
        updated=now,
        slug=front.slug if front else None,
        status="withdrawn",
        draft=front is None,
        aliases=front.aliases if front else (),
        attribution=Attribution(chain=attribution.chain) if attribution else None,
        origin=Origin(
            seed=article.source,
            item=(origin.item if origin else None) or article.item,
            imported=origin.imported if origin else now,
            sketch=sketch_of(file.body) if file else (),
        ),
    )


def purge(article: Article, known: Known, file: ContentFile | None, holdings: Holdings) -> None:
    """Delete what else holds the text of a story: what is of it in seeds, in pages and in their versions, what was laid
    aside, the pictures that no other story shows, and what previews and builds remember. `article` is the notice,
    `file` the story's content file as it was."""
    site, origin = holdings.site, known.origin
    shown = format_content_file(file.front, file.body) if file else ""
    kept = kept_texts(site, known.path)
    purge_pictures(site, known.path, f"{shown}\n{kept}")
    purge_page(site, origin.seed, origin.item)
    texts = [split_content(text)[1] for text in (shown, *_laid_aside(site, known.path))]
    said = text_of_all(article.blocks)
    texts += [said] if any(is_similar(said, text) for text in texts) else []  # a notice may have the story with it
    seeds = {origin.seed, article.source, *seeds_of(site, load_config(site).import_.seeds)}
    _excise([origin.item, article.item], texts, seeds, holdings)
    for folder in (BASE, INCOMING):
        (site / folder / known.path).unlink(missing_ok=True)
    for memory in ("pages", "holdings"):
        memory_path(site, memory).unlink(missing_ok=True)
    shutil.rmtree(site / FOLDER / "preview", ignore_errors=True)


def forget(article: Article, known: Known | None, holdings: Holdings) -> None:
    """Delete a withdrawn story that came again from the seed it came in, and from its versions. A notice that comes
    again stays, unless it holds the story itself: `known` is what is left of that."""
    text = text_of_all(article.blocks)
    is_notice = article.lifecycle.status == "canceled"
    is_story = not is_notice or (known is not None and share_sketch(sketch_of(text), known.origin.sketch))
    if text and is_story and not holdings.dry_run:
        purge_page(holdings.site, article.source, article.item)
        _excise([article.item], [text], {article.source}, holdings)


def _excise(items: Sequence[str | None], texts: Sequence[str], seeds: set[str], holdings: Holdings) -> None:
    gone = Gone(frozenset(filter(None, items)), tuple(text for text in texts if text.strip()))

    def keeps(seed: str, item: str | None) -> bool:
        other = holdings.find("seed", seed_identity(seed, item))
        is_here = (
            other is not None and other.status != "withdrawn" and (other.origin.seed, other.origin.item) == (seed, item)
        )
        return (is_here and item not in gone.items) or is_page(holdings.site, seed)

    excise(holdings.site, gone, seeds, keeps)


def _laid_aside(site: Path, path: str) -> list[str]:
    """The versions of a content file that are kept for merging."""
    files = (site / folder / path for folder in (BASE, INCOMING))
    return [file.read_bytes().decode("utf-8", "replace") for file in files if file.is_file()]
