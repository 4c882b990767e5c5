"""Dates as people write them, read by shape: fast, and without a guess at what the reader's clock says."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from sitegen.convert.metadata.months import find_month

_WORD = r"[^\W\d_][^\d\s,./:()|-]{1,13}"
_ARABIC_TWO = r"(?:كانون|تشرين) [^\d\s,./:()|]{3,8}"
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<d>\d{1,2})"
_ORDINAL = r"(?:st|nd|rd|th|er|re|ro|[.ºª°])?"
_DAY_FIRST = re.compile(
    rf"{_DAY}{_ORDINAL}(?:\s*[-/]\s*|\s*\.?\s*(?:de\s+|of\s+)?)(?P<m>{_ARABIC_TWO}|{_WORD})\.?"
    rf"(?:\s*[-/]\s*|,?\s*(?:del?\s+)?){_YEAR}"
)
_MONTH_FIRST = re.compile(rf"(?<!\w)(?P<m>{_WORD})\.?\s*{_DAY}{_ORDINAL}(?:\s*,\s*|\s+){_YEAR}")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})(?!\d)日?")
_NUMBERS = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>\s?[./-]\s?)(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)?\d\d)(?![\d/-]|\.\d)"
)
_CLOCK = re.compile(
    r"[\s,T|@·•–()/-]{0,4}(?:(?:at|um|à|a las|às|alle ore|ore|om|kl\.?|saat|pukul|в|о|um ca\.)\s+)?"
    r"(?P<hour>\d{1,2})\s?(?:[:.h時时点點]\s?(?P<minute>\d\d)分?(?::\d\d)?)?\s?(?P<half>[ap]\.?m\b\.?)?(?!\d)",
    re.IGNORECASE,
)
_MONTH_BEFORE_DAY = frozenset(["en", "en-us", "en-ph", "fil"])
_LONGEST = 400


class Written(NamedTuple):
    """A date in a text, and where it stands there."""

    year: int
    month: int
    day: int
    clock: tuple[int, int] | None
    start: int
    end: int

    def isoformat(self) -> str:
        day = f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{day}T{self.clock[0]:02}:{self.clock[1]:02}:00" if self.clock else day


def find_written_date(text: str, language: str | None = None) -> Written | None:
    """The first full date in `text`; `language` (BCP 47) says whether `4/5/2026` is in April or in May."""
    text = text[:_LONGEST]
    found = [date for read in (_read_year_first, _read_day_first, _read_month_first) if (date := read(text))]
    numbers = _read_numbers(text, (language or "").lower().replace("_", "-"))
    return min((*found, *((numbers,) if numbers else ())), key=lambda each: each.start, default=None)


def _read_year_first(text: str) -> Written | None:
    hit = _YEAR_FIRST.search(text)
    return _written(text, hit, (hit["y"], hit["m"], hit["d"])) if hit else None


def _read_day_first(text: str) -> Written | None:
    for hit in _DAY_FIRST.finditer(text):
        month = find_month(hit["m"])
        if month:
            return _written(text, hit, (hit["y"], month, hit["d"]))
    return None


def _read_month_first(text: str) -> Written | None:
    for hit in _MONTH_FIRST.finditer(text):
        month = find_month(hit["m"])
        if month:
            return _written(text, hit, (hit["y"], month, hit["d"]))
    return None


def _read_numbers(text: str, language: str) -> Written | None:
    hit = _NUMBERS.search(text)
    if not hit or (len(hit["y"]) == 2 and "-" in hit["sep"]):
        return None
    year = int(hit["y"])
    if year < 100:
        year += 1900 if year >= 70 else 2000
    first, second = int(hit["a"]), int(hit["b"])
    month_first = language in _MONTH_BEFORE_DAY and "." not in hit["sep"]
    if (month_first and first <= 12) or second > 12:
        first, second = second, first
    return _written(text, hit, (year, second, first))


def _written(text: str, hit: re.Match[str], parts: tuple[int | str, int | str, int | str]) -> Written | None:
    year, month, day = map(int, parts)
    try:
        date(year, month, day)
    except ValueError:
        return None
    clock = _CLOCK.match(text, hit.end())
    time = _read_clock(clock) if clock else None
    return Written(year, month, day, time, hit.start(), clock.end() if clock and time else hit.end())


def _read_clock(hit: re.Match[str]) -> tuple[int, int] | None:
    if not hit["minute"] and not hit["half"]:
        return None
    hour, minute = int(hit["hour"]), int(hit["minute"] or 0)
    half = (hit["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return (hour, minute) if hour < 24 and minute < 60 else None
