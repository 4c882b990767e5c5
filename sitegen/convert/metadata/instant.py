"""Dates as they are written, to ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from sitegen.convert.metadata.written_date import find_written_date

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ZONE = re.compile(r"\b(?:Z|UTC|GMT|[A-Z]{2,4}T)\b|[+-]\d\d:?\d\d")
_ZONE_AFTER = re.compile(r"\s?(?:(?:UTC|GMT)?(?P<offset>[+-]\d\d:?\d\d)|UTC|GMT|Z)(?!\w)")
_ZONE_AT_END = re.compile(
    r"(?:(?<=\d)\s{0,3}(?P<offset>[+-]\d\d:?\d\d)|\b(?P<name>[A-Z]{3}))(?:\s{0,3}\([^()]{0,20}\))?\s*$"
)
_ZONES_OF_MAIL = {
    "EST": "-0500",
    "EDT": "-0400",
    "CST": "-0600",
    "CDT": "-0500",
    "MST": "-0700",
    "MDT": "-0600",
    "PST": "-0800",
    "PDT": "-0700",
}
"""Zones that dates of mails and feeds may name (RFC 2822, section 4.3)."""
_LONGEST_ZONE = 40
_FARTHEST_ZONE = 14 * 60
"""Minutes."""
_OFFSETS = {"WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00", "MSK": "+03:00", "МСК": "+03:00"}
NAMED_ZONE = re.compile(rf"\s{{0,3}}(?<!\w)\(?(?P<name>{'|'.join(_OFFSETS)})\)?(?!\w)")
"""Zones that keep no summer time and whose names mean one thing."""
_CLOCK_ALONE = re.compile(r"\d{1,2}[:.]\d\d(?![.\d])")
_SPOKEN_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})\s?[.h]\s?(\d\d)(?![\d.])(?:\s*Uhr)?", re.IGNORECASE)
_UP_TO_A_YEAR = re.compile(r".*?(?:19|20)\d\d(?:\W{1,3}\d{1,2}[:.]\d\d)?", re.DOTALL)
_SEPARATORS = re.compile(r"[·•|]|\s[–—-]\s")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|\d\s?[ap]\.?m\.?", re.IGNORECASE)

_NO_ZONE = re.compile(r"T\d\d:\d\d:\d\d$")
_MOST_OTHER_WORDS = 2
"""Words beside a date whose shape is plain: the day of the week, `Uhr`."""


def parse_instant(text: str) -> str | None:
    """A machine-written date (ISO 8601 and its usual variants), in its own zone: a day is that of its newsroom."""
    hit = _ISO.match(text.strip())
    if not hit:
        return None
    try:
        moment = datetime.fromisoformat(hit[0].replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
    return _format(moment, with_time=len(hit[0]) > 10)


def in_stated_zone(moment: str, written: str) -> str:
    """A moment in UTC in the zone that ends the date it was read from; as it is where that ends with none we know."""
    zone = _ZONE_AT_END.search(written[-_LONGEST_ZONE:])
    offset = zone and (zone["offset"] or _ZONES_OF_MAIL.get(zone["name"] or "", ""))
    if not offset:
        return moment
    minutes = (int(offset[1:3]) * 60 + int(offset[-2:])) * (-1 if offset[0] == "-" else 1)
    if not minutes or abs(minutes) > _FARTHEST_ZONE:
        return moment
    instant = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return instant.astimezone(timezone(timedelta(minutes=minutes))).isoformat()


def parse_page_date(text: str, language: str | None = None) -> str | None:
    """A date in the machine-read parts of a page: ISO 8601, or what its makers wrote instead."""
    found = parse_instant(text)
    if found:
        return found
    written = find_written_date(text, language)
    zone = _ZONE_AFTER.match(text, written.end) if written and written.clock else None
    if not written or not zone:
        return written.isoformat() if written else None
    offset = zone["offset"] or "+0000"
    return parse_instant(f"{written.isoformat()}{offset[:3]}:{offset[-2:]}")


def parse_written_date(text: str, language: str | None) -> str | None:
    """A date in people's words. It must name its year, so that nothing depends on today."""
    if not _YEAR.search(text) and not _ISO.search(text):
        return None
    zone = NAMED_ZONE.search(text)
    if zone:
        local = parse_written_date(text[: zone.start()], language)
        return parse_instant(local + _OFFSETS[zone["name"]]) if local and _NO_ZONE.search(local) else local
    found = _ISO.search(text)
    if found:
        return parse_instant(found[0])
    if not _ZONE.search(text):
        written = find_written_date(text, language or "en")
        rest = text[: written.start] + text[written.end :] if written else text
        if written and len(rest.split()) <= _MOST_OTHER_WORDS and not any(char.isdigit() for char in rest):
            return written.isoformat()
    import dateparser  # slow to import, and most articles need it not

    settings: Any = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RELATIVE_BASE": datetime(1970, 1, 1),  # noqa: DTZ001 (nothing may depend on today)
        "RETURN_AS_TIMEZONE_AWARE": bool(_ZONE.search(text)),
    }
    text = _SPOKEN_CLOCK.sub(r"\1:\2", text)
    try:
        moment = dateparser.parse(text, languages=[language or "en"], settings=settings)
    except ValueError:  # a language that dateparser does not know
        moment = dateparser.parse(text, settings=settings)
    if not moment or str(moment.year) not in text or not re.search(rf"(?<!\d)0?{moment.day}(?!\d)", text):
        return None
    return _format(moment, with_time=bool(_CLOCK.search(text)))


def find_date_line(text: str, language: str | None) -> str | None:
    """The date of a line that is nothing but a date, with perhaps a clock and how long ago that was."""
    digits = len(re.findall(r"\d+", text))
    if not 2 <= digits <= 9 or len(text) > 90 or not _YEAR.search(text) or text.rstrip()[-1] in "!?":
        return None
    for part in _find_dated_parts(text):
        start = _UP_TO_A_YEAR.match(part)
        if len(part.split()) <= 10 and start:
            found = parse_written_date(part.rstrip("."), language) or parse_written_date(start[0], language)
            if found:
                return found
    return None


def _find_dated_parts(text: str) -> tuple[str, ...]:
    """Of `12 May 2026 | 08:15 | 4 min` the date, first with the clock where that is the next part."""
    parts = [part.strip() for part in _SEPARATORS.split(text)]
    at = next((i for i, part in enumerate(parts) if _YEAR.search(part)), None)
    if at is None:
        return (text,)
    following = parts[at + 1] if at + 1 < len(parts) else ""
    return (f"{parts[at]}, {following}", parts[at]) if _CLOCK_ALONE.match(following) else (parts[at],)


def _format(moment: datetime, *, with_time: bool) -> str | None:
    """ISO 8601; None for the years of broken clocks, which no calendar function handles everywhere."""
    if not 1000 <= moment.year <= 9998:
        return None
    if not with_time:
        return moment.strftime("%Y-%m-%d")
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
