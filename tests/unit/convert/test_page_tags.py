"""The tags that a page shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.model import Article

STORY = (
    "The bell on the far bank rang at noon on Tuesday, and the boatman came although the fog was thick, he said.",
    "Nobody had paid for the new rope, so the parish council passed a hat round the quay and bought one itself.",
    "“It will hold for ten years if nobody swings on it,” said Bram Ellery, who keeps the boat and the bell.",
)
HEADLINE = "The bell on the far bank has a new rope"


def page(below: str, above: str = "", after: str = "") -> str:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    head = f'<html lang="en"><head><title>{HEADLINE}</title></head><body>{above}'
    return f"{head}<article><h1>{HEADLINE}</h1>{story}{below}</article>{after}</body></html>"


@pytest.mark.parametrize(
    "box",
    [
        '<div class="tags"><a href="/a">bells</a> <a href="/b">Far Bank</a></div>',
        '<div class="tag">Tags: <a href="/a">bells</a> <a href="/b">Far Bank</a></div>',
        '<div class="tags"><span>Tags:</span> <a href="/a">bells</a><a href="/b">Far Bank</a></div>',
        '<div class="story__topics">Topics <a href="/a">bells</a> <a href="/b">Far Bank</a></div>',
        '<ul class="Keyword"><li><a href="/a">bells</a></li><li><a href="/b">#Far Bank</a></li></ul>',
        '<footer><span class="tags-links">Метки: <a rel="tag" href="/a">bells</a>, <a rel="tag" href="/b">Far Bank</a></span></footer>',  # noqa: E501
        '<p class="meta">In <a rel="category tag" href="/n">News</a> <a rel="tag" href="/a">bells</a> <a rel="tag" href="/b">Far Bank</a></p>',  # noqa: E501
        '<p><a class="tag" href="/a">bells</a> <a class="tag" href="/b">Far Bank</a></p>',
    ],
)
def test_each_link_of_the_box_is_a_tag(article_of: Callable[..., Article], box: str) -> None:
    assert article_of(page(box), "bell.html").metadata.tags == ("bells", "Far Bank")


@pytest.mark.parametrize(
    "box",
    [
        '<aside><div class="tags"><a href="/a">bells</a> <a href="/b">Far Bank</a></div></aside>',
        '<div class="related"><div class="tags"><a href="/a">bells</a> <a href="/b">Far Bank</a></div></div>',
        '<div class="tags">Read the whole story of the <a href="/a">bells</a> and the <a href="/b">Far Bank</a></div>',
        '<p class="tag"><a href="/a" rel="bookmark">3 May 2026</a> <a href="/a#comments">7 comments</a></p>',
        '<p><a rel="category tag" href="/n">News</a></p>',
    ],
)
def test_other_links_are_none(article_of: Callable[..., Article], box: str) -> None:
    assert article_of(page(box), "bell.html").metadata.tags == ()


def test_the_topics_of_the_day_and_of_other_stories_are_not_the_articles(article_of: Callable[..., Article]) -> None:
    box = '<div class="topics"><a href="/a">war</a> <a href="/b">weather</a></div>'
    assert article_of(page("", box, f"<article><h2>Another bell</h2>{box}</article>"), "bell.html").metadata.tags == ()


@pytest.mark.parametrize(
    ("line", "language", "tags"),
    [
        ("Tags: Arts and Crafts, bells; #boats", "en", ("Arts and Crafts", "bells", "boats")),
        ("关键词：清溪 古渡口 摆渡", "zh", ("清溪", "古渡口", "摆渡")),
        ("关键词：清溪、古渡口", "zh", ("清溪", "古渡口")),
    ],
)
def test_a_line_of_tags(article_of: Callable[..., Article], line: str, language: str, tags: tuple[str, ...]) -> None:
    chinese = (
        "渡口的船夫在星期二中午敲响了钟，说雾很大，但他还是把船划过了河。",
        "村里没有人买新绳子，大家凑钱买了一根，花了三百元。",
    )
    story = STORY if language == "en" else chinese
    head = HEADLINE if language == "en" else "渡口的钟换了新绳子"
    assert article_of("\n\n".join([head, *story, *story, line])).metadata.tags == tags
