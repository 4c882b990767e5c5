"""Whole small sites: what an edit makes of one, and what is rendered for it.

Each file of `sites/` holds the site, then `== edit ==` (files to write, empty ones to delete, or a line `now: …`),
`== files ==` (what the output holds then, empty for what it must not hold) and `== rendered ==` (paths, in order).
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.sites import NOON, build_clean, build_site, lay_files, lay_site, parse_files, read_tree

SITES = Path(__file__).parent / "sites"
PARTS = ("edit", "files", "rendered")


def read_golden(name: str) -> dict[str, str]:
    """The text of each part by its name; the site itself comes first and has none."""
    text = (SITES / f"{name}.txt").read_text("utf-8")
    site, *rest = re.split(r"^== (\w+) ==\n", text, flags=re.MULTILINE)
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    assert tuple(parts) == PARTS
    return {"site": site, **parts}


def apply_edit(site: Path, edit: str) -> datetime:
    """Make the edit; the time of the build after it."""
    files = parse_files(edit)
    lay_files(site, files)
    for name in files:
        if not files[name]:
            (site / name).unlink()
    now = re.search(r"^now: (.*)$", edit, re.MULTILINE)
    return datetime.fromisoformat(now[1]) if now else NOON


def test_there_are_sites() -> None:
    assert len(list(SITES.glob("*.txt"))) >= 5


@pytest.mark.parametrize("name", sorted(path.stem for path in SITES.glob("*.txt")))
def test_a_site_and_an_edit(name: str, tmp_path: Path) -> None:
    golden = read_golden(name)
    site = lay_site(tmp_path / "site", parse_files(golden["site"]))
    build_site(site)
    now = apply_edit(site, golden["edit"])
    report = build_site(site, now=now)
    tree = {path: data.decode("utf-8") for path, data in read_tree(site / "public").items()}
    for path, text in parse_files(golden["files"]).items():
        assert tree.get(path, "").rstrip("\n") == text.rstrip("\n"), path
        assert (path in tree) == bool(text), path
    assert sorted(path for path, _ in report.rendered) == golden["rendered"].split()
    assert read_tree(site / "public") == build_clean(site, tmp_path / "clean", now=now)
