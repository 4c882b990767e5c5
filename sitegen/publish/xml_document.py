"""XML documents by a serialiser, without what XML cannot hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add_text(parent: Element, name: str, text: str, **attributes: str) -> Element:
    """A new last child that holds `text`."""
    child = SubElement(parent, name, attributes)
    child.text = clean_text(text)
    return child


def clean_text(text: str) -> str:
    """Without the characters that XML 1.0 (section 2.2) cannot hold."""
    return _NOT_XML.sub("", text)


def format_document(root: Element, default: str | None = None) -> bytes:
    """The bytes of a document, indented; names of the namespace `default` without a prefix."""
    if default:
        for element in root.iter():  # as a plain attribute: some readers of feeds want no prefixes
            element.tag = element.tag.removeprefix(f"{{{default}}}")
        root.set("xmlns", default)
    ElementTree.indent(root, " ")
    body: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()
