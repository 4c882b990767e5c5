"""Feeds to articles, one for each entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.pipeline import Knowledge, convert
from sitegen.convert.sources.feed import parse_feed
from sitegen.document.blocks import text_of
from sitegen.errors import SourceError
from sitegen.model import Article, Source

P1 = "The bell on the far bank rings when somebody wants to cross, and the boatman comes whatever the hour may be."
P2 = "He has never asked for money, he says, because the river has never asked him for any, and that seems fair to him."

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Sound Weekly</title><link>https://sound.example/</link><language>en</language>
<item><title>The bell &amp; the boat</title><link>https://sound.example/bell?utm_source=rss</link>
<guid isPermaLink="false">bell-1</guid><dc:creator>Ilo Brandt</dc:creator>
<pubDate>Mon, 04 May 2026 09:00:00 +0200</pubDate><category>Islands</category>
<description>A short one.</description>
<content:encoded><![CDATA[<p>{P1}</p><p>{P2} <a href="/tides">Tides</a></p>
<p>The post <a href="https://sound.example/bell">The bell</a> appeared first on
<a href="https://sound.example">Sound Weekly</a>.</p>
]]></content:encoded></item>
<item><title>The second</title><guid>bell-2</guid>
<description>&lt;p&gt;It began so&#8230;&lt;/p&gt;</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Sound Weekly</title>
<link href="https://sound.example/"/><rights>© Sound Weekly</rights>
<entry><id>tag:sound.example,2026:bell</id><title type="html">The &lt;em&gt;bell&lt;/em&gt;</title>
<link rel="alternate" href="https://sound.example/bell"/><author><name>Ana Quill</name></author>
<published>2026-05-04T07:00:00Z</published><updated>2026-05-05T07:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{P1}</p><p>{P2}</p></div></content></entry></feed>"""


def articles(knowledge: Knowledge, text: str, name: str = "wire.xml") -> list[Article]:
    return convert(name, text.encode(), knowledge)


def test_rss(knowledge: Knowledge) -> None:
    first, second = articles(knowledge, RSS)
    meta = first.metadata
    assert (first.item, second.item) == ("bell-1", "bell-2")
    assert (meta.title, meta.authors) == ("The bell & the boat", ("Ilo Brandt",))
    assert (meta.published, meta.modified) == ("2026-05-04T09:00:00+02:00", None)
    assert meta.canonical_url == "https://sound.example/bell"
    assert meta.tags == ("Islands",)
    assert [text_of(block) for block in first.blocks] == [P1, f"{P2} Tides"]
    assert first.attribution.chain[0].name == "Sound Weekly"
    assert not first.warnings


def test_an_entry_without_content_is_an_excerpt(knowledge: Knowledge) -> None:
    second = articles(knowledge, RSS)[1]
    assert "excerpt" in {notice.code for notice in second.warnings}


def test_the_line_of_an_entry_is_known(knowledge: Knowledge) -> None:
    second = articles(knowledge, RSS)[1]
    line = next(candidate.line for candidate in second.evidence if candidate.field == "title")
    assert "<title>The second" in RSS.split("\n")[line - 1]


def test_atom(knowledge: Knowledge) -> None:
    (article,) = articles(knowledge, ATOM)
    meta = article.metadata
    assert (meta.title, meta.authors, meta.language) == ("The bell", ("Ana Quill",), "en")
    assert (meta.published, meta.modified) == ("2026-05-04T07:00:00Z", "2026-05-05T07:00:00Z")
    assert article.item == "tag:sound.example,2026:bell"
    assert [text_of(block) for block in article.blocks] == [P1, P2]
    assert article.attribution.copyright == "© Sound Weekly"


def test_scripts_and_dangerous_links_of_an_entry_stay_out(article_of: Callable[..., Article]) -> None:
    evil = '<p>So it was, and <a href="javascript:alert(1)">nobody</a> knew.</p><script>alert(1)</script>'
    article = article_of(
        "<rss version='2.0'><channel><item><guid>e</guid>"
        f"<description><![CDATA[{evil}]]></description></item></channel></rss>",
        "e.xml",
    )
    assert [text_of(block) for block in article.blocks] == ["So it was, and nobody knew."]
    assert "javascript" not in repr(article)


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0'><channel></channel></rss>",
        "<rss",
        "<rss version='2.0'><channel><title>unclosed",
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'></feed>",
        "<?xml version='1.0'?><other/>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>",
    ],
)
def test_a_feed_without_entries_is_an_error_of_one_line(knowledge: Knowledge, text: str) -> None:
    with pytest.raises(SourceError) as caught:
        articles(knowledge, text)
    assert str(caught.value).startswith("wire.xml: is no feed that can be read")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0'><channel><title>The Ford</title><link>https://ford.example/</link></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Ford</title><id>urn:ford</id></feed>",
    ],
    ids=["RSS", "Atom"],
)
def test_a_feed_may_have_nothing_to_tell(knowledge: Knowledge, text: str) -> None:
    assert articles(knowledge, text) == []


def test_a_character_beyond_unicode_is_no_crash(knowledge: Knowledge) -> None:
    text = (
        "<rss version='2.0'><channel><item><title>a</title><description>&#x110000;</description></item></channel></rss>"
    )
    try:
        articles(knowledge, text)
    except SourceError as error:
        assert str(error).startswith("wire.xml: ")


def test_a_path_or_address_as_content_opens_nothing(tmp_path: Path) -> None:
    file = tmp_path / "real.xml"
    file.write_text(RSS, encoding="utf-8")
    for content in (str(file), file.as_uri(), "http://127.0.0.1:9/feed.xml"):
        with pytest.raises(SourceError):
            list(parse_feed(Source(name="x.xml", kind="feed", text=content)))


def test_external_entities_open_nothing(knowledge: Knowledge, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the river", encoding="utf-8")
    text = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
        "<rss version='2.0'><channel><item><guid>x</guid><title>a &s; b</title>"
        "<description>&s;</description></item></channel></rss>"
    )
    (article,) = articles(knowledge, text)
    assert "secret of the river" not in repr(article)


def test_an_id_that_is_said_to_be_an_address_and_is_none_is_no_original() -> None:
    feed = "<rss><channel><title>F</title><item><title>A</title><guid>{}</guid><description>Rain.</description></item>"
    for guid, original in (("g1", None), ("/g1", None), ("https://far.example/1", "https://far.example/1")):
        (article,) = convert("f.xml", (feed.format(guid) + "</channel></rss>").encode(), load_knowledge())
        assert article.attribution.original_url == original
        assert article.item == guid
