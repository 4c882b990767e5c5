"""Stories that a whole site offers to others, and takes back with them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sitegen.app.build import BuildOptions, verify
from sitegen.app.check import CheckOptions, check_site
from tests.sites import NOON, article, build_site, lay_files, read_tree

SITE = """\
title = "The Lantern"
base_url = "https://lantern.example/paper/"
"""
RIGHTS = """\
[rights]
license = "https://creativecommons.org/licenses/by-nd/4.0/"
copyright = "© {year} The Lantern"
tdm = "reserved"
republish = true
"""
STORY = "The bell on the far bank rings when somebody wants to cross the river at night."
PACK = ["bell/republish/index.html", "bell/story.json", "bell/story.md"]
LANGUAGES = sorted(path.stem for path in Path("themes/default/i18n").glob("*.toml"))


def lay(folder: Path, head: str = "", **keys: str) -> Path:
    bell = article("The bell", STORY, date="2026-05-01", authors="[Ines Varga]", **keys)
    pages = {"content/bell.md": bell, "content/boat.md": article("The boat", "It came.", date="2026-05-02")}
    return lay_files(folder, {"site.toml": head + SITE + RIGHTS, **pages})


def offered(site: Path) -> list[str]:
    return [path for path in read_tree(site / "public") if path in PACK]


def test_a_site_that_offers_its_stories_is_sound(tmp_path: Path) -> None:
    site = lay(tmp_path)
    report = check_site(site, CheckOptions(now=NOON, jobs=1))
    assert [str(each) for each in report.findings] == []
    assert offered(site) == PACK
    assert "/republish/" not in (site / "public/sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize(
    "keys",
    [
        {"status": "withdrawn"},
        {"status": "held"},
        {"draft": "true"},
        {"publish": "{until: 2026-05-31}"},
        {"publish": "{from: 2026-07-01}"},
        {"republish": "false"},
        {"attribution": "{original_url: 'https://ford.example/bell'}"},
    ],
    ids=["withdrawn", "held", "draft", "expired", "embargoed", "kept", "copy"],
)
def test_what_is_no_more_to_be_had_is_gone_with_the_build(tmp_path: Path, keys: dict[str, str]) -> None:
    site = lay(tmp_path)
    build_site(site)
    assert offered(site) == PACK
    lay(tmp_path, **keys)
    report = build_site(site)
    assert set(PACK) <= set(report.deleted)
    holders = [path for path, data in read_tree(site / "public").items() if STORY[4:40].encode() in data]
    is_shown = {"republish", "attribution"} & set(keys)
    assert not [path for path in holders if path.startswith("bell/") and path != "bell/index.html"]
    assert bool(holders) == bool(is_shown)
    assert verify(site, BuildOptions(now=NOON, jobs=1, imports=False)) == []


def test_an_edit_of_the_story_renews_all_and_a_second_build_nothing(tmp_path: Path) -> None:
    site = lay(tmp_path)
    build_site(site)
    bell = site / "content/bell.md"
    bell.write_text(bell.read_text("utf-8") + "\nNobody has *ever* seen him.\n", "utf-8")
    report = build_site(site)
    assert set(PACK) <= set(report.written)
    assert not [path for path in report.written if path.startswith("boat/")]
    for name in PACK:
        assert "seen him" in (site / "public" / name).read_text("utf-8")
    assert build_site(site).rendered == ()


def test_another_site_imports_the_file_as_a_copy_with_its_credit(tmp_path: Path) -> None:
    build_site(lay(tmp_path / "ours"))
    story = (tmp_path / "ours/public/bell/story.md").read_text("utf-8")
    other = lay_files(
        tmp_path / "other",
        {"site.toml": SITE.replace("lantern", "mill").replace("Lantern", "Mill") + RIGHTS, "seeds/bell.md": story},
    )
    build_site(other)
    (path,) = (other / "public").glob("**/the-bell/index.html")
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    canonical, robots = page.select_one("link[rel=canonical]"), page.select_one("meta[name=robots]")
    assert canonical
    assert robots
    assert (canonical["href"], robots["content"]) == ("https://lantern.example/paper/bell/", "noindex,follow")
    assert page.select_one("meta[name=tdm-reservation]") is None
    assert page.select_one("link[rel=license]") is None
    assert page.select_one('a[rel=license][href^="https://creativecommons.org/licenses/by-nd/"]')
    said = page.select_one(".e-content")
    assert said
    assert "This story first appeared on The Lantern." in said.get_text()
    assert not (path.parent / "republish").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_the_way_there_are_in_the_words_of_the_site(tmp_path: Path, language: str) -> None:
    site = lay(tmp_path, f'language = "{language}"\n')
    build_site(site)
    words = tomllib.loads(Path(f"themes/default/i18n/{language}.toml").read_text("utf-8"))
    article_page = BeautifulSoup((site / "public/bell/index.html").read_text("utf-8"), "html.parser")
    link = article_page.select_one('a[href="/paper/bell/republish/"]')
    assert link
    assert link.text == words["republish"]
    page = BeautifulSoup((site / "public" / PACK[0]).read_text("utf-8"), "html.parser")
    text = page.get_text(" ")
    for word in ("republish", "republish_intro", "republish_carry", "republish_copyright", "republish_files"):
        assert words[word] in text
    boxes = page("textarea")
    assert [box.has_attr("readonly") for box in boxes] == [True, True]
    assert [page.select_one(f'label[for="{box["id"]}"]') is not None for box in boxes] == [True, True]
    assert "https://lantern.example/paper/bell/" in boxes[0].text
    item = json.loads((site / "public/bell/story.json").read_text("utf-8"))
    assert "https://lantern.example/paper/bell/" in item["usageTerms"]


def test_all_languages_have_the_words() -> None:
    files = {each: tomllib.loads(Path(f"themes/default/i18n/{each}.toml").read_text("utf-8")) for each in LANGUAGES}
    asked = {word for word in files["en"] if word.startswith("republish")}
    assert len(asked) == 9
    assert {each: asked - set(words) for each, words in files.items() if asked - set(words)} == {}
    assert {each for each, words in files.items() if "{url}" not in words["republish_credit"]} == set()
