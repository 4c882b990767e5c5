"""Embargo and expiry: in no output outside of their time, and told of where a repository would give them away."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.app.desk import Imported
from sitegen.app.embargo import warn_of_embargoes
from sitegen.app.imports import import_sources
from sitegen.shell.worktree import find_remote, is_ignored
from tests.sites import build_site, lay_files, lay_site, read_tree

SOLD = "The ferry of Merrow will be sold on Friday, and the crew does not know it yet."
PAGE = """\
---
title: Ferry of Merrow is sold
date: 2026-05-01
section: Harbour
authors: [Ana Quill]
tags: [Ferries]
publish: {{{window}}}
attribution: {{chain: [{{role: publisher, name: Sound Weekly}}]}}
---

{body}
"""
OPEN = "---\ntitle: Ninth day of rain\ndate: 2026-04-01\n---\n\nRain fell on the north lamp.\n"
MARKS = (
    "Ferry of Merrow",
    "ferry-of-merrow",
    "will be sold",
    "Harbour",
    "harbour",
    "Ferries",
    "Ana Quill",
    "Sound Weekly",
)


def said(site: Path, day: int) -> str:
    """Everything that the whole output says on a day, names of files included."""
    report = build_site(site, now=datetime(2026, 6, day, 12, tzinfo=UTC))
    tree = read_tree(report.output)
    assert "feed.xml" in tree
    return "\n".join(f"{path}\n{data.decode('utf-8', 'replace')}" for path, data in tree.items())


@pytest.mark.parametrize("theme", ["tiny", "default"])
@pytest.mark.parametrize(
    ("window", "shown"),
    [
        ("from: 2026-06-10T06:00:00Z", {1: False, 9: False, 11: True}),
        ("until: 2026-06-10T06:00:00Z", {1: True, 9: True, 11: False, 12: False}),
        ("from: 2026-06-05, until: 2026-06-10", {1: False, 6: True, 12: False}),
    ],
    ids=["embargo", "expiry", "window"],
)
def test_a_story_is_in_every_output_or_in_none(tmp_path: Path, window: str, shown: dict[int, bool], theme: str) -> None:
    files = {"content/ferry.md": PAGE.format(window=window, body=SOLD), "content/rain.md": OPEN}
    site = lay_site(tmp_path / "site", files)
    config = (site / "site.toml").read_text("utf-8").replace('theme = "tiny"', f'theme = "{theme}"')
    lay_files(site, {"site.toml": config})
    for day, is_shown in shown.items():
        text = said(site, day)
        assert "Ninth day of rain" in text
        assert [mark for mark in MARKS if mark in text and not is_shown] == []
        assert all(mark in text for mark in MARKS[:3] if mark != "ferry-of-merrow") or not is_shown


NINJS = """\
{"uri": "urn:reach:1", "type": "text", "pubstatus": "usable", "headline": "Ferry of Merrow is sold",
 "embargoed": "2099-06-10T06:00:00Z", "body_text": "%s The board had met in the school, its chairwoman said."}
"""


def git(folder: Path, *command: str) -> None:
    subprocess.run(["git", "-C", str(folder), *command], check=True, capture_output=True)  # noqa: S607 (the user's git)


def repository(folder: Path, *, has_remote: bool = True) -> None:
    git(folder, "init", "-q")
    if has_remote:
        git(folder, "remote", "add", "origin", "https://code.example/site")


@pytest.mark.parametrize("has_remote", [True, False])
def test_import_names_what_git_would_give_away(tmp_path: Path, has_remote: bool) -> None:
    site = lay_site(tmp_path / "site", {})
    repository(tmp_path, has_remote=has_remote)
    lay_files(tmp_path, {"wire.json": NINJS % SOLD})
    report = import_sources(site, [str(tmp_path / "wire.json")])
    assert report.errors == ()
    assert len(report.notes) == has_remote
    for line in report.notes:
        assert line.startswith("content/ferry-of-merrow-is-sold.md: is under embargo until 2099-06-10T06:00:00Z;")
        assert "seeds/wire.json" in line
        assert "\n" not in line
    assert import_sources(site, [str(tmp_path / "wire.json")]).notes == ()


def test_what_git_leaves_alone_is_not_named(tmp_path: Path) -> None:
    repository(tmp_path)
    lay_files(tmp_path, {".gitignore": "content/\nseeds/\n"})
    arrived = [Imported("seeds/a.txt", "content/a.md", "new", (), "2026-06-10")]
    assert list(warn_of_embargoes(tmp_path, arrived, "UTC", "2026-06-01T00:00:00Z")) == []
    (tmp_path / ".gitignore").unlink()
    assert len(list(warn_of_embargoes(tmp_path, arrived, "UTC", "2026-06-01T00:00:00Z"))) == 1
    assert list(warn_of_embargoes(tmp_path, arrived, "UTC", "2026-06-11T00:00:00Z")) == []


def test_the_remote_of_a_second_work_tree_is_found(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    repository(first)
    git(first, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-q", "--allow-empty", "-m", "x")
    git(first, "worktree", "add", "-q", str(second))
    assert find_remote(second) == "origin"
    assert find_remote(first / ".") == "origin"
    assert not is_ignored(second, "a.md")
