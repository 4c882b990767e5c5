"""`sitegen explain`: an input, and what became of each line of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from sitegen.app.knowledge import find_definitions, load_knowledge
from sitegen.app.site import find_site
from sitegen.convert.ledger import Entry, list_entries, list_lines, summarize
from sitegen.convert.pipeline import convert
from sitegen.convert.report import DOUBTS
from sitegen.convert.sources.detect import detect
from sitegen.model import Article
from sitegen.shell.files import read_input

Style = Literal["kept", "moved", "removed", "blank", "unclaimed", "title", "note", "warning"]
_SHORTEST = 24
"""Columns that a text gets however narrow the terminal is."""
_WIDEST_LABEL = 40


class Span(NamedTuple):
    """Words of one style: how it looks is for the terminal to say."""

    text: str
    style: Style = "note"


Row = tuple[Span, ...]


def explain(
    name: str, url: str = "", site: Path | None = None, ftr: Path | None = None, *, width: int = 0
) -> Iterator[Row]:
    """The rows that explain an input, their texts cut to a terminal of `width` columns, or whole where that is 0.

    Rules count as they do for `convert_inputs`. Raises SourceError when the input cannot be read.
    """
    site = find_site(site)
    data = read_input(name)
    source = detect(name, data, url)
    definitions = find_definitions(site)
    for number, article in enumerate(convert(name, data, load_knowledge(site, ftr), url)):
        if number:
            yield ()
        if article.item is not None:
            yield from _head(article, width)
        entries = list_lines(source.text, article) if source.kind == "text" else list_entries(article)
        yield from _list(entries, width)
        yield ()
        yield from _rules(entries, definitions)
        yield from _sum_up(article)


def shorten(text: str, width: int) -> str:
    """A text on one line, cut to `width` columns of a terminal; whole where that is 0."""
    line = " ".join(text.split())
    used = 0
    for at, char in enumerate(line if width else ""):
        used += _columns(char)
        if used > width:
            kept = line[:at]
            while kept and sum(map(_columns, kept)) > width - 1:
                kept = kept[:-1]
            return kept + "…"
    return line


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _head(article: Article, width: int) -> Iterator[Row]:
    yield (Span(shorten(article.metadata.title or "(no headline)", width), "title"),)
    yield (Span(shorten(article.item or "", width)),)


def _list(entries: Sequence[Entry], width: int) -> Iterator[Row]:
    """A row for each entry: the number of its line, its fate, its text; and the reasons of a decision below it."""
    digits = len(str(max((entry.end_line for entry in entries), default=0)))
    labels = [_label(entry) for entry in entries]
    column = min(max(map(len, labels), default=0), _WIDEST_LABEL)
    previous = 0
    for entry, label in zip(entries, labels, strict=True):
        number = str(entry.line) if entry.line and entry.line != previous else ""
        previous = entry.line
        room = max(_SHORTEST, width - digits - max(column, len(label)) - 4) if width else 0
        yield (
            Span(f"{number:>{digits}}  "),
            Span(f"{label:<{column}}  " if entry.text else label, entry.fate),
            Span(shorten(entry.text, room), "blank" if entry.fate == "removed" else entry.fate),
        )
        if entry.why:
            yield (Span(f"{'':>{digits}}  {'':<{column}}  because {entry.why}"),)


def _label(entry: Entry) -> str:
    if entry.fate == "moved":
        return f"moved to {entry.where} {entry.rule}"
    return f"removed {entry.where} {entry.rule}" if entry.fate == "removed" else entry.fate


def _rules(entries: Iterable[Entry], definitions: Mapping[str, str]) -> Iterator[Row]:
    """Where to look for each rule that acted, and how often it did."""
    used: dict[str, set[int]] = {}
    for entry in entries:
        if entry.rule:
            used.setdefault(entry.rule, set()).add(entry.line)
    column = max(map(len, used), default=0)
    for rule in sorted(used):
        times = f"{len(used[rule])} ×"
        yield (Span(f"{times:>5}  {rule:<{column}}  {_where(rule, definitions)}"),)
    if used:
        yield ()


def _where(rule: str, definitions: Mapping[str, str]) -> str:
    """The file and line that define a rule; none has those that are code, or foreign files for a source."""
    return definitions.get(rule) or ("a rule for this source" if rule.startswith("source.") else "built in")


def _sum_up(article: Article) -> Iterator[Row]:
    words = summarize(article)
    yield (Span("words", "title"), Span(f"  {words.kept} kept", "kept"), Span(f", {words.moved} moved", "moved"))
    total = sum(words.removed.values())
    parts = f": {', '.join(f'{category} {count}' for category, count in words.removed.items())}" if total else ""
    yield (Span("       "), Span(f"{total} removed{parts}", "removed"))
    for notice in article.warnings:
        place = f" (line {notice.line})" if notice.line else ""
        draft = ": it would come in as a draft" if notice.code in DOUBTS else ""
        yield (Span(f"warning: {notice.code}: {notice.message}{place}{draft}", "warning"),)
