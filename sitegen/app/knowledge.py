"""What cleaning knows of the world: the rules and agencies of the package, and over them the rules of a site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from msgspec.structs import replace

from sitegen.app.profiles import define_profiles, find_profile_files, gather_all
from sitegen.app.site import CONFIG, load_config
from sitegen.convert.clean.profile_lines import KEY, build_profile_rules
from sitegen.convert.clean.ruleset import RuleFile, Rules, parse_rule_file
from sitegen.convert.extract.models import Models
from sitegen.convert.metadata.agency import parse_agencies
from sitegen.convert.pipeline import Knowledge
from sitegen.convert.sources.site_rules import SiteRules, join_site_rules, parse_site_rules
from sitegen.digest import digest_text
from sitegen.errors import RuleError
from sitegen.shell.files import find_files, read_loose, read_text
from sitegen.shell.package import package_files

FOLDER = "rules"
SOURCES = "sources/"
"""What lies here is about one source each, and of another form."""
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_AT_RULE = re.compile(r" - at `\$\.rule\[(\d+)\][^`]*`")
_QUOTED_ID = re.compile(r'^rule (?:id )?"([^"]+)"')
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")


def load_knowledge(site: Path | None = None, ftr: Path | None = None) -> Knowledge:
    """The package's rules, agencies and profiles; a site's own add to them, and replace those of the same id.

    `ftr` is a folder of ftr-site-config files, in place of the one that `site.toml` names. A site's files are read each
    time and compiled when they differ. Raises RuleError for a malformed file.
    """
    own = tuple(_site_files(site).items()) if site else ()
    knowledge = _add_profiles(own, tuple(find_profile_files(site).items()) if site else ())
    foreign = _read_ftr(ftr, str(ftr)) if ftr else _ftr_files(site) if site else {}
    return add_sources(knowledge, SiteRules((), foreign)) if foreign else knowledge


def digest_rules(site: Path) -> str:
    """The digest of a site's own rules and profiles, empty where it has none; what came under others comes again."""
    files = _site_files(site) | _ftr_files(site) | find_profile_files(site)
    return digest_text("\0".join(f"{path}\0{text}" for path, text in files.items())) if files else ""


def add_sources(knowledge: Knowledge, sites: SiteRules) -> Knowledge:
    """The same knowledge with `sites` over its rules for single sources; ftr files come after all others."""
    return replace(knowledge, sites=join_site_rules(sites, knowledge.sites))


def change_rules(knowledge: Knowledge, files: Mapping[str, RuleFile]) -> Knowledge:
    """The same knowledge with `files` (by `<lang>/<category>`) over its rules: the same id replaces, a new one adds."""
    return replace(knowledge, rules=knowledge.rules.changed_by(files))


def parse_rules(shown: str, text: str) -> tuple[str, RuleFile]:
    """The key `<lang>/<category>` of a rule file, which its ids and category tell, and its rules.

    `shown` is the file's name in messages. Raises RuleError, with the line where one can be told.
    """
    category = re.search(r'^category\s*=\s*["\']([^"\'\s]+)', text, re.MULTILINE)
    language = re.search(r'^id\s*=\s*["\']([^"\'\s.]+)\.', text, re.MULTILINE)
    key = f"{language[1] if language else 'und'}/{category[1] if category else Path(shown).stem}"
    return key, _parse(f"{key}.toml", text, shown)


def find_definitions(site: Path | None = None) -> dict[str, str]:
    """Where each rule is defined, by its id: `rules/en/share.toml:4` in the site, or in `sitegen/` the package's."""
    found = dict(_package_definitions()) | define_profiles(site)
    for path, text in (_site_files(site) if site else {}).items():
        found |= _definitions(f"{FOLDER}/{path}", text)
    return found


@lru_cache(maxsize=4)
def _add_profiles(files: tuple[tuple[str, str], ...], own: tuple[tuple[str, str], ...]) -> Knowledge:
    """The knowledge of some rule files, with what the profiles demand: that goes before all rules."""
    profiles = gather_all(own)
    demanded = build_profile_rules(profiles.by_id.values())
    return replace(change_rules(_compile(files), {KEY: demanded}), profiles=profiles)


