"""Web archives: each page in them that looks like a story."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import pytest

from sitegen.convert.pipeline import Knowledge, convert
from sitegen.convert.sources import warc
from sitegen.document.blocks import text_of
from sitegen.errors import SourceError
from sitegen.model import Article

P1 = "The bell on the far bank rings when somebody wants to cross, and the boatman comes whatever the hour may be."
P2 = "He has never asked for money, he says, because the river has never asked him for any, and that seems fair to him."
P3 = (
    "On the Åsa nobody has forgotten how the old song goes on, and the boatman sings it to whoever does not ask for it."
)
P4 = "In winter the bell is wrapped in sailcloth, so that only those who know where to knock can call the boat across."


def _page(title: str, *paragraphs: str) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<!doctype html><title>{title}</title><body><article><h1>{title}</h1>{body}</article>".encode()


BELL = _page("The bell and the boat", P1, P2, P3, P4)
TIDES = _page("The tides and the table", P4, P3, P2, P1)
FRONT = _page("Sound Weekly", "The bell and the boat", "The tides and the table")


def _http(payload: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + payload


def _record(kind: str, uri: str, block: bytes, date: str = "2026-05-05T07:30:00Z", media: str = "") -> bytes:
    media = media or ("application/http; msgtype=response" if kind in ("response", "revisit") else "text/html")
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{zlib.crc32(block):012d}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


INFO = _record("warcinfo", "", b"software: ours\r\n", media="application/warc-fields")
REQUEST = _record("request", "https://sound.example/bell", b"GET /bell HTTP/1.1\r\n\r\n", media="application/http")
ONE = _record("response", "https://sound.example/bell", _http(BELL))
TWO = _record("resource", "https://sound.example/tides", TIDES)


def _read(knowledge: Knowledge, data: bytes, name: str = "crawl.warc") -> list[Article]:
    return convert(name, data, knowledge)


def _zip(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("crawl.warc", INFO + REQUEST + ONE + TWO),
        ("crawl.warc.gz", _zip(INFO, REQUEST, ONE, TWO)),
        ("crawl.gz", gzip.compress(INFO + REQUEST + ONE + TWO)),
        ("-", ONE + TWO),
    ],
)
def test_the_pages_of_an_archive(knowledge: Knowledge, name: str, data: bytes) -> None:
    one, two = _read(knowledge, data, name)
    assert [text_of(block) for block in one.blocks] == [P1, P2, P3, P4]
    assert (one.metadata.title, two.metadata.title) == ("The bell and the boat", "The tides and the table")
    assert (one.item, one.metadata.canonical_url) == ("https://sound.example/bell", "https://sound.example/bell")
    assert one.metadata.published is None, "when it was captured is no date of publication"
    assert next(c.value for c in one.evidence if c.field == "captured") == "2026-05-05T07:30:00Z"


def test_only_pages_that_look_like_stories(knowledge: Knowledge) -> None:
    others = [
        _record("response", "https://sound.example/", _http(FRONT)),
        _record("response", "https://sound.example/a", _http(BELL, status="404 Not Found")),
        _record("response", "https://sound.example/b", _http(BELL, status="301 Moved")),
        _record("response", "https://sound.example/c.js", _http(BELL, "text/javascript")),
        _record("response", "dns:sound.example", b"20260505 A 192.0.2.1", media="text/dns"),
        _record("revisit", "https://sound.example/d", _http(b"")),
        _record("metadata", "https://sound.example/e", BELL),
        _record(
            "response", "https://sound.example/f", _http(BELL.replace(b"<article>", b"<article>" + b" " * (5 << 20)))
        ),
    ]
    (only,) = _read(knowledge, INFO + b"".join(others) + ONE)
    assert only.item == "https://sound.example/bell"


def test_the_latest_of_several_captures(knowledge: Knowledge) -> None:
    late = _record("response", "https://sound.example/bell", _http(TIDES), "2026-05-06T07:30:00Z")
    for data in (ONE + late, late + ONE):
        (only,) = _read(knowledge, data)
        assert only.metadata.title == "The tides and the table"


def test_a_page_in_pieces_and_compressed(knowledge: Knowledge) -> None:
    packed = gzip.compress(BELL)
    pieces = b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in (packed[:99], packed[99:], b""))
    more = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    (only,) = _read(knowledge, _record("response", "https://sound.example/bell", _http(pieces, more=more)))
    assert [text_of(block) for block in only.blocks] == [P1, P2, P3, P4]


def test_the_charset_of_the_server(knowledge: Knowledge) -> None:
    page = BELL.decode().encode("iso-8859-1")
    (only,) = _read(knowledge, _record("response", "https://a.example/b", _http(page, "text/html; charset=iso-8859-1")))
    assert P3 in [text_of(block) for block in only.blocks]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_an_archive_cut_short_gives_what_came_before(knowledge: Knowledge, name: str) -> None:
    data = _zip(ONE, TWO) if name.endswith("gz") else ONE + TWO
    whole = len(_zip(ONE)) if name.endswith("gz") else len(ONE)
    for end in range(whole, len(data), 53):
        assert _read(knowledge, data[:end], name)[0].metadata.title == "The bell and the boat"
    for end in range(60, whole, 53):
        try:
            _read(knowledge, data[:end], name)
        except SourceError as error:
            assert str(error).startswith(f"{name}: ")
            assert "\n" not in str(error)


def test_damage_is_told_and_nothing_is_printed(knowledge: Knowledge, capsys: pytest.CaptureFixture[str]) -> None:
    first, *_ = _read(knowledge, _zip(ONE) + b"\x1f\x8b\x08\x00" + b"\xff" * 99, "crawl.warc.gz")
    assert "archive-damaged" in {notice.code for notice in first.warnings}
    wrong = ONE.replace(b"Content-Length: ", b"Content-Length: 1")
    for data in (wrong + TWO, ONE.replace(b"Content-Length: 1", b"Content-Length: ") + TWO, ONE + b"rubbish\r\n" * 9):
        with suppress(SourceError):
            _read(knowledge, data)
    captured = capsys.readouterr()
    assert captured.out + captured.err == ""


@pytest.mark.parametrize(
    "data",
    [
        INFO,
        INFO + REQUEST,
        b"WARC/1.0\r\n",
        b"WARC/",
        b"WARC/9.9\r\nContent-Length: x\r\n\r\n",
        _record("revisit", "https://sound.example/d", _http(b"")),
        _record("response", "https://sound.example/d", b""),
        _record("response", "javascript:alert(1)", _http(BELL)),
    ],
)
def test_an_archive_without_a_page_is_an_error_of_one_line(knowledge: Knowledge, data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        _read(knowledge, data)
    assert str(caught.value).startswith("crawl.warc: holds no page")
    assert "\n" not in str(caught.value)


def test_a_bomb_is_one_line(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "_LARGEST_ARCHIVE", 1 << 20)
    bomb = _zip(_record("response", "https://a.example/", _http(b" " * (4 << 20))))
    with pytest.raises(SourceError, match="it unpacks to more than 1 MB"):
        _read(knowledge, bomb, "bomb.warc.gz")
    one, *_ = _read(knowledge, _zip(ONE) + bomb, "bomb.warc.gz")
    assert one.metadata.title == "The bell and the boat"


def test_a_page_that_is_a_bomb_is_left_out(knowledge: Knowledge) -> None:
    payload = gzip.compress(b"<p>" + b"a " * (8 << 20))
    record = _record("response", "https://a.example/", _http(payload, more="Content-Encoding: gzip\r\n"))
    (only,) = _read(knowledge, record + ONE)
    assert only.item == "https://sound.example/bell"
