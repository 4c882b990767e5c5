"""Where arriving articles meet the content that is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from sitegen.app.holdings import Holdings, Known, is_unique, seed_identity
from sitegen.app.recall import as_recalled, find_carriers
from sitegen.app.same_id import find_same
from sitegen.app.succession import find_predecessor, is_older, keep_notation, version_after, with_dates_of
from sitegen.app.versions import save_version
from sitegen.app.withdraw import forget, purge, tombstone_of
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.identity import is_similar, share_sketch, sketch_of
from sitegen.convert.report import DOUBTS, format_article
from sitegen.convert.whole_page import is_excerpt, is_poorer
from sitegen.digest import digest_text
from sitegen.document.blocks import map_figures, text_of_all
from sitegen.document.write_markdown import format_markdown
from sitegen.errors import SourceError
from sitegen.frontmatter import format_content_file, with_origin, without_origin
from sitegen.model import Article, Origin, Record
from sitegen.publish.term_names import LISTED, section_slug
from sitegen.publish.urls import make_slug
from sitegen.shell.files import find_files, sync_folders

Fate = Literal["new", "updated", "unchanged", "edited", "deleted", "older", "held", "withdrawn", "refused", "advisory"]
"""`older` than the version that is here, `refused` because it was withdrawn, `advisory` for editors' eyes only."""
_SHORTEST_TITLE = 12
"""Characters of a headline that a notice of withdrawal may be about when it names it."""


class Imported(Record, frozen=True):
    """What became of one article: `path` is its content file, `doubts` the warnings that made it a draft, `embargo` the
    instant before which it is not to be known."""

    source: str
    path: str
    fate: Fate
    doubts: tuple[str, ...] = ()
    embargo: str = ""


