"""Datelines, alone and before the first sentence, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.convert.metadata.dateline import find_dateline, find_dateline_prefix
from sitegen.document.blocks import text_of
from sitegen.model import Article


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("Seoul:", "Seoul", None),
        ("New Delhi:", "New Delhi", None),
        ("PORT MERROW (NSP) -", "PORT MERROW", "NSP"),
        ("São Jacinto da Barra:", "São Jacinto da Barra", None),
        ("नई दिल्ली:", "नई दिल्ली", None),
        ("Rome, Italy —", "Rome, Italy", None),
    ],
)
def test_a_line_that_is_a_dateline(text: str, place: str, agency: str | None) -> None:
    found = find_dateline(text)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)


@pytest.mark.parametrize("text", ["Why did it stop?", "Seoul", "the clerk:", "Tuesday, 3 May:", "“Rain”:", "12:"])
def test_a_line_that_is_none(text: str) -> None:
    assert find_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "place", "agency", "rest"),
    [
        ("WASHINGTON (AP) — The bell rang.", "WASHINGTON", "AP", "The bell rang."),
        ("PARIS, June 3 (Reuters) - The bell rang.", "PARIS", "Reuters", "The bell rang."),
        ("(ANSA) - ROMA, 03 GIU - La campana suona.", "ROMA", "ANSA", "La campana suona."),
        ("LUDMERE – The bell rang.", "LUDMERE", None, "The bell rang."),
        ("PORT MERROW, Calder — The bell rang.", "PORT MERROW, Calder", None, "The bell rang."),
        ("Lisboa (Lusa) – O sino tocou.", "Lisboa", "Lusa", "O sino tocou."),
    ],
)
def test_a_dateline_before_the_first_sentence(text: str, place: str, agency: str | None, rest: str) -> None:
    found = find_dateline_prefix(text)
    assert found is not None
    assert (found.place, found.agency, text[found.length :]) == (place, agency, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Clarification: An earlier version left out the ferry.",
        "Trump: 'I won'",
        "Easley: The tide decides.",
        "Ludmere – so the map says – is no island.",
        "The bell – a gift – rang.",
        "Ten - twelve boats came.",
        "",
    ],
)
def test_prose_with_a_dash_or_colon_is_no_dateline(text: str) -> None:
    assert find_dateline_prefix(text) is None


STORY = """The bell of Ludmere

{first} in the square since the flood, and the ringer says that the rope is to blame and not the bell at all.

The rope is older than the bell, and both are older than the tower, which fell down twice.
"""


@pytest.mark.parametrize("speech", ["Easley: The bell has hung", "Clarification: The bell has hung"])
def test_a_speaker_or_label_is_not_taken_for_a_place(article_of: Callable[[str], Article], speech: str) -> None:
    article = article_of(STORY.format(first=speech))
    assert article.attribution.dateline is None


def test_prefix_names_place_and_agency_and_stays_where_it_stands(article_of: Callable[[str], Article]) -> None:
    article = article_of(STORY.format(first="LUDMERE, May 3 (AFP) — The bell has hung"))
    assert article.attribution.dateline == "LUDMERE"
    assert [party.name for party in article.attribution.chain] == ["AFP"]
    assert text_of(article.blocks[0]).startswith("LUDMERE, May 3 (AFP) — The bell has hung")
    assert all(moved.field != "attribution.dateline" for moved in article.moved)
