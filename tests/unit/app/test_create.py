from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.app.create import init_site, new_page
from sitegen.errors import ConfigError, OutputError
from sitegen.frontmatter import parse_content_file
from tests.sites import build_site, lay_files, lay_site, read_tree


def test_a_new_site_builds_at_once(tmp_path: Path) -> None:
    site = tmp_path / "paper"
    names = list(init_site(site))
    assert (site / "site.toml").as_posix() in names
    assert (site / ".github/workflows/pages.yml").is_file()
    assert (site / ".gitignore").is_file()
    report = build_site(site)
    assert report.pages >= 1
    assert {"index.html", "404.html", "feed.xml", "sitemap.xml"} <= read_tree(site / "public").keys()
    assert build_site(site).written == ()


@pytest.mark.parametrize("name", ["notes.txt", "site.toml", ".env"])
def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, name: str) -> None:
    lay_files(tmp_path, {name: "mine"})
    with pytest.raises(OutputError, match="is not empty"):
        list(init_site(tmp_path))
    assert read_tree(tmp_path) == {name: b"mine"}


def test_a_file_is_no_folder_for_a_site(tmp_path: Path) -> None:
    lay_files(tmp_path, {"paper": "mine"})
    with pytest.raises(OutputError):
        list(init_site(tmp_path / "paper"))
    assert (tmp_path / "paper").read_text("utf-8") == "mine"


def test_a_fresh_repository_counts_as_empty(tmp_path: Path) -> None:
    lay_files(tmp_path, {".git/HEAD": "ref: refs/heads/main\n"})
    list(init_site(tmp_path))
    assert (tmp_path / "site.toml").is_file()


def test_a_new_page_is_a_draft(tmp_path: Path) -> None:
    site = lay_site(tmp_path, {})
    path = new_page(site, "  Boats:  & tides ", "North Shore")
    assert path == "content/north-shore/boats-tides.md"
    front = parse_content_file(path, (site / path).read_text("utf-8")).front
    assert (front.title, front.section, front.draft) == ("Boats: & tides", "North Shore", True)
    assert front.date is not None
    assert build_site(site).pages == 0
    assert build_site(site, drafts=True, future=True).pages == 1


def test_a_new_page_never_replaces_one(tmp_path: Path) -> None:
    site = lay_site(tmp_path, {"content/boats.md": "mine"})
    with pytest.raises(OutputError, match="exists already"):
        new_page(site, "Boats", None)
    assert (site / "content/boats.md").read_text("utf-8") == "mine"


def test_a_new_page_needs_a_site(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        new_page(tmp_path, "Boats", None)
    assert read_tree(tmp_path) == {}


def test_a_hostile_title_stays_in_its_folder(tmp_path: Path) -> None:
    site = lay_site(tmp_path, {})
    assert new_page(site, "../../etc/passwd", "../..").startswith("content/")
    assert sorted(read_tree(tmp_path)) == sorted(read_tree(site))
    assert list(site.glob("content/*/etc-passwd.md"))


def test_a_new_page_takes_no_address_of_a_list(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {})
    with pytest.raises(OutputError, match="address of a list"):
        new_page(site, "Archive", None)
    assert new_page(site, "Archive", "Archive") == "content/archive-section/archive.md"
