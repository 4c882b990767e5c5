"""The element tree of a page, through beautifulsoup4.

The tree builder is `html.parser`: it knows source lines, needs no compiled package and loses no text in deep nesting.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_INVISIBLE = frozenset(
    """
    head script style template noscript svg math iframe object embed canvas audio video select input
    textarea
    """.split()  # noqa: SIM905 (a list would take a page)
)
_CELLS = ("td", "th")
_CLOSES = {
    "p": ("p",),
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "td": _CELLS,
    "th": _CELLS,
    "tr": (*_CELLS, "tr"),
    "tbody": (*_CELLS, "tr", "tbody", "thead"),
    "tfoot": (*_CELLS, "tr", "tbody", "thead"),
}
"""Elements whose start ends an open one (HTML, section 13.1.2.4)."""
_READER_ONLY = frozenset(["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"])
"""The usual names for words that are read out but not shown."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def parse_html(text: str) -> BeautifulSoup:
    """The element tree of a page or fragment, omitted end tags put where HTML has them; total."""
    tree = BeautifulSoup(f"{text}\n", "html.parser")  # a line end, or a lone address is taken for a mistake of ours
    for tag in tree.find_all(list(_CLOSES)):
        while tag.parent is not None and tag.parent.name in _CLOSES[tag.name]:
            tag.parent.insert_after(tag)
    return tree


def drop_hidden(root: Tag) -> None:
    """Take out of the tree what a browser without style sheets would not show."""
    for tag in root.find_all(is_hidden):
        if not tag.decomposed:
            tag.decompose()


def is_hidden(tag: Tag) -> bool:
    """Whether a browser without style sheets would not show the element."""
    if tag.name in _INVISIBLE or tag.has_attr("hidden") or not _READER_ONLY.isdisjoint(tag.get_attribute_list("class")):
        return True
    return bool(_HIDDEN_STYLE.search(str(tag.get("style") or "")))
