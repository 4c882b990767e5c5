"""WordPress shortcodes (https://codex.wordpress.org/Shortcode_API): what they show is kept, they are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

_CODE = re.compile(r"(\[?)\[(/?)([A-Za-z][\w-]{0,60})((?:[\s=:][^\[\]]{0,2000})?)/?\](\]?)")
_ATTRIBUTE = re.compile(r"""([\w-]{1,40})=(?:"([^"]*)"|'([^']*)'|[“”″]([^“”″]*)[“”″]|([^\s"'“”″]+))""")
_PICTURE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_AFTER_PICTURE = re.compile(r"\s*</a>", re.IGNORECASE)
_CAPTIONS = frozenset(["caption", "wp_caption"])
_SILENT = frozenset(["playlist", "audio", "video", "more", "nextpage", "toc", "contact-form", "contact-form-7"])
"""Codes that show no words of the story."""
_EMBEDS = frozenset(["embed", "youtube", "vimeo", "twitter", "tweet", "instagram", "facebook", "soundcloud", "tiktok"])
_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]{4,2000}")

_DEEPEST = 8
"""Codes within codes of one name."""


class _Code(NamedTuple):
    """A shortcode's tag as it stands in the text."""

    name: str
    attributes: str
    closes: bool
    start: int
    end: int


def expand_shortcodes(html: str, gallery: Callable[[tuple[int, ...]], str] | None) -> str:
    """The text with captions as figures, galleries as what `gallery` gives, embeds as links, and other codes gone but
    for what stands between them. Brackets that are no code stay: `[sic]` is a word."""
    if "[" not in html:
        return html
    codes = list(_codes(html))
    closed = {code.name for code in codes if code.closes}
    parts: list[str] = []
    open_: dict[str, list[tuple[int, _Code]]] = {}
    at = 0
    for code in codes:
        if not _is_code(code, closed):
            continue
        parts.append(html[at : code.start])
        at = code.end
        if code.closes:
            started = open_.get(code.name)
            if started:
                _close(parts, *started.pop())
        elif code.name in closed:
            opened = open_.setdefault(code.name, [])
            if len(opened) < _DEEPEST:
                opened.append((len(parts), code))
        else:
            parts.append(_show(code, gallery))
    return "".join((*parts, html[at:]))


def _codes(html: str) -> list[_Code]:
    """The codes of a text, without those in double brackets, which WordPress shows as they stand."""
    return [
        _Code(hit[3].lower(), hit[4], bool(hit[2]), hit.start() + len(hit[1]), hit.end() - len(hit[5]))
        for hit in _CODE.finditer(html)
        if not (hit[1] and hit[5])
    ]


def _is_code(code: _Code, closed: set[str]) -> bool:
    known = code.name in _CAPTIONS or code.name in _SILENT or code.name in _EMBEDS or code.name == "gallery"
    return known or code.name in closed or "=" in code.attributes or "_" in code.name


def _show(code: _Code, gallery: Callable[[tuple[int, ...]], str] | None) -> str:
    """What a code without an end shows."""
    if code.name == "gallery":
        listed = _attributes(code).get("ids") or _attributes(code).get("include") or ""
        ids = tuple(int(part) for part in listed.replace(" ", "").split(",") if part.isdecimal() and len(part) < 12)
        return gallery(ids) if gallery else ""
    address = _ADDRESS.search(code.attributes) if code.name in _EMBEDS else None
    return _link(address[0]) if address else ""


def _close(parts: list[str], start: int, code: _Code) -> None:
    """What stands between the two tags of a code, as it is shown."""
    if code.name in _SILENT:
        parts[start:] = []
    elif code.name in _CAPTIONS:
        parts[start:] = [_figure(code, "".join(parts[start:]))]
    elif code.name in _EMBEDS:
        inside = "".join(parts[start:])
        address = _ADDRESS.search(inside)
        parts[start:] = [_link(address[0]) if address else inside]


def _figure(code: _Code, inside: str) -> str:
    """Picture and caption: the words after the picture, in older posts an attribute."""
    picture = _PICTURE.search(inside)
    if not picture:
        return inside
    after = _AFTER_PICTURE.match(inside, picture.end())
    words = inside[after.end() if after else picture.end() :].strip()
    caption = words or escape(_attributes(code).get("caption", ""))
    return f"\n<figure>{picture[0]}<figcaption>{caption}</figcaption></figure>\n"


def _link(address: str) -> str:
    return f'\n<p><a href="{escape(address)}">{escape(address)}</a></p>\n'


def _attributes(code: _Code) -> dict[str, str]:
    return {
        hit[1].lower(): next((group for group in hit.groups()[1:] if group), "")
        for hit in _ATTRIBUTE.finditer(code.attributes)
    }
