"""The seeds that were taken in, kept in versions: bounded, listed, shown, compared, safe to delete."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sitegen.app.history import compare_versions, list_versions, show_version
from sitegen.app.imports import import_seeds, import_sources
from sitegen.app.site import load_config
from sitegen.app.versions import SEEDS, drop_old_seeds, keep_seed, list_seed_versions, read_seed_version
from sitegen.errors import ContentError, OutputError
from tests.sites import lay_files, lay_site, read_tree

PASTE = (
    "Ferry of Merrow stops at noon\n\nThe ferry of Merrow stopped at noon, and the harbour board said nobody knew when "
    "it would cross again.\n\nThe crew had asked for a second bell since the spring, the boatman said.\n"
)
PAGE = Path("content/ferry-of-merrow-stops-at-noon.md")
SEED = "seeds/ferry.txt"
NOW = "2026-05-04T09:00:00Z"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = lay_site(tmp_path / "site", {SEED: PASTE})
    import_seeds(site, load_config(site))
    lay_files(site, {SEED: PASTE.replace("noon", "dusk")})
    import_seeds(site, load_config(site))
    return site


@pytest.mark.parametrize("path", [Path(SEED), PAGE, Path("ferry-of-merrow-stops-at-noon.md")], ids=str)
def test_versions_are_listed(site: Path, path: Path) -> None:
    first, second = list_versions(site, path)
    assert first.split()[0] == "1"
    assert f"{len(PASTE)} bytes  {SEED}" in first
    assert "(+0)" in second


def test_a_page_shows_its_story_and_a_seed_itself(site: Path) -> None:
    assert show_version(site, Path(SEED), 1) == PASTE
    shown = show_version(site, PAGE, 1)
    assert "title: Ferry of Merrow stops at noon\n" in shown
    assert "stopped at noon" in shown
    assert "stopped at dusk" in show_version(site, PAGE, 2)


@pytest.mark.parametrize("path", [Path(SEED), PAGE], ids=str)
def test_two_versions_are_compared_as_what_they_become(site: Path, path: Path) -> None:
    diff = compare_versions(site, path, 1, 2)
    assert "-The ferry of Merrow stopped at noon" in diff
    assert "+The ferry of Merrow stopped at dusk" in diff
    assert " The crew had asked" in diff
    assert compare_versions(site, path, 2, 2) == ""


def test_a_story_of_a_feed_is_found_in_its_versions(tmp_path: Path) -> None:
    items = [
        {"id": f"urn:x:{i}", "title": f"Story {name}", "content_text": f"{PASTE} It was the {name} of many."}
        for i, name in enumerate(("first", "second"))
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Reach", "items": items}
    site = lay_site(tmp_path / "site", {"seeds/wire.json": json.dumps(feed)})
    import_seeds(site, load_config(site))
    shown = show_version(site, Path("content/story-second.md"), 1)
    assert "the second of many" in shown
    assert "the first of many" not in shown


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("content/nothing.md", "is no page and no seed of this site"),
        ("content/mine.md", "was not imported"),
        ("../outside.txt", "is no page and no seed"),
        ("site.toml", "has no versions that are kept"),
    ],
)
def test_what_has_no_versions_is_one_line(site: Path, path: str, message: str) -> None:
    lay_files(site, {"content/mine.md": "---\ntitle: Mine\n---\n\nText.\n"})
    with pytest.raises(ContentError, match=message) as caught:
        list_versions(site, Path(path))
    assert "\n" not in str(caught.value)


def test_a_number_that_is_not_there_is_one_line(site: Path) -> None:
    with pytest.raises(ContentError, match="has no version 9"):
        show_version(site, PAGE, 9)


def test_the_same_again_is_no_version(site: Path) -> None:
    before = read_tree(site / SEEDS)
    (site / ".sitegen/seeds.msgpack").unlink()
    import_seeds(site, load_config(site))
    assert read_tree(site / SEEDS) == before


def test_nothing_is_kept_by_a_dry_run(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {})
    lay_files(tmp_path, {"ferry.txt": PASTE})
    import_sources(site, [str(tmp_path / "ferry.txt")], dry_run=True)
    assert not (site / SEEDS).exists()
    import_sources(site, [str(tmp_path / "ferry.txt")])
    assert len(list_seed_versions(site, SEED)) == 1


def test_their_number_and_age_are_bounded(tmp_path: Path) -> None:
    for i in range(25):
        keep_seed(tmp_path, SEED, f"{i}".encode(), NOW)
    found = list_seed_versions(tmp_path, SEED)
    assert [version.number for version in found] == list(range(6, 26))
    assert read_seed_version(found[-1]) == b"24"
    drop_old_seeds(tmp_path, "2026-06-03T09:00:00Z")
    assert len(list_seed_versions(tmp_path, SEED)) == 20
    drop_old_seeds(tmp_path, "2026-06-03T09:00:01Z")
    assert [version.number for version in list_seed_versions(tmp_path, SEED)] == [25]


def test_deleting_them_loses_history_alone(site: Path) -> None:
    before = read_tree(site / "content")
    shutil.rmtree(site / SEEDS)
    import_seeds(site, load_config(site))
    assert read_tree(site / "content") == before


def test_a_damaged_version_is_one_line(site: Path) -> None:
    version = list_seed_versions(site, SEED)[0]
    version.file.write_bytes(b"no gzip")
    with pytest.raises(OutputError, match="is damaged"):
        show_version(site, Path(SEED), 1)
