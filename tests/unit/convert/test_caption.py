"""Captions and the credit at their end."""

from __future__ import annotations

import pytest

from sitegen.convert.metadata.caption import split_caption
from sitegen.convert.pipeline import Knowledge


@pytest.mark.parametrize(
    ("text", "language", "caption", "credit"),
    [
        ("The bell, said Bram Ellery. (File)", "en", "The bell, said Bram Ellery.", "File"),
        ("The bell in May. (AP Photo/Ilo Brandt)", "en", "The bell in May.", "AP Photo/Ilo Brandt"),
        ("The bell in May. Photo: Ilo Brandt", "en", "The bell in May.", "Ilo Brandt"),
        ("O sino em maio — Foto: Ilo Brandt", "pt", "O sino em maio", "Ilo Brandt"),
        ("Die Glocke im Mai. Foto: Ilo Brandt", "de", "Die Glocke im Mai.", "Ilo Brandt"),
        ("La cloche en mai. © Ilo Brandt", "fr", "La cloche en mai.", "Ilo Brandt"),
        ("In this May 3, 2026, photo, the bell rings.", "en", "In this May 3, 2026, photo, the bell rings.", ""),
        ("This image made from video shows a bell. (AP)", "en", "This image made from video shows a bell. (AP)", ""),
    ],
)
def test_a_caption_and_its_credit(knowledge: Knowledge, text: str, language: str, caption: str, credit: str) -> None:
    found = split_caption(text, knowledge.rules.for_language(language))
    assert found is not None
    assert (found.caption, found.credit) == (caption, credit)


@pytest.mark.parametrize(
    "text",
    [
        "The bell rang twice (and then again).",
        "She kept the photo of the bell in a drawer.",
        "The file was lost, he said.",
        "In this village the photo of the bell is shown to nobody.",
        "The band played (badly) until ten.",
    ],
)
def test_prose_is_no_caption(knowledge: Knowledge, text: str) -> None:
    assert split_caption(text, knowledge.rules.for_language("en")) is None
