"""Dates by their shape."""

from __future__ import annotations

import pytest

from sitegen.convert.metadata.months import find_month
from sitegen.convert.metadata.written_date import find_written_date


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("4 May 2026", None, "2026-05-04"),
        ("Monday, 4th of May, 2026", "en", "2026-05-04"),
        ("May 4, 2026 at 9:30 pm", "en", "2026-05-04T21:30:00"),
        ("Published 4 May 2026, 12:05 am", "en", "2026-05-04T00:05:00"),
        ("4. Mai 2026, 9.30 Uhr", "de", "2026-05-04T09:30:00"),
        ("4. März 2026", "de", "2026-03-04"),
        ("1er août 2026 à 9h05", "fr", "2026-08-01T09:05:00"),
        ("4 de maio de 2026", "pt", "2026-05-04"),
        ("4 de septiembre del 2026", "es", "2026-09-04"),
        ("4 maja 2026", "pl", "2026-05-04"),
        ("4 Mayıs 2026", "tr", "2026-05-04"),
        ("4 мая 2026", "ru", "2026-05-04"),
        ("4 травня 2026", "uk", "2026-05-04"),
        ("4 Mei 2026", "id", "2026-05-04"),
        ("4 मई 2026", "hi", "2026-05-04"),
        ("4 مايو 2026", "ar", "2026-05-04"),
        ("2026年5月4日", "ja", "2026-05-04"),
        ("2026-05-04", None, "2026-05-04"),
        ("04-May-2026", "en", "2026-05-04"),
        ("04.05.26", "de", "2026-05-04"),
        ("04. 05. 2026", "de", "2026-05-04"),
        ("5/4/2026", "en-US", "2026-05-04"),
        ("4/5/2026", "en-GB", "2026-05-04"),
        ("25/4/2026", "en-US", "2026-04-25"),
        ("4/25/2026", "fr", "2026-04-25"),
    ],
)
def test_the_date_in_a_text(text: str, language: str | None, expected: str) -> None:
    found = find_written_date(text, language)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    ["May 2026", "4 May", "31.02.2026", "2026-13-01", "4 Quills 2026", "version 4.5.2026.1", "10:30", "12345678", ""],
)
def test_no_full_date(text: str) -> None:
    assert find_written_date(text) is None


def test_where_it_stands() -> None:
    text = "By Ana Quill, 4 May 2026 09:30, Port Merrow"
    found = find_written_date(text)
    assert found is not None
    assert text[found.start : found.end] == "4 May 2026 09:30"


def test_months_of_two_languages_do_not_clash() -> None:
    assert [find_month(word) for word in ("mars", "Mart", "Mai", "mayo", "Juni", "sierpnia", "ağu")] == [
        3,
        3,
        5,
        5,
        6,
        8,
        8,
    ]
    assert find_month("Quill") is None


def test_digits_without_end_take_no_longer_than_their_length() -> None:
    assert find_written_date("1. " * 50_000) is None
    assert find_written_date("a" * 100_000) is None
