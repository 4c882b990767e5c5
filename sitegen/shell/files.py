"""Reading and writing files: whole, atomically, and never through a surprise."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sitegen.errors import OutputError, SitegenError, SourceError

LARGEST_INPUT = 64 * 1024 * 1024
"""Bytes of one input; an article has thousands."""


def read_input(name: str) -> bytes:
    """The bytes of a regular file, or of standard input for `-`. Raises SourceError in one line."""
    try:
        if name == "-":
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


def read_text(path: Path, shown: str) -> str:
    """A UTF-8 file of the site; `shown` is its name in messages. Raises SitegenError in one line."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror}", shown, hint="check the path") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SitegenError("is not UTF-8", shown, line, "save it as UTF-8") from error


def write_atomically(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Replace a file in one step, so that a reader or a crash sees the old or the new one, never a part.

    `durable` waits until the disk has it: for what cannot be made again. Raises OutputError in one line.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".sitegen-", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        if durable:
            _sync_folder(path.parent)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", str(path), hint="check space and permissions"
        ) from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def find_files(folder: Path) -> list[str]:
    """Regular files under `folder`, sorted, as relative POSIX paths; no dotfiles, no links that lead out."""
    root = os.path.realpath(folder)
    return sorted(_walk(root, "", root)) if Path(root).is_dir() else []


def _walk(folder: str, prefix: str, root: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or (entry.is_symlink() and not _leads_inside(entry.path, root)):
                continue
            if entry.is_dir():
                yield from _walk(entry.path, f"{prefix}{entry.name}/", root)
            elif entry.is_file():
                yield prefix + entry.name


def _leads_inside(path: str, root: str) -> bool:
    """Whether a link ends inside `root`, and not at a folder that holds it: that would never end."""
    target = os.path.realpath(path)
    return target.startswith(root + os.sep) and not os.path.realpath(Path(path).parent).startswith(target + os.sep)


def digest_file(path: Path) -> str | None:
    """The digest of a file's bytes; None when it is not there."""
    try:
        return digest_bytes(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def digest_bytes(data: bytes) -> str:
    """128 bits of BLAKE2b, in hexadecimal: the digest that traces and origins record."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def delete_file(root: Path, relative: str) -> None:
    """Delete a file under `root`, and the folders that it leaves empty."""
    path = root / relative
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
