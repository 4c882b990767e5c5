"""Bytes to a source: encodings, invisible characters, and what is refused in one line."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.convert.sources.detect import clean_characters, detect
from sitegen.errors import SourceError

STORY = "The ferry “Åsa” costs €4.\nShe sails at dawn – and again at dusk.\n"


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode("utf-8"),
        STORY.encode("utf-8-sig"),
        STORY.encode("utf-16"),
        codecs.BOM_UTF16_BE + STORY.encode("utf-16-be"),
        STORY.encode("utf-16-le"),
        STORY.encode("utf-16-be"),
        STORY.encode("utf-32"),
        STORY.encode("cp1252"),
        STORY.replace("\n", "\r\n").encode(),
        STORY.replace("\n", "\r").encode(),
        STORY.replace("\n", "\u2028").encode(),
        STORY.replace(" ", "\u00a0").encode(),
        STORY.replace("ferry", "f\u200be\u2060r\ufeffry").encode(),
        STORY.replace("ferry", "fer\u200dry").encode(),
    ],
    ids=[
        "utf-8",
        "utf-8 with a BOM",
        "utf-16 with a BOM",
        "utf-16-be with a BOM",
        "utf-16-le without",
        "utf-16-be without",
        "utf-32",
        "cp1252",
        "CRLF",
        "CR",
        "line separators",
        "no-break spaces",
        "zero-width",
        "a joiner that joins nothing",
    ],
)
def test_one_text_in_many_spellings(data: bytes) -> None:
    assert detect("paste.txt", data).text == STORY


@pytest.mark.parametrize(
    "text",
    [
        "क्‍ष और श्‌रम",
        "می‌خواهم به خانه‌ام بروم",
        "👩‍🚒 and 👨‍👩‍👧",
        "❤️‍🔥",
        "שׁ‌לום",
    ],
)
def test_joiners_stay_where_they_join(text: str) -> None:
    assert clean_characters(text) == text


@given(st.text())
def test_cleaning_characters_twice_changes_nothing(text: str) -> None:
    once = clean_characters(text)
    assert clean_characters(once) == once
    assert "\r" not in once
    assert "\u00a0" not in once


def test_a_page_says_its_encoding() -> None:
    page = '<!doctype html><meta charset="iso-8859-2"><p>Łódź</p>'
    assert "Łódź" in detect("page.html", page.encode("iso-8859-2")).text


def test_a_page_whose_declared_encoding_is_a_lie_is_read_by_its_bytes() -> None:
    page = '<!doctype html><meta charset="iso-8859-1"><p>Łódź</p>'
    assert "Łódź" in detect("page.html", page.encode("utf-8")).text


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.txt", "Plain words", "text"),
        ("-", "Plain words", "text"),
        ("a.txt", "<!DOCTYPE html><p>x</p>", "html"),
        ("a", '<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', "feed"),
        ("a.html", "<feed xmlns='x'></feed>", "feed"),
        ("a.html", "<p>x</p>", "html"),
        ("a.HTM", "<p>x</p>", "html"),
        ("a.md", "# x", "markdown"),
        ("a.b.text", "words <rss in prose", "text"),
    ],
)
def test_kind(name: str, text: str, kind: str) -> None:
    assert detect(name, text.encode()).kind == kind


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.docx", b"PK\x03\x04....", "a.docx: is a ZIP archive or another office document, not text"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "a.png: is a PNG picture, not text"),
        ("a.txt", b"", "a.txt: is empty (paste the article into it)"),
        ("a.txt", b" \n\xc2\xa0\n", "a.txt: is empty"),
        ("a.txt", bytes(range(256)) * 4, "a.txt: "),
        ("a.txt", b"\x01\x02\x03\x04\x05" * 20, "a.txt: is binary, not text"),
        ("a.txt", codecs.BOM_UTF8 + b"caf\xe9", "a.txt: cannot be decoded as utf-8 (save it as UTF-8)"),
        ("a.txt", codecs.BOM_UTF16_LE + b"a\x00b", "a.txt: cannot be decoded as utf-16"),
        ("a.html", b'<meta charset="no-such"><p>caf\xe9</p>', "a.html: cannot be decoded as no-such"),
        ("a.txt", b"caf\x81 ", "a.txt: cannot be decoded as windows-1252"),
        ("a.xml", b"no feed", "a.xml: is no feed"),
    ],
)
def test_what_cannot_be_read_is_an_error_of_one_line(name: str, data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        detect(name, data)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
