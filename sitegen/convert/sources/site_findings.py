"""What a source's own rule finds on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bs4 import Tag

from sitegen.convert.metadata.instant import find_date_line, parse_instant, parse_written_date
from sitegen.convert.metadata.language import primary_language
from sitegen.convert.metadata.names import read_names
from sitegen.convert.sources.ftr import find_ftr
from sitegen.convert.sources.selector import Selection, Selector, Value, fold_blanks, text_of_element
from sitegen.convert.sources.site_rules import Example, SiteRule, SiteRules
from sitegen.document.blocks import text_of_all
from sitegen.document.html_piece import Mark
from sitegen.document.html_tree import HtmlPage, is_hidden, parse_html_page
from sitegen.document.links import host_of
from sitegen.document.read_html import read_html
from sitegen.errors import RuleError
from sitegen.model import Candidate, Notice

_RANK = 2
_BLOCKS = frozenset("address article dd div dl dt footer header h1 h2 h3 h4 h5 h6 li ol p section td ul".split())  # noqa: SIM905
_LINES = {"authors": ("author", "byline"), "published": ("date", "timestamp")}
"""Fields whose element is a line of its own: the key of the rule, and the line's category in the ledger."""
_KEYS = {"published": "date"}
_WHOLE = frozenset("blockquote figure h1 h2 h3 h4 h5 h6 listing menu ol p pre table ul".split())  # noqa: SIM905
"""What is read as one block, whatever is in it."""
_WITHIN_LINES = frozenset("a abbr b cite em font i label mark q s small span strong sub sup time u".split())  # noqa: SIM905
_REMEDY = "mend the rule or the example"
_LONGEST_VALUE = 400
"""Characters; a longer text is none, whatever the rule says."""

Judge = Callable[[Tag], Mark | None]


class SiteFindings(NamedTuple):
    """What a rule found, elements by their `id()`.

    `bodies` hold the article, in the page's order; empty where the rule names none or it is not there. `stripped`
    elements, with all in them, are not of the article; `kept` ones are (each element within one is listed too), unless
    they are `stripped`; `around` are the elements that hold one that a `keep` names: such an element may not be taken
    out whole. `tags` are the elements themselves, so that their ids stay their own.
    """

    bodies: tuple[Tag, ...] = ()
    stripped: Mapping[int, Mark] = MappingProxyType({})
    kept: frozenset[int] = frozenset()
    around: frozenset[int] = frozenset()
    candidates: tuple[Candidate, ...] = ()
    notices: tuple[Notice, ...] = ()
    tags: tuple[Tag, ...] = ()


def find_site_rule(rules: SiteRules, url: str) -> SiteRule | None:
    """The rule for a page: the site's own before the package's before ftr files; in each the nearest domain."""
    if not rules.tiers and not rules.ftr:
        return None
    domains = _domains_of(host_of(url))
    for tier in rules.tiers:
        for domain in domains:
            if domain in tier:
                return tier[domain]
    return find_ftr(rules.ftr, domains) if domains else None


def _domains_of(host: str) -> list[str]:
    """What a host may be called in a rule: itself, then the domains it lies below, the longest first."""
    parts = host.rstrip(".").split(".")
    return [".".join(parts), *("*." + ".".join(parts[at:]) for at in range(1, len(parts)))] if host else []


def apply_site_rule(page: HtmlPage, rule: SiteRule) -> SiteFindings:
    """What the rule finds on a page; to be called before anything is taken out of the page's tree.

    What is stripped out of the middle of a paragraph, list or table is moved behind it, so that it can be told apart.
    """
    selection = Selection(page)
    bodies = _find_bodies(selection, rule.body)
    roots = frozenset(id(tag) for tag in bodies or (page.tree.body or page.tree,))
    evidence = _find_evidence(selection, rule, page)
    named = {id(tag): tag for selector in rule.keep for tag in selection.tags(selector)}
    around = frozenset(id(parent) for tag in named.values() for parent in tag.parents)
    stripped = [
        (tag, mark)
        for tag, mark in (*_credit_lines(evidence, rule), *_strips(selection, rule))
        if any(id(parent) in roots for parent in tag.parents)
    ]
    split = [(part, mark) for tag, mark in stripped for part in _split_around(tag, named, around)]
    parts = list(_lift(split, roots))
    kept = [*named.values(), *(() if rule.prune else bodies)]
    return SiteFindings(
        bodies=bodies,
        stripped={id(part): mark for part, mark in parts},
        kept=frozenset(id(each) for tag in kept for each in (tag, *tag.find_all(True))),
        around=around,
        candidates=tuple(item.candidate for item in evidence),
        notices=tuple(_notices(rule, bodies, evidence)),
        tags=(*(part for part, _ in parts), *kept),
    )


