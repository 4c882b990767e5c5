"""Reading and writing files: whole, atomically, and never through a surprise."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.digest import digest_bytes
from sitegen.errors import OutputError, SitegenError, SourceError

LARGEST_INPUT = 64 * 1024 * 1024
"""Bytes of one input; an article has thousands."""


def read_input(name: str) -> bytes:
    """The bytes of a regular file, or of standard input for `-`. Raises SourceError in one line."""
    try:
        if name == "-":
            if sys.stdin is None:
                raise SourceError("standard input is closed", name, hint="pipe something in, or name a file")
            data = sys.stdin.buffer.read(LARGEST_INPUT + 1)
        else:
            if not stat.S_ISREG(Path(name).stat().st_mode):
                raise SourceError("is no regular file", name, hint="give a file, or - for standard input")
            with Path(name).open("rb") as file:
                data = file.read(LARGEST_INPUT + 1)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", name, hint="check the path") from error
    if len(data) > LARGEST_INPUT:
        raise SourceError(f"is larger than {LARGEST_INPUT >> 20} MB", name, hint="split it")
    return data


def read_bytes(path: Path, shown: str) -> bytes:
    """A file of the site; `shown` is its name in messages. Raises SitegenError in one line."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror}", shown, hint="check the path") from error


def read_text(path: Path, shown: str) -> str:
    """A UTF-8 file of the site; `shown` is its name in messages. Raises SitegenError in one line."""
    data = read_bytes(path, shown)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SitegenError("is not UTF-8", shown, data.count(b"\n", 0, error.start) + 1, "save it as UTF-8") from error


def write_atomically(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Replace a file in one step, so that a reader or a crash sees the old or the new one, never a part.

    `durable` waits until the disk has it: for what cannot be made again. Raises OutputError in one line.
    """
    _replace(path, data, flushed=durable)
    if durable:
        sync_folders([path.parent])


def write_one_of_many(path: Path, data: bytes) -> None:
    """The same, durable once `sync_folders` was called with its folder: a crash before that may leave the old file."""
    _replace(path, data, flushed=True)


def sync_folders(folders: Iterable[Path]) -> None:
    """Wait until the disk has the names of the files in these folders. Raises OutputError in one line."""
    for folder in folders:
        try:
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise _unwritable(folder, error) from error


def _replace(path: Path, data: bytes, *, flushed: bool) -> None:
    temporary = _temporary(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as file:
                file.write(data)
                if flushed:
                    file.flush()
                    os.fsync(file.fileno())
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"cannot be written: {error.strerror}", str(path), hint="check space and permissions")


def _temporary(path: Path) -> Path:
    """Where a file is written before it takes its place: one name a file, so that what a kill leaves is used again."""
    return path.with_name(f".sitegen-{digest_bytes(path.name.encode('utf-8', 'replace'))[:12]}")


def find_files(folder: Path) -> list[str]:
    """Regular files under `folder`, sorted, as relative POSIX paths; no dotfiles, no links that lead out."""
    root = os.path.realpath(folder)
    return sorted(_walk(root, "", root)) if Path(root).is_dir() else []


def read_loose(folder: Path, suffix: str, shown: str) -> dict[str, str]:
    """The text of each file of other people's directly in a folder, by name; dotfiles too, and what is no UTF-8 as well
    as it can be read. Raises SitegenError in one line."""
    if not folder.is_dir():
        raise SitegenError("is no folder", shown, hint="check the path")
    try:
        paths = [path for path in sorted(folder.iterdir()) if path.name.endswith(suffix) and path.is_file()]
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror}", shown, hint="check its permissions") from error
    return {path.name: read_bytes(path, f"{shown}/{path.name}").decode("utf-8", "replace") for path in paths}


def _walk(folder: str, prefix: str, root: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.isprintable():  # control characters, and bytes that are no UTF-8
                    raise SitegenError("has a name with unprintable characters", ascii(entry.name), hint="rename it")
                if entry.name.startswith(".") or (entry.is_symlink() and not _may_follow(entry.path, root)):
                    continue
                if entry.is_dir():
                    yield from _walk(entry.path, f"{prefix}{entry.name}/", root)
                elif entry.is_file():
                    yield prefix + entry.name
    except FileNotFoundError:
        return  # the folder went while we looked
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror}", folder, hint="check links and permissions") from error


def _may_follow(path: str, root: str) -> bool:
    """Whether a link ends inside `root`, and not at a folder that holds it: that would never end."""
    target = os.path.realpath(path)
    return target.startswith(root + os.sep) and not os.path.realpath(Path(path).parent).startswith(target + os.sep)


def leads_inside(folder: Path, root: Path) -> bool:
    """Whether a folder, links followed, is `root` or lies under it."""
    return Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root))


def digest_file(path: Path) -> str | None:
    """The digest of a file's bytes; None when it is not there."""
    try:
        return digest_bytes(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise OutputError(f"cannot be read: {error.strerror}", str(path), hint="move it away") from error


def delete_file(root: Path, relative: str) -> None:
    """Delete a file under `root`, and the folders that it leaves empty."""
    path = root / relative
    if not leads_inside(path.parent, root):
        return  # a folder became a link that leads out: what is behind it is not ours
    for file in (path, _temporary(path)):
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):  # it is not there any more
            file.unlink()
    for folder in path.parents:
        if folder == root or folder.is_symlink() or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
