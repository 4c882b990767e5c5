"""Stubs are not stories: walls, error pages, excerpts and empty shells are told from stories that talk about them."""

from __future__ import annotations

import pytest

from sitegen.convert.clean.ruleset import MARKS, STUB
from sitegen.convert.pipeline import Knowledge
from sitegen.convert.report import DOUBTS
from sitegen.convert.stub import check_stub
from sitegen.document.blocks import paragraph
from sitegen.model import Figure, ListBlock, Notice, Removal

STORY = """The lamp on the outer mole has been lit every night since the harbour was dug, said the pilot.
The keeper climbs the stair at dusk and again at four, and writes the hour in a green book that nobody reads.
Last week a storm took the railing, and for two nights the boats of Merrow steered by the bells of the chapel alone."""
OPENING = "The ferry of Merrow will stop at noon on Friday, the harbour board said in a letter to the town."


def check(
    knowledge: Knowledge, text: str, title: str = "", *, language: str = "en", removed: str = "", category: str = "ui"
) -> list[tuple[str, int]]:
    blocks = tuple(paragraph(line, number) for number, line in enumerate(text.split("\n"), 1) if line)
    out = tuple(
        Removal(id="r1", text=line, category=category, rule="x", line=90, end_line=90)
        for line in removed.split("\n")
        if line
    )
    notices = check_stub(blocks, out, title, knowledge.rules.for_language(language))
    assert all(isinstance(notice, Notice) and notice.message for notice in notices)
    return [(notice.code, notice.line) for notice in notices]


STUBS = {
    "gone": ("Page not found", "Sorry, we couldn't find the page you wanted. Try the search.", "error-page"),
    "forbidden": ("403 Forbidden", "nginx/1.18.0", "error-page"),
    "denied": ("Access Denied", 'You don\'t have permission to access "/tide" on this server.', "error-page"),
    "checking": (
        "Just a moment...",
        "merrow.example needs to review the security of your connection before proceeding.\nRay ID: 7f00c0ffee01",
        "error-page",
    ),
    "captcha": ("Merrow Post", "Please verify that you are not a robot.\nPress the lamp to go on.", "error-page"),
    "script": ("Merrow Post", "You need to enable JavaScript to run this app.", "error-page"),
    "pay wall": ("Ferry to stop", f"{OPENING}\nSubscribe to continue reading", "paywalled"),
    "log-in wall": ("Ferry to stop", f"{OPENING}\nYou must be logged in to view this content.", "paywalled"),
    "consent": (
        "Merrow Post",
        "Before you continue to Merrow Post\nWe and our 312 partners store cookies.",
        "cookie-wall",
    ),
    "teaser": ("Ferry to stop", f"{OPENING}\nRead the full story at Merrow Post", "excerpt"),
    "feed": ("Ferry to stop", f"{OPENING} The board will [...]", "excerpt"),
    "menu": ("Merrow Post", "News\nTides\nLamps", "empty"),
    "nothing": ("", "", "empty"),
    "German error": ("Seite nicht gefunden", "Die gesuchte Seite konnte nicht gefunden werden.", "error-page"),
    "German wall": (
        "Fähre",
        "Die Fähre nach Merrow hält am Freitag um zwölf Uhr zum letzten Mal.\nJetzt weiterlesen mit dem Probe-Abo",
        "paywalled",
    ),
    "German consent": (
        "Merrower Bote",
        "Mit Werbung weiterlesen\nWir und unsere Partner nutzen Cookies.",
        "cookie-wall",
    ),
    "French wall": (
        "Le bac",
        "Le bac de Merrow s'arrêtera vendredi à midi, annonce le port.\nIl vous reste 75 % de cet article à lire.",
        "paywalled",
    ),
    "French consent": (
        "Le Courrier",
        "Avec votre accord, nous et nos 312 partenaires utilisons des cookies.",
        "cookie-wall",
    ),
    "Spanish error": ("Página no encontrada", "Lo sentimos, la página que buscas no existe.", "error-page"),
    "Portuguese wall": (
        "A balsa",
        "A balsa de Merrow para na sexta ao meio-dia, diz o porto em carta.\nAssine para continuar lendo",
        "paywalled",
    ),
    "Italian error": ("Pagina non trovata", "La pagina che stai cercando non esiste più.", "error-page"),
    "Dutch wall": (
        "De pont",
        "De pont van Merrow stopt vrijdag om twaalf uur, schrijft de haven.\nDit artikel is alleen voor abonnees.",
        "paywalled",
    ),
    "Polish wall": (
        "Prom",
        "Prom do Merrow stanie w piątek w południe, pisze zarząd portu.\nAby czytać dalej, zaloguj się.",
        "paywalled",
    ),
    "Turkish error": ("Sayfa bulunamadı", "Aradığınız sayfa bulunamadı.", "error-page"),
    "Swedish wall": (
        "Färjan",
        "Färjan till Merrow slutar gå på fredag, skriver hamnen i ett brev till staden.\nLogga in för att läsa vidare",
        "paywalled",
    ),
    "Indonesian error": ("Ups!", "Maaf, halaman yang Anda cari tidak tersedia.", "error-page"),
    "Arabic error": ("الصفحة غير موجودة", "عذراً، الصفحة التي تبحث عنها غير موجودة.", "error-page"),
    "Hindi wall": (
        "नाव",
        "मेरो की नाव शुक्रवार दोपहर से बंद रहेगी, बंदरगाह ने पत्र में लिखा।\nआगे पढ़ने के लिए लॉगिन करें",
        "paywalled",
    ),
    "Russian robot": ("Речной листок", "Подтвердите, что вы не робот", "error-page"),
    "Ukrainian wall": (
        "Пором",
        "Пором до Мерроу зупиниться в п'ятницю опівдні, пише порт у листі.\nЩоб читати далі, оформіть підписку",
        "paywalled",
    ),
    "Japanese wall": (
        "渡し船",
        "渡し船は金曜日の正午に止まると港の理事会が町への手紙で伝えた。\nこの記事は有料会員限定です。残り842文字",
        "paywalled",
    ),
    "Chinese error": ("页面不存在", "抱歉，您访问的页面不存在或已被删除。", "error-page"),
}


