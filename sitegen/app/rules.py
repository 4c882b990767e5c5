"""`sitegen rules`: rules learned from a site's seeds, and changed rules tried on them. Nothing is written."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from sitegen.app.errand import Progress
from sitegen.app.knowledge import SOURCES, add_sources, change_rules, load_knowledge, parse_rules
from sitegen.app.site import load_config
from sitegen.convert.clean.ruleset import Rule, RuleFile, Ruleset
from sitegen.convert.clean.shape import is_prose
from sitegen.convert.ledger import list_entries, summarize
from sitegen.convert.pipeline import Knowledge, convert
from sitegen.convert.repeats import Repeat, find_repeats, name_article
from sitegen.convert.report import format_article
from sitegen.convert.sources.detect import is_readable
from sitegen.convert.sources.site_findings import check_examples
from sitegen.convert.sources.site_rules import SiteRules, parse_site_rules
from sitegen.errors import RuleError, SeveralErrors, SitegenError
from sitegen.model import Article, Record
from sitegen.publish.urls import make_slug
from sitegen.shell.files import find_files, read_bytes, read_text

CATEGORY = "repeated"
_FILE = f"rules/und/{CATEGORY}.toml"
_LONGEST_PHRASE = 400
"""Characters a whole line may have to be a phrase; of a longer one the beginning is."""
_BEGINNING = 24
"""Words."""
_LISTED = 6
"""Articles that are named before the rest is counted."""


class Suggestions(Record, frozen=True):
    """The text of a rule file, empty when nothing repeats; how many rules it has; the seeds that could not be read."""

    text: str
    rules: int
    errors: tuple[str, ...]


class Difference(Record, frozen=True):
    """An article that changed rules would change: its name and headline, and the unified diff of it and its ledger."""

    name: str
    title: str
    diff: tuple[str, ...]


class Trial(Record, frozen=True):
    """What a change of the rules would do: `less` and `more` are the words that bodies would lose and gain."""

    articles: int
    differences: tuple[Difference, ...]
    less: int
    more: int
    errors: tuple[str, ...]


def suggest_rules(site: Path, progress: Progress | None = None) -> Suggestions:
    """Rules for the blocks that repeat in the seeds of a source and were kept, as a rule file ready to be tried."""
    knowledge = load_knowledge(site)
    articles: list[Article] = []
    errors: list[str] = []
    for converted in _replay(site, [knowledge], progress):
        if isinstance(converted, SitegenError):
            errors += _lines_of(converted)
        else:
            articles += converted[0]
    taken = {rule.id for file in knowledge.rules.files.values() for rule in file.rule}
    rules = [rule for repeat in find_repeats(articles) if (rule := _suggest(repeat, taken))]
    return Suggestions(_HEAD + "".join(rules) if rules else "", len(rules), tuple(errors))


def try_rules(site: Path, path: Path, progress: Progress | None = None) -> Trial:
    """Replay every seed of the site under its rules, and under them with those of `path`, a file or folder, over them.

    Raises RuleError for a malformed file.
    """
    before = load_knowledge(site)
    files, sources = _read_rules(path)
    after = add_sources(before, sources) if sources.tiers else before
    for key, file in files:
        after = change_rules(after, {key: file})
    errors = [line for key, file in files for line in _check_lines(path, key, file, after)]
    rules = {rule.file: rule for tier in sources.tiers for rule in tier.values()}
    errors += [str(error) for rule in rules.values() for error in check_examples(rule)]
    articles, less, more = 0, 0, 0
    differences: list[Difference] = []
    for converted in _replay(site, [before, after], progress):
        if isinstance(converted, SitegenError):
            errors += _lines_of(converted)
            continue
        for old, new in zip(*converted, strict=True):
            articles += 1
            diff = tuple(_diff(old, new, path.name)) if old != new else ()
            if diff:
                differences.append(Difference(name_article(new), new.metadata.title, diff))
                change = summarize(new).kept - summarize(old).kept
                less, more = less - min(change, 0), more + max(change, 0)
    return Trial(articles, tuple(differences), less, more, tuple(errors))


def _replay(
    site: Path, knowledges: Sequence[Knowledge], progress: Progress | None
) -> Iterator[list[list[Article]] | SitegenError]:
    """For each seed of the site, its articles by each of `knowledges`, or why it cannot be read."""
    folder = load_config(site).import_.seeds or "seeds"
    paths = [path for path in find_files(site / folder) if is_readable(path)]
    for number, path in enumerate(paths, 1):
        name = f"{folder}/{path}"
        try:
            data = read_bytes(site / folder / path, name)
            yield [convert(name, data, knowledge) for knowledge in knowledges]
        except SitegenError as error:
            yield error
        if progress:
            progress("reading seeds", number, len(paths))


def _lines_of(error: SitegenError) -> list[str]:
    return list(map(str, error.errors if isinstance(error, SeveralErrors) else [error]))


# --- suggest --------------------------------------------------------------------------------------------------------

_HEAD = f"""\
# What repeats in the seeds of a source and no rule takes out. Delete what belongs to the stories (a subheading, the
# background of a running story), see what the rest would do with: sitegen rules try THIS_FILE
# and keep it as {_FILE}

