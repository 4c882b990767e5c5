"""`robots.txt`: what a site asks of programs that fetch (RFC 9309), and how long to wait between two requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

LARGEST = 512 * 1024
"""Bytes that are read of it; the RFC asks for 500 KiB."""
_LONGEST_DELAY = 10.0
"""Seconds, whatever it asks for."""
_LONGEST_RULE = 2000
_LINE = re.compile(r"[ \t]*([a-z-]{1,20})[ \t]*:[ \t]*([^#\r\n]*)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_TOKEN = re.compile(r"[a-z_-]+")


class _Rule(NamedTuple):
    allows: bool
    pattern: str


class Robots(NamedTuple):
    """The rules for one agent, and the seconds it is to wait between requests."""

    rules: tuple[_Rule, ...] = ()
    delay: float = 0.0

    def may_fetch(self, path: str) -> bool:
        """Whether a path with its query may be fetched: the longest rule that matches decides, leave in doubt."""
        path = _normalize(path)
        found = [(len(rule.pattern), rule.allows) for rule in self.rules if _matches(rule.pattern, path)]
        return max(found, default=(0, True))[1] or path == "/robots.txt"


def parse_robots(text: str, agent: str) -> Robots:
    """What a `robots.txt` says to `agent`: in the groups that name it, or else in those for all."""
    named: list[tuple[str, str]] = []
    general: list[tuple[str, str]] = []
    for agents, lines in _groups(text):
        if agent in agents:
            named += lines
        if "*" in agents:
            general += lines
        if agent in agents and not lines:
            named.append(("", ""))  # a group that names us and asks nothing gives leave
    lines = named or general
    rules = tuple(
        _Rule(key == "allow", _normalize(value)) for key, value in lines if key in ("allow", "disallow") and value
    )
    said = [float(value) for key, value in lines if key == "crawl-delay" and _NUMBER.fullmatch(value)]
    return Robots(rules, min(max(said, default=0.0), _LONGEST_DELAY))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """The agents of each group, in lower case, and its other lines."""
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    heads = False
    for row in text.removeprefix("\ufeff").splitlines():
        found = _LINE.match(row)
        if not found or len(row) > _LONGEST_RULE:
            continue
        key, value = found[1].lower(), found[2].strip()
        if key == "user-agent":
            if not heads:
                yield agents, lines
                agents, lines = set(), []
            token = _TOKEN.match(value.lower())
            agents.add("*" if value == "*" else token[0] if token else "")
            heads = True
        elif key in ("allow", "disallow", "crawl-delay"):
            lines.append((key, value))
            heads = False
    yield agents, lines


def _normalize(path: str) -> str:
    """Escapes undone, so that a path and a rule that differ only in them are the same."""
    return unquote_to_bytes(path).decode("latin-1")


def _matches(pattern: str, path: str) -> bool:
    """Whether a rule covers a path: `*` stands for anything, `$` at its end for the end. Each part is looked for once,
    from left to right."""
    is_whole = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if is_whole and not parts:
        return path == first
    at = len(first)
    last = parts.pop() if is_whole else ""
    for part in parts:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return len(path) - len(last) >= at and path.endswith(last)
