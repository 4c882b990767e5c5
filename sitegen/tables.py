"""TOML a person writes, read strictly: what is wrong is told with file, line and remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from sitegen.errors import ConfigError, parse_fault, suggest

Table = TypeVar("Table", bound=msgspec.Struct)


def read_toml(path: str, text: str) -> dict[str, Any]:
    """The values of a file. Raises ConfigError naming the line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ConfigError(f"is no TOML: {error}", path, int(line[1]) if line else 0, "mend the line") from error


def read_table(path: str, text: str, values: Mapping[str, Any], kind: type[Table], see: str) -> Table:
    """The values as a record of `kind`; `see` is where the keys are described. Raises ConfigError for an unknown key, a
    missing one and a value of the wrong kind."""
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise _explain(path, text, str(error), kind, see) from error


def line_of(text: str, keys: list[str]) -> int:
    """The line on which the last of the nested keys stands, or its table's."""
    lines = text.split("\n")
    at = 0
    for key in keys:
        pattern = re.compile(rf"\s*(?:\[+\s*(?:\w+\.)*{re.escape(key)}\s*\]|(?:.*[{{,]\s*)?{re.escape(key)}\s*=)")
        at = next((i for i in range(at, len(lines)) if pattern.match(lines[i])), at)
    return at + 1


def _explain(path: str, text: str, message: str, kind: type[msgspec.Struct], see: str) -> ConfigError:
    fault = parse_fault(message)
    if fault.unknown:
        names = [field.encode_name for field in msgspec.structs.fields(_table_at(kind, fault.keys))]
        line = line_of(text, [*fault.keys, fault.unknown])
        return ConfigError(f'unknown key "{fault.unknown}"', path, line, suggest(fault.unknown, names))
    if fault.missing:
        line = line_of(text, [*fault.keys]) if fault.keys else 1
        return ConfigError(f'has no "{fault.missing}"', path, line, f'add a line {fault.missing} = "…"')
    return ConfigError(fault.message, path, line_of(text, [*fault.keys]), see)


def _table_at(kind: type[msgspec.Struct], keys: tuple[str, ...]) -> type[msgspec.Struct]:
    """The record that the table at `keys` is read into."""
    for key in keys:
        inner = next((field.type for field in msgspec.structs.fields(kind) if field.encode_name == key), None)
        found = _struct_in(inner)
        if found is None:
            return kind
        kind = found
    return kind


def _struct_in(kind: Any) -> type[msgspec.Struct] | None:
    """The record in `Record`, `tuple[Record, ...]` or `Record | None`."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind
    parts = getattr(kind, "__args__", ())
    return next((found for part in parts if (found := _struct_in(part))), None)
