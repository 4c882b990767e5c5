from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest

from sitegen.app.convert import convert_inputs
from sitegen.app.imports import ImportReport, import_seeds, import_sources
from sitegen.app.site import load_config
from sitegen.frontmatter import parse_content_file
from sitegen.model import ContentFile
from tests.sites import article, build_site, lay_files, lay_site, read_stamps, read_tree

SEED = """\
Weather in brief

By Ines Varga

PORT ELMA (NSP) - Rain on Monday, says the keeper of the north lamp.

More rain is due by Friday, and the ferry will leave an hour late.
"""
ITEM = """\
<item><title>{title}</title><guid isPermaLink="false">{guid}</guid><link>https://ford.example/{guid}</link>
<pubDate>Tue, 12 May 2026 08:10:00 +0000</pubDate>
<description><![CDATA[<p>{body}</p><p><img src="https://ford.example/img/boat.png" alt="A boat"></p>]]></description>
</item>
"""


def feed(*items: tuple[str, str, str]) -> str:
    entries = "".join(ITEM.format(guid=guid, title=title, body=body) for guid, title, body in items)
    head = "<title>The Ford</title><link>https://ford.example/</link><description>News</description>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}{entries}</channel></rss>\n'


def fates(report: ImportReport) -> list[tuple[str, str]]:
    assert report.errors == ()
    return [(each.path, each.fate) for each in report.articles]


def seed(site: Path) -> list[tuple[str, str]]:
    return fates(import_seeds(site, load_config(site)))


def content(site: Path, path: str) -> ContentFile:
    return parse_content_file(path, (site / path).read_text("utf-8"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return lay_site(tmp_path / "site", {"seeds/weather.txt": SEED})


def test_new_then_unchanged_then_updated(site: Path) -> None:
    path = "content/weather-in-brief.md"
    assert seed(site) == [(path, "new")]
    assert content(site, path).front.authors == ("Ines Varga",)
    assert seed(site) == []
    assert fates(import_sources(site, [str(site / "seeds")])) == [(path, "unchanged")]
    lay_files(site, {"seeds/weather.txt": SEED.replace("Friday", "Sunday")})
    assert seed(site) == [(path, "updated")]
    assert "by Sunday" in content(site, path).body


def test_an_unchanged_import_writes_nothing(site: Path) -> None:
    seed(site)
    before = read_stamps(site / "content")
    import_sources(site, [str(site / "seeds")])
    (site / ".sitegen/seeds.msgpack").unlink()
    seed(site)
    assert read_stamps(site / "content") == before


def test_a_seed_with_a_new_headline_keeps_its_file(site: Path) -> None:
    (path,) = [path for path, _ in seed(site)]
    lay_files(site, {"seeds/weather.txt": SEED.replace("Weather in brief", "Weather at length")})
    assert seed(site) == [(path, "updated")]
    assert content(site, path).front.title == "Weather at length"


def test_a_moved_content_file_is_found_again(site: Path) -> None:
    (path,) = [path for path, _ in seed(site)]
    (site / "content/north").mkdir()
    (site / path).rename(site / "content/north/rain.md")
    lay_files(site, {"seeds/weather.txt": SEED.replace("Friday", "Sunday")})
    assert seed(site) == [("content/north/rain.md", "updated")]


def test_hand_edits_win(site: Path) -> None:
    (path,) = [path for path, _ in seed(site)]
    edited = (site / path).read_text("utf-8").replace("north lamp", "south lamp")
    (site / path).write_text(edited, "utf-8")
    lay_files(site, {"seeds/weather.txt": SEED.replace("Friday", "Sunday")})
    assert seed(site) == [(path, "edited")]
    assert (site / path).read_text("utf-8") == edited


def test_two_stories_with_one_headline_get_two_files(site: Path) -> None:
    other = SEED.replace("Rain on Monday", "Sun on Tuesday").replace("More rain is due", "More sun is due")
    lay_files(site, {"seeds/later.txt": other})
    assert sorted(seed(site)) == [("content/weather-in-brief-2.md", "new"), ("content/weather-in-brief.md", "new")]
    bodies = {content(site, f"content/{name}").body for name in ("weather-in-brief.md", "weather-in-brief-2.md")}
    assert len(bodies) == 2
    assert {path for path, fate in fates(import_sources(site, [str(site / "seeds")])) if fate == "unchanged"} == {
        "content/weather-in-brief.md",
        "content/weather-in-brief-2.md",
    }


def test_a_page_by_hand_is_never_taken_for_an_import(site: Path) -> None:
    text = article("Weather in brief", "By hand.")
    lay_files(site, {"content/weather-in-brief.md": text})
    assert seed(site) == [("content/weather-in-brief-2.md", "new")]
    assert (site / "content/weather-in-brief.md").read_text("utf-8") == text


def test_a_deleted_article_stays_deleted_while_its_seed_is_the_same(site: Path) -> None:
    build_site(site)
    (site / "content/weather-in-brief.md").unlink()
    build_site(site)
    assert not (site / "content/weather-in-brief.md").exists()
    assert not (site / "public/weather-in-brief").exists()
    lay_files(site, {"seeds/weather.txt": SEED.replace("Friday", "Sunday")})
    build_site(site)
    assert (site / "content/weather-in-brief.md").is_file()


def test_standard_input_is_kept_as_a_seed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paste = SEED.replace("Weather in brief", "A paste from the pier")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(paste.encode())))
    assert fates(import_sources(site, ["-"])) == [("content/a-paste-from-the-pier.md", "new")]
    assert paste.encode() in read_tree(site / "seeds").values()
    seed(site)
    assert sorted(read_tree(site / "content")) == ["a-paste-from-the-pier.md", "weather-in-brief.md"]


