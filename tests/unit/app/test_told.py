"""Kills, holds and advisories that come in words, as files of their own, and tombstones of feeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.app.imports import import_seeds
from sitegen.app.site import load_config
from sitegen.frontmatter import parse_content_file
from tests.sites import lay_files, lay_site, read_tree

FERRY = (
    "Ferry of Merrow stops at noon\n\nBy Ana Quill\n\nThe ferry of Merrow stopped at noon, and the harbour board said "
    "nobody knew when it would cross again.\n\n"
    "The crew had asked for a second bell since the spring, the boatman said.\n"
)
PATH = "content/ferry-of-merrow-stops-at-noon.md"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>Reach</title>'
    "{}</feed>"
)
ENTRY = (
    "<entry><id>urn:reach:ferry</id><title>Ferry of Merrow stops at noon</title><content>The ferry of Merrow stopped "
    "at noon, and the harbour board said nobody knew when it would cross again.</content></entry>"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = lay_site(tmp_path / "site", {"seeds/ferry.txt": FERRY})
    assert fates(site) == ["new"]
    return site


def fates(site: Path) -> list[str]:
    report = import_seeds(site, load_config(site))
    assert report.errors == ()
    return [each.fate for each in report.articles]


def status(site: Path) -> str:
    return parse_content_file(PATH, (site / PATH).read_text("utf-8")).front.status


def holds(site: Path, words: str) -> bool:
    return any(words.encode() in data for data in read_tree(site).values())


def test_a_kill_in_words_withdraws_the_story_it_names(site: Path) -> None:
    kill = 'KILL: Merrow\n\nEDITORS: Please kill the story "Ferry of Merrow stops at noon". A kill is mandatory.\n'
    lay_files(site, {"seeds/kill.txt": kill})
    assert fates(site) == ["withdrawn"]
    assert status(site) == "withdrawn"
    assert not holds(site, "second bell")
    assert len(list((site / "content").rglob("*.md"))) == 1


def test_a_hold_in_words_holds_the_story_it_names_and_is_none_itself(site: Path) -> None:
    lay_files(site, {"seeds/hold.txt": 'HOLD\n\nEditors: Please hold the story "Ferry of Merrow stops at noon".\n'})
    assert fates(site) == ["held"]
    assert status(site) == "held"
    assert len(list((site / "content").rglob("*.md"))) == 1


def test_a_story_that_comes_with_a_hold_above_it_is_held(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {"seeds/held.txt": f"Please hold this story until Friday.\n\n{FERRY}"})
    assert fates(site) == ["new"]
    (path,) = (site / "content").rglob("*.md")
    assert parse_content_file(PATH, path.read_text("utf-8")).front.status == "held"


def test_an_advisory_in_words_is_never_imported(site: Path) -> None:
    lay_files(site, {"seeds/advisory.txt": "ADVISORY\n\nEditors: a story on the bell will move at noon.\n"})
    assert fates(site) == ["advisory"]
    assert len(list((site / "content").rglob("*.md"))) == 1


def test_a_tombstone_withdraws_what_the_feed_gave(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {"seeds/wire.xml": ATOM.format(ENTRY)})
    assert fates(site) == ["new"]
    gone = '<at:deleted-entry ref="urn:reach:ferry" when="2026-05-05T07:00:00Z"/>'
    lay_files(site, {"seeds/wire.xml": ATOM.format(gone)})
    assert fates(site) == ["withdrawn"]
    assert status(site) == "withdrawn"
    assert not holds(site, "harbour board")
    lay_files(site, {"seeds/wire.xml": ATOM.format(ENTRY + gone)})
    assert set(fates(site)) == {"refused", "unchanged"}
