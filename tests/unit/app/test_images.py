"""Pictures of imported articles, from a real server on loopback."""

from __future__ import annotations

import base64
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from sitegen.app.imports import ImportReport, import_sources
from sitegen.digest import digest_bytes
from sitegen.frontmatter import parse_content_file
from sitegen.model import ContentFile
from sitegen.shell import fetch
from tests.sites import CONFIG, build_site, lay_site, read_stamps, read_tree
from tests.web import Answer, Web, serve_web

BODY = (
    "The ferry of Port Elma left the quay at dawn with nobody at the helm. Three passengers noticed at the second "
    "buoy, when the bell did not ring, and the harbour office sent a launch after her before the tide had turned. "
)
PATH = "content/ferry-leaves-without-its-captain.md"


def picture(form: str = "JPEG", colour: str = "teal", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form)
    return out.getvalue()


def name_of(data: bytes, suffix: str = "jpg") -> str:
    return f"/images/{digest_bytes(data)}.{suffix}"


def page(*pictures: str, lead: str = "") -> str:
    meta = f'<meta property="og:image" content="{lead}">' if lead else ""
    figures = "".join(
        f'<figure><img src="{src}" alt="A ferry, {number}"><figcaption>At the quay. Photo: Ivo Marrin</figcaption>'
        f"</figure><p>{BODY}</p>"
        for number, src in enumerate(pictures)
    )
    title = "Ferry leaves without its captain"
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{meta}</head><body><article><h1>{title}</h1>"
        f"<p>{BODY}</p>{figures}</article></body></html>"
    )


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setattr(fetch, "_PAUSES", ())
    with serve_web() as web:
        web.pages["/ferry.jpg"] = Answer(picture(), "image/jpeg")
        yield web


def lay(tmp_path: Path, more: str = "") -> Path:
    return lay_site(tmp_path / "site", {"site.toml": f"{CONFIG}[images]\nfetch = true\n{more}\n"})


def take(site: Path, web: Web, **options: bool) -> ImportReport:
    report = import_sources(site, [f"{web.root}/story"], allow_private=True, **options)
    assert report.errors == ()
    return report


def read(site: Path) -> ContentFile:
    return parse_content_file(PATH, (site / PATH).read_text("utf-8"))


def test_pictures_become_the_sites_own_with_what_is_said_of_them(tmp_path: Path, web: Web) -> None:
    web.page("/story", page("/ferry.jpg", lead=f"{web.root}/ferry.jpg"))
    site = lay(tmp_path)
    assert take(site, web).notes == ()
    own = name_of(picture())
    assert (site / f"static{own}").read_bytes() == picture()
    file = read(site)
    assert file.front.image is not None
    assert file.front.image.src == own
    assert f"![A ferry, 0]({own} " in file.body
    assert "At the quay" in file.body
    assert "Ivo Marrin" in file.body
    assert web.root not in file.body
    assert web.asked.count("/ferry.jpg") == 1
    build_site(site)
    assert read_tree(site / "public")[own[1:]] == picture()
    assert "images/.sources" not in read_tree(site / "public")


def test_without_leave_of_the_site_nothing_is_fetched(tmp_path: Path, web: Web) -> None:
    web.page("/story", page("/ferry.jpg"))
    site = lay_site(tmp_path / "site", {})
    take(site, web)
    assert "/ferry.jpg" not in web.asked
    assert f"{web.root}/ferry.jpg" in read(site).body


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_the_name_is_of_what_it_is_whatever_it_is_called(tmp_path: Path, web: Web, form: str) -> None:
    data = picture(form)
    web.pages["/ferry.svg"] = Answer(data, "image/svg+xml")
    web.page("/story", page("/ferry.svg"))
    site = lay(tmp_path)
    assert take(site, web).notes == ()
    suffix = form.lower().replace("jpeg", "jpg")
    assert (site / f"static{name_of(data, suffix)}").read_bytes() == data


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(SVG, "image/jpeg"), "is an SVG"),
        (Answer(b"<!doctype html><title>No</title>", "image/png"), "is a page, not a picture"),
        (Answer(b"BM and so on", "image/bmp"), "is no picture that can be shown"),
        (Answer(b"", "image/jpeg"), "is empty"),
        (Answer(picture("PNG")[:-20], "image/png"), "damaged"),
        (Answer(picture("PNG", size=(1100, 1000))), "is a picture of more than 1 megapixels"),
        (Answer(bytes(1_100_000), "image/jpeg"), "is larger than 1 MB"),
        (Answer(b"", status=404), "answers 404"),
    ],
    ids=["svg", "page", "bmp", "empty", "cut", "pixels", "bytes", "gone"],
)
def test_what_is_no_picture_stays_a_link_and_is_told_in_one_line(
    tmp_path: Path, web: Web, answer: Answer, said: str
) -> None:
    web.pages["/other"] = answer
    web.page("/story", page("/ferry.jpg", "/other"))
    site = lay(tmp_path, "max_megabytes = 1\nmax_megapixels = 1")
    (note,) = take(site, web).notes
    assert note.startswith(f"{web.root}/other: ")
    assert said in note
    assert "the picture is left where it is" in note
    assert "\n" not in note
    body = read(site).body
    assert f"({web.root}/other " in body
    assert name_of(picture()) in body
    assert len(list((site / "static/images").glob("[!.]*"))) == 1


