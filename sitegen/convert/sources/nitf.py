"""NITF, the story format of news agencies (https://iptc.org/standards/nitf/), to one draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from sitegen.convert.metadata.instant import parse_instant
from sitegen.convert.metadata.names import read_names
from sitegen.convert.sources.nitf_body import read_body
from sitegen.convert.sources.stated import EDNOTE, Stated, read_status, read_version, to_candidates
from sitegen.convert.sources.xml_tree import (
    attribute,
    children,
    descend,
    find_all,
    language_of,
    parse_xml,
    text_in,
    web_address,
    without_names,
)
from sitegen.digest import digest_text
from sitegen.errors import SourceError
from sitegen.model import AnyBlock, Draft, Notice, Source

TRUNCATED = "the file breaks off within this story"
_DATE = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d{1,9})?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?(?!\d)"
)
_PARTS = ("docdata", "body.head", "body.content", "body.end")
"""They are where they are told to be, and anywhere in a damaged document."""
_AFTER_PLACE = " ,.:;–—-"
_MANAGED = {
    "embargoed": "usable",
    "embargo": "usable",
    "withhold": "withheld",
    "killed": "canceled",
    "kill": "canceled",
}


class NitfStory(NamedTuple):
    """What a NITF document holds, for whoever carries it."""

    blocks: tuple[AnyBlock, ...]
    stated: tuple[Stated, ...]
    item: str
    ednote: str


def parse_nitf(source: Source) -> list[Draft]:
    """The draft of a document. Raises SourceError when it holds no story."""
    tree = parse_xml(source)
    root = next(find_all(tree.root, "nitf"), tree.root)
    story = read_nitf(root)
    canceled = any(each.field == "status" and each.value == "canceled" for each in story.stated)
    if not story.blocks and not canceled:
        raise SourceError("holds no story", source.name, hint="a NITF story stands in <body.content>")
    line = root.sourceline or 0
    notices = [Notice(code="ednote", message=EDNOTE, line=line)] if story.ednote else []
    if tree.is_cut:
        notices.append(Notice(code="truncated", message=TRUNCATED, line=line))
    return [
        Draft(
            source=replace(source, kind="feed"),
            blocks=story.blocks,
            candidates=to_candidates("nitf", line, story.stated),
            item=story.item or "content:" + digest_text(text_in(root), 8),
            notices=tuple(notices),
        )
    ]


def read_nitf(root: Any) -> NitfStory:
    """The story of a `nitf` element."""
    data, head, content, end = (next(find_all(root, name), None) for name in _PARTS)
    blocks = read_body(content) if content is not None else ()
    for tagline in find_all(end, "tagline"):
        blocks += read_body(tagline)
    ednote = " ".join(attribute(each, "info") or text_in(each) for each in children(data, "ed-msg"))
    ednote += " ".join(
        text_in(each) for each in find_all(root, "note") if attribute(each, "noteclass") == "editorsnote"
    )
    stated = (*_stated_head(root, head), *_stated_rights(root, data, head), *_stated_life(root, data, head))
    return NitfStory(blocks, (*stated, Stated("ednote", ednote.strip(), "ed-msg")), _item_of(data), ednote.strip())


def _item_of(data: Any) -> str:
    return attribute(descend(data, "doc-id"), "id-string") or attribute(descend(data, "du-key"), "key")


def _stated_head(root: Any, head: Any) -> Iterator[Stated]:
    headline = text_in(descend(head, "hedline", "hl1"))
    yield Stated("title", headline or text_in(descend(root, "head", "title")), "hedline")
    yield Stated(
        "summary", text_in(descend(head, "abstract")) or text_in(descend(head, "hedline", "hl2")), "abstract", 20
    )
    for byline in children(head, "byline"):
        for name in _names_in(byline):
            yield Stated("authors", name, "byline")
    dateline = descend(head, "dateline")
    yield Stated("dateline", _place_of(dateline), "dateline")
    yield Stated("agency", text_in(descend(head, "distributor")), "distributor", 15)
    yield Stated("language", language_of(next(find_all(root, "body.content"), root)), "lang")
    for keyword in find_all(descend(root, "head"), "keyword"):
        yield Stated("tags", attribute(keyword, "key"), "keyword")
    for subject in find_all(descend(root, "head"), "tobject.subject"):
        name = attribute(subject, "tobject.subject.matter") or attribute(subject, "tobject.subject.type")
        yield Stated("tags", name, "tobject.subject", 20)


def _names_in(byline: Any) -> tuple[str, ...]:
    """The people of a byline, without their titles."""
    people = [text_in(each) for each in find_all(byline, "person")]
    if people:
        return tuple(name for person in people for name in read_names(person, stated=True))
    plain = without_names(byline)
    for title in find_all(plain, "byttl"):
        title.text = ""
        for each in list(title):
            title.remove(each)
    return tuple(read_names(text_in(plain), stated=True))


def _place_of(dateline: Any) -> str:
    location = next(find_all(dateline, "location"), None)
    if location is not None:
        return text_in(location).strip(_AFTER_PLACE)
    if dateline is None:
        return ""
    told = text_in(descend(dateline, "story.date"))
    return text_in(dateline).removesuffix(told).strip(_AFTER_PLACE)


def _stated_rights(root: Any, data: Any, head: Any) -> Iterator[Stated]:
    published = descend(root, "head", "pubdata")
    yield Stated("publisher", attribute(published, "name"), "pubdata")
    yield Stated("section", attribute(published, "position.section"), "pubdata")
    yield Stated("canonical_url", web_address(attribute(published, "ex-ref")), "pubdata")
    holder = attribute(descend(data, "doc.copyright"), "holder")
    year = attribute(descend(data, "doc.copyright"), "year")
    yield Stated("copyright", " ".join(filter(None, ("©", year, holder))) if holder else "", "doc.copyright")
    yield Stated("publisher", holder, "doc.copyright", 20)
    yield Stated("notices", text_in(descend(head, "rights")), "rights")
    for note in find_all(root, "note"):
        if attribute(note, "noteclass") == "cpyrt":
            yield Stated("copyright", text_in(note), "note", 20)


def _stated_life(root: Any, data: Any, head: Any) -> Iterator[Stated]:
    def norm(element: Any) -> str | None:
        return parse_nitf_date(attribute(element, "norm"))

    published = parse_nitf_date(attribute(descend(root, "head", "pubdata"), "date.publication"))
    issued = norm(descend(data, "date.issue"))
    yield Stated("published", published or issued or norm(descend(head, "dateline", "story.date")), "date.issue")
    revised = [norm(each) for each in find_all(descend(root, "head"), "revision-history")]
    yield Stated("modified", max(filter(None, revised), default=None), "revision-history")
    yield Stated("embargo", norm(descend(data, "date.release")), "date.release")
    yield Stated("expires", norm(descend(data, "date.expire")), "date.expire")
    version = attribute(descend(data, "du-key"), "version")
    yield Stated("version", read_version(version), "du-key")
    yield Stated("status", read_managed(attribute(data, "management-status")), "management-status")


def read_managed(said: str) -> str:
    """The status that a sender's word or code gives, NITF's own words for it included."""
    word = re.split(r"[:/]", said.lower())[-1].strip()
    return read_status(_MANAGED.get(word, word))


def parse_nitf_date(text: str) -> str | None:
    """ISO 8601 without marks, as NITF has it, or with them: `20260504T090000+0200`."""
    hit = _DATE.match(text.strip())
    if not hit:
        return None
    year, month, day, hour, minute, second, zone = hit.groups()
    if hour is None:
        return parse_instant(f"{year}-{month}-{day}")
    if zone and zone != "Z":
        zone = f"{zone[:3]}:{zone[-2:] if len(zone) > 3 else '00'}"
    return parse_instant(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone or ''}")
