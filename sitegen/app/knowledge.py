"""The rules and agencies of the package, read once a run."""

from __future__ import annotations

from functools import cache

from sitegen.convert.clean.ruleset import Rules, parse_rule_file
from sitegen.convert.metadata.agency import parse_agencies
from sitegen.convert.pipeline import Knowledge
from sitegen.shell.package import package_files


@cache
def load_knowledge() -> Knowledge:
    """What cleaning knows of the world. Raises RuleError for a malformed file."""
    files = package_files("rules", ".toml")
    return Knowledge(
        rules=Rules({name: parse_rule_file(f"{name}.toml", text) for name, text in files.items() if "/" in name}),
        agencies=parse_agencies("rules/agencies.toml", files["agencies"]),
    )