def judge_by_site(findings: SiteFindings, judge: Judge) -> Judge:
    """A judge for `read_html`: what the rule says of an element, and `judge` of the others."""
    inherited: dict[int, Mark] = {}

    def judge_element(tag: Tag) -> Mark | None:
        key = id(tag)
        if key in findings.stripped or key in findings.kept:
            return findings.stripped.get(key)
        mark = inherited.get(key) or judge(tag)
        if mark and key in findings.around:  # all of it goes but what is kept
            inherited.update((id(child), mark) for child in tag.find_all(True, recursive=False))
            return None
        return mark

    return judge_element


class _Evidence(NamedTuple):
    candidate: Candidate
    tag: Tag | None


def _find_bodies(selection: Selection, selectors: Iterable[Selector]) -> tuple[Tag, ...]:
    """What the first selector that finds something to read finds, without what lies within another part of it."""
    for selector in selectors:
        found = {id(tag): tag for tag in selection.tags(selector) if _is_shown(tag)}
        if found:
            return tuple(tag for tag in found.values() if not any(id(parent) in found for parent in tag.parents))
    return ()


def _is_shown(tag: Tag) -> bool:
    if any(is_hidden(each) for each in (tag, *tag.parents)):
        return False
    return tag.name == "img" or tag.find("img") is not None or bool(text_of_element(tag))


def _find_evidence(selection: Selection, rule: SiteRule, page: HtmlPage) -> list[_Evidence]:
    root = page.tree.html
    language = primary_language(str(root.get("lang") or "")) if root else None
    return [
        *_first(selection, rule, "title", rule.title, lambda text: [text]),
        *_first(selection, rule, "authors", rule.author, lambda text: read_names(text, stated=True)),
        *_first(selection, rule, "published", rule.date, lambda text: _read_dates(text, language)),
    ]


def _first(
    selection: Selection,
    rule: SiteRule,
    field: str,
    selectors: Iterable[Selector],
    read: Callable[[str], Iterable[str]],
) -> list[_Evidence]:
    """The values of the first selector that gives any: all authors, else the first one."""
    for selector in selectors:
        values = [value for value in selection.values(selector) if len(value.text) <= _LONGEST_VALUE]
        found = [_evidence(rule, field, text, value) for value in values for text in read(value.text)]
        if found:
            return found if field == "authors" else found[:1]
    return []


def _evidence(rule: SiteRule, field: str, text: str, value: Value) -> _Evidence:
    origin = f"source:{rule.name}"
    return _Evidence(Candidate(field=field, value=text, origin=origin, rank=_RANK, line=value.line), value.tag)


def _read_dates(text: str, language: str | None) -> list[str]:
    date = parse_instant(text) or find_date_line(text, language) or parse_written_date(text, language)
    return [date] if date else []


def _credit_lines(evidence: Iterable[_Evidence], rule: SiteRule) -> Iterator[tuple[Tag, Mark]]:
    """Authors and dates that stand for themselves: they are in the metadata now, and no words of the story."""
    for candidate, tag in evidence:
        if tag is not None and candidate.field in _LINES and _stands_alone(tag):
            key, category = _LINES[candidate.field]
            yield tag, Mark(category, f"source.{rule.name}.{key}")


