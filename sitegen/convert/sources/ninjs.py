"""ninjs 1, 2 and 3, the JSON of news agencies (https://iptc.org/standards/ninjs/), to one draft an item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.convert.metadata.instant import parse_instant
from sitegen.convert.metadata.names import read_names
from sitegen.convert.sources.content import read_content
from sitegen.convert.sources.json_items import JsonItem
from sitegen.convert.sources.stated import (
    EDNOTE,
    EXCERPT,
    Stated,
    choose_rendition,
    first_value,
    lead_figure,
    object_at,
    objects_in,
    read_line,
    read_paste,
    read_status,
    read_value,
    read_version,
    to_candidates,
)
from sitegen.digest import digest_text
from sitegen.document.links import resolve_url
from sitegen.model import AnyBlock, Draft, Figure, Notice, Source

_MARKS = frozenset(["headline", "headlines", "body_html", "body_text", "body_xhtml", "bodies", "pubstatus"])
_STANDING = frozenset(["versioncreated", "firstcreated", "pubstatus", "urgency", "uri", "copyrightholder", "slugline"])
_NO_STORIES = frozenset(
    ["picture", "graphic", "audio", "video", "composite", "package", "event", "planning", "component"]
)
_PICTURES = frozenset(["picture", "graphic"])
_LEAD_NAMES = ("featuremedia", "featured", "lead", "main")
_LONGEST_MARK = 6


def unwrap(data: dict[str, Any]) -> dict[str, Any]:
    """The item in the envelope that some interfaces put around each, its names as ninjs 1 and 2 write them."""
    inner = object_at(data, "item")
    item = inner if inner and "uri" not in data else data
    if all(map(str.islower, item)):
        return item
    folded = {key.lower(): value for key, value in item.items()}
    return _fold_names(item) if is_ninjs(folded) else item


def _fold_names(value: Any) -> Any:
    """The same without the capitals of ninjs 3, which writes `usageTerms` where the others have `usageterms`."""
    if isinstance(value, dict):
        return {key.lower(): _fold_names(inner) for key, inner in value.items()}
    return [_fold_names(inner) for inner in value] if isinstance(value, list) else value


def is_ninjs(data: dict[str, Any]) -> bool:
    """Whether an object has the fields of a ninjs item."""
    return not _MARKS.isdisjoint(data) and not _STANDING.isdisjoint(data)


def read_ninjs_item(source: Source, item: JsonItem) -> Draft | None:
    """The draft of an item; None for one that is a picture, a plan or whatever else that is no story."""
    data, line = item.data, item.line
    blocks, is_whole = _read_body(source, data)
    status = _status_of(data)
    if not is_whole and (read_value(data.get("type")).lower() in _NO_STORIES or not (blocks or status != "usable")):
        return None
    notices = []
    if not is_whole and status == "usable":
        notices.append(Notice(code="excerpt", message=EXCERPT, line=line))
    if read_value(data.get("ednote")):
        notices.append(Notice(code="ednote", message=EDNOTE, line=line))
    return Draft(
        source=source,
        blocks=(*_pictures(data, blocks, line), *blocks),
        candidates=to_candidates("ninjs", line, (*_stated(data, is_whole), *_stated_life(data, status))),
        item=first_value(data, "uri", "guid") or "content:" + digest_text(_headline(data), 8),
        notices=tuple(notices),
    )


def _read_body(source: Source, data: dict[str, Any]) -> tuple[tuple[AnyBlock, ...], bool]:
    """The blocks, and whether they are a body rather than a description in its place."""
    html = first_value(data, "body_html", "body_xhtml") or _version_of(data.get("bodies"), "html")
    if html:
        return read_content(html), True
    text = first_value(data, "body_text") or _version_of(data.get("bodies"), "plain")
    is_whole = bool(text)
    text = text or _description(data)
    return (read_paste(source, text) if text else ()), is_whole


def _version_of(versions: object, form: str) -> str:
    """Of the versions that ninjs 2 lists, the first of a form: `html` or `plain`."""
    for each in objects_in(versions):
        says = read_value(each.get("contenttype")) or read_value(each.get("role"))
        if form in says.lower() or (form == "plain" and not says):
            return read_value(each.get("value"))
    return ""


def _by_role(versions: object) -> str:
    """The main one of several versions of a text, else the first."""
    found = list(objects_in(versions))
    main = [each for each in found if read_value(each.get("role")).lower() == "main"]
    return next((text for each in (*main, *found) if (text := _read_version_line(each))), "")


def _read_version_line(version: dict[str, Any]) -> str:
    """One line; markup in it is none where its sender says so."""
    value = version.get("value")
    is_plain = read_value(version.get("contenttype")).lower() == "text/plain"
    return " ".join(read_value(value).split()) if is_plain else read_line(value)


def _headline(data: dict[str, Any]) -> str:
    return read_line(data.get("headline")) or _by_role(data.get("headlines")) or read_line(data.get("title"))


def _description(data: dict[str, Any]) -> str:
    plain = first_value(data, "description_text", "description_html", "description_caption", "description_summary")
    return read_line(plain) or _by_role(data.get("descriptions"))


def _byline(data: dict[str, Any]) -> str:
    return read_line(data.get("byline")) or read_line(data.get("by"))


def _stated(data: dict[str, Any], is_whole: bool) -> Iterator[Stated]:
    yield Stated("title", _headline(data), "headline")
    names = read_names(_byline(data), stated=True)
    marks = {name for name in names if _is_mark(name)} if not all(map(_is_mark, names)) else set()
    for name in names:
        if name in marks:
            yield Stated("agency", name, "byline", 25)
        else:
            yield Stated("authors", name, "byline")
    yield Stated("dateline", read_line(data.get("dateline")) or read_line(data.get("located")), "located")
    yield Stated("language", read_value(data.get("language")), "language")
    for key in ("subject", "subjects", "keywords"):
        for tag in data[key] if isinstance(data.get(key), list) else ():
            yield Stated("tags", read_line(tag.get("name") if isinstance(tag, dict) else tag), key)
    for service in objects_in(data.get("service")):
        yield Stated("section", read_line(service.get("name")), "service", 20)
    if is_whole:
        yield Stated("summary", _description(data), "description", 20)
    yield Stated("canonical_url", resolve_url(first_value(data, "canonical_url", "url", "link")), "url")
    yield Stated("canonical_url", _web_page(data), "renditions", 20)
    yield from _stated_rights(data)


def _is_mark(name: str) -> bool:
    """Whether a name in a byline is how an agency signs: `Imke Dreesen, küd`."""
    return " " not in name and len(name) <= _LONGEST_MARK and (name.islower() or name.isupper())


def _stated_rights(data: dict[str, Any]) -> Iterator[Stated]:
    holder = read_line(data.get("copyrightholder"))
    yield Stated("copyright", read_line(data.get("copyrightnotice")), "copyrightnotice")
    yield Stated("copyright", holder, "copyrightholder", 20)
    yield Stated("notices", read_line(data.get("usageterms")), "usageterms")
    yield Stated("license", resolve_url(read_value(object_at(data, "rightsinfo").get("linkedrights"))), "rightsinfo")
    for key in ("infosource", "infosources"):
        for origin in objects_in(data.get(key)):
            yield Stated("agency", read_line(origin.get("name")), key, 20)
    yield Stated("agency", read_line(data.get("source")), "source", 15)
    yield Stated("publisher", holder, "copyrightholder", 20)


def _stated_life(data: dict[str, Any], status: str) -> Iterator[Stated]:
    created = parse_instant(first_value(data, "versioncreated"))
    first = parse_instant(first_value(data, "firstpublished", "firstcreated", "contentcreated"))
    yield Stated("published", first or created, "firstcreated" if first else "versioncreated")
    yield Stated("modified", created if first else None, "versioncreated")
    version = read_value(data.get("version")).removesuffix(".0")
    yield Stated("version", read_version(version), "version")
    yield Stated("status", status, "pubstatus")
    yield Stated("ednote", read_line(data.get("ednote")), "ednote")
    yield Stated("embargo", parse_instant(first_value(data, "embargoed")), "embargoed")
    yield Stated("expires", parse_instant(first_value(data, "expires", "expiry")), "expires")


def _status_of(data: dict[str, Any]) -> str:
    """What may be done with the item. Its sender's word for usable is none that we know better: it is held back."""
    said = read_value(data.get("pubstatus")).lower().rpartition(":")[2]
    signals = data.get("signals")
    if said in ("", "usable") and isinstance(signals, list) and signals and "newscontent" not in signals:
        return "advisory"  # AP marks what is copy so; what is not is for editors
    return read_status(said) or "usable"


