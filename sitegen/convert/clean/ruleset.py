"""Rules as data: the records, their TOML form, and the index that finds the rules of a line.

See `sitegen/rules/README.md` for the format.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from typing import Literal, NamedTuple

import msgspec

from sitegen.convert.clean.fold import fold, fold_text
from sitegen.convert.clean.phrase import Phrase, captures_of, has_slots, parse_phrase
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
_LONGEST_KEY = 4
"""Characters at a line's start or end that phrases are looked up by; some scripts have no word gaps."""
PROFILE = "profile"
"""The category of lines that licensors demand; what it says of a line goes before all else."""
STUB = "stub"
INSTRUCTION = "instruction"
VERSION = "version"
MARKS = {
    STUB: frozenset({"cookie-wall", "error-page", "excerpt", "paywalled"}),
    INSTRUCTION: frozenset({"canceled", "withheld", "advisory", "editors"}),
    VERSION: frozenset({"update", "correction"}),
}
"""The categories of rules that take no line, and what they mark: pages that are no story, notices to editors, headlines
of later versions."""


class Rule(Record, frozen=True, kw_only=True):
    id: str
    action: Literal["remove", "move", "mark"]
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


class _Claim(NamedTuple):
    """A rule's claim to the lines that one of its phrases matches. `order` is that of the files."""

    order: int
    rule: Rule
    category: str
    phrase: Phrase


class Ruleset:
    """The rules of some languages, indexed: a line that matches nothing costs a few look-ups. Immutable once made."""

    def __init__(self, files: Iterable[RuleFile], marks: Callable[[str], Ruleset] | None = None) -> None:
        """`marks` gives the rules of a category that marks; few stories are so short that they are asked for."""
        self._marks = marks
        self._exact: dict[str, list[tuple[Rule, str]]] = {}
        self._by_start: dict[str, list[_Claim]] = {}
        self._by_end: dict[str, list[_Claim]] = {}
        self._by_word: dict[str, list[_Claim]] = {}
        self._floating: list[_Claim] = []
        """Slots at both ends and no whole word between."""
        for order, (rule, category, text) in enumerate(_phrases(files)):
            if rule.match == "line" and not has_slots(text):
                self._exact.setdefault(fold_text(text), []).append((rule, category))
            else:
                self._index(_Claim(order, rule, category, parse_phrase(text, rule.match)))
        self._starts = sorted(set(map(len, self._by_start)))
        self._ends = sorted(set(map(len, self._by_end)))
        late = [claim for claims in (*self._by_word.values(), self._floating) for claim in claims]
        self._reach = max((claim.phrase.reach + 1 for claim in late), default=0)
        self._words = frozenset(self._by_word)
        self._labels = {text: hit for text, hits in self._exact.items() if (hit := _first_that_removes(hits))}
        self._first_words = frozenset(label.split(" ")[0].strip(_EDGES) for label in self._labels)
        self._last_words = frozenset(label.split(" ")[-1].strip(_EDGES) for label in self._labels)

    def _index(self, claim: _Claim) -> None:
        """File a claim under what every line of it begins with, ends with or holds, the first of these it has."""
        phrase = claim.phrase
        if phrase.prefix:
            self._by_start.setdefault(phrase.prefix[:_LONGEST_KEY], []).append(claim)
        elif phrase.suffix:
            self._by_end.setdefault(phrase.suffix[-_LONGEST_KEY:], []).append(claim)
        elif phrase.word:
            self._by_word.setdefault(phrase.word, []).append(claim)
        else:
            self._floating.append(claim)

    def find(self, line: str) -> tuple[Match, ...]:
        """Every rule that `line` satisfies, whatever the zone, by the phrase that tells most."""
        line = line[:LONGEST_LINE]
        folded = fold_text(line)
        if not folded:
            return ()
        exact = self._exact.get(folded)
        found = [Match(rule, category, {}) for rule, category in exact] if exact else []
        likely = self._likely_claims(folded)
        if likely:
            found += _match_claims(likely, folded, line)
        if folded.startswith("(c) "):  # the sign may stand before any credit or notice
            found += self.find(line.lstrip()[1:])
        if not found:
            return self._find_row(folded)
        most: dict[str, Match] = {}
        for match in found:
            if match.rule.id not in most or len(match.captures) > len(most[match.rule.id].captures):
                most[match.rule.id] = match
        return tuple(most.values())

    def find_marks(self, line: str, category: str = STUB) -> tuple[Match, ...]:
        """What `line` says of a page that is no story, or that only editors are to read; the rules of all languages are
        asked, for such texts are short."""
        return self._marks(category).find(line) if self._marks else ()

    def _likely_claims(self, folded: str) -> list[_Claim]:
        """All whose phrase may match, found by the line's first or last characters or by a word in it."""
        likely = [claim for claim in self._floating if claim.phrase.literal in folded]
        for length in self._starts:
            if claims := self._by_start.get(folded[:length]):
                likely += claims
        for length in self._ends:
            if claims := self._by_end.get(folded[-length:]):
                likely += claims
        words = folded[: self._reach].split(" ")
        if not self._words.isdisjoint(words):
            for word in self._words.intersection(words):
                likely += self._by_word[word]
        return likely

    def _find_row(self, folded: str) -> tuple[Match, ...]:
        """The first label of a line that is nothing but labels in a row: `Share Save for later Print`."""
        if not self._may_be_row(folded):
            return ()
        words = folded.split(" ", _LONGEST_ROW)
        if not 2 <= len(words) <= _LONGEST_ROW:
            return ()
        reached: dict[int, Match | None] = {0: None}
        for end in range(1, len(words) + 1):
            for start in range(max(0, end - _LONGEST_LABEL), end):
                hit = self._labels.get(" ".join(words[start:end]).strip(_EDGES)) if start in reached else None
                if hit:
                    earlier = reached[start]
                    reached[end] = earlier if earlier and not earlier.rule.quiet else Match(*hit, {})
                    break
        row = reached.get(len(words))
        return (row,) if row and not row.rule.quiet else ()

    def _may_be_row(self, folded: str) -> bool:
        """Whether some label begins and some label ends as the line does; most lines need no closer look."""
        first = folded.partition(" ")[0].strip(_EDGES)
        if first and first not in self._first_words:
            return False
        last = folded.rpartition(" ")[2].strip(_EDGES)
        return not last or last in self._last_words


