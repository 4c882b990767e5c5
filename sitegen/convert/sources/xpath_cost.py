"""XPath that ends soon on any page.

libxml2 cannot be interrupted, and two things make it slow: searches nested in predicates, and the axes along a document
(`following`, `preceding` and those of siblings) from many places at once, whose results it compares with each other.
The first shows in the expression, the second only on the page: there what leads to such an axis is counted first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_STEP = re.compile(
    r"(?P<page>(?<![\w.*\])])//|\b(?:following|preceding)::)|(?P<subtree>//|\bdescendant[\w-]*::)|[\[\]]"
)
_ALONG = re.compile(r"/\s*(?:following|preceding)(?P<sibling>-sibling)?\s*::")
_WIDEST = 2
"""What the searches of nested predicates may weigh together: one through the whole page, or two through subtrees."""
_MOST_ELEMENTS = 50_000
_MOST_WORK = 2_000_000_000
"""Comparisons: about a second."""


def mask_literals(expression: str) -> str:
    """The expression, as long as it was, with nothing in its strings."""
    return _LITERAL.sub(lambda hit: f"'{' ' * (len(hit[0]) - 2)}'", expression)


def is_bounded(expression: str) -> bool:
    """Whether predicates search so little within each other that the time stays far from the page's cube."""
    levels = [[0, 0]]
    for step in _STEP.finditer(mask_literals(expression)):
        if step[0] == "[":
            levels.append([0, 0])
        elif step[0] == "]":
            levels[1:] = levels[1:-1]
        elif step["page"]:
            levels[-1][0] += 2
        else:
            levels[-1][1] = 1
        if sum(map(sum, levels[1:])) > _WIDEST:
            return False
    return True


def evaluate(expression: str, root: Any) -> Any:
    """What the expression gives; an empty list on a page where it would take too long. Raises etree.XPathError."""
    size = sum(1 for _ in root.iter())
    if size > _MOST_ELEMENTS:
        return []
    for start, among_siblings in _starts(expression):
        found = etree.XPath(start, regexp=False)(root)
        places = found if isinstance(found, list) else list(root.iter())
        reached = _most_siblings(places) if among_siblings else size
        if len(places) > 1 and len(places) * size * reached > _MOST_WORK:
            return []
    return etree.XPath(expression, regexp=False)(root)


def _most_siblings(places: list[Any]) -> int:
    parents = (place.getparent() for place in places if etree.iselement(place))
    return max((len(parent) for parent in parents if parent is not None), default=1)


def _starts(expression: str) -> Iterator[tuple[str, bool]]:
    """What leads to each axis along the document that is in no predicate, and whether that one stays among siblings."""
    bare = mask_literals(expression)
    for axis in _ALONG.finditer(bare):
        start = _start_of_path(bare, axis.start())
        path = expression[start : axis.start()].strip() if start >= 0 else ""
        if path.endswith("/"):  # an axis after `//`
            path = f"{path}/*" if path != "/" else "//*"
        if path:
            yield path, bool(axis["sibling"])


def _start_of_path(bare: str, end: int) -> int:
    """Where the path that leads to `end` begins; -1 within a predicate."""
    closed = 0
    for at in range(end - 1, -1, -1):
        char = bare[at]
        if char in ")]":
            closed += 1
        elif char in "([":
            if not closed:
                return at + 1 if char == "(" else -1
            closed -= 1
        elif char in "|,=<>+" and not closed:
            return at + 1
    return 0
