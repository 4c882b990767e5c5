"""The errors a user may see: one line each, naming the file, the line and the remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import NamedTuple


class SitegenError(Exception):
    """Something the user can mend.

    `message` says what is wrong, `path` the file it is in (site-relative or as the user wrote it), `line` where
    (1-based), `hint` the remedy. `str()` is the line to print: `content/a.md:3: unknown key "athors" (did you …)`.
    """

    def __init__(self, message: str, path: str = "", line: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.path and self.line else f"{self.path}: " if self.path else ""
        remedy = f" ({self.hint})" if self.hint else ""
        return " ".join(f"{place}{self.message}{remedy}".split())


class ConfigError(SitegenError):
    """`site.toml` cannot be used as it is."""


class ContentError(SitegenError):
    """A content file cannot be read."""


class SourceError(SitegenError):
    """An input of `convert` or `import` cannot be read."""


class RuleError(SitegenError):
    """A rule file is malformed."""


class ThemeError(SitegenError):
    """A theme is missing, incomplete, or one of its templates is broken."""


class OutputError(SitegenError):
    """The output folder cannot be written as planned."""


class SeveralErrors(SitegenError):  # noqa: N818 (they are several)
    """Several errors found in one go; prints one a line."""

    def __init__(self, errors: Iterable[SitegenError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))

    def __str__(self) -> str:
        return self.message


def suggest(word: str, known: Iterable[str]) -> str:
    """The hint for a misspelt `word`: `did you mean "authors"?`, or the known words where none is near."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else f"known: {', '.join(choices)}"


class Fault(NamedTuple):
    """What a decoder found wrong: `keys` lead to the table or value, `unknown` or `missing` is the key it is about."""

    keys: tuple[str, ...]
    unknown: str
    missing: str
    message: str


def parse_fault(message: str) -> Fault:
    """The parts of msgspec's validation message: "Object contains unknown field `x` - at `$.a.b[0]`"."""
    where = re.search(r" - at `\$\.?([^`]*)`$", message)
    keys = tuple(key for key in re.split(r"\.|\[[^\]]*\]", where[1] if where else "") if key)
    unknown = re.search(r"unknown field `([^`]*)`", message)
    missing = re.search(r"missing required field `([^`]*)`", message)
    wrong = message.removesuffix(where[0]) if where else message
    text = f'"{".".join(keys)}": {wrong[:1].lower()}{wrong[1:]}'
    return Fault(keys, unknown[1] if unknown else "", missing[1] if missing else "", text)
