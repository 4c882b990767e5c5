"""Pages and feeds from the network as seeds, so that what was fetched once can be imported again without it."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sitegen.convert.sources.detect import detect, suffix_of
from sitegen.errors import SitegenError
from sitegen.model import Candidate, Record
from sitegen.publish.config import Feed, SiteConfig
from sitegen.publish.urls import make_slug
from sitegen.shell.fetch import Fetched, Fetcher
from sitegen.shell.lane import Seen
from sitegen.shell.state import load_memory, memory_path, save_memory

_FOLDER = "feeds"
"""Where the seeds of feeds lie, within the seeds."""
_RANK = 1
"""What the site says of a feed counts for more than what the feed says."""


class FetchMemory(Record, frozen=True):
    """What servers said of the versions they gave: (ETag, Last-Modified) by address."""

    seen: dict[str, tuple[str, str]]


def fetch_all(
    site: Path, urls: Sequence[str], keep: Callable[[str, bytes], None], *, allow_private: bool, dry_run: bool
) -> Iterator[str]:
    """Fetch addresses one after the other; for each its error, or nothing. One that fails stops no other.

    `keep` gets what came, as UTF-8 where it is text; what it refuses with a SitegenError is asked for anew next time.
    """
    file = memory_path(site, "fetched")
    memory = load_memory(file, FetchMemory)
    seen = dict(memory.seen) if memory else {}
    with Fetcher(allow_private=allow_private) as fetcher:
        for url in urls:
            try:
                fetched = fetcher.fetch(url, Seen(*seen.get(url, ("", ""))))
                if fetched.data is not None:
                    keep(url, _as_text(fetched, fetched.data))
                seen[url] = (fetched.seen.etag, fetched.seen.last_modified)
                yield ""
            except SitegenError as error:
                yield str(error)
    if not dry_run:
        save_memory(file, FetchMemory(seen))


def _as_text(fetched: Fetched, data: bytes) -> bytes:
    """The bytes in UTF-8 where the server names another encoding; a page keeps the note of where it came from that
    browsers leave in one they save."""
    if fetched.charset and _is_encoding(fetched.charset) and not data.startswith((codecs.BOM_UTF8, b"%PDF", b"PK")):
        data = data.decode(fetched.charset, "replace").encode("utf-8", "replace")
    start = data[:1000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")) and b"saved from url=" not in start:
        note = f"<!-- saved from url=({len(fetched.url):04}){fetched.url} -->\n".encode()
        data = note + data
    return data


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name).name != "utf-8"
    except LookupError:
        return False


def name_by_address(url: str, data: bytes) -> str:
    """A file name for what came from an address, for its kind to be known by. Raises SourceError for what is no kind
    that is read, naming the address."""
    return f"{_stem_of(url)}.{suffix_of(detect(url, data).kind)}"


def _stem_of(url: str) -> str:
    return make_slug(url.partition("://")[2].replace("/", "-"))


def feed_seed(config: SiteConfig, feed: Feed, data: bytes) -> str:
    """The seed that a feed of the site is kept in."""
    return f"{_folder_of(config)}/{name_by_address(feed.url, data)}"


def feed_of(config: SiteConfig, seed: str) -> Feed | None:
    """The feed of the site that a seed is kept for."""
    stem = seed.rpartition(".")[0]
    return next((feed for feed in config.import_.feed if f"{_folder_of(config)}/{_stem_of(feed.url)}" == stem), None)


def _folder_of(config: SiteConfig) -> str:
    return f"{config.import_.seeds or 'seeds'}/{_FOLDER}"


def given_by(feed: Feed | None) -> tuple[Candidate, ...]:
    """What the site says of a feed's stories."""
    stated = (("publisher", feed.source), ("section", feed.section)) if feed else ()
    return tuple(
        Candidate(field=field, value=value, origin="site.toml:import.feed", rank=_RANK)
        for field, value in stated
        if value
    )