def _pictures(data: dict[str, Any], blocks: tuple[AnyBlock, ...], line: int) -> Iterator[Figure]:
    """The pictures that go with a story, the lead one first; those that its body shows are left to that."""
    shown = {block.src for block in blocks if isinstance(block, Figure)}
    for each in _associated(data.get("associations")):
        if read_value(each.get("type")).lower() not in ("", *_PICTURES):
            continue
        sources = {src for _, src in _renditions(each)}
        if sources.isdisjoint(shown):
            caption = _description(each) or _caption_in_body(each)
            yield from lead_figure(choose_rendition(_renditions(each)), caption, _credit(each), line=line)


def _associated(value: object) -> list[dict[str, Any]]:
    """The items a story has with it: by name in ninjs 1, where a name may hold several, in a list in ninjs 2."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.lower() not in _LEAD_NAMES)
        return [each for name in names for each in objects_in(value[name])]
    found = list(objects_in(value))
    return sorted(found, key=lambda each: read_value(each.get("name")).lower() not in _LEAD_NAMES)


def _renditions(data: dict[str, Any]) -> list[tuple[int, str]]:
    """Width and address of each form of a picture."""
    value = data.get("renditions")
    every = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = []
    for each in objects_in(list(every)):
        kind = first_value(each, "mimetype", "contenttype") or "image/"
        src = resolve_url(read_value(each.get("href")))
        width = each.get("width")
        if src and kind.startswith("image/"):
            found.append((width if isinstance(width, int) else 0, src))
    return found


def _web_page(data: dict[str, Any]) -> str:
    """The address of the item as a page of the web: its rendition of that name (cv.iptc.org/newscodes/rendition)."""
    for each in objects_in(data.get("renditions")):
        if read_value(each.get("name")).lower() == "web" and read_value(each.get("contenttype")) == "text/html":
            return resolve_url(read_value(each.get("href")))
    return ""


def _caption_in_body(data: dict[str, Any]) -> str:
    return read_line(first_value(data, "body_text", "body_html"))


def _credit(data: dict[str, Any]) -> str:
    """Who took a picture and for whom: `Ana Quill/Sound Weekly`."""
    maker, holder = _byline(data), read_line(data.get("copyrightholder")) or read_line(data.get("source"))
    if not maker or not holder or holder.casefold() in maker.casefold():
        return maker or holder or read_line(data.get("copyrightnotice"))
    return f"{maker}/{holder}"
