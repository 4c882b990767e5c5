from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest

from sitegen.publish.feeds import EntryView, FeedView, render_atom, render_rss
from sitegen.publish.render import render
from tests.sites import article
from tests.unit.publish.press import config_of, outputs_of, press_of, site_of, tiny_theme

CHAIN = "{chain: [{role: publisher, name: The Ford}], original_url: 'https://ford.example/1', copyright: '© The Ford'}"
PAGES = {
    "ferry.md": article(
        '"Ferry & <b>tide</b>"', "Rain fell.", date="2026-05-02T10:00:00+03:00", authors="[Ines Varga]", tags="[Sea]"
    ),
    "mill.md": article("Mill", "It turned.", date="2026-05-01", section="Coast", attribution=CHAIN, language="fi"),
    "undated.md": article("Undated"),
}
BASE = "https://user.example/repo/"


def text_of(path: str, pages: dict[str, str] = PAGES, extra: str = "") -> str:
    site = site_of(pages, config_of(extra, BASE), drafts=True)
    return render(outputs_of(site)[path], press_of(site, tiny_theme())).decode("utf-8")


def parsed(path: str, pages: dict[str, str] = PAGES, extra: str = "") -> Any:
    text = text_of(path, pages, extra)
    ElementTree.fromstring(text)  # noqa: S314 (our own feed)
    feed = feedparser.parse(text)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


@pytest.mark.parametrize("path", ["feed.xml", "atom.xml"])
def test_what_was_put_in_comes_out(path: str) -> None:
    feed = parsed(path)
    assert (feed.feed.title, feed.feed.link) == ("The Lantern", BASE)
    assert [entry.link for entry in feed.entries] == [f"{BASE}ferry/", f"{BASE}mill/", f"{BASE}undated/"]
    assert [entry.id for entry in feed.entries] == [entry.link for entry in feed.entries]
    ferry, mill, undated = feed.entries
    assert (ferry.author, ferry.tags[0].term, ferry.summary) == ("Ines Varga", "Sea", "Rain fell.")
    assert tuple(ferry.published_parsed[:5]) == (2026, 5, 2, 7, 0)
    assert mill.rights == "© The Ford"
    assert "published" not in undated


def test_titles_are_escaped_once() -> None:
    items = ElementTree.fromstring(text_of("feed.xml")).iter("item")  # noqa: S314 (our own feed)
    assert next(item.findtext("title") for item in items) == "Ferry & <b>tide</b>"


def test_atom_names_original_and_language() -> None:
    mill = parsed("atom.xml").entries[1]
    assert [link.href for link in mill.links if link.rel == "via"] == ["https://ford.example/1"]
    assert 'xml:lang="fi"' in text_of("atom.xml")


@pytest.mark.parametrize("path", ["feed.xml", "atom.xml", "sitemap.xml", "tags/sea/feed.xml", "coast/feed.xml"])
def test_every_address_is_whole_and_inside(path: str) -> None:
    root = ElementTree.fromstring(text_of(path))  # noqa: S314 (our own feed)
    found = [element.get("href") for element in root.iter() if element.get("href")]
    found += [element.text for element in root.iter() if element.tag.rpartition("}")[2] in ("loc", "link", "guid")]
    addresses = [address for address in found if address and address.strip()]
    assert addresses
    for address in addresses:
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc) in (("https", "user.example"), ("https", "ford.example"))
        assert parts.netloc == "ford.example" or parts.path.startswith("/repo/")


def test_a_feed_names_itself() -> None:
    assert f'href="{BASE}tags/sea/feed.xml"' in text_of("tags/sea/feed.xml")


@pytest.mark.parametrize("path", ["feed.xml", "atom.xml"])
def test_control_characters_are_left_out(path: str) -> None:
    pages = {"a.md": article('"Bell\\a and \\x1b escape \\uFFFE end"', tags='["ta\\x01g"]', authors='["In\\x02es"]')}
    entry = parsed(path, pages).entries[0]
    assert entry.title == "Bell and  escape  end"
    assert (entry.tags[0].term, entry.author) == ("tag", "Ines")


def test_the_newest_items_only() -> None:
    feed = parsed("feed.xml", extra="[feeds]\nitems = 1\n")
    assert [entry.title for entry in feed.entries] == ["Ferry & <b>tide</b>"]


def test_no_script_is_an_address() -> None:
    chain = "{original_url: 'javascript:alert(1)', license: 'javascript://x'}"
    assert "javascript" not in text_of("atom.xml", {"a.md": article("A", attribution=chain)})


@pytest.mark.parametrize("render_feed", [render_rss, render_atom])
def test_an_empty_feed_is_well_formed(render_feed: Any) -> None:
    view = FeedView("The Lantern", "News", BASE, f"{BASE}feed.xml", "en", "The Lantern", ())
    assert not feedparser.parse(render_feed(view)).bozo


