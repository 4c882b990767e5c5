"""`site.toml`: the one place where a site is configured."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from sitegen.errors import ConfigError, suggest
from sitegen.model import Record
from sitegen.publish.check.settings import Check, find_wrong
from sitegen.publish.own_rights import Rights, find_wrong_rights
from sitegen.tables import line_of, read_table, read_toml


class Author(Record, frozen=True):
    name: str = ""
    url: str = ""
    email: str = ""


class MenuItem(Record, frozen=True):
    title: str
    url: str


class Menu(Record, frozen=True):
    """`main` replaces the sections that head every page."""

    main: tuple[MenuItem, ...] = ()


class Feeds(Record, frozen=True):
    items: int = 20


class Taxonomies(Record, frozen=True):
    per_page: int = 20


class Clusters(Record, frozen=True):
    """Which of several copies of a story stands for all of them: the first in the order of `prefer`, where `sources`
    are the names of those that are preferred. `enabled` is whether copies are looked for."""

    enabled: bool = True
    prefer: tuple[str, ...] = ("original", "preferred", "longer", "earlier")
    sources: tuple[str, ...] = ()


class Feed(Record, frozen=True):
    """A feed that `sitegen import` fetches. Its stories come from `source` and go to `section`, whatever it says;
    `limit` is how many of its newest are taken, 0 for all; `full_text` takes them whole, from where their links lead;
    `profile` is the id of the terms they are under."""

    url: str
    source: str = ""
    section: str = ""
    limit: int = 0
    full_text: bool = False
    profile: str = ""


class Import(Record, frozen=True):
    """`seeds` is the folder a build imports from, empty turns that off; `ftr` one of ftr-site-config files."""

    seeds: str = "seeds"
    feed: tuple[Feed, ...] = ()
    ftr: str = ""


class Markdown(Record, frozen=True):
    raw_html: bool = False
    unsafe_html: bool = False


class Images(Record, frozen=True):
    """`remote`: pictures on other people's servers are linked to, or shown and so requested by every reader. `fetch`:
    `sitegen import` makes those of its articles the site's own, up to the sizes and numbers given."""

    remote: Literal["link", "show"] = "link"
    fetch: bool = False
    max_megabytes: int = 10
    max_megapixels: int = 50
    max_per_article: int = 20
    max_total_megabytes: int = 500


class Serve(Record, frozen=True):
    host: str = "127.0.0.1"
    port: int = 8000


class SiteConfig(Record, frozen=True, kw_only=True):
    title: str
    base_url: str
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    theme: str = "default"
    author: Author = Author()
    menu: Menu = Menu()
    feeds: Feeds = Feeds()
    taxonomies: Taxonomies = Taxonomies()
    clusters: Clusters = Clusters()
    import_: Import = msgspec.field(default=Import(), name="import")
    markdown: Markdown = Markdown()
    theme_options: dict[str, Any] = {}
    images: Images = Images()
    serve: Serve = Serve()
    check: Check = Check()
    rights: Rights = Rights()

    @property
    def root(self) -> str:
        """The path every URL of the site begins with: `/` or `/repo/`."""
        return urlsplit(self.base_url).path.rstrip("/") + "/"

    @property
    def origin(self) -> str:
        """Scheme and host, without a slash at the end."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"


def parse_config(path: str, text: str, base_url: str | None = None) -> SiteConfig:
    """The configuration, `base_url` replaced where one is given. Raises ConfigError naming the line."""
    values = read_toml(path, text)
    if base_url is not None:
        values["base_url"] = base_url
    config = read_table(path, text, values, SiteConfig, "see the README")
    return _check(path, text, config)


def _check(path: str, text: str, config: SiteConfig) -> SiteConfig:
    try:
        parts = urlsplit(config.base_url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        line = line_of(text, ["base_url"])
        hint = "write the site's whole address, such as https://example.org/news/"
        raise ConfigError(f'"base_url" is no address: "{config.base_url}"', path, line, hint)
    limits = {key: value for key, value in msgspec.structs.asdict(config.images).items() if key.startswith("max_")}
    for key, number in {"per_page": config.taxonomies.per_page, "items": config.feeds.items, **limits}.items():
        if number < 1:
            raise ConfigError(f'"{key}" is {number}', path, line_of(text, [key]), "give a number from 1 up")
    wrong = find_wrong(config.check) or find_wrong_rights(config.rights)
    if wrong:
        raise ConfigError(wrong.message, path, line_of(text, [*wrong.keys]), wrong.hint)
    known = Clusters().prefer
    for wish in config.clusters.prefer:
        if wish not in known:
            line = line_of(text, ["clusters", "prefer"])
            raise ConfigError(f'unknown value "{wish}" in "prefer"', path, line, suggest(wish, known))
    seeds = config.import_.seeds
    if seeds.startswith("/") or any(part in ("", ".", "..") for part in seeds.split("/") if seeds):
        line = line_of(text, ["import", "seeds"])
        raise ConfigError(f'"seeds" is no folder of the site: "{seeds}"', path, line, 'write its plain name: "seeds"')
    try:
        ZoneInfo(config.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        line = line_of(text, ["timezone"])
        raise ConfigError(
            f'unknown timezone "{config.timezone}"', path, line, "such as Europe/Berlin or UTC"
        ) from error
    return config
