"""The versions of an imported article: as it was last written, and as it came when a person had changed the file."""

from __future__ import annotations

from pathlib import Path

from sitegen.frontmatter import parse_content_file
from sitegen.model import ContentFile, Origin, Record
from sitegen.shell.files import write_atomically
from sitegen.shell.state import FOLDER

BASE = f"{FOLDER}/base"
"""Where what import wrote is kept, by the path of the content file: the common ancestor of a merge."""
INCOMING = f"{FOLDER}/incoming"
"""Where a version waits whose file a person changed."""


class Known(Record, frozen=True):
    """A content file that an import wrote; `path` is relative to the content folder."""

    path: str
    text: str
    file: ContentFile
    origin: Origin


def read_known(path: str, text: str) -> Known | None:
    """The record of a content file; None of one that no import wrote. Raises ContentError where it is malformed."""
    if "\norigin:" not in text:
        return None
    file = parse_content_file(f"content/{path}", text)
    return Known(path, text, file, file.front.origin) if file.front.origin else None


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
