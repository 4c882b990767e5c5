"""JSON-LD held against the shapes of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sitegen.publish.check.finding import Fault
from sitegen.publish.check.shapes import REQUIRED, Shape, known_shapes

_DATE = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])"
    r"(?:[T ](?:[01]\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?"
)
_URL = re.compile(r"(?:https?://[^\s/]|[/#?])\S*|(?:mailto|urn|tag|doi):\S+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TRUTHS = frozenset(
    f"{prefix}{word}" for prefix in ("", "http://schema.org/", "https://schema.org/") for word in ("True", "False")
)
_PLAIN = frozenset(["Text", "URL", "Date", "DateTime", "Number", "Integer", "Boolean", "Duration", "Distance"])
_DEEPEST = 40


class _Wrong(NamedTuple):
    rule: str
    message: str
    remedy: str


def check_json_ld(text: str, line: int) -> Iterator[Fault]:
    """Faults of one block of JSON-LD that begins on a line of its page."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        remedy = "print it with a JSON encoder"
        yield Fault("jsonld.syntax", line + error.lineno - 1, f"JSON-LD is no JSON: {error.msg}", remedy)
        return
    except RecursionError:
        yield Fault("jsonld.syntax", line, "JSON-LD is nested too deep", "flatten it")
        return
    for node in data if isinstance(data, list) else [data]:
        for wrong in _check_root(node):
            yield Fault(wrong.rule, line, wrong.message, wrong.remedy)


def _check_root(node: Any) -> Iterator[_Wrong]:
    if not isinstance(node, dict):
        yield _Wrong("jsonld.shape", "JSON-LD is no object", "wrap it in one with @type")
        return
    context = node.get("@context")
    if not context:
        yield _Wrong("jsonld.context", "JSON-LD has no @context", '"@context": "https://schema.org"')
    elif not _is_schema_org(context):
        return  # in other words than schema.org's
    inner = node.get("@graph")
    for each in (inner if isinstance(inner, list) else [inner]) if inner is not None else [node]:
        yield from _check_node(each, "", 0)


def _is_schema_org(context: Any) -> bool:
    if isinstance(context, list):
        return any(map(_is_schema_org, context))
    if isinstance(context, dict):
        return _is_schema_org(context.get("@vocab", ""))
    return isinstance(context, str) and re.fullmatch(r"https?://(?:www\.)?schema\.org/?\S*", context) is not None


def _check_node(node: Any, path: str, depth: int) -> Iterator[_Wrong]:
    if not isinstance(node, dict) or depth > _DEEPEST:
        yield _Wrong("jsonld.shape", f"{path or 'JSON-LD'} is no object", "give it an @type")
        return
    names = [str(name) for name in _many(node.get("@type"))]
    if not names:
        if set(node) - {"@id", "@context"}:
            yield _Wrong("jsonld.shape", f"{path or 'JSON-LD'} has no @type", "say what it is")
        return
    shapes = known_shapes()
    known = [shapes[name.rpartition("/")[2]] for name in names if name.rpartition("/")[2] in shapes]
    if not known:
        yield _Wrong("jsonld.unknown", f'no type "{names[0]}" is known', "see schema.org for its name")
        return
    here = path or names[0]
    yield from _check_required(node, known, here)
    for key, value in node.items():
        if key.startswith("@"):
            continue
        kinds = frozenset().union(*(shape.properties.get(key, frozenset()) for shape in known))
        if not kinds:
            yield _Wrong("jsonld.unknown", f'{here} has a property "{key}" that {names[0]} does not', "see schema.org")
            continue
        for each in _many(value):
            yield from _check_value(each, kinds, f"{here}.{key}", depth + 1)


def _check_required(node: dict[str, Any], shapes: Sequence[Shape], path: str) -> Iterator[_Wrong]:
    for ancestor in dict.fromkeys(name for shape in shapes for name in shape.ancestors):
        for group in REQUIRED.get(ancestor, ()):
            if not any(node.get(key) not in (None, []) for key in group):
                yield _Wrong(
                    "jsonld.missing", f'{path} has no "{group[0]}"', f'add "{group[0]}", or leave it out whole'
                )


def _check_value(value: Any, kinds: frozenset[str], path: str, depth: int) -> Iterator[_Wrong]:
    shown = " or ".join(sorted(kinds))
    if isinstance(value, dict):
        if "@value" in value:
            yield from _check_value(value["@value"], kinds, path, depth + 1)
            return
        yield from _check_node(value, path, depth)
        types = [known_shapes().get(str(name).rpartition("/")[2]) for name in _many(value.get("@type"))]
        known = [shape for shape in types if shape]
        if known and not any(kinds & set(shape.ancestors) for shape in known):
            yield _Wrong("jsonld.shape", f"{path} is {known[0].ancestors[0]}", f"schema.org wants {shown}")
        return
    if isinstance(value, str) and not kinds & _PLAIN:
        yield _Wrong("jsonld.plain", f"{path} is mere text", f"schema.org has {shown} there")
    elif not _fits(value, kinds):
        seen = json.dumps(value, ensure_ascii=False)
        yield _Wrong("jsonld.shape", f"{path} is {seen[:80]}", f"schema.org wants {shown}")


def _fits(value: Any, kinds: frozenset[str]) -> bool:
    """Whether a plain value is of one of the kinds."""
    if isinstance(value, bool):
        return "Boolean" in kinds
    if isinstance(value, int | float):
        return bool(kinds & {"Number", "Integer", "Text"}) and (isinstance(value, int) or kinds != {"Integer"})
    if not isinstance(value, str) or not value.strip():
        return False
    return (
        bool(kinds & {"Text", "Duration", "Distance"})
        or ("URL" in kinds and _URL.fullmatch(value) is not None)
        or (bool(kinds & {"Date", "DateTime"}) and _DATE.fullmatch(value) is not None)
        or (bool(kinds & {"Number", "Integer"}) and _NUMBER.fullmatch(value) is not None)
        or ("Boolean" in kinds and value in _TRUTHS)
    )


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
