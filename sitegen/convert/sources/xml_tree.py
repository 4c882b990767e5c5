"""XML as senders write it, sound or damaged, to a tree; entities are never expanded and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree
from msgspec.structs import replace

from sitegen.convert.sources.content import read_content
from sitegen.document.links import resolve_url
from sitegen.errors import SourceError
from sitegen.model import AnyBlock, ListBlock, Quote, Source

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_TAG = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]{0,80})(?=[\s/>])[^<>]{0,4000}>", re.DOTALL
)
_HALF_TAG = re.compile(r"<[^<>]{0,4000}$")
CAREFUL: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}
"""No entity is expanded but those of XML itself, nothing is fetched, nesting and text are bounded."""
_LIMITS = ("ERR_RESOURCE_LIMIT", "ERR_ENTITY_LOOP")


class XmlTree(NamedTuple):
    """`is_cut`: the text ended before its elements did."""

    root: Any
    is_cut: bool


def parse_xml(source: Source) -> XmlTree:
    """The tree of a whole document; where it is damaged, what can be read of it. Raises SourceError where nothing can,
    and where it nests deeper or holds longer texts than any story does."""
    text = _DECLARATION.sub("", source.text)  # it is decoded already
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), _parser(recover=False))
    except etree.XMLSyntaxError:
        root = _parse_damaged(text, source.name)
    name = f"{root.prefix}:{local_name(root)}" if root.prefix else local_name(root)
    return XmlTree(root, re.search(rf"</{re.escape(name)}\s{{0,9}}>", text) is None)


def _parse_damaged(text: str, name: str) -> Any:
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(balance(text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"is no XML that can be read: {error.msg}", name, hint="save it again") from error
    if any(fault.type_name in _LIMITS for fault in parser.error_log):
        raise SourceError("nests deeper than any story", name, hint="give the file as its sender made it")
    if root is None:
        raise SourceError("is no XML that can be read", name, hint="give the file as its sender made it")
    return root


def balance(text: str) -> str:
    """A document whose elements end where those around them end, and where no end is without a beginning. libxml2 would
    take each end for that of the innermost element, and all that follows would slip inwards."""
    for mark, end in (("<![CDATA[", "]]>"), ("<!--", "-->")):  # what never ends holds nothing
        last = text.rfind(end) + 1
        text = text[:last] + text[last:].replace(mark, "")
    parts: list[str] = []
    opened: list[str] = []
    counts: dict[str, int] = {}
    at = 0
    for hit in _TAG.finditer(text):
        name, is_end = hit["name"], bool(hit["end"])
        if name is None or hit[0].endswith("/>"):
            continue
        if not is_end:
            opened.append(name)
            counts[name] = counts.get(name, 0) + 1
            continue
        parts.append(text[at : hit.start()])
        at = hit.end()
        while counts.get(name):
            innermost = opened.pop()
            counts[innermost] -= 1
            parts.append(f"</{innermost}>")
            if innermost == name:
                break
    return "".join((*parts, _HALF_TAG.sub("", text[at:]), *(f"</{name}>" for name in reversed(opened))))


def parse_fragment(text: str) -> Any:
    """The tree of a piece of XML, or None."""
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), _parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def _parser(*, recover: bool) -> Any:
    return etree.XMLParser(recover=recover, remove_comments=True, remove_pis=True, encoding="utf-8", **CAREFUL)


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


def web_address(text: str) -> str:
    """An address that is one on the web; file names of the sender's are none."""
    url = resolve_url(text)
    return url if url.startswith(("http://", "https://")) else ""


def read_element(element: Any, base: str = "") -> tuple[AnyBlock, ...]:
    """The blocks of an element that is HTML in XML, with their lines in the whole."""
    before = (element.sourceline or 1) - 1
    return tuple(_move_down(block, before) for block in read_content(to_html(element), base))


def _move_down(block: AnyBlock, lines: int) -> AnyBlock:
    if isinstance(block, ListBlock):
        items = tuple(tuple(_move_down(each, lines) for each in entry) for entry in block.items)
        block = replace(block, items=items)
    elif isinstance(block, Quote):
        block = replace(block, blocks=tuple(_move_down(each, lines) for each in block.blocks))
    return replace(block, line=block.line + lines, end_line=block.end_line + lines) if block.line else block


def to_html(element: Any) -> str:
    """The source of an element as HTML, without the text behind it."""
    plain = without_names(element)
    return str(etree.tostring(plain, method="html", encoding="unicode", with_tail=False))


def without_names(element: Any) -> Any:
    """A copy whose names have no namespaces."""
    copy = etree.fromstring(etree.tostring(element, with_tail=False), _parser(recover=True))
    for each in copy.iter():
        if isinstance(each.tag, str):
            each.tag = local_name(each).lower()
    etree.cleanup_namespaces(copy)
    return copy
