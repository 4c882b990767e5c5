"""Captions and the credit at their end."""

from __future__ import annotations

import pytest

from sitegen.convert.metadata.caption import split_caption, split_figure_caption
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
        ("The bell in May. Photo by Ilo Brandt/Sound Weekly", "en", "The bell in May.", "Ilo Brandt/Sound Weekly"),
        ("The bell in May\nPhoto: Ilo Brandt", "en", "The bell in May", "Ilo Brandt"),
        ("Dzwon w maju. | fot. Iga Warta | ", "pl", "Dzwon w maju.", "Iga Warta"),
        ("Дзвін у травні. Фото Олі Заріцької", "uk", "Дзвін у травні.", "Олі Заріцької"),
        ("Паром у причала. Фото: Лев Ершов / «Плёс»", "ru", "Паром у причала.", "Лев Ершов / «Плёс»"),
        ("घाट पर नाव। फोटो: नदी वार्ता", "hi", "घाट पर नाव।", "नदी वार्ता"),
        ("渡口的新船。渡口周报记者 林渡之 摄", "zh", "渡口的新船。", "渡口周报记者 林渡之"),
        ("渡口的新船。（記者林渡之攝）", "zh", "渡口的新船。", "林渡之"),
        ("朝の渡し場（浜野汐里撮影）", "ja", "朝の渡し場", "浜野汐里"),
        ("朝の渡し場＝5月3日、潮見市、浜野汐里撮影", "ja", "朝の渡し場＝5月3日、潮見市", "浜野汐里"),
        ("In this May 3, 2026, photo, the bell rings.", "en", "In this May 3, 2026, photo, the bell rings.", ""),
        ("This image made from video shows a bell. (AP)", "en", "This image made from video shows a bell. (AP)", ""),
    ],
)
def test_a_caption_and_its_credit(knowledge: Knowledge, text: str, language: str, caption: str, credit: str) -> None:
    found = split_caption(text, knowledge.rules.for_language(language))
    assert found is not None
    assert (found.caption, found.credit) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "language", "credit"),
    [
        ("Photo: Jory Pask", "en", "Jory Pask"),
        ("Fot. Iga Warta", "pl", "Iga Warta"),
        ("圖／林渡之", "zh", "林渡之"),
        ("Reprodução/Diário do Estuário", "pt", "Reprodução/Diário do Estuário"),
        ("Reuters/Jory Pask", "en", "Reuters/Jory Pask"),
        ("(File)", "en", "File"),
    ],
)
def test_a_label_is_no_part_of_a_credit(knowledge: Knowledge, text: str, language: str, credit: str) -> None:
    found = split_caption(text, knowledge.rules.for_language(language))
    assert found is not None
    assert (found.caption, found.credit) == ("", credit)


@pytest.mark.parametrize(
    ("text", "caption", "credit", "worded"),
    [
        ("The bell on the quay. (Sound Weekly/Ilo Brandt)", "The bell on the quay.", *["Sound Weekly/Ilo Brandt"] * 2),
        ("The bell on the quay Photo: Ilo Brandt", "The bell on the quay", "Ilo Brandt", "Photo: Ilo Brandt"),
        ("The bell on the quay.\nIlo Brandt", "The bell on the quay.", "Ilo Brandt", "Ilo Brandt"),
        ("The bell on the quay. | ", "The bell on the quay.", "", ""),
        ("The bell. In its place: a photo of Oda.", "The bell. In its place: a photo of Oda.", "", ""),
        ("The bell (left) and the gong (1902/1903)", "The bell (left) and the gong (1902/1903)", "", ""),
    ],
)
def test_what_a_page_shows_as_a_caption_tells_its_credit_by_less(
    knowledge: Knowledge, text: str, caption: str, credit: str, worded: str
) -> None:
    found = split_figure_caption(text, knowledge.rules.for_language("en"))
    assert (found.caption, found.credit, found.worded) == (caption, credit, worded)


@pytest.mark.parametrize("text", ["彼は昨年、湖で水鳥を撮影。", "船頭は毎朝、霧を撮影", "写真展を開き、資料を提供"])
def test_what_somebody_does_with_a_camera_credits_nobody(knowledge: Knowledge, text: str) -> None:
    assert split_caption(text, knowledge.rules.for_language("ja")) is None


def test_a_film_being_made_credits_nobody(knowledge: Knowledge) -> None:
    assert split_caption("纪录片在古镇拍摄", knowledge.rules.for_language("zh")) is None


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
