"""Copies of a story, from the seed to the site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.app.clusters import mark_copies
from sitegen.app.imports import import_seeds
from sitegen.app.site import load_config
from sitegen.cli import main
from sitegen.frontmatter import find_copy_of
from tests.sites import CONFIG, article, build_site, lay_files, lay_site, read_stamps

STORY = """\
A ferry ran aground off Port Mara on Tuesday morning with 214 people on board, the harbour authority said.

Tugs reached the Lady Ansel within forty minutes, and all passengers were brought ashore by noon, harbour master Ilse
Brandt told reporters.

"The tide was lower than the tables said," Brandt added. "We asked the captain to wait, and he did what captains do."

The operator, Norr Line, said that the ship would stay in dock until divers had looked at her hull.
"""
OTHER = """\
Passengers who spent five hours on a sandbank outside Port Mara on Tuesday spoke of calm, card games and a piano that
nobody would stop playing.

"We felt a long scrape, then the coffee slid," said Tomas Wiek, who was travelling to Hask for his sister's wedding.

Harbour master Ilse Brandt said the tide was to blame. "The tide was lower than the tables said," she told this paper.
"""
FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{name}</title>
<link>https://{host}.example/</link><description>d</description>
<item><title>{title}</title><guid>https://{host}.example/{number}</guid><link>https://{host}.example/{number}</link>
<pubDate>Tue, 0{number} May 2026 08:00:00 GMT</pubDate><content:encoded><![CDATA[{body}]]></content:encoded></item>
</channel></rss>
"""
NAMES = ("Alder Post", "Birch Times", "Cedar News", "Dune Herald", "Elm Courier")


def feed(number: int, title: str, body: str) -> str:
    name = NAMES[number - 1]
    html = "".join(f"<p>{part}</p>" for part in body.strip().split("\n\n"))
    return FEED.format(name=name, host=name.split()[0].lower(), title=title, number=number, body=html)


def wire(count: int = 5) -> dict[str, str]:
    """Seeds of as many outlets that carry one story, the first of them whole and earliest."""
    bodies = [STORY, "\n\n".join(STORY.split("\n\n")[:2]), STORY.replace("on Tuesday", "Tuesday"), STORY, STORY]
    return {
        f"seeds/{NAMES[number - 1].split()[0].lower()}.xml": feed(number, f"Ferry aground off Port Mara {number}", body)
        for number, body in enumerate(bodies[:count], 1)
    }


def home(site: Path) -> list[str]:
    """The addresses that the home page lists."""
    text = (site / "public/index.html").read_text("utf-8")
    return [part.split(">")[0] for part in text.split("Latest")[1].split("<a href=")[1:]]


def pointers(site: Path) -> dict[str, str | None]:
    folder = site / "content"
    return {path.name: find_copy_of(path.read_text("utf-8")) for path in sorted(folder.rglob("*.md"))}


def test_five_copies_are_listed_once_and_two_stories_twice(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire() | {"content/own.md": article("A long scrape", OTHER, date="2026-05-01")})
    report = build_site(site)
    assert home(site) == ["/ferry-aground-off-port-mara-1/", "/own/"]
    assert report.imported
    assert sorted(map(str, report.imported.copies)) == [
        f"copy      content/ferry-aground-off-port-mara-{number}.md (of content/ferry-aground-off-port-mara-1.md)"
        for number in range(2, 6)
    ]
    before = read_stamps(site)
    again = build_site(site)
    assert again.imported
    assert (again.imported.copies, again.written) == ((), ())
    assert read_stamps(site) == before


def test_the_memory_may_be_deleted(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire())
    build_site(site)
    before = read_stamps(site / "content")
    (site / ".sitegen/clusters.msgpack").unlink()
    build_site(site)
    shutil.rmtree(site / ".sitegen")
    build_site(site)
    assert read_stamps(site / "content") == before


def test_a_later_outlet_joins(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire(2))
    build_site(site)
    lay_files(site, wire(3))
    report = build_site(site)
    assert report.imported
    assert [each.path[-4:] for each in report.imported.copies] == ["3.md"]
    assert len(home(site)) == 1


