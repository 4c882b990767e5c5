"""Feeds as they are damaged in the field: no traceback, and every entry that a reader could still see is there."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from sitegen.convert.sources.detect import detect
from sitegen.convert.sources.feed import parse_feed
from sitegen.convert.sources.feed_entries import split_entries
from sitegen.document.blocks import text_of_all
from sitegen.errors import SourceError
from sitegen.model import Draft

HEAD = '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Sound Weekly</title><language>en</language>\n'
TAIL = "</channel></rss>\n"
BODY = "<p>The boat crosses at noon, says the {n} boatman.</p>"


def item(n: str, extra: str = "", body: str | None = None) -> str:
    body = BODY.format(n=n).replace("<", "&lt;").replace(">", "&gt;") if body is None else body
    return (
        f"<item><title>The {n} crossing</title><guid>boat-{n}</guid><link>https://sound.example/{n}</link>"
        f"<description>{body}</description>{extra}</item>\n"
    )


A, B, C = item("first"), item("second"), item("third")


def rss(*items: str, head: str = HEAD, tail: str = TAIL) -> str:
    return head + "".join(items) + tail


def entry(n: str, body: str | None = None) -> str:
    body = BODY.format(n=n).replace("<", "&lt;") if body is None else body
    return (
        f"<entry><title>The {n} crossing</title><id>boat-{n}</id><link href='https://sound.example/{n}'/>"
        f"<updated>2026-05-04T07:00:00Z</updated><content type='html'>{body}</content></entry>\n"
    )


def atom(*entries: str) -> str:
    return '<feed xmlns="http://www.w3.org/2005/Atom"><title>Sound Weekly</title>\n' + "".join(entries) + "</feed>"


class Damage(NamedTuple):
    """`texts`: what must be found in the body of each entry."""

    text: str | bytes
    items: tuple[str, ...] = ("boat-first", "boat-second", "boat-third")
    texts: tuple[str, ...] = ("first boatman", "", "third boatman")


def middle(text: str, body: str = "") -> Damage:
    return Damage(rss(A, text, C), texts=("first boatman", body, "third boatman"))


def without(name: str) -> str:
    return B.replace(f"</{name}>", "")


DAMAGES = {
    "zero bytes in words": Damage(rss(A, B, C).replace("first boatman", "first\0 boat\0man").encode()),
    "half a character behind a mark": Damage(b"\xef\xbb\xbf" + rss(A, B, C, tail="").encode() + b"<!-- \xc3"),
    "a byte of nobody's": Damage(
        rss(A, B, C, head=HEAD.replace("?>", " encoding='gb2312'?>")).encode() + b"<!-- \xff -->"
    ),
    "half of a wide character": Damage(("\ufeff" + rss(A, B, C)).encode("utf-16-le") + b"\x20"),
    "an ampersand alone": middle(item("second", body="Fish &amp chips & bread"), "chips & bread"),
    "entities of HTML": middle(item("second", body="caf&eacute;&nbsp;noir"), "café"),
    "entities of nobody": middle(item("second", body="the &bogus; quay"), "quay"),
    "a title left open": middle(without("title"), "second boatman"),
    "a text left open": middle(without("description"), "second boatman"),
    "a link left open": middle(without("link"), "second boatman"),
    "an identity left open": middle(without("guid"), "second boatman"),
    "an item left open": middle(without("item"), "second boatman"),
    "CDATA left open": middle(item("second", body="<![CDATA[<p>The oars are wet."), "oars are wet"),
    "CDATA left open before more of it": Damage(
        rss(
            A, item("second", body="<![CDATA[<p>The oars are wet."), item("third", body="<![CDATA[<p>The mast.</p>]]>")
        ),
        texts=("first boatman", "oars are wet", "mast"),
    ),
    "CDATA in CDATA": middle(item("second", body="<![CDATA[<![CDATA[<p>The oars.</p>]]>]]>"), "The oars."),
    "CDATA in two parts": middle(item("second", body="<![CDATA[The oars]]> & <![CDATA[the mast]]>"), "the mast"),
    "markup as it is": middle(item("second", body="<p>The oars<br>are <img src=a.jpg> wet.</p>"), "wet."),
    "signs that open no tag": middle(item("second", body="if 3 < 4 the boat is <3"), "boat"),
    "an end of nothing": middle("</quay>" + B, "second boatman"),
    "an end too many": middle("</item>" + B, "second boatman"),
    "an end of another name": middle(B.replace("</link>", "</lnk>"), "second boatman"),
    "a prefix of nobody": middle(item("second", "<quay:depth>3</quay:depth>"), "second boatman"),
    "content without its namespace": middle(
        item(
            "second",
            "<content:encoded><![CDATA[<p>All of it, at much more length than the other text is.</p>]]>"
            "</content:encoded>",
        ),
        "All of it",
    ),
    "an attribute twice": middle(item("second", '<enclosure url="a" url="b"/>'), "second boatman"),
    "attributes without quotes": middle(item("second", "<enclosure url=a.jpg type=image/jpeg />"), "second boatman"),
    "a sign in an attribute": middle(item("second", '<category domain="a<b">Sea</category>'), "second boatman"),
    "control characters": middle(item("second", body="A bell \x07\x0b rings"), "rings"),
    "a zero": middle(item("second", body="A bell &#0; rings"), "rings"),
    "half a character": middle(item("second", body="A bell &#xD800; rings"), "rings"),
    "a character beyond all": middle(item("second", body="A bell &#x110000; &#99999999999; rings"), "rings"),
    "a message of the program": Damage("PHP Warning: foo() in line 3\n" + rss(A, B, C)),
    "a message in markup": Damage("<br />\n<b>Warning</b>: foo in line 3<br />\n" + rss(A, B, C)),
    "blank lines first": Damage("\n\n  " + rss(A, B, C)),
    "a script behind": Damage(rss(A, B, C) + "<script>count()</script>"),
    "items behind the end": Damage(rss(A) + B + C),
    "two feeds in one": Damage(rss(A) + rss(B, C)),
    "no root": Damage("<channel>" + A + B + C),
    "no channel": Damage('<rss version="2.0">' + A + B + C + "</rss>"),
    "a head left open": Damage(rss(A, B, C, head=HEAD.replace("</title>", ""))),
    "a comment left open": middle("<!-- the second " + B, "second boatman"),
    "hyphens in a comment": middle("<!-- a -- b -->" + B, "second boatman"),
    "a program in it": middle("<?php echo 1; ?>" + B, "second boatman"),
    "a half item": Damage(
        rss(A, "<item><title>The second crossing</title><guid>boat-second</guid><li\n", C),
    ),
    "an item in an item": Damage(rss(A, B.replace("</item>", C + "</item>"))),
    "a word of ours in a text": Damage(
        rss(A, item("second", body="<![CDATA[<p>An <item> is what feeds have.</p><!-- <item> -->]]>"), C)
    ),
    "a tag that never closes": middle(B.replace("<link>", "<link"), "second boatman"),
    "depth": middle(item("second", body="<div>" * 5000 + "deep below"), ""),
    "an encoding that it has not": Damage(rss(A, B, C).replace('"1.0"?', '"1.0" encoding="utf-16"?')),
    "a version of nobody": Damage(rss(A, B, C).replace('"1.0"?', '"9.9"?')),
    "no version": Damage(rss(A, B, C).replace(' version="2.0"', "")),
    "bytes of another encoding": Damage(rss(A, item("second", body="caf~ noir"), C).encode().replace(b"~", b"\xe9")),
    "zero bytes": Damage(rss(A, B, C).encode("utf-16-le")),
    "a date of nobody": middle(item("second", "<pubDate>Mon, 45 Foo 20xx 99:99</pubDate>"), "second boatman"),
    "an address of nobody": middle(item("second", "<link>http://[::bad</link>"), "second boatman"),
    "a feed that breaks off in a text": Damage(
        rss(A, B, C)[:-90], texts=("first boatman", "second boatman", "The boat")
    ),
    "a feed that breaks off in a tag": Damage(rss(A, B, C)[: -len(TAIL) - 5]),
    "a document type": Damage('<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY b "&a;&a;">]>' + rss(A, B, C)),
    "Atom: an entry left open": Damage(atom(entry("first"), entry("second").replace("</entry>", ""), entry("third"))),
    "Atom: a title left open": Damage(atom(entry("first"), entry("second").replace("</title>", ""), entry("third"))),
    "Atom: an ampersand alone": Damage(atom(entry("first"), entry("second", "oars & masts"), entry("third"))),
    "Atom: CDATA left open": Damage(atom(entry("first"), entry("second", "<![CDATA[<p>wet"), entry("third"))),
    "Atom: markup as it is": Damage(atom(entry("first"), entry("second", "<p>oars<br>wet</p>"), entry("third"))),
    "Atom: no namespace": Damage(
        atom(entry("first"), entry("second"), entry("third")).replace(' xmlns="http://www.w3.org/2005/Atom"', "")
    ),
    "Atom: a prefix of nobody": Damage(
        atom(entry("first"), entry("second"), entry("third")).replace("<id>", "<x:y/><id>")
    ),
    "Atom: breaks off": Damage(
        atom(entry("first"), entry("second"), entry("third"))[:-60], texts=("first", "second", "The boat")
    ),
}


def read(text: str | bytes) -> list[Draft]:
    return list(parse_feed(detect("wire.xml", text.encode("utf-8", "replace") if isinstance(text, str) else text)))


@pytest.mark.parametrize("name", DAMAGES)
def test_every_entry_of_a_damaged_feed_is_recovered(name: str) -> None:
    damage = DAMAGES[name]
    drafts = read(damage.text)
    assert tuple(draft.item for draft in drafts) == damage.items
    for draft, n, text in zip(drafts, ("first", "second", "third"), damage.texts, strict=True):
        titles = [c.value for c in draft.candidates if c.field == "title"]
        assert titles[:1] == [f"The {n} crossing"]
        assert text in text_of_all(draft.blocks)


def test_there_are_forty_kinds_of_damage() -> None:
    assert len(DAMAGES) >= 40


def test_an_entry_that_breaks_off_is_not_sold_as_whole() -> None:
    whole, broken = rss(item("first", "", "x" * 2000)), atom(entry("first"), entry("second"))[:-40]
    assert "truncated" not in {notice.code for draft in read(whole) for notice in draft.notices}
    assert [{notice.code for notice in draft.notices} for draft in read(broken)] == [set(), {"truncated"}]


def test_each_entry_names_its_line() -> None:
    drafts = read(rss(A, without("title"), C))
    assert [draft.candidates[0].line for draft in drafts] == [3, 4, 5]


@pytest.mark.parametrize("cut", range(0, 900, 7))
def test_a_feed_cut_anywhere_is_an_error_or_entries(cut: int) -> None:
    text = rss(A, item("second", body="<![CDATA[<p>wet</p>]]>"), C)[:cut]
    try:
        drafts = read(text)
    except SourceError as error:
        assert "\n" not in str(error)
    else:
        assert all(draft.item for draft in drafts)


def test_many_sections_that_never_end_take_linear_time() -> None:
    text = rss(*(item("second", body="<![CDATA[<p>wet <!-- ") for _ in range(5000)))
    assert len(split_entries(text).entries) == 5000
