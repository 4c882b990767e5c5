"""Questions one asks of blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from sitegen.document.inline import plain_text
from sitegen.model import AnyBlock, Break, Code, Figure, Heading, Inline, Link, ListBlock, Paragraph, Quote, Table, Text


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
