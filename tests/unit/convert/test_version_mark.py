"""Marks of later versions at headlines: taken off, numbered, and never found in a headline's own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.convert.metadata.version_mark import read_marks
from sitegen.convert.pipeline import Knowledge
from sitegen.model import Article

FERRY = "Ferry of Merrow stops at noon"
LONG = "Ferry of Merrow stops at noon after a long night on the river in which nobody slept and the bell rang " * 2

MARKED = [
    (f"UPDATE 2-{FERRY}", FERRY, 2, "update"),
    (f"UPDATE 1 - {FERRY}", FERRY, 1, "update"),
    (f"WRAPUP 3-{FERRY}", FERRY, 3, "update"),
    (f"CORRECTED-UPDATE 1-{FERRY}", FERRY, 1, "correction"),
    (f"REFILE-UPDATE 4-{FERRY}", FERRY, 4, "update"),
    (f"REFILE-{FERRY}", FERRY, None, "update"),
    (f"(2nd Ld) {FERRY}", FERRY, 2, "update"),
    (f"{FERRY} (2nd Ld)", FERRY, 2, "update"),
    (f"1ST LEAD {FERRY}", FERRY, 1, "update"),
    (f"3rd Ld-Writethru: {FERRY}", f"3rd Ld-Writethru: {FERRY}", None, None),
    (f"3RD LD-WRITETHRU: {FERRY}", FERRY, 3, "update"),
    (f"2nd UPDATE: {FERRY}", FERRY, 2, "update"),
    (f"(Recasts with quote) {FERRY}", FERRY, None, "update"),
    (f"(Corrects day in headline) {FERRY}", FERRY, None, "correction"),
    (f"Correction: {FERRY}", FERRY, None, "correction"),
    (f"UPDATE 1-{LONG.strip()}", LONG.strip(), 1, "update"),
    (f"{LONG.strip()} (Update 2)", LONG.strip(), 2, "update"),
    ("UPDATE 1-iFerry maker stops at noon", "iFerry maker stops at noon", 1, "update"),
    ("UPDATE 3-FERRY OF MERROW STOPS AT NOON", "FERRY OF MERROW STOPS AT NOON", 3, "update"),
    ("KORREKTUR: Fähre hält am Montag", "Fähre hält am Montag", None, "correction"),
    ("Fähre hält am Montag (Zusammenfassung 2)", "Fähre hält am Montag", 2, "update"),
    ("Fähre hält am Montag (Zusammenfassung 1130 - neu: Zitat)", "Fähre hält am Montag", None, "update"),
    ("Fähre hält am Montag (neu: mehr Zitate)", "Fähre hält am Montag", None, "update"),
    ("RECTIFICATIF : Le bac s’arrête à midi", "Le bac s’arrête à midi", None, "correction"),
    ("ACTUALIZA 2-El barco para a mediodía", "El barco para a mediodía", 2, "update"),
    ("（更新）渡し船が正午に止まる", "渡し船が正午に止まる", None, "update"),
    ("訂正：渡し船が正午に止まる", "渡し船が正午に止まる", None, "correction"),
    ("تصحيح: العبارة تتوقف ظهرا", "العبارة تتوقف ظهرا", None, "correction"),
]
TRAPS = [
    "Update 2 the game",
    "Update 2-0 lead for Merrow",
    "Update your boat before noon",
    "Correction officers walk out",
    "Correction: the art of red ink",
    "Corrected proofs reach the printer",
    "2ND LEAD POISONING CASE FOUND",
    "Lead 2: how a paint was named",
    "Wrapup of the year",
    "The update (2) is the second boat",
    "Ferry stops (second boat)",
    "UPDATE",
    "UPDATE 2-",
    "Korrektur lesen war sein Beruf",
    "Neu 2 am Kai",
    "",
]


@pytest.mark.parametrize(("headline", "title", "number", "kind"), MARKED)
def test_marks_are_taken_off(knowledge: Knowledge, headline: str, title: str, number: int, kind: str) -> None:
    marked = read_marks(headline, knowledge.rules.for_language("en"))
    assert marked.title == title
    numbers = [mark.number for mark in marked.marks if mark.number is not None]
    assert numbers == ([number] if number else [])
    kinds = {mark.kind for mark in marked.marks}
    assert ("correction" if "correction" in kinds else next(iter(kinds), None)) == kind


@pytest.mark.parametrize("headline", TRAPS)
def test_words_of_a_headline_are_no_mark(knowledge: Knowledge, headline: str) -> None:
    assert read_marks(headline, knowledge.rules.for_language("en")) == (headline, ())


BODY = (
    "The ferry of Merrow stopped at noon, and the harbour board said nobody knew when it would cross again.\n\n"
    "The crew had asked for a second bell since the spring, the boatman said, and nobody had answered them.\n"
)


@pytest.mark.parametrize(("headline", "title", "number", "kind"), [case for case in MARKED[:6] if case[3]])
def test_a_paste(article_of: Callable[..., Article], headline: str, title: str, number: int | None, kind: str) -> None:
    article = article_of(f"{headline}\n\n{BODY}")
    assert article.metadata.title == title
    assert article.lifecycle.version == number
    assert [c.value for c in article.evidence if c.field == "revision"] == [kind]
    parts = [(each.field, each.text) for each in article.moved if each.line == 1]
    assert parts == [("version", headline.removesuffix(title).strip()), ("title", title)]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("KORREKTUR: Fähre hält am Montag", "Fähre hält am Montag"),
        (
            "Korrektur: Fähre von Merrow hält am Montag zum letzten Mal",
            "Fähre von Merrow hält am Montag zum letzten Mal",
        ),
    ],
)
def test_a_paste_whose_headline_begins_like_a_correction_keeps_it(
    article_of: Callable[..., Article], first: str, title: str
) -> None:
    body = (
        "Die Fähre von Merrow hält am Montag um zwölf Uhr zum letzten Mal, sagte der Bootsmann am Sonntag.\n\n"
        "Wann sie wieder fährt, wisse auch im Hafen niemand, und die Glocke soll nun in der Schule hängen.\n"
    )
    article = article_of(f"{first}\n\n{body}")
    assert article.metadata.title == title
    assert article.attribution.corrections == ()
    assert len(article.blocks) == 2


def test_a_correction_below_a_headline_is_still_one(article_of: Callable[..., Article]) -> None:
    article = article_of(f"{FERRY}\n\nCorrection: The hour was wrong\n\n{BODY}")
    assert article.metadata.title == FERRY
    assert [each.text for each in article.attribution.corrections] == ["Correction: The hour was wrong"]


def test_prose_holds_no_marks(article_of: Callable[..., Article]) -> None:
    line = "UPDATE 2-Ferry of Merrow, the wire had said, and the boatman laughed at it until the bell rang again."
    article = article_of(f"{FERRY}\n\n{BODY}\n{line}\n")
    assert article.lifecycle.version is None
    assert line in [block.content[0].text for block in article.blocks]  # type: ignore[union-attr]


def test_a_number_that_the_sender_states_counts_for_more(article_of: Callable[..., Article]) -> None:
    item = '{"uri": "urn:reach:1", "type": "text", "version": "7", "headline": "UPDATE 2-%s", "body_text": "%s"}'
    article = article_of(item % (FERRY, BODY.replace("\n", "\\n")), "wire.json")
    assert (article.metadata.title, article.lifecycle.version) == (FERRY, 7)
