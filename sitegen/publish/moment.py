"""Dates and instants as content files give them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def parse_moment(value: str, timezone: ZoneInfo) -> datetime:
    """An ISO 8601 date or instant; one without an offset is in the site's time zone."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone)


def format_utc(value: str, timezone: ZoneInfo) -> str:
    """A date or instant as the instant it is in UTC: 2026-05-04T09:00:00Z."""
    return parse_moment(value, timezone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