def test_the_same_view_gives_the_same_bytes() -> None:
    assert text_of("atom.xml") == text_of("atom.xml", dict(reversed(PAGES.items())))


def test_markup_in_a_summary_is_text_to_a_reader_of_rss() -> None:
    """Readers take a description for HTML, so the text is escaped for that too."""
    entry = EntryView(
        id="https://a.example/",
        title="T",
        url="https://a.example/",
        summary="5 < 6 <script>x</script>",
        language="en",
        published=None,
        updated="2026-05-01T00:00:00Z",
        authors=(),
        categories=(),
        original_url=None,
        rights=None,
        license=None,
    )
    view = FeedView("F", "F", "https://a.example/", "https://a.example/feed.xml", "en", "A", (entry,))
    assert b"5 &amp;lt; 6 &amp;lt;script&amp;gt;x" in render_rss(view)


@pytest.mark.parametrize("path", ["feed.xml", "atom.xml"])
def test_what_was_corrected_is_told_to_readers_of_feeds(path: str) -> None:
    corrections = "[{text: The lamp is < red., date: 2026-05-03}, Two lamps.]"
    pages = {"a.md": article("Lamps", attribution=f"{{corrections: {corrections}}}")}
    (entry,) = parsed(path, pages).entries
    assert entry.summary == "Rain fell on the quay.<p>2026-05-03 · The lamp is &lt; red.</p><p>Two lamps.</p>"


IMAGE = "{src: /img/boat.jpg, alt: A boat, caption: The boat at dusk, credit: Ines Varga}"
FORD = '[[import.feed]]\nurl = "https://ford.example/feed"\nsource = "The Ford"\n'


def test_whose_story_it_is_and_the_feed_it_came_in() -> None:
    assert '<source url="https://ford.example/feed">The Ford</source>' in text_of("feed.xml", extra=FORD)
    assert "<source" not in text_of("feed.xml")
    source = parsed("atom.xml", extra=FORD).entries[1].source
    assert (source.title, source.id) == ("The Ford", "https://ford.example/feed")
    assert parsed("atom.xml").entries[1].source.title == "The Ford"


def test_a_picture_keeps_its_caption_and_credit() -> None:
    pages = {
        "a.md": article("A", image=IMAGE),
        "b.md": article("B", image=IMAGE.replace("/img", "https://ford.example/img")),
    }
    ours, theirs = parsed("feed.xml", pages).entries
    assert ours.media_content[0]["url"] == f"{BASE}img/boat.jpg"
    assert ours.media_credit[0]["content"] == "Ines Varga"
    assert "The boat at dusk" in text_of("feed.xml", pages)
    assert "media_content" not in theirs
    shown = parsed("feed.xml", pages, '[images]\nremote = "show"\n').entries[1]
    assert shown.media_content[0]["url"] == "https://ford.example/img/boat.jpg"


@pytest.mark.parametrize("path", ["feed.xml", "atom.xml", "feed.json"])
def test_a_story_that_moved_keeps_its_id(path: str) -> None:
    pages = {"new.md": article("A", aliases="[/old/name/]")}
    text = text_of(path, pages)
    assert f"{BASE}old/name/" in text
    assert f"{BASE}new/" in text


def test_nobody_takes_what_others_wrote_for_ours() -> None:
    chain = "{chain: [{role: agency, name: NSP}], original_url: 'https://nsp.example/1'}"
    pages = {"copy.md": article("A", attribution=chain), "own.md": article("B")}
    for path in ("atom.xml", "feed.xml"):
        by_title = {entry.title: entry for entry in parsed(path, pages).entries}
        assert by_title["A"].author == "NSP"
        assert by_title["B"].get("author", "The Lantern") == "The Lantern"
    items = {item["title"]: item for item in json.loads(text_of("feed.json", pages))["items"]}
    assert items["A"]["authors"] == [{"name": "NSP"}]
    assert "authors" not in items["B"]
    assert "<dc:source>https://nsp.example/1</dc:source>" in text_of("feed.xml", pages)


def test_a_story_that_moved_is_taken_back_under_its_id() -> None:
    text = text_of("atom.xml", {"new.md": article("A", aliases="[/old/name/]", status="withdrawn")})
    assert f'ref="{BASE}old/name/"' in text


def test_json_feed_names_ours_and_the_original() -> None:
    feed = json.loads(text_of("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{BASE}feed.json"
    ferry, mill, undated = feed["items"]
    assert (ferry["title"], ferry["authors"], ferry["tags"]) == (
        "Ferry & <b>tide</b>",
        [{"name": "Ines Varga"}],
        ["Sea"],
    )
    assert (mill["url"], mill["external_url"]) == (f"{BASE}mill/", "https://ford.example/1")
    assert mill["_attribution"] == {"source": "The Ford", "rights": "© The Ford"}
    assert "date_published" not in undated
