"""What travels inside the package: rules, agencies, the starter site, the themes; and what the program itself is."""

from __future__ import annotations

import importlib.metadata
import re
from functools import cache
from pathlib import Path

from sitegen.digest import digest_bytes
from sitegen.shell.files import find_files

PACKAGE = Path(__file__).parent.parent
_NAME = re.compile(r"[\w.-]+")


def package_files(folder: str, suffix: str) -> dict[str, str]:
    """The text files of a folder in the package by their relative path, without the suffix."""
    root = PACKAGE / folder
    return {
        path.removesuffix(suffix): (root / path).read_text("utf-8")
        for path in find_files(root)
        if path.endswith(suffix)
    }


def theme_folder(site: Path, name: str) -> Path | None:
    """Where a theme is: in the site, in the package, or beside it in a checkout."""
    places = (site / "themes" / name, PACKAGE / "themes" / name, PACKAGE.parent / "themes" / name)
    return next((place for place in places if (place / "theme.toml").is_file()), None)


def version() -> str:
    """The version of sitegen."""
    return importlib.metadata.version("sitegen")


@cache
def engine_digest() -> str:
    """The digest of the program: its own sources and rules, and the versions of the libraries that it is made with."""
    parts = [f"{path} {digest_bytes((PACKAGE / path).read_bytes())}" for path in find_files(PACKAGE) if _counts(path)]
    parts += [f"{name} {importlib.metadata.version(name)}" for name in _libraries()]
    return digest_bytes("\n".join(parts).encode())


def _libraries() -> list[str]:
    """The libraries that are always installed with the program."""
    needed = [need for need in importlib.metadata.requires("sitegen") or () if "extra ==" not in need]
    return sorted(name[0] for need in needed if (name := _NAME.match(need)))


def _counts(path: str) -> bool:
    return path.endswith((".py", ".toml", ".tsv")) and not path.startswith(("starter/", "themes/"))


def starter_files() -> dict[str, bytes]:
    """The files of a new site by their path in it; names that begin with a dot are stored as `dot-`."""
    root = PACKAGE / "starter"
    return {path.replace("dot-", "."): (root / path).read_bytes() for path in find_files(root)}
