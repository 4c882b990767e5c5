"""PDFs: a draft, with a warning."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pytest

from sitegen.convert.pipeline import Knowledge, convert
from sitegen.convert.report import format_article
from sitegen.convert.sources import pdf
from sitegen.document.blocks import text_of
from sitegen.errors import SourceError
from sitegen.model import Article

ONE = [
    "The bell and the boat",
    "By Ana Quill",
    "",
    "The bell on the far bank rings when somebody wants to cross, and",
    "the boatman comes whatever the hour may be, for he is a light sleep-",
    "er and has no neighbours who would mind the noise.",
    "",
    "He has never asked for money, he says, because the river has never",
    "asked him for any, and that seems fair to him. His is a long-term",
]
TWO = [
    "view of things: last year\u2019s boat, a long-",
    "term loan, is still his.",
    "",
    "In winter the bell is wrapped in sailcloth, so that only those who",
    "know where to knock can call the boat across.",
]
PARAGRAPHS = [
    "The bell on the far bank rings when somebody wants to cross, and the boatman comes whatever the hour may be, "
    "for he is a light sleeper and has no neighbours who would mind the noise.",
    "He has never asked for money, he says, because the river has never asked him for any, and that seems fair to "
    "him. His is a long-term view of things: last year’s boat, a long-term loan, is still his.",
    "In winter the bell is wrapped in sailcloth, so that only those who know where to knock can call the boat across.",
]


def _stream(lines: Sequence[str]) -> bytes:
    shown = []
    for line in lines:
        text = line.encode("cp1252").decode("latin-1")
        for char in "\\()":
            text = text.replace(char, "\\" + char)
        shown.append(f"({text}) Tj T*" if line else "0 -14 Td")
    return ("BT /F1 10 Tf 14 TL 72 760 Td\n" + "\n".join(shown) + "\nET").encode("latin-1")


def _pdf(pages: Sequence[Sequence[str] | bytes], info: str = "", trailer: str = "") -> bytes:
    """A PDF of the pages, each its lines or the stream that draws it."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, page in enumerate(pages):
        packed = zlib.compress(page if isinstance(page, bytes) else _stream(page))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream")
    objects.append(f"<< {info} >>".encode())
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    head = f"/Size {size} /Root 1 0 R /Info {size - 1} 0 R {trailer}"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< {head}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


def _read(knowledge: Knowledge, data: bytes) -> Article:
    (article,) = convert("story.pdf", data, knowledge)
    return article


def _texts(article: Article) -> list[str]:
    return [text_of(block) for block in article.blocks]


def test_lines_become_paragraphs_and_words_are_whole(knowledge: Knowledge) -> None:
    article = _read(knowledge, _pdf([ONE, TWO]))
    assert _texts(article) == PARAGRAPHS
    assert article.metadata.title == "The bell and the boat"
    assert article.metadata.authors == ("Ana Quill",)


def test_it_is_only_ever_a_draft(knowledge: Knowledge) -> None:
    article = _read(knowledge, _pdf([ONE, TWO]))
    assert "pdf" in {notice.code for notice in article.warnings}
    assert "draft: true" in format_article(article)


def test_running_heads_and_numbers_are_taken_out_and_kept_in_the_ledger(knowledge: Knowledge) -> None:
    pages = [["Sound Weekly, 4 May", *ONE, "Page 1 of 2"], ["Sound Weekly, 4 May", *TWO, "Page 2 of 2"]]
    article = _read(knowledge, _pdf(pages))
    assert _texts(article) == PARAGRAPHS
    removed = [(each.text, each.rule) for each in article.removed]
    assert sorted(removed) == [
        ("Page 1 of 2", "pdf.running-line"),
        ("Page 2 of 2", "pdf.running-line"),
        ("Sound Weekly, 4 May", "pdf.running-line"),
        ("Sound Weekly, 4 May", "pdf.running-line"),
    ]


def test_a_line_that_comes_again_within_a_page_is_the_story(knowledge: Knowledge) -> None:
    song = ["Row the boat and ring the bell, the river has no more to tell."]
    pages = [[*ONE[3:6], "", *song, "", *ONE[3:6]], [*TWO[3:], "", *song, "", *TWO[3:]]]
    assert _texts(_read(knowledge, _pdf(pages))).count(song[0]) == 2


def test_what_the_file_says_of_itself(knowledge: Knowledge) -> None:
    info = "/Title (The bell and the boat) /Author (Ilo Brandt) /CreationDate (D:20260504090000+02'00')"
    article = _read(knowledge, _pdf([ONE, TWO], info))
    assert article.metadata.title == "The bell and the boat"
    assert article.metadata.published is None, "when a file was made is no date of publication"
    assert next(c.value for c in article.evidence if c.field == "created") == "2026-05-04"
    assert (
        _read(knowledge, _pdf([ONE, TWO], "/Title (Microsoft Word - b.doc)")).metadata.title == "The bell and the boat"
    )


ENCRYPTED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <" + "4f" * 32 + "> /U <" + "55" * 32 + "> >> /ID [<81> <81>] "
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_pdf([[], []]), "holds pictures of pages and no text (run text recognition (OCR) on it)"),
        (_pdf([b"q 100 0 0 100 0 0 cm /Im1 Do Q"]), "holds pictures of pages and no text"),
        (_pdf([]), "holds pictures of pages and no text"),
        (_pdf([ONE], trailer=ENCRYPTED), "is encrypted (save it without a password)"),
        (_pdf([ONE] * 101), "has more than 100 pages"),
        (b"%PDF-1.7\n", "is no PDF that can be read"),
        (b"%PDF-1.4\n" + b"1 0 obj" * 99, "is no PDF that can be read"),
        (_pdf([ONE]).replace(b"/Catalog", b"/Katalog").replace(b"/Pages 2", b"/Seite 2"), "is no PDF that can be read"),
        (_pdf([ONE]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), ""),
    ],
    ids=["no words", "a picture", "no pages", "encrypted", "a book", "a head", "rubbish", "no catalog", "a loop"],
)
def test_what_cannot_be_read_is_an_error_of_one_line(knowledge: Knowledge, data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        _read(knowledge, data)
    assert str(caught.value).startswith(f"story.pdf: {message}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "page",
    [b"BT " + b" " * (80 << 20) + b" ET", b"q Q " * 600_000, b"BT /F1 10 Tf " + b"(a) Tj " * 1_100_000 + b" ET"],
    ids=["blanks", "nothing", "letters"],
)
def test_a_bomb_is_one_line(knowledge: Knowledge, page: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        _read(knowledge, _pdf([page]))
    assert "\n" not in str(caught.value)


def test_many_pages_that_draw_much_are_one_line(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_OPERATIONS", 2000)
    with pytest.raises(SourceError, match="holds too much for a story"):
        _read(knowledge, _pdf([b"q Q " * 200] * 9))


def test_damage_is_no_traceback(knowledge: Knowledge) -> None:
    data = _pdf([ONE, TWO])
    for at in range(20, len(data), 67):
        for damaged in (data[:at], data[:at] + bytes([data[at] ^ 0x15]) + data[at + 1 :]):
            try:
                _read(knowledge, damaged)
            except SourceError as error:
                assert "\n" not in str(error)
