"""Datelines: where a story was filed, alone on a line or before its first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.convert.metadata.agency import Agencies

_LETTERS = r"[^\W\d_][^\d:;,()—–\"“”«»?!]"  # not \w: the vowel signs of Indic scripts are marks
_PLACE = rf"{_LETTERS}{{1,40}}(?:, {_LETTERS}{{1,25}})?"
_DASH = r"\.?\s*[—–-]+"
_DATE = r"[^()—–:\d]{0,20}\d[^()—–:]{0,20}?"
_AGENCY = r"\((?P<agency>[^()]{2,40})\)"
_ALONE = re.compile(rf"(?P<place>{_PLACE}?)\s*(?:{_AGENCY})?\s*(?::|{_DASH})")
_PREFIX = re.compile(rf"(?P<place>{_PLACE}?)(?:,\s*(?P<date>{_DATE}))?\s*(?:{_AGENCY})?\s*{_DASH}\s+(?=\S)")
_AGENCY_FIRST = re.compile(rf"{_AGENCY}\s*{_DASH}\s*(?P<place>{_PLACE}?)(?:,\s*(?P<date>{_DATE}))?\s*{_DASH}\s+(?=\S)")
_IN_STROKES = re.compile(
    rf"(?P<place>{_PLACE}?)[,.]\s*(?:(?P<date>{_DATE})\.?\s*)?/(?P<agency>[^/\d]{{2,30}})/\.?\s*(?:[—–-]+\s+)?(?=\S)"
)
_STOP = re.compile(rf"(?P<place>{_PLACE}?)\s*(?:{_AGENCY})?\.\s+[\"'“”„«»¿¡]?(?=[^\W\d_])")
_AFTER_DASH = re.compile(r"(?P<agency>[^.():;,]{2,30})\.\s+(?=\S)")
_DOMAIN = re.compile(r"[\w-]{1,40}(?:\.[\w-]{1,20}){0,3}\.[^\W\d_]{2,4}", re.ASCII)
_KICKERS = frozenset(
    """actualización actualizado actualité aggiornamento aktualisiert aktualizacja aktualizováno atualização avance
    bakgrund breaking chronologie conclusion dernière-minute eilmeldung esclusiva esclusivo exclusif exclusiva
    exclusivo exklusiv exkluzivně fakta faktaruta follow-up hintergrund kommentti kronologi kurz oppdatert opdateret
    pilne podcast portret portrett recension sondage срочно терміново обновлено оновлено эксклюзив ексклюзив uppdaterad
    uppdatering update urgent urgente vidéo weryfikacja wyjaśniamy última urgentissimo""".split()  # noqa: SIM905
)
"""What may stand in capitals before a story and is no place."""
_MOST_WORDS = 4
_MOST_WORDS_BEFORE_A_STOP = 3
_LONGEST = 140


class Dateline(NamedTuple):
    """`length` is how many characters of the text the dateline takes. A dateline may name its authors only."""

    place: str
    agency: str | None
    length: int
    authors: tuple[str, ...] = ()


def find_dateline(text: str) -> Dateline | None:
    """A line that is nothing but a dateline: `Seoul:`, `NEW DELHI (PTI) -`."""
    hit = _ALONE.fullmatch(text)
    return _dateline(hit) if hit and is_place(hit["place"]) else None


def find_dateline_prefix(text: str, agencies: Agencies | None = None) -> Dateline | None:
    """A dateline before the first sentence: `PARIS, June 3 (Reuters) - The…`. Capitals or an agency must prove it.

    With `agencies`, one that follows the dash (`PARIS, June 3 — Reuters. The…`) belongs to it.
    """
    start = text[:_LONGEST]
    for pattern in (_AGENCY_FIRST, _PREFIX, _IN_STROKES):
        hit = pattern.match(start)
        if hit and is_place(hit["place"]) and (hit["agency"] or hit["place"].split(",")[0].isupper()):
            dateline = _dateline(hit)
            return _with_agency_after(dateline, start, agencies) if agencies and dateline else dateline
    return None


def find_dateline_sentence(text: str, story: str, *, sure: bool) -> Dateline | None:
    """A dateline that a full stop ends: `GRANNÖ. The…`. An acronym or a kicker may stand so too; `story`, the text
    that follows, tells them apart where it repeats the word. Where it does not, `sure` accepts a long one."""
    hit = _STOP.match(text[:_LONGEST])
    place = hit["place"].strip() if hit else ""
    if not hit or not place.isupper() or place.split()[0].lower() in _KICKERS:
        return None
    if len(place.split()) > _MOST_WORDS_BEFORE_A_STOP or "." in place:
        return None
    repeated = is_repeated_as_name(place, story)
    likely = repeated is None and sure and len(place) > _LONGEST_ACRONYM
    return _dateline(hit) if repeated or likely else None


_LONGEST_ACRONYM = 4
_SHORTEST_STEM = 4
_ENDING = 2
"""Letters at the end of a name that its cases change."""


def is_repeated_as_name(word: str, story: str) -> bool | None:
    """Whether `story` writes a word as names are written; None when it has it not at all, False when it writes it in
    small letters or, like an acronym, in capitals."""
    stem = word[: max(_SHORTEST_STEM, len(word) - _ENDING)]
    found = [hit[0] for hit in re.finditer(rf"(?<!\w){re.escape(stem)}\w{{0,4}}", story, re.IGNORECASE)]
    if not found:
        return None
    return not any(each.islower() or each.isupper() for each in found)


def is_place(place: str) -> bool:
    """Few words, each beginning high where the script knows capitals."""
    words = place.replace(",", " ").split()
    return 0 < len(words) <= _MOST_WORDS and all(not word[0].islower() or len(word) <= 3 for word in words)


def _dateline(hit: re.Match[str]) -> Dateline | None:
    """The dateline without the address of the outlet that some give beside the place: `JAKARTA, WARTA.com`."""
    parts = [part.strip() for part in hit["place"].split(",")]
    place = ", ".join(part for part in parts if part and not _DOMAIN.fullmatch(part))
    return Dateline(place, hit["agency"], hit.end()) if place else None


def _with_agency_after(dateline: Dateline, text: str, agencies: Agencies) -> Dateline:
    hit = None if dateline.agency else _AFTER_DASH.match(text, dateline.length)
    if not hit or not agencies.find_name(hit["agency"]):
        return dateline
    return dateline._replace(agency=hit["agency"].strip(), length=hit.end())


# --- Chinese and Japanese -------------------------------------------------------------------------------------------

_HAN = r"[\u3400-\u9fff]"
_OPEN, _CLOSE = r"[〔［\[【（(]", r"[〕］\]】）)]"
_PEOPLE = r"[^〔〕［\]\[【】（）()。\d]"
_FILED = re.compile(
    rf"{_OPEN}?(?P<agency>{_HAN}{{1,6}}?[社网網报報])(?P<place>{_HAN}{{1,12}}?)\d{{1,2}}月\d{{1,2}}日[专專]?[电電讯訊]{_CLOSE}?"
    rf"(?:\s*[（(](?P<people>{_PEOPLE}{{2,60}})[）)])?\s*"
)
_NOTE = re.compile(rf"本[报報社网網][讯訊]\s*[（(](?P<people>{_PEOPLE}{{2,60}})[）)]\s*")
_REPORTED = re.compile(
    rf"{_OPEN}[记記]者\s?(?P<people>{_PEOPLE}{{2,30}}?)[/／](?P<place>{_HAN}{{2,10}}?)(?:報導|报道|報道|[电電]){_CLOSE}\s*"
)
_EQUALS = re.compile(rf"【(?P<place>{_PEOPLE}{{1,12}}?)[＝=](?P<people>{_PEOPLE}{{2,30}}?)】\s*")
_ROLE = re.compile(
    r"(?:(?:本报|本報|本社|见习|實習|实习|特约|特約|首席|全媒体){0,2}(?:记者|記者|通讯员|通訊員|特派員))\s?"
)
_BETWEEN = re.compile(r"[、,，;；/／\s]")
_OURSELVES = ("本",)
_NOWHERE = frozenset(["综合", "綜合"])
"""`Comprehensive`: reported from several places."""
_LONGEST_NAME = 12


def find_cjk_dateline(text: str) -> Dateline | None:
    """What Chinese and Japanese stories begin with: `新华社…5月14日电（记者…）`, `〔記者…／…報導〕`, `【…＝…】`."""
    start = text[:_LONGEST]
    for pattern in (_FILED, _NOTE, _REPORTED, _EQUALS):
        hit = pattern.match(start)
        if hit:
            caught = hit.groupdict()
            agency, place = caught.get("agency"), caught.get("place") or ""
            return Dateline(
                place="" if place in _NOWHERE else place,
                agency=None if not agency or agency.startswith(_OURSELVES) else agency,
                length=hit.end(),
                authors=tuple(_people(caught.get("people") or "")),
            )
    return None


def _people(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(_ROLE.sub("、", text)):
        if 1 < len(part) <= _LONGEST_NAME:
            yield part
