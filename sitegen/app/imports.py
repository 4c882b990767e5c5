"""`sitegen import`: articles into `content/`, in place when they come again, never over a hand edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.app.clusters import Clustered, mark_copies
from sitegen.app.desk import Desk, Imported
from sitegen.app.embargo import warn_of_embargoes
from sitegen.app.errand import Errand, Progress
from sitegen.app.fetch import feed_of, feed_seed, fetch_all, find_feed_seed, given_by, name_by_address
from sitegen.app.full_text import FullText
from sitegen.app.images import Pictures
from sitegen.app.knowledge import load_knowledge
from sitegen.app.page_seeds import is_page
from sitegen.app.settled import Settlements
from sitegen.app.site import CONFIG, load_config
from sitegen.app.versions import drop_old_seeds, keep_seed
from sitegen.convert.identity import come_from_one_source
from sitegen.convert.pipeline import Knowledge, convert, convert_each
from sitegen.convert.sources.detect import is_readable
from sitegen.digest import digest_bytes
from sitegen.errors import SeveralErrors, SitegenError, SourceError
from sitegen.model import Article, Record
from sitegen.publish.config import Feed, SiteConfig
from sitegen.publish.urls import make_slug
from sitegen.shell.fetch import Fetcher
from sitegen.shell.files import digest_file, find_files, read_bytes, read_input, write_atomically


class ImportReport(Record, frozen=True):
    """What became of each article, the errors as lines, which content files were found to be copies, and what else is
    to be told and is no error."""

    articles: tuple[Imported, ...]
    errors: tuple[str, ...]
    copies: tuple[Clustered, ...] = ()
    notes: tuple[str, ...] = ()


class Arrival(NamedTuple):
    """Something to import: the seed it is kept in, and its bytes where they are not there."""

    seed: str
    data: bytes | None = None


def import_seeds(site: Path, config: SiteConfig, progress: Progress | None = None) -> ImportReport:
    """Import the site's seeds that are new or changed since the last time. One that fails does not stop the others."""
    folder = site / config.import_.seeds
    seeds = Settlements(site, fetches_pictures=config.images.fetch)
    paths = [f"{config.import_.seeds}/{path}" for path in find_files(folder) if is_readable(path)]
    names = [name for name in paths if not is_page(site, name)]
    digests = {name: digest_bytes(read_bytes(site / name, name)) for name in names}
    changed = [Arrival(name) for name in names if not seeds.is_settled(name, digests[name], feed_of(config, name))]
    seeds.keep_only(config.import_.seeds, digests)
    if changed:
        report = _import_all(Errand(site, config), changed, seeds, progress, deleted=seeds.digests())
    else:
        report = ImportReport((), (), mark_copies(site, config))
    seeds.save()
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
    inputs: list[Arrival] = []
    feeds = {} if sources else {feed.url: feed for feed in config.import_.feed}
    if not sources and not feeds:
        hint = "name a file or an address, or list feeds as [[import.feed]]"
        raise SourceError("there is nothing to import", CONFIG, hint=hint)
    urls = [*feeds, *filter(_is_address, sources)]

    def keep(url: str, data: bytes) -> None:
        inputs.append(_keep_arrival(site, config, feeds.get(url), url, data, dry_run=dry_run))

    def is_kept(url: str) -> bool:
        return url not in feeds or find_feed_seed(site, config, feeds[url]) is not None

    seeds = Settlements(site, fetches_pictures=config.images.fetch)
    with Fetcher(allow_private=allow_private) as fetcher:
        errand = Errand(site, config, fetcher, progress, dry_run=dry_run)
        for arrived in fetch_all(errand, urls, keep, is_kept) if urls else ():
            errors += [arrived.error] if arrived.error else []
            if arrived.is_unchanged and arrived.url in feeds:
                inputs += _find_unfinished(site, config, feeds[arrived.url], seeds)
        for source in (each for each in sources if not _is_address(each)):
            try:
                for name in _expand(source):
                    inputs.append(_keep_seed(site, config, name, read_input(name), dry_run=dry_run))
            except SitegenError as fault:
                errors.append(str(fault))
        inputs = [each for each in inputs if not is_page(site, each.seed)]
        report = _import_all(errand, inputs, seeds, progress)
    if not dry_run:
        seeds.save()
    return replace(report, errors=(*errors, *report.errors))


def _find_unfinished(site: Path, config: SiteConfig, feed: Feed, seeds: Settlements) -> Iterator[Arrival]:
    """The seed of a feed that did not change, where something is left to do for it."""
    name = find_feed_seed(site, config, feed)
    if name and not seeds.is_finished(name, digest_bytes(read_bytes(site / name, name)), feed):
        yield Arrival(name)


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _keep_arrival(
    site: Path, config: SiteConfig, feed: Feed | None, url: str, data: bytes, *, dry_run: bool
) -> Arrival:
    """Keep what was fetched in its seed. Raises SourceError for what cannot be read."""
    if feed is None:
        return _keep_seed(site, config, f"fetched/{name_by_address(url, data)}", data, dry_run=dry_run)
    return _keep(site, feed_seed(config, feed, data), data, dry_run=dry_run)


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


