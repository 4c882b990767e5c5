"""The body of a NITF story to blocks, by way of the HTML that most of it is."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, NamedTuple

from lxml import etree
from msgspec.structs import replace

from sitegen.convert.sources.xml_tree import (
    attribute,
    children,
    find_all,
    local_name,
    read_element,
    text_in,
    web_address,
)
from sitegen.document.blocks import text_of
from sitegen.model import AnyBlock, Figure, Paragraph

_AS_HTML = {
    "hl1": "h2",
    "hl2": "h2",
    "hedline": "div",
    "block": "div",
    "nitf-table": "div",
    "bq": "blockquote",
    "credit": "p",
    "datasource": "p",
    "fn": "p",
    "note": "div",
    "tagline": "p",
    "lang": "span",
}
_LEFT_OUT = frozenset(
    ["nitf-table-metadata", "nitf-colgroup", "custom-table", "alt-code", "media-metadata", "media-object", "ed-msg"]
)
_PICTURES = frozenset(["image", "photo", "picture", "graphic", "other", ""])
_NOT_SHOWN = frozenset(["editorsnote", "cpyrt"])


class _Told(NamedTuple):
    caption: str
    credit: str


def read_body(content: Any) -> tuple[AnyBlock, ...]:
    """The blocks of `body.content` or a part of the like; notes to editors stay out."""
    line = content.sourceline or 1
    copy = deepcopy(content)
    told: dict[str, _Told] = {}
    for each in list(copy.iter()):
        name = local_name(each)
        if name == "media":
            _to_figure(each, told)
        elif name in _LEFT_OUT or (name == "note" and attribute(each, "noteclass") in _NOT_SHOWN):
            _empty(each)
        elif name == "frac" and (each.getparent().text or "")[-1:].isdigit():
            each.getparent().text += " "  # one and a half, not eleven halves
        elif name == "frac-num" and each.getnext() is not None and local_name(each.getnext()) == "frac-den":
            each.tail = "/"
        elif name in _AS_HTML:
            each.tag = _AS_HTML[name]
    copy.tag = "p" if copy.tag == "p" else "div"
    copy.sourceline = line
    return tuple(_with_credit(block, told) for block in read_element(copy))


def _empty(element: Any) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.tail = "span", tail


def _to_figure(media: Any, told: dict[str, _Told]) -> None:
    """A picture with its caption; of other media nothing can be shown. What is said of it is kept by its address."""
    kind = attribute(media, "media-type").lower()
    references = [each for each in find_all(media, "media-reference") if _is_picture(each)]
    src = next((url for each in references if (url := web_address(attribute(each, "source")))), "")
    caption = " ".join(text_in(each) for each in children(media, "media-caption"))
    credit = "/".join(filter(None, (text_in(each) for each in children(media, "media-producer"))))
    alt = next((text for each in references if (text := attribute(each, "alternate-text"))), "")
    _empty(media)
    if kind not in _PICTURES or not (src or caption):
        return
    media.tag = "figure"
    if src:
        etree.SubElement(media, "img", src=src, alt=alt)
    if caption:
        etree.SubElement(media, "figcaption").text = caption
    told[src or caption] = _Told(caption, credit)


def _is_picture(reference: Any) -> bool:
    return attribute(reference, "mime-type").partition("/")[0].lower() in ("image", "")


def _with_credit(block: AnyBlock, told: dict[str, _Told]) -> AnyBlock:
    """A picture with what is said of it; of one that was not sent along the caption was read as a paragraph."""
    if isinstance(block, Figure) and block.src in told:
        return replace(block, caption=told[block.src].caption, credit=told[block.src].credit)
    found = told.get(text_of(block)) if isinstance(block, Paragraph) else None
    if found:
        return Figure(caption=found.caption, credit=found.credit, line=block.line, end_line=block.end_line)
    return block
