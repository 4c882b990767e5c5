"""The README speaks of everything there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest

import sitegen
from sitegen.cli import main
from sitegen.model import Attribution, Credit, FrontMatter, Image, Party, Record, Window
from sitegen.publish.config import MenuItem, SiteConfig

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def options_of(command: click.Command) -> list[str]:
    return [name for option in command.params if isinstance(option, click.Option) for name in option.opts[-1:]]


def keys_of(record: type[Record]) -> list[str]:
    """The keys of a record, and those of the tables in it."""
    fields = msgspec.structs.fields(record)
    tables = [field.type for field in fields if isinstance(field.type, type) and issubclass(field.type, Record)]
    return [field.encode_name for field in fields] + [key for table in tables for key in keys_of(table)]


def all_commands(group: click.Group, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command by its words, those of groups as well."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from all_commands(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


COMMANDS = dict(all_commands(main))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_mentioned(name: str) -> None:
    assert f"sitegen {name}" in README
    assert [option for option in options_of(COMMANDS[name]) if option not in README] == []


def missing(*records: type[Record]) -> list[str]:
    keys = {key for record in records for key in keys_of(record)}
    return sorted(key for key in keys if not re.search(rf"\b{re.escape(key)}\b", README))


def test_every_key_of_the_configuration_is_mentioned() -> None:
    assert missing(SiteConfig, MenuItem) == []


def test_every_key_of_the_front_matter_is_mentioned() -> None:
    assert missing(FrontMatter, Attribution, Image, Window, Party, Credit) == []


def test_every_command_in_the_readme_exists() -> None:
    mentioned = set(re.findall(r"^\s*(?:\$ )?sitegen ([a-z]+)\b", README, flags=re.MULTILINE))
    assert mentioned <= set(main.commands)


EXAMPLES = re.findall(r"^```python\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_every_example_in_python_runs(number: int) -> None:
    exec(EXAMPLES[number], {})  # noqa: S102 (our own lines)


def test_there_are_examples_in_python() -> None:
    assert EXAMPLES


def test_every_name_of_the_python_side_is_mentioned() -> None:
    offered = [name for name in sitegen.__all__ if name.islower() or name in ("Article", "SitegenError", "SourceError")]
    assert [name for name in offered if name not in README] == []


def test_every_field_of_an_article_s_ledger_is_mentioned() -> None:
    assert [
        name for name in ("metadata", "attribution", "blocks", "moved", "removed") if f"`{name}`" not in README
    ] == []
