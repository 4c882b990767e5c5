"""Newsletters as they were mailed."""

from __future__ import annotations

import base64
import quopri

import pytest

from sitegen.convert.pipeline import Knowledge, convert
from sitegen.document.blocks import links_of, text_of
from sitegen.errors import SourceError
from sitegen.model import Article, Paragraph

P1 = "The bell on the far bank rings when somebody wants to cross, and the boatman comes whatever the hour may be."
P2 = "He has never asked for money, he says, because the river has never asked him for any, and that seems fair to him."
P3 = "“Żaden dzwon nie bije sam,” the old ferry song says, and on the Åsa nobody has forgotten how it goes on."

HEAD = """Return-Path: <bounce+81@mail.harbour.example>
Delivered-To: reader@inbox.example
Received: from out7.mail.harbour.example (out7.mail.harbour.example [192.0.2.7])
\tby mx.inbox.example with ESMTPS id 81;
\tMon, 04 May 2026 09:00:03 +0200 (CEST)
DKIM-Signature: v=1; a=rsa-sha256; d=harbour.example; s=m1;
\th=from:subject; bh=abc=; b=def=
From: =?utf-8?q?Ana_Quill_at_The_Harbour_Ledger?= <news@harbour.example>
To: reader@inbox.example
Subject: =?utf-8?B?{subject}?=
Date: Mon, 04 May 2026 09:00:00 +0200
Message-ID: <20260504.81@mail.harbour.example>
List-Id: "Harbour Ledger Daily" <daily.harbour.example>
List-Unsubscribe: <https://harbour.example/u/81>
Archived-At: <https://harbour.example/letters/81>
MIME-Version: 1.0
""".format(subject=base64.b64encode(b"The bell & the boat").decode())

HTML = f"""<!doctype html><html><head><title>Daily</title></head><body>
<div style="display:none;max-height:0">What the boatman said about money &zwnj; &zwnj;</div>
<img src="cid:logo@81" alt="The Harbour Ledger"><h1>The bell &amp; the boat</h1>
<p>{P1}</p><figure><img src="cid:boat@81" alt="A boat"><figcaption>The boat lies ready.</figcaption></figure><p>{P2}
<a href="https://click.harbour.example/c/81?u=77&amp;url=https%3A%2F%2Fsound.example%2Ftides%3Futm_source%3Dmail">Tides</a>.</p>
<p>{P3}</p></body></html>"""

TEXT = f"The bell & the boat\n\n{P1}\n\n{P2}\n"


def _part(kind: str, text: str, encoding: str = "quoted-printable", charset: str = "utf-8") -> str:
    data = text.encode(charset)
    body = quopri.encodestring(data) if encoding == "quoted-printable" else base64.encodebytes(data)
    return f"Content-Type: {kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n{body.decode()}"


