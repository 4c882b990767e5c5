"""Whether what lies in a folder is on its way to other people: the git work tree around it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

_REMOTE = re.compile(r'^\s*\[remote "([^"\n]{1,200})"\]', re.MULTILINE)


def find_remote(folder: Path) -> str | None:
    """The name of a remote of the work tree that a folder is in; None where there is none, or no work tree."""
    for place in (folder.resolve(), *folder.resolve().parents):
        if (place / ".git").exists():
            config = _git_folder(place / ".git") / "config"
            found = _REMOTE.search(config.read_bytes().decode("utf-8", "replace")) if config.is_file() else None
            return found[1] if found else None
    return None


def is_ignored(folder: Path, path: str) -> bool:
    """Whether git leaves a file of the folder alone; what cannot be told is not."""
    try:
        command = ["git", "-C", str(folder), "check-ignore", "-q", "--", path]
        done = subprocess.run(command, check=False, capture_output=True, timeout=30)  # noqa: S603 (no shell)
        return done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _git_folder(place: Path) -> Path:
    """Git's folder: `.git` itself, or where the file of that name leads, in a second work tree of a repository."""
    if place.is_dir():
        return place
    named = place.read_bytes().decode("utf-8", "replace").removeprefix("gitdir:").strip()
    folder = (place.parent / named).resolve()
    common = folder / "commondir"
    return (folder / common.read_text("utf-8").strip()).resolve() if common.is_file() else folder
