"""A theme as a value: its templates, words, options and files, and what each template depends on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec
from jinja2 import Environment, TemplateSyntaxError, meta

from sitegen.digest import digest_text
from sitegen.errors import ConfigError, ThemeError, suggest
from sitegen.model import Record

TEMPLATES = ("article.html", "home.html", "list.html", "terms.html", "404.html", "redirect.html")
"""What every theme must have."""


WORDS = (
    *("home", "sections", "tags", "sources", "authors", "archive", "not_found_title", "redirect_title", "page_n"),
    *("role_agency", "role_originator", "role_publisher", "role_intermediary", "role_republisher"),
)
"""What every theme must have words for, in English at least; `page_n` holds `{number}`."""


class ThemeFile(Record, frozen=True):
    """theme.toml: who the theme is, and its options with their defaults."""

    name: str
    description: str = ""
    license: str = ""
    options: dict[str, Any] = {}


class Template(Record, frozen=True):
    """A template's text and the file it comes from, for error messages."""

    text: str
    path: str


class Theme(Record, frozen=True, kw_only=True):
    """`templates` by name, those of the site over those of the theme; `strings` by language."""

    templates: dict[str, Template]
    strings: dict[str, dict[str, str]]
    options: dict[str, Any]


def parse_theme(
    path: str, text: str, templates: Mapping[str, Template], strings: Mapping[str, str], chosen: Mapping[str, Any]
) -> Theme:
    """A theme from its files: `strings` maps a language to its TOML, `chosen` is the site's `[theme_options]`.

    Raises ThemeError or ConfigError naming the file for anything missing or unknown.
    """
    try:
        file = msgspec.convert(tomllib.loads(text), ThemeFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ThemeError(str(error), path, hint="mend theme.toml") from error
    missing = [name for name in TEMPLATES if name not in templates]
    if missing:
        raise ThemeError(f"has no template {missing[0]}", path, hint="every theme needs " + ", ".join(TEMPLATES))
    for key in chosen:
        if key not in file.options:
            raise ConfigError(f'unknown theme option "{key}"', "site.toml", hint=suggest(key, file.options))
    folder = path.rsplit("/", 1)[0]
    tables = {language: _parse_strings(f"{folder}/i18n/{language}.toml", words) for language, words in strings.items()}
    for word in WORDS:
        if word not in tables.get("en", {}):
            raise ThemeError(f'has no word "{word}"', f"{folder}/i18n/en.toml", hint=f'add a line {word} = "…"')
    for language, words in tables.items():
        if "page_n" in words and words["page_n"].count("{") != words["page_n"].count("{number}"):
            raise ThemeError(
                '"page_n" needs {number}', f"{folder}/i18n/{language}.toml", hint='such as "Page {number}"'
            )
    return Theme(templates=dict(templates), strings=tables, options={**file.options, **chosen})


def _parse_strings(path: str, text: str) -> dict[str, str]:
    try:
        return msgspec.convert(tomllib.loads(text), dict[str, str])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ThemeError(str(error), path, hint='write lines key = "words"') from error


def strings_for(theme: Theme, language: str) -> dict[str, str]:
    """The theme's words in a language, English where it lacks some."""
    english = theme.strings.get("en", {})
    return english | theme.strings.get(language.split("-", maxsplit=1)[0], {}) | theme.strings.get(language, {})


def closure_digests(theme: Theme) -> dict[str, str]:
    """For each template the digest of everything its page can include: its own text and that of all it refers to.

    A dynamic include may reach any template, so it depends on the whole theme. A missing one counts by its absence.
    Raises ThemeError for a template that cannot be parsed.
    """
    environment = Environment(autoescape=True)
    direct = {name: _references(environment, template) for name, template in theme.templates.items()}
    texts = {name: digest_text(template.text) for name, template in theme.templates.items()}
    digests: dict[str, str] = {}
    for name in theme.templates:
        reached: set[str] = set()
        queue = [name]
        while queue:
            current = queue.pop()
            if current not in reached:
                reached.add(current)
                queue += sorted(theme.templates) if None in direct.get(current, ()) else []
                queue += [reference for reference in direct.get(current, ()) if reference]
        digests[name] = digest_text("\n".join(f"{each} {texts.get(each, 'absent')}" for each in sorted(reached)))
    return digests


def _references(environment: Environment, template: Template) -> tuple[str | None, ...]:
    if "{%" not in template.text:
        return ()
    try:
        return tuple(meta.find_referenced_templates(environment.parse(template.text)))
    except TemplateSyntaxError as error:
        raise ThemeError(str(error.message), template.path, error.lineno, "mend the template") from error
