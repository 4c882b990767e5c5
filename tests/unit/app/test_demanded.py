"""From the seed to the page: what a licensor demands arrives as it was demanded."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sitegen.app.next import find_next
from sitegen.errors import SitegenError
from tests.sites import build_site, lay_files, read_tree

GOLDENS = Path(__file__).parents[2] / "golden/articles/en"
CONFIG = 'title = "The Lantern"\nbase_url = "https://lantern.example/"\n'


def built(folder: Path, seed: str, files: dict[str, str] | None = None) -> BeautifulSoup:
    """The page of one golden seed, in the default theme."""
    lay_files(folder, {"site.toml": CONFIG, **(files or {})})
    (source,) = (GOLDENS / seed).glob("source.*")
    (folder / "seeds").mkdir()
    shutil.copy(source, folder / "seeds")
    build_site(folder)
    (page,) = (folder / "content").rglob("*.md")
    return BeautifulSoup((folder / "public" / page.stem / "index.html").read_bytes(), "html.parser")


def test_the_counter_survives(tmp_path: Path) -> None:
    page = built(tmp_path, "demanded-counter")
    (counter,) = page.select("img.counter")
    assert counter["src"] == (
        "https://counter.theconversation.com/content/400001/count.gif?distributor=republish-lightbox-basic"
    )
    assert (counter["loading"], counter["width"], counter["height"], counter["alt"]) == ("eager", "1", "1", "")
    first = page.select_one(".demanded")
    assert first is not None
    assert first.text.startswith("This article is republished from The Conversation")
    assert [link["href"] for link in first.select("a")] == [
        "https://theconversation.com",
        "https://theconversation.com/why-harbour-bells-are-tuned-a-little-flat-400001",
    ]
    body = page.select_one(".prose")
    assert body is not None
    assert body.find_previous("p", class_="demanded") is first
    assert [link["href"] for link in page.select("a[rel=license]")] == [
        "https://creativecommons.org/licenses/by-nd/4.0/"
    ]


def test_a_script_comes_by_its_profile_only(tmp_path: Path) -> None:
    page = built(tmp_path, "demanded-script")
    assert [script["src"] for script in page.select("script[src]")] == ["https://pixel.propublica.org/pixel.js"]
    assert "tracker.example" not in str(page)
    lines = [line.text for line in page.select(".demanded")]
    assert lines[0] == "This story was first published by ProPublica."
    assert lines[1].startswith("ProPublica is a Pulitzer Prize-winning investigative newsroom.")


def test_the_original_is_canonical_where_that_is_asked_for(tmp_path: Path) -> None:
    page = built(tmp_path, "demanded-letter")
    assert page.select("meta[name=robots]")[0]["content"] == "noindex,follow"  # a paste that lost the address
    assert "Sign up for Knowable Magazine's newsletter." in page.select(".demanded")[-1].text
    assert "our newsletter" not in page.text


def test_a_site_s_own_profile_comes_over_ours(tmp_path: Path) -> None:
    own = """id = "the-conversation"
names = ["The Conversation"]
domains = ["theconversation.com"]
evidence = "general"
checked = 2026-05-01
check_again = 2026-11-01
[credit]
logo_src = "/logo.svg"
change_notice = true
"""
    page = built(tmp_path, "demanded-counter", {"profiles/the-conversation.toml": own, "static/logo.svg": "<svg/>"})
    assert page.select("img.counter") == []  # no counter is asked for any more
    (logo,) = page.select(".licensor img")
    assert (logo["src"], logo["alt"]) == ("/logo.svg", "The Conversation")
    assert "may differ from the original" in page.text


STORY = "---\ntitle: Lamp\ndate: 2026-05-01\nattribution: {profile: PROFILE}\n---\n\nThe lamp was lit at noon.\n"


def test_past_its_window_no_output_holds_it_and_the_build_says_so(tmp_path: Path) -> None:
    lay_files(tmp_path, {"site.toml": CONFIG, "content/lamp.md": STORY.replace("PROFILE", "ap")})
    assert build_site(tmp_path, now=datetime(2026, 5, 20, tzinfo=UTC)).withheld == ()
    assert "lamp/index.html" in read_tree(tmp_path / "public")
    assert find_next(tmp_path, datetime(2026, 5, 20, tzinfo=UTC)) == "2026-05-31T00:00:00Z"
    report = build_site(tmp_path, now=datetime(2026, 5, 31, tzinfo=UTC))
    assert report.withheld == (("content/lamp.md", "The Associated Press lets a text be kept for 30 days"),)
    assert not any(b"lit at noon" in data for data in read_tree(tmp_path / "public").values())


def test_before_its_delay_is_over_the_build_says_so(tmp_path: Path) -> None:
    lay_files(tmp_path, {"site.toml": CONFIG, "content/lamp.md": STORY.replace("PROFILE", "dialogue-earth")})
    early, late = datetime(2026, 5, 2, tzinfo=UTC), datetime(2026, 5, 3, tzinfo=UTC)
    why = "Dialogue Earth lets a copy appear 2 days after the original, 2026-05-03 00:00+0000"
    assert build_site(tmp_path, now=early).withheld == (("content/lamp.md", why),)
    assert build_site(tmp_path, now=early, future=True).withheld == ()
    assert build_site(tmp_path, now=late).withheld == ()
    text = STORY.replace("PROFILE", "dialogue-earth").replace("date:", "publish: {from: 2026-06-01}\ndate:")
    lay_files(tmp_path, {"content/lamp.md": text})  # the page itself asks for more
    assert build_site(tmp_path, now=early).withheld == ()


def test_a_delay_is_kept(tmp_path: Path) -> None:
    lay_files(tmp_path, {"site.toml": CONFIG, "content/lamp.md": STORY.replace("PROFILE", "dialogue-earth")})
    assert build_site(tmp_path, now=datetime(2026, 5, 2, tzinfo=UTC)).pages == 0
    assert find_next(tmp_path, datetime(2026, 5, 2, tzinfo=UTC)) == "2026-05-03T00:00:00Z"
    assert build_site(tmp_path, now=datetime(2026, 5, 3, tzinfo=UTC)).pages == 1


def test_mistakes_are_named(tmp_path: Path) -> None:
    lay_files(tmp_path, {"site.toml": CONFIG, "content/lamp.md": STORY.replace("PROFILE", "undrak")})
    with pytest.raises(SitegenError, match=r'content/lamp.md: unknown profile "undrak" \(did you mean "undark"\?\)'):
        build_site(tmp_path)
    lay_files(tmp_path, {"profiles/pier.toml": 'id = "pier"\n'})
    with pytest.raises(SitegenError, match=r'profiles/pier.toml:1: has no "names"'):
        build_site(tmp_path)
