"""The versions of an imported article: as it was last written, and as it came when a person had changed the file."""

from __future__ import annotations

from pathlib import Path

from sitegen.shell.files import write_atomically
from sitegen.shell.state import FOLDER

BASE = f"{FOLDER}/base"
"""Where what import wrote is kept, by the path of the content file: the common ancestor of a merge."""
INCOMING = f"{FOLDER}/incoming"
"""Where a version waits whose file a person changed."""


def save_version(site: Path, path: str, text: str, *, is_edited: bool) -> None:
    """Write an article's new text to its content file; where a person changed that, lay it aside for them."""
    data = text.encode("utf-8", "replace")
    if is_edited:
        write_atomically(site / INCOMING / path, data)
        return
    write_atomically(site / "content" / path, data, durable=True)
    write_atomically(site / BASE / path, data)


def save_settled(site: Path, path: str, text: str, theirs: str) -> None:
    """Write the text that was settled on; `theirs` is what the next change is compared with."""
    write_atomically(site / "content" / path, text.encode("utf-8", "replace"), durable=True)
    write_atomically(site / BASE / path, theirs.encode("utf-8", "replace"))
    (site / INCOMING / path).unlink(missing_ok=True)
