"""What stands between a finished build and the place it is published to."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal
from urllib.parse import urlsplit

import yaml

from sitegen.model import Record

LARGEST_SITE = 1_000_000_000
"""Bytes of a site on GitHub Pages (docs.github.com/pages, limits)."""
LARGEST_FILE = 100 * 1024 * 1024
"""Bytes of a file that GitHub takes in a push."""
MOST_FILES = 100_000
"""Files past which a deployment of GitHub Pages runs into its ten minutes."""
_SHOWN = 3
_GITHUB = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/]*@)?|[\w.-]+@|)(?:www\.|ssh\.)?github\.com(?::\d+/|[:/]/?)"
    r"([\w.-]+)/([\w.-]+?)(?:\.git)?/?",
    re.IGNORECASE,
)
_BY_HAND = ("CNAME", ".nojekyll")
"""What GitHub Pages has people put beside the site."""
_PAGES = ".github.io"
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")

Way = Literal["workflow", "branch", "folder"]


class Shipped(Record, frozen=True):
    """A file of the build: its path in it, its size in bytes, whether it is a link, and whether the build wrote it."""

    path: str
    size: int
    is_link: bool = False
    is_ours: bool = True


class Cargo(Record, frozen=True, kw_only=True):
    """What is to be published and where: `cname` is the text of the file `CNAME`, `remote` the address of the
    repository."""

    files: tuple[Shipped, ...]
    base_url: str
    way: Way
    remote: str = ""
    cname: str | None = None


class Obstacle(Record, frozen=True):
    """Something to be told before publishing; `is_error` where nothing may be published as it is."""

    is_error: bool
    path: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        return f"{place}{'' if self.is_error else 'warning: '}{self.message} ({self.remedy})"


def check_cargo(cargo: Cargo) -> list[Obstacle]:
    """Everything that would go wrong, or look wrong, once the files are published."""
    found = [*_check_files(cargo), *_check_names(cargo.files)]
    if cargo.way == "branch":
        found += _check_foreign([file.path for file in cargo.files if not file.is_ours])
    if cargo.way != "folder":
        found += _check_address(cargo)
    return found


def _check_files(cargo: Cargo) -> Iterator[Obstacle]:
    if not any(file.path == "index.html" for file in cargo.files):
        yield Obstacle(True, "index.html", "is missing: nothing would be shown at the site's address", "build the site")
    for file in cargo.files:
        if file.is_link:
            yield Obstacle(True, file.path, "is a link, and what it leads to would be published", "put a file there")
        elif file.size > LARGEST_FILE and cargo.way == "branch":
            yield Obstacle(True, file.path, f"is larger than {LARGEST_FILE >> 20} MB", "keep it elsewhere")
    size = sum(file.size for file in cargo.files)
    if size > LARGEST_SITE and cargo.way != "folder":
        remedy = "fetch fewer pictures, or publish the large files elsewhere"
        yield Obstacle(True, "", f"the site has {size / 1e9:.2f} GB, and GitHub Pages takes 1 GB", remedy)
    if len(cargo.files) > MOST_FILES and cargo.way != "folder":
        remedy = "let old stories expire, or show more of them on a page"
        yield Obstacle(False, "", f"the site has {len(cargo.files)} files; GitHub Pages may run out of time", remedy)


def _check_foreign(paths: Sequence[str]) -> Iterator[Obstacle]:
    """What lies in the folder and is not of the build would go with it: secrets are kept in hidden files."""
    hidden: dict[str, str] = {}
    for path in paths:
        at = next((part for part in _with_folders(path) if part.rpartition("/")[2].startswith(".")), "")
        if at and path not in _BY_HAND:
            hidden.setdefault(at, path)
    for at in hidden:
        yield Obstacle(True, at, "is hidden, none of the site's, and would be published", "move it away")
    seen = [path for path in paths if path not in _BY_HAND and not any(path.startswith(at) for at in hidden)]
    if seen:
        shown = ", ".join(seen[:_SHOWN]) + (", …" if len(seen) > _SHOWN else "")
        what = f"{len(seen)} files are none that sitegen wrote, and are published too: {shown}"
        yield Obstacle(False, "", what, "put what is the site's into static/, and move the rest away")


def _check_names(files: Sequence[Shipped]) -> Iterator[Obstacle]:
    """Names that some systems take for one: macOS and Windows know no case, macOS no forms of a letter either."""
    alike: dict[str, set[str]] = defaultdict(set)
    for file in files:
        for path in _with_folders(file.path):
            alike[unicodedata.normalize("NFC", path).casefold()].add(path)
    for paths in alike.values():
        if len(paths) > 1:
            first, *others = sorted(paths)
            yield Obstacle(True, first, f"differs only in case from {', '.join(others[:_SHOWN])}", "rename one of them")
    for file in files:
        if file.path.startswith('"'):
            yield Obstacle(True, file.path, "has a name that git cannot be told", "rename it")
        if any(not character.isprintable() for character in file.path):
            yield Obstacle(True, ascii(file.path), "has a name with unprintable characters", "rename it")


def _with_folders(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[: i + 1]) for i in range(len(parts)))


def _check_address(cargo: Cargo) -> Iterator[Obstacle]:
    parts = urlsplit(cargo.base_url)
    host = (parts.hostname or "").lower()
    if host in ("localhost", "127.0.0.1", "::1") or host.endswith((".example", ".invalid", ".test", ".localhost")):
        yield Obstacle(True, "site.toml", f"base_url {cargo.base_url} is no address on the web", "put the site's there")
        return
    yield from _check_cname(cargo, host, parts.path)
    known = _GITHUB.fullmatch(cargo.remote.strip())
    if not known or not host.endswith(_PAGES):
        return
    home = pages_address(known[1], known[2])
    if cargo.base_url.rstrip("/").lower() != home.rstrip("/").lower():
        what = f"base_url {cargo.base_url} is not where {known[1]}/{known[2]} is published, {home}"
        yield Obstacle(True, "site.toml", what, f'base_url = "{home}"')
    elif parts.path.rstrip("/") != urlsplit(home).path.rstrip("/"):
        what = f"base_url {cargo.base_url} is written otherwise than the remote's name, {known[1]}/{known[2]}"
        yield Obstacle(False, "site.toml", what, "servers tell capitals: write it as GitHub shows it")


def pages_address(owner: str, repository: str) -> str:
    """Where GitHub Pages serves a repository that has no domain of its own."""
    host = f"{owner.lower()}{_PAGES}"
    return f"https://{host}/" if repository.lower() == host else f"https://{host}/{repository}/"


def _check_cname(cargo: Cargo, host: str, path: str) -> Iterator[Obstacle]:
    """The file by which a branch tells GitHub Pages the site's own domain."""
    if cargo.cname is None:
        if cargo.way == "branch" and not host.endswith(_PAGES) and _GITHUB.fullmatch(cargo.remote.strip()):
            remedy = f"write {host} into static/CNAME"
            yield Obstacle(True, "CNAME", f"is missing, and base_url has the site's own domain, {host}", remedy)
        return
    name = cargo.cname.strip().lower()
    if not _HOST.fullmatch(name):
        remedy = "write the bare name of the host, on one line"
        yield Obstacle(True, "static/CNAME", f"holds no name of a host: {cargo.cname.strip()[:80]!r}", remedy)
    elif name != host:
        remedy = "make them the same"
        yield Obstacle(True, "static/CNAME", f"says {name}, and base_url in site.toml says {host}", remedy)
    elif path.strip("/"):
        remedy = f'base_url = "https://{host}/"'
        yield Obstacle(True, "site.toml", "base_url has a path, and a domain of its own serves the root", remedy)


def find_branches(workflow: str) -> tuple[str, ...]:
    """The branches to which a push starts a workflow, by their names; none where it names no fixed ones."""
    try:
        said = yaml.safe_load(workflow)
    except yaml.YAMLError:
        return ()
    for key in ("push", "branches"):
        triggers = said.get("on", said.get(True)) if isinstance(said, dict) and key == "push" else said  # YAML 1.1's on
        said = triggers.get(key) if isinstance(triggers, dict) else None
    names = tuple(map(str, said)) if isinstance(said, list) else ()
    return () if any("*" in name or "!" in name for name in names) else names


def total_size(files: Iterable[Shipped]) -> int:
    """Bytes of all files."""
    return sum(file.size for file in files)
