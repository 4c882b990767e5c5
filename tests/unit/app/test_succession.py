"""Later versions under other ids, told by the marks at their headlines."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from sitegen.app.imports import import_seeds
from sitegen.app.site import load_config
from sitegen.frontmatter import parse_content_file
from sitegen.model import FrontMatter
from tests.sites import lay_files, lay_site, read_tree

TITLE = "Ferry of Merrow stops at noon"
FIRST = (
    "The ferry of Merrow stopped at noon on Monday, and the harbour board said nobody knew when it would cross again.",
    "The crew had asked for a second bell since the spring, the boatman said, and nobody had answered them.",
)
SECOND = (*FIRST, "The board will meet on Friday in the school on the far bank, its chairwoman said after dark.")
THIRD = (SECOND[0].replace("noon", "dusk"), *SECOND[1:], "It never had a bell to lend, she said.")
FILE = "ferry-of-merrow-stops-at-noon.md"


def item(guid: str, title: str, body: tuple[str, ...], date: str = "") -> str:
    stated = f"<pubDate>{date}</pubDate>" if date else ""
    text = "".join(f"<p>{each}</p>" for each in body)
    return (
        f'<item><title>{title}</title><guid isPermaLink="false">urn:reach:{guid}</guid>'
        f"<link>https://reach.example/{guid}</link>{stated}<content:encoded><![CDATA[{text}]]></content:encoded></item>"
    )


def feed(*items: str, title: str = "The Reach") -> str:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    head = f"<title>{title}</title><link>https://reach.example/</link><description>News</description>"
    return f'<rss version="2.0" {space}><channel>{head}{"".join(items)}</channel></rss>'


def dated(hour: int) -> str:
    return f"Mon, 04 May 2026 {hour:02}:00:00 +0200"


def fates(site: Path) -> list[str]:
    (site / ".sitegen/seeds.msgpack").unlink(missing_ok=True)
    report = import_seeds(site, load_config(site))
    assert report.errors == ()
    return [each.fate for each in report.articles]


def story(site: Path) -> tuple[FrontMatter, str]:
    assert list(read_tree(site / "content")) == [FILE]
    file = parse_content_file(FILE, (site / "content" / FILE).read_text("utf-8"))
    return file.front, file.body


VERSIONS = (
    ("a", TITLE, FIRST, 9),
    ("b", f"UPDATE 1-{TITLE}", SECOND, 11),
    ("c", f"UPDATE 2-{TITLE}", THIRD, 13),
)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
@pytest.mark.parametrize("has_dates", [True, False], ids=["dated", "undated"])
def test_in_whatever_order_they_come_the_latest_stays(tmp_path: Path, order: tuple[int, ...], has_dates: bool) -> None:
    chosen = [VERSIONS[i] for i in order]
    items = [item(guid, title, body, dated(hour) if has_dates else "") for guid, title, body, hour in chosen]
    site = lay_site(tmp_path / "site", {"seeds/wire.xml": feed(*items)})
    found = fates(site)
    assert found.count("new") == 1
    assert set(found) <= {"new", "updated", "older"}
    front, body = story(site)
    assert front.title == TITLE
    assert "never had a bell" in body
    assert front.origin is not None
    assert (front.origin.item, front.origin.version, front.origin.revision) == ("urn:reach:c", 2, "update")
    assert front.updated is not None or order[0] == 2
    before = read_tree(site)
    assert set(fates(site)) == {"older", "unchanged"}
    assert {path: data for path, data in read_tree(site).items() if path.startswith("content/")} == {
        path: data for path, data in before.items() if path.startswith("content/")
    }


def test_the_story_keeps_the_date_of_its_first_version(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {"seeds/wire.xml": feed(item("a", TITLE, FIRST, dated(9)))})
    fates(site)
    lay_files(site, {"seeds/wire.xml": feed(item("b", f"UPDATE 1-{TITLE}", SECOND, dated(11)))})
    assert fates(site) == ["updated"]
    front, _ = story(site)
    assert (front.date, front.updated) == ("2026-05-04T09:00:00+02:00", "2026-05-04T11:00:00+02:00")


def test_a_correction_without_a_number_replaces_what_it_corrects(tmp_path: Path) -> None:
    update = item("b", f"UPDATE 1-{TITLE}", SECOND)
    site = lay_site(tmp_path / "site", {"seeds/wire.xml": feed(item("a", TITLE, FIRST), update)})
    assert fates(site) == ["new", "updated"]
    corrected = item("c", f"CORRECTED-{TITLE}", THIRD)
    lay_files(site, {"seeds/wire.xml": feed(item("a", TITLE, FIRST), update, corrected)})
    assert fates(site) == ["older", "unchanged", "updated"]
    assert "dusk" in story(site)[1]
    assert fates(site) == ["older", "older", "unchanged"]


def test_pastes_are_versions_of_one_story(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {"seeds/a.txt": "\n\n".join((TITLE, *FIRST))})
    assert fates(site) == ["new"]
    lay_files(site, {"seeds/b.txt": "\n\n".join((f"KORREKTUR: {TITLE}", *THIRD))})
    assert sorted(fates(site)) == ["unchanged", "updated"]
    assert "dusk" in story(site)[1]
    assert sorted(fates(site)) == ["older", "unchanged"]


@pytest.mark.parametrize(
    ("later", "title"),
    [
        (item("b", f"UPDATE 1-{TITLE}", ("Rain fell on the north lamp for the ninth day and more.",)), "The Reach"),
        (item("b", f"UPDATE 1-{TITLE}", SECOND, "Tue, 04 May 2027 11:00:00 +0200"), "The Reach"),
        (item("b", TITLE, SECOND, dated(11)), "The Reach"),
        (item("b", f"UPDATE 1-{TITLE}", SECOND, dated(11)), "The Ford"),
    ],
    ids=["another text", "a year later", "no mark", "another outlet"],
)
def test_what_is_no_version_is_a_story_of_its_own(tmp_path: Path, later: str, title: str) -> None:
    site = lay_site(tmp_path / "site", {"seeds/a.xml": feed(item("a", TITLE, FIRST, dated(9)))})
    fates(site)
    lay_files(site, {"seeds/b.xml": feed(later, title=title)})
    assert sorted(fates(site)) == ["new", "unchanged"]
    assert len(read_tree(site / "content")) == 2


def test_a_zone_in_other_words_is_no_change(tmp_path: Path) -> None:
    first = feed(item("a", TITLE, FIRST, "Mon, 04 May 2026 09:00:00 +0200"))
    site = lay_site(tmp_path / "site", {"seeds/wire.xml": first})
    fates(site)
    before = read_tree(site / "content")
    lay_files(site, {"seeds/wire.xml": first.replace("09:00:00 +0200", "07:00:00 GMT")})
    assert fates(site) == ["unchanged"]
    assert read_tree(site / "content") == before
    lay_files(site, {"seeds/wire.xml": first.replace("09:00:00 +0200", "08:00:00 GMT")})
    assert fates(site) == ["updated"]
