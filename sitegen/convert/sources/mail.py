"""A newsletter as it was mailed to a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime

from msgspec.structs import replace

from sitegen.convert.metadata.instant import parse_instant
from sitegen.convert.metadata.names import are_people, read_names
from sitegen.convert.sources.mime import header_of, is_attached, kind_of, parse_message, text_of_part, walk_parts
from sitegen.convert.sources.redirects import unwrap_links
from sitegen.convert.sources.saved_page import read_saved_page
from sitegen.convert.sources.site_rules import SiteRules
from sitegen.convert.sources.text import parse_text
from sitegen.document.links import resolve_url, web_link
from sitegen.errors import SourceError
from sitegen.model import Candidate, Draft, Source

_PASSED_ON = re.compile(r"(?:(?:fwd?|fw|re|aw|wg|tr|rv|enc|vs|vb|odp|pd|ynt|ilt)\s?:\s*)+", re.IGNORECASE)
"""What mail programs in many languages put before the subject of what is answered or passed on."""
_LIST = re.compile(r"\[[^\[\]]{1,40}\]\s*")
_SIDES = re.compile(r"\s+(?:from|at|with|via|of|von|bei|de|da|di|van|från|z|od)\s+|\s*[|(–—,]\s*", re.IGNORECASE)
"""Between a person and the outlet in the name of a sender: `Ana Quill at The Harbour Ledger`."""
_ANGLES = re.compile(r"<([^<>\s]{1,500})>")


def parse_mail(source: Source, sites: SiteRules) -> list[Draft]:
    """One draft: the HTML of the message, or else its plain text, with what the headers say of it. Raises SourceError
    when there is nothing to read in it."""
    message = parse_message(source)
    draft = _read_body(source, message, sites)
    identity = _ANGLES.search(header_of(message, "Message-ID"))
    return [
        replace(
            draft,
            blocks=unwrap_links(draft.blocks),
            candidates=(*_candidates(message), *draft.candidates),
            item=identity[1] if identity else None,
        )
    ]


def _read_body(source: Source, message: Message, sites: SiteRules) -> Draft:
    parts = [part for part in walk_parts(message) if not is_attached(part)]
    for part in parts:
        if kind_of(part) == "text/html":
            draft = read_saved_page(source, text_of_part(part), header_of(part, "Content-Location"), sites)
            if draft.blocks:
                return draft
    for part in parts:
        if kind_of(part) in ("text/plain", "text/markdown", "text/enriched"):
            (draft,) = parse_text(replace(source, kind="text", text=_flowing(part), data=b""))
            if draft.blocks:
                return draft
    raise SourceError("is a message without a text", source.name, hint="paste the article into a file")


def _flowing(part: Message) -> str:
    """The text of a part; lines that end in a blank go on, where it says that they do (RFC 3676)."""
    text = text_of_part(part)
    kind = header_of(part, "Content-Type").lower().replace(" ", "").replace('"', "")
    if "format=flowed" not in kind:
        return text
    if "delsp=yes" in kind:
        return text.replace("\n-- \n", "\n--\n").replace(" \n", "")
    return text.replace("\n-- \n", "\n--\n").replace(" \n", " ")


def _candidates(message: EmailMessage) -> Iterator[Candidate]:
    def found(field: str, value: str | None, origin: str, rank: int = 10) -> Iterator[Candidate]:
        if value:
            yield Candidate(field=field, value=value, origin=f"mail:{origin}", rank=rank)

    yield from found("title", _read_subject(message), "subject")
    people, outlet = _read_sender(parseaddr(header_of(message, "From"))[0])
    for name in people:
        yield from found("authors", name, "from")
    yield from found("publisher", outlet, "from", 20)
    yield from found("published", _read_date(header_of(message, "Date")), "date", 12)
    name, _, address = header_of(message, "List-Id").rpartition("<")
    name = name.strip(' "')
    if " " in name and not any(map(str.isdigit, name)):
        yield from found("publisher", name, "list-id", 25)
    yield from found("list_id", address.strip("<> "), "list-id")
    yield from found("language", header_of(message, "Content-Language").split(",")[0].strip(), "content-language", 12)
    archived = _ANGLES.search(header_of(message, "Archived-At"))
    yield from found("canonical_url", web_link(resolve_url(archived[1])) if archived else None, "archived-at")


def _read_subject(message: Message) -> str:
    subject = header_of(message, "Subject")
    passed_on = _PASSED_ON.match(subject)
    subject = subject[passed_on.end() :] if passed_on else subject
    listed = _LIST.match(subject) if header_of(message, "List-Id") else None
    return (subject[listed.end() :] if listed else subject).strip()


def _read_sender(name: str) -> tuple[tuple[str, ...], str]:
    """The people and the outlet in the name of a sender; an outlet where nothing tells."""
    name = " ".join(name.split()).strip("'\" ")
    person, side, outlet = name, "", ""
    hit = _SIDES.search(name)
    if hit:
        person, side, outlet = name[: hit.start()], hit[0], name[hit.end() :].strip(" )")
    people = read_names(person)
    if are_people(people):
        return people, outlet if side else ""
    return (), name


def _read_date(value: str) -> str | None:
    """A date as mail has it (RFC 5322, section 3.3), in the zone of its sender."""
    try:
        moment = parsedate_to_datetime(value) if value else None
    except (ValueError, TypeError, LookupError, OverflowError):
        return None
    return parse_instant(moment.isoformat()) if moment else None
