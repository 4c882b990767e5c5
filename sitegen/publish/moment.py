"""Dates and instants as content files give them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def parse_moment(value: str, timezone: ZoneInfo) -> datetime:
    """An ISO 8601 date or instant; one without an offset is in the site's time zone."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone)
