"""Promise 6: a re-import never overwrites a content file that a person changed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.app.imports import import_seeds, import_sources
from sitegen.app.site import load_config
from sitegen.frontmatter import parse_content_file, without_origin
from tests.sites import lay_site

SEED = """\
Lamp keepers ask for a second boat

By Ines Varga

PORT ELMA (NSP) - The keepers of the north lamp asked on Monday for a second boat.

The first one, they said, is older than both of them.

A decision is due in June.
"""
FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>The Ford</title><link>https://ford.example/</link><description>d</description>
<item><title>First item</title><guid>a-1</guid><link>https://ford.example/1</link>
<description>{first}</description></item>
<item><title>Second item</title><guid>a-2</guid><link>https://ford.example/2</link>
<description>The second story, as it was told.</description></item>
</channel></rss>
"""
prose = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "S"]), min_size=1, max_size=60)


def run_import(site: Path) -> dict[str, str]:
    """What became of each content file in an import of all seeds."""
    report = import_seeds(site, load_config(site))
    assert report.errors == ()
    return {article.path: article.fate for article in report.articles}


def edit_by_hand(text: str, how: str, words: str) -> str:
    """A person's change of a content file."""
    if how == "append":
        return f"{text}\n{words}\n"
    if how == "insert":
        return text.replace("\n---\n\n", f"\n---\n\n{words}\n\n", 1)
    if how == "retitle":
        return text.replace("title: ", "title: New ", 1)
    if how == "tag":
        return text.replace("\norigin:", "\ntags: [mine]\norigin:", 1)
    return text.replace("a second boat", "a third boat")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["append", "insert", "retitle", "tag", "word"]), prose, st.booleans(), st.booleans())
def test_a_hand_edit_outlives_every_import(how: str, words: str, reseed: bool, forget: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = lay_site(Path(folder), {"seeds/lamp.txt": SEED})
        (path,) = run_import(site)
        file = site / path
        before = file.read_text("utf-8")
        edited = edit_by_hand(before, how, words)
        if without_origin(edited) == without_origin(before):
            return
        file.write_text(edited, "utf-8", newline="")
        if reseed:
            (site / "seeds/lamp.txt").write_text(SEED.replace("June", "July"), "utf-8")
        if forget:
            (site / ".sitegen/seeds.msgpack").unlink()
        fates = run_import(site)
        import_sources(site, [str(site / "seeds")])
        assert set(fates.values()) <= {"edited"}
        assert file.read_bytes() == edited.encode()
        assert sorted(path.name for path in (site / "content").rglob("*.md")) == [file.name]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["June", "July", "August"]), min_size=1, max_size=5))
def test_an_untouched_file_follows_its_seed(months: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = lay_site(Path(folder), {"seeds/lamp.txt": SEED})
        (path,) = run_import(site)
        for month in months:
            (site / "seeds/lamp.txt").write_text(SEED.replace("June", month), "utf-8")
            assert set(run_import(site)) <= {path}
            file = parse_content_file(path, (site / path).read_text("utf-8"))
            assert f"due in {month}." in file.body


@settings(max_examples=25, deadline=None)
@given(prose, st.sampled_from(["first-item.md", "second-item.md"]))
def test_an_edit_of_one_feed_item_stops_no_other(words: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = lay_site(Path(folder), {"seeds/wire.xml": FEED.format(first="It began with a bell.")})
        paths = run_import(site)
        assert sorted(Path(path).name for path in paths) == ["first-item.md", "second-item.md"]
        (file,) = (site / "content").rglob(name)
        edited = file.read_text("utf-8") + f"\n{words}\n"
        file.write_text(edited, "utf-8", newline="")
        (site / "seeds/wire.xml").write_text(FEED.format(first="It began with two bells."), "utf-8")
        fates = {Path(path).name: fate for path, fate in run_import(site).items()}
        assert fates[name] == "edited"
        assert file.read_bytes() == edited.encode()
        other = "updated" if name == "second-item.md" else "unchanged"
        assert [fate for each, fate in fates.items() if each != name] == [other]
