"""Questions one asks of blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from sitegen.document.inline import plain_text
from sitegen.model import (
    AnyBlock,
    Break,
    Code,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)


def text_of(block: AnyBlock) -> str:
    """The plain text of a block, without the caption of a figure; items and rows stand on lines of their own."""
    match block:
        case Heading() | Paragraph():
            return plain_text(block.content)
        case ListBlock():
            return "\n".join(text_of_all(item, "\n") for item in block.items)
        case Quote():
            return text_of_all(block.blocks, "\n\n")
        case Code():
            return block.text
        case Table():
            rows = ([block.header] if any(block.header) else []) + list(block.rows)
            return "\n".join("\t".join(plain_text(cell) for cell in row) for row in rows)
        case Figure() | Break():
            return ""


def text_of_all(blocks: Iterable[AnyBlock], separator: str = "\n\n") -> str:
    """The plain text of blocks, those without any left out."""
    return separator.join(text for text in map(text_of, blocks) if text)


def paragraph(text: str, line: int = 0, end_line: int = 0) -> Paragraph:
    """A paragraph of nothing but `text`."""
    return Paragraph(content=(Text(text=text),), line=line, end_line=end_line or line)


def all_blocks(blocks: Iterable[AnyBlock]) -> Iterator[AnyBlock]:
    """Every block at any depth, parents first."""
    for block in blocks:
        yield block
        if isinstance(block, Quote):
            yield from all_blocks(block.blocks)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from all_blocks(item)


def map_figures(blocks: Iterable[AnyBlock], change: Callable[[Figure], Figure]) -> tuple[AnyBlock, ...]:
    """The same blocks with every figure at any depth changed."""
    changed: list[AnyBlock] = []
    for block in blocks:
        if isinstance(block, Figure):
            changed.append(change(block))
        elif isinstance(block, Quote):
            changed.append(replace(block, blocks=map_figures(block.blocks, change)))
        elif isinstance(block, ListBlock):
            changed.append(replace(block, items=tuple(map_figures(item, change) for item in block.items)))
        else:
            changed.append(block)
    return tuple(changed)


def links_of(content: Iterable[Inline]) -> Iterator[Link]:
    """Every link at any depth."""
    for node in content:
        if isinstance(node, Link):
            yield node
        elif not isinstance(node, Text) and hasattr(node, "content"):
            yield from links_of(node.content)


def map_links(blocks: Iterable[AnyBlock], change: Callable[[str], str]) -> tuple[AnyBlock, ...]:
    """The same blocks with the address of every link at any depth changed."""
    return tuple(_map_links_of(block, change) for block in blocks)


def _map_links_of(block: AnyBlock, change: Callable[[str], str]) -> AnyBlock:
    match block:
        case Heading() | Paragraph():
            return replace(block, content=_map_inline(block.content, change))
        case ListBlock():
            return replace(block, items=tuple(map_links(item, change) for item in block.items))
        case Quote():
            return replace(block, blocks=map_links(block.blocks, change))
        case Table():
            header = tuple(_map_inline(cell, change) for cell in block.header)
            rows = tuple(tuple(_map_inline(cell, change) for cell in row) for row in block.rows)
            return replace(block, header=header, rows=rows)
        case _:
            return block


def _map_inline(content: Iterable[Inline], change: Callable[[str], str]) -> tuple[Inline, ...]:
    changed: list[Inline] = []
    for node in content:
        if isinstance(node, Link):
            changed.append(replace(node, href=change(node.href), content=_map_inline(node.content, change)))
        elif isinstance(node, Emphasis | Strong):
            changed.append(replace(node, content=_map_inline(node.content, change)))
        else:
            changed.append(node)
    return tuple(changed)
