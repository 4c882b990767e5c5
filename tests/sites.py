"""Small sites for tests: laid down from text, edited, built in this process, and read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sitegen.app.build import BuildOptions, BuildReport, build
from sitegen.shell.state import MANIFEST

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
"""When tests build, unless they say otherwise."""

CONFIG = """\
title = "The Lantern"
base_url = "https://lantern.example/"
theme = "tiny"
"""

_PAGE = """\
<!doctype html>
<html lang="{{ view.language | default(site.language) }}">
{% include "head.html" %}
"""

TINY: dict[str, str] = {
    "site.toml": CONFIG,
    "themes/tiny/theme.toml": 'name = "Tiny"\n\n[options]\naccent = "teal"\n',
    "themes/tiny/i18n/en.toml": "\n".join(
        f'{key} = "{words}"'
        for key, words in {
            "home": "Home",
            "sections": "Sections",
            "tags": "Tags",
            "sources": "Sources",
            "authors": "Authors",
            "archive": "Archive",
            "latest": "Latest",
            "not_found_title": "Not found",
            "page_n": "Page {number}",
            "redirect_title": "Moved",
            "withdrawn_title": "Withdrawn",
            "role_agency": "Reported by",
            "role_originator": "Written by",
            "role_publisher": "Published by",
            "role_intermediary": "Passed on by",
            "role_republisher": "Republished by",
            "byline": "By {authors}",
            "list_separator": ", ",
            "license": "Licence",
            "correction": "Correction",
            "republish": "Take it",
            "republish_credit": "This story first appeared on [{site}]({url}).",
            "republish_usage": "Say this: {credit}",
        }.items()
    )
    + "\n",
    "themes/tiny/static/site.css": "body { max-width: 40em }\n",
    "themes/tiny/templates/head.html": (
        "<head><title>{{ view.head.title }}</title>"
        "{% if view.head.canonical %}<link rel=canonical href={{ view.head.canonical }}>{% endif %}"
        "{% if view.head.json_ld %}<script type=application/ld+json>{{ view.head.json_ld | safe }}</script>{% endif %}"
        "</head>\n"
        "<h1>{{ site.title }}</h1>"
        "{% for link in site.menu %}<a href={{ link.url }}>{{ link.title }}</a>{% endfor %}\n"
    ),
    "themes/tiny/templates/article.html": _PAGE
    + "<h2>{{ view.title }}</h2>{% for tag in view.tags %}<i>{{ tag.title }}</i>{% endfor %}\n{{ body }}",
    "themes/tiny/templates/home.html": _PAGE
    + "{{ site.strings.latest }}{% for card in view.cards %}<a href={{ card.url }}>{{ card.title }}</a>{% endfor %}\n",
    "themes/tiny/templates/list.html": _PAGE
    + "<h2>{{ view.title }}</h2>{% for card in view.cards %}<a href={{ card.url }}>{{ card.title }}</a>{% endfor %}\n",
    "themes/tiny/templates/terms.html": _PAGE
    + "{% for group in view.groups %}{% for term in group.terms %}{{ term.title }} {{ term.count }}"
    "{% endfor %}{% endfor %}\n",
    "themes/tiny/templates/404.html": _PAGE + "{{ site.strings.not_found_title }}\n",
    "themes/tiny/templates/republish.html": _PAGE
    + "<pre>{{ pack.html }}</pre><pre>{{ pack.markdown }}</pre>{{ pack.left_out }}\n",
    "themes/tiny/templates/withdrawn.html": _PAGE + "{{ site.strings.withdrawn_title }}\n",
    "themes/tiny/templates/redirect.html": _PAGE + "<a href={{ view.url }}>{{ site.strings.redirect_title }}</a>\n",
}
"""A whole theme in a few lines, and the configuration of a site that uses it."""


def article(title: str, body: str = "Rain fell on the quay.", **keys: str) -> str:
    """The text of a content file; `keys` are further lines of YAML."""
    lines = [f"title: {title}", *(f"{key}: {value}" for key, value in keys.items())]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"


def lay_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files by their path under `folder`, and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def lay_site(folder: Path, files: Mapping[str, str]) -> Path:
    """A site with the tiny theme and the given files, which come over those of the theme."""
    return lay_files(folder, {**TINY, **files})


def parse_files(text: str) -> dict[str, str]:
    """The files of a text in which each begins with a line `-- path --`."""
    files: dict[str, str] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        if line.startswith("-- ") and line.rstrip().endswith(" --"):
            name = line.strip()[3:-3]
            files[name] = ""
        elif name:
            files[name] += line
    return {path: body.rstrip("\n") + "\n" if body.strip() else "" for path, body in files.items()}


def build_site(site: Path, output: Path | None = None, **options: Any) -> BuildReport:
    """Build at noon of the tests' day, in this process."""
    return build(site, BuildOptions(output=output, **{"jobs": 1, "now": NOON, **options}))


def read_tree(folder: Path) -> dict[str, bytes]:
    """Every file under `folder` by its path, the manifest apart."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def read_stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of the last change of every file and folder: equal means that nothing was written."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
    }


def build_clean(site: Path, folder: Path, **options: Any) -> dict[str, bytes]:
    """The tree of a build of the same site from nothing, in `folder`, which must not exist yet."""
    build_site(site, folder, force=True, **options)
    return read_tree(folder)
