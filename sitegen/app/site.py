"""A site on disk: where its parts are, and reading them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.digest import digest_bytes
from sitegen.errors import ConfigError, ContentError, SeveralErrors, SitegenError, ThemeError
from sitegen.model import Record
from sitegen.publish.config import SiteConfig, parse_config
from sitegen.publish.page import Page, parse_page
from sitegen.publish.plan import ASSETS, CopyView
from sitegen.publish.theme import Template, Theme, parse_theme
from sitegen.shell.files import find_files, read_bytes, read_text
from sitegen.shell.package import theme_folder
from sitegen.shell.state import load_memory, memory_path, save_memory

CONFIG = "site.toml"


class ParsedPage(Record, frozen=True):
    """A page and the digest of the file it was parsed from."""

    digest: str
    page: Page


class PageMemory(Record, frozen=True):
    engine: str
    pages: dict[str, ParsedPage]


def load_config(site: Path, base_url: str | None = None) -> SiteConfig:
    """The site's configuration. Raises ConfigError when the folder is no site."""
    path = site / CONFIG
    if not path.is_file():
        raise ConfigError(f"there is no {CONFIG} here", str(site), hint="make a site with: sitegen init")
    return parse_config(CONFIG, read_text(path, CONFIG), base_url)


def find_site(site: Path | None) -> Path | None:
    """The site whose rules count: the one named, or the folder we are in if it is one. Raises ConfigError when the
    folder named is no site."""
    if site is None:
        return Path() if (Path() / CONFIG).is_file() else None
    load_config(site)
    return site


def find_content(site: Path, path: Path) -> str:
    """The path under `content/` of a content file, however it was given. Raises ContentError for what is none."""
    folder = (site / "content").resolve()
    for place in (path, site / path, folder / path):
        if place.is_file() and place.resolve().is_relative_to(folder):
            return place.resolve().relative_to(folder).as_posix()
    raise ContentError("is no content file of this site", str(path), hint="name a file under content/")


def load_pages(site: Path, engine: str) -> list[Page]:
    """Every page under `content/`; files that did not change since the last time are not parsed again.

    Raises SeveralErrors with an error for each file that is malformed.
    """
    memory_file = memory_path(site, "pages")
    memory = load_memory(memory_file, PageMemory)
    known = memory.pages if memory and memory.engine == engine else {}
    if known and not (site / "content").is_dir():
        raise ContentError(
            "is missing, and had articles", "content", hint="put it back; or delete .sitegen to start anew"
        )
    parsed: dict[str, ParsedPage] = {}
    errors: list[SitegenError] = []
    for path in find_files(site / "content"):
        if path.endswith(".md"):
            try:
                parsed[path] = _load_page(site, path, known.get(path))
            except SitegenError as error:
                errors.append(error)
    if errors:
        raise SeveralErrors(errors)
    save_memory(memory_file, PageMemory(engine, parsed))
    return [entry.page for entry in parsed.values()]


def _load_page(site: Path, path: str, known: ParsedPage | None) -> ParsedPage:
    text = read_text(site / "content" / path, f"content/{path}")
    digest = digest_bytes(text.encode())
    return known if known and known.digest == digest else ParsedPage(digest, parse_page(path, text))


def load_theme(site: Path, config: SiteConfig) -> Theme:
    """The site's theme, with the templates the site has under `templates/` in place of the theme's own."""
    folder = _theme_folder(site, config)
    shown = _shown(site, folder)
    templates = dict(_load_templates(folder / "templates", f"{shown}/templates"))
    templates |= dict(_load_templates(site / "templates", "templates"))
    words = {
        path.removesuffix(".toml"): read_text(folder / "i18n" / path, f"{shown}/i18n/{path}")
        for path in find_files(folder / "i18n")
        if path.endswith(".toml")
    }
    text = read_text(folder / "theme.toml", f"{shown}/theme.toml")
    return parse_theme(f"{shown}/theme.toml", text, templates, words, config.theme_options)


def load_static(site: Path, config: SiteConfig) -> dict[str, CopyView]:
    """Files that are published as they are: the theme's under `assets/`, the site's own as they lie in `static/`."""
    folder = _theme_folder(site, config)
    files = dict(_digest_files(folder / "static", ASSETS, "theme"))
    return files | dict(_digest_files(site / "static", "", "site"))


def find_static(site: Path, config: SiteConfig, source: str) -> Path:
    """The file that the `source` of a CopyView names."""
    place, path = source.split(":", 1)
    return (_theme_folder(site, config) if place == "theme" else site) / "static" / path


def _theme_folder(site: Path, config: SiteConfig) -> Path:
    folder = theme_folder(site, config.theme)
    if folder is None:
        raise ThemeError(f'there is no theme "{config.theme}"', CONFIG, hint="put it into themes/, or use default")
    return folder


def _shown(site: Path, folder: Path) -> str:
    """A folder's name in messages: from the site where it lies within, else from what holds it."""
    return folder.relative_to(site).as_posix() if folder.is_relative_to(site) else f"themes/{folder.name}"


def _load_templates(folder: Path, shown: str) -> Iterator[tuple[str, Template]]:
    for path in find_files(folder):
        yield path, Template(read_text(folder / path, f"{shown}/{path}"), f"{shown}/{path}")


def _digest_files(folder: Path, prefix: str, place: str) -> Iterator[tuple[str, CopyView]]:
    for path in find_files(folder):
        yield prefix + path, CopyView(f"{place}:{path}", digest_bytes(read_bytes(folder / path, path)))
