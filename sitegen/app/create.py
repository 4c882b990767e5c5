"""`sitegen init` and `sitegen new`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sitegen.app.site import load_config
from sitegen.errors import OutputError
from sitegen.frontmatter import format_content_file
from sitegen.model import FrontMatter
from sitegen.publish.term_names import LISTED, section_slug
from sitegen.publish.urls import make_slug
from sitegen.shell.files import write_atomically
from sitegen.shell.package import starter_files


def init_site(folder: Path) -> list[str]:
    """Lay the starter site down in an empty or new folder; returns the paths written."""
    if folder.exists() and (not folder.is_dir() or any(not path.name.startswith(".git") for path in folder.iterdir())):
        raise OutputError("is not empty", str(folder), hint="choose a new folder: sitegen init DIR")
    files = starter_files()
    for path, data in files.items():
        write_atomically(folder / path, data, durable=True)
    return [(folder / path).as_posix() for path in files]


def new_page(site: Path, title: str, section: str | None) -> str:
    """A draft in `content/`; returns its path from the site."""
    load_config(site)
    title = " ".join(title.split())
    if not title:
        raise OutputError("an article needs a title", hint='write it in quotes: sitegen new "A headline"')
    folder = f"{section_slug(section)}/" if section else ""
    path = f"content/{folder}{make_slug(title)}.md"
    if not section and make_slug(title) in LISTED:
        raise OutputError("would take the address of a list of the site", path, hint="choose another title")
    if (site / path).exists():
        raise OutputError("exists already", path, hint="choose another title")
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    front = FrontMatter(title=title, date=today, section=section, draft=True)
    write_atomically(site / path, format_content_file(front, "Write here.\n").encode(), durable=True)
    return path