@lru_cache(maxsize=4)
def _compile(files: tuple[tuple[str, str], ...]) -> Knowledge:
    knowledge = _package_knowledge()
    own = {}
    for path, text in files:
        if not path.startswith(SOURCES):
            if path.count("/") != 1:
                raise RuleError("is in no language's folder", f"{FOLDER}/{path}", hint=f"move it to {FOLDER}/<lang>/")
            own[path.removesuffix(".toml")] = _parse(path, text, f"{FOLDER}/{path}")
    sources = {f"{FOLDER}/{path}": text for path, text in files if path.startswith(SOURCES)}
    knowledge = add_sources(knowledge, parse_site_rules(sources)) if sources else knowledge
    return change_rules(knowledge, own) if own else knowledge


@cache
def _package_knowledge() -> Knowledge:
    files = package_files(FOLDER, ".toml")
    rules = {name: text for name, text in files.items() if "/" in name and not name.startswith(SOURCES)}
    sources = {f"{FOLDER}/{name}.toml": text for name, text in files.items() if name.startswith(SOURCES)}
    return Knowledge(
        rules=Rules(rules),
        agencies=parse_agencies("rules/agencies.toml", files["agencies"]),
        sites=parse_site_rules(sources),
        models=Models(package_files("models", ".tsv")),
    )


def _site_files(site: Path) -> dict[str, str]:
    """The text of each rule file of a site by its path under `rules/`."""
    folder = site / FOLDER
    paths = [path for path in find_files(folder) if path.endswith(".toml")]
    return {path: read_text(folder / path, f"{FOLDER}/{path}") for path in paths}


def _ftr_files(site: Path) -> dict[str, str]:
    """The ftr-site-config files of the folder that the site names, by path."""
    folder = load_config(site).import_.ftr if (site / CONFIG).is_file() else ""
    return _read_ftr(site / folder, folder) if folder else {}


def _read_ftr(folder: Path, shown: str) -> dict[str, str]:
    return {f"{shown}/{name}": text for name, text in read_loose(folder, ".txt", shown).items()}


def _parse(path: str, text: str, shown: str) -> RuleFile:
    try:
        return parse_rule_file(path, text)
    except RuleError as error:
        line, message = _find_line(error.message, text)
        raise RuleError(message, shown, error.line or line, error.hint) from error


def _find_line(message: str, text: str) -> tuple[int, str]:
    """The line an error is about, 0 where it does not say, and the message without the parser's own words for it."""
    lines = text.split("\n")
    at_line = _AT_LINE.search(message)
    if at_line:
        return int(at_line[1] or len(lines)), _AT_LINE.sub("", message)
    heads = [number for number, line in enumerate(lines, 1) if line.strip() == "[[rule]]"]
    at_rule = _AT_RULE.search(message)
    number = int(at_rule[1]) if at_rule else -1
    start = heads[number] if 0 <= number < len(heads) else 0
    named = _UNKNOWN.search(message) or _QUOTED_ID.match(message)
    if named:
        rest = enumerate(lines[start:], start + 1)
        start = next((number for number, line in rest if line.startswith(named[1]) or f'"{named[1]}"' in line), start)
    return start, _AT_RULE.sub("", message)


@cache
def _package_definitions() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in package_files(FOLDER, ".toml").items():
        found |= _definitions(f"sitegen/{FOLDER}/{name}.toml", text)
    return found


def _definitions(path: str, text: str) -> dict[str, str]:
    lines = enumerate(text.split("\n"), 1)
    if f"/{SOURCES}" in path:
        keys = ((number, hit[1]) for number, line in lines if (hit := re.match(r"(strip|author|date)\s*=", line)))
        return {f"source.{Path(path).stem}.{key}": f"{path}:{number}" for number, key in keys}
    return {hit[1]: f"{path}:{number}" for number, line in lines if (hit := re.match(r'id\s*=\s*"([^"]+)"', line))}
