"""Selectors of per-source rules: CSS, XPath 1.0 and the substring tests of ftr-site-config, checked and applied.

A selector is data until it is used. XPath is held to what ends soon: no variables, no functions but its own core, few
searches within searches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

import soupsieve
from bs4 import Tag
from bs4.element import PageElement
from lxml import etree

from sitegen.convert.sources.xpath_cost import evaluate, is_bounded, mask_literals
from sitegen.document.html_tree import HtmlPage, pair_elements
from sitegen.model import Record

LONGEST = 1000
"""Characters of an expression; those in use have a tenth."""
_FUNCTIONS = frozenset(
    """
    last position count id local-name namespace-uri name string concat starts-with contains substring-before
    substring-after substring string-length normalize-space translate boolean not true false lang number sum floor
    ceiling round comment text processing-instruction node and or div mod
    """.split()  # noqa: SIM905 (a list would take a page)
)
_CALL = re.compile(r"([A-Za-z_][\w.:-]*)\s*\(")
_VALUE_ATTRIBUTES = {"meta": "content", "time": "datetime", "data": "value"}
"""Elements whose value is in an attribute and not, or not only, in what they show."""
_APART = ("br", "div", "p", "li", "h1", "h2", "h3", "h4", "h5", "h6")


class Selector(Record, frozen=True):
    """One expression; `line` is where it stands in its file."""

    kind: Literal["css", "xpath", "id_or_class", "image_src"]
    text: str
    line: int = 0


class Value(NamedTuple):
    """A text that a selector found, the line of the input it is on, and the element that showed it, if one did."""

    text: str
    line: int
    tag: Tag | None


def check_selector(selector: Selector) -> str:
    """What is wrong with a selector, in a few words; empty when it can be used."""
    if not selector.text:
        return "is empty"
    if len(selector.text) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if selector.kind == "css":
        return _check_css(selector.text)
    return _check_xpath(selector.text) if selector.kind == "xpath" else ""


def _check_css(text: str) -> str:
    try:
        soupsieve.compile(text)
    except (soupsieve.SelectorSyntaxError, NotImplementedError) as error:
        return f"is no CSS selector: {str(error).splitlines()[0].rstrip('.')}"
    return ""


def _check_xpath(text: str) -> str:
    bare = mask_literals(text)
    unknown = next((name for name in _CALL.findall(bare) if name.rpartition("::")[2] not in _FUNCTIONS), "")
    if unknown:
        return f"uses {unknown}(), which XPath 1.0 has not"
    if "$" in bare:
        return "uses a variable, and there are none"
    if not is_bounded(text):
        return "searches within searches within searches: it would take too long"
    try:
        evaluate(text, etree.Element("html"))
    except (etree.XPathError, ValueError) as error:  # the latter for characters that no page can have
        return f"is no XPath 1.0: {error}"
    return ""


class Selection:
    """What selectors find on one page; made before anything is taken out of the page's tree."""

    def __init__(self, page: HtmlPage) -> None:
        self._page = page
        self._tags: dict[Any, Tag] | None = None

    def tags(self, selector: Selector) -> list[Tag]:
        """The elements of the tree that a selector finds, in the order of the page."""
        if selector.kind == "xpath":
            return [tag for item in self._nodes(selector) if (tag := self._tag_of(item)) is not None]
        return list(_find_tags(self._page.tree, selector))

    def values(self, selector: Selector) -> list[Value]:
        """The texts that a selector finds, blanks folded, without the empty ones."""
        found = self._values(selector) if selector.kind == "xpath" else map(_value_of, self.tags(selector))
        return [value for value in found if value.text]

    def _values(self, selector: Selector) -> Iterator[Value]:
        for item in self._nodes(selector):
            tag = self._tag_of(item)
            if tag is not None:
                yield _value_of(tag)
            elif isinstance(item, str):  # an attribute, a text, or what a function made
                parent = item.getparent() if hasattr(item, "getparent") else None
                yield Value(fold_blanks(item), 0 if parent is None else parent.sourceline or 0, None)
            elif etree.iselement(item):  # of a kind the tree leaves out
                yield Value(fold_blanks("".join(item.itertext())), item.sourceline or 0, None)

    def _nodes(self, selector: Selector) -> list[Any]:
        if self._page.root is None:  # too deep for XPath's own parser
            return []
        try:
            found = evaluate(selector.text, self._page.root)
        except etree.XPathError:  # only the page shows that a part is of the wrong type
            return []
        return found if isinstance(found, list) else [found]

    def _tag_of(self, item: Any) -> Tag | None:
        if not etree.iselement(item):
            return None
        if self._tags is None:
            self._tags = pair_elements(self._page)
        return self._tags.get(item)


def _find_tags(tree: Tag, selector: Selector) -> Iterable[Tag]:
    if selector.kind == "css":
        return soupsieve.select(selector.text, tree)
    if selector.kind == "image_src":
        return tree.find_all(lambda tag: tag.name == "img" and selector.text in str(tag.get("src") or ""))
    return tree.find_all(lambda tag: bool(tag.attrs) and selector.text in _names_of(tag))


def _names_of(tag: Tag) -> str:
    return "\n".join([" ".join(map(str, tag.get_attribute_list("class"))), str(tag.get("id") or "")])


def _value_of(tag: Tag) -> Value:
    attribute = tag.get(_VALUE_ATTRIBUTES.get(tag.name, ""))
    text = fold_blanks(str(attribute)) if attribute else text_of_element(tag)
    return Value(text, tag.sourceline or 0, tag)


def text_of_element(tag: Tag) -> str:
    """The words an element shows, blanks folded: apart where its parts are lines of their own."""
    between = " " if tag.find(_APART) else ""
    return fold_blanks(between.join(str(text) for text in tag.find_all(string=True) if not _is_data(text)))


def _is_data(text: PageElement) -> bool:
    return text.parent is not None and text.parent.name == "script"


def fold_blanks(text: str) -> str:
    """The words with one blank between."""
    return " ".join(text.split())
