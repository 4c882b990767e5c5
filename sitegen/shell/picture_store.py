"""Pictures that were downloaded: under the names that their bytes give them, and where each came from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from sitegen.digest import digest_bytes
from sitegen.errors import OutputError
from sitegen.shell.files import delete_file, digest_file, write_atomically

FOLDER = "images"
"""Within `static/`."""
_SOURCES = ".sources"
_HEADER = "# The pictures here that sitegen downloaded, and from where. What is not listed is not touched.\n"
_LINE = re.compile(r"([0-9a-f]{32}\.(?:jpg|png|gif|webp|avif)) (\S+)")
_NAMES = re.compile(r"/images/([0-9a-f]{32}\.(?:jpg|png|gif|webp|avif))(?![\w.])")


class PictureStore:
    """The downloaded pictures of a site. Their list lies beside them, so that it is kept and moved with them."""

    def __init__(self, site: Path) -> None:
        self._folder = site / "static" / FOLDER
        self._names: dict[str, str] = {}
        self._added = False
        try:
            text = (self._folder / _SOURCES).read_bytes().decode("utf-8", "replace")
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise OutputError(f"cannot be read: {error.strerror}", f"static/{FOLDER}/{_SOURCES}") from error
        for line in text.splitlines():
            if found := _LINE.fullmatch(line):
                self._names[found[2]] = found[1]

    def __bool__(self) -> bool:
        return bool(self._names)

    def find(self, url: str) -> str | None:
        """The path on the site of the picture from an address, if it is here."""
        name = self._names.get(url)
        return f"/{FOLDER}/{name}" if name and (self._folder / name).is_file() else None

    def keep(self, url: str, data: bytes, suffix: str) -> str:
        """Keep a picture, and say its path on the site. One that is here already is not written again."""
        digest = digest_bytes(data)
        name = f"{digest}.{suffix}"
        if digest_file(self._folder / name) != digest:
            write_atomically(self._folder / name, data, durable=True)
        if self._names.get(url) != name:
            self._names[url] = name
            self._added = True
            self._append(f"{name} {url}\n")
        return f"/{FOLDER}/{name}"

    def save(self) -> None:
        """Put the list in order, where it was added to."""
        if self._added:
            self._write()
            self._added = False

    def drop(self, names: Iterable[str]) -> None:
        """Delete pictures, and that they ever were."""
        ours = set(self._names.values()) & set(names)
        if not ours:
            return
        self._names = {url: name for url, name in self._names.items() if name not in ours}
        self._write()
        for name in ours:
            delete_file(self._folder.parent, f"{FOLDER}/{name}")

    def _append(self, line: str) -> None:
        """Note a picture at once: an import that is cut off has not forgotten where it came from."""
        path = self._folder / _SOURCES
        try:
            with path.open("a", encoding="utf-8", newline="\n") as file:
                if file.tell() == 0:
                    file.write(_HEADER)
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", f"static/{FOLDER}/{_SOURCES}") from error

    def _write(self) -> None:
        if not self._names:
            delete_file(self._folder.parent, f"{FOLDER}/{_SOURCES}")
            return
        lines = sorted(f"{name} {url}\n" for url, name in self._names.items())
        write_atomically(self._folder / _SOURCES, "".join([_HEADER, *lines]).encode(), durable=True)


def names_in(text: str) -> frozenset[str]:
    """The names of downloaded pictures that a content file shows."""
    return frozenset(_NAMES.findall(text))
