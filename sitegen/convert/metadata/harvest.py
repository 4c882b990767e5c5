"""What a line that a rule recognised says of the story: candidates from its slots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.ruleset import Match
from sitegen.convert.metadata.agency import Agencies
from sitegen.convert.metadata.instant import NAMED_ZONE, parse_written_date
from sitegen.convert.metadata.written_date import find_written_date
from sitegen.document.blocks import links_of
from sitegen.model import Candidate, Correction, Credit, Paragraph

_RANK = 30
_UNSIGNED = 42
"""The rank of a line about rights without the sign or the word: it says less than one that names whose they are."""
_CORRECTED = 35
_LINK_WORD = re.compile(r" \w{1,3}$")
"""`on`, `le`, `am`: between the words for a correction and its date."""
_BARE = 31
"""The rank of a section's bare name: a path (`Home > Region`) tells more."""
_COPYRIGHT_SIGN = re.compile(r"©|\([cC]\)|copyright", re.IGNORECASE)
_SLOTS_OF_A_SOURCE = ("site", "publisher")
_SOURCES = re.compile(r"\s*[/,;+|、，／]\s*")
_AND = re.compile(r"\s*(?:,|;|&|/|\||\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bdan\b|\bve\b|\bi\b|\sو|\sऔर\s)\s*")
_BETWEEN_TAGS = re.compile(r"\s*[,;|·•、，；،]\s*|\s+[/–—-]\s+|\s+#")
_UNSPACED = re.compile(r"[\s\d\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_WITH_OUTLET = re.compile(r"(?P<author>[^,&/|]+?), (?P<outlet>[^,&/|]+)")
_ROLES = {"reporter": "reporting", "editor": "editing", "photographer": "photography"}
_SINGLE = {
    "place": "dateline",
    "site": "site_name",
    "publisher": "publisher",
    "republisher": "republisher",
    "section": "section",
}
_VERBATIM = {
    "attribution.notices": "notices",
    "attribution.copyright": "copyright",
    "note": "notices",
}


def harvest(
    match: Match, line: Line, agencies: Agencies, language: str | None, *, moved: bool
) -> tuple[Candidate, ...]:
    """The evidence of a matched line. Only a line that is `moved` is itself a value; a removed one gives its slots."""
    found = list(_from_slots(match, line, agencies, language))
    field = match.rule.field or ""
    if moved:
        is_correction = field == "attribution.corrections"
        found += _correction(match, line, language) if is_correction else _from_line(field, match, line, agencies)
    return tuple(found)


def _correction(match: Match, line: Line, language: str | None) -> Iterator[Candidate]:
    """A correction in its own words, dated where they say when it was made: the story was changed then."""
    date = _date_of_correction(match, line, language)
    yield _found("corrections", Correction(text=line.text, date=date), match.rule.id, line)
    if date:
        yield replace(_found("modified", date, match.rule.id, line), rank=_CORRECTED)


def _date_of_correction(match: Match, line: Line, language: str | None) -> str | None:
    """When a story was corrected, where that is said: in the label, or right behind the words for it."""
    written = find_written_date(line.text, language)
    if not written:
        return None
    before = line.text[: written.start]
    is_label = ":" not in before.replace("：", ":") and line.text[written.end :].lstrip(" )]").startswith((":", "："))
    said = fold_text(before)
    phrases = {fold_text(phrase) for phrase in match.rule.phrases}
    is_said = is_label or said in phrases or _LINK_WORD.sub("", said) in phrases
    return written.isoformat() if is_said else None


def _from_slots(match: Match, line: Line, agencies: Agencies, language: str | None) -> Iterator[Candidate]:
    rule = match.rule.id
    for slot, value in match.captures.items():
        if slot in ("author", "agency"):
            yield from _names(slot, value, line, agencies, rule)
        elif slot == "date":
            instant = parse_written_date(_with_zone(value, line.text), language)
            field = "modified" if match.rule.field == "modified" else "published"
            yield from (_found(field, instant, rule, line),) if instant else ()
        elif slot in _ROLES:
            yield from (_found("credits", Credit(role=_ROLES[slot], name=name), rule, line) for name in _split(value))
        elif slot == "tags":
            yield from (_found("tags", tag, rule, line) for tag in _split_tags(value))
        elif slot in _SLOTS_OF_A_SOURCE and match.rule.field == "attribution.credit":
            yield from _sources(slot, value, line, agencies, rule)
        elif slot in _SINGLE:
            yield _found(_SINGLE[slot], value, rule, line)


def _with_zone(value: str, text: str) -> str:
    """A date with the name of its zone, where the phrase ends with that: `{date} wib`."""
    zone = NAMED_ZONE.match(text, text.rfind(value) + len(value)) if value in text else None
    return value + zone[0] if zone else value


def _names(slot: str, value: str, line: Line, agencies: Agencies, rule: str) -> Iterator[Candidate]:
    """People are authors; an agency in a byline is the agency, and what follows `Name,` the outlet."""
    outlet = _WITH_OUTLET.fullmatch(value) if slot == "author" else None
    if outlet and not agencies.find_name(outlet["outlet"]):
        yield _found("publisher", outlet["outlet"], rule, line)
        value = outlet["author"]
    for name in _split(value):
        agency = agencies.find_name(name)
        if agency or slot == "agency":
            yield _found("agency", agency or name, rule, line)
        else:
            yield _found("authors", name, rule, line)


def _sources(slot: str, value: str, line: Line, agencies: Agencies, rule: str) -> Iterator[Candidate]:
    """`The Reach / PAP`: the agencies among the sources of a credit, and the outlet that is left; the whole where no
    agency is in it, for a name may hold a comma."""
    parts = [part for part in _SOURCES.split(value) if part]
    named = {part: agency for part in parts if (agency := agencies.find_name(part))}
    for agency in named.values():
        yield _found("agency", agency, rule, line)
    outlets = [part for part in parts if part not in named]
    if outlets or not named:
        yield _found(_SINGLE[slot], outlets[0] if named else value, rule, line)


def _from_line(field: str, match: Match, line: Line, agencies: Agencies) -> Iterator[Candidate]:
    rule = match.rule.id
    if field in _VERBATIM and match.category != "byline":  # "By our correspondent" credits nobody
        found = _found(_VERBATIM[field], line.text, rule, line)
        unsigned = field == "attribution.copyright" and not _COPYRIGHT_SIGN.search(line.text)
        yield replace(found, rank=_UNSIGNED) if unsigned else found
    elif field == "section" and "section" not in match.captures:
        yield replace(_found("section", line.text, rule, line), rank=_BARE)
    elif field == "attribution.credit":
        yield _found("credit", _credit_sentence(line.text, match), rule, line)
        yield from _links(line, rule)
    elif field == "attribution.agency" and "agency" not in match.captures:
        label, colon, rest = line.text.replace("：", ":").partition(":")
        agency = agencies.find_name(line.text) or agencies.find_name(line.text.partition(" ")[2])
        named = (agencies.find_name(part) for part in _SOURCES.split(rest if colon else label))
        agency = agency or next(filter(None, named), None)
        if agency:
            yield _found("agency", agency, rule, line)


def _credit_sentence(text: str, match: Match) -> str:
    """The credit up to the name it gives: what follows is the label of a link the paste has lost."""
    name = match.captures.get("site") or match.captures.get("publisher")
    at = text.rfind(name) if name else -1
    return text[: at + len(name)] if name and at >= 0 and not text[at + len(name) :].startswith((")", "]")) else text


def _links(line: Line, rule: str) -> Iterator[Candidate]:
    if isinstance(line.block, Paragraph):
        for link in links_of(line.block.content):
            if link.href.startswith("http") and re.search(r"https?://[^/]+/.", link.href):
                yield _found("original_url", link.href, rule, line)


def _split(value: str) -> list[str]:
    return [name for part in _AND.split(value) if (name := part.strip(" .-–—"))]


def _split_tags(value: str) -> list[str]:
    """A list of tags: marks part them, `and` may be within one; in scripts without gaps blanks part them too."""
    parts = _BETWEEN_TAGS.split(value)
    if len(parts) == 1 and _UNSPACED.fullmatch(value):
        parts = value.split()
    return [tag for part in parts if (tag := part.strip(" .-–—#"))]


def _found(field: str, value: Any, rule: str, line: Line) -> Candidate:
    return Candidate(field=field, value=value, origin=f"rule:{rule}", rank=_RANK, line=line.block.line)