def _keep_seed(site: Path, config: SiteConfig, name: str, data: bytes, *, dry_run: bool) -> Arrival:
    """Keep what lies outside of the site in its seeds."""
    path = Path(name).resolve()
    if name != "-" and path.is_relative_to(site.resolve()):
        return Arrival(path.relative_to(site.resolve()).as_posix())
    return _keep(site, _name_seed(site, config.import_.seeds or "seeds", name, data), data, dry_run=dry_run)


def _keep(site: Path, seed: str, data: bytes, *, dry_run: bool) -> Arrival:
    if dry_run:
        return Arrival(seed, data)
    if digest_file(site / seed) != digest_bytes(data):
        write_atomically(site / seed, data, durable=True)
    return Arrival(seed)


def _name_seed(site: Path, folder: str, name: str, data: bytes) -> str:
    """A free name, or that of the seed this is a later version of: nobody else's seed is overwritten."""
    path = Path(name)
    suffix = ".warc.gz" if path.name.lower().endswith(".warc.gz") else path.suffix.lower()
    stem = path.name[: len(path.name) - len(suffix)]
    if name == "-":
        articles = convert(name, data, load_knowledge(site))
        stem, suffix = (articles[0].metadata.title if articles else "") or "paste", ".txt"
    stem = make_slug(stem)
    seed, number = f"{folder}/{stem}{suffix}", 2
    while (site / seed).exists() and not _is_version(site, seed, name, data):
        seed, number = f"{folder}/{stem}-{number}{suffix}", number + 1
    return seed


def _is_version(site: Path, seed: str, name: str, data: bytes) -> bool:
    """Whether data are what a seed holds, or a later version of that."""
    kept = read_bytes(site / seed, seed)
    if kept == data:
        return True
    knowledge = load_knowledge(site)
    return come_from_one_source(convert(seed, kept, knowledge), convert(name, data, knowledge))


def _import_all(
    errand: Errand,
    inputs: Sequence[Arrival],
    seeds: Settlements,
    progress: Progress | None,
    deleted: Mapping[str, str] | None = None,
) -> ImportReport:
    """Take in all of the inputs, and settle those that were taken whole. `deleted`: see Desk."""
    site, config, dry_run = errand.site, errand.config, errand.dry_run
    knowledge = load_knowledge(site)  # first: one malformed rule is one error, not one a seed
    pictures = Pictures(errand)
    desk = Desk(site, deleted or {}, dry_run=dry_run, pictures=pictures.take)
    full_text = FullText(errand, knowledge, desk.holdings, dict(inputs))
    articles: list[Imported] = []
    errors: list[str] = []
    for number, (name, given) in enumerate(inputs, 1):
        data = given if given is not None else read_bytes(site / name, name)
        feed, digest = feed_of(config, name), digest_bytes(data)
        again = seeds.find_again(name, digest, feed, desk.holdings) if deleted is None else None
        if again is not None:
            articles += again
        else:
            if not dry_run:
                keep_seed(site, name, data, desk.now)
            converted = full_text.complete(name, feed, _convert(name, data, feed, knowledge))
            converted = _counted(converted, progress) if progress else converted
            taken, faults = _take_all(desk, converted, digest)
            articles += taken
            errors += faults
            errand.notes += [] if taken or faults else [f"{name}: has no articles today"]
            seeds.settle(name, digest, feed, taken if not faults else None, desk.holdings)
            seeds.note_wants(name, wants=name in errand.wanting)
        if progress:
            progress("importing", number, len(inputs))
    copies = () if dry_run else mark_copies(site, config, desk.holdings.learn)
    desk.close()
    pictures.save()
    if not dry_run:
        drop_old_seeds(site, desk.now)
    embargoes = warn_of_embargoes(site, articles, config.timezone, desk.now)
    return ImportReport(tuple(articles), tuple(errors), copies, (*errand.notes, *desk.notes, *embargoes))


def _convert(name: str, data: bytes, feed: Feed | None, knowledge: Knowledge) -> Iterator[Article]:
    yield from islice(convert_each(name, data, knowledge, given=given_by(feed)), feed.limit or None if feed else None)


def _counted(articles: Iterator[Article], progress: Progress) -> Iterator[Article]:
    """The articles of an input, told one by one: a feed may have thousands."""
    for number, article in enumerate(articles, 1):
        progress("articles", number, 0)
        yield article


def _take_all(desk: Desk, articles: Iterator[Article], digest: str) -> tuple[list[Imported], list[str]]:
    """What became of the articles of an input, and the errors as lines: one that fails stops no other."""
    taken: list[Imported] = []
    errors: list[str] = []
    try:
        for article in articles:
            try:
                taken.append(desk.take(article, digest))
            except SitegenError as error:
                errors.append(str(error))
    except SitegenError as error:
        errors += map(str, error.errors if isinstance(error, SeveralErrors) else [error])
    return taken, errors
