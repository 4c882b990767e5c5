"""`[check]` in site.toml: how grave breaches are, and which are let pass."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from sitegen.errors import suggest
from sitegen.model import Record
from sitegen.publish.check.finding import Finding
from sitegen.publish.check.rules import RULES, Severity

Level = Literal["error", "warning", "note", "off"]


class Ignore(Record, frozen=True):
    """Findings that are let pass: those of `rule` (or a family, `link.*`) in files and about addresses that match."""

    rule: str = "*"
    file: str = "*"
    url: str = "*"


class Check(Record, frozen=True):
    """`severity` is by rule, or by family: `"link.*" = "warning"`; `off` turns a rule off."""

    severity: dict[str, Level | dict[str, Level]] = {}
    ignore: tuple[Ignore, ...] = ()


class Wrong(NamedTuple):
    """What is wrong with the table: the keys that lead there, what, and the remedy."""

    keys: tuple[str, ...]
    message: str
    hint: str


def find_wrong(check: Check) -> Wrong | None:
    """The first thing in the table that no rule knows."""
    for rule, _ in _levels(check):
        if not _is_known(rule):
            keys = ("check", "severity", f'"{rule}"', rule)
            return Wrong(keys, f'unknown rule "{rule}"', _suggest(rule))
    for ignore in check.ignore:
        if ignore.rule != "*" and not _is_known(ignore.rule):
            return Wrong(("check", "ignore"), f'unknown rule "{ignore.rule}"', _suggest(ignore.rule))
        if ignore == Ignore():
            return Wrong(("check", "ignore"), "an entry ignores everything", "name a rule, file or url")
    return None


def _suggest(rule: str) -> str:
    """The rule that was meant; there are too many to name them all."""
    hint = suggest(rule, [*RULES, *(f"{known.partition('.')[0]}.*" for known in RULES)])
    return hint if hint.startswith("did") else "see sitegen check in the README for their list"


def severity_of(rule: str, check: Check) -> Severity | None:
    """How grave a breach is on this site; None where the rule is off. A rule's own line counts before its family's."""
    said = dict(_levels(check))
    level = said.get(rule) or said.get(f"{rule.partition('.')[0]}.*") or RULES[rule].severity
    return None if level == "off" else level


def is_ignored(finding: Finding, check: Check) -> bool:
    """Whether the site lets the finding pass."""
    files = (finding.file, finding.output)
    return any(
        fnmatchcase(finding.rule, each.rule)
        and any(fnmatchcase(file, each.file) for file in files)
        and fnmatchcase(finding.url, each.url)
        for each in check.ignore
    )


def is_url_ignored(url: str, check: Check) -> bool:
    """Whether other sites need not be asked for an address, whatever file it stands in."""
    return any(
        each.url != "*" and each.file == "*" and fnmatchcase("link.dead", each.rule) and fnmatchcase(url, each.url)
        for each in check.ignore
    )


def _levels(check: Check) -> Iterator[tuple[str, Level]]:
    """TOML takes an unquoted `link.broken` for a table `link`."""
    for name, level in check.severity.items():
        if isinstance(level, dict):
            yield from ((f"{name}.{inner}", value) for inner, value in level.items())
        else:
            yield name, level


def _is_known(rule: str) -> bool:
    return rule in RULES or (rule.endswith(".*") and any(known.startswith(rule[:-1]) for known in RULES))