def test_a_killed_main_page_hands_over(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire(3))
    build_site(site)
    notice = "<p>KILL KILL KILL. Editors: the story on the ferry is withdrawn. A kill is mandatory.</p>"
    kill = feed(1, "KILL: Ferry aground off Port Mara 1", notice)
    lay_files(site, {"seeds/alder.xml": kill})
    build_site(site)
    assert "status: withdrawn" in (site / "content/ferry-aground-off-port-mara-1.md").read_text("utf-8")
    assert home(site) == ["/ferry-aground-off-port-mara-3/"]
    assert list(pointers(site).values()) == [None, "ferry-aground-off-port-mara-3.md", None]
    assert b"Ansel" not in (site / ".sitegen/clusters.msgpack").read_bytes()


def test_a_main_page_deleted_by_hand_hands_over(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire(3))
    build_site(site)
    (site / "content/ferry-aground-off-port-mara-1.md").unlink()
    build_site(site, imports=False)
    assert home(site) == ["/ferry-aground-off-port-mara-3/"]
    build_site(site)
    assert home(site) == ["/ferry-aground-off-port-mara-3/"]
    assert pointers(site)["ferry-aground-off-port-mara-3.md"] is None


def test_an_embargo_on_the_main_page_is_waited_for(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire(2))
    build_site(site)
    main_page = site / "content/ferry-aground-off-port-mara-1.md"
    text = main_page.read_text("utf-8").replace("origin:", "publish: {from: 2031-01-01}\norigin:", 1)
    main_page.write_text(text, "utf-8")
    build_site(site)
    assert home(site) == ["/ferry-aground-off-port-mara-2/"]
    build_site(site, future=True)
    assert home(site) == ["/ferry-aground-off-port-mara-1/"]


def test_a_hand_edit_is_left_alone_and_an_update_keeps_its_place(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire(3))
    build_site(site)
    edited = site / "content/ferry-aground-off-port-mara-2.md"
    edited.write_text(edited.read_text("utf-8").replace("214", "215"), "utf-8")
    lay_files(site, {"seeds/cedar.xml": wire(3)["seeds/cedar.xml"].replace("forty", "fifty")})
    report = build_site(site)
    assert report.imported
    assert [each.fate for each in report.imported.articles] == ["updated"]
    assert "215" in edited.read_text("utf-8")
    assert list(pointers(site).values())[1:] == ["ferry-aground-off-port-mara-1.md"] * 2
    report = build_site(site)
    assert report.imported
    assert report.imported.articles == ()


def test_a_text_that_becomes_another_story_is_let_go(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire(2))
    build_site(site)
    lay_files(site, {"seeds/birch.xml": feed(2, "Ferry aground off Port Mara 2", OTHER)})
    build_site(site)
    assert set(pointers(site).values()) == {None}
    assert len(home(site)) == 2


def test_an_editor_s_word_outlives_an_import(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire(3))
    build_site(site)
    own = site / "content/ferry-aground-off-port-mara-3.md"
    own.write_text(own.read_text("utf-8").replace("origin:", "copy_of: false\norigin:", 1), "utf-8")
    build_site(site)
    assert pointers(site)[own.name] is None
    assert len(home(site)) == 2


@pytest.mark.parametrize("body", [STORY, f"It was foggy.\n\n{STORY}"])
def test_what_was_written_here_is_the_main_page(tmp_path: Path, body: str) -> None:
    typed = article("Our own word", body)
    site = lay_site(tmp_path, wire(2) | {"content/zz.md": typed})
    build_site(site)
    assert home(site) == ["/zz/"]
    assert (site / "content/zz.md").read_text("utf-8") == typed


def test_the_site_says_whom_it_prefers(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire(5))
    build_site(site)
    lay_files(site, {"site.toml": f'{CONFIG}[clusters]\nsources = ["cedar news"]\n'})
    build_site(site)
    assert home(site) == ["/ferry-aground-off-port-mara-3/"]
    assert pointers(site)["ferry-aground-off-port-mara-1.md"] == "ferry-aground-off-port-mara-3.md"


