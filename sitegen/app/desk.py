"""Where arriving articles meet the content that is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.identity import is_similar
from sitegen.convert.report import DOUBTS, format_article
from sitegen.digest import digest_bytes
from sitegen.document.blocks import map_figures
from sitegen.document.write_markdown import format_markdown
from sitegen.frontmatter import parse_content_file, without_origin
from sitegen.model import Article, ContentFile, Origin, Record
from sitegen.publish.urls import make_slug
from sitegen.shell.files import find_files, read_text, write_atomically

Fate = Literal["new", "updated", "unchanged", "edited", "deleted"]


class Imported(Record, frozen=True):
    """What became of one article: `path` is its content file, `doubts` the warnings that made it a draft."""

    source: str
    path: str
    fate: Fate
    doubts: tuple[str, ...]


class _Known(Record, frozen=True):
    """A content file that an import wrote."""

    path: str
    text: str
    file: ContentFile


class Desk:
    """Knows the content of a site, and takes articles into it."""

    def __init__(self, site: Path, settled: Mapping[str, str], *, dry_run: bool) -> None:
        """`settled` are the digests of seeds that were imported before: what is gone of them, a person deleted."""
        self.site = site
        self.settled = settled
        self.dry_run = dry_run
        self.static = frozenset(find_files(site / "static"))
        self.now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.known: dict[tuple[str, str], _Known] = {}
        self.paths: set[str] = set()
        for path in find_files(site / "content"):
            self.paths.add(path.casefold())
            if path.endswith(".md"):
                self._learn(path)

    def _learn(self, path: str) -> None:
        text = read_text(self.site / "content" / path, f"content/{path}")
        if "\norigin:" not in text:
            return
        file = parse_content_file(f"content/{path}", text)
        if file.front.origin:
            known = _Known(path, text, file)
            for identity in _identities(file):
                self.known.setdefault(identity, known)

    def take(self, article: Article, digest: str) -> Imported:
        """Write an article to its content file, or leave the file that a person changed."""
        article = localize_images(article, self.static)
        known = self._find(article)
        if not known and self.settled.get(article.source) == digest:
            return Imported(article.source, article.source, "deleted", ())
        path = known.path if known else self._new_path(article)
        came = known.file.front.origin.imported if known and known.file.front.origin else self.now
        text = format_article(article)
        written = digest_bytes(without_origin(text).encode("utf-8", "replace"))
        origin = Origin(seed=article.source, item=article.item, digest=digest, written=written, imported=came)
        doubts = tuple(notice.code for notice in article.warnings if notice.code in DOUBTS)
        fate = _decide(known, written)
        if fate in ("new", "updated"):
            text = format_article(article, origin)
            entry = _Known(path, text, parse_content_file(f"content/{path}", text))  # what is written can be read
            if not self.dry_run:
                write_atomically(self.site / "content" / path, text.encode("utf-8", "replace"), durable=True)
            self.paths.add(path.casefold())
            self.known |= dict.fromkeys(_identities(entry.file), entry)
        return Imported(article.source, f"content/{path}", fate, doubts)

    def _find(self, article: Article) -> _Known | None:
        """The content file of the same story: of the same seed and item, the same original, or an earlier paste."""
        url = article.metadata.canonical_url or article.attribution.original_url
        known = self.known.get(("seed", f"{article.source}\n{article.item or ''}"))
        if known:
            return known
        title = fold_text(article.metadata.title)
        known = self.known.get(("url", url) if url else ("paste", title))
        if not known:
            return None
        is_version = is_similar(known.file.body, format_markdown(article.blocks))
        if url:  # pages that all name the home page as canonical are still different stories
            return known if is_version or fold_text(known.file.front.title) == title else None
        return known if is_version and not self._has_seed(known) else None

    def _has_seed(self, known: _Known) -> bool:
        origin = known.file.front.origin
        return origin is not None and (self.site / origin.seed).exists()

    def _new_path(self, article: Article) -> str:
        folder = f"{make_slug(article.metadata.section)}/" if article.metadata.section else ""
        slug = make_slug(article.metadata.title or Path(article.source).stem)
        path, number = f"{folder}{slug}.md", 2
        while path.casefold() in self.paths:
            path, number = f"{folder}{slug}-{number}.md", number + 1
        return path


def _identities(file: ContentFile) -> list[tuple[str, str]]:
    origin, attribution = file.front.origin, file.front.attribution
    found = [("seed", f"{origin.seed}\n{origin.item or ''}")] if origin else []
    url = attribution.original_url if attribution else None
    found.append(("url", url) if url else ("paste", fold_text(file.front.title)))
    return found


def _decide(known: _Known | None, written: str) -> Fate:
    """Hand edits win: a file whose text is not what import wrote is not touched."""
    if not known:
        return "new"
    origin = known.file.front.origin
    recorded = origin.written if origin else ""
    if digest_bytes(without_origin(known.text).encode("utf-8", "replace")) != recorded:
        return "edited"
    return "unchanged" if recorded == written else "updated"


def localize_images(article: Article, static: frozenset[str]) -> Article:
    """Pictures that the site has under `static/`, at the path they have in their address, become its own."""

    def own(src: str | None) -> str | None:
        path = (src or "").split("://", 1)[-1].partition("/")[2].split("?")[0]
        return f"/{path}" if path in static else src

    images = tuple(replace(image, src=own(image.src)) for image in article.metadata.images)
    blocks = map_figures(article.blocks, lambda figure: replace(figure, src=own(figure.src) or ""))
    return replace(article, blocks=blocks, metadata=replace(article.metadata, images=images))
