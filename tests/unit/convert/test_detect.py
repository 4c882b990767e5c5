"""Bytes to a source: encodings, invisible characters, and what is refused in one line."""

from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.convert.sources.detect import clean_characters, detect, is_readable
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


LETTER = b"From: Ana Quill <a@sound.example>\r\nSubject: The bell\r\nDate: Mon, 04 May 2026 09:00:00 +0200\r\n"
SAVED = b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.eml", LETTER + b"\r\nWords", "mail"),
        ("a.eml", b"Subject: The bell\n\nWords", "mail"),
        ("-", LETTER + b"Message-ID: <1@sound.example>\r\n\r\nWords", "mail"),
        ("a.txt", b"From - Mon May  4 2026\nReturn-Path: <>\n" + LETTER + b"\r\nWords", "mail"),
        ("a", b"\xef\xbb\xbfReturn-Path: <>\n" + LETTER + b"\r\nWords", "mail"),
        ("a", b"Received: by a\n\twith b\n" * 900 + LETTER + b"MIME-Version: 1.0\n\nWords", "mail"),
        ("a", LETTER + b"Message-ID: <1>\r\nContent-Type: multipart/related; boundary=b\r\n\r\n", "mail"),
        ("a.eml", LETTER + b"Content-Type: multipart/related; boundary=b\r\n\r\n", "mail"),
        ("a", SAVED, "mhtml"),
        ("a.mht", LETTER + b"\r\nWords", "mhtml"),
        ("a.txt", b"MIME-Version: 1.0\nSnapshot-Content-Location: https://a.example/\n\n", "mhtml"),
        ("a.txt", b"Title: The bell\nAuthor: Ana Quill\nDate: 4 May 2026\n\nWords", "text"),
        ("a.txt", LETTER + b"\r\nWords", "text"),
        ("a.txt", b"From: Pell Arden\nTo: all\nSubject: bells\n\nWords", "text"),
        ("a.txt", b"Received: three bells.\nFrom: nobody.\n", "text"),
        ("a.txt", b"The words\nMessage-ID: <1>\nMIME-Version: 1.0\n\n", "text"),
        ("a.md", b"---\ntitle: x\ndate: 2026-05-04\n---\n\nWords", "markdown"),
        ("a.html", b"<p>Subject: x</p>\nMIME-Version: 1.0\n", "html"),
        ("a.pdf", b"junk\n%PDF-1.4\n", "pdf"),
        ("a", b"%PDF-1.4\n", "pdf"),
        ("a.txt", b"The magic of a file is %PDF-1.4", "text"),
        ("a", b"PK\x03\x04....word/document2.xml", "docx"),
        ("a.gz", gzip.compress(b"WARC/1.0\r\n", mtime=0), "warc"),
        ("a", b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "warc"),
    ],
)
def test_packed_kinds(name: str, data: bytes, kind: str) -> None:
    assert detect(name, data).kind == kind


def test_an_archive_of_the_web_is_readable_by_its_name() -> None:
    assert is_readable("a.WARC.gz")
    assert not is_readable("a.gz")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.docx", b"PK\x03\x04....", "a.docx: is a ZIP archive or another office document, not text"),
        ("a.docx", b"\xd0\xcf\x11\xe0....", "a.docx: is an old or encrypted office document, not text"),
        ("a.gz", gzip.compress(b"words", mtime=0), "a.gz: is gzip-compressed, not text"),
        ("a.warc.gz", b"\x1f\x8b\x08\x00", "a.warc.gz: is gzip-compressed, not text"),
        ("a.eml", b"Only words", "a.eml: is no EML that can be read"),
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
