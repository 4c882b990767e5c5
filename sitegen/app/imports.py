"""`sitegen import`: articles into `content/`, in place when they come again, never over a hand edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from sitegen.app.desk import Desk, Imported
from sitegen.app.fetch import feed_of, feed_seed, fetch_all, given_by, name_by_address
from sitegen.app.knowledge import digest_rules, load_knowledge
from sitegen.app.site import CONFIG, load_config
from sitegen.convert.identity import come_from_one_source
from sitegen.convert.pipeline import convert
from sitegen.convert.sources.detect import is_readable
from sitegen.digest import digest_bytes
from sitegen.errors import SeveralErrors, SitegenError, SourceError
from sitegen.model import Record
from sitegen.publish.config import Feed, SiteConfig
from sitegen.publish.urls import make_slug
from sitegen.shell.files import find_files, read_bytes, read_input, write_atomically
from sitegen.shell.package import engine_digest
from sitegen.shell.state import load_memory, memory_path, save_memory

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


class ImportReport(Record, frozen=True):
    """What became of each article, the errors as lines, and the names of the inputs they are about."""

    articles: tuple[Imported, ...]
    errors: tuple[str, ...]
    failed: frozenset[str] = frozenset()


class SeedMemory(Record, frozen=True):
    """Digests of the seeds that were imported, by name, and of the program and the site's own rules that did it."""

    engine: str
    seeds: dict[str, str]


def import_seeds(site: Path, config: SiteConfig, progress: Progress | None = None) -> ImportReport:
    """Import the site's seeds that are new or changed since the last time. One that fails does not stop the others."""
    folder = site / config.import_.seeds
    memory_file = memory_path(site, "seeds")
    engine = engine_digest() + digest_rules(site)
    memory = load_memory(memory_file, SeedMemory)
    settled = memory.seeds if memory else {}
    done = settled if memory and memory.engine == engine else {}
    digests: dict[str, str] = {}
    changed: list[tuple[str, bytes]] = []
    for path in find_files(folder):
        name = f"{config.import_.seeds}/{path}"
        if is_readable(path):
            data = read_bytes(folder / path, name)
            digests[name] = digest_bytes(data)
            if done.get(name) != digests[name]:
                changed.append((name, data))
    report = _import_all(site, changed, progress, settled) if changed else ImportReport((), ())
    taken = {name: digest for name, digest in digests.items() if name not in report.failed}
    save_memory(memory_file, SeedMemory(engine, taken))
    return report


def import_sources(
    site: Path,
    sources: Sequence[str],
    progress: Progress | None = None,
    *,
    dry_run: bool = False,
    allow_private: bool = False,
) -> ImportReport:
    """Import files, folders of files, `-`, addresses, or without any the feeds that `site.toml` lists.

    What lies outside of the site is kept in its seeds first.
    """
    config = load_config(site)
    errors: list[str] = []
    inputs: list[tuple[str, bytes]] = []
    feeds = {} if sources else {feed.url: feed for feed in config.import_.feed}
    if not sources and not feeds:
        hint = "name a file or an address, or list feeds as [[import.feed]]"
        raise SourceError("there is nothing to import", CONFIG, hint=hint)
    urls = [*feeds, *filter(_is_address, sources)]

    def keep(url: str, data: bytes) -> None:
        inputs.append(_keep_arrival(site, config, feeds.get(url), url, data, dry_run=dry_run))

    arrivals = fetch_all(site, urls, keep, allow_private=allow_private, dry_run=dry_run) if urls else iter(())
    for number, error in enumerate(arrivals, 1):
        errors += [error] if error else []
        if progress:
            progress("fetching", number, len(urls))
    for source in (each for each in sources if not _is_address(each)):
        try:
            for name in _expand(source):
                inputs.append(_keep_seed(site, config, name, read_input(name), dry_run=dry_run))
        except SitegenError as fault:
            errors.append(str(fault))
    report = _import_all(site, inputs, progress, dry_run=dry_run)
    return replace(report, errors=(*errors, *report.errors))


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _keep_arrival(
    site: Path, config: SiteConfig, feed: Feed | None, url: str, data: bytes, *, dry_run: bool
) -> tuple[str, bytes]:
    """The seed that keeps what was fetched, and its bytes. Raises SourceError for what cannot be read."""
    if feed is None:
        return _keep_seed(site, config, f"fetched/{name_by_address(url, data)}", data, dry_run=dry_run)
    seed = feed_seed(config, feed, data)
    if not dry_run:
        write_atomically(site / seed, data, durable=True)
    return seed, data


def _expand(source: str) -> Iterator[str]:
    """The files that a source names."""
    path = Path(source)
    if not path.is_dir():
        yield source
        return
    names = [name for name in find_files(path) if is_readable(name)]
    if not names:
        raise SourceError("holds nothing that can be imported", source, hint="put .txt, .html, .xml or .md files there")
    yield from ((path / name).as_posix() for name in names)


def _keep_seed(site: Path, config: SiteConfig, name: str, data: bytes, *, dry_run: bool) -> tuple[str, bytes]:
    """The seed's name in the site, and its bytes; what lies outside of the site is copied in."""
    path = Path(name).resolve()
    if name != "-" and path.is_relative_to(site.resolve()):
        return path.relative_to(site.resolve()).as_posix(), data
    seed = _name_seed(site, config.import_.seeds or "seeds", name, data)
    if not dry_run:
        write_atomically(site / seed, data, durable=True)
    return seed, data


def _name_seed(site: Path, folder: str, name: str, data: bytes) -> str:
    """A free name, or that of the seed this is a later version of: nobody else's seed is overwritten."""
    knowledge = load_knowledge(site)
    articles = convert(name, data, knowledge)
    title = articles[0].metadata.title if articles else ""
    path = Path(name)
    suffix = ".warc.gz" if path.name.lower().endswith(".warc.gz") else path.suffix.lower()
    stem = path.name[: len(path.name) - len(suffix)]
    stem, suffix = (make_slug(title or "paste"), ".txt") if name == "-" else (make_slug(stem), suffix)
    seed, number = f"{folder}/{stem}{suffix}", 2
    while (site / seed).exists():
        kept = read_bytes(site / seed, seed)
        if kept == data or come_from_one_source(convert(seed, kept, knowledge), articles):
            break
        seed, number = f"{folder}/{stem}-{number}{suffix}", number + 1
    return seed


def _import_all(
    site: Path,
    inputs: Sequence[tuple[str, bytes]],
    progress: Progress | None,
    settled: Mapping[str, str] | None = None,
    *,
    dry_run: bool = False,
) -> ImportReport:
    config = load_config(site)
    knowledge = load_knowledge(site)  # first: one malformed rule is one error, not one a seed
    desk = Desk(site, settled or {}, dry_run=dry_run)
    articles: list[Imported] = []
    errors: list[str] = []
    failed: set[str] = set()
    for number, (name, data) in enumerate(inputs, 1):
        try:
            feed = feed_of(config, name)
            converted = convert(name, data, knowledge, given=given_by(feed))
            converted = converted[: feed.limit or None] if feed else converted
        except SitegenError as error:
            errors += map(str, error.errors if isinstance(error, SeveralErrors) else [error])
            failed.add(name)
            converted = []
        for article in converted:
            try:
                articles.append(desk.take(article, digest_bytes(data)))
            except SitegenError as error:  # the other articles of the input are taken all the same
                errors.append(str(error))
                failed.add(name)
        if progress:
            progress("importing", number, len(inputs))
    return ImportReport(tuple(articles), tuple(errors), frozenset(failed))
