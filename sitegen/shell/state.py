"""What a build leaves for the next one: memories that are safe to delete, and the manifest of the files it owns."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from sitegen.digest import digest_bytes
from sitegen.errors import OutputError
from sitegen.shell.files import write_atomically

FOLDER = ".sitegen"
MANIFEST = ".sitegen-manifest"
_HEADER = "# The files here that sitegen wrote. It deletes no others.\n"

T = TypeVar("T")


def memory_path(site: Path, name: str, output: Path | None = None) -> Path:
    """Where a memory of the site, or of one of its output folders, is kept; the same on every machine."""
    if output is None:
        return site / FOLDER / f"{name}.msgpack"
    place = output.relative_to(site).as_posix() if output.is_relative_to(site) else output.as_posix()
    return site / FOLDER / f"{name}-{digest_bytes(place.encode())[:12]}.msgpack"


def load_memory(path: Path, kind: type[T]) -> T | None:
    """What the last run remembered; None when it is missing, damaged or of another shape: then all is done anew."""
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None


def save_memory(path: Path, value: Any) -> None:
    """Remember `value`; nothing is written when nothing changed."""
    data = msgspec.msgpack.encode(value, order="deterministic")
    if not (path.is_file() and path.read_bytes() == data):
        write_atomically(path, data, durable=True)


def load_manifest(output: Path) -> frozenset[str]:
    """The paths under `output` that builds wrote. Raises OutputError for a manifest that leads outside of it."""
    path = output / MANIFEST
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except OSError as error:
        raise OutputError(f"cannot be read: {error.strerror}", str(path), hint="move it away") from error
    paths = parse_manifest(text)
    if any(line.startswith("/") or ".." in line.split("/") for line in paths):
        raise OutputError("names files outside of its folder", str(path), hint="delete it and build again")
    return paths


def parse_manifest(text: str) -> frozenset[str]:
    """The paths that a manifest lists."""
    return frozenset(line for line in text.removeprefix(_HEADER).split("\n") if line)


def save_manifest(output: Path, paths: Iterable[str]) -> None:
    """Say which files are ours. Saved before the first of them is written, so that a killed build leaves no orphan."""
    data = (_HEADER + "".join(f"{path}\n" for path in sorted(paths))).encode()
    path = output / MANIFEST
    if not (path.is_file() and path.read_bytes() == data):
        write_atomically(path, data, durable=True)
