"""`sitegen import`: articles into `content/`, in place when they come again, never over a hand edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from sitegen.app.knowledge import load_knowledge
from sitegen.app.site import load_config
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.pipeline import convert
from sitegen.convert.report import DOUBTS, format_article
from sitegen.convert.sources.detect import SUFFIXES
from sitegen.errors import SeveralErrors, SitegenError, SourceError
from sitegen.frontmatter import parse_content_file, without_origin
from sitegen.model import Article, ContentFile, Image, Origin, Record
from sitegen.publish.config import SiteConfig
from sitegen.publish.urls import make_slug
from sitegen.shell.files import digest_bytes, find_files, read_input, read_text, write_atomically
from sitegen.shell.package import engine_digest
from sitegen.shell.state import load_memory, memory_path, save_memory

Fate = Literal["new", "updated", "unchanged", "edited"]
Progress = Callable[[str, int, int], None]


class Imported(Record, frozen=True):
    """What became of one article: `path` is its content file, `doubts` the warnings that made it a draft."""

    source: str
    path: str
    fate: Fate
    doubts: tuple[str, ...]


class ImportReport(Record, frozen=True):
    articles: tuple[Imported, ...]
    errors: tuple[str, ...]


class SeedMemory(Record, frozen=True):
    """Digests of the seeds that were imported, by name, and of the program that did it."""

    engine: str
    seeds: dict[str, str]


class _Known(Record, frozen=True):
    """A content file that an import wrote."""

    path: str
    text: str
    file: ContentFile


def import_seeds(site: Path, config: SiteConfig, progress: Progress | None = None) -> ImportReport:
    """Import the site's seeds that are new or changed since the last time. One that fails does not stop the others."""
    folder = site / config.import_.seeds
    memory_file = memory_path(site, "seeds")
    engine = engine_digest()
    memory = load_memory(memory_file, SeedMemory)
    done = memory.seeds if memory and memory.engine == engine else {}
    digests: dict[str, str] = {}
    changed: list[tuple[str, bytes]] = []
    for path in find_files(folder):
        name = f"{config.import_.seeds}/{path}"
        if path.rsplit(".", 1)[-1].lower() in SUFFIXES:
            data = (folder / path).read_bytes()
            digests[name] = digest_bytes(data)
            if done.get(name) != digests[name]:
                changed.append((name, data))
    report = _import_all(site, changed, progress) if changed else ImportReport((), ())
    failed = {error.split(":", 1)[0] for error in report.errors}
    save_memory(memory_file, SeedMemory(engine, {name: d for name, d in digests.items() if name not in failed}))
    return report


def import_sources(
    site: Path, sources: Sequence[str], progress: Progress | None = None, *, dry_run: bool = False
) -> ImportReport:
    """Import files, folders of files, or `-`. What lies outside of the site is kept in its seeds first."""
    config = load_config(site)
    errors: list[str] = []
    inputs: list[tuple[str, bytes]] = []
    for source in sources:
        try:
            for name in _expand(source):
                inputs.append(_keep_seed(site, config, name, read_input(name), dry_run=dry_run))
        except SitegenError as error:
            errors.append(str(error))
    report = _import_all(site, inputs, progress, dry_run=dry_run)
    return replace(report, errors=(*errors, *report.errors))


def _expand(source: str) -> Iterator[str]:
    """The files that a source names."""
    if source.startswith(("http://", "https://")):
        raise SourceError("addresses cannot be imported", source, hint="save the page or feed and import the file")
    path = Path(source)
    if not path.is_dir():
        yield source
        return
    names = [name for name in find_files(path) if name.rsplit(".", 1)[-1].lower() in SUFFIXES]
    if not names:
        raise SourceError("holds nothing that can be imported", source, hint="put .txt, .html, .xml or .md files there")
    yield from ((path / name).as_posix() for name in names)


def _keep_seed(site: Path, config: SiteConfig, name: str, data: bytes, *, dry_run: bool) -> tuple[str, bytes]:
    """The seed's name in the site, and its bytes. A foreign file is copied; another of the same name gets a mark."""
    root = site.resolve()
    path = Path(name).resolve()
    if name != "-" and path.is_relative_to(root):
        return path.relative_to(root).as_posix(), data
    digest = digest_bytes(data)
    stem, suffix = (f"paste-{digest[:8]}", ".txt") if name == "-" else (make_slug(path.stem), path.suffix.lower())
    seed = f"{config.import_.seeds or 'seeds'}/{stem}{suffix}"
    if not dry_run:
        write_atomically(site / seed, data, durable=True)
    return seed, data


def _import_all(
    site: Path, inputs: Sequence[tuple[str, bytes]], progress: Progress | None, *, dry_run: bool = False
) -> ImportReport:
    desk = _Desk(site, dry_run=dry_run)
    articles: list[Imported] = []
    errors: list[str] = []
    for number, (name, data) in enumerate(inputs, 1):
        try:
            for article in convert(name, data, load_knowledge()):
                articles.append(desk.take(article, digest_bytes(data)))
        except SeveralErrors as error:
            errors += map(str, error.errors)
        except SitegenError as error:
            errors.append(str(error))
        if progress:
            progress("importing", number, len(inputs))
    return ImportReport(tuple(articles), tuple(errors))


class _Desk:
    """Where arriving articles meet the content that is there."""

    def __init__(self, site: Path, *, dry_run: bool) -> None:
        self.site = site
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
        path = known.path if known else self._new_path(article)
        came = known.file.front.origin.imported if known and known.file.front.origin else self.now
        text = format_article(article)
        written = digest_bytes(without_origin(text).encode("utf-8", "replace"))
        origin = Origin(seed=article.source, item=article.item, digest=digest, written=written, imported=came)
        doubts = tuple(notice.code for notice in article.warnings if notice.code in DOUBTS)
        fate = _decide(known, written)
        if fate in ("new", "updated"):
            text = format_article(article, origin)
            if not self.dry_run:
                write_atomically(self.site / "content" / path, text.encode("utf-8", "replace"), durable=True)
            self.paths.add(path.casefold())
            entry = _Known(path, text, parse_content_file(f"content/{path}", text))
            self.known |= dict.fromkeys(_identities(entry.file), entry)
        return Imported(article.source, f"content/{path}", fate, doubts)

    def _find(self, article: Article) -> _Known | None:
        """The content file of the same story: same seed and item, same original, or the same headline pasted anew."""
        url = article.metadata.canonical_url or article.attribution.original_url
        candidates = [("seed", f"{article.source}\n{article.item or ''}")]
        if url:
            candidates.append(("url", url))
        if article.metadata.title and not url:
            candidates.append(("paste", fold_text(article.metadata.title)))
        return next((self.known[key] for key in candidates if key in self.known), None)

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
    images = tuple(_localize(image, static) for image in article.metadata.images)
    return replace(article, metadata=replace(article.metadata, images=images))


def _localize(image: Image, static: frozenset[str]) -> Image:
    path = (image.src or "").split("://", 1)[-1].partition("/")[2].split("?")[0]
    return replace(image, src=f"/{path}") if path in static else image