def test_a_foreign_file_is_kept_as_a_seed(site: Path, tmp_path: Path) -> None:
    lay_files(tmp_path, {"inbox/Ferry Late.TXT": SEED.replace("Weather in brief", "Ferry late again")})
    report = import_sources(site, [str(tmp_path / "inbox/Ferry Late.TXT")])
    assert fates(report) == [("content/ferry-late-again.md", "new")]
    assert (site / "seeds/ferry-late.txt").is_file()
    origin = content(site, "content/ferry-late-again.md").front.origin
    assert origin is not None
    assert origin.seed == "seeds/ferry-late.txt"


def test_a_packed_archive_is_a_seed_that_is_found_again(site: Path, tmp_path: Path) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Rain</h1><p>Rain on Monday, says the keeper.</p>"
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://ford.example/rain\r\n"
    record = f"{head}Content-Type: application/http\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
    (tmp_path / "Rain.WARC.gz").write_bytes(gzip.compress(record + b"\r\n\r\n"))
    (imported,) = import_sources(site, [str(tmp_path / "Rain.WARC.gz")]).articles
    assert (site / "seeds/rain.warc.gz").is_file()
    (site / ".sitegen/seeds.msgpack").unlink()
    assert (imported.path, "unchanged") in fates(import_seeds(site, load_config(site)))


def test_two_foreign_files_of_one_name_are_both_kept(site: Path, tmp_path: Path) -> None:
    texts = {
        f"inbox/{name}/story.txt": SEED.replace("Weather", title) for name, title in (("a", "Ships"), ("b", "Trains"))
    }
    lay_files(tmp_path, texts)
    report = import_sources(site, [str(tmp_path / "inbox")])
    assert fates(report) == [("content/ships-in-brief.md", "new"), ("content/trains-in-brief.md", "new")]
    kept = {text for name, text in read_tree(site / "seeds").items() if name != "weather.txt"}
    assert kept == {text.encode() for text in texts.values()}