category = "{CATEGORY}"
"""


def _suggest(repeat: Repeat, taken: set[str]) -> str:
    """A rule as TOML that catches the lines of `repeat` and spares the one beside them; empty where there is none.

    Its id is not `taken` yet, and then is.
    """
    name = _name_rule(repeat, taken)
    text = _format_rule(repeat, name)
    _, file = parse_rules(_FILE, _HEAD + text)
    rules = Ruleset([file])
    if any(_missed(rule, rules) or _caught(rule, rules) for rule in file.rule):
        return ""
    taken.add(name)
    return text


def _format_rule(repeat: Repeat, name: str) -> str:
    whole = all(len(line) <= _LONGEST_PHRASE for line in repeat.lines)
    phrases = repeat.lines if whole else tuple(" ".join(line.split()[:_BEGINNING]) for line in repeat.lines)
    named, rest = ", ".join(repeat.articles[:_LISTED]), len(repeat.articles) - _LISTED
    source = f"“{repeat.source}”" if repeat.source else "unknown source"
    seen = f"{len(repeat.articles)} articles of {source} ({repeat.stories} stories): {named}"
    lines = [
        "",
        f"# {_one_line(seen)}{f' and {rest} more' if rest > 0 else ''}",
        "[[rule]]",
        f"id = {_quote(name)}",
        'action = "remove"',
        *([] if whole else ['match = "start"']),
        *(["guard = false"] if any(map(is_prose, repeat.lines)) else []),
        f"phrases = [{', '.join(map(_quote, phrases))}]",
        f"matches = [{', '.join(map(_quote, repeat.lines))}]",
        f"spares = [{_quote(repeat.spare)}]",
    ]
    return "\n".join(lines) + "\n"


def _name_rule(repeat: Repeat, taken: set[str]) -> str:
    words = " ".join(repeat.lines[0].split()[:5])
    stem = f"und.{CATEGORY}.{make_slug(repeat.source)[:30].strip('-')}-{make_slug(words)[:40].strip('-')}"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def _one_line(text: str) -> str:
    """A text as a comment may hold it."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def _quote(text: str) -> str:
    """A TOML basic string: JSON's own form is one, but for DEL (TOML 1.0, String)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


# --- try ------------------------------------------------------------------------------------------------------------


def _read_rules(path: Path) -> tuple[list[tuple[str, RuleFile]], SiteRules]:
    """The rule files that `path` names, and those of them that are about one source each."""
    paths = [path / name for name in find_files(path) if name.endswith(".toml")] if path.is_dir() else [path]
    if not paths:
        raise RuleError("holds no rule file", str(path), hint="give a .toml file, or a folder with some")
    texts = {file.as_posix(): read_text(file, file.as_posix()) for file in paths}
    sources = {shown: text for shown, text in texts.items() if f"/{SOURCES}" in f"/{shown}"}
    return [parse_rules(shown, text) for shown, text in texts.items() if shown not in sources], parse_site_rules(
        sources
    )


def _check_lines(path: Path, key: str, file: RuleFile, knowledge: Knowledge) -> Iterator[str]:
    """An error for each line that a rule should match and does not, or should spare and does not."""
    rules = knowledge.rules.for_language(key.split("/", maxsplit=1)[0])
    for rule in file.rule:
        for line in _missed(rule, rules):
            yield str(RuleError(f'rule "{rule.id}" misses "{line}"', str(path), hint="mend its phrases"))
        for line in _caught(rule, rules):
            yield str(RuleError(f'rule "{rule.id}" does not spare "{line}"', str(path), hint="narrow its phrases"))


def _missed(rule: Rule, rules: Ruleset) -> list[str]:
    return [line for line in rule.matches if not _finds(rules, rule, line)]


def _caught(rule: Rule, rules: Ruleset) -> list[str]:
    return [line for line in rule.spares if _finds(rules, rule, line)]


def _finds(rules: Ruleset, rule: Rule, line: str) -> bool:
    return any(match.rule.id == rule.id for match in rules.find(line))


def _diff(old: Article, new: Article, rules: str) -> Iterator[str]:
    for what, form in (("article", format_article), ("ledger", _format_ledger)):
        before, after = form(old).splitlines(), form(new).splitlines()
        name = f"{name_article(old)}: {what}"
        yield from difflib.unified_diff(before, after, name, f"{name} under {rules}", lineterm="", n=1)


def _format_ledger(article: Article) -> str:
    entries = [entry for entry in list_entries(article) if entry.fate in ("moved", "removed")]
    return "".join(f"{entry.fate} {entry.where} {entry.rule}: {' '.join(entry.text.split())}\n" for entry in entries)
