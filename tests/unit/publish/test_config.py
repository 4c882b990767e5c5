from __future__ import annotations

import pytest

from sitegen.errors import ConfigError
from sitegen.publish.config import parse_config
from tests.sites import CONFIG


def error_of(text: str, base_url: str | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        parse_config("site.toml", text, base_url)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_defaults() -> None:
    config = parse_config("site.toml", 'title = "The Lantern"\nbase_url = "https://lantern.example"\n')
    assert (config.language, config.timezone, config.theme) == ("en", "UTC", "default")
    assert (config.root, config.origin) == ("/", "https://lantern.example")


def test_a_project_path_is_the_root() -> None:
    config = parse_config("site.toml", CONFIG, "https://user.example:8080/repo/paper")
    assert (config.root, config.origin) == ("/repo/paper/", "https://user.example:8080")


def test_an_unknown_key_names_its_line_and_the_nearest_key() -> None:
    assert error_of(CONFIG + 'langauge = "en"\n') == 'site.toml:4: unknown key "langauge" (did you mean "language"?)'


def test_an_unknown_key_in_a_table() -> None:
    line = error_of(CONFIG + "\n[taxonomies]\nperpage = 3\n")
    assert line == 'site.toml:6: unknown key "perpage" (did you mean "per_page"?)'


def test_an_unknown_key_in_a_menu() -> None:
    line = error_of(CONFIG + '\n[[menu.main]]\ntitle = "a"\nurl = "/"\n\n[[menu.main]]\ntitle = "b"\nurll = "/"\n')
    assert line.startswith('site.toml:11: unknown key "urll"')
    assert 'did you mean "url"?' in line


def test_a_key_that_resembles_none_lists_those_there_are() -> None:
    assert "known: " in error_of(CONFIG + "zzzzzz = 1\n")


def test_import_is_a_table_of_its_own() -> None:
    assert parse_config("site.toml", CONFIG + '[import]\nseeds = "inbox"\n').import_.seeds == "inbox"


@pytest.mark.parametrize("missing", ["title", "base_url"])
def test_what_every_site_needs(missing: str) -> None:
    text = "\n".join(line for line in CONFIG.split("\n") if not line.startswith(missing))
    assert error_of(text).startswith(f'site.toml:1: has no "{missing}"')


@pytest.mark.parametrize(
    "address",
    ["lantern.example", "/repo/", "ftp://lantern.example/", "https:///x", "https://a.example/?q", "https://[::1/", ""],
)
def test_a_base_url_is_a_whole_address(address: str) -> None:
    line = error_of(f'title = "x"\nbase_url = "{address}"\n')
    assert line.startswith(f'site.toml:2: "base_url" is no address: "{address}"')


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "../../etc/passwd", "", "/"])
def test_an_unknown_timezone(zone: str) -> None:
    assert error_of(CONFIG + f'timezone = "{zone}"\n').startswith(f'site.toml:4: unknown timezone "{zone}"')


def test_text_where_a_number_belongs() -> None:
    line = error_of(CONFIG + '[feeds]\nitems = "many"\n')
    assert line.startswith('site.toml:5: "feeds.items": ')


@pytest.mark.parametrize("size", [0, -3])
def test_lists_have_at_least_one_entry_a_page(size: int) -> None:
    assert error_of(CONFIG + f"[taxonomies]\nper_page = {size}\n").startswith(f'site.toml:5: "per_page" is {size}')


def test_no_toml_at_all() -> None:
    assert error_of('title = "x"\nbase_url = \n').startswith("site.toml:2: is no TOML")
