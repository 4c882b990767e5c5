"""Texts whose label, whose own word and whose bytes say different encodings."""

from __future__ import annotations

import pytest

from sitegen.convert.sources.charset import decode_labelled, to_utf8
from sitegen.convert.sources.detect import detect

TEXT = "Café Łódź žluť"
RUSSIAN = "Паром вышел из порта без капитана на рассвете"
JAPANESE = "夜明けの渡し船は船長なしで岸を離れた"


def page(text: str, meta: str) -> str:
    return f'<html><head><meta charset="{meta}"><title>x</title></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        (page(TEXT, "iso-8859-1").encode(), "windows-1251", TEXT),
        (page(TEXT, "utf-8").encode(), "iso-8859-1", TEXT),
        (page(TEXT, "utf-8").encode(), "utf-16", TEXT),
        (page(TEXT * 20, "utf-8").encode() + b"<p>\x93stray\x94</p>", "iso-8859-1", TEXT),
        (page(RUSSIAN, "windows-1251").encode("cp1251"), "utf-8", RUSSIAN),
        (page(RUSSIAN, "utf-8").encode("koi8-r"), "koi8-r", RUSSIAN),
        (page(JAPANESE, "utf-8").encode("shift_jis"), "shift_jis", JAPANESE),
        (page(JAPANESE, "utf-8").encode("iso-2022-jp"), "iso-2022-jp", JAPANESE),
        (page(RUSSIAN, "windows-1251").encode("cp1251"), "no-such-encoding", RUSSIAN),
        (page(RUSSIAN, "windows-1251").encode("cp1251"), "punycode", RUSSIAN),
        (page("it was “dawn”", "utf-8").encode("cp1252"), "iso-8859-1", "it was “dawn”"),
        (page(TEXT, "windows-1251").encode("utf-8-sig"), "windows-1251", TEXT),
        (page(TEXT, "windows-1251").encode("utf-16"), "windows-1251", TEXT),
        (f'<?xml version="1.0" encoding="iso-8859-1"?><rss><t>{TEXT}</t></rss>'.encode(), "us-ascii", TEXT),
    ],
    ids=[
        "utf-8 in two other names",
        "utf-8 and the server's default",
        "utf-8 said to be utf-16",
        "utf-8 with a stray",
        "its own word",
        "the server's word",
        "shift_jis",
        "bytes that look like ASCII",
        "a label nobody knows",
        "a label of no text",
        "windows-1252 by its usual name",
        "a mark",
        "a mark of utf-16",
        "a feed",
    ],
)
def test_the_bytes_count_most_then_the_server_then_the_text_itself(data: bytes, label: str, text: str) -> None:
    assert text in detect("x.html", to_utf8(data, label)).text
    if b"stray" not in data:
        assert text in decode_labelled(data, label)


@pytest.mark.parametrize("name", ["punycode", "idna", "unicode_escape", "undefined"])
def test_a_page_that_names_what_is_no_encoding_is_read_as_the_web_does(name: str) -> None:
    data = page("it was “dawn”", name).encode("cp1252")
    assert "“dawn”" in detect("x.html", data).text
    assert "“dawn”" in decode_labelled(data)


@pytest.mark.parametrize("data", [b"%PDF-1.7 \xe9", b"PK\x03\x04\xe9", b"\x1f\x8b\xe9"], ids=["pdf", "zip", "gzip"])
def test_what_is_no_text_stays_as_it_is(data: bytes) -> None:
    assert to_utf8(data, "windows-1251") == data
