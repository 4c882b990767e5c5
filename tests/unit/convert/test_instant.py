"""Dates to ISO 8601, whatever the day on which they are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.convert.metadata.instant import (
    find_date_line,
    in_stated_zone,
    parse_instant,
    parse_page_date,
    parse_written_date,
)
from sitegen.model import Article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-04T09:30:00Z", "2026-05-04T09:30:00Z"),
        ("2026-05-04T09:30:00+02:00", "2026-05-04T09:30:00+02:00"),
        ("2026-05-04T09:30:00.123+0200", "2026-05-04T09:30:00+02:00"),
        ("2026-05-04T09:30", "2026-05-04T09:30:00"),
        ("2026-05-04 09:30:00 +0000", "2026-05-04T09:30:00Z"),
        ("2026-05-04", "2026-05-04"),
        ("2026-02-30", None),
        ("2026-05-04T25:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_machine_written(text: str, expected: str | None) -> None:
    assert parse_instant(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("4 May 2026", "en", "2026-05-04"),
        ("May 4, 2026", "en", "2026-05-04"),
        ("4 de maio de 2026", "pt", "2026-05-04"),
        ("4. Mai 2026", "de", "2026-05-04"),
        ("4 mai 2026", "fr", "2026-05-04"),
        ("4 de mayo de 2026", "es", "2026-05-04"),
        ("4 maggio 2026", "it", "2026-05-04"),
        ("4 Mayıs 2026", "tr", "2026-05-04"),
        ("2026年5月4日", "ja", "2026-05-04"),
        ("4 May 2026", "qq", "2026-05-04"),
        ("May 2026", "en", None),
        ("2026", "en", None),
        ("4 May", "en", None),
        ("yesterday", "en", None),
        ("2 hours ago", "en", None),
        ("Tuesday at noon", "en", None),
    ],
)
def test_written_by_people(text: str, language: str, expected: str | None) -> None:
    """Only a date that names its day, month and year is one: the rest would depend on today."""
    assert parse_written_date(text, language) == expected


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        ("4 May 2026", "en", "2026-05-04"),
        ("4 May 2026 · 3 hours ago", "en", "2026-05-04"),
        ("04.05.2026 09:30", "de", "2026-05-04T09:30:00"),
        ("Was the mill built in 1841 or on 4 May 1842?", "en", None),
        ("The mill on the upper river closed for good on 4 May 1842 and was sold", "en", None),
        ("In May", "en", None),
    ],
)
def test_a_line_that_is_nothing_but_a_date(line: str, language: str, expected: str | None) -> None:
    assert find_date_line(line, language) == expected


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-01:00"])
def test_the_dates_of_broken_clocks_are_none(text: str) -> None:
    assert parse_instant(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-04T09:30:00+02:00", "2026-05-04T09:30:00+02:00"),
        ("Mon, 04 May 2026 09:00:00 +0200", "2026-05-04T09:00:00+02:00"),
        ("Mon, 04 May 2026 23:30:00 GMT", "2026-05-04T23:30:00Z"),
        ("2026/05/04 09:30", "2026-05-04T09:30:00"),
        ("4 May 2026 09:30 Tuesday", "2026-05-04T09:30:00"),
        ("20260504", None),
        ("soon", None),
    ],
)
def test_what_pages_write_where_machines_read(text: str, expected: str | None) -> None:
    assert parse_page_date(text) == expected


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        ("Kamis, 12 Maret 2026 | 08:15 WIB", "id", "2026-03-12T08:15:00+07:00"),
        ("12 Maret 2026, 08.15 WITA", "id", "2026-03-12T08:15:00+08:00"),
        ("12 Maret 2026 08:15 WIT", "id", "2026-03-12T08:15:00+09:00"),
        ("14 мая 2026, 11:20 (МСК)", "ru", "2026-05-14T11:20:00+03:00"),
        ("12 Maret 2026 WIB", "id", "2026-03-12"),
        ("12 May 2026 | 08:15 | 4 min", "en", "2026-05-12T08:15:00"),
        ("12 May 2026 | 4 min", "en", "2026-05-12"),
    ],
)
def test_the_named_zones_of_a_line_and_a_clock_in_its_next_part(line: str, language: str, expected: str) -> None:
    assert find_date_line(line, language) == expected


def test_the_zone_that_ends_a_phrase_is_read(article_of: Callable[[str], Article]) -> None:
    article = article_of(
        "Pasar ikan ramai lagi\n\nKamis, 12 Maret 2026 | 08:15 WIB\n\nPasar ikan di tepi sungai itu kembali ramai sejak"
        " Selasa pagi, setelah jembatan lama selesai diperbaiki oleh warga desa.\n"
    )
    assert article.metadata.published == "2026-03-12T08:15:00+07:00"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 04 May 2026 09:00:00 +0200", "2026-05-04T09:00:00+02:00"),
        ("2026-05-04T09:00:00+02:00", "2026-05-04T09:00:00+02:00"),
        ("Mon, 04 May 2026 03:00:00 EDT", "2026-05-04T03:00:00-04:00"),
        ("Mon, 04 May 2026 12:45:00 +0545 (NPT)", "2026-05-04T12:45:00+05:45"),
        ("Mon, 04 May 2026 07:00:00 GMT", "2026-05-04T07:00:00Z"),
        ("2026-05-04T07:00:00Z", "2026-05-04T07:00:00Z"),
        ("2026-05-04T07:00:00-00:00", "2026-05-04T07:00:00Z"),
        ("2026-05-04T07:00:00+99:00", "2026-05-04T07:00:00Z"),
        ("2026-05-04 07:00", "2026-05-04T07:00:00Z"),
        ("2026-05-04", "2026-05-04T07:00:00Z"),
        ("", "2026-05-04T07:00:00Z"),
    ],
)
def test_a_moment_keeps_the_zone_it_was_stated_in(written: str, expected: str) -> None:
    assert in_stated_zone("2026-05-04T07:00:00Z", written) == expected
