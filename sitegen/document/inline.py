"""Inline content: its plain text and its normal form."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from sitegen.model import CodeSpan, Emphasis, Inline, LineBreak, Link, Strong, Text

_LINE_ENDS = re.compile(r"[\r\n]+")


def plain_text(content: Iterable[Inline]) -> str:
    """The characters a reader sees; a line break counts as a newline."""
    return "".join(_plain(node) for node in content)


def _plain(node: Inline) -> str:
    if isinstance(node, Text | CodeSpan):
        return node.text
    if isinstance(node, LineBreak):
        return "\n"
    return plain_text(node.content)


def normalize(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """The normal form: neighbouring texts joined, empty nodes gone, no newline in a text, no blank at either end."""
    return _trim(_merge(content), left=True, right=True)


def without_emphasis(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """The same words with links and code but no emphasis."""
    flat: list[Inline] = []
    for node in content:
        if isinstance(node, Emphasis | Strong):
            flat += without_emphasis(node.content)
        else:
            flat.append(replace(node, content=without_emphasis(node.content)) if isinstance(node, Link) else node)
    return _merge(flat)


def without_breaks(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """The same content on one line."""
    return normalize(_blanks_for_breaks(content))


def _blanks_for_breaks(content: Iterable[Inline]) -> tuple[Inline, ...]:
    flat: list[Inline] = []
    for node in content:
        if isinstance(node, LineBreak):
            flat.append(Text(text=" "))
        elif isinstance(node, Emphasis | Strong | Link):
            flat.append(replace(node, content=_blanks_for_breaks(node.content)))
        else:
            flat.append(node)
    return tuple(flat)


def _merge(content: Iterable[Inline]) -> tuple[Inline, ...]:
    merged: list[Inline] = []
    for node in content:
        for part in _merge_nested(node) if isinstance(node, Emphasis | Strong | Link) else (node,):
            _append(merged, part)
    return tuple(merged)


def _append(merged: list[Inline], node: Inline) -> None:
    """Add `node`, joined to the last one where both are text or both are code."""
    if not isinstance(node, Text | CodeSpan):
        merged.append(node)
        return
    text = _LINE_ENDS.sub(" ", node.text)
    if isinstance(node, CodeSpan) and not text.strip():
        node = Text(text=" " if text else "")
        text = node.text
    if merged and type(merged[-1]) is type(node):
        merged[-1] = replace(node, text=merged[-1].text + text)
    elif text:
        merged.append(replace(node, text=text))


def _merge_nested(node: Emphasis | Strong | Link) -> list[Inline]:
    """The node with its outer blanks put outside, where CommonMark wants them; only its text where there is no word."""
    inner = _merge(_without_links(node.content) if isinstance(node, Link) else node.content)
    text = plain_text(inner)
    if not text.strip():
        return [Text(text=" ")] if text else []
    trimmed = _trim(inner, left=True, right=True)
    left = plain_text(trimmed)
    nodes: list[Inline] = [replace(node, content=trimmed)]
    if text[0].isspace() and not left[0].isspace():
        nodes.insert(0, Text(text=" "))
    if text[-1].isspace() and not left[-1].isspace():
        nodes.append(Text(text=" "))
    return nodes


def _without_links(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """A link cannot hold a link: HTML and CommonMark agree."""
    flat: list[Inline] = []
    for node in content:
        if isinstance(node, Link):
            flat += _without_links(node.content)
        elif isinstance(node, Emphasis | Strong):
            flat.append(replace(node, content=_without_links(node.content)))
        else:
            flat.append(node)
    return tuple(flat)


def _trim(content: tuple[Inline, ...], *, left: bool, right: bool) -> tuple[Inline, ...]:
    nodes = list(content)
    while nodes and left and _trim_end(nodes, 0):
        pass
    while nodes and right and _trim_end(nodes, -1):
        pass
    return tuple(_space_breaks(nodes))


def _trim_end(nodes: list[Inline], at: int) -> bool:
    """Strip the node at one end; true when it vanished and its neighbour is to be stripped too."""
    node = nodes[at]
    if isinstance(node, LineBreak):
        del nodes[at]
        return True
    if isinstance(node, Text):
        text = node.text.lstrip() if at == 0 else node.text.rstrip()
        if not text:
            del nodes[at]
            return True
        nodes[at] = Text(text=text)
    elif isinstance(node, Emphasis | Strong | Link):
        nodes[at] = replace(node, content=_trim(node.content, left=at == 0, right=at == -1))
    return False


def _space_breaks(nodes: list[Inline]) -> list[Inline]:
    """Blanks beside a line break are not seen; drop them."""
    for i, node in enumerate(nodes):
        if isinstance(node, Text):
            text = node.text
            if i and isinstance(nodes[i - 1], LineBreak):
                text = text.lstrip()
            if i + 1 < len(nodes) and isinstance(nodes[i + 1], LineBreak):
                text = text.rstrip()
            if text != node.text:
                nodes[i] = Text(text=text)
    return [node for node in nodes if not (isinstance(node, Text) and not node.text)]
