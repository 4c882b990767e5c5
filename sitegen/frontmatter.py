"""The content file: YAML front matter and a Markdown body, both ways."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec
import yaml

from sitegen.errors import ContentError, parse_fault, suggest
from sitegen.model import (
    Attribution,
    ContentFile,
    Correction,
    Credit,
    FrontMatter,
    Image,
    Origin,
    Party,
    Record,
    Window,
)

_FENCE = re.compile(r"---[ \t]*\n(.*?\n|)---[ \t]*(?:\n|$)", re.DOTALL)
_ORIGIN = re.compile(r"^origin:\n(?:[ ].*\n)*", re.MULTILINE)
_UPDATED = re.compile(r"^updated:.*\n", re.MULTILINE)
_DATE = re.compile(r"^date:.*\n", re.MULTILINE)
_TITLE = re.compile(r"^title:.*\n(?:[ ].*\n)*", re.MULTILINE)
_RAW_FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\n|)---[ \t]*(?:\r?\n|$)", re.DOTALL)
_RAW_ORIGIN = re.compile(r"^origin:[ \t]*\r?\n(?:[ ].*\n)+", re.MULTILINE)
_COPY_OF = re.compile(r"^[ ]+copy_of:[ ]*([^\r\n]*)\r?\n", re.MULTILINE)
_PLAIN_PATH = re.compile(r"\w[\w./-]*")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_DATES = ("date", "updated")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_MOST_ALIASES = 50
"""YAML aliases in one file: enough for a person, too few for a bomb."""


def split_content(text: str) -> tuple[str, str, int]:
    """The YAML, the body, and the line the body begins on; the YAML is empty when there is no front matter."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    fence = _FENCE.match(text)
    if not fence:
        return "", text, 1
    body = text[fence.end() :]
    blank = len(body) - len(body.lstrip("\n"))
    return fence[1], body[blank:], text.count("\n", 0, fence.end()) + 1 + blank


def parse_content_file(path: str, text: str) -> ContentFile:
    """Parse a content file. Raises ContentError naming `path` and the line for anything unknown or malformed."""
    head, body, body_line = split_content(text)
    if not head:
        hint = (
            "close the front matter with a line ---"
            if text.startswith("---")
            else 'begin with ---, a line "title: …", and ---'
        )
        raise ContentError("has no front matter", path, 1, hint)
    values = _load_yaml(path, head)
    try:
        front = msgspec.convert(_with_plain_corrections(_plain_dates(values)), FrontMatter)
    except msgspec.ValidationError as error:
        raise _explain(path, head, values, str(error)) from error
    except RecursionError as error:
        raise ContentError("front matter holds itself", path, 2, "write the values out") from error
    if not front.title.strip():
        raise ContentError('has no "title"', path, _line_of(head, ["title"]), 'add a line "title: …"')
    if front.copy_of is True:
        hint = "name the content file of the main story, or write false"
        raise ContentError('"copy_of" is true', path, _line_of(head, ["copy_of"]), hint)
    for key, value in _dates_of(front):
        if not _is_date(value):
            line = _line_of(head, key.split("."))
            raise ContentError(f'"{key}" is no date: "{value}"', path, line, "write 2026-05-04 or 2026-05-04T09:00:00Z")
    return ContentFile(front=front, body=body, body_line=body_line)


def format_content_file(front: FrontMatter, body: str) -> str:
    """The text of a content file."""
    values = _strip(msgspec.to_builtins(front))
    if front.copy_of is not None:  # that it is false is said, not left out
        values["copy_of"] = front.copy_of
    if not front.republish:
        values["republish"] = False
    return f"---\n{_dump(values)}---\n\n{body}"


def _dump(values: dict[str, Any]) -> str:
    text: str = yaml.dump(
        values, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False
    )
    return text


def without_origin(text: str) -> str:
    """A content file's text without its `origin`: what a person can have edited."""
    head, body, _ = split_content(text)
    return f"---\n{_ORIGIN.sub('', head)}---\n\n{body}"


def with_origin(text: str, origin: Origin) -> str:
    """A content file's text that has no `origin`, with one."""
    head, body, _ = split_content(text)
    return f"---\n{head}{_dump({'origin': _strip(msgspec.to_builtins(origin))})}---\n\n{body}"


def with_origin_of(text: str, other: str) -> str:
    """A content file's text, otherwise as a person wrote it, with the `origin` of another."""
    head, body, _ = split_content(text)
    origin = _ORIGIN.search(split_content(other)[0])
    return f"---\n{_ORIGIN.sub('', head)}{origin[0] if origin else ''}---\n\n{body}"


def with_updated(text: str, when: str) -> str:
    """A content file's text, not otherwise touched, with the date of its last change where import writes it."""
    head, body, _ = split_content(text)
    line = f"updated: '{when}'\n"
    bare = _UPDATED.sub("", head)
    place = _DATE.search(bare) or _TITLE.search(bare)
    at = place.end() if place else 0
    return f"---\n{bare[:at]}{line}{bare[at:]}---\n\n{body}"


