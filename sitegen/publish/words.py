"""Dates and directions, by language."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from sitegen.publish.moment import parse_moment
from sitegen.publish.views import DateView

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "nqo", "ps", "sd", "ug", "ur", "yi"})


def direction_of(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in _RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=65536)
def date_view(value: str, language: str, timezone: str) -> DateView:
    """A date for readers and machines, in the site's time zone; a bare date stays a bare date."""
    if len(value) == 10:
        moment = datetime.fromisoformat(value)
        return DateView(value, _written(moment, language))
    moment = parse_moment(value, ZoneInfo(timezone)).astimezone(ZoneInfo(timezone))
    return DateView(moment.isoformat(), _written(moment, language))


@lru_cache(maxsize=1024)
def month_name(year: int, month: int, language: str) -> str:
    """A month and its year: May 2026."""
    return str(format_skeleton("yMMMM", date(year, month, 1), locale=_locale(language)))


def _written(moment: datetime, language: str) -> str:
    return str(format_date(moment.date(), format="long", locale=_locale(language)))


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
