"""Rules as data: the records, their TOML form, and the index that finds the rules of a line.

See `sitegen/rules/README.md` for the format.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

import msgspec

from sitegen.convert.clean.fold import Folded, fold
from sitegen.errors import RuleError
from sitegen.model import Record

Zone = Literal["head", "body", "tail"]
NEUTRAL = "und"
"""The folder of what is true of every language (BCP 47's own word for undetermined)."""
_EDGES = " .:;,!·•|>»-\"'"
_LONGEST_ROW = 24
_LONGEST_LABEL = 6
"""Words."""
LONGEST_LINE = 600
"""Characters of a line that are looked at: no boilerplate is longer, and matching stays linear."""


class Rule(Record, frozen=True, kw_only=True):
    id: str
    action: Literal["remove", "move"]
    phrases: tuple[str, ...]
    matches: tuple[str, ...]
    spares: tuple[str, ...]
    match: Literal["line", "start", "label"] = "line"
    role: Literal["interrupter", "terminator"] = "interrupter"
    zones: tuple[Zone, ...] = ("head", "body", "tail")
    guard: bool = True
    opens: bool = False
    quiet: bool = False
    field: str | None = None


class RuleFile(Record, frozen=True, kw_only=True):
    category: str
    rule: tuple[Rule, ...]


class Match(NamedTuple):
    """A rule that a line satisfies, and what its slots caught, in the line's own characters."""

    rule: Rule
    category: str
    captures: dict[str, str]


class _Pattern(NamedTuple):
    rule: Rule
    category: str
    regex: re.Pattern[str]
    literal: str
    """The longest run of the phrase without a slot: quick to look for before the pattern is tried."""


class Ruleset:
    """Compiled rules of some languages. Immutable after it is made."""

    def __init__(self, files: Iterable[RuleFile]) -> None:
        exact: dict[str, list[tuple[Rule, str]]] = {}
        starting: dict[str, list[_Pattern]] = {}
        floating: list[_Pattern] = []
        for file in files:
            for rule in file.rule:
                for phrase in rule.phrases:
                    _index(rule, file.category, phrase, exact, starting, floating)
        self._exact = exact
        self._starting = starting
        self._floating = tuple(floating)

    def find(self, line: str) -> tuple[Match, ...]:
        """Every rule that `line` satisfies, whatever the zone, by the phrase that tells most."""
        line = line[:LONGEST_LINE]
        folded = fold(line)
        if not folded.text:
            return ()
        found = [Match(rule, category, {}) for rule, category in self._exact.get(folded.text, ())]
        for pattern in (*self._starting.get(_key(folded.text), ()), *self._floating):
            hit = pattern.regex.fullmatch(folded.text) if pattern.literal in folded.text else None
            if hit and (captures := _captures(hit, folded, line)) is not None:
                found.append(Match(pattern.rule, pattern.category, captures))
        if folded.text.startswith("(c) "):  # the sign may stand before any credit or notice
            found += self.find(line.lstrip()[1:])
        most: dict[str, Match] = {}
        for match in found:
            if match.rule.id not in most or len(match.captures) > len(most[match.rule.id].captures):
                most[match.rule.id] = match
        return tuple(most.values()) or self._find_row(folded.text)

    def _find_row(self, folded: str) -> tuple[Match, ...]:
        """The first label of a line that is nothing but labels in a row: `Share Save for later Print`."""
        words = folded.split(" ")
        if not 2 <= len(words) <= _LONGEST_ROW:
            return ()
        reached: dict[int, Match | None] = {0: None}
        for end in range(1, len(words) + 1):
            for start in range(max(0, end - _LONGEST_LABEL), end):
                label = " ".join(words[start:end]).strip(_EDGES)
                hit = next((hit for hit in self._exact.get(label, ()) if hit[0].action == "remove"), None)
                if hit and start in reached:
                    earlier = reached[start]
                    reached[end] = earlier if earlier and not earlier.rule.quiet else Match(*hit, {})
                    break
        row = reached.get(len(words))
        return (row,) if row and not row.rule.quiet else ()


def parse_rule_file(path: str, text: str) -> RuleFile:
    """The rules of one file. Raises RuleError naming the file for anything malformed or untested."""
    try:
        file = msgspec.convert(tomllib.loads(text), RuleFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RuleError(str(error), path, hint="see sitegen/rules/README.md") from error
    language, stem = path.removesuffix(".toml").split("/")[-2:]
    if file.category != stem:
        raise RuleError(f'category "{file.category}" in a file named {stem}.toml', path, hint="they must agree")
    for rule in file.rule:
        if not rule.id.startswith(f"{language}.{stem}."):
            raise RuleError(f'rule id "{rule.id}"', path, hint=f"ids here begin {language}.{stem}.")
        if not (rule.phrases and rule.matches and rule.spares):
            raise RuleError(
                f'rule "{rule.id}" lacks phrases, matches or spares', path, hint="give at least one of each"
            )
        if rule.action == "move" and not rule.field:
            raise RuleError(f'rule "{rule.id}" moves a line nowhere', path, hint="name its field")
    return file


class Rules:
    """All rule files by language, and the compiled set for each language that is asked for."""

    def __init__(self, files: Mapping[str, RuleFile]) -> None:
        """`files` maps `<lang>/<category>` to its rules."""
        self.files = dict(files)
        self._compiled: dict[str, Ruleset] = {}

    def for_language(self, language: str | None) -> Ruleset:
        """The set for an article: its own language's rules, the neutral ones and English, the language of widgets."""
        own = (language or "und").split("-")[0]
        if own not in self._compiled:
            wanted = (own, NEUTRAL, "en")
            self._compiled[own] = Ruleset(f for key, f in self.files.items() if key.split("/")[0] in wanted)
        return self._compiled[own]


# --- phrases --------------------------------------------------------------------------------------------------------

_SLOT = re.compile(r"\{(\w+)\}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_NAMES = frozenset({"author", "reporter", "editor", "photographer"})
_SLOT_PATTERNS = {"number": r"\d[\d.,'\u0020]{0,14}[kmKM]?", "word": r"\S{1,40}", "any": r".{1,80}"}


def _index(
    rule: Rule,
    category: str,
    phrase: str,
    exact: dict[str, list[tuple[Rule, str]]],
    starting: dict[str, list[_Pattern]],
    floating: list[_Pattern],
) -> None:
    literal = not _SLOT.search(phrase)
    folded = fold(phrase).text
    if literal and rule.match == "line":
        exact.setdefault(folded, []).append((rule, category))
        return
    longest = max(map(_fold_literal, _SLOT.split(phrase)[::2]), key=len)
    pattern = _Pattern(rule, category, _compile(rule, phrase), longest)
    if phrase.startswith("{"):
        floating.append(pattern)
    else:
        starting.setdefault(_key(folded), []).append(pattern)


def _key(folded: str) -> str:
    """What patterns are looked up by: the first character, for some scripts have no word gaps."""
    return folded[:1]


def _compile(rule: Rule, phrase: str) -> re.Pattern[str]:
    """The regular expression of a phrase: anchored, every slot bounded, so it runs in linear time."""
    parts = _SLOT.split(phrase)
    seen: set[str] = set()
    regex = ""
    for i, part in enumerate(parts):
        if i % 2 == 0:
            regex += re.escape(_fold_literal(part))
        elif part in _SLOT_PATTERNS or part in seen:
            regex += _SLOT_PATTERNS.get(part, ".{1,80}") + "?" * (part != "number")
        else:
            seen.add(part)
            regex += f"(?P<{part}>.{{1,80}}?)"
    if rule.match == "start":
        regex += ".*" if _UNSPACED.search(phrase[-1:]) else r"(?:\W.*)?"
    elif rule.match == "label":
        regex += r"(?:\s*[:|-]\s*.*)?"
    return re.compile(regex, re.DOTALL)


def _fold_literal(part: str) -> str:
    """Fold the inside of a phrase, keeping the blanks and punctuation at its ends that `fold` would strip."""
    core = fold(f"x{part}x").text[1:-1]
    return " ".join(core.split(" ")) if core.strip() else core


def _captures(hit: re.Match[str], folded: Folded, line: str) -> dict[str, str] | None:
    """What the slots caught; None when a slot for a person's or agency's name caught something else."""
    captures: dict[str, str] = {}
    for name, value in hit.groupdict().items():
        if value is None:
            continue
        start, end = hit.span(name)
        original = line[folded.offsets[start] : folded.offsets[end - 1] + 1].strip()
        if name in _NAMES and not is_name(original):
            return None
        captures[name] = original
    return captures


_PARTICLE = re.compile(r"^(?:\w{1,2}['’]|(?:al|el|ben|bin|ibn|as|ad|ar|ul)-)")


def is_name(text: str) -> bool:
    """Whether `text` is shaped like names: few words, no digits, capitals where the script has them."""
    words = text.split()
    if not words or len(text) > 80 or any(char.isdigit() for char in text) or text[-1] in ":;?!":
        return False
    significant = [_PARTICLE.sub("", word) for word in words if len(word) > 3]
    parts = re.split(r",| and | & | und | et | y | e | i | en | och | ve | و | और ", text)
    few = all(len(part.split()) <= 6 for part in parts)
    return few and all(word[0].upper() == word[0] for word in (words[0], *filter(None, significant)))
