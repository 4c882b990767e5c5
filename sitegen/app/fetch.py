"""Pages and feeds from the network as seeds, so that what was fetched once can be imported again without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.app.errand import Errand
from sitegen.convert.sources.charset import to_utf8
from sitegen.convert.sources.detect import detect, suffix_of
from sitegen.errors import SitegenError, SourceError
from sitegen.model import Candidate, Record
from sitegen.publish.config import Feed, SiteConfig
from sitegen.publish.urls import make_slug
from sitegen.shell.fetch import Fetched
from sitegen.shell.fetch_each import Wanted
from sitegen.shell.lane import Seen
from sitegen.shell.state import load_memory, memory_path, save_memory

_FOLDER = "feeds"
"""Where the seeds of feeds lie, within the seeds."""
_PAGES = frozenset({"html", "text", "markdown"})
_RANK = 1
"""What the site says of a feed counts for more than what the feed says."""


class FetchMemory(Record, frozen=True):
    """What servers said of the versions they gave: (ETag, Last-Modified) by address."""

    seen: dict[str, tuple[str, str]]


class Arrived(NamedTuple):
    """What came of an address: an error, or whether it is as it was the last time."""

    url: str
    error: str = ""
    is_unchanged: bool = False


def fetch_all(
    errand: Errand, urls: Sequence[str], keep: Callable[[str, bytes], None], is_kept: Callable[[str], bool]
) -> Iterator[Arrived]:
    """Fetch addresses, different hosts side by side, and tell of each in their order. One that fails stops no other.

    `keep` gets what came, as UTF-8 where it is text; what it refuses with a SitegenError is asked for anew next time,
    as is what `is_kept` says is not here any more. What moved for good is noted.
    """
    file = memory_path(errand.site, "fetched")
    memory = load_memory(file, FetchMemory)
    seen = dict(memory.seen) if memory else {}
    wanted = [Wanted(url, Seen(*seen[url]) if url in seen and is_kept(url) else Seen()) for url in urls]
    for url, outcome in errand.fetch_each(wanted):
        try:
            if isinstance(outcome, SitegenError):
                raise outcome
            if outcome.data is not None:
                keep(url, _as_text(outcome, outcome.data))
            if outcome.moved:
                errand.notes.append(f"{url}: moved for good to {outcome.moved} (write that in its place)")
            seen[url] = (outcome.seen.etag, outcome.seen.last_modified)
            yield Arrived(url, is_unchanged=outcome.data is None)
        except SitegenError as error:
            yield Arrived(url, str(error))
    if not errand.dry_run:
        save_memory(file, FetchMemory(seen))


def _as_text(fetched: Fetched, data: bytes) -> bytes:
    """The bytes in UTF-8 where the server names the encoding that they are in; a page keeps the note of where it came
    from that browsers leave in one they save."""
    data = to_utf8(data, fetched.charset)
    start = data[:1000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")) and b"saved from url=" not in start:
        data = note_origin(fetched.url) + data
    return data


def note_origin(url: str) -> bytes:
    """The line that browsers write above a page they save."""
    return f"<!-- saved from url=({len(url):04}){url.replace('--', '-%2D')} -->\n".encode("utf-8", "replace")


def name_by_address(url: str, data: bytes) -> str:
    """A file name for what came from an address, for its kind to be known by. Raises SourceError for what is no kind
    that is read, naming the address."""
    return f"{_stem_of(url)}.{suffix_of(detect(url, data).kind)}"


def _stem_of(url: str) -> str:
    return make_slug(url.partition("://")[2].replace("/", "-"))


def feed_seed(config: SiteConfig, feed: Feed, data: bytes) -> str:
    """The seed that a feed of the site is kept in. Raises SourceError for what is none: what a site shows in the place
    of its feed is no news."""
    if detect(feed.url, data).kind in _PAGES:
        raise SourceError("is no feed", feed.url, hint="open it in a browser: it may ask for a login or have moved")
    return f"{_folder_of(config)}/{name_by_address(feed.url, data)}"


def find_feed_seed(site: Path, config: SiteConfig, feed: Feed) -> str | None:
    """The seed that a feed of the site is kept in, if it is."""
    stem, folder = _stem_of(feed.url), _folder_of(config)
    found = (path.name for path in sorted((site / folder).glob(f"{stem}.*")) if path.is_file())
    return next((f"{folder}/{name}" for name in found if name.rpartition(".")[0] == stem), None)


def feed_of(config: SiteConfig, seed: str) -> Feed | None:
    """The feed of the site that a seed is kept for."""
    stem = seed.rpartition(".")[0]
    return next((feed for feed in config.import_.feed if f"{_folder_of(config)}/{_stem_of(feed.url)}" == stem), None)


def _folder_of(config: SiteConfig) -> str:
    return f"{config.import_.seeds or 'seeds'}/{_FOLDER}"


def given_by(feed: Feed | None) -> tuple[Candidate, ...]:
    """What the site says of a feed's stories."""
    stated = (("publisher", feed.source), ("section", feed.section), ("profile", feed.profile)) if feed else ()
    return tuple(
        Candidate(field=field, value=value, origin="site.toml:import.feed", rank=_RANK)
        for field, value in stated
        if value
    )
