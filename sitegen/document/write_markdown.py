"""Blocks to Markdown (CommonMark 0.31). What a reader of it sees is exactly the text of the blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sitegen.document.inline import normalize, plain_text, without_breaks, without_emphasis
from sitegen.document.markdown import markdown_parser
from sitegen.document.read_markdown import read_inline
from sitegen.model import (
    AnyBlock,
    Break,
    Code,
    CodeSpan,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)

_SPECIAL = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(r"[-+=>|](?=.|$)|#(?=#{0,5}(?:\s|$))|:(?=\s*-)")
_ORDERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BACKTICKS = re.compile(r"`+")


def format_markdown(blocks: Sequence[AnyBlock]) -> str:
    """Markdown for `blocks`, ending in a newline unless it is empty."""
    text = _format_blocks(blocks)
    return text + "\n" if text else ""


def _format_blocks(blocks: Sequence[AnyBlock]) -> str:
    parts: list[str] = []
    alternate = False
    previous: AnyBlock | None = None
    for block in blocks:
        # Two lists of a kind in a row would become one: a list of the other marker starts anew.
        follows = isinstance(block, ListBlock) and isinstance(previous, ListBlock) and block.ordered == previous.ordered
        alternate = follows and not alternate
        text = _format_block(block, alternate)
        if text:
            parts.append(text)
            previous = block
    return "\n\n".join(parts)


def _format_block(block: AnyBlock, alternate: bool) -> str:
    match block:
        case Heading():
            return _format_heading(block)
        case Paragraph():
            return format_inline(block.content)
        case ListBlock():
            return _format_list(block, alternate)
        case Quote():
            return "\n".join("> " + line if line else ">" for line in _format_blocks(block.blocks).split("\n"))
        case Code():
            return _format_code(block)
        case Table():
            return _format_table(block)
        case Figure():
            return _format_figure(block)
        case Break():
            return "___"


def _format_heading(block: Heading) -> str:
    text = format_inline(without_breaks(block.content))
    if not text:
        return ""
    # A closing run of # would be taken for decoration.
    return f"{'#' * block.level} " + re.sub(r"#+$", lambda run: "\\#" * len(run[0]), text)


def _format_list(block: ListBlock, alternate: bool) -> str:
    items: list[str] = []
    tight = all(len(item) == 1 and isinstance(item[0], Paragraph) for item in block.items)
    for number, item in enumerate(block.items, block.start):
        marker = f"{number}{')' if alternate else '.'} " if block.ordered else "* " if alternate else "- "
        lines = _format_blocks(item).split("\n")
        pad = " " * len(marker)
        items.append("\n".join((marker if i == 0 else pad) + line if line else "" for i, line in enumerate(lines)))
    return ("\n" if tight else "\n\n").join(item for item in items if item)


def _format_code(block: Code) -> str:
    longest = max((len(run) for run in _BACKTICKS.findall(block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{block.language}\n{block.text}\n{fence}" if block.text else f"{fence}{block.language}\n{fence}"


def _format_table(block: Table) -> str:
    width = max((len(row) for row in (block.header, *block.rows)), default=0)
    if not width:
        return ""
    rows = [_format_row(block.header, width), "|" + " --- |" * width]
    return "\n".join(rows + [_format_row(row, width) for row in block.rows])


def _format_row(row: Sequence[tuple[Inline, ...]], width: int) -> str:
    cells = [format_inline(without_breaks(cell)).replace("|", "\\|") for cell in row]
    return "| " + " | ".join(cells + [""] * (width - len(cells))) + " |"


def _format_figure(block: Figure) -> str:
    if not block.src:
        return ""
    title = f"{block.caption} | {block.credit}" if block.credit or " | " in block.caption else block.caption
    quoted = ' "' + re.sub(r'["\\]|&(?=#?\w+;)', r"\\\g<0>", title) + '"' if title else ""
    return f"![{_escape(block.alt)}]({_format_href(block.src)}{quoted})"


def format_inline(content: Iterable[Inline]) -> str:
    """One paragraph's worth of Markdown. Markup that CommonMark could not tell from plain characters is left out."""
    nodes = normalize(content)
    text = _escape_line_starts(_format_nodes(nodes))
    if all(isinstance(node, Text) for node in nodes) or _is_faithful(nodes, text):
        return text
    plainer = normalize(without_emphasis(nodes))
    text = _escape_line_starts(_format_nodes(plainer))
    return (
        text if _is_faithful(plainer, text) else _escape_line_starts(_escape(" ".join(plain_text(nodes).split("\n"))))
    )


def _is_faithful(nodes: tuple[Inline, ...], text: str) -> bool:
    tokens = markdown_parser().parse(text)
    return len(tokens) == 3 and plain_text(read_inline(tokens[1].children or [])) == plain_text(nodes)


def _format_nodes(nodes: Sequence[Inline]) -> str:
    parts: list[str] = []
    for i, node in enumerate(nodes):
        match node:
            case Text():
                text = _escape(node.text)
                before_link = text.endswith("!") and i + 1 < len(nodes) and isinstance(nodes[i + 1], Link)
                parts.append(text[:-1] + "\\!" if before_link else text)
            case Emphasis():
                parts.append(f"*{_format_nodes(node.content)}*")
            case Strong():
                parts.append(f"**{_format_nodes(node.content)}**")
            case CodeSpan():
                parts.append(_format_code_span(node.text))
            case Link():
                parts.append(f"[{_format_nodes(node.content)}]({_format_href(node.href)})")
            case LineBreak():
                parts.append("\\\n")
    return "".join(parts)


def _format_code_span(text: str) -> str:
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _format_href(href: str) -> str:
    if href and not re.search(r"[\s()<>\\&*_`\[\]]", href):
        return href
    return "<" + re.sub(r"[<>\\]|&(?=#?\w+;)", r"\\\g<0>", href) + ">"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _escape_line_starts(text: str) -> str:
    return "\n".join(_escape_line_start(line) for line in text.split("\n"))


def _escape_line_start(line: str) -> str:
    if _LINE_START.match(line):
        return "\\" + line
    return _ORDERED.sub(r"\1\\\2", line, count=1) if _ORDERED.match(line) else line
