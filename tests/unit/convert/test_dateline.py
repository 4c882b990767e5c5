"""Datelines, alone and before the first sentence, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.convert.metadata.dateline import (
    find_cjk_dateline,
    find_dateline,
    find_dateline_prefix,
    find_dateline_sentence,
)
from sitegen.convert.pipeline import Knowledge
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


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("ВЕРХНИЙ ПЛЁС, 14 мая. /ТАСС/. Паром не ходит.", "ВЕРХНИЙ ПЛЁС", "ТАСС"),
        ("ВЕРХНИЙ ПЛЁС, 14 мая — РИА Новости. Паром не ходит.", "ВЕРХНИЙ ПЛЁС", "РИА Новости"),
        ("TANJUNG SELIRAN, WARTA.com - Pasar kembali ramai.", "TANJUNG SELIRAN", None),
        ("LUDMERE, May 3 — Rain. The bell rang.", "LUDMERE", None),
    ],
)
def test_an_agency_between_strokes_or_after_the_dash(
    knowledge: Knowledge, text: str, place: str, agency: str | None
) -> None:
    found = find_dateline_prefix(text, knowledge.agencies)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)


def test_the_address_of_an_outlet_is_no_place() -> None:
    assert find_dateline_prefix("WARTA.COM - Pasar kembali ramai.") is None


@pytest.mark.parametrize(
    ("text", "story", "sure", "place"),
    [
        ("GRANNÖ. Färjan går inte.", "", True, "GRANNÖ"),
        ("GRANNÖ. Färjan går inte.", "", False, None),
        ("GRANNÖ. The ferry stopped.", "Nobody left Grannö.", False, "GRANNÖ"),
        ("VIKA. Färjan går inte.", "I Vika regnar det.", True, "VIKA"),
        ("VIKA. Färjan går inte.", "", True, None),
        ("NATO. The no was heard.", "All of NATO heard it.", True, None),
        ("KRÖNIKA. Det regnar.", "En krönika till.", True, None),
        ("EXCLUSIVA. El puente se cierra.", "", True, None),
        ("ZAGRABIE (PAP). „Targ zostaje”.", "W Zagrabiu pada.", True, "ZAGRABIE"),
        ("NOBODY EVER ASKED THEM. The bell rang.", "", True, None),
        ("Grannö. Färjan går inte.", "I Grannö regnar det.", True, None),
        ("GRANNÖ.", "I Grannö regnar det.", True, None),
    ],
)
def test_a_place_and_a_stop_where_the_story_bears_it_out(text: str, story: str, sure: bool, place: str | None) -> None:
    found = find_dateline_sentence(text, story, sure=sure)
    assert (found.place if found else None) == place


@pytest.mark.parametrize(
    ("text", "place", "agency", "authors"),
    [
        ("新华社清溪5月14日电（记者沈禾、通讯员陆小满）渡口停航。", "清溪", "新华社", ("沈禾", "陆小满")),
        ("中新网清溪5月14日电 (记者 沈禾)渡口停航。", "清溪", "中新网", ("沈禾",)),
        ("本报清溪5月14日电 渡口停航。", "清溪", None, ()),
        ("本报讯（记者 沈禾 陆小满）渡口停航。", "", None, ("沈禾", "陆小满")),
        ("〔記者林若芸／青嶼報導〕渡口停航。", "青嶼", None, ("林若芸",)),
        ("〔記者林若芸／綜合報導〕渡口停航。", "", None, ("林若芸",)),
        ("【青嶼＝水野花】渡し船が止まった。", "青嶼", None, ("水野花",)),
    ],
)
def test_what_chinese_and_japanese_stories_begin_with(
    text: str, place: str, agency: str | None, authors: tuple[str, ...]
) -> None:
    found = find_cjk_dateline(text)
    assert found is not None
    assert (found.place, found.agency, found.authors) == (place, agency, authors)


@pytest.mark.parametrize(
    "text", ["渡口的旧报纸5月14日卖光了。", "记者沈禾走到渡口。", "【速報】渡し船が止まった。", "本报讯息不多。"]
)
def test_what_only_holds_their_words(text: str) -> None:
    assert find_cjk_dateline(text) is None


BOLD = """<html lang="{lang}"><title>{title}</title><article><h1>{title}</h1><p><strong>{bold}</strong>{first}</p>
<p>{second}</p></article></html>"""


@pytest.mark.parametrize(
    ("lang", "bold", "first", "place", "authors"),
    [
        (
            "ar",
            "عين النخيل",
            " – افتتحت البلدية السوق الجديد على ضفة النهر بعد انتظار دام ثلاث سنوات.",
            "عين النخيل",
            (),
        ),
        (
            "ar",
            "عين النخيل –",
            " افتتحت البلدية السوق الجديد على ضفة النهر بعد انتظار دام ثلاث سنوات.",
            "عين النخيل",
            (),
        ),
        (
            "hi",
            "अनुराधा मिश्र, सोनपुरा।",
            " गाँव का पुल सोमवार को खुल गया और बच्चे पहली बार बिना नाव के स्कूल पहुँचे।",
            "सोनपुरा",
            ("अनुराधा मिश्र",),
        ),
        (
            "de",
            "Kleinwehr.",
            " Die Glocke von Kleinwehr hat seit der Flut nicht mehr geläutet, sagt die Küsterin.",
            "Kleinwehr",
            (),
        ),
        (
            "de",
            "Übrigens.",
            " Die Glocke von Kleinwehr hat seit der Flut nicht mehr geläutet, sagt die Küsterin.",
            None,
            (),
        ),
    ],
)
def test_a_place_in_bold_before_the_first_sentence(
    article_of: Callable[..., Article], lang: str, bold: str, first: str, place: str | None, authors: tuple[str, ...]
) -> None:
    page = BOLD.format(lang=lang, title="The bell of the market", bold=bold, first=first, second=first)
    article = article_of(page, "page.html")
    assert (article.attribution.dateline, article.metadata.authors) == (place, authors)
    assert text_of(article.blocks[0]).startswith(bold)


def test_a_dateline_below_the_lead(article_of: Callable[..., Article]) -> None:
    page = BOLD.format(
        lang="pl",
        title="Wspólny dzwon",
        bold="Dzwon w Zagrabiu",
        first=" nie bije od powodzi, a dzwonniczka mówi, że winna jest lina, a nie sam dzwon na wieży.",
        second="ZAGRABIE. Lina jest starsza niż dzwon, a oboje są starsi niż wieża, która runęła dwa razy.",
    )
    article = article_of(page, "page.html")
    assert article.attribution.dateline == "ZAGRABIE"
    assert len(article.blocks) == 2


def test_a_person_in_bold_is_no_place(article_of: Callable[..., Article]) -> None:
    first = " die Küsterin hat seit der Flut nicht mehr geläutet, und niemand fragt sie danach."
    page = BOLD.format(lang="de", title="The bell of the market", bold="Ana Quill –", first=first, second=first)
    assert article_of(page, "page.html").attribution.dateline is None


def test_the_name_of_the_outlet_beside_the_place_is_left_off(article_of: Callable[..., Article]) -> None:
    page = BOLD.replace("<article>", '<meta property="og:site_name" content="Kabar Selat"><article>').format(
        lang="id",
        title="Pasar ikan ramai lagi",
        bold="TANJUNG SELIRAN, KABAR SELAT",
        first=" - Pasar ikan di tepi sungai itu kembali ramai sejak Selasa pagi setelah jembatan selesai diperbaiki.",
        second="Kepala desa mengatakan bahwa dana perbaikan berasal dari iuran warga yang cair pada bulan Maret.",
    )
    assert article_of(page, "page.html").attribution.dateline == "TANJUNG SELIRAN"
