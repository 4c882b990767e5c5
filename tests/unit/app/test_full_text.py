"""Whole stories behind the items of a feed, from a real server on loopback."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.app.imports import import_sources
from sitegen.app.page_seeds import page_seed
from sitegen.frontmatter import parse_content_file
from sitegen.model import ContentFile
from sitegen.shell import fetch
from tests.sites import CONFIG, build_site, lay_site, read_tree
from tests.web import Answer, Web, serve_web

BODY = (
    "The ferry of Port Elma left the quay at dawn with nobody at the helm. "
    "Three passengers noticed at the second buoy, when the bell did not ring. ",
    "A deckhand, Ivo Marrin, climbed through the wheelhouse window and brought her about against the tide. "
    "The harbour office said the ropes had been cast off by a night porter who thought the captain was aboard. ",
    "Nobody was hurt. The next boat leaves on Thursday, with two people counted at the helm before she casts off.",
)
LEAD = BODY[0]


def page(title: str = "Ferry leaves without its captain", extra: str = "", body: tuple[str, ...] = BODY) -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in body)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{extra}</head><body><nav><a href=/>Home</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def item(web: Web, guid: str = "a", title: str = "Ferry leaves without its captain", text: str = LEAD) -> str:
    return (
        f'<item><title>{title}</title><guid isPermaLink="false">urn:elma:{guid}</guid><link>{web.root}/{guid}</link>'
        f"<pubDate>Mon, 04 May 2026 09:00:00 GMT</pubDate><category>Ferries</category>"
        f"<description>{text}</description></item>"
    )


def give_feed(web: Web, *items: str) -> None:
    text = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Elma Post</title>{"".join(items)}</channel></rss>'
    )
    web.pages["/feed"] = Answer(text.encode(), "application/rss+xml")


def lay(tmp_path: Path, web: Web, more: str = "full_text = true") -> Path:
    return lay_site(tmp_path / "site", {"site.toml": f'{CONFIG}[[import.feed]]\nurl = "{web.root}/feed"\n{more}\n'})


def set_config(site: Path, web: Web, more: str) -> None:
    (site / "site.toml").write_text(f'{CONFIG}[[import.feed]]\nurl = "{web.root}/feed"\n{more}\n', "utf-8")


def take(site: Path) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    report = import_sources(site, [], allow_private=True)
    assert report.errors == ()
    return [(each.path, each.fate) for each in report.articles], report.notes


def read(site: Path, path: str = "content/ferry-leaves-without-its-captain.md") -> ContentFile:
    return parse_content_file(path, (site / path).read_text("utf-8"))


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setattr(fetch, "_PAUSES", ())
    with serve_web() as web:
        give_feed(web, item(web))
        web.page("/a", page())
        yield web


PATH = "content/ferry-leaves-without-its-captain.md"


def test_the_page_takes_the_place_of_the_excerpt_and_the_item_fills_what_it_lacks(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web)
    assert take(site) == ([(PATH, "new")], ())
    file = read(site)
    assert "Ivo Marrin" in file.body
    assert "Home" not in file.body
    assert file.front.draft is False
    assert file.front.tags == ("Ferries",)
    assert str(file.front.date).startswith("2026-05-04")
    assert file.front.origin is not None
    assert file.front.origin.item == "urn:elma:a"
    assert file.front.attribution is not None
    assert file.front.attribution.original_url == f"{web.root}/a"


def test_what_the_page_says_counts_more_than_what_the_item_says(tmp_path: Path, web: Web) -> None:
    web.page("/a", page(extra='<meta property="article:tag" content="Harbour">'))
    site = lay(tmp_path, web)
    take(site)
    assert read(site).front.tags == ("Harbour",)


def test_switched_on_later_it_fills_the_same_file(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web, "")
    assert take(site)[0] == [(PATH, "new")]
    assert read(site).front.draft is True
    set_config(site, web, "full_text = true")
    assert take(site) == ([(PATH, "updated")], ())
    assert "Ivo Marrin" in read(site).body
    assert read(site).front.draft is False
    assert len(list((site / "content").rglob("*.md"))) == 1


def test_a_second_import_asks_for_no_page_and_writes_nothing(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web)
    take(site)
    before = read_tree(site)
    web.asked.clear()
    assert take(site) == ([], ())
    assert web.asked == ["/robots.txt", "/feed"]
    assert read_tree(site) == before


def test_without_memory_a_kept_page_is_not_asked_for_again(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web)
    take(site)
    shutil.rmtree(site / ".sitegen")
    web.asked.clear()
    assert take(site) == ([(PATH, "unchanged")], ())
    assert "/a" not in web.asked


def test_a_build_without_network_and_memory_gives_the_same_articles(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web)
    take(site)
    text = (site / PATH).read_text("utf-8")
    shutil.rmtree(site / ".sitegen")
    report = build_site(site).imported
    assert report is not None
    assert [(each.path, each.fate) for each in report.articles] == [(PATH, "unchanged")]
    (site / PATH).unlink()
    shutil.rmtree(site / ".sitegen")
    build_site(site)
    again = (site / PATH).read_text("utf-8")
    assert [line for line in again.splitlines() if "imported:" not in line] == [
        line for line in text.splitlines() if "imported:" not in line
    ]


WALL = "<html><title>Ferry leaves without its captain</title><p>Subscribe to continue reading.</p></html>"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"", status=403), "answers 403"),
        (Answer(b"", status=410), "is gone for good (410)"),
        (Answer(WALL.encode()), "holds no whole story"),
        (Answer(b"%PDF-1.7 \x00\x01", "application/pdf"), "is no page"),
        (Answer(b'{"a": 1}', "application/json"), "is no page"),
        (
            Answer(
                page("Lamps of the north", body=("Rain fell on the lamps of the north mole all week. " * 9,)).encode()
            ),
            "another",
        ),
        (Answer(b"", status=302, headers=(("Location", "ftp://elma.example/a"),)), 'leads to "ftp://elma.example/a"'),
    ],
    ids=["forbidden", "gone", "wall", "pdf", "json", "other-story", "no-http"],
)
def test_where_the_page_does_not_come_the_excerpt_stays_until_it_does(
    tmp_path: Path, web: Web, answer: Answer, said: str
) -> None:
    web.pages["/a"] = answer
    site = lay(tmp_path, web)
    fates, notes = take(site)
    assert fates == [(PATH, "new")]
    (note,) = notes
    assert note.startswith(f"{web.root}/a: ")
    assert said in note
    assert "its feed's version stays" in note
    assert "\n" not in note
    assert read(site).front.draft is True
    assert not list((site / "seeds/feeds").rglob("*.html"))
    assert take(site) == ([(PATH, "unchanged")], notes)
    web.page("/a", page())
    assert take(site) == ([(PATH, "updated")], ())
    assert take(site) == ([], ())


def test_robots_are_obeyed_for_pages_too(tmp_path: Path, web: Web) -> None:
    web.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /a\n", "text/plain")
    site = lay(tmp_path, web)
    (note,) = take(site)[1]
    assert "robots.txt" in note
    assert "/a" not in web.asked


def test_a_changed_item_is_asked_for_again_and_only_then(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web)
    take(site)
    give_feed(web, item(web, "b", "Lamps of the north mole"), item(web))
    web.page("/b", page("Lamps of the north mole"))
    web.asked.clear()
    take(site)
    assert [path for path in web.asked if path in "/a /b"] == ["/b"]
    give_feed(web, item(web, text=f"{LEAD} Corrected."))
    web.sent.clear()
    assert take(site)[0] == [(PATH, "unchanged")]  # the item changed, and its page did not: 304
    assert "/a" not in web.sent
    give_feed(web, item(web, text=f"{LEAD} Corrected again."))
    web.page("/a", page(body=(*BODY[:2], "One passenger was hurt. The next boat leaves on Friday with a captain.")))
    assert take(site)[0] == [(PATH, "updated")]
    assert "One passenger was hurt" in read(site).body


def test_a_changed_item_whose_page_fails_keeps_the_page_that_came_before(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web)
    take(site)
    give_feed(web, item(web, text=f"{LEAD} Corrected."))
    web.pages["/a"] = Answer(WALL.encode())
    fates, notes = take(site)
    assert fates == [(PATH, "unchanged")]
    assert "the version that came before stays" in notes[0]
    assert "Ivo Marrin" in read(site).body


def test_an_item_that_comes_twice_takes_no_page_from_the_next(tmp_path: Path, web: Web) -> None:
    give_feed(web, item(web), item(web), item(web, "b", "Lamps of the north mole"))
    web.page("/b", page("Lamps of the north mole"))
    site = lay(tmp_path, web)
    assert [fate for _, fate in take(site)[0]] == ["new", "unchanged", "new"]
    assert "Ivo Marrin" in read(site, "content/lamps-of-the-north-mole.md").body


def test_a_headline_without_blanks_is_known_again(tmp_path: Path, web: Web) -> None:
    title, text = (
        "渡し船が船長なしで出港",
        "エルマ港の渡し船は夜明けに船長なしで岸を離れた。第二ブイで三人の乗客が気づいた。" * 9,
    )
    give_feed(web, item(web, title=title, text="港の朝のできごと。"))
    web.page("/a", page(f"{title}した", body=(text,)).replace("lang=en", "lang=ja"))
    site = lay(tmp_path, web)
    assert take(site)[1] == ()


def test_only_the_newest_are_followed(tmp_path: Path, web: Web) -> None:
    give_feed(web, item(web), item(web, "b", "Lamps of the north mole"))
    site = lay(tmp_path, web, "full_text = true\nlimit = 1")
    assert take(site)[0] == [(PATH, "new")]
    assert "/b" not in web.asked


def test_an_excerpt_from_elsewhere_does_not_take_the_place_of_the_whole(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web)
    take(site)
    text = (site / PATH).read_text("utf-8")
    other = tmp_path / "other.xml"
    other.write_bytes(web.pages["/feed"].body)
    report = import_sources(site, [str(other)])
    assert [(each.path, each.fate) for each in report.articles] == [(PATH, "unchanged")]
    assert (site / PATH).read_text("utf-8") == text


def test_kept_pages_are_no_stories_of_their_own(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web)
    take(site)
    report = import_sources(site, [str(site / "seeds")])
    assert [(each.path, each.fate) for each in report.articles] == [(PATH, "unchanged")]


def test_a_private_address_is_refused(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web)
    take(site)
    give_feed(web, item(web, "b", "Lamps of the north mole"))
    seed = next((site / "seeds/feeds").glob("*.xml"))
    seed.write_bytes(web.pages["/feed"].body)
    report = import_sources(site, [str(seed)])
    (note,) = report.notes
    assert "private address" in note
    assert "/b" not in web.asked


def test_the_page_of_a_withdrawn_story_is_gone_and_not_asked_for_again(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web)
    take(site)
    (seed,) = (path.relative_to(site).as_posix() for path in (site / "seeds/feeds").glob("*.xml"))
    kept = site / page_seed(seed, "urn:elma:a")
    assert kept.is_file()
    space = 'xmlns:at="http://purl.org/atompub/tombstones/1.0"'
    gone = f'<at:deleted-entry {space} ref="urn:elma:a" when="2026-05-05T00:00:00Z"/>'
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Elma Post</title><id>urn:elma</id>{gone}</feed>'
    web.pages["/feed"] = Answer(atom.encode(), "application/atom+xml")
    assert [fate for _, fate in take(site)[0]] == ["withdrawn"]
    assert not kept.exists()
    give_feed(web, item(web))
    web.asked.clear()
    assert [fate for _, fate in take(site)[0]] == ["refused"]
    assert "/a" not in web.asked
    assert not kept.exists()
    assert b"Ivo Marrin" not in b"".join(read_tree(site).values())


def test_a_dry_run_writes_nothing(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path, web)
    before = read_tree(site)
    report = import_sources(site, [], allow_private=True, dry_run=True)
    assert [each.doubts for each in report.articles] == [()]
    assert read_tree(site) == before


def test_a_page_that_somebody_else_fetched_counts_at_the_next_build(tmp_path: Path, web: Web) -> None:
    there = lay(tmp_path / "there", web)
    take(there)
    web.pages["/a"] = Answer(b"", status=403)
    site = lay(tmp_path, web)
    take(site)
    build_site(site)
    (kept,) = (path.relative_to(there) for path in there.rglob("seeds/feeds/*/*.html"))
    (site / kept).parent.mkdir()
    shutil.copy(there / kept, site / kept)
    build_site(site)
    assert "Ivo Marrin" in read(site).body
