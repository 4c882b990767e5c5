"""Per-source rules: where the story, its headline, authors and date are on the pages of one source.

See `sitegen/rules/sources/README.md` for the format.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping

import msgspec
from msgspec.structs import replace

from sitegen.convert.sources.selector import Selector, check_selector
from sitegen.errors import RuleError, parse_fault, suggest
from sitegen.model import Record

MANUAL = "see rules/sources/README.md in the package"
FIELDS = ("title", "body", "author", "date", "strip", "keep")
_XPATH = "xpath:"
_DOMAIN = re.compile(r"(?:\*\.)?(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W_](?:[\w-]{0,61}[^\W_])?")
_LONGEST_DOMAIN = 253
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


class Example(Record, frozen=True, kw_only=True):
    """A page, invented or cut down, and what the rule finds on it: a test."""

    html: str
    title: str | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None
    body: str | None = None
    """The words of the article: what the rule takes out of it is not among them."""
    line: int = 0
    """Where it stands in its file; found when that is read."""


class SiteRule(Record, frozen=True, kw_only=True):
    """What is known of one source. `title`, `author`, `date` and `body` are tried in order; of `strip` all apply."""

    file: str
    name: str
    """The source's domain; ids of the ledger are made of it: `source.harbour.example.strip`."""
    domains: tuple[str, ...]
    checked: datetime.date | None = None
    title: tuple[Selector, ...] = ()
    body: tuple[Selector, ...] = ()
    author: tuple[Selector, ...] = ()
    date: tuple[Selector, ...] = ()
    strip: tuple[Selector, ...] = ()
    keep: tuple[Selector, ...] = ()
    prune: bool = True
    """Whether what is furniture on any page (menus, share bars) is taken out of the body too."""
    example: tuple[Example, ...] = ()
    faults: tuple[str, ...] = ()
    """Lines of a foreign file that could not be used."""


class SiteRules(Record, frozen=True):
    """Rules by domain, the strongest set first, and the texts of ftr-site-config files by their path."""

    tiers: tuple[dict[str, SiteRule], ...] = ()
    ftr: dict[str, str] = {}


_Expressions = str | tuple[str, ...]


class _File(Record, frozen=True, kw_only=True):
    """The TOML form. One expression needs no list."""

    domains: tuple[str, ...] = ()
    checked: datetime.date | None = None
    title: _Expressions = ()
    body: _Expressions = ()
    author: _Expressions = ()
    date: _Expressions = ()
    strip: _Expressions = ()
    keep: _Expressions = ()
    prune: bool = True
    example: tuple[Example, ...] = ()


def parse_site_rules(files: Mapping[str, str]) -> SiteRules:
    """The rules of `<domain>.toml` files by their path as it is shown in messages.

    Raises RuleError, with file and line, for the first malformed one.
    """
    tier: dict[str, SiteRule] = {}
    for path, text in files.items():
        rule = parse_site_rule(path, text)
        for domain in rule.domains:
            if domain in tier:
                raise RuleError(
                    f'claims "{domain}", and so does {tier[domain].file}',
                    path,
                    _line_of(text, "domains", domain),
                    "put them into one file",
                )
            tier[domain] = rule
    return SiteRules((tier,)) if tier else SiteRules()


def join_site_rules(*sets: SiteRules) -> SiteRules:
    """One set of several; of two rules for a page the one of the earlier set is used, and ftr files last."""
    ftr = {path: text for rules in sets for path, text in rules.ftr.items()}
    return SiteRules(tuple(tier for rules in sets for tier in rules.tiers), ftr)


def parse_site_rule(path: str, text: str) -> SiteRule:
    """The rule of one file. Raises RuleError naming file and line for anything malformed or untested."""
    name = path.rpartition("/")[2].removesuffix(".toml").lower()
    file = _decode(path, text)
    domains = tuple(domain.lower() for domain in file.domains) or (name,)
    for domain in domains:
        if len(domain) > _LONGEST_DOMAIN or not _DOMAIN.fullmatch(domain):
            raise RuleError(
                f'"{domain}" is no domain',
                path,
                _line_of(text, "domains", domain),
                'such as "harbour.example", or "*.harbour.example" for all below it',
            )
    if not any(getattr(file, field) for field in FIELDS):
        raise RuleError("says nothing of its source", path, 1, f"give one of: {', '.join(FIELDS)}")
    if not file.example or any(not _expects(example) for example in file.example):
        line = _line_of(text, "[[example]]", "")
        raise RuleError(
            "has no [[example]] of what it finds", path, line, "add one with html, and title, authors, date or body"
        )
    found = {field: tuple(_selectors(path, text, field, getattr(file, field))) for field in FIELDS}
    rule = SiteRule(
        file=path,
        name=name,
        domains=tuple(domain.removeprefix("www.") for domain in domains),
        checked=file.checked,
        prune=file.prune,
        example=tuple(replace(example, line=line) for example, line in zip(file.example, _heads(text), strict=False)),
    )
    return replace(rule, **found)


def _decode(path: str, text: str) -> _File:
    try:
        return msgspec.convert(tomllib.loads(text), _File)
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        number = int(line[1]) if line and line[1] else text.count("\n") + 1
        raise RuleError(f"is no TOML: {_AT_LINE.sub('', str(error))}", path, number, "mend the line") from error
    except msgspec.ValidationError as error:
        fault = parse_fault(str(error))
        if fault.unknown:
            names = [field.name for field in msgspec.structs.fields(Example if fault.keys else _File)]
            line_number = _line_of(text, fault.unknown, "")
            raise RuleError(
                f'unknown key "{fault.unknown}"', path, line_number, suggest(fault.unknown, names)
            ) from error
        line_number = _line_of(text, fault.keys[0] if fault.keys else "[[example]]", "")
        message = f'an example has no "{fault.missing}"' if fault.missing else fault.message
        raise RuleError(message, path, line_number, MANUAL) from error


def _heads(text: str) -> list[int]:
    """The lines where examples begin."""
    return [number for number, line in enumerate(text.split("\n"), 1) if re.match(r"\s*\[\[\s*example", line)]


def _expects(example: Example) -> bool:
    return any(value is not None for value in (example.title, example.authors, example.date, example.body))


def _selectors(path: str, text: str, field: str, given: _Expressions) -> Iterator[Selector]:
    for expression in (given,) if isinstance(given, str) else given:
        xpath = expression.startswith(_XPATH)
        selector = Selector(
            kind="xpath" if xpath else "css",
            text=expression.removeprefix(_XPATH).strip(),
            line=_line_of(text, field, expression),
        )
        wrong = check_selector(selector)
        if wrong:
            raise RuleError(f'"{field}": "{expression[:80]}" {wrong}', path, selector.line, MANUAL)
        yield selector


def _line_of(text: str, key: str, value: str) -> int:
    """The line where `value` stands after `key`, or else that of the key (1 where there is none)."""
    lines = text.split("\n")
    head = re.compile(rf"\s*(?:{re.escape(key)}\s*(?:=|$)|\[+\s*{re.escape(key)}\s*\])")
    at = next((number for number, line in enumerate(lines) if head.match(line)), 0)
    forms = [value, value.replace("\\", "\\\\").replace('"', '\\"')]
    within = (number for number in range(at, len(lines)) if value and any(form in lines[number] for form in forms))
    return next(within, at) + 1
