"""A built page as the rules see it: read once, in one walk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from sitegen.publish.check.css import find_css_urls

_LOADED = {
    **dict.fromkeys(
        ("img", "script", "iframe", "frame", "embed", "video", "audio", "track", "input", "source"), ("src",)
    ),
    "object": ("data",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "feimage": ("href", "xlink:href"),
    "body": ("background",),
    "table": ("background",),
    "td": ("background",),
    "th": ("background",),
}
"""What browsers load by itself, by element."""
_LOADING_RELS = frozenset(
    [
        *("stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "manifest", "preload"),
        *("modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch"),
    ]
)
_CONNECTING_RELS = frozenset(["preconnect", "dns-prefetch"])
_POINTING_METAS = frozenset(
    ["og:image", "og:image:url", "og:image:secure_url", "twitter:image", "og:audio", "og:video"]
)
_CANDIDATE = re.compile(r"[\s,]*(\S+)")
_REFRESH = re.compile(r"[\d.\s]{0,20}[;,]?\s{0,20}(?:url\s{0,20}=\s{0,20})?[\"']?([^\"']*)", re.IGNORECASE)
PAINTS = frozenset(["fill", "stroke", "filter", "mask", "clip-path", "marker-start", "marker-mid", "marker-end"])
"""What drawings say outside of style sheets, in their words."""
_DEEPEST_FRAME = 3
_PICTURES = frozenset(["img", "image", "input", "feimage"])
_INLINE = frozenset(
    [
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
            "ins",
            "kbd",
            "mark",
        ),
        *("q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
    ]
)
"""What parts no words."""
_UNSEEN = frozenset(["script", "style", "template", "title", "datalist", "textarea", "noscript"])


class Ref(NamedTuple):
    """An address on a page. `kind`: link, picture, script, style, frame, media, icon, form, refresh, meta, canonical,
    feed, sitemap, hint. `is_loaded` where browsers ask for it by themselves, `is_spare` where only some do."""

    url: str
    line: int
    kind: str
    is_loaded: bool = False
    is_spare: bool = False


class Picture(NamedTuple):
    """`alt` is None where there is none; `is_captioned` where its figure has a caption that says something."""

    src: str
    alt: str | None
    line: int
    is_captioned: bool
    is_lazy: bool


class HtmlPage(NamedTuple):
    """`ids` by their first line, `repeated` with the line of each further one; `metas` are (name, content, line)."""

    root: Any
    title: str | None
    language: str
    base: str
    ids: dict[str, int]
    repeated: list[tuple[str, int]]
    refs: list[Ref]
    pictures: list[Picture]
    metas: list[tuple[str, str, int]]
    json_ld: list[tuple[str, int]]
    is_cut: bool

    def text(self) -> str:
        """What readers see, as it is laid out in the file."""
        return "".join(_visible_texts(self.root)) if self.root is not None else ""


def read_html_page(data: bytes, depth: int = 0) -> HtmlPage:
    """A page of UTF-8, so many pages deep in others; total."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except etree.ParserError:  # nothing but comments
        root = None
    is_cut = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    page = HtmlPage(root, None, "", "", {}, [], [], [], [], [], is_cut)
    if root is None:
        return page
    walk = _Walk(page, depth)
    for element in root.iter(etree.Element):
        walk.add(element)
    return page._replace(title=walk.title, language=str(root.get("lang") or "").strip(), base=walk.base)


def _visible_texts(root: Any) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        gap = "" if event == "comment" or element.tag in _INLINE else " "
        if event != "start":
            yield gap + (element.tail or "")
        elif _is_unseen(element):
            walk.skip_subtree()
        else:
            yield gap + (element.text or "")


def _is_unseen(element: Any) -> bool:
    """Whether readers see nothing of an element, as far as its page says without style sheets."""
    attributes = element.attrib
    if element.tag in _UNSEEN or "hidden" in attributes:
        return True
    return "style" in attributes and "display:none" in "".join(attributes["style"].split()).lower()


