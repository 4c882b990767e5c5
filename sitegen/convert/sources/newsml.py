"""NewsML-G2 (https://iptc.org/standards/newsml-g2/), a news item or a message of several, to one draft an item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from sitegen.convert.metadata.instant import parse_instant
from sitegen.convert.metadata.names import read_names
from sitegen.convert.sources.content import read_content
from sitegen.convert.sources.nitf import TRUNCATED, read_managed, read_nitf
from sitegen.convert.sources.stated import (
    EDNOTE,
    EXCERPT,
    Stated,
    choose_rendition,
    count_notice,
    lead_figure,
    read_paste,
    read_version,
    to_candidates,
)
from sitegen.convert.sources.xml_tree import (
    attribute,
    children,
    descend,
    find_all,
    language_of,
    local_name,
    parse_xml,
    read_element,
    text_in,
    web_address,
)
from sitegen.digest import digest_text
from sitegen.errors import SourceError
from sitegen.model import AnyBlock, Draft, Figure, Notice, Source

_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_SHORTEST_SLUG = 3


class _Body(NamedTuple):
    blocks: tuple[AnyBlock, ...] = ()
    stated: tuple[Stated, ...] = ()
    ednote: str = ""


def parse_newsml(source: Source) -> list[Draft]:
    """A draft for each news item with text, and for each that is withdrawn or held. Raises SourceError when there is
    none: packages list stories and hold none."""
    tree = parse_xml(source)
    items = [each for each in tree.root.iter() if local_name(each) in _ITEMS]
    pictures = {attribute(each, "guid"): each for each in items if _is_picture_item(each)}
    drafts, left_out = [], 0
    for item in items:
        draft = _read_item(source, item, pictures) if local_name(item) == "newsItem" else None
        if draft:
            drafts.append(draft)
        elif attribute(item, "guid") not in pictures or local_name(item) != "newsItem":
            left_out += 1
    if not drafts:
        raise _no_story(source, items)
    told = count_notice("left-out", left_out, "items that are no stories (packages, plans, media)")
    drafts[0] = replace(drafts[0], notices=(*drafts[0].notices, *told))
    if tree.is_cut:
        cut = Notice(code="truncated", message=TRUNCATED, line=drafts[-1].candidates[0].line)
        drafts[-1] = replace(drafts[-1], notices=(*drafts[-1].notices, cut))
    return drafts


def _no_story(source: Source, items: list[Any]) -> SourceError:
    if any(local_name(each) == "packageItem" for each in items):
        message, hint = "is a package, which lists stories and holds none", "import the news items that it lists"
        return SourceError(message, source.name, hint=hint)
    return SourceError(
        "holds no story", source.name, hint="a NewsML-G2 story stands in the <contentSet> of a <newsItem>"
    )


def _is_picture_item(item: Any) -> bool:
    return local_name(item) == "newsItem" and _class_of(item) in ("picture", "graphic", "still")


def _class_of(item: Any) -> str:
    return _code_of(descend(item, "itemMeta", "itemClass"))


def _code_of(element: Any) -> str:
    """The last part of a code: `text` of `ninat:text` and of `http://…/ninature/text`."""
    code = attribute(element, "qcode") or attribute(element, "uri")
    return code.rstrip("/").replace("/", ":").rpartition(":")[2].lower()


def _read_item(source: Source, item: Any, pictures: dict[str, Any]) -> Draft | None:
    """The draft of an item; None for one that is a picture, a film or whatever else without text."""
    meta, about, line = descend(item, "itemMeta"), descend(item, "contentMeta"), item.sourceline or 0
    status = read_managed(_code_of(descend(meta, "pubStatus")) or text_in(descend(meta, "pubStatus")))
    body = _read_body(source, descend(item, "contentSet")) if not _is_picture_item(item) else _Body()
    if not body.blocks and status in ("", "usable"):
        return None
    stated = [*_stated_head(item, meta, about), *_stated_rights(item, meta), *_stated_life(item, meta, about)]
    ednote = " ".join(filter(None, [*(text_in(each) for each in children(meta, "edNote")), body.ednote]))
    later = [each._replace(rank=each.rank + 5) for each in body.stated]  # what is around a story is of its version
    lead = _pictures(item, pictures, {block.src for block in body.blocks if isinstance(block, Figure)})
    return Draft(
        source=replace(source, kind="feed"),
        blocks=(*lead, *body.blocks),
        candidates=to_candidates(
            "newsml", line, (*stated, Stated("status", status, "pubStatus"), Stated("ednote", ednote, "edNote"), *later)
        ),
        item=attribute(item, "guid") or "content:" + digest_text(text_in(item), 8),
        notices=tuple(_notices(ednote, status, body, line)),
    )


def _notices(ednote: str, status: str, body: _Body, line: int) -> Iterator[Notice]:
    if ednote:
        yield Notice(code="ednote", message=EDNOTE, line=line)
    if not body.blocks and status == "usable":
        yield Notice(code="excerpt", message=EXCERPT, line=line)


def _read_body(source: Source, content: Any) -> _Body:
    """The first of the forms of the content that can be read, marked up before plain."""
    for each in children(content, "inlineXML"):
        found = next((_read_inline(form) for form in each if local_name(form)), _Body())
        if found.blocks:
            return found
    plain = _Body()
    for each in children(content, "inlineData"):
        text = "".join(each.itertext()).strip("\n")
        if "html" in attribute(each, "contenttype").lower():
            return _Body(read_content(text))
        if text.strip() and attribute(each, "contenttype").lower().partition("/")[0] in ("text", ""):
            plain = plain if plain.blocks else _Body(read_paste(source, text))
    return plain


def _read_inline(form: Any) -> _Body:
    if local_name(form) == "nitf":
        story = read_nitf(form)
        return _Body(story.blocks, story.stated, story.ednote)
    body = descend(form, "body")
    return _Body(read_element(body if body is not None else form))


def _named(element: Any) -> str:
    """The name of a party, place or subject: spelled out, in its own language first."""
    return text_in(descend(element, "name")) or attribute(element, "literal") or text_in(element)


def _said(about: Any, name: str, role: str = "") -> str:
    """The text of the first element of a name; with a role the one that has it."""
    found = children(about, name)
    chosen = [each for each in found if role and attribute(each, "role").rpartition(":")[2].lower() == role]
    return text_in((chosen or found or [None])[0])


def _stated_head(item: Any, meta: Any, about: Any) -> Iterator[Stated]:
    yield Stated("title", _said(about, "headline") or text_in(descend(meta, "title")), "headline")
    byline = _said(about, "by")
    names = read_names(byline, stated=True) or [_named(each) for each in children(about, "creator") if not byline]
    for name in names:
        yield Stated("authors", name, "by" if byline else "creator")
    yield Stated("dateline", _place_of(about), "dateline")
    yield Stated("credit", _said(about, "creditline"), "creditline")
    language = attribute(descend(about, "language"), "tag")
    yield Stated(
        "language", language or language_of(descend(item, "contentSet")) or attribute(item, "lang"), "language"
    )
    for keyword in children(about, "keyword"):
        yield Stated("tags", text_in(keyword), "keyword")
    for subject in children(about, "subject"):
        yield Stated("tags", text_in(descend(subject, "name")), "subject")
    for slugline in children(about, "slugline"):
        yield from _read_slugline(slugline)
    yield Stated("summary", _said(about, "description", "summary"), "description", 20)
    for service in children(meta, "service"):
        yield Stated("section", text_in(descend(service, "name")), "service", 20)
    for link in children(meta, "link") + children(item, "link") + children(meta, "altRep"):
        kind = attribute(link, "rel").rpartition(":")[2].lower() or local_name(link).lower()
        is_page = "html" in attribute(link, "contenttype") and kind in ("alternate", "altrep", "weburl", "canonical")
        yield Stated("canonical_url", web_address(attribute(link, "href")) if is_page else "", "link")


def _place_of(about: Any) -> str:
    dateline = _said(about, "dateline").strip(" ,.:;–—-")
    return dateline or next(
        (name for each in children(about, "located") if (name := text_in(descend(each, "name")))), ""
    )


def _read_slugline(slugline: Any) -> Iterator[Stated]:
    """The words of a slugline, for want of better tags: its short parts mean something to editors alone."""
    mark = attribute(slugline, "separator") or ("/" if "/" in text_in(slugline) else "-")
    for part in text_in(slugline).split(mark):
        word = part.strip()
        if len(word) >= _SHORTEST_SLUG and not any(char.isdigit() for char in word):
            yield Stated("tags", word, "slugline", 40)


def _stated_rights(item: Any, meta: Any) -> Iterator[Stated]:
    provider = _named(descend(meta, "provider")) if children(meta, "provider") else ""
    yield Stated(
        "publisher", provider or attribute(descend(meta, "provider"), "qcode").rpartition(":")[2], "provider", 15
    )
    for source in children(descend(item, "contentMeta"), "infoSource"):
        role = _role_of(source)
        yield Stated("agency", _named(source) if role in ("", "originfo", "originator") else "", "infoSource", 20)
    for rights in children(item, "rightsInfo"):
        holder = _named(descend(rights, "copyrightHolder")) if children(rights, "copyrightHolder") else ""
        yield Stated("copyright", _said(rights, "copyrightNotice"), "copyrightNotice")
        yield Stated("copyright", f"© {holder}" if holder else "", "copyrightHolder", 20)
        yield Stated("publisher", holder, "copyrightHolder", 20)
        for terms in children(rights, "usageTerms"):
            yield Stated("notices", text_in(terms), "usageTerms")
        for link in children(rights, "link"):
            yield Stated("license", web_address(attribute(link, "href")), "rightsInfo")


def _role_of(element: Any) -> str:
    return attribute(element, "role").rpartition(":")[2].lower()


def _stated_life(item: Any, meta: Any, about: Any) -> Iterator[Stated]:
    def instant(holder: Any, name: str) -> str | None:
        return parse_instant(text_in(descend(holder, name)))

    created = instant(meta, "versionCreated")
    first = instant(meta, "firstCreated") or instant(about, "contentCreated")
    yield Stated("published", first or created, "firstCreated" if first else "versionCreated")
    yield Stated("modified", created if first else instant(about, "contentModified"), "versionCreated")
    version = attribute(item, "version")
    yield Stated("version", read_version(version), "version")
    yield Stated("embargo", instant(meta, "embargoed"), "embargoed")
    yield Stated("expires", instant(meta, "expires"), "expires")
    for signal in children(meta, "signal"):
        yield Stated("status", "advisory" if _code_of(signal) == "advisory" else "", "signal")


def _pictures(item: Any, known: dict[str, Any], shown: set[str]) -> Iterator[Figure]:
    """The pictures of a story: those its own content gives, and the picture items of the message that it links."""
    links = [attribute(each, "residref") for each in find_all(item, "link", "itemRef")]
    for holder in (item, *(known[guid] for guid in dict.fromkeys(links) if guid in known)):
        about = descend(holder, "contentMeta")
        src = _choose(descend(holder, "contentSet"))
        if not src or src in shown:
            continue
        caption = _said(about, "description", "caption") if holder is not item else ""
        credit = (_said(about, "creditline") or _said(about, "by")) if holder is not item else ""
        yield from lead_figure(src, caption, credit or _holder_of(holder), line=holder.sourceline or 0)


def _holder_of(item: Any) -> str:
    holder = descend(item, "rightsInfo", "copyrightHolder")
    return _named(holder) if holder is not None else ""


def _choose(content: Any) -> str:
    """The widest rendition that a page may show."""
    found = []
    for each in children(content, "remoteContent"):
        src = web_address(attribute(each, "href"))
        width = attribute(each, "width")
        if src and attribute(each, "contenttype").lower().startswith("image/"):
            found.append((int(width) if width.isdecimal() and len(width) < 6 else 0, src))
    return choose_rendition(found)