def _stands_alone(tag: Tag) -> bool:
    """Whether the element is a block of its own, and no name in a sentence."""
    text = text_of_element(tag)
    while tag.name not in _BLOCKS and tag.parent is not None and text_of_element(tag.parent) == text:
        tag = tag.parent
    return tag.name in _BLOCKS


def _strips(selection: Selection, rule: SiteRule) -> Iterator[tuple[Tag, Mark]]:
    mark = Mark("ui", f"source.{rule.name}.strip")
    return ((tag, mark) for selector in rule.strip for tag in selection.tags(selector))


def _split_around(tag: Tag, named: Mapping[int, Tag], around: frozenset[int]) -> Iterator[Tag]:
    """An element, or where it holds one that is kept, what lies around that."""
    stack = [tag]
    while stack:
        part = stack.pop()
        if id(part) in around:
            stack += part.find_all(True, recursive=False)
        elif id(part) not in named:
            yield part


def _lift(parts: list[tuple[Tag, Mark]], roots: frozenset[int]) -> Iterator[tuple[Tag, Mark]]:
    """The outermost stripped elements; those within what is read as one block are moved behind it, in their order."""
    marked = {id(part) for part, _ in parts}
    last: dict[int, Tag] = {}
    for part, mark in {id(part): (part, mark) for part, mark in parts}.values():
        inside = list(_parents_within(part, roots))
        if any(id(parent) in marked for parent in inside):
            continue  # goes with what it is in
        block = next((parent for parent in reversed(inside) if parent.name in _WHOLE), None)
        if block is None and part.name not in _WITHIN_LINES:
            yield part, mark
            continue
        box = Tag(name="div", is_xml=False, sourceline=part.sourceline)
        box.append(part.extract())
        before = last.get(id(block or inside[0]), block)
        if before is None:
            inside[0].append(box)
        else:
            before.insert_after(box)
        last[id(block or inside[0])] = box
        yield box, mark


def _parents_within(tag: Tag, roots: frozenset[int]) -> Iterator[Tag]:
    """The elements around one, out to the body it is in."""
    for parent in tag.parents:
        yield parent
        if id(parent) in roots:
            return


def _notices(rule: SiteRule, bodies: tuple[Tag, ...], evidence: Iterable[_Evidence]) -> Iterator[Notice]:
    """What the rule names and the page has not: authors may well be missing, the others show a site made anew."""
    found = {item.candidate.field for item in evidence} | ({"body"} if bodies else set())
    wanted = {"body": rule.body, "title": rule.title, "published": rule.date}
    missed = [_KEYS.get(field, field) for field, selectors in wanted.items() if selectors and field not in found]
    if missed:
        checked = f"; last checked {rule.checked.isoformat()}" if rule.checked else ""
        message = f"{rule.file}: finds no {' and no '.join(missed)} on this page: the site may have changed{checked}"
        yield Notice(code="source-rule-missed", message=message)
    yield from (Notice(code="source-rule-unusable", message=fault) for fault in rule.faults)


def check_examples(rule: SiteRule) -> list[RuleError]:
    """An error for each example on which the rule does not find what the example says."""
    return [error for example in rule.example for error in _check_example(rule, example)]


def _check_example(rule: SiteRule, example: Example) -> Iterator[RuleError]:
    page = parse_html_page(example.html)
    findings = apply_site_rule(page, rule)
    pieces = [
        piece
        for body in findings.bodies
        for piece in read_html(body, judge=judge_by_site(findings, lambda tag: None))
        if piece.mark is None
    ]
    values: dict[str, list[str]] = {}
    for candidate in findings.candidates:
        values.setdefault(candidate.field, []).append(str(candidate.value))
    for key, expected, found in (
        ("title", example.title, values.get("title", [""])[0]),
        ("authors", example.authors and list(example.authors), values.get("authors", [])),
        ("date", example.date, values.get("published", [""])[0]),
        ("body", example.body and fold_blanks(example.body), fold_blanks(text_of_all(p.block for p in pieces))),
    ):
        if expected is not None and found != expected:
            yield RuleError(
                f'example: {key} is "{found}", not "{expected}"',
                rule.file,
                example.line,
                "mend the rule or the example",
            )
