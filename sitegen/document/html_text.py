"""The text of an element as a browser shows it, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag
from bs4.element import PreformattedString

from sitegen.document.html_inline import clean_text
from sitegen.document.html_tree import is_hidden

_LONGEST_CELL = 600
"""Characters: a cell with more is a column of the page."""


def visible_text(tag: Tag) -> str:
    """All text of an element, with blanks between its pieces."""
    return " ".join(lines_of(tag))


def is_layout(table: Tag, cells: list[list[Tag]]) -> bool:
    """Whether a table is how the page is laid out: one column, a table in a table, or a cell as long as a story."""
    if table.find("table") or all(len(row) < 2 for row in cells):
        return True
    return any(len(visible_text(cell)) > _LONGEST_CELL for row in cells for cell in row)


def lines_of(tag: Tag) -> Iterator[str]:
    """Preformatted text as it stands."""
    stack: list[Tag | str] = [tag]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
        elif node.name == "br":
            yield "\n"
        elif not is_hidden(node):
            inside = [each for each in node.contents if not isinstance(each, PreformattedString)]
            stack += [each if isinstance(each, Tag) else str(each) for each in reversed(inside)]


def squeeze(tag: Tag) -> str:
    return " ".join(clean_text(visible_text(tag)).split())


def children(tag: Tag, names: tuple[str, ...]) -> list[Tag]:
    return [each for each in tag.contents if isinstance(each, Tag) and each.name in names and not is_hidden(each)]
