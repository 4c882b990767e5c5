from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.document.blocks import text_of_all
from sitegen.model import Article

PAGE = (
    "<html lang={lang}><body><article><h1>The bell on the far bank</h1><p>{first}</p><p>The boatman has rowed here "
    "since 1971 and says that it rings by itself in the fog, which nobody believes but the children of the village.</p>"
    "</article></body></html>"
)


def page(note: str, lang: str = "en", name: str = "Ana Quill", after: str = ", a smith of seventy years,") -> str:
    first = (
        f'The bell was cast by <a href="https://sound.example/quill">{name}{note}</a>{after} from eleven pans and a '
        "trumpet, and it has rung for every boat since the spring flood of that year."
    )
    return PAGE.format(lang=lang, first=first)


@pytest.mark.parametrize(
    ("note", "lang"),
    [
        (", opens new tab", "en"),
        (" (opens in new window)", "en"),
        (" [opens in a new tab]", "en"),
        (" (öffnet in neuem Fenster)", "de"),
        (" (s’ouvre dans un nouvel onglet)", "fr"),
        (", se abre en una nueva ventana", "es"),
        (" (abre em nova janela)", "pt"),
    ],
)
def test_how_a_link_opens_is_no_part_of_its_sentence(article_of: Callable[..., Article], note: str, lang: str) -> None:
    article = article_of(page(note, lang), name="bell.html")
    assert "cast by Ana Quill, a smith of seventy years, from eleven pans" in text_of_all(article.blocks)
    (cut,) = [each for each in article.removed if each.text == note.strip()]
    assert (cut.category, cut.line) == ("ui", 1)


@pytest.mark.parametrize(
    "note", [", the smith", " (born 1950)", ", Back to the bell", " opens new tab now", ", Smith, opens"]
)
def test_what_a_link_says_else_stays(article_of: Callable[..., Article], note: str) -> None:
    article = article_of(page(note), name="bell.html")
    assert f"cast by Ana Quill{note}, a smith of" in text_of_all(article.blocks)


def test_only_links_have_such_notes(article_of: Callable[..., Article]) -> None:
    text = page("", after=", who opens new tab, as waiters say,")
    assert "who opens new tab, as waiters say" in text_of_all(article_of(text, name="bell.html").blocks)
