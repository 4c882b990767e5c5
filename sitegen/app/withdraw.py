"""The end of a story: a notice at its address, and its text nowhere."""

from __future__ import annotations

import shutil
from pathlib import Path

from sitegen.app.holdings import Known
from sitegen.app.images import kept_texts, purge_pictures
from sitegen.app.page_seeds import purge_page
from sitegen.app.versions import BASE, INCOMING
from sitegen.convert.identity import sketch_of
from sitegen.frontmatter import format_content_file
from sitegen.model import Article, Attribution, ContentFile, FrontMatter, Origin
from sitegen.shell.files import delete_file
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


def purge(site: Path, known: Known, file: ContentFile | None, keep: str) -> None:
    """Delete what else holds the text of a story: its seed (unless that is the notice, `keep`) and page, the versions
    that were laid aside, the pictures that no other story shows, and what previews and builds remember. `file` is its
    content file as it was."""
    seed = known.origin.seed
    shown = format_content_file(file.front, file.body) if file else ""
    purge_pictures(site, known.path, f"{shown}\n{kept_texts(site, known.path)}")
    purge_page(site, seed, known.origin.item)
    if seed != keep and (site / seed).is_file():
        delete_file(site, seed)
    for folder in (BASE, INCOMING):
        (site / folder / known.path).unlink(missing_ok=True)
    for memory in ("pages", "holdings"):
        memory_path(site, memory).unlink(missing_ok=True)
    shutil.rmtree(site / FOLDER / "preview", ignore_errors=True)