def test_a_second_import_fetches_and_writes_nothing(tmp_path: Path, web: Web) -> None:
    web.page("/story", page("/ferry.jpg"))
    site = lay(tmp_path)
    take(site, web)
    kept = read_stamps(site / "static"), read_stamps(site / "content")
    web.page("/story", page("/ferry.jpg") + " ")
    web.asked.clear()
    assert [each.fate for each in take(site, web).articles] == ["unchanged"]
    assert "/ferry.jpg" not in web.asked
    shutil.rmtree(site / ".sitegen")
    assert [each.fate for each in take(site, web).articles] == ["unchanged"]
    assert "/ferry.jpg" not in web.asked
    assert (read_stamps(site / "static"), read_stamps(site / "content")) == kept


def test_a_build_needs_no_network(tmp_path: Path, web: Web) -> None:
    web.page("/story", page("/ferry.jpg"))
    site = lay(tmp_path)
    take(site, web)
    shutil.rmtree(site / ".sitegen")
    web.asked.clear()
    report = build_site(site).imported
    assert report is not None
    assert [each.fate for each in report.articles] == ["unchanged"]
    assert web.asked == []


def test_a_list_that_is_lost_is_made_again(tmp_path: Path, web: Web) -> None:
    web.page("/story", page("/ferry.jpg"))
    site = lay(tmp_path)
    take(site, web)
    before = read_tree(site / "static")
    (site / "static/images/.sources").unlink()
    shutil.rmtree(site / ".sitegen")
    assert [each.fate for each in take(site, web).articles] == ["unchanged"]
    assert read_tree(site / "static") == before


def test_one_picture_at_two_addresses_is_one_file(tmp_path: Path, web: Web) -> None:
    web.pages["/again.jpg"] = web.pages["/ferry.jpg"]
    web.page("/story", page("/ferry.jpg", "/again.jpg", "/ferry.jpg"))
    site = lay(tmp_path)
    take(site, web)
    assert read(site).body.count(name_of(picture())) == 3
    assert len(list((site / "static/images").glob("*.jpg"))) == 1
    assert web.asked.count("/ferry.jpg") == 1


def test_a_seed_on_disk_has_its_pictures_fetched_too(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path)
    seed = tmp_path / "story.html"
    link = f"<link rel=canonical href='{web.root}/deep/story'>"
    address = web.root.removeprefix("http:")  # protocol-relative
    seed.write_text(page(f"{address}/ferry.jpg").replace("<title>", f"{link}<title>"), "utf-8")
    import_sources(site, [str(seed)], allow_private=True)
    assert name_of(picture()) in read(site).body


def test_a_picture_that_failed_is_tried_again_and_its_article_mended(tmp_path: Path, web: Web) -> None:
    data = web.pages.pop("/ferry.jpg")
    feed_item = (
        f"<item><title>Ferry leaves without its captain</title><guid>urn:elma:a</guid><link>{web.root}/story</link>"
        f"<description><![CDATA[<p>{BODY * 9}</p><figure><img src='/ferry.jpg'></figure>]]></description></item>"
    )
    feed = f"<rss version='2.0'><channel><title>The Elma Post</title>{feed_item}</channel></rss>"
    web.pages["/feed"] = Answer(feed.encode(), "application/rss+xml")
    config = f'{CONFIG}[images]\nfetch = true\n[[import.feed]]\nurl = "{web.root}/feed"\n'
    site = lay_site(tmp_path / "site", {"site.toml": config})
    assert len(import_sources(site, [], allow_private=True).notes) == 1
    web.pages["/ferry.jpg"] = data
    report = import_sources(site, [], allow_private=True)
    assert [each.fate for each in report.articles] == ["updated"]
    assert report.notes == ()
    assert name_of(picture()) in read(site).body
    assert import_sources(site, [], allow_private=True).articles == ()


def test_no_more_than_the_limits_are_taken(tmp_path: Path, web: Web) -> None:
    for number, colour in enumerate(["red", "green", "blue"]):
        web.pages[f"/{number}.png"] = Answer(picture("PNG", colour), "image/png")
    web.page("/story", page("/0.png", "/1.png", "/2.png"))
    site = lay(tmp_path, "max_per_article = 2")
    (note,) = take(site, web).notes
    assert "3 pictures; the first 2 are taken" in note
    assert len(list((site / "static/images").glob("*.png"))) == 2