class _Walk:
    """The lists of a page, as they are filled."""

    def __init__(self, page: HtmlPage, depth: int) -> None:
        self.page = page
        self.depth = depth
        self.has_spare = next(page.root.iter("noscript", "template"), None) is not None
        self.title: str | None = None
        self.base = ""

    def add(self, element: Any) -> None:
        attributes = element.attrib
        tag = element.tag
        if attributes:
            self._note_id(element)
            style = attributes.get("style")
            if style:
                self._add_css(style, element.sourceline)
            self._add_loaded(element, tag)
        special = _SPECIAL.get(tag)
        if special:
            special(self, element)

    def ref(self, url: str | None, element: Any, kind: str, *, is_loaded: bool = False) -> None:
        if url is not None:
            spare = (
                is_loaded and self.has_spare and next(element.iterancestors("noscript", "template"), None) is not None
            )
            self.page.refs.append(Ref(url.strip(), element.sourceline or 0, kind, is_loaded, spare))

    def _note_id(self, element: Any) -> None:
        for name in {element.get("id"), element.get("name") if element.tag == "a" else None} - {None, ""}:
            line = element.sourceline or 0
            if name in self.page.ids and name == element.get("id"):
                self.page.repeated.append((name, line))
            self.page.ids.setdefault(name, line)

    def _add_loaded(self, element: Any, tag: str) -> None:
        for attribute in _LOADED.get(tag, ()):
            self.ref(element.get(attribute), element, _kind_of(tag), is_loaded=True)
        if tag in ("img", "source"):
            self._add_set(element, element.get("srcset"))
        elif tag in ("area", "input") and element.get("alt") is None and _is_picture(element):
            src = str(element.get("src") or element.get("href") or "").strip()
            self.page.pictures.append(Picture(src, None, element.sourceline or 0, False, False))
        for name in PAINTS.intersection(element.attrib):
            self._add_css(element.get(name), element.sourceline)
        if tag == "video":
            self.ref(element.get("poster"), element, "picture", is_loaded=True)

    def _add_set(self, element: Any, srcset: str | None) -> None:
        """The addresses of a srcset (HTML, section 4.8.4.3.10): what follows one goes up to the next comma."""
        at, text = 0, srcset or ""
        while found := _CANDIDATE.match(text, at):
            self.ref(found[1].rstrip(","), element, "picture", is_loaded=True)
            comma = found.end() if found[1].endswith(",") else text.find(",", found.end())
            if comma < 0:
                return
            at = comma

    def _add_css(self, text: str, line: int) -> None:
        for url, offset in find_css_urls(text):
            self.page.refs.append(Ref(url, (line or 0) + offset, "style", True))

    def _link(self, element: Any) -> None:
        rels = set(str(element.get("rel") or "").lower().split())
        href = element.get("href")
        if "canonical" in rels:
            self.ref(href, element, "canonical")
        elif rels & _CONNECTING_RELS:
            self.ref(href, element, "hint", is_loaded=True)
        else:
            kind = "style" if "stylesheet" in rels else "icon" if rels & _LOADING_RELS else "link"
            self.ref(href, element, kind, is_loaded=bool(rels & _LOADING_RELS))
            self._add_set(element, element.get("imagesrcset"))

    def _frame(self, element: Any) -> None:
        """A page within the page loads things, too."""
        inner = str(element.get("srcdoc") or "")
        if inner and self.depth < _DEEPEST_FRAME:
            page = read_html_page(inner.encode("utf-8", "replace"), self.depth + 1)
            self.page.refs.extend(ref._replace(line=element.sourceline or 0) for ref in page.refs if ref.is_loaded)

    def _anchor(self, element: Any) -> None:
        self.ref(element.get("href", element.get("xlink:href")), element, "link")
        for url in str(element.get("ping") or "").split():
            self.ref(url, element, "ping", is_loaded=True)

    def _meta(self, element: Any) -> None:
        name = str(element.get("name") or element.get("property") or "").strip().lower()
        content = str(element.get("content") or "")
        if name:
            self.page.metas.append((name, content, element.sourceline or 0))
        if name in _POINTING_METAS:
            self.ref(content, element, "meta")
        if str(element.get("http-equiv") or "").lower() == "refresh":
            found = _REFRESH.match(content.strip())
            self.ref(found[1].strip() if found and found[1].strip() else None, element, "refresh", is_loaded=True)

    def _image(self, element: Any) -> None:
        figure = next(element.iterancestors("figure"), None)
        caption = figure.find(".//figcaption") if figure is not None else None
        says = caption is not None and bool("".join(caption.itertext()).strip())
        lazy = str(element.get("loading") or "").lower() == "lazy"
        src = str(element.get("src") or "").strip()
        self.page.pictures.append(Picture(src, element.get("alt"), element.sourceline or 0, says, lazy))

    def _script(self, element: Any) -> None:
        if str(element.get("type") or "").strip().lower() == "application/ld+json":
            self.page.json_ld.append((element.text or "", element.sourceline or 0))

    def _style(self, element: Any) -> None:
        self._add_css(element.text or "", element.sourceline or 0)

    def _title(self, element: Any) -> None:
        if self.title is None and next(element.iterancestors("svg"), None) is None:
            self.title = "".join(element.itertext()).strip()

    def _base(self, element: Any) -> None:
        self.base = self.base or str(element.get("href") or "").strip()

    def _form(self, element: Any) -> None:
        self.ref(element.get("action") or element.get("formaction"), element, "form")


_SPECIAL = {
    "a": _Walk._anchor,
    "area": _Walk._anchor,
    "link": _Walk._link,
    "meta": _Walk._meta,
    "img": _Walk._image,
    "script": _Walk._script,
    "style": _Walk._style,
    "title": _Walk._title,
    "base": _Walk._base,
    "form": _Walk._form,
    "button": _Walk._form,
    "iframe": _Walk._frame,
}


def _is_picture(element: Any) -> bool:
    """Whether readers without pictures need words for it: a button that is one, a part of one that is a link."""
    return element.get("href") is not None if element.tag == "area" else element.get("type", "").lower() == "image"


def _kind_of(tag: str) -> str:
    if tag in _PICTURES:
        return "picture"
    return {"script": "script", "iframe": "frame", "frame": "frame"}.get(tag, "media")
