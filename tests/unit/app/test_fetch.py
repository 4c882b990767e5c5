"""Addresses and the feeds of a site, imported from a real server on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sitegen.app.imports import import_sources
from sitegen.errors import SourceError
from sitegen.frontmatter import parse_content_file
from tests.sites import CONFIG, build_site, lay_site

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Ford</title><link>https://ford.example/</link>{items}
</channel></rss>"""
ITEM = """<item><title>{title}</title><guid isPermaLink="false">urn:ford:{guid}</guid>
<description><![CDATA[<p>{body}</p>]]></description></item>"""
BODY = "The ferry of Port Elma left the quay at dawn with nobody at the helm, and came back with three passengers. "
PAGE = f"<html lang=en><title>Rain on the lamp</title><h1>Rain on the lamp</h1><p>{BODY}</p><p>Café Łódź is wet.</p>"


class _Handler(BaseHTTPRequestHandler):
    pages: dict[str, tuple[str, bytes]]
    sent: list[str]

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        kind, body = self.pages.get(self.path, ("", b""))
        etag = f'"{len(body)}"'
        unchanged = bool(body) and self.headers.get("If-None-Match") == etag
        self.send_response(304 if unchanged else 200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", etag)
        self.end_headers()
        if not unchanged:
            self.sent.append(self.path)
            self.wfile.write(body)


class Web:
    """A web site on loopback."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.sent: list[str] = []
        handler = type("Handler", (_Handler,), {"pages": self.pages, "sent": self.sent})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.root = f"http://127.0.0.1:{self.server.server_address[1]}"

    def feed(self, *items: tuple[str, str]) -> None:
        entries = "".join(ITEM.format(title=title, guid=guid, body=BODY * 20) for guid, title in items)
        self.pages["/feed"] = ("application/rss+xml", FEED.format(items=entries).encode())


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    thread = threading.Thread(target=web.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield web
    web.server.shutdown()
    web.server.server_close()
    thread.join()


def take(site: Path, *sources: str) -> list[tuple[str, str]]:
    report = import_sources(site, sources, allow_private=True)
    assert report.errors == ()
    return [(each.path, each.fate) for each in report.articles]


def test_a_page_is_kept_with_its_address(tmp_path: Path, web: Web) -> None:
    site = lay_site(tmp_path / "site", {})
    web.pages["/rain"] = ("text/html; charset=iso-8859-2", PAGE.encode("iso-8859-2"))
    address = f"{web.root}/rain"
    assert take(site, address) == [("content/rain-on-the-lamp.md", "new")]
    text = (site / "content/rain-on-the-lamp.md").read_text("utf-8")
    assert "Café Łódź" in text
    (seed,) = (site / "seeds").rglob("*.html")
    assert f"{address} -->" in seed.read_text("utf-8")
    assert take(site, address) == []
    web.pages["/rain"] = ("text/html; charset=utf-8", PAGE.replace("dawn", "midnight").encode())
    assert take(site, address) == [("content/rain-on-the-lamp.md", "updated")]


def test_the_feeds_of_a_site(tmp_path: Path, web: Web) -> None:
    config = f'{CONFIG}[[import.feed]]\nurl = "{web.root}/feed"\nsource = "Ford Herald"\nsection = "Sea"\nlimit = 2\n'
    site = lay_site(tmp_path / "site", {"site.toml": config})
    web.feed(("a", "First boat"), ("b", "Second boat"), ("c", "Third boat"))
    assert take(site) == [("content/sea/first-boat.md", "new"), ("content/sea/second-boat.md", "new")]
    path = "content/sea/first-boat.md"
    front = parse_content_file(path, (site / path).read_text("utf-8")).front
    assert front.section == "Sea"
    assert front.attribution is not None
    assert [party.name for party in front.attribution.chain if party.role == "publisher"] == ["Ford Herald"]
    assert take(site) == []
    assert web.sent.count("/feed") == 1
    web.feed(("d", "Fourth boat"), ("a", "First boat"))
    assert take(site) == [("content/sea/fourth-boat.md", "new"), ("content/sea/first-boat.md", "unchanged")]
    assert build_site(site).pages == 3
    assert not any(
        each.fate != "unchanged" for each in (build_site(site).imported or import_sources(site, [])).articles
    )


def test_one_address_that_fails_stops_no_other(tmp_path: Path, web: Web) -> None:
    site = lay_site(tmp_path / "site", {})
    web.pages["/rain"] = ("text/html", PAGE.encode())
    report = import_sources(site, [f"{web.root}/gone", f"{web.root}/rain"], allow_private=True)
    assert [each.fate for each in report.articles] == ["new"]
    assert report.errors == (f"{web.root}/gone: answers 404 (open it in a browser; it may have moved or need a login)",)


def test_a_private_address_is_refused_and_a_dry_run_writes_nothing(tmp_path: Path, web: Web) -> None:
    site = lay_site(tmp_path / "site", {})
    web.pages["/rain"] = ("text/html", PAGE.encode())
    (error,) = import_sources(site, [f"{web.root}/rain"]).errors
    assert "--allow-private" in error
    report = import_sources(site, [f"{web.root}/rain"], allow_private=True, dry_run=True)
    assert [each.fate for each in report.articles] == ["new"]
    assert not (site / "content").exists() or not list((site / "content").iterdir())
    assert not (site / "seeds").exists()


def test_nothing_to_import_is_said(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {})
    with pytest.raises(SourceError, match=r"there is nothing to import"):
        import_sources(site, [])


def test_what_is_no_story_stops_no_other_and_is_asked_for_again(tmp_path: Path, web: Web) -> None:
    site = lay_site(tmp_path / "site", {})
    web.pages["/logo"] = ("image/png", b"\x89PNG\r\n\x1a\n")
    web.pages["/rain"] = ("text/html", PAGE.encode())
    for fate in ("new", "unchanged"):
        report = import_sources(site, [f"{web.root}/logo", f"{web.root}/rain"], allow_private=True)
        assert [each.fate for each in report.articles] == ([fate] if fate == "new" else [])
        (error,) = report.errors
        assert error.startswith(f"{web.root}/logo: is a PNG picture")
    assert web.sent.count("/logo") == 2


@pytest.mark.parametrize("page", [PAGE, "You have asked too often. Come back in an hour, and bring a key with you."])
def test_what_a_site_shows_in_the_place_of_its_feed_is_no_story(tmp_path: Path, web: Web, page: str) -> None:
    site = lay_site(tmp_path / "site", {})
    (site / "site.toml").write_text(f'{CONFIG}\n[[import.feed]]\nurl = "{web.root}/feed"\n', "utf-8")
    web.feed(("Rain on the lamp", "rain"))
    assert [each.fate for each in import_sources(site, [], allow_private=True).articles] == ["new"]
    web.pages["/feed"] = ("text/html", page.encode())
    report = import_sources(site, [], allow_private=True)
    assert report.articles == ()
    assert report.errors == (
        f"{web.root}/feed: is no feed (open it in a browser: it may ask for a login or have moved)",
    )
    assert len(list((site / "seeds").rglob("*.*"))) == 1
