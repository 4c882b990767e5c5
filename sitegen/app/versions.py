"""The versions of an imported article: as it was last written, as it came when a person had changed the file, and the
seeds it came in."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sitegen.digest import digest_bytes
from sitegen.errors import OutputError
from sitegen.shell.files import find_files, write_atomically, write_one_of_many
from sitegen.shell.state import FOLDER

BASE = f"{FOLDER}/base"
"""Where what import wrote is kept, by the path of the content file: the common ancestor of a merge."""
INCOMING = f"{FOLDER}/incoming"
"""Where a version waits whose file a person changed."""
SEEDS = f"{FOLDER}/versions"
"""Where the seeds that were taken in are kept, a file for each version: its number, instant, digest and size."""
_MOST = 20
"""Versions of one seed."""
_LONGEST_KEPT = timedelta(days=30)
"""Agencies let what they sent be kept so long; the newest version is the seed itself and stays."""
_NAME = re.compile(r"(?P<number>\d{6})-(?P<when>\d{8}T\d{6}Z)-(?P<digest>[0-9a-f]{12})-(?P<size>\d{1,12})\.gz")
_WHEN = "%Y%m%dT%H%M%SZ"


class SeedVersion(NamedTuple):
    """A seed as it was taken in: `when` is an ISO 8601 instant, `size` its bytes, `file` where it is kept."""

    seed: str
    number: int
    when: str
    digest: str
    size: int
    file: Path


def keep_seed(site: Path, seed: str, data: bytes, now: str) -> None:
    """Keep a seed that was taken in at `now`, if it differs from the last one kept; the oldest go."""
    found = list_seed_versions(site, seed)
    digest = digest_bytes(data)[:12]
    if found and found[-1].digest == digest:
        return
    number = found[-1].number + 1 if found else 1
    when = datetime.fromisoformat(now).strftime(_WHEN)
    path = site / SEEDS / seed / f"{number:06}-{when}-{digest}-{len(data)}.gz"
    write_atomically(path, gzip.compress(data, 6, mtime=0))
    for old in found[: max(0, len(found) + 1 - _MOST)]:
        old.file.unlink(missing_ok=True)


def drop_old_seeds(site: Path, now: str) -> None:
    """Delete the versions that were kept long enough."""
    oldest = (datetime.fromisoformat(now) - _LONGEST_KEPT).strftime(_WHEN)
    paths = find_files(site / SEEDS)  # sorted: the newest of each seed is the last
    for path, following in pairwise(paths):
        is_last = path.rpartition("/")[0] != following.rpartition("/")[0]
        hit = _NAME.fullmatch(path.rpartition("/")[2])
        if hit and not is_last and hit["when"] < oldest:
            (site / SEEDS / path).unlink(missing_ok=True)


def seeds_with_versions(site: Path) -> list[str]:
    """The names of the seeds of which versions are kept."""
    return sorted({path.rpartition("/")[0] for path in find_files(site / SEEDS)})


def list_seed_versions(site: Path, seed: str) -> list[SeedVersion]:
    """The versions of a seed that are kept, the oldest first."""
    return sorted(_read_names(site / SEEDS / seed, seed), key=lambda version: version.number)


def _read_names(folder: Path, seed: str) -> Iterator[SeedVersion]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if hit := _NAME.fullmatch(path.name):
            when = datetime.fromisoformat(hit["when"]).strftime("%Y-%m-%dT%H:%M:%SZ")
            yield SeedVersion(seed, int(hit["number"]), when, hit["digest"], int(hit["size"]), path)


def read_seed_version(version: SeedVersion) -> bytes:
    """The bytes of a kept seed. Raises OutputError where the file is damaged."""
    try:
        return gzip.decompress(version.file.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        shown = f"{SEEDS}/{version.seed}/{version.file.name}"
        raise OutputError("is damaged", shown, hint="delete it: only history is lost") from error


def save_version(site: Path, path: str, text: str, *, is_edited: bool) -> None:
    """Write an article's new text to its content file, durable once its folder is synced; where a person changed that,
    lay it aside for them."""
    data = text.encode("utf-8", "replace")
    if is_edited:
        write_atomically(site / INCOMING / path, data)
        return
    write_one_of_many(site / "content" / path, data)
    write_atomically(site / BASE / path, data)


def save_settled(site: Path, path: str, text: str, theirs: str) -> None:
    """Write the text that was settled on; `theirs` is what the next change is compared with."""
    write_atomically(site / "content" / path, text.encode("utf-8", "replace"), durable=True)
    write_atomically(site / BASE / path, theirs.encode("utf-8", "replace"))
    (site / INCOMING / path).unlink(missing_ok=True)