def test_a_seed_of_the_site_is_not_overwritten(site: Path, tmp_path: Path) -> None:
    lay_files(tmp_path, {"inbox/weather.txt": SEED.replace("Weather in brief", "Another story")})
    import_sources(site, [str(tmp_path / "inbox/weather.txt")])
    assert (site / "seeds/weather.txt").read_text("utf-8") == SEED


def test_importing_a_foreign_file_again_updates_in_place(site: Path, tmp_path: Path) -> None:
    story = SEED.replace("Weather in brief", "Ferry late again")
    for text, fate in ((story, "new"), (story, "unchanged"), (story.replace("Friday", "Sunday"), "updated")):
        lay_files(tmp_path, {"inbox/ferry.txt": text})
        report = import_sources(site, [str(tmp_path / "inbox/ferry.txt")])
        assert fates(report) == [("content/ferry-late-again.md", fate)]


def test_feed_items_are_known_by_their_guid(site: Path) -> None:
    (site / "seeds/weather.txt").unlink()
    lay_files(site, {"seeds/wire.xml": feed(("a-1", "First boat", "It left."), ("a-2", "Second boat", "It stayed."))})
    first, second = "content/first-boat.md", "content/second-boat.md"
    assert seed(site) == [(first, "new"), (second, "new")]
    changed = feed(("a-2", "Second boat, renamed", "It left too."), ("a-3", "Third boat", "It sank."))
    lay_files(site, {"seeds/wire.xml": changed})
    assert seed(site) == [(second, "updated"), ("content/third-boat.md", "new")]
    assert (site / first).is_file()
    origin = content(site, second).front.origin
    assert origin is not None
    assert origin.item == "a-2"


def test_two_feed_items_with_one_headline_get_two_files(site: Path) -> None:
    (site / "seeds/weather.txt").unlink()
    lay_files(site, {"seeds/wire.xml": feed(("a-1", "In brief", "It left."), ("a-2", "In brief", "It stayed."))})
    assert seed(site) == [("content/in-brief.md", "new"), ("content/in-brief-2.md", "new")]


def test_pictures_that_the_site_has_become_its_own(site: Path) -> None:
    (site / "seeds/weather.txt").unlink()
    lay_files(site, {"seeds/wire.xml": feed(("a-1", "First boat", "It left.")), "static/img/boat.png": "png"})
    seed(site)
    text = (site / "content/first-boat.md").read_text("utf-8")
    assert "https://ford.example/img/boat.png" not in text
    assert "/img/boat.png" in text


def test_a_dry_run_writes_nothing(site: Path, tmp_path: Path) -> None:
    lay_files(tmp_path, {"inbox/ferry.txt": SEED.replace("Weather", "Ferry")})
    before = read_stamps(site)
    report = import_sources(site, [str(tmp_path / "inbox"), str(site / "seeds")], dry_run=True)
    assert [fate for _, fate in fates(report)] == ["new", "new"]
    assert read_stamps(site) == before


def test_one_failure_stops_no_other(site: Path) -> None:
    lay_files(site, {"seeds/a-broken.xml": "<rss><channel>", "seeds/b-empty.txt": " \n"})
    report = import_seeds(site, load_config(site))
    assert [each.path for each in report.articles] == ["content/weather-in-brief.md"]
    assert [error.split(":", 1)[0] for error in report.errors] == ["seeds/a-broken.xml", "seeds/b-empty.txt"]
    assert all("\n" not in error for error in report.errors)
    assert len(import_seeds(site, load_config(site)).errors) == 2


