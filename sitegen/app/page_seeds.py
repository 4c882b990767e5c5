"""The pages that the items of a feed lead to, kept beside the feed's own seed: `seeds/feeds/<feed>/<item>.html`."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sitegen.app.fetch import note_origin
from sitegen.digest import digest_bytes, digest_text
from sitegen.model import Record
from sitegen.publish.urls import make_slug
from sitegen.shell.files import delete_file, find_files, read_bytes, write_atomically

_MARK = b"<!-- sitegen: "
_LONGEST_NAME = 60


class PageNote(Record, frozen=True):
    """What a kept page says of itself in its second line: the item it is for and its link, the `mark` by which a
    changed item is known, and what the server said of the version."""

    item: str
    link: str
    mark: str
    etag: str = ""
    modified: str = ""


def page_seed(feed_seed: str, item: str) -> str:
    """Where the page of an item is kept; always the same, so that no memory is needed to find it again."""
    name = make_slug(item.partition("://")[2] or item)[:_LONGEST_NAME].strip("-")
    return f"{_folder(feed_seed)}/{name}-{digest_text(item, 5)}.html"


def _folder(feed_seed: str) -> str:
    return feed_seed.rpartition(".")[0]


def has_pages(site: Path, feed_seed: str) -> bool:
    """Whether pages are kept for a seed's items."""
    return "/feeds/" in feed_seed and (site / _folder(feed_seed)).is_dir()


def is_page(site: Path, seed: str) -> bool:
    """Whether a seed is such a page: it is read with its feed, never alone."""
    folder = (site / seed).parent
    if folder.parent.name != "feeds":
        return False
    return any(path.is_file() and path.name.rpartition(".")[0] == folder.name for path in folder.parent.iterdir())


def digest_pages(site: Path, feed_seed: str) -> str:
    """The digest of the pages that are kept for a seed's items; empty where there are none."""
    if not has_pages(site, feed_seed):
        return ""
    folder = site / _folder(feed_seed)
    return digest_text(
        "\n".join(f"{path} {digest_bytes(read_bytes(folder / path, path))}" for path in find_files(folder))
    )


def load_page(site: Path, seed: str) -> tuple[PageNote, bytes] | None:
    """A kept page without what is noted above it, and the note; None where there is none."""
    if not (site / seed).is_file():
        return None
    origin, _, rest = read_bytes(site / seed, seed).partition(b"\n")
    line, _, page = rest.partition(b"\n")
    if not (origin.startswith(b"<!--") and line.startswith(_MARK)):
        return None
    try:
        return msgspec.json.decode(line[len(_MARK) :].removesuffix(b" -->"), type=PageNote), page
    except msgspec.DecodeError:
        return None


def with_note(note: PageNote, url: str, page: bytes) -> bytes:
    """A page under the notes of where it came from and for which item."""
    line = msgspec.json.encode(note).replace(b"--", b"-\\u002d")
    return note_origin(url) + _MARK + line + b" -->\n" + page


def save_page(site: Path, seed: str, data: bytes) -> None:
    """Keep a page; nothing is written where it is kept already."""
    if not ((site / seed).is_file() and read_bytes(site / seed, seed) == data):
        write_atomically(site / seed, data, durable=True)


def purge_page(site: Path, feed_seed: str, item: str | None) -> None:
    """Delete the page of an item whose story was withdrawn."""
    if item is not None and has_pages(site, feed_seed):
        delete_file(site, page_seed(feed_seed, item))
