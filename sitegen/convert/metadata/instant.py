"""Dates as they are written, to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ZONE = re.compile(r"\b(?:Z|UTC|GMT|[A-Z]{2,4}T)\b|[+-]\d\d:?\d\d")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|\d\s?[ap]\.?m\.?", re.IGNORECASE)


def parse_instant(text: str) -> str | None:
    """A machine-written date (ISO 8601 and its usual variants); a zoned one becomes UTC, a bare one keeps its form."""
    hit = _ISO.match(text.strip())
    if not hit:
        return None
    try:
        moment = datetime.fromisoformat(hit[0].replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
    return _format(moment, with_time=len(hit[0]) > 10)


def parse_written_date(text: str, language: str | None) -> str | None:
    """A date in people's words. It must name its year, so that nothing depends on today."""
    if not _YEAR.search(text) and not _ISO.search(text):
        return None
    found = _ISO.search(text)
    if found:
        return parse_instant(found[0])
    import dateparser  # slow to import, and most articles need it not

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "RETURN_AS_TIMEZONE_AWARE": bool(_ZONE.search(text))}
    languages = [(language or "en").split("-")[0]]
    try:
        moment = dateparser.parse(text, languages=languages, settings=settings)
    except ValueError:  # a language that dateparser does not know
        moment = dateparser.parse(text, settings=settings)
    return _format(moment, with_time=bool(_CLOCK.search(text))) if moment else None


def _format(moment: datetime, *, with_time: bool) -> str:
    if not with_time:
        return moment.strftime("%Y-%m-%d")
    if moment.tzinfo:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