def test_what_cannot_be_imported_is_one_line(site: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    names = [str(tmp_path / "gone.txt"), str(tmp_path / "empty"), str(site / "seeds/weather.txt")]
    report = import_sources(site, names)
    assert [error.split(": ", 1)[0] for error in report.errors] == names[:2]
    assert [each.fate for each in report.articles] == ["new"]


def test_doubtful_articles_become_drafts(site: Path) -> None:
    lay_files(site, {"seeds/wire.xml": feed(("a-1", "First boat", "It left. […]"))})
    report = import_seeds(site, load_config(site))
    doubts = {each.path: each.doubts for each in report.articles}
    assert "excerpt" in doubts["content/first-boat.md"]
    assert content(site, "content/first-boat.md").front.draft
    assert not content(site, "content/weather-in-brief.md").front.draft


def test_seeds_can_be_elsewhere_or_nowhere(tmp_path: Path) -> None:
    site = lay_site(tmp_path, {"inbox/a.txt": SEED})
    config = (site / "site.toml").read_text("utf-8")
    lay_files(site, {"site.toml": config + '[import]\nseeds = ""\n'})
    assert build_site(site).imported is None
    lay_files(site, {"site.toml": config + '[import]\nseeds = "inbox"\n'})
    report = build_site(site).imported
    assert report is not None
    assert fates(report) == [("content/weather-in-brief.md", "new")]


def test_pages_that_share_a_canonical_address_are_still_two_stories(site: Path) -> None:
    page = (
        '<html lang="en"><head><link rel="canonical" href="https://tide.example/"><title>{0}</title></head>'
        "<body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
    )
    pier = page.format("Pier opens again", "The pier opened on Monday after a winter of hammering and of waiting.")
    school = page.format(
        "School wins a prize", "A school on the hill has won the prize for the quietest garden of all."
    )
    lay_files(site, {"seeds/a.html": pier, "seeds/b.html": school})
    found = fates(import_seeds(site, load_config(site)))
    assert {("content/pier-opens-again.md", "new"), ("content/school-wins-a-prize.md", "new")} <= set(found)


def test_a_seed_whose_file_could_not_be_written_comes_again(site: Path) -> None:
    lay_files(site, {"seeds/a.txt": "News\n\n" + SEED, "content/news": "a file where a folder is needed"})
    assert len(import_seeds(site, load_config(site)).errors) == 1
    (site / "content/news").unlink()
    assert [fate for _, fate in seed(site)] == ["new"]


def test_feed_items_without_any_name_are_two_stories(site: Path) -> None:
    items = "".join(f"<item><description>{text}</description></item>" for text in ("One bell rang.", "A gate fell."))
    lay_files(site, {"seeds/w.xml": f"<rss version='2.0'><channel><title>W</title>{items}</channel></rss>"})
    report = import_sources(site, [str(site / "seeds/w.xml")])
    assert [fate for _, fate in fates(report)] == ["new", "new"]
    assert len({path for path, _ in fates(report)}) == 2


def test_two_single_items_of_one_publisher_are_two_seeds(site: Path, tmp_path: Path) -> None:
    for folder, item in (("a", ("a-1", "First boat", "It left.")), ("b", ("b-1", "Second boat", "It stayed."))):
        lay_files(tmp_path, {f"{folder}/letter.xml": feed(item)})
        import_sources(site, [str(tmp_path / folder / "letter.xml")])
    assert {name for name in read_tree(site / "seeds") if name.startswith("letter")} == {"letter.xml", "letter-2.xml"}


def test_a_feed_with_other_items_is_the_same_seed(site: Path, tmp_path: Path) -> None:
    for items in ((("a", "First boat", "It left."), ("b", "Second boat", "It stayed.")), (("c", "Third", "It sank."),)):
        lay_files(tmp_path, {"in/wire.xml": feed(*items)})
        import_sources(site, [str(tmp_path / "in/wire.xml")])
    assert {name for name in read_tree(site / "seeds") if name.startswith("wire")} == {"wire.xml"}


def test_what_was_imported_before_is_not_read_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = import_sources(site, [str(site / "seeds/weather.txt")])
    before = read_tree(site)

    def convert_nothing(*_args: object, **_options: object) -> list[object]:
        raise AssertionError("was converted again")

    with monkeypatch.context() as patch:
        patch.setattr("sitegen.app.imports.convert_each", convert_nothing)
        again = import_sources(site, [str(site / "seeds/weather.txt")])
        assert seed(site) == []
    assert [(each.path, each.fate) for each in again.articles] == [(each.path, "unchanged") for each in first.articles]
    assert read_tree(site) == before


def test_what_was_imported_before_is_taken_again_where_it_is_not_as_it_was(site: Path) -> None:
    path = site / "content/weather-in-brief.md"
    import_sources(site, [str(site / "seeds/weather.txt")])
    path.unlink()
    assert fates(import_sources(site, [str(site / "seeds/weather.txt")])) == [("content/weather-in-brief.md", "new")]
    path.write_text(path.read_text("utf-8") + "\nA line of ours.\n", "utf-8")
    assert fates(import_sources(site, [str(site / "seeds/weather.txt")])) == [("content/weather-in-brief.md", "edited")]


def test_the_articles_of_a_feed_are_counted_as_they_come(site: Path) -> None:
    lay_files(site, {"wire.xml": feed(("a", "Ferry late", "It was."), ("b", "Mill turns", "It did."))})
    told: list[tuple[str, int, int]] = []
    import_sources(site, [str(site / "wire.xml")], lambda *step: told.append(step))
    assert told == [("articles", 1, 0), ("articles", 2, 0), ("importing", 1, 1)]


def linked(guid: str, title: str, body: str, link: str) -> str:
    """A feed of one item with an address of its own."""
    return feed((guid, title, body)).replace(f"https://ford.example/{guid}<", f"{link}<")


BOAT = "All of the boats of Port Elma were tied to the quay on Friday, for nobody had paid the man who opens the lock."
RAIN = (
    "Rain fell on the north lamp for the ninth day, and its keeper has begun to count the drops that reach the stove."
)


def test_items_that_share_an_id_and_nothing_else_are_two_stories(site: Path) -> None:
    (site / "seeds/weather.txt").unlink()
    first, second = "content/boats-at-the-quay.md", "content/ninth-day-of-rain.md"
    items = (("a", "Boats at the quay", BOAT), ("a", "Ninth day of rain", RAIN))
    lay_files(site, {"seeds/wire.xml": feed(*items)})
    assert seed(site) == [(first, "new"), (second, "new")]
    assert fates(import_sources(site, [str(site / "seeds/wire.xml")])) == [(first, "unchanged"), (second, "unchanged")]
    lay_files(site, {"seeds/wire.xml": feed(items[1], ("a", "Boats at the quay", f"{BOAT} He has gone fishing."))})
    assert seed(site) == [(second, "unchanged"), (first, "updated")]
    assert RAIN in content(site, second).body


def test_an_id_that_another_story_has_at_another_address_is_no_name_of_it(site: Path) -> None:
    (site / "seeds/weather.txt").unlink()
    first, second = "content/boats-at-the-quay.md", "content/ninth-day-of-rain.md"
    boats = ("a", "Boats at the quay", BOAT, "https://ford.example/boats")
    rain = ("a", "Ninth day of rain", RAIN, "https://ford.example/rain")
    for item, expected in (
        (boats, [(first, "new")]),
        (rain, [(second, "new")]),
        ((*rain[:2], f"{RAIN} It is a cold stove.", rain[3]), [(second, "updated")]),
        (boats, [(first, "unchanged")]),
        (
            ("a", "The lock is open", "Nobody was paid, and the gates swing as they like.", boats[3]),
            [(first, "updated")],
        ),
    ):
        lay_files(site, {"seeds/wire.xml": linked(*item)})
        assert seed(site) == expected


def test_a_feed_that_is_quiet_is_no_error(site: Path) -> None:
    lay_files(site, {"seeds/quiet.xml": feed()})
    report = import_sources(site, [str(site / "seeds")])
    assert [each.path for each in report.articles] == ["content/weather-in-brief.md"]
    assert (report.errors, report.notes) == ((), ("seeds/quiet.xml: has no articles today",))
    (error,) = convert_inputs([str(site / "seeds/quiet.xml")])
    assert "has no articles" in str(error)