def test_turned_off_all_are_listed_and_nothing_is_looked_for(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire(3) | {"site.toml": f"{CONFIG}[clusters]\nenabled = false\n"})
    build_site(site)
    assert len(home(site)) == 3
    assert not (site / ".sitegen/clusters.msgpack").exists()


def test_a_malformed_file_stops_no_import(tmp_path: Path) -> None:
    broken = article("Ferry", STORY, sumary="x")
    site = lay_site(tmp_path, wire(2) | {"content/broken.md": broken, "content/bytes.md": ""})
    (site / "content/bytes.md").write_bytes(b"---\ntitle: \xff\n---\n\n" + STORY.encode())
    for seed in ("alder", "birch"):
        (site / f"seeds/{seed}.xml").unlink()
    assert mark_copies(site, load_config(site)) == ()


def test_import_tells_of_copies(tmp_path: Path) -> None:
    site = lay_site(tmp_path, wire(2))
    run = CliRunner().invoke(main, ["import", "--site", str(site), str(site / "seeds")])
    assert run.exit_code == 0
    lines = run.output.splitlines()
    assert [line.split()[0] for line in lines] == ["new", "new", "copy"]
    dry = CliRunner().invoke(main, ["import", "--dry-run", "--site", str(site), str(site / "seeds")])
    assert "copy" not in dry.output.split()


def test_several_processes_find_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {
        f"content/{number}-{copy}.md": article(
            f"Story {number}",
            " ".join(f"w{number}x{place * place % 97}" for place in range(90)),
            origin="\n  seed: seeds/a.txt",
        )
        for number in range(40)
        for copy in range(3)
    }
    one, two = lay_site(tmp_path / "one", pages), lay_site(tmp_path / "two", pages)
    found = mark_copies(one, load_config(one))
    monkeypatch.setattr("sitegen.app.clusters._WORTH_A_POOL", 1)
    monkeypatch.setattr("sitegen.app.clusters._CHUNK", 16)
    monkeypatch.setattr("sitegen.app.clusters.default_jobs", lambda: 2)
    assert sorted(map(str, mark_copies(two, load_config(two)))) == sorted(map(str, found))
    assert len(found) == 80


def test_the_default_theme_says_who_else_carried_it(tmp_path: Path) -> None:
    config = CONFIG.replace('"tiny"', '"default"') + 'language = "de"\n'
    site = lay_site(tmp_path, wire(3) | {"site.toml": config})
    build_site(site)
    pages = [(site / f"public/ferry-aground-off-port-mara-{n}/index.html").read_text("utf-8") for n in (1, 2)]
    assert 'Auch veröffentlicht von: <a href="/ferry-aground-off-port-mara-3/"><bdi>Cedar News</bdi></a>' in pages[0]
    assert '<div class="copies" lang="de" dir="ltr">' in pages[0]
    link = '<a href="/ferry-aground-off-port-mara-1/"><bdi>Ferry aground off Port Mara 1</bdi></a>'
    assert f"Die Hauptfassung dieses Beitrags bei uns: {link}" in pages[1]


@pytest.mark.parametrize("killed", [1, 3])
def test_a_kill_by_one_outlet_tells_who_else_carries_the_story(tmp_path: Path, killed: int) -> None:
    site = lay_site(tmp_path / "site", wire(3))
    import_seeds(site, load_config(site))
    notice = "EDITORS: Please kill this story. A kill is mandatory."
    lay_files(site, {f"seeds/{NAMES[killed - 1].split()[0].lower()}.xml": feed(killed, "KILL", notice)})
    report = import_seeds(site, load_config(site))
    paths = [f"content/ferry-aground-off-port-mara-{number}.md" for number in (1, 2, 3)]
    path = paths.pop(killed - 1)
    assert sorted(report.notes) == [
        f'{other}: carries the story that was withdrawn as {path} (set "status: withdrawn" in it unless its own sender '
        "still stands by it)"
        for other in paths
    ]
    assert build_site(site).pages == 2