class Desk:
    """Knows the content of a site, and takes articles into it."""

    def __init__(
        self,
        site: Path,
        settled: Mapping[str, str],
        *,
        dry_run: bool,
        pictures: Callable[[Article], Article] = lambda article: article,
    ) -> None:
        """`settled` are the digests of seeds that were imported before: what is gone of them, a person deleted.
        `pictures` makes those of an article that is taken the site's own."""
        self.pictures = pictures
        self.site = site
        self.settled = settled
        self.dry_run = dry_run
        self.static = frozenset(find_files(site / "static"))
        self.now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.holdings = Holdings(site, dry_run=dry_run)
        self.notes: list[str] = []
        self._written: set[Path] = set()
        self.withdrawn = [known for known in self.holdings if known.status == "withdrawn"]

    def take(self, article: Article, digest: str) -> Imported:
        """Write an article to its content file, or leave the file that a person changed.

        Raises SourceError for a notice that withdraws or holds a story that is not here.
        """
        article = localize_images(article, self.static)
        known = self._find(article, digest) or find_predecessor(article, self.holdings)
        article, known = as_recalled(article, known, self.holdings)
        status = article.lifecycle.status
        if status == "advisory":
            return Imported(article.source, article.source, "advisory")
        if known and known.status == "withdrawn":
            forget(article, known, self.holdings)
            return Imported(article.source, f"content/{known.path}", "unchanged" if status == "canceled" else "refused")
        if status == "canceled":
            return self._withdraw(article, known or self._find_named(article))
        if not known and self._is_recalled(article):
            forget(article, None, self.holdings)
            return Imported(article.source, article.source, "refused")
        if known and is_older(article, known, self.holdings):
            return Imported(article.source, f"content/{known.path}", "older")
        held = known or (self._find_named(article) if not article.blocks or _is_told(article) else None)
        if status == "withheld" and (not article.blocks or (held and not known)):
            return self._hold(article, held)
        if not known and self.settled.get(article.source) == digest:
            return Imported(article.source, article.source, "deleted")
        return self._write(article, known, digest)

    def _write(self, article: Article, known: Known | None, digest: str) -> Imported:
        if known and not known.is_edited and is_excerpt(article) and is_poorer(article, self.holdings.read(known)):
            return Imported(article.source, f"content/{known.path}", "unchanged")
        article = with_dates_of(self.pictures(article), known, self.holdings)
        path = known.path if known else self._new_path(article)
        text, written = _format(article, known.updated if known else None)
        fate = _decide(known, written)
        if known and not _is_settled(known, written):
            article = keep_notation(article, self.holdings.read(known).front)
            text, written = _format(article, known.updated)
            fate = _decide(known, written)
        doubts = tuple(notice.code for notice in article.warnings if notice.code in DOUBTS)
        if fate == "updated" and known and (known.origin.digest, known.origin.item) != (digest, article.item):
            text, written = _format(article, self.now)
        if fate in ("new", "updated") or (fate == "edited" and known and not _is_settled(known, written)):
            origin = replace(self._origin(article, known, digest), written=written)
            self._save(path, with_origin(text, origin), fate)
        return Imported(article.source, f"content/{path}", fate, doubts, article.lifecycle.from_ or "")

    def _origin(self, article: Article, known: Known | None, digest: str) -> Origin:
        version, revision = version_after(article, known)
        return Origin(
            seed=article.source,
            item=article.item,
            version=version,
            revision=revision,
            digest=digest,
            imported=known.origin.imported if known else self.now,
        )

    def _save(self, path: str, text: str, fate: Fate = "updated") -> None:
        """Write a content file, or lay the new version beside the one that a person changed."""
        if not self.dry_run:
            save_version(self.site, path, text, is_edited=fate == "edited")
            self._written.add((self.site / "content" / path).parent)
        if fate != "edited":
            known = self.holdings.learn(path, text)
            self.withdrawn += [known] if fate == "withdrawn" else []

    def _hold(self, article: Article, known: Known | None) -> Imported:
        """Keep a story back until its sender releases it; its text stays in its file."""
        if not known:
            raise SourceError("holds back a story that is not here", article.source, hint="set its status by hand")
        if known.status != "held":
            file, origin = self.holdings.read(known), known.origin
            text = format_content_file(replace(file.front, status="held", origin=None), file.body)
            if not known.is_edited:  # a person's edits are still seen as such when the story is released
                origin = replace(origin, written=digest_text(without_origin(text)))
            self._save(known.path, with_origin(text, origin))
        return Imported(article.source, f"content/{known.path}", "held")

    def _withdraw(self, article: Article, known: Known | None) -> Imported:
        """Leave nothing of a story but a notice at its address; one that has not come yet is refused when it comes."""
        if not known and not article.item:
            hint = 'set "status: withdrawn" in its content file'
            raise SourceError("withdraws a story that is not here", article.source, hint=hint)
        path = known.path if known else f"withdrawn/{digest_text(article.item or '', 6)}.md"
        file = self.holdings.read(known) if known else None
        self.notes += find_carriers(known, self.holdings) if known else ()
        text = format_content_file(tombstone_of(article, file, self.now), "")
        self._save(path, text, "withdrawn")
        if known and not self.dry_run:
            purge(article, known, file, self.holdings)
        return Imported(article.source, f"content/{path}", "withdrawn")

    def close(self) -> None:
        """Wait until the disk has all that was written, and remember what is known of it."""
        sync_folders(sorted(folder for folder in self._written if folder.is_dir()))
        self.holdings.save()

    def _find_named(self, article: Article) -> Known | None:
        """The one story whose headline a notice names."""
        parts = (article.metadata.title, text_of_all(article.blocks), *(each.text for each in article.moved))
        notice = fold_text(" ".join((*parts, *(each.text for each in article.removed))))
        found = {
            known.path: known
            for known in self.holdings
            if len(title := fold_text(known.title)) >= _SHORTEST_TITLE and title in notice
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_recalled(self, article: Article) -> bool:
        """Whether an article is one that was withdrawn, under another name."""
        if not self.withdrawn:
            return False
        sketch = sketch_of(format_markdown(article.blocks))
        return any(share_sketch(sketch, known.origin.sketch) for known in self.withdrawn if known.origin.sketch)

    def _find(self, article: Article, digest: str) -> Known | None:
        """The content file of the same story: of the same seed and item, the same original, or an earlier paste."""
        url = article.metadata.canonical_url or article.attribution.original_url
        known = self.holdings.find("seed", seed_identity(article.source, article.item)) or self._find_item(article)
        if known := find_same(article, known, digest, self.holdings):
            return known
        title = fold_text(article.metadata.title)
        known = self.holdings.find("url", url) if url else self.holdings.find("paste", title)
        if not known:
            return None
        is_version = is_similar(self.holdings.read(known).body, format_markdown(article.blocks))
        if url:  # pages that all name the home page as canonical are still different stories
            return known if is_version or fold_text(known.title) == title else None
        return known if is_version and not (self.site / known.origin.seed).exists() else None

    def _find_item(self, article: Article) -> Known | None:
        """The story of the same id, where ids are unique in the world, whatever file it came in."""
        return self.holdings.find("item", article.item) if article.item and is_unique(article.item) else None

    def _new_path(self, article: Article) -> str:
        folder = f"{section_slug(article.metadata.section)}/" if article.metadata.section else ""
        slug = make_slug(article.metadata.title or Path(article.source).stem)
        path, number = f"{folder}{slug}.md", 2
        while path.casefold() in self.holdings.paths or self._is_listed(path.removesuffix(".md")):
            path, number = f"{folder}{slug}-{number}.md", number + 1
        return path

    def _is_listed(self, address: str) -> bool:
        """Whether a list stands there: a story called `Archive` is `archive-2`, and so is one called as a section."""
        return address in LISTED or (self.site / "content" / address).is_dir()


def _is_told(article: Article) -> bool:
    """Whether the state of a story is told in words, by a notice that is not the story."""
    return any(found.field == "status" and found.origin.startswith("rule:") for found in article.evidence)


def _is_settled(known: Known, written: str) -> bool:
    """Whether what came is what import wrote, or has compared an edited file with, before."""
    return known.origin.written == written


def _format(article: Article, updated: str | None) -> tuple[str, str]:
    """The text of an article's content file, and the digest of what a person can edit in it."""
    text = format_article(_with_updated(article, updated))
    return text, digest_text(without_origin(text))


def _with_updated(article: Article, updated: str | None) -> Article:
    """The article with the date of its last change, where its sender gives none."""
    if article.metadata.modified or not updated:
        return article
    return replace(article, metadata=replace(article.metadata, modified=updated))


def _decide(known: Known | None, written: str) -> Fate:
    """Hand edits win: a file whose text is not what import wrote is not touched."""
    if not known:
        return "new"
    if known.is_edited:
        return "edited"
    return "unchanged" if _is_settled(known, written) else "updated"


def localize_images(article: Article, static: frozenset[str]) -> Article:
    """Pictures that the site has under `static/`, at the path they have in their address, become its own."""

    def own(src: str | None) -> str | None:
        path = (src or "").split("://", 1)[-1].partition("/")[2].split("?")[0]
        return f"/{path}" if path in static else src

    images = tuple(replace(image, src=own(image.src)) for image in article.metadata.images)
    blocks = map_figures(article.blocks, lambda figure: replace(figure, src=own(figure.src) or ""))
    return replace(article, blocks=blocks, metadata=replace(article.metadata, images=images))
