"""Captions that stand apart from their picture or from their credit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.document.blocks import text_of_all
from sitegen.model import Article, Figure

STORY = (
    "The bell on the far bank rang at noon on Tuesday, and the boatman came although the fog was thick, he said.",
    "Nobody had paid for the new rope, so the parish council passed a hat round the quay and bought one itself.",
    "“It will hold for ten years if nobody swings on it,” said Bram Ellery, who keeps the boat and the bell.",
)
HEADLINE = "The bell on the far bank has a new rope"
CAPTION = "Bram Ellery pulls the new rope on the quay."


def page(*parts: str) -> str:
    head = f'<html lang="en"><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>'
    return head + "".join(parts) + "</article></body></html>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def pictures(article: Article) -> list[tuple[str | None, str, str]]:
    return [(image.src, image.caption, image.credit) for image in article.metadata.images]


@pytest.mark.parametrize(
    "markup",
    [
        f'<div><img src="/bell.jpg"><div class="photo__caption">{CAPTION}<span>(Sound/Ilo Brandt)</span></div></div>',
        f'<div class="photo"><img src="/bell.jpg"><p class="cap">{CAPTION} (Photo: Sound/Ilo Brandt)</p></div>',
        f'<figure><a href="/bell"><img src="/bell.jpg"></a><div>{CAPTION}</div><div>Sound/Ilo Brandt</div></figure>',
        f'<img src="/bell.jpg"><p class="wp-caption-text">{CAPTION}</p><p class="credit">Photo: Sound/Ilo Brandt</p>',
    ],
)
def test_a_caption_beside_its_picture_is_the_pictures(article_of: Callable[..., Article], markup: str) -> None:
    article = article_of(page(markup, paragraphs(*STORY)), "bell.html")
    assert pictures(article) == [("/bell.jpg", CAPTION, "Sound/Ilo Brandt")]
    assert text_of_all(article.blocks) == "\n\n".join(STORY)
    assert not article.metadata.summary
    assert not any(CAPTION in removal.text for removal in article.removed)


def test_within_the_story_the_caption_goes_with_the_picture(article_of: Callable[..., Article]) -> None:
    markup = f'<div class="image"><img src="/bell.jpg"><p>{CAPTION} Photo: Ilo Brandt</p></div>'
    article = article_of(page(paragraphs(*STORY[:2]), markup, paragraphs(STORY[2])), "bell.html")
    (figure,) = (block for block in article.blocks if isinstance(block, Figure))
    assert (figure.caption, figure.credit) == (CAPTION, "Photo: Ilo Brandt")
    assert pictures(article) == [("/bell.jpg", CAPTION, "Ilo Brandt")]


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="story"><img src="/bell.jpg"><p>{STORY[0]}</p></div>',
        f'<div class="photo"><img src="/bell.jpg"><p>{STORY[0]}</p>{paragraphs(*STORY, *STORY)}</div>',
    ],
)
def test_a_paragraph_below_a_picture_is_no_caption(article_of: Callable[..., Article], markup: str) -> None:
    article = article_of(page(markup, paragraphs(*STORY[1:])), "bell.html")
    assert STORY[0] in text_of_all(article.blocks)
    assert pictures(article) == [("/bell.jpg", "", "")]


@pytest.mark.parametrize(
    "paste",
    [
        "\n\n".join([HEADLINE, f"{CAPTION}\nPhoto: Ilo Brandt", *STORY]),
        "\n".join([HEADLINE, CAPTION, "Photo: Ilo Brandt", *STORY]),
        "\n\n".join([HEADLINE, STORY[0], f"{CAPTION}\nPhoto: Ilo Brandt", *STORY[1:]]),
    ],
)
def test_in_a_paste_the_credit_on_the_next_line_belongs_to_the_caption(
    article_of: Callable[..., Article], paste: str
) -> None:
    article = article_of(paste)
    assert pictures(article) == [(None, CAPTION, "Ilo Brandt")]
    assert text_of_all(article.blocks).split() == " ".join(STORY).split()


def test_a_caption_that_is_no_sentence_may_stand_apart_from_its_credit(article_of: Callable[..., Article]) -> None:
    article = article_of("\n\n".join([HEADLINE, "Bram Ellery on the quay", "Photo: Ilo Brandt", *STORY]))
    assert pictures(article) == [(None, "Bram Ellery on the quay", "Ilo Brandt")]


def test_a_sentence_of_the_story_above_a_credit_stays(article_of: Callable[..., Article]) -> None:
    article = article_of("\n\n".join([HEADLINE, STORY[0], "Photo: Ilo Brandt", *STORY[1:]]))
    assert text_of_all(article.blocks) == "\n\n".join(STORY)
    assert pictures(article) == [(None, "", "Ilo Brandt")]


def test_a_row_of_sections_is_a_menu(article_of: Callable[..., Article]) -> None:
    menu = ["Log in", "Help", "About us", "Shop", "Puzzles", "Jobs", "Radio", "Sport", "Business", "Culture", "Start"]
    paste = "\n".join([*menu, "Boats for sale", "Tide tables"]) + "\n\n" + "\n\n".join([HEADLINE, *STORY])
    assert article_of(paste).metadata.section is None


def test_the_photographer_named_once_more_in_the_byline_is_no_second_picture(
    article_of: Callable[..., Article],
) -> None:
    figure = f'<figure><img src="/bell.jpg"><figcaption>{CAPTION} <span>Photo: Ilo Brandt</span></figcaption></figure>'
    byline = '<div class="byline"><div>Text: Oda Lunde</div><div>Photo: Ilo Brandt</div></div>'
    article = article_of(page(figure, byline, paragraphs(*STORY)), "bell.html")
    assert pictures(article) == [("/bell.jpg", CAPTION, "Ilo Brandt")]


@pytest.mark.parametrize(
    "logo",
    ['<a class="logo" href="/start"><img src="/logo.svg" alt="Sound"></a>', '<a href="/"><img src="/s.png"></a>'],
)
def test_a_logo_is_no_picture_of_the_story(article_of: Callable[..., Article], logo: str) -> None:
    figure = f'<figure><img src="/bell.jpg"><figcaption>{CAPTION}</figcaption></figure>'
    html = page(figure, paragraphs(*STORY)).replace("<article>", f'<div class="top">{logo}</div><article>')
    assert pictures(article_of(html, "bell.html")) == [("/bell.jpg", CAPTION, "")]
