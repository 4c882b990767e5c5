from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sitegen.app.build import BuildOptions, verify
from sitegen.errors import SitegenError
from sitegen.shell.state import FOLDER, MANIFEST
from tests.sites import CONFIG, NOON, article, build_clean, build_site, lay_files, lay_site, read_stamps, read_tree

FILES = {
    "content/ferry.md": article("Ferry", date="2026-05-01", tags="[Tides]"),
    "content/north/mill.md": article("Mill", date="2026-05-02", tags="[Grain]"),
    "static/images/a.svg": "<svg/>\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site."""
    lay_site(tmp_path / "site", FILES)
    build_site(tmp_path / "site")
    return tmp_path / "site"


def error_of(site: Path, output: Path | None = None) -> str:
    with pytest.raises(SitegenError) as caught:
        build_site(site, output)
    return str(caught.value)


def test_foreign_files_survive(site: Path) -> None:
    foreign = {"CNAME": "lantern.example\n", ".nojekyll": "", "north/notes.txt": "mine\n", "tags/grain/x": "y\n"}
    lay_files(site / "public", foreign)
    (site / "content/north/mill.md").unlink()
    build_site(site, force=True)
    assert {name: (site / "public" / name).read_text("utf-8") for name in foreign} == foreign
    assert sorted(path.name for path in (site / "public/north").iterdir()) == ["notes.txt"]


def test_a_foreign_file_in_the_way_is_one_line(site: Path) -> None:
    lay_files(site, {"public/lamp/index.html": "mine", "content/lamp.md": article("Lamp")})
    for _ in range(2):
        line = error_of(site)
        assert "\n" not in line
        assert "lamp/index.html: exists and was not written by sitegen" in line
        assert (site / "public/lamp/index.html").read_text("utf-8") == "mine"
    (site / "public/lamp/index.html").unlink()
    build_site(site)
    assert "Lamp" in (site / "public/lamp/index.html").read_text("utf-8")


def test_a_removed_article_takes_its_files_and_empty_folders_along(site: Path) -> None:
    (site / "content/north/mill.md").unlink()
    report = build_site(site)
    assert {"north/mill/index.html", "tags/grain/index.html", "tags/grain/feed.xml"} <= set(report.deleted)
    assert not (site / "public/north").exists()
    assert not (site / "public/tags/grain").exists()
    assert (site / "public/tags/tides/index.html").is_file()


def test_a_second_build_writes_nothing(site: Path) -> None:
    before = read_stamps(site / "public")
    report = build_site(site)
    assert (report.rendered, report.written, report.deleted) == ((), (), ())
    assert report.kept == len(read_tree(site / "public"))
    assert read_stamps(site / "public") == before


def test_a_build_by_force_writes_nothing_that_is_equal(site: Path) -> None:
    before = read_stamps(site / "public")
    report = build_site(site, force=True)
    assert (report.kept, report.written) == (0, ())
    assert read_stamps(site / "public") == before


@pytest.mark.parametrize("damage", ["deleted", "emptied", "cut", "another shape", "not ours"])
def test_without_its_state_a_build_gives_the_same(site: Path, tmp_path: Path, damage: str) -> None:
    for path in sorted((site / FOLDER).glob("*.msgpack")):
        data = path.read_bytes()
        wrong = {"emptied": b"", "cut": data[: len(data) // 2], "another shape": b"\x81\xa1a\x01", "not ours": b"\xc1x"}
        path.write_bytes(wrong.get(damage, b""))
    if damage == "deleted":
        shutil.rmtree(site / FOLDER)
    (site / "content/north/mill.md").unlink()
    (site / "content/ferry.md").write_text(article("Ferry", "Changed."), "utf-8")
    build_site(site)
    assert read_tree(site / "public") == build_clean(site, tmp_path / "clean")
    assert build_site(site).written == ()


def test_a_tampered_file_is_reported(site: Path) -> None:
    options = BuildOptions(jobs=1, now=NOON)
    assert verify(site, options) == []
    (site / "public/ferry/index.html").write_text("tampered", "utf-8")
    (site / "public/tags/tides/feed.xml").unlink()
    assert verify(site, options) == [
        "ferry/index.html: differs from a clean build",
        "tags/tides/feed.xml: differs from a clean build",
    ]
    (site / "content/lamp.md").write_text(article("Lamp"), "utf-8")
    (site / "content/north/mill.md").unlink()
    problems = verify(site, options)
    assert "lamp/index.html: is missing" in problems
    assert "north/mill/index.html: should not be there" in problems


def test_verifying_changes_nothing(site: Path) -> None:
    before = read_stamps(site)
    verify(site, BuildOptions(jobs=1, now=NOON))
    assert read_stamps(site / "public") == {
        name.removeprefix("public/"): stamp for name, stamp in before.items() if name.startswith("public/")
    }
    assert build_site(site).rendered == ()


@pytest.mark.parametrize("base", ["https://user.example/repo/", "https://user.example/repo", "https://user.example"])
def test_every_path_begins_at_the_root(site: Path, base: str) -> None:
    build_site(site, base_url=base)
    root = base.removeprefix("https://user.example").rstrip("/") + "/"
    for path in (site / "public").rglob("*.html"):
        for href in re.findall(r"<a href=([^>]*)>", path.read_text("utf-8")):
            assert href.startswith(root), (path, href)
    assert f"<link>https://user.example{root}ferry/</link>" in (site / "public/feed.xml").read_text("utf-8")


def test_only_what_an_edit_touches_is_rendered(site: Path) -> None:
    (site / "content/ferry.md").write_text(article("Ferry", "Other.", date="2026-05-01", tags="[Tides]"), "utf-8")
    rendered = dict(build_site(site).rendered)
    assert rendered["ferry/index.html"] == "its content changed"
    assert not {"north/mill/index.html", "tags/grain/index.html", "404.html", "sitemap.xml"} & rendered.keys()


def test_a_new_option_is_a_change_of_the_chrome(site: Path) -> None:
    lay_files(site, {"site.toml": CONFIG + '[theme_options]\naccent = "red"\n'})
    reasons = dict(build_site(site).rendered)
    assert reasons["404.html"] == "the site's configuration, menu or words changed"
    assert "feed.xml" not in reasons


def test_a_broken_template_leaves_the_last_good_site(site: Path) -> None:
    before = read_tree(site / "public")
    lay_files(site, {"themes/tiny/templates/head.html": "{% if %}"})
    (site / "content/north/mill.md").unlink()
    assert error_of(site).startswith("themes/tiny/templates/head.html:1: ")
    assert read_tree(site / "public") == before


def test_a_template_that_fails_everywhere_is_one_fault(site: Path) -> None:
    lay_files(site, {"themes/tiny/templates/head.html": "\n{{ view.head.no_such_thing }}"})
    line = error_of(site)
    assert line.count("\n") == len({each.split("'")[1] for each in line.split("\n")}) - 1
    assert all(each.startswith("themes/tiny/templates/head.html:2: ") for each in line.split("\n"))


def test_all_malformed_content_is_listed(site: Path) -> None:
    lay_files(site, {"content/b1.md": "no front matter\n", "content/b2.md": "---\ntitle: x\nathors: [a]\n---\n"})
    lines = error_of(site).split("\n")
    assert lines[0].startswith("content/b1.md:1: ")
    assert lines[1] == 'content/b2.md:3: unknown key "athors" (did you mean "authors"?)'


@pytest.mark.parametrize("name", ["", ".", "content", "content/deep", "themes/tiny", "seeds/x", "static"])
def test_an_output_folder_holds_nothing_of_the_site(site: Path, name: str) -> None:
    before = read_tree(site)
    assert "cannot be the output folder" in error_of(site, site / name)
    assert read_tree(site) == before


def test_the_folder_above_is_no_output_folder(site: Path) -> None:
    assert "cannot be the output folder" in error_of(site, site.parent)


def test_a_file_is_no_output_folder(site: Path) -> None:
    assert "is no folder" in error_of(site, site / "site.toml")


def test_a_folder_without_a_site(tmp_path: Path) -> None:
    assert "there is no site.toml here" in error_of(tmp_path)


def test_two_output_folders_do_not_disturb_each_other(site: Path, tmp_path: Path) -> None:
    build_site(site, tmp_path / "other", base_url="https://user.example/repo/")
    assert build_site(site).rendered == ()
    assert build_site(site, tmp_path / "other", base_url="https://user.example/repo/").rendered == ()


@pytest.mark.parametrize("path", ["../seeds/a.txt", "/etc/passwd", "a/../../b"])
def test_a_manifest_cannot_lead_outside(site: Path, path: str) -> None:
    with (site / "public" / MANIFEST).open("a", encoding="utf-8") as file:
        file.write(f"{path}\n")
    assert "names files outside of its folder" in error_of(site)


def test_nothing_is_deleted_through_a_link(site: Path, tmp_path: Path) -> None:
    elsewhere = lay_files(tmp_path / "elsewhere", {"index.html": "mine"})
    shutil.rmtree(site / "public/ferry")
    (site / "public/ferry").symlink_to(elsewhere)
    (site / "content/ferry.md").unlink()
    try:
        build_site(site)
    except SitegenError as error:
        assert "\n" not in str(error)
    assert (elsewhere / "index.html").read_text("utf-8") == "mine"


def test_names_of_static_files_may_be_odd(site: Path) -> None:
    odd = {"static/#paper.txt": "1", "static/a b.txt": "2", "static/é/ü.txt": "3", "static/-- x --": "4"}
    for version in ("first", "second"):
        lay_files(site, {name: text + version for name, text in odd.items()})
        build_site(site)
        for name, text in odd.items():
            assert (site / "public" / name.removeprefix("static/")).read_text("utf-8") == text + version
    for name in odd:
        (site / name).unlink()
    build_site(site)
    assert not any((site / "public" / name.removeprefix("static/")).exists() for name in odd)


def test_a_line_end_in_a_name_makes_no_foreign_file_ours(site: Path) -> None:
    lay_files(site, {"static/x\nkeep.html": "1", "public/keep.html": "mine"})
    for _ in range(2):
        try:
            build_site(site)
        except SitegenError as error:
            assert "\n" not in str(error)
    assert (site / "public/keep.html").read_text("utf-8") == "mine"


@pytest.mark.parametrize("folder", ["static", "content", "seeds"])
def test_a_name_that_is_no_text_is_one_line_or_passed_over(site: Path, folder: str) -> None:
    (site / folder).mkdir(exist_ok=True)
    name = bytes(site / folder) + b"/\xff." + (b"md" if folder == "content" else b"txt")
    Path(name.decode("utf-8", "surrogateescape")).write_text(article("Odd"), "utf-8")
    try:
        build_site(site)
    except SitegenError as error:
        assert "\n" not in str(error)


def test_drafts_and_later_dates_on_request(site: Path) -> None:
    lay_files(site, {"content/d.md": article("D", draft="true"), "content/f.md": article("F", date="2031-01-01")})
    build_site(site)
    assert not (site / "public/d").exists()
    build_site(site, drafts=True, future=True)
    assert (site / "public/d/index.html").is_file()
    assert (site / "public/f/index.html").is_file()
    build_site(site)
    assert not (site / "public/d").exists()
    assert not (site / "public/f").exists()


def test_the_site_overrides_templates_of_its_theme(site: Path) -> None:
    lay_files(site, {"templates/404.html": "our own"})
    assert dict(build_site(site).rendered) == {"404.html": "its template changed"}
    assert (site / "public/404.html").read_text("utf-8") == "our own"


def test_a_page_that_failed_is_not_claimed(site: Path) -> None:
    """What a person puts where a failed build wrote nothing is the person's."""
    lay_files(site, {"templates/article.html": "{{ view.nowhere }}", "content/solo.md": article("Solo")})
    error_of(site)
    lay_files(site, {"public/solo/index.html": "mine", "templates/article.html": "{{ view.title }}"})
    assert "was not written by sitegen" in error_of(site)
    assert (site / "public/solo/index.html").read_text("utf-8") == "mine"


def test_a_folder_that_became_a_link_out_is_left_alone(site: Path) -> None:
    """Also when the folder it leads to begins with the output folder's name."""
    elsewhere = site / "public-old"
    shutil.move(site / "public/ferry", elsewhere)
    (site / "public/ferry").symlink_to(elsewhere)
    (site / "content/ferry.md").unlink()
    build_site(site)
    assert (elsewhere / "index.html").is_file()


def test_a_site_whose_content_is_gone_is_not_emptied(site: Path) -> None:
    shutil.move(site / "content", site / "elsewhere")
    assert error_of(site).startswith("content: is missing")
    assert (site / "public/ferry/index.html").is_file()
