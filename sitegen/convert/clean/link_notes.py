"""What a page says within its links of how they open: ", opens new tab" behind a name in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.convert.clean.ruleset import Ruleset
from sitegen.model import AnyBlock, Emphasis, Heading, Inline, Link, ListBlock, Paragraph, Quote, Strong, Text

_TAIL = re.compile(r"(?P<words>.*\S)(?P<note>\s*[,(\[]\s*(?P<said>[^,()\[\]]{8,60}?)[)\]]?\s*)", re.DOTALL)
"""A comma or a bracket parts the note from the words of the link."""
_CATEGORY = "ui"


class Cut(NamedTuple):
    """A piece of a block that is taken out of it, and the rule that says so."""

    text: str
    category: str
    rule: str


def cut_link_notes(block: AnyBlock, rules: Ruleset) -> tuple[AnyBlock, tuple[Cut, ...]]:
    """A block without the notes at the ends of its links, and those."""
    cuts: list[Cut] = []
    return _cut_block(block, rules, cuts), tuple(cuts)


def _cut_block(block: AnyBlock, rules: Ruleset, cuts: list[Cut]) -> AnyBlock:
    if isinstance(block, Paragraph | Heading):
        content = _cut_inline(block.content, rules, cuts)
        return block if content == block.content else replace(block, content=content)
    if isinstance(block, Quote):
        return replace(block, blocks=tuple(_cut_block(each, rules, cuts) for each in block.blocks))
    if isinstance(block, ListBlock):
        return replace(
            block, items=tuple(tuple(_cut_block(each, rules, cuts) for each in item) for item in block.items)
        )
    return block


def _cut_inline(content: Iterable[Inline], rules: Ruleset, cuts: list[Cut]) -> tuple[Inline, ...]:
    return tuple(_cut_node(node, rules, cuts) for node in content)


def _cut_node(node: Inline, rules: Ruleset, cuts: list[Cut]) -> Inline:
    if isinstance(node, Link):
        return replace(node, content=_cut_link(node.content, rules, cuts))
    if isinstance(node, Emphasis | Strong):
        return replace(node, content=_cut_inline(node.content, rules, cuts))
    return node


def _cut_link(content: tuple[Inline, ...], rules: Ruleset, cuts: list[Cut]) -> tuple[Inline, ...]:
    last = content[-1] if content else None
    tail = _TAIL.fullmatch(last.text) if isinstance(last, Text) else None
    if tail is None:
        return content
    found = (
        match for match in rules.find(tail["said"]) if match.category == _CATEGORY and match.rule.action == "remove"
    )
    match = next(found, None)
    if match is None:
        return content
    cuts.append(Cut(tail["note"].strip(), match.category, match.rule.id))
    return (*content[:-1], Text(text=tail["words"]))