def _alternative(*parts: str) -> bytes:
    inner = "".join(f"--b1\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/alternative; boundary="b1"\n\nno MIME\n{inner}--b1--\n'.encode()


def _read(knowledge: Knowledge, data: bytes, name: str = "letter.eml") -> Article:
    (article,) = convert(name, data, knowledge)
    return article


def _texts(article: Article) -> list[str]:
    return [text for text in map(text_of, article.blocks) if text]


@pytest.mark.parametrize("name", ["letter.eml", "letter", "-", "letter.txt"])
def test_the_page_of_a_newsletter_is_read_before_its_plain_text(knowledge: Knowledge, name: str) -> None:
    article = _read(knowledge, _alternative(_part("text/plain", "Short."), _part("text/html", HTML)), name)
    assert _texts(article) == [P1, f"{P2} Tides.", P3]


def test_what_the_headers_say(knowledge: Knowledge) -> None:
    article = _read(knowledge, _alternative(_part("text/html", HTML)))
    meta = article.metadata
    assert article.item == "20260504.81@mail.harbour.example"
    assert (meta.title, meta.authors) == ("The bell & the boat", ("Ana Quill",))
    assert meta.published == "2026-05-04T09:00:00+02:00"
    assert meta.canonical_url == "https://harbour.example/letters/81"
    assert article.attribution.chain[0].name == "The Harbour Ledger"


def test_a_counted_link_leads_where_it_says(knowledge: Knowledge) -> None:
    article = _read(knowledge, _alternative(_part("text/html", HTML)))
    paragraphs = [block for block in article.blocks if isinstance(block, Paragraph)]
    assert [link.href for block in paragraphs for link in links_of(block.content)] == ["https://sound.example/tides"]


def test_a_picture_in_the_message_has_no_address_and_is_kept_for_its_caption(knowledge: Knowledge) -> None:
    article = _read(knowledge, _alternative(_part("text/html", HTML)))
    assert [(image.src, image.caption) for image in article.metadata.images] == [(None, "The boat lies ready.")]
    assert "invalid" not in repr(article.blocks)


@pytest.mark.parametrize(
    "data",
    [
        _alternative(_part("text/html", HTML, "base64")),
        _alternative(_part("text/html", HTML, "base64", "utf-16")),
        _alternative(_part("text/html", HTML).replace("charset=utf-8", "charset=us-ascii")),
        _alternative(_part("text/html", HTML).replace("charset=utf-8", "charset=x-no-such")),
        _alternative(_part("text/html", HTML).replace("; charset=utf-8", "")),
        _alternative(_part("text/html", HTML)).replace(b"\n", b"\r\n"),
        b"From - Mon May  4 09:00:03 2026\n" + _alternative(_part("text/html", HTML)),
        b"\xef\xbb\xbf" + _alternative(_part("text/html", HTML)),
        HEAD.encode() + _part("text/html", HTML).encode(),
        HEAD.encode() + b'Content-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n' + HTML.encode(),
    ],
    ids=["base64", "utf-16", "ascii", "unknown", "unlabelled", "CRLF", "mailbox", "BOM", "one part", "8bit"],
)  # fmt: skip
def test_a_text_is_read_whatever_its_label_says(knowledge: Knowledge, data: bytes) -> None:
    assert P3 in _texts(_read(knowledge, data))


def test_a_message_of_plain_text(knowledge: Knowledge) -> None:
    article = _read(knowledge, HEAD.encode() + _part("text/plain", TEXT).encode())
    assert _texts(article) == [P1, P2]
    assert article.metadata.title == "The bell & the boat"


def test_flowing_text_flows(knowledge: Knowledge) -> None:
    words = P1.split()
    flowed = " ".join(words[:9]) + " \n" + " ".join(words[9:])
    data = f"{HEAD}Content-Type: text/plain; charset=utf-8; format=flowed\n\nThe bell & the boat\n\n{flowed}\n\n{P2}\n"
    assert _texts(_read(knowledge, data.encode())) == [P1, P2]


def test_a_message_passed_on_is_titled_as_it_was(knowledge: Knowledge) -> None:
    data = _alternative(_part("text/plain", f"{P1}\n\n{P2}")).replace(
        b"Subject: =?utf-8?B?", b"Subject: WG: Fwd: [Harbour] =?utf-8?B?"
    )
    assert _read(knowledge, data).metadata.title == "The bell & the boat"


def test_a_message_within_a_message_is_read(knowledge: Knowledge) -> None:
    inner = _alternative(_part("text/html", HTML)).decode()
    outer = "From: b@inbox.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n--o\n"
    data = f"{outer}Content-Type: message/rfc822\n\n{inner}\n--o--\n"
    assert _texts(_read(knowledge, data.encode())) == [P1, f"{P2} Tides.", P3]


def test_an_outlet_that_sends_is_no_author(knowledge: Knowledge) -> None:
    data = _alternative(_part("text/html", HTML)).replace(
        b"=?utf-8?q?Ana_Quill_at_The_Harbour_Ledger?=", b'"Letters from the Harbour"'
    )
    article = _read(knowledge, data)
    assert article.metadata.authors == ()
    assert article.attribution.chain[0].name == "Letters from the Harbour"


@pytest.mark.parametrize(
    "data",
    [
        HEAD.encode(),
        HEAD.encode() + b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n",
        HEAD.encode() + b'Content-Type: multipart/mixed; boundary="b"\n\n--b--\n',
        HEAD.encode() + b"Content-Type: text/html\n\n<p></p>",
        HEAD.encode() + b"Content-Type: multipart/mixed; boundary=b\n" * 101 + b"\n" + P1.encode(),
        b"Message-ID: <1>\nDate: no\n\n",
    ],
    ids=["no body", "a picture", "no parts", "no words", "nested", "two headers"],
)
def test_a_message_without_a_text_is_an_error_of_one_line(knowledge: Knowledge, data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        _read(knowledge, data)
    assert str(caught.value).startswith("letter.eml: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "head",
    [
        "From: (((((((((((((((((((((((\n",
        "From: " + "(" * 5000 + "\n",
        "Message-ID: <" + "<" * 3000 + "\n",
        "Date: Mon, 99 Foo 99999999999999999999 99:99:99 +9999\n",
        "Subject: =?utf-8?q?=ZZ=FF?= =?x?b?!!?=\n",
        "Subject: \udcff\udcfe\n",
        "Content-Type: text/plain; charset*=x''%ZZ; charset*0=\"u\n",
        "List-Id: <<<>\n",
        "Content-Transfer-Encoding: no-such\n",
    ],
)
def test_odd_headers_cost_no_story(knowledge: Knowledge, head: str) -> None:
    data = f"Message-ID: <1@x.example>\nMIME-Version: 1.0\n{head}\n{TEXT}".encode("utf-8", "surrogateescape")
    assert P2 in _texts(_read(knowledge, data))


def test_a_message_cut_short_gives_what_there_is(knowledge: Knowledge) -> None:
    data = _alternative(_part("text/plain", TEXT), _part("text/html", HTML))
    for end in range(len(HEAD), len(data), 97):
        try:
            _read(knowledge, data[:end])
        except SourceError as error:
            assert "\n" not in str(error)
    assert P1 in _texts(_read(knowledge, data[: data.rindex(b"=C5=BB")]))
