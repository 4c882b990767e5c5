"""A profile as a file: `profiles/<id>.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.errors import ConfigError
from sitegen.model.profile import Profile
from sitegen.rights.demand import SLOTS, find_slots, sentences_of, words_of
from sitegen.rights.name import fold_name
from sitegen.tables import line_of, read_table, read_toml

_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_SEE = "see sitegen/profiles/README.md"
_MOST = 36_500
"""Days: a hundred years."""
NONE = "none"
"""What an article says that is under no profile."""


class _Fault(NamedTuple):
    keys: tuple[str, ...]
    message: str
    hint: str


def parse_profile(path: str, text: str) -> Profile:
    """The profile of a file. Raises ConfigError, with the line, for what is unknown, missing or cannot be kept."""
    profile = read_table(path, text, read_toml(path, text), Profile, _SEE)
    stem = path.rpartition("/")[2].removesuffix(".toml")
    if profile.id != stem or profile.id == NONE:
        hint = f'write id = "{stem}"' if stem != NONE else "choose another name"
        raise ConfigError(f'"id" is "{profile.id}" in a file named {stem}.toml', path, line_of(text, ["id"]), hint)
    fault = next(_find_faults(profile), None)
    if fault:
        raise ConfigError(fault.message, path, line_of(text, list(fault.keys)), fault.hint)
    return profile


def _find_faults(profile: Profile) -> Iterator[_Fault]:
    if not profile.names or not all(map(fold_name, profile.names)):
        yield _Fault(("names",), '"names" is empty', "name the licensor as its copies do")
    for domain in profile.domains:
        if not _DOMAIN.fullmatch(domain) or domain.startswith("www."):
            yield _Fault(("domains",), f'"{domain}" is no domain', "write it like news.example")
    if profile.check_again <= profile.checked:
        yield _Fault(("check_again",), '"check_again" is not after "checked"', "say when to read the terms again")
    for key, url in (("terms", profile.terms), ("licence.url", profile.licence.url)):
        if url and not _is_address(url):
            yield _Fault(tuple(key.split(".")), f'"{key}" is no address: "{url}"', "write the whole of it")
    if not all(mark.strip() for mark in profile.exclude_markers):
        yield _Fault(("exclude_markers",), '"exclude_markers" holds an empty mark', "write it or leave it out")
    yield from _find_wrong_numbers(profile)
    yield from _find_wrong_sentences(profile)
    if profile.tracker and not _is_address(profile.tracker.url_pattern.replace("{id}", "id")):
        hint = "write it whole, {id} for what differs"
        yield _Fault(("tracker", "url_pattern"), '"url_pattern" is no address of a tracker', hint)
    logo = profile.credit.logo_src
    if logo and (not logo.startswith("/") or logo.startswith("//")):
        hint = 'put it into static/ and write its path: "/logos/name.svg"'
        yield _Fault(("credit", "logo_src"), f'"logo_src" is no file of the site: "{logo}"', hint)


def _find_wrong_numbers(profile: Profile) -> Iterator[_Fault]:
    grant = profile.grant
    numbers = {
        "grant.max_per_period": grant.max_per_period,
        "grant.period_days": grant.period_days,
        "grant.window_days": grant.window_days,
        "grant.excerpt.paras": grant.excerpt.paras if grant.excerpt else None,
        "retention_days": profile.retention_days,
        "grant.delay_days": grant.delay_days + 1,
    }
    for key, number in numbers.items():
        if number is not None and not 1 <= number <= _MOST:
            size = "small" if number < 1 else "large"
            yield _Fault(tuple(key.split(".")), f'"{key}" is too {size}', "leave it out where there is no such limit")


def _find_wrong_sentences(profile: Profile) -> Iterator[_Fault]:
    for key, sentence in sentences_of(profile):
        unknown = [slot for slot in find_slots(sentence) if slot not in SLOTS]
        if unknown:
            hint = f"known: {', '.join(f'{{{slot}}}' for slot in SLOTS)}"
            yield _Fault(("credit", key), f"unknown slot {{{unknown[0]}}}", hint)
        if not words_of(sentence).strip():
            yield _Fault(("credit", key), f'"{key}" holds an empty sentence', "write it or leave it out")
    names = [fold_name(name) for name in profile.names]
    recognized = [("recognized", phrase) for phrase in profile.credit.recognized]
    for key, phrase in (*recognized, *(("taglines", phrase) for phrase in profile.credit.taglines)):
        if not any(name in fold_name(phrase) for name in names):
            hint = "a phrase without the licensor's name may be anybody's"
            yield _Fault(("credit", key), f'"{phrase}" does not name the licensor', hint)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in parts.netloc and not re.search(r"[\s\"'<>{}]", url)
