"""Which part of a page is the article, and why the rest is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.document.blocks import text_of
from sitegen.model import Article

P1 = "The bell on the far bank rings when somebody wants to cross, and the boatman comes whatever the hour may be."
P2 = "He has never asked for money, he says, because the river has never asked him for any, and that seems fair to him."
P3 = "In the winter the river freezes, and the boatman walks across with a lantern and takes the traveller by the arm."
STORY = f"<p>{P1}</p><p>{P2}</p><p>{P3}</p>"

HIDDEN = "<p>hidden words of no account at all, many of them</p>"


def page(body: str) -> str:
    return f"<!doctype html><html lang=en><head><title>The bell</title></head><body>{body}</body></html>"


def body_of(article: Article) -> list[str]:
    return [text_of(block) for block in article.blocks]


@pytest.mark.parametrize(
    "wrapped",
    [
        f"<article>{STORY}</article>",
        f"<main><div><article>{STORY}</article></div></main>",
        f'<div class="article-body">{STORY}</div>',
        f'<div itemprop="articleBody">{STORY}</div>',
        f"<div><div>{STORY}</div></div>",
        f"<div hidden><article>{HIDDEN * 9}</article></div><main>{STORY}</main>",
        f"<article>{STORY}</article><article><h3><a href=/x>More bells</a></h3><a href=/x>Read it</a></article>",
    ],
)
def test_the_article_is_found_in_its_element(article_of: Callable[..., Article], wrapped: str) -> None:
    article = article_of(
        page(f"<header><nav><a href=/>Home</a></nav></header>{wrapped}<footer>Sound Weekly</footer>"), "p.html"
    )
    assert body_of(article) == [P1, P2, P3]


@pytest.mark.parametrize(
    ("furniture", "category", "rule"),
    [
        ("<nav>Home</nav>", "ui", "html.nav"),
        ("<aside><p>Weather: rain</p></aside>", "ui", "html.aside"),
        ('<div class="share-buttons">Facebook</div>', "share", "html.class-share"),
        ('<div id="newsletter"><p>Post for you</p></div>', "newsletter", "html.class-newsletter"),
        ('<ul class="related"><li>Another bell</li></ul>', "related_tail", "html.class-related"),
        ('<div role="navigation">Up</div>', "ui", "html.role-navigation"),
        ("<button>Press</button>", "ui", "html.button"),
    ],
)
def test_furniture_in_the_article_is_removed_with_its_reason(
    article_of: Callable[..., Article], furniture: str, category: str, rule: str
) -> None:
    article = article_of(page(f"<article><p>{P1}</p>{furniture}<p>{P2}</p><p>{P3}</p></article>"), "p.html")
    assert body_of(article) == [P1, P2, P3]
    assert [(removal.category, removal.rule) for removal in article.removed] == [(category, rule)]


def test_a_wrapper_named_for_its_share_bar_still_holds_the_story(article_of: Callable[..., Article]) -> None:
    long = STORY.replace("</p>", " It has been so for as long as anybody on either bank can remember.</p>")
    article = article_of(page(f'<article><div class="content social">{long}</div></article>'), "p.html")
    assert len(article.blocks) == 3


def test_what_is_outside_the_article_is_in_the_ledger(article_of: Callable[..., Article]) -> None:
    article = article_of(page(f"<article>{STORY}</article><div>Elsewhere</div>"), "p.html")
    (removal,) = article.removed
    assert (removal.text, removal.rule) == ("Elsewhere", "lines.tail")
    assert removal.why


@pytest.mark.parametrize("line", ["<h2>The winter of 1926</h2>", "<p>The winter of 1926</p>"])
def test_a_year_between_paragraphs_costs_none_of_those_before_it(article_of: Callable[..., Article], line: str) -> None:
    article = article_of(page(f"<article><p>{P1}</p><p>{P2}</p>{line}<p>{P3}</p></article>"), "p.html")
    assert [text for text in body_of(article) if text in (P1, P2, P3)] == [P1, P2, P3]
