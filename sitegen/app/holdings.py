"""What a site holds: of each content file that an import wrote, the little by which its story is known again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.convert.clean.fold import fold_text
from sitegen.digest import digest_text
from sitegen.errors import ContentError
from sitegen.frontmatter import parse_content_file, without_origin
from sitegen.model import ContentFile, Origin, Record
from sitegen.model.content import Standing
from sitegen.shell.files import find_files, read_text
from sitegen.shell.package import engine_digest
from sitegen.shell.state import load_memory, memory_path, save_memory

_SHORTEST_UNIQUE = 16
"""Characters of an id that is nobody else's though it is no URI."""


class Known(Record, frozen=True):
    """A content file that an import wrote. `path` is relative to the content folder, `url` the original's address,
    `text` the digest of what a person can have edited. The file is read again when more is asked of it: the texts of an
    archive do not fit in memory."""

    path: str
    title: str
    status: Standing
    updated: str | None
    url: str | None
    origin: Origin
    text: str

    @property
    def is_edited(self) -> bool:
        """Whether a person changed it after import wrote it."""
        return self.text != self.origin.written


class _Remembered(Record, frozen=True):
    digest: str
    known: Known | None


class _Memory(Record, frozen=True):
    """By the path of each content file: the digest of its bytes, and what is known of it."""

    engine: str
    files: dict[str, _Remembered]


class Holdings:
    """The stories of a site, by what they are known by. Files that did not change since are not parsed again."""

    def __init__(self, site: Path, *, dry_run: bool) -> None:
        """Raises ContentError for a content file that is malformed."""
        self.site = site
        self.dry_run = dry_run
        self.paths: set[str] = set()
        self._files: dict[str, _Remembered] = {}
        self._by_identity: dict[tuple[str, str], Known] = {}
        self._unwritten: dict[str, str] = {}
        memory = load_memory(memory_path(site, "holdings"), _Memory)
        before = memory.files if memory and memory.engine == engine_digest() else {}
        for path in find_files(site / "content"):
            self.paths.add(path.casefold())
            if path.endswith(".md"):
                self._learn(path, before.get(path))

    def _learn(self, path: str, before: _Remembered | None) -> None:
        text = read_text(self.site / "content" / path, f"content/{path}")
        digest = digest_text(text)
        entry = before if before and before.digest == digest else _Remembered(digest, read_known(path, text))
        self._files[path] = entry
        if known := entry.known:
            for identity in _identities(known):
                self._by_identity.setdefault(identity, known)

    def find(self, kind: str, value: str) -> Known | None:
        """The story known by a `seed` and item, an `item`, a `url`, the title of a `paste`, or any `title`."""
        known = self._by_identity.get((kind, value))
        return self.at(known.path) if known else None  # its file may have been written since, under another id

    def at(self, path: str) -> Known | None:
        """What is known of the content file at a path."""
        entry = self._files.get(path)
        return entry.known if entry else None

    def __iter__(self) -> Iterator[Known]:
        return (entry.known for entry in self._files.values() if entry.known)

    def read(self, known: Known) -> ContentFile:
        """The content file itself."""
        shown = f"content/{known.path}"
        text = self._unwritten.get(known.path)
        return parse_content_file(shown, text or read_text(self.site / "content" / known.path, shown))

    def learn(self, path: str, text: str) -> Known:
        """Know the story of a content file that was written just now (or would have been). Raises ContentError for one
        that cannot be read."""
        known = read_known(path, text)
        if not known:
            raise ContentError("has no origin", f"content/{path}", hint="import it again")
        self.paths.add(path.casefold())
        self._files[path] = _Remembered(digest_text(text), known)
        self._by_identity |= dict.fromkeys(_identities(known), known)
        if self.dry_run:
            self._unwritten[path] = text
        return known

    def save(self) -> None:
        """Remember it all for the next time."""
        if not self.dry_run:
            save_memory(memory_path(self.site, "holdings"), _Memory(engine_digest(), self._files))


def read_known(path: str, text: str) -> Known | None:
    """What is known of a content file; None of one that no import wrote. Raises ContentError where it is malformed."""
    if "\norigin:" not in text:
        return None
    front = parse_content_file(f"content/{path}", text).front
    if not front.origin:
        return None
    return Known(
        path=path,
        title=front.title,
        status=front.status,
        updated=front.updated,
        url=front.attribution.original_url if front.attribution else None,
        origin=front.origin,
        text=digest_text(without_origin(text)),
    )


def _identities(known: Known) -> list[tuple[str, str]]:
    origin = known.origin
    found = [("seed", seed_identity(origin.seed, origin.item))]
    if origin.item and is_unique(origin.item):
        found.append(("item", origin.item))
    title = fold_text(known.title)
    found.append(("url", known.url) if known.url else ("paste", title))
    found.append(("title", title))
    return found


def seed_identity(seed: str, item: str | None) -> str:
    """How a story is named by the seed it is in."""
    return f"{seed}\n{item or ''}"


def is_unique(item: str) -> bool:
    """Whether an id is a URI or long enough to be nobody else's."""
    return ":" in item or len(item) >= _SHORTEST_UNIQUE