def _phrases(files: Iterable[RuleFile]) -> Iterator[tuple[Rule, str, str]]:
    return ((rule, file.category, text) for file in files for rule in file.rule for text in rule.phrases)


def _match_claims(likely: Iterable[_Claim], folded: str, line: str) -> Iterator[Match]:
    """The claims that a line satisfies: those that begin with words first, else in the order of the files."""
    hits = [(claim, hit) for claim in likely if (hit := claim.phrase.fullmatch(folded))]
    if not hits:
        return
    whole = fold(line)
    for claim, hit in sorted(hits, key=lambda each: (not each[0].phrase.prefix, each[0].order)):
        captures = captures_of(hit, whole, line)
        if captures is not None:
            yield Match(claim.rule, claim.category, captures)


def _first_that_removes(hits: list[tuple[Rule, str]]) -> tuple[Rule, str] | None:
    return next((hit for hit in hits if hit[0].action == "remove"), None)


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
        codes = MARKS.get(stem, frozenset())
        if (rule.action == "mark") != bool(codes):
            *names, last = (f"{each}.toml" for each in MARKS)
            hint = f"{', '.join(names)} and {last} hold the rules that mark, and no others"
            raise RuleError(f'rule "{rule.id}"', path, hint=hint)
        if codes and rule.field not in codes:
            raise RuleError(f'rule "{rule.id}" lacks a code', path, hint=f"its field is {', '.join(sorted(codes))}")
    return file


class Rules:
    """All rule files by language, and the compiled set for each language that is asked for."""

    def __init__(self, files: Mapping[str, RuleFile | str], over: Mapping[str, RuleFile] | None = None) -> None:
        """`files` maps `<lang>/<category>` to its rules, or to the text that is parsed when its language is wanted.

        The rules of `over`, keyed alike, replace those of the same id and add the others.
        """
        self._files = files
        self._over = dict(over or {})
        self._parsed: dict[str, RuleFile] = {}
        self._compiled: dict[str, Ruleset] = {}
        self._marking: dict[str, Ruleset] = {}

    @property
    def files(self) -> dict[str, RuleFile]:
        """All files, parsed. Raises RuleError for a malformed one."""
        return {key: self._parse(key) for key in self._keys()}

    def changed_by(self, over: Mapping[str, RuleFile]) -> Rules:
        """These rules under those of `over`; nothing is parsed for it."""
        return Rules(self._files, _merge_all(self._over, over))

    def for_language(self, language: str | None) -> Ruleset:
        """The set for an article: its own language's rules, then the neutral ones and English, the language of widgets.

        Raises RuleError when a file of theirs is malformed.
        """
        own = (language or NEUTRAL).split("-")[0]
        if own not in self._compiled:
            wanted = [key for key in self._keys() if key.split("/")[0] in (own, NEUTRAL, "en") and not _marks(key)]
            wanted.sort(key=lambda key: key.split("/")[0] != own)  # what a language says itself tells more
            self._compiled[own] = Ruleset(map(self._parse, wanted), self._marks)
        return self._compiled[own]

    def _marks(self, category: str) -> Ruleset:
        if category not in self._marking:
            wanted = [key for key in self._keys() if key.endswith(f"/{category}")]
            self._marking[category] = Ruleset(map(self._parse, wanted))
        return self._marking[category]

    def _keys(self) -> dict[str, None]:
        return dict.fromkeys((*self._files, *self._over))

    def _parse(self, key: str) -> RuleFile:
        if key not in self._parsed:
            given = [files[key] for files in (self._files, self._over) if key in files]
            parsed = [parse_rule_file(f"{key}.toml", file) if isinstance(file, str) else file for file in given]
            self._parsed[key] = reduce(_merge, parsed)
        return self._parsed[key]


def _marks(key: str) -> bool:
    return key.rpartition("/")[2] in MARKS


def _merge_all(under: Mapping[str, RuleFile], over: Mapping[str, RuleFile]) -> dict[str, RuleFile]:
    return {**under, **{key: _merge(under[key], file) if key in under else file for key, file in over.items()}}


def _merge(under: RuleFile, over: RuleFile) -> RuleFile:
    rules = {rule.id: rule for rule in (*under.rule, *over.rule)}
    return RuleFile(category=over.category, rule=tuple(rules.values()))
