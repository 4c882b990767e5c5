"""The language of an article as its page names it."""

from __future__ import annotations

import pytest

from sitegen.convert.metadata.language import written_language
from tests.unit.convert.conftest import Converter


@pytest.mark.parametrize(
    ("label", "language"),
    [
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("ZH_hant", "zh-Hant"),
        ("zh-TW", "zh-TW"),
        ("sr-Latn", "sr-Latn"),
        ("en-US", "en"),
        ("de_DE.UTF-8", "de"),
        ("pt", "pt"),
        ("fil-PH", "fil"),
        ("en-GB-oed", "en"),
        ("english", None),
        ("", None),
    ],
)
def test_a_label_keeps_its_script(label: str, language: str | None) -> None:
    assert written_language(label) == language


def test_the_script_of_a_page_reaches_its_article_and_its_rules_are_those_of_the_language(
    article_of: Converter,
) -> None:
    page = """<html lang="zh-Hant-TW"><title>清溪渡口最後一班渡輪停航</title><article><h1>清溪渡口最後一班渡輪停航</h1>
    <p>作者：沈禾</p><p>清溪渡口的最後一班渡輪星期四停航，兩岸居民今後要繞行十二公里才能到達對岸的集市。</p>
    <p>船長沈老六說，他在這條河上走了四十年，從來沒有想過渡口會關門。</p></article></html>"""
    article = article_of(page, "page.html")
    assert article.metadata.language == "zh-Hant-TW"
    assert any(moved.rule == "zh.byline.author" for moved in article.moved)
