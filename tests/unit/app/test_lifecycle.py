"""The life of a story after it came: updates, holds, releases, withdrawals."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from sitegen.app.desk import Desk
from sitegen.app.imports import ImportReport, import_seeds, import_sources
from sitegen.app.knowledge import load_knowledge
from sitegen.app.next import find_next
from sitegen.app.site import load_config
from sitegen.app.take import take as settle
from sitegen.convert.pipeline import convert
from sitegen.digest import digest_text
from sitegen.errors import ContentError, SourceError
from sitegen.frontmatter import parse_content_file
from sitegen.model import FrontMatter, Lifecycle, Window
from tests.sites import build_site, lay_files, lay_site, read_tree

ITEM = """\
<item><title>{title}</title><guid isPermaLink="false">urn:ford:{guid}</guid><link>https://ford.example/{guid}</link>
<pubDate>Tue, 12 May 2026 08:10:00 +0000</pubDate>
<content:encoded><![CDATA[{body}]]></content:encoded></item>
"""
SENTENCES = (
    "The ferry of Port Elma left the quay at dawn with nobody at the helm.",
    "Three passengers steered her home with an oar, the harbour office said on Tuesday.",
    "“I had never held a wheel before,” said Ines Varga, who sells bread on the mainland.",
)
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
OTHER = "<p>Rain fell on the north lamp for the ninth day, and the keeper has begun to count the drops.</p>"


HEADLINE = "Ferry leaves without its captain"
CONTENT = Path("content/ferry-leaves-without-its-captain.md")
KILL = Lifecycle(status="canceled", version=2)


def feed(*items: tuple[str, str, str]) -> str:
    entries = "".join(ITEM.format(guid=guid, title=title, body=body) for guid, title, body in items)
    head = "<title>The Ford</title><link>https://ford.example/</link><description>News</description>"
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?>\n<rss version="2.0" {space}><channel>{head}{entries}</channel></rss>\n'


def send(site: Path, life: Lifecycle, body: str = STORY, name: str = "seeds/wire.json") -> str:
    """What becomes of a version of the story that says what is to be done with it."""
    wire = feed(("boat", "Ferry leaves without its captain", STORY)).replace(STORY, body)
    (article,) = convert("wire.xml", wire.encode(), load_knowledge())
    sent = replace(article, source=name, lifecycle=life, blocks=article.blocks if body else ())
    return Desk(site, {}, dry_run=False).take(sent, digest_text(body + repr(life))).fate


def take(site: Path) -> ImportReport:
    return import_seeds(site, load_config(site))


def fates(site: Path) -> list[str]:
    report = take(site)
    assert report.errors == ()
    return sorted(each.fate for each in report.articles if each.fate != "unchanged")


def front(site: Path, path: str = "content/ferry-leaves-without-its-captain.md") -> FrontMatter:
    return parse_content_file(path, (site / path).read_text("utf-8")).front


@pytest.fixture
def site(tmp_path: Path) -> Path:
    wire = feed(("boat", "Ferry leaves without its captain", STORY), ("rain", "Ninth day of rain", OTHER))
    return lay_site(tmp_path / "site", {"seeds/wire.xml": wire})


def holds_nothing(site: Path) -> bool:
    """Whether no file of the site, its caches and its output holds a sentence or the headline of the story."""
    words = b"".join(read_tree(site).values()).decode("utf-8", "replace")
    bare = re.sub(r"<[^>]*>|\s+", " ", words)
    return not any(sentence in bare for sentence in (*SENTENCES, "Ferry leaves without"))


def test_an_update_keeps_file_and_address_and_is_dated(site: Path) -> None:
    assert fates(site) == ["new", "new"]
    assert front(site).updated is None
    later = feed(("boat", "Ferry is home", STORY.replace("Three", "Four")))
    lay_files(site, {"seeds/wire.xml": later})
    assert fates(site) == ["updated"]
    assert front(site).title == "Ferry is home"
    assert front(site).updated is not None
    assert sorted(read_tree(site / "content")) == ["ferry-leaves-without-its-captain.md", "ninth-day-of-rain.md"]
    (site / ".sitegen/seeds.msgpack").unlink()
    assert fates(site) == []


def test_an_older_version_changes_nothing(site: Path) -> None:
    assert send(site, Lifecycle(version=3)) == "new"
    assert send(site, Lifecycle(version=2), STORY.replace("Three", "Two")) == "older"
    assert "Three passengers" in (site / "content/ferry-leaves-without-its-captain.md").read_text("utf-8")


def test_a_withdrawn_story_is_gone_from_everywhere(site: Path) -> None:
    take(site)
    build_site(site)
    assert not holds_nothing(site)
    assert send(site, KILL, "", "seeds/kill.json") == "withdrawn"
    build_site(site)
    assert holds_nothing(site)
    assert "Rain fell on the north lamp" in (site / "seeds/wire.xml").read_text("utf-8")
    assert (site / "content/ninth-day-of-rain.md").is_file()
    page = (site / "public/ferry-leaves-without-its-captain/index.html").read_text("utf-8")
    assert "Withdrawn" in page
    atom = (site / "public/atom.xml").read_text("utf-8")
    assert 'deleted-entry ref="https://lantern.example/ferry-leaves-without-its-captain/"' in atom
    for name in ("feed.xml", "sitemap.xml", "index.html"):
        assert "ferry-leaves" not in (site / "public" / name).read_text("utf-8")


def test_a_hand_edit_saves_no_withdrawn_story(site: Path) -> None:
    take(site)
    path = site / "content/ferry-leaves-without-its-captain.md"
    path.write_text(path.read_text("utf-8").replace("dawn", "noon"), "utf-8")
    assert send(site, KILL, "", "seeds/kill.json") == "withdrawn"
    assert front(site).status == "withdrawn"


def test_a_withdrawn_story_is_refused_whatever_it_comes_as(site: Path) -> None:
    take(site)
    send(site, KILL, "", "seeds/kill.json")
    assert send(site, Lifecycle(version=9)) == "refused"
    paste = "Boat without captain\n\n" + "\n\n".join(SENTENCES) + "\n"
    lay_files(site, {"seeds/again.txt": paste})
    assert fates(site) == ["refused"]
    assert sorted(read_tree(site / "content")) == ["ferry-leaves-without-its-captain.md", "ninth-day-of-rain.md"]


def test_a_withdrawal_may_come_before_its_story(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {})
    assert send(site, KILL, "", "seeds/kill.json") == "withdrawn"
    assert send(site, Lifecycle(version=1)) == "refused"
    report = build_site(site)
    assert report.pages == 0


def test_a_hold_hides_a_story_until_its_release(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {})
    page = site / "public/ferry-leaves-without-its-captain/index.html"
    for life, body, fate in (
        (Lifecycle(version=1), STORY, "new"),
        (Lifecycle(status="withheld", version=2), "", "held"),
        (Lifecycle(version=3), STORY, "updated"),
        (Lifecycle(status="withheld", version=4), STORY.replace("Three", "Four"), "updated"),
    ):
        assert send(site, life, body) == fate
        build_site(site)
        assert page.exists() == (life.status == "usable")


def test_an_embargo_is_kept_by_the_clock_of_the_build(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {})
    send(site, Lifecycle(from_="2026-06-02T06:00:00+02:00"))
    build_site(site)
    assert front(site).publish == Window(from_="2026-06-02T06:00:00+02:00")
    assert not (site / "public/ferry-leaves-without-its-captain").exists()


def test_a_notice_may_name_its_story_by_the_headline_alone(site: Path) -> None:
    take(site)
    text = f"EDITORS: A kill is mandatory. Kill the story {HEADLINE}, which is wrong."
    (notice,) = convert("kill.txt", text.encode(), load_knowledge())
    kill = replace(notice, item=None, lifecycle=KILL)
    assert Desk(site, {}, dry_run=False).take(kill, "d").path == str(CONTENT)
    unknown = replace(kill, blocks=(), metadata=replace(kill.metadata, title="KILL"), moved=(), removed=())
    with pytest.raises(SourceError, match="withdraws a story that is not here"):
        Desk(site, {}, dry_run=False).take(unknown, "d")


def test_an_advisory_is_for_editors_alone(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {})
    assert send(site, Lifecycle(status="advisory")) == "advisory"
    assert not read_tree(site / "content")


def test_a_newer_version_of_an_edited_story_waits_beside_it(site: Path) -> None:
    take(site)
    path = site / "content/ferry-leaves-without-its-captain.md"
    mine = path.read_text("utf-8").replace("dawn", "noon")
    path.write_text(mine, "utf-8")
    lay_files(site, {"seeds/wire.xml": feed(("boat", "Ferry is home", STORY.replace("Three", "Four")))})
    assert fates(site) == ["edited"]
    assert path.read_text("utf-8") == mine
    waiting = (site / ".sitegen/incoming/ferry-leaves-without-its-captain.md").read_text("utf-8")
    assert "Four passengers" in waiting


def changed_twice(site: Path, theirs: tuple[str, str]) -> None:
    """A story that was edited here (`dawn`) and changed by its source."""
    take(site)
    path = site / CONTENT
    path.write_text(path.read_text("utf-8").replace("dawn", "noon"), "utf-8")
    lay_files(site, {"seeds/wire.xml": feed(("boat", "Ferry leaves without its captain", STORY.replace(*theirs)))})
    assert fates(site) == ["edited"]


def test_both_versions_are_shown(site: Path) -> None:
    changed_twice(site, ("Three", "Four"))
    shown = settle(site, CONTENT, None)
    assert "-Three passengers" in shown
    assert "+Four passengers" in shown
    assert "seed:" not in shown


@pytest.mark.parametrize(("choice", "words"), [("mine", "noon Three"), ("theirs", "dawn Four"), ("merge", "noon Four")])
def test_one_command_settles_it(site: Path, choice: str, words: str) -> None:
    changed_twice(site, ("Three", "Four"))
    settle(site, CONTENT, choice)
    text = (site / CONTENT).read_text("utf-8")
    assert all(word in text for word in words.split())
    assert not any(word in text for word in {"noon", "dawn", "Three", "Four"} - set(words.split()))
    (site / ".sitegen/seeds.msgpack").unlink()
    assert set(fates(site)) <= {"edited"}
    with pytest.raises(ContentError, match="has no newer version waiting"):
        settle(site, CONTENT, choice)
    lay_files(site, {"seeds/wire.xml": feed(("boat", "Ferry leaves without its captain", STORY.replace("oar", "pan")))})
    assert fates(site) == ["updated" if choice == "theirs" else "edited"]


@pytest.mark.parametrize("choice", ["mine", "theirs", "merge"])
def test_what_is_taken_is_dated_and_known_again(site: Path, choice: str) -> None:
    changed_twice(site, ("Three", "Four"))
    settle(site, CONTENT, choice)
    assert bool(front(site).updated) == (choice != "mine")
    before = read_tree(site / "content") | read_tree(site / ".sitegen/base")
    (site / ".sitegen/seeds.msgpack").unlink()
    assert fates(site) == ([] if choice == "theirs" else ["edited"])
    assert read_tree(site / "content") | read_tree(site / ".sitegen/base") == before
    assert not (site / ".sitegen/incoming" / CONTENT.name).exists()


def test_a_withdrawn_story_whose_notice_comes_again_is_nobody_s_edit(site: Path) -> None:
    take(site)
    gone = '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="urn:ford:boat"/></channel>'
    wire = (site / "seeds/wire.xml").read_text("utf-8").replace("</channel>", gone)
    lay_files(site, {"seeds/wire.xml": wire})
    assert "withdrawn" in fates(site)
    for _ in range(3):
        report = import_sources(site, [str(site / "seeds/wire.xml")])
        assert {each.fate for each in report.articles} == {"unchanged"}


def test_two_changes_of_one_line_are_not_merged(site: Path) -> None:
    changed_twice(site, ("dawn", "midnight"))
    before = (site / CONTENT).read_text("utf-8")
    with pytest.raises(ContentError, match="both changed 1 place"):
        settle(site, CONTENT, "merge")
    assert (site / CONTENT).read_text("utf-8") == before


def test_the_next_change_is_the_first_that_the_clock_brings(tmp_path: Path) -> None:
    site = lay_site(
        tmp_path / "site",
        {
            "content/soon.md": "---\ntitle: Soon\npublish: {from: 2026-06-02T06:00:00+02:00}\n---\n\nText.\n",
            "content/until.md": "---\ntitle: Until\npublish: {until: 2026-06-05T06:00:00Z}\n---\n\nText.\n",
            "content/draft.md": "---\ntitle: Draft\ndraft: true\ndate: 2026-06-01T13:00:00Z\n---\n\nText.\n",
        },
    )
    assert find_next(site, datetime(2026, 6, 1, 12, tzinfo=UTC)) == "2026-06-02T04:00:00Z"
    assert find_next(site, datetime(2026, 6, 3, tzinfo=UTC)) == "2026-06-05T06:00:00Z"
    assert find_next(site, datetime(2026, 7, 1, tzinfo=UTC)) is None


def test_a_story_does_not_take_the_address_of_a_list(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {"seeds/wire.xml": feed(("a", "Archive", STORY), ("b", "Tags", OTHER))})
    assert fates(site) == ["new", "new"]
    assert sorted(read_tree(site / "content")) == ["archive-2.md", "tags-2.md"]
    assert build_site(site).pages == 2


@pytest.mark.parametrize(
    ("label", "fate"),
    [
        ("WITHDRAWN: {}", "withdrawn"),
        ("WITHDRAWAL - {}", "withdrawn"),
        ("KILL: {}", "withdrawn"),
        ("(KILL) {}", "withdrawn"),
        ("{} - KILL", "withdrawn"),
        ("RETIRÉ : {}", "withdrawn"),
        ("HOLD: {}", "updated"),
        ("Withdrawn: {}", "updated"),
    ],
)
def test_the_headline_of_a_story_under_the_label_of_a_kill_ends_it(site: Path, label: str, fate: str) -> None:
    take(site)
    wire = feed(("boat", label.format(HEADLINE), STORY), ("rain", "Ninth day of rain", OTHER))
    lay_files(site, {"seeds/wire.xml": wire})
    assert fates(site) == [fate]
    assert front(site).status == {"w": "withdrawn", "H": "held"}.get(
        (fate if fate == "withdrawn" else label)[0], "published"
    )
    build_site(site)
    assert holds_nothing(site) == (fate == "withdrawn")


def test_the_label_of_a_kill_ends_no_story_of_somebody_else(site: Path) -> None:
    take(site)
    wire = feed(("other", f"WITHDRAWAL: {HEADLINE}", OTHER.replace("ninth", "tenth")))
    lay_files(site, {"seeds/other.xml": wire.replace("The Ford", "The Weir")})
    assert fates(site) == ["new"]
    lay_files(site, {"seeds/paste.txt": f"WITHDRAWAL: {HEADLINE}\n\nThe captain has never been away, we hear."})
    assert fates(site) == ["withdrawn"]
