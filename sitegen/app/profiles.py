"""The profiles of licensors: those of the package, and over them those of a site."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from sitegen.convert.clean.profile_lines import KEY
from sitegen.errors import SeveralErrors, SitegenError
from sitegen.model.profile import Profile
from sitegen.rights.binding import Profiles, gather_profiles
from sitegen.rights.profile_file import parse_profile
from sitegen.shell.files import find_files, read_text
from sitegen.shell.package import package_files
from sitegen.tables import line_of

FOLDER = "profiles"
_KEYS = ("required_text", "recognized", "end_tagline", "taglines", "tracker")
"""What rules are made from."""


def load_profiles(site: Path | None = None) -> Profiles:
    """The package's profiles, those of `site/profiles` in place of them by id and besides. Raises ConfigError, or
    SeveralErrors, for malformed ones."""
    return gather_all(tuple(find_profile_files(site).items()) if site else ())


def find_profile_files(site: Path) -> dict[str, str]:
    """The text of each profile of a site, by its path in it."""
    names = [name for name in find_files(site / FOLDER) if name.endswith(".toml")]
    return {f"{FOLDER}/{name}": read_text(site / FOLDER / name, f"{FOLDER}/{name}") for name in names}


def define_profiles(site: Path | None = None) -> dict[str, str]:
    """Where each rule that is made from a profile is defined, by its id."""
    own = find_profile_files(site) if site else {}
    files = {f"sitegen/{FOLDER}/{name}.toml": text for name, text in package_files(FOLDER, ".toml").items()} | own
    found: dict[str, str] = {}
    for path, text in files.items():
        rules = (f"{KEY.replace('/', '.')}.{Path(path).stem}.{key}" for key in _KEYS)
        places = (line_of(text, [key]) for key in _KEYS)
        found |= {rule: f"{path}:{line}" for rule, line in zip(rules, places, strict=True)}
    return found


@lru_cache(maxsize=4)
def gather_all(files: tuple[tuple[str, str], ...]) -> Profiles:
    """The package's profiles with those of the given files, by path, over them."""
    return gather_profiles([*_package_profiles(), *_parse_all(files)])


@cache
def _package_profiles() -> tuple[tuple[str, Profile], ...]:
    files = package_files(FOLDER, ".toml")
    return _parse_all(tuple((f"sitegen/{FOLDER}/{name}.toml", text) for name, text in files.items()))


def _parse_all(files: tuple[tuple[str, str], ...]) -> tuple[tuple[str, Profile], ...]:
    parsed: list[tuple[str, Profile]] = []
    errors: list[SitegenError] = []
    for path, text in files:
        try:
            parsed.append((path, parse_profile(path, text)))
        except SitegenError as error:
            errors.append(error)
    if errors:
        raise errors[0] if len(errors) == 1 else SeveralErrors(errors)
    return tuple(parsed)
