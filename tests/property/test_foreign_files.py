"""Promise 5: nothing foreign is deleted, and a build that is killed at any moment costs nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.errors import SitegenError
from sitegen.shell.state import FOLDER, MANIFEST
from tests.sites import NOON, article, build_clean, build_site, lay_site, read_tree

PAGES = {
    f"content/p{i}.md": article(f"Page {i}", f"Body {i}.", tags=f"[Tag {i % 7}]", section="Coast") for i in range(40)
}
SEEDS = {
    f"seeds/story-{i}.txt": (
        f"Story number {i} of the week\n\nBy Ines Varga\n\n"
        + "".join(f"The keeper of lamp {i} counted {n} boats before the tide turned.\n\n" for n in range(3, 9))
    )
    for i in range(12)
}

names = st.text(st.characters(codec="utf-8", exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1).filter(
    lambda name: name not in (".", "..", MANIFEST) and len(name.encode()) < 200
)
changes = st.lists(st.sampled_from(["add", "delete", "edit", "state", "refused"]), max_size=5)


def change(site: Path, kind: str, number: int) -> None:
    """One thing that makes a build write, delete or refuse."""
    page = site / "content/p1.md"
    if kind == "add":
        page.write_text(article(f"Again {number}", tags=f"[Tag {number}]"), "utf-8")
    elif kind == "delete":
        page.unlink(missing_ok=True)
    elif kind == "edit":
        (site / "content/p2.md").write_text(article("Page 2", f"Body {number}."), "utf-8")
    elif kind == "state":
        for path in (site / FOLDER).glob("*"):
            path.unlink()
    else:
        with (site / "themes/tiny/templates/home.html").open("a", encoding="utf-8") as file:
            file.write("{{ view.nothing.at_all }}" if number % 2 else "")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(names, st.binary(max_size=20)), min_size=1, max_size=5), changes, st.booleans())
def test_foreign_files_survive(files: list[tuple[str, bytes]], kinds: list[str], first: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = lay_site(Path(folder), {f"content/p{i}.md": PAGES[f"content/p{i}.md"] for i in range(3)})
        if first:
            build_site(site)
        ours = set(read_tree(site / "public")) if first else {"index.html"}
        foreign: dict[Path, bytes] = {}
        for number, (name, data) in enumerate(files):
            path = site / "public" / ("p1", "", "tags", "my own")[number % 4] / name
            if path.relative_to(site / "public").as_posix() in ours or path.is_dir():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            foreign[path] = data
        for number, kind in enumerate(["add", *kinds]):
            change(site, kind, number)
            try:
                build_site(site)
            except SitegenError:
                continue
        assert {path: path.read_bytes() for path in foreign} == foreign


@pytest.mark.parametrize("builds", [1, 2, 3])
def test_a_foreign_file_where_an_output_should_go_is_never_overwritten(tmp_path: Path, builds: int) -> None:
    site = lay_site(tmp_path, {"content/p1.md": PAGES["content/p1.md"]})
    theirs = site / "public/p1/index.html"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("written by hand", "utf-8")
    for _ in range(builds):
        with pytest.raises(SitegenError, match="was not written by sitegen"):
            build_site(site)
    assert theirs.read_text("utf-8") == "written by hand"


def test_a_foreign_file_that_happens_to_be_equal_is_not_deleted_later(tmp_path: Path) -> None:
    site = lay_site(tmp_path, {"static/CNAME": "lantern.example\n"})
    theirs = site / "public/CNAME"
    theirs.parent.mkdir()
    theirs.write_text("lantern.example\n", "utf-8")
    build_site(site)
    (site / "static/CNAME").unlink()
    build_site(site)
    assert theirs.read_text("utf-8") == "lantern.example\n"


def start_build(site: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sitegen", "build", "--jobs", "1", "--now", NOON.strftime("%Y-%m-%dT%H:%M:%S%z")]
    return subprocess.Popen(command, cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def litter_of(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".sitegen-*") if path.name != MANIFEST]


def sources_of(site: Path) -> dict[str, bytes]:
    return {name: data for name, data in read_tree(site).items() if name.startswith(("content/p", "seeds/", "themes/"))}


def test_a_build_killed_at_any_moment_costs_nothing(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", PAGES | SEEDS)
    before = sources_of(site)
    whole = lay_site(tmp_path / "whole", PAGES | SEEDS)
    started = time.monotonic()
    assert start_build(whole).wait(60) == 0
    length = time.monotonic() - started
    chance = random.Random(7)
    for number in range(10):
        (site / "content/p0.md").write_text(article(f"Round {number}"), "utf-8")
        before["content/p0.md"] = (site / "content/p0.md").read_bytes()
        process = start_build(site)
        time.sleep(chance.uniform(0.3, 1.1) * length)
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        assert sources_of(site) == before
    build_site(site)
    assert read_tree(site / "public") == build_clean(site, tmp_path / "clean")
    assert sorted(read_tree(site / "content")) == sorted(read_tree(whole / "content"))


CRASH = """
import os, signal, sys
from pathlib import Path
from tests.sites import build_site

moves, replace = 0, Path.replace

def replace_or_die(self, target):
    global moves
    moves += 1
    if moves == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)

Path.replace = replace_or_die
build_site(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("moment", [1, 3, 8, 20, 45])
def test_a_build_killed_between_writing_and_renaming(tmp_path: Path, moment: int) -> None:
    """The worst moment for each file: its temporary copy is whole, and not yet in its place."""
    site = lay_site(tmp_path / "site", {**dict(list(PAGES.items())[:5]), **dict(list(SEEDS.items())[:6])})
    before = sources_of(site)
    repository = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(site), str(moment)],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(repository)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    build_site(site)
    assert sources_of(site) == before
    assert litter_of(site / "content") == []
    assert litter_of(site / "public") == []
    assert read_tree(site / "public") == build_clean(site, tmp_path / "clean")
