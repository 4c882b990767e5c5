"""A withdrawn story leaves the seeds it shares with others; what cannot be parted goes as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.app.excise import Gone, cut_out, excise
from sitegen.app.versions import keep_seed, list_seed_versions

KILLED = (
    "The ferry of Port Elma left the quay at dawn with nobody at the helm.",
    "Three passengers steered her home with an oar, the harbour office said on Tuesday.",
    "“I had never held a wheel before,” said Ines Varga, who sells bread & salt on the mainland.",
)
OTHER = (
    "Rain fell on the north lamp for the ninth day, and the keeper has begun to count the drops.",
    "He had counted four thousand by noon, his daughter said, and then the lamp went out.",
)
GONE = Gone(frozenset({"urn:ford:boat"}), ("\n\n".join(KILLED),))
TITLES = {"urn:ford:boat": "Ferry leaves without its captain", "urn:ford:rain": "Ninth day of rain"}


def html(body: tuple[str, ...]) -> str:
    return "".join(f"<p>{each.replace('&', '&amp;')}</p>" for each in body)


def rss(escaped: bool = False, encoding: str = "utf-8") -> bytes:
    items = ""
    for guid, body in (("urn:ford:boat", KILLED), ("urn:ford:rain", OTHER)):
        text = html(body)
        text = text.replace("&", "&amp;").replace("<", "&lt;") if escaped else f"<![CDATA[{text}]]>"
        head = f'<title>{TITLES[guid]}</title><guid isPermaLink="false">{guid}</guid>'
        items += f"<item>\n{head}<description>{text}</description></item>"
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    return f'{head}<rss version="2.0"><channel><title>The Ford</title>{items}</channel></rss>'.encode(
        encoding, "xmlcharrefreplace"
    )


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Ford</title>'
    + "".join(
        f'<entry><id>{guid}</id><title>{TITLES[guid]}</title><content type="xhtml">'
        f'<div xmlns="http://www.w3.org/1999/xhtml">{html(body)}</div></content></entry>'
        for guid, body in (("urn:ford:rain", OTHER), ("urn:ford:boat", KILLED))
    )
    + "</feed>"
).encode()
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Ford",
    "items": [
        {"id": guid, "title": TITLES[guid], "content_html": html(body)}
        for guid, body in (("urn:ford:boat", KILLED), ("urn:ford:rain", OTHER))
    ],
}
NINJS = [
    {"uri": guid, "type": "text", "headline": TITLES[guid], "body_html": html(body), "pubstatus": "usable"}
    for guid, body in (("urn:ford:rain", OTHER), ("urn:ford:boat", KILLED))
]
SHARED = {
    "wire.xml": rss(),
    "escaped.xml": rss(escaped=True),
    "latin.xml": rss(encoding="iso-8859-1"),
    "atom.xml": ATOM,
    "feed.json": json.dumps(JSON_FEED).encode(),
    "ascii.json": json.dumps(NINJS, ensure_ascii=True).encode(),
}


def keeps_none(_seed: str, _item: str | None) -> bool:
    return False


@pytest.mark.parametrize("name", sorted(SHARED))
def test_the_others_stay(name: str) -> None:
    rest = cut_out(f"seeds/{name}", SHARED[name], GONE, keeps_none)
    assert rest is not None
    assert rest != SHARED[name]
    text = rest.decode("utf-8")
    assert "north lamp" in text
    for words in ("nobody at the helm", "steered her home", "Ines Varga", "Ferry leaves without"):
        assert words not in text
    assert cut_out(f"seeds/{name}", rest, GONE, keeps_none) == rest


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("paste.txt", "\n\n".join(("Ferry leaves without its captain", *KILLED)).encode()),
        ("page.html", f"<html><body><h1>Ferry</h1><article>{html(KILLED)}</article></body></html>".encode()),
        ("one.json", json.dumps(NINJS[1]).encode()),
        (
            "mail.eml",
            b"From: a@ford.example\nSubject: Ferry\nContent-Type: text/plain; charset=utf-8\n\n"
            + "\n\n".join(KILLED).encode(),
        ),
        ("broken.json", b'{"items": [' + json.dumps(" ".join(KILLED), ensure_ascii=False).encode()),
    ],
)
def test_what_holds_nothing_else_goes(name: str, data: bytes) -> None:
    assert cut_out(f"seeds/{name}", data, GONE, keeps_none) is None


def test_other_stories_are_left_as_they_are() -> None:
    data = "\n\n".join(("Ninth day of rain", *OTHER)).encode()
    assert cut_out("seeds/rain.txt", data, GONE, keeps_none) == data
    assert cut_out("seeds/wire.xml", rss(), GONE, lambda _seed, _item: True) == rss()


def test_another_story_that_quotes_it_stays() -> None:
    quoting = rss().replace(OTHER[1].encode(), f"{OTHER[1]} {KILLED[0]}".encode())
    rest = cut_out("seeds/wire.xml", quoting, GONE, lambda _seed, item: item == "urn:ford:rain")
    assert rest is not None
    assert KILLED[0].encode() in rest
    assert KILLED[1].encode() not in rest


def test_a_first_flash_goes_too() -> None:
    long = (
        *KILLED,
        *(f"In year {year} the harbour of Port Elma had lost another boat so." for year in range(1900, 1930)),
    )
    gone = Gone(frozenset(), ("\n\n".join(long),))
    assert cut_out("seeds/flash.txt", f"Boat without a captain\n\n{KILLED[0]}\n".encode(), gone, keeps_none) is None


def test_stories_in_other_scripts_are_found_however_they_are_written() -> None:
    text = "渡し船は月曜の正午に止まり、港の役所はいつまた渡るのか誰も知らないと述べた。"
    gone = Gone(frozenset(), (text,))
    for data in (
        text.encode(),
        json.dumps({"uri": "urn:a", "type": "text", "headline": "船", "body_text": text}).encode(),
    ):
        name = "seeds/a.json" if data.startswith(b"{") else "seeds/a.txt"
        assert cut_out(name, data, gone, keeps_none) is None


def test_a_notice_stays() -> None:
    notice = json.dumps({"uri": "urn:ford:boat", "type": "text", "headline": "KILL", "pubstatus": "canceled"}).encode()
    assert cut_out("seeds/kill.json", notice, GONE, keeps_none) == notice


def test_versions_that_held_it_go(tmp_path: Path) -> None:
    other = "\n\n".join(("Ninth day of rain", *OTHER)).encode()
    for number, data in enumerate((rss(), other), 1):
        keep_seed(tmp_path, "seeds/wire.xml", data, f"2026-05-0{number}T09:00:00Z")
    seed = tmp_path / "seeds/wire.xml"
    seed.parent.mkdir()
    seed.write_bytes(rss())
    excise(tmp_path, GONE, {"seeds/wire.xml"}, keeps_none)
    assert [version.number for version in list_seed_versions(tmp_path, "seeds/wire.xml")] == [2]
    assert b"north lamp" in seed.read_bytes()
    assert b"helm" not in seed.read_bytes()