@pytest.mark.parametrize("case", sorted(STUBS))
def test_a_stub_is_told_by_its_code(knowledge: Knowledge, case: str) -> None:
    title, text, code = STUBS[case]
    # The language of so few words is often guessed wrong: rules of all are asked.
    assert [found for found, _ in check(knowledge, text, title)] == [code]


STORIES = {
    "of an error page": ("Page not found", STORY.replace("The lamp", "The page of the lamp")),
    "headed by a label": ("Access denied", f"{OPENING}\nFishermen call it a scandal."),
    "of a pay wall": (
        "The wall",
        f"{STORY}\nThe paper asks readers to subscribe to continue reading, and few of them do.",
    ),
    "of consent": ("Cookies", "The regulator fined the ferry line for its cookie banner.\n" + STORY),
    "of robots": ("Are you a robot?", f"The machine at the lock asks every skipper whether he is one. {STORY}"),
    "that quotes a page": ("404", f"“Sorry, we couldn't find the page you wanted,” said the sign at the lock. {STORY}"),
    "that ends openly": ("Tide", f"{OPENING} And then, nothing…"),
    "in one sentence": ("Flood", "No trains today."),
    "as a list": (
        "Soup",
        "Boil two onions in a pot of sea water for an hour.\nAdd the eels and serve them with the dark bread.",
    ),
    "long, with a wall's furniture": ("Lamps", STORY * 3 + "\nSubscribe to continue reading"),
}


@pytest.mark.parametrize("case", sorted(STORIES))
def test_a_story_about_such_things_is_spared(knowledge: Knowledge, case: str) -> None:
    title, text = STORIES[case]
    assert check(knowledge, text, title) == []


def test_what_was_removed_says_why_there_is_no_story(knowledge: Knowledge) -> None:
    assert check(knowledge, OPENING, removed="Already a subscriber? Log in", category="paywall") == [("paywalled", 90)]
    assert check(knowledge, "", removed="We use cookies to improve it.", category="cookie_consent") == [
        ("cookie-wall", 90)
    ]
    assert check(knowledge, OPENING, removed="Verifying you are human. Wait.") == [("error-page", 90)]
    assert check(knowledge, f"{OPENING} More…", removed="Read more", category="read_more") == [("excerpt", 1)]


def test_furniture_beside_a_story_is_no_wall(knowledge: Knowledge) -> None:
    assert check(knowledge, STORY, removed="Already a subscriber? Log in", category="paywall") == []
    assert check(knowledge, OPENING, removed="Log in", category="paywall") == []
    assert check(knowledge, OPENING, removed="We use cookies to improve it.", category="cookie_consent") == []


def test_a_quotation_of_a_wall_in_the_story_is_no_wall(knowledge: Knowledge) -> None:
    assert check(knowledge, f"{OPENING}\n“Subscribe to continue,” the ferryman joked, and held out his cap.") == []


def test_pictures_and_lists_may_be_all_of_a_story(knowledge: Knowledge) -> None:
    rules = knowledge.rules.for_language("en")
    assert check_stub((Figure(src="https://merrow.example/lamp.jpg"),), (), "The lamp", rules) == ()
    items = tuple((paragraph(f"Lamp {number} of the outer mole"),) for number in range(4))
    assert check_stub((ListBlock(items=items),), (), "The lamps", rules) == ()


def test_the_line_of_the_mark_is_told(knowledge: Knowledge) -> None:
    assert check(knowledge, f"{OPENING}\n\nSubscribe to continue reading") == [("paywalled", 3)]


def test_an_error_page_with_a_banner_is_an_error_page(knowledge: Knowledge) -> None:
    found = check(knowledge, "Page not found", removed="We use cookies to improve it.", category="cookie_consent")
    assert found == [("error-page", 1)]


def test_every_code_keeps_a_story_a_draft() -> None:
    assert {*MARKS[STUB], "empty"} <= DOUBTS


def test_a_paragraph_broken_into_lines_is_a_story(knowledge: Knowledge) -> None:
    verse = paragraph(
        "The lamp on the outer mole\nhas been lit every night\nsince the harbour was dug,\nsaid the pilot."
    )
    banner = Removal(
        id="r1", text="We use cookies to improve it.", category="cookie_consent", rule="x", line=9, end_line=9
    )
    assert check_stub((verse,), (banner,), "The lamp", knowledge.rules.for_language("en")) == ()


def test_words_that_are_no_sentence_are_enough_beside_a_banner(knowledge: Knowledge) -> None:
    lines = "Low tide 4.12\nHigh tide 10.30\nLamp lit at nine\nFerry at noon and at six"
    assert check(knowledge, lines, removed="We use cookies to improve it.", category="cookie_consent") == []