def test_a_total_limit_leaves_the_rest_for_the_next_import(tmp_path: Path, web: Web) -> None:
    for number, colour in enumerate(["red", "green", "blue"]):
        data = picture("PNG", colour)
        web.pages[f"/{number}.png"] = Answer(data + bytes(700_000), "image/png")  # behind its end a PNG may hold more
    web.page("/story", page("/0.png", "/1.png", "/2.png"))
    site = lay(tmp_path, "max_total_megabytes = 1")
    (note,) = take(site, web).notes
    assert note.startswith("1 MB of pictures came")
    assert len(list((site / "static/images").glob("*.png"))) == 2
    assert take(site, web).notes == () or len(list((site / "static/images").glob("*.png"))) >= 2


def test_a_picture_in_its_own_address_needs_no_network(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path)
    packed = base64.b64encode(picture("PNG")).decode()
    (site / "seeds").mkdir()
    (site / "seeds/ferry.md").write_text(
        f"---\ntitle: Ferry leaves without its captain\nimage:\n  src: data:image/png;base64,{packed}\n---\n\n{BODY}\n"
    )
    build_site(site)
    front = read(site).front
    assert front.image is not None
    assert front.image.src == name_of(picture("PNG"), "png")
    shutil.rmtree(site / ".sitegen")
    report = build_site(site).imported
    assert report is not None
    assert [each.fate for each in report.articles] == ["unchanged"]


def test_own_pictures_of_own_articles_are_left_alone(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path)
    (site / "seeds").mkdir()
    (site / "seeds/ferry.md").write_text(
        f"---\ntitle: Ferry leaves without its captain\nimage:\n  src: /photos/ferry.jpg\n"
        f"attribution:\n  original_url: {web.root}/story\n---\n\n{BODY}\n"
    )
    assert import_sources(site, [str(site / "seeds/ferry.md")], allow_private=True).notes == ()
    assert web.asked == []


def test_a_dry_run_fetches_no_picture(tmp_path: Path, web: Web) -> None:
    web.page("/story", page("/ferry.jpg"))
    site = lay(tmp_path)
    take(site, web, dry_run=True)
    assert "/ferry.jpg" not in web.asked
    assert not (site / "static").exists()


def give_story(site: Path, web: Web, *pictures: str) -> ImportReport:
    """Import a story that has an id."""
    figures = "".join(f"<figure><img src='{web.root}{path}'></figure>" for path in pictures)
    story = {"uri": "urn:elma:a", "type": "text", "headline": "Ferry leaves without its captain"}
    (site / "seeds").mkdir(exist_ok=True)
    (site / "seeds/a.json").write_text(json.dumps({**story, "body_xhtml": f"<p>{BODY}</p>{figures}"}), "utf-8")
    return import_sources(site, [str(site / "seeds/a.json")], allow_private=True)


def kill(site: Path, path: str) -> None:
    """Import a notice that withdraws the one story there is under an id."""
    notice = '{"uri": "urn:elma:a", "type": "text", "pubstatus": "canceled", "headline": "Ferry"}'
    (site / "seeds/kill.json").write_text(notice, "utf-8")
    report = import_sources(site, [str(site / "seeds/kill.json")])
    assert [(each.path, each.fate) for each in report.articles] == [(path, "withdrawn")]


def test_the_pictures_of_a_withdrawn_story_are_gone_unless_another_shows_them(tmp_path: Path, web: Web) -> None:
    web.pages["/other.png"] = Answer(picture("PNG"), "image/png")
    site = lay(tmp_path)
    assert [each.fate for each in give_story(site, web, "/ferry.jpg", "/other.png").articles] == ["new"]
    web.page("/story", page("/ferry.jpg").replace("Ferry leaves", "Lamp burns"))
    take(site, web)
    assert len(list((site / "static/images").glob("[!.]*"))) == 2
    mine = site / "static/images/mine.png"
    mine.write_bytes(picture("PNG", "red"))
    kill(site, PATH)
    left = {path.name for path in (site / "static/images").glob("[!.]*")}
    assert left == {name_of(picture()).rpartition("/")[2], "mine.png"}
    assert "other.png" not in (site / "static/images/.sources").read_text("utf-8")


def test_a_refused_story_brings_no_picture(tmp_path: Path, web: Web) -> None:
    site = lay(tmp_path)
    give_story(site, web, "/ferry.jpg")
    kill(site, PATH)
    web.asked.clear()
    assert [each.fate for each in give_story(site, web, "/ferry.jpg").articles] == ["refused"]
    assert web.asked == []
    assert not list((site / "static").rglob("*.jpg"))
