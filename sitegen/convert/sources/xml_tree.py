"""XML as senders write it, sound or damaged, to a tree; entities are never expanded and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from sitegen.convert.sources.content import read_content
from sitegen.errors import SourceError
from sitegen.model import AnyBlock, Source

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_LIMITS = ("ERR_RESOURCE_LIMIT", "ERR_ENTITY_LOOP")


class XmlTree(NamedTuple):
    """`is_cut`: the text ended before its elements did."""

    root: Any
    is_cut: bool


def parse_xml(source: Source) -> XmlTree:
    """The tree of a whole document; where it is damaged, what can be read of it. Raises SourceError where nothing can,
    and where it nests deeper or holds longer texts than any story does."""
    data = _DECLARATION.sub("", source.text).encode("utf-8", "replace")  # it is decoded already
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"is no XML that can be read: {error.msg}", source.name, hint="save it again") from error
    if any(fault.type_name in _LIMITS for fault in parser.error_log):
        raise SourceError("nests deeper than any story", source.name, hint="give the file as its sender made it")
    if root is None:
        raise SourceError("is no XML that can be read", source.name, hint="give the file as its sender made it")
    return XmlTree(root, any(_is_end(fault, source.text) for fault in parser.error_log))


def parse_fragment(text: str) -> Any:
    """The tree of a piece of XML, or None."""
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), _parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def _parser(*, recover: bool) -> Any:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )


def _is_end(fault: Any, text: str) -> bool:
    """Whether a fault is that the document ends in the middle."""
    return fault.line >= text.rstrip().count("\n") + 1 and fault.type_name in (
        "ERR_TAG_NOT_FINISHED",
        "ERR_DOCUMENT_END",
        "ERR_CDATA_NOT_FINISHED",
        "ERR_GT_REQUIRED",
        "ERR_LT_REQUIRED",
        "ERR_ATTRIBUTE_NOT_FINISHED",
    )


def local_name(element: Any) -> str:
    """The name of an element without its namespace; empty for an entity or the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, *names: str) -> list[Any]:
    """The child elements of these names; none of no element."""
    return [each for each in element if local_name(each) in names] if element is not None else []


def descend(element: Any, *path: str) -> Any:
    """The first element that a path of names leads to, or None."""
    for name in path:
        found = children(element, name)
        if not found:
            return None
        element = found[0]
    return element


def find_all(element: Any, *names: str) -> Iterator[Any]:
    """All elements below (and the element itself) with one of these names, in their order."""
    return (each for each in element.iter() if local_name(each) in names) if element is not None else iter(())


def text_in(element: Any) -> str:
    """All text of an element on one line; empty of None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without namespace; empty where it is not there."""
    for key, value in element.attrib.items() if element is not None else ():
        if key.rpartition("}")[2] == name:
            return str(value).strip()
    return ""


def language_of(element: Any) -> str:
    """The `xml:lang` that holds for an element."""
    while element is not None:
        found = attribute(element, "lang")
        if found:
            return found
        element = element.getparent()
    return ""


def read_element(element: Any, base: str = "") -> tuple[AnyBlock, ...]:
    """The blocks of an element that is HTML in XML."""
    return read_content(to_html(element), base)


def to_html(element: Any) -> str:
    """The source of an element as HTML, without the text behind it."""
    plain = _without_names(element)
    return str(etree.tostring(plain, method="html", encoding="unicode", with_tail=False))


def _without_names(element: Any) -> Any:
    copy = etree.fromstring(etree.tostring(element, with_tail=False), _parser(recover=True))
    for each in copy.iter():
        if isinstance(each.tag, str):
            each.tag = local_name(each).lower()
    etree.cleanup_namespaces(copy)
    return copy
