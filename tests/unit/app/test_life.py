"""The whole life of one story, from its arrival to its end and after."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from sitegen.app.history import list_versions
from sitegen.app.imports import import_seeds
from sitegen.app.site import load_config
from sitegen.app.take import take
from sitegen.frontmatter import parse_content_file
from sitegen.model import FrontMatter
from tests.sites import build_site, lay_files, lay_site, read_tree

SPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
TITLE = "Ferry of Port Elma leaves without its captain"
HELM = "The ferry of Port Elma left the quay at dawn with nobody at the helm, and the bell went on ringing."
OAR = "Three passengers steered her home with an oar, the harbour office of the island said on Tuesday."
FOUR = OAR.replace("Three", "Four")
WHEEL = "“I had never held a wheel before,” said Ines Varga, who sells bread on the mainland."
BOARD = "The board will meet in the school on the far bank, and the captain is to explain himself to it there."
CORRECTION = "Correction, May 5, 2026: Four passengers steered the ferry, not three as this story said at first."
MINE = "We have asked the captain, and he has not answered."
RAIN = "Rain fell on the north lamp for the ninth day, and the keeper has begun to count the drops in a pan."
WORDS = (HELM, OAR, FOUR, WHEEL, BOARD, CORRECTION, MINE)
PAGE = "content/ferry-of-port-elma-leaves-without-its-captain.md"
ADDRESS = "ferry-of-port-elma-leaves-without-its-captain/index.html"


def item(guid: str, title: str, *body: str, hour: int = 8) -> str:
    text = "".join(f"<p>{each}</p>" for each in body)
    return (
        f'<item><title>{title}</title><guid isPermaLink="false">urn:ford:{guid}</guid>'
        f"<link>https://ford.example/{guid}</link><pubDate>Tue, 05 May 2026 {hour:02}:10:00 +0300</pubDate>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded></item>"
    )


RAINY = item("rain", "Ninth day of rain on the north lamp", RAIN)


class Newsroom:
    """A site, and the wire that it follows."""

    def __init__(self, site: Path) -> None:
        self.site = site

    def send(self, *items: str) -> list[str]:
        """What becomes of the stories of a new state of the feed."""
        channel = "<title>The Ford</title><link>https://ford.example/</link><description>News</description>"
        feed = f'<rss version="2.0" {SPACES}><channel>{channel}{"".join(items)}{RAINY}</channel></rss>'
        return self.drop("seeds/wire.xml", feed)

    def drop(self, path: str, text: str) -> list[str]:
        """The same of a file that somebody laid there."""
        lay_files(self.site, {path: text})
        report = import_seeds(self.site, load_config(self.site))
        assert report.errors == ()
        return [each.fate for each in report.articles if each.fate != "unchanged"]

    def front(self) -> FrontMatter:
        return parse_content_file(PAGE, (self.site / PAGE).read_text("utf-8")).front

    def page(self) -> str:
        """What the page of the story says after a build; empty where there is none."""
        build_site(self.site)
        tree = read_tree(self.site / "public")
        return tree[ADDRESS].decode() if ADDRESS in tree else ""

    def edit(self, old: str, new: str) -> None:
        path = self.site / PAGE
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    def words(self) -> str:
        """Every word in every file of the site, caches and kept versions included."""
        data = [path.read_bytes() for path in sorted(self.site.rglob("*")) if path.is_file()]
        data = [gzip.decompress(each) if each.startswith(b"\x1f\x8b") else each for each in data]
        return re.sub(r"<[^>]*>|\s+", " ", b"\n".join(data).decode("utf-8", "replace"))


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(lay_site(tmp_path / "site", {}))


def arrive_and_change(newsroom: Newsroom) -> None:
    """Arrival, an update under another id, a correction, a hand edit and an update that is merged with it."""
    assert newsroom.send(item("a", TITLE, HELM, OAR)) == ["new", "new"]
    assert "steered her home" in newsroom.page()
    assert newsroom.send(item("b", f"UPDATE 1-{TITLE}", HELM, OAR, WHEEL, hour=10), item("a", TITLE, HELM, OAR)) == [
        "updated",
        "older",
    ]
    assert (newsroom.front().date, newsroom.front().updated) == (
        "2026-05-05T08:10:00+03:00",
        "2026-05-05T10:10:00+03:00",
    )
    corrected = item("c", f"CORRECTED-UPDATE 1-{TITLE}", HELM, FOUR, WHEEL, CORRECTION, hour=12)
    assert newsroom.send(corrected) == ["updated"]
    attribution = newsroom.front().attribution
    assert attribution is not None
    assert [(each.text, each.date) for each in attribution.corrections] == [(CORRECTION, "2026-05-05")]
    assert "CorrectionComment" in newsroom.page()
    newsroom.edit(HELM, f"{HELM}\n\n{MINE}")
    assert newsroom.send(item("d", f"UPDATE 2-{TITLE}", HELM, FOUR, WHEEL, BOARD, hour=14)) == ["edited"]
    assert "is to explain himself" not in newsroom.page()
    take(newsroom.site, Path(PAGE), "merge")
    page = newsroom.page()
    assert all(words in page for words in (MINE, BOARD))
    assert len(list_versions(newsroom.site, Path(PAGE))) == 4


def hold_and_release(newsroom: Newsroom) -> None:
    assert newsroom.drop("seeds/hold.txt", f'HOLD\n\nEditors: Please hold the story "{TITLE}".\n') == ["held"]
    assert newsroom.page() == ""
    assert newsroom.drop("seeds/note.txt", "ADVISORY\n\nEditors: a story on the ferry will move at noon.\n") == [
        "advisory"
    ]
    (newsroom.site / "seeds/hold.txt").unlink()
    newsroom.edit("status: held\n", "")
    assert MINE in newsroom.page()


def kill(newsroom: Newsroom) -> None:
    notice = f'KILL: Ferry\n\nEDITORS: Please kill the story "{TITLE}". A kill is mandatory.\n'
    assert newsroom.drop("seeds/kill.txt", notice) == ["withdrawn"]
    assert newsroom.front().status == "withdrawn"


def nothing_is_left(newsroom: Newsroom) -> None:
    build_site(newsroom.site)
    second = build_site(newsroom.site)
    assert (second.written, second.deleted) == ((), ())
    left = newsroom.words()
    assert [words for words in WORDS if words in left] == []
    assert RAIN in (newsroom.site / "seeds/wire.xml").read_text("utf-8")
    assert "Withdrawn" in newsroom.page()
    assert len(list(read_tree(newsroom.site / "content"))) == 2


def test_the_life_of_a_story(newsroom: Newsroom) -> None:
    arrive_and_change(newsroom)
    hold_and_release(newsroom)
    kill(newsroom)
    nothing_is_left(newsroom)
    again = item("d", f"UPDATE 2-{TITLE}", HELM, FOUR, WHEEL, BOARD, hour=14)
    assert newsroom.send(again) == ["refused"]
    nothing_is_left(newsroom)
    paste = "\n\n".join(("Boat without a captain", HELM, FOUR, WHEEL, BOARD))
    assert newsroom.drop("seeds/paste.txt", f"{paste}\n") == ["refused"]
    nothing_is_left(newsroom)
