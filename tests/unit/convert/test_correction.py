"""Corrections are moved, dated where they say when, and never lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.model import Article

Converter = Callable[..., Article]

P1 = "The ferry of Merrow stopped at noon, and the harbour board said nobody knew when it would cross again."
P2 = "The crew had asked for a second bell since the spring, the boatman said, and nobody had answered them."
D1 = "Die Fähre von Merrow hält am Montag um zwölf Uhr zum letzten Mal, sagte der Bootsmann am Sonntag."
D2 = "Wann sie wieder fährt, wisse auch im Hafen niemand, und die Glocke soll nun in der Schule hängen."

CORRECTIONS = [
    ("Correction: An earlier version of this article gave the wrong hour.", None),
    ("Correction, May 5, 2026: An earlier version of this article gave the wrong hour.", "2026-05-05"),
    ("Correction (5 May 2026): The hour was wrong.", "2026-05-05"),
    ("CORRECTION May 5, 2026: The hour was wrong.", "2026-05-05"),
    ("Correction: The ferry stopped on May 4, 2026, not on May 3.", None),
    ("This article was amended on 5 May 2026 to correct the hour.", "2026-05-05"),
    ("This story was corrected on May 5, 2026, to say that the ferry has two bells.", "2026-05-05"),
    ("An earlier version of this article gave May 3, 2026 as the day.", None),
    ("(Corrects spelling in paragraph 3)", None),
    ("(Corrects day of week in first paragraph.)", None),
]
GERMAN = [
    ("Berichtigung: Die Fähre hält am 4. Mai 2026, nicht am 3. Mai.", None),
    ("Korrektur vom 5. Mai 2026: Die Fähre hält um zwölf.", "2026-05-05"),
    ("KORREKTUR: Die Fähre hält um zwölf und nicht um elf.", None),
]


def told_by(article: Article) -> tuple[tuple[str, ...], list[str], str | None, int, str]:
    """What an article says of its correction: in the attribution, in the ledger, its date; its blocks and its state."""
    moved = [each.text for each in article.moved if each.field == "attribution.corrections"]
    modified, status = article.metadata.modified, article.lifecycle.status
    (found,) = article.attribution.corrections
    assert found.date == modified
    return (found.text,), moved, modified, len(article.blocks), status


@pytest.mark.parametrize(("correction", "date"), CORRECTIONS)
@pytest.mark.parametrize("above", [True, False])
def test_a_correction_is_moved_and_dated(article_of: Converter, correction: str, date: str | None, above: bool) -> None:
    parts = [P1, P2, P1.replace("noon", "dusk")]
    body = [correction, *parts] if above else [*parts, correction]
    article = article_of("\n\n".join(["Ferry stops at noon", *body]))
    assert told_by(article) == ((correction,), [correction], date, len(parts), "usable")


@pytest.mark.parametrize(("correction", "date"), GERMAN)
def test_a_german_correction(article_of: Converter, correction: str, date: str | None) -> None:
    parts = [D1, D2, D1.replace("Montag", "Freitag")]
    article = article_of("\n\n".join(["Fähre hält am Montag", *parts, correction]))
    assert told_by(article) == ((correction,), [correction], date, len(parts), "usable")


@pytest.mark.parametrize("correction", [text for text, _ in CORRECTIONS if text[0] != "("])
def test_a_correction_of_a_feed_is_kept(article_of: Converter, correction: str) -> None:
    body = f"<p>{P1}</p><p>{P2}</p><p><em>{correction}</em></p>"
    article = article_of(
        "<rss version='2.0'><channel><item><guid>g</guid><title>Ferry stops at noon</title>"
        f"<description><![CDATA[{body}]]></description></item></channel></rss>",
        "wire.xml",
    )
    assert [each.text for each in article.attribution.corrections] == [correction]


def test_the_senders_own_date_counts_for_more(article_of: Converter) -> None:
    article = article_of(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>g</id><title>Ferry stops at noon</title>"
        "<published>2026-05-04T07:00:00Z</published><updated>2026-05-06T07:00:00Z</updated><content type='html'>"
        f"&lt;p>{P1}&lt;/p>&lt;p>Correction, May 5, 2026: The hour was wrong.&lt;/p></content></entry></feed>",
        "wire.xml",
    )
    assert article.metadata.modified == "2026-05-06T07:00:00Z"
    assert [each.date for each in article.attribution.corrections] == ["2026-05-05"]