def with_copy_of(text: str, copy_of: str | None) -> str | None:
    """A content file's text, not otherwise touched, whose `origin` says what it is a copy of; None where no import
    wrote an origin in it."""
    block = _find_origin(text)
    if not block:
        return None
    lines = _COPY_OF.sub("", block[0])
    if copy_of is not None:
        end = "\r\n" if block[0].endswith("\r\n") else "\n"
        plain = copy_of if _PLAIN_PATH.fullmatch(copy_of) else json.dumps(copy_of, ensure_ascii=False)
        lines += f"  copy_of: {plain}{end}"
    return text[: block.start()] + lines + text[block.end() :]


def find_copy_of(text: str) -> str | None:
    """What the `origin` of a content file says it is a copy of."""
    block = _find_origin(text)
    found = _COPY_OF.search(block[0]) if block else None
    if not found:
        return None
    return str(json.loads(found[1])) if found[1].startswith('"') else found[1]


def _find_origin(text: str) -> re.Match[str] | None:
    """The block of `origin` in the front matter, as import writes it, in the text as it is."""
    fence = _RAW_FENCE.match(text)
    return _RAW_ORIGIN.search(text, 0, fence.end(1)) if fence else None


def _load_yaml(path: str, head: str) -> dict[str, Any]:
    try:
        aliases = (
            sum(isinstance(token, yaml.AliasToken) for token in yaml.scan(head, Loader=_LOADER)) if "*" in head else 0
        )
        if aliases > _MOST_ALIASES:
            raise ContentError("has too many YAML aliases", path, 2, "write the values out")
        values = yaml.load(head, Loader=_LOADER)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        hint = 'put quotes around a value that has ": " or begins with a special character'
        raise ContentError(f"front matter is no YAML: {error.problem}", path, line, hint) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ContentError(f"front matter is no YAML: {error}", path, 2, "retype the line") from error
    if not isinstance(values, dict):
        raise ContentError("front matter is no list of keys", path, 2, 'write "key: value" lines')
    return {str(key): value for key, value in values.items() if value is not None}


def _plain_dates(value: Any) -> Any:
    """YAML's own dates as ISO 8601 strings; inner nulls mean absent."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain_dates(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_plain_dates(inner) for inner in value]
    return value


def _with_plain_corrections(values: dict[str, Any]) -> dict[str, Any]:
    """The values with corrections that are no more than a sentence as records."""
    attribution = values.get("attribution")
    if not isinstance(attribution, dict) or not isinstance(found := attribution.get("corrections"), list):
        return values
    records = [{"text": each} if isinstance(each, str) else each for each in found]
    return {**values, "attribution": {**attribution, "corrections": records}}


def _is_date(value: str) -> bool:
    """Whether a value is an ISO 8601 date of a year that every calendar function can handle."""
    if not _ISO_DATE.fullmatch(value):
        return False
    try:
        return 1000 <= datetime.fromisoformat(value).year <= 9998
    except ValueError:
        return False


def _dates_of(front: FrontMatter) -> Iterator[tuple[str, str]]:
    for key in _DATES:
        value = getattr(front, key)
        if value is not None:
            yield key, value
    if front.publish and front.publish.from_ is not None:
        yield "publish.from", front.publish.from_
    if front.publish and front.publish.until is not None:
        yield "publish.until", front.publish.until
    for correction in front.attribution.corrections if front.attribution else ():
        if correction.date is not None:
            yield "attribution.corrections.date", correction.date
    if front.origin and front.origin.imported:
        yield "origin.imported", front.origin.imported


_TABLES: dict[str, type[Record]] = {
    "": FrontMatter,
    "image": Image,
    "publish": Window,
    "attribution": Attribution,
    "origin": Origin,
    "attribution.chain": Party,
    "attribution.credits": Credit,
    "attribution.corrections": Correction,
}


def _explain(path: str, head: str, values: dict[str, Any], message: str) -> ContentError:
    """msgspec's message in the words of the file: an unknown key, or a value of the wrong kind."""
    fault = parse_fault(message)
    if fault.unknown:
        table = _TABLES.get(".".join(fault.keys), FrontMatter)
        names = [field.encode_name for field in msgspec.structs.fields(table)]
        line = _line_of(head, [*fault.keys, fault.unknown])
        return ContentError(f'unknown key "{fault.unknown}"', path, line, suggest(fault.unknown, names))
    if fault.missing:
        table_name = ".".join(fault.keys)
        line = _line_of(head, [*fault.keys])
        return ContentError(f'{table_name} has no "{fault.missing}"'.strip(), path, line, f'add "{fault.missing}: …"')
    value = values.get(fault.keys[0]) if fault.keys else None
    hint = "put it in quotes" if isinstance(value, int | float | bool) else "see Front matter in the README"
    return ContentError(fault.message, path, _line_of(head, [*fault.keys]), hint)


def _line_of(head: str, keys: list[str]) -> int:
    """The line of the file on which the last of the nested `keys` stands."""
    lines = head.split("\n")
    at = 0
    for key in keys:
        pattern = re.compile(rf"""\s*(?:-\s*)?[{{"']?(?:.*[{{,]\s*)?["']?{re.escape(key)}["']?\s*:""")
        at = next((i for i in range(at, len(lines)) if pattern.match(lines[i])), at)
    return at + 2


def _strip(value: Any) -> Any:
    """Without what is empty: a content file says only what is known."""
    if isinstance(value, dict):
        return {key: inner for key, raw in value.items() if not _is_empty(inner := _strip(raw))}
    if isinstance(value, list | tuple):
        return [_strip(inner) for inner in value]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)
