"""Pages that a browser saved in one file."""

from __future__ import annotations

import quopri

import pytest

from sitegen.convert.pipeline import Knowledge, convert
from sitegen.document.blocks import text_of
from sitegen.errors import SourceError
from sitegen.model import Article

P1 = "The bell on the far bank rings when somebody wants to cross, and the boatman comes whatever the hour may be."
P2 = "He has never asked for money, he says, because the river has never asked him for any, and that seems fair to him."
P3 = (
    "On the Åsa nobody has forgotten how the old song goes on, and the boatman sings it to whoever does not ask for it."
)

ADDRESS = "https://sound.example/islands/bell"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>The bell and the boat - Sound Weekly</title></head><body><article><h1>The bell and the boat</h1>
<figure><img src="cid:bell@mhtml.blink" alt="A bell"><figcaption>The bell on the far bank.</figcaption></figure>
<p>{P1}</p><p>{P2} <a href="/tides">Tides</a>.</p><p>{P3}</p></article></body></html>"""
FRAME = "<!DOCTYPE html><html><body><p>An advert in a frame: a page of its own, and no story.</p></body></html>"


def _part(kind: str, text: str, headers: str) -> str:
    return f"""Content-Type: {kind}\nContent-Transfer-Encoding: quoted-printable\n{headers}\n
{quopri.encodestring(text.encode()).decode()}\n"""


def _saved(parts: list[str], head: str = f"Snapshot-Content-Location: {ADDRESS}\n", start: str = "") -> bytes:
    body = "".join(f"------Boundary--81\n{part}" for part in parts)
    return f"""From: <Saved by Blink>
{head}Subject: =?utf-8?Q?The=20bell=20and=20the=20boat=20-=20Sound=20Weekly?=
Date: Tue, 5 May 2026 07:30:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";{start}
\tboundary="----Boundary--81"


{body}------Boundary--81--
""".replace("\n", "\r\n").encode()


MAIN = _part("text/html", PAGE, f"Content-ID: <frame-1@mhtml.blink>\nContent-Location: {ADDRESS}")
OTHER = _part("text/html", FRAME, "Content-ID: <frame-2@mhtml.blink>\nContent-Location: https://ads.example/1")
STYLE = _part("text/css", "p { color: red }", "Content-Location: cid:css-1@mhtml.blink")


def _read(knowledge: Knowledge, data: bytes, name: str = "page.mhtml", url: str = "") -> Article:
    (article,) = convert(name, data, knowledge, url)
    return article


def _texts(article: Article) -> list[str]:
    return [text for text in map(text_of, article.blocks) if text]


@pytest.mark.parametrize(
    "data",
    [
        _saved([MAIN, STYLE, OTHER]),
        _saved([STYLE, OTHER, MAIN]),
        _saved([OTHER, MAIN], head="", start='\n\tstart="<frame-1@mhtml.blink>";'),
        _saved([MAIN, OTHER], head=""),
    ],
    ids=["first", "by its address", "by start", "no address on top"],
)
@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page"])
def test_the_page_is_found_among_its_parts(knowledge: Knowledge, data: bytes, name: str) -> None:
    article = _read(knowledge, data, name)
    assert _texts(article) == [P1, f"{P2} Tides.", P3]
    assert article.metadata.title == "The bell and the boat"
    assert article.metadata.canonical_url == ADDRESS
    assert article.metadata.published is None, "when it was saved is no date of publication"
    assert "https://sound.example/tides" in repr(article.blocks)


def test_a_picture_in_the_file_keeps_its_caption(knowledge: Knowledge) -> None:
    (image,) = _read(knowledge, _saved([MAIN])).metadata.images
    assert (image.src, image.alt, image.caption) == (None, "A bell", "The bell on the far bank.")


def test_the_page_and_the_user_know_its_address_better(knowledge: Knowledge) -> None:
    page = PAGE.replace("<title>", '<link rel="canonical" href="https://sound.example/bell"><title>')
    data = _saved([_part("text/html", page, f"Content-Location: {ADDRESS}?p=1")])
    assert _read(knowledge, data).metadata.canonical_url == "https://sound.example/bell"
    assert _read(knowledge, data, url="https://a.example/b").metadata.canonical_url == "https://a.example/b"


def test_a_page_alone(knowledge: Knowledge) -> None:
    data = f"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Location: {ADDRESS}\n{MAIN}".encode()
    assert _texts(_read(knowledge, data)) == [P1, f"{P2} Tides.", P3]


@pytest.mark.parametrize(
    "data",
    [
        _saved([]),
        _saved([STYLE]),
        _saved([MAIN]).partition(b"\r\n\r\n")[0],
        _saved([_part("text/html", " ", "Content-Location: x")]),
        _saved([MAIN]).replace(b"text/html\r\n", b"text/htmx\r\n"),
    ],
    ids=["no parts", "no page", "cut in the head", "an empty page", "a wrong type"],
)
def test_a_file_without_a_page_is_an_error_of_one_line(knowledge: Knowledge, data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        _read(knowledge, data)
    assert str(caught.value).startswith("page.mhtml: holds no page")
    assert "\n" not in str(caught.value)


def test_a_file_cut_short_gives_what_there_is(knowledge: Knowledge) -> None:
    data = _saved([MAIN, OTHER])
    cut = data.index(b"On the =C3")
    assert _texts(_read(knowledge, data[:cut])) == [P1, f"{P2} Tides."]
    for end in range(400, len(data), 101):
        try:
            _read(knowledge, data[:end])
        except SourceError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize(
    "address", ["file:///saved/page.html", "javascript:alert(1)", "cid:frame", "", "//[", "https://["]
)
def test_an_address_nobody_can_visit_is_none(knowledge: Knowledge, address: str) -> None:
    data = _saved([_part("text/html", PAGE, f"Content-Location: {address}")], head="")
    assert _read(knowledge, data).metadata.canonical_url is None
