"""Which profile a story is under, and by which evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen.document.links import host_of
from sitegen.errors import ConfigError, suggest
from sitegen.model import Attribution, Party, Record
from sitegen.model.profile import Profile
from sitegen.rights.name import fold_name
from sitegen.rights.profile_file import NONE

_APART = re.compile(r"[^\w']+")
_ROLES = ("publisher", "originator", "agency")
"""Whose terms count, the one we have the story from first."""


class Profiles(Record, frozen=True):
    """All profiles by id, and the ids by what a story may say: folded names, domains, and addresses of licences that
    only one of them has. `spelt` are (words, name, id) of each name as lines write it."""

    by_id: dict[str, Profile] = {}
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    spelt: tuple[tuple[str, str, str], ...] = ()


NO_PROFILES = Profiles()


class Binding(NamedTuple):
    """The profile, None where the rights are unknown, and the evidence in words."""

    profile: Profile | None
    why: str


def gather_profiles(profiles: Iterable[tuple[str, Profile]]) -> Profiles:
    """Profiles with the files they are from, later ones in place of earlier ones of the same id. Raises ConfigError for
    a name or domain that two of them claim."""
    files = {profile.id: (path, profile) for path, profile in profiles}
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for path, profile in files.values():
        claims = [(names, fold_name(name), name) for name in profile.names]
        claims += [(domains, domain, domain) for domain in profile.domains]
        for claimed, key, shown in claims:
            if claimed.setdefault(key, profile.id) != profile.id:
                other = files[claimed[key]][0]
                raise ConfigError(f'"{shown}" is also in {other}', path, hint="leave it in one of them")
    by_id = {id_: profile for id_, (_, profile) in files.items()}
    spelt = tuple((f" {_split_words(name)} ", name, id_) for id_, profile in by_id.items() for name in profile.names)
    return Profiles(by_id=by_id, names=names, domains=domains, spelt=spelt)


def bind(attribution: Attribution | None, profiles: Profiles) -> Binding:
    """The profile of a story. What an editor or a feed's entry in `site.toml` says (`attribution.profile`) wins; then
    the address of the original, the names of those it came from, and the lines about its licence and copyright."""
    if attribution is None:
        return Binding(None, "it says nothing of where it comes from")
    if attribution.profile:
        if attribution.profile == NONE:
            return Binding(None, "profile: none")
        return Binding(profiles.by_id.get(attribution.profile), f"profile: {attribution.profile}")
    found = next(_find(attribution, profiles), None)
    return Binding(profiles.by_id[found[0]], found[1]) if found else Binding(None, "no profile knows it")


def check_named(attribution: Attribution | None, profiles: Profiles) -> tuple[str, str] | None:
    """What is wrong with the profile a story names, and the remedy."""
    named = attribution.profile if attribution else None
    if not named or named == NONE or named in profiles.by_id:
        return None
    return f'unknown profile "{named}"', suggest(named, [*profiles.by_id, NONE])


def _find(attribution: Attribution, profiles: Profiles) -> Iterator[tuple[str, str]]:
    """(id, evidence), the most specific first."""
    parties = sorted((p for p in attribution.chain if p.role in _ROLES), key=lambda party: _ROLES.index(party.role))
    heirs = [party for party in parties if party.role != "agency"]
    for what, url in (("original", attribution.original_url), *((p.name, p.url) for p in heirs)):
        yield from _by_domain(profiles, what, host_of(url or ""))
    for party in heirs:
        yield from _by_party(profiles, party)
    for what, line in (("licence", attribution.license), ("copyright", attribution.copyright)):
        yield from _by_line(profiles, what, line or "")
    for party in parties[len(heirs) :]:
        yield from _by_party(profiles, party)


def _by_domain(profiles: Profiles, what: str, host: str) -> Iterator[tuple[str, str]]:
    """The longest domain that a host is, or lies under."""
    labels = host.lower().split(".")
    for i in range(len(labels) - 1):
        domain = ".".join(labels[i:])
        if domain in profiles.domains:
            yield profiles.domains[domain], f"{what} at {domain}"


def _by_party(profiles: Profiles, party: Party) -> Iterator[tuple[str, str]]:
    for name in (party.name, party.site_name or ""):
        found = profiles.names.get(fold_name(name))
        if found:
            yield found, f'{party.role} "{name}"'
        yield from _by_domain(profiles, party.role, name.lower().removeprefix("www."))


def _by_line(profiles: Profiles, what: str, line: str) -> Iterator[tuple[str, str]]:
    """The licence's address on a licensor's own site, or the longest name of one in the line, written as a name is."""
    yield from _by_domain(profiles, what, host_of(line))
    words = f" {_split_words(line)} " if line else ""
    named = [(name, id_) for spelt, name, id_ in profiles.spelt if spelt in words]
    if named:
        name, found = max(named, key=lambda each: (len(each[0]), each))
        yield found, f'{what} names "{name}"'


def _split_words(text: str) -> str:
    return " ".join(_APART.sub(" ", text.replace("’", "'")).split())
