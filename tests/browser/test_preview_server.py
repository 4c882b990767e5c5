"""Live reload and the error overlay, in real Chromium."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from sitegen.shell.server import PreviewServer

expect.set_options(timeout=30_000)


class Preview(Protocol):
    server: PreviewServer
    url: str

    def write(self, name: str, text: str) -> None: ...


Start = Callable[..., Preview]


def page_of(text: str) -> str:
    return f'<!doctype html><html lang="en"><head><title>Tides</title></head><body><h1>{text}</h1></body></html>'


def wait_until_refused(url: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as knock:
            if knock.connect_ex((urlsplit(url).hostname, urlsplit(url).port)):
                return
        time.sleep(0.05)
    raise AssertionError("the server still listens")


def open_page(context: BrowserContext, url: str) -> AbstractContextManager[Page]:
    page = context.new_page()
    page.goto(url)
    return closing(page)


@pytest.mark.parametrize("base_path", ["/", "/repo/"])
def test_a_good_build_reloads_the_page(context: BrowserContext, preview: Start, base_path: str) -> None:
    site = preview(base_path)
    site.write("index.html", page_of("High at nine"))
    with open_page(context, site.url) as page:
        expect(page.locator("h1")).to_have_text("High at nine")
        for hour in ("ten", "eleven", "noon"):
            site.write("index.html", page_of(f"High at {hour}"))
            site.server.publish_build()
            expect(page.locator("h1")).to_have_text(f"High at {hour}")
        assert urlsplit(page.url).path == base_path


def test_a_page_is_loaded_once_for_each_build(context: BrowserContext, preview: Start) -> None:
    site = preview()
    site.write("index.html", page_of("High at nine"))
    loads: list[str] = []
    page = context.new_page()
    page.on("load", lambda loaded: loads.append(loaded.url))
    with page.expect_request("**/_sitegen/events"):
        page.goto(site.url)
    site.server.publish_errors(["content/tides.md:3: unknown key"])
    expect(page.get_by_role("alertdialog")).to_be_visible()
    assert len(loads) == 1
    with page.expect_event("load"), page.expect_request("**/_sitegen/events"):
        site.server.publish_build()
    site.server.publish_errors(["content/tides.md:4: unknown key"])
    expect(page.get_by_role("alertdialog")).to_be_visible()
    assert len(loads) == 2


def test_two_pages_reload_at_once(context: BrowserContext, preview: Start) -> None:
    site = preview()
    site.write("index.html", page_of("Home"))
    site.write("ferry/index.html", page_of("Ferry"))
    with open_page(context, site.url) as home, open_page(context, f"{site.url}ferry/") as ferry:
        site.write("index.html", page_of("Home again"))
        site.write("ferry/index.html", page_of("Ferry again"))
        site.server.publish_build()
        expect(home.locator("h1")).to_have_text("Home again")
        expect(ferry.locator("h1")).to_have_text("Ferry again")


def test_many_open_pages_leave_connections_for_others(context: BrowserContext, preview: Start) -> None:
    site = preview()
    site.write("index.html", page_of("Home"))
    pages = [context.new_page() for _ in range(5)]
    for page in pages:
        page.goto(site.url)
    site.write("index.html", page_of("Home again"))
    site.server.publish_build()
    for page in pages:
        expect(page.locator("h1")).to_have_text("Home again")


def test_a_build_between_load_and_connection_is_not_missed(context: BrowserContext, preview: Start) -> None:
    site = preview()
    site.write("index.html", page_of("High at nine"))
    page = context.new_page()
    held: list[bool] = []

    def hold(route: Route) -> None:
        if not held:
            held.append(True)
            site.write("index.html", page_of("High at ten"))
            site.server.publish_build()
        route.continue_()

    page.route("**/_sitegen/events", hold)
    page.goto(site.url)
    expect(page.locator("h1")).to_have_text("High at ten")


def test_a_page_finds_a_restarted_server_again(context: BrowserContext, preview: Start) -> None:
    first = preview()
    first.write("index.html", page_of("High at nine"))
    with open_page(context, first.url) as page:
        expect(page.locator("h1")).to_have_text("High at nine")
        first.server.stop()
        wait_until_refused(first.url)
        first.write("index.html", page_of("High at ten"))
        again = preview(port=urlsplit(first.url).port)
        assert again.url == first.url
        expect(page.locator("h1")).to_have_text("High at ten")


def test_a_missing_page_appears_when_it_is_built(context: BrowserContext, preview: Start) -> None:
    site = preview()
    with open_page(context, f"{site.url}ferry/") as page:
        expect(page.locator("h1")).to_have_text("Not found")
        site.write("ferry/index.html", page_of("Ferry"))
        site.server.publish_build()
        expect(page.locator("h1")).to_have_text("Ferry")


def test_the_scroll_position_survives_a_reload(context: BrowserContext, preview: Start) -> None:
    site = preview()
    tall = '<div style="height: 5000px"></div>'
    site.write("index.html", page_of("High at nine") + tall)
    with open_page(context, site.url) as page:
        page.evaluate("scrollTo(0, 2345)")
        page.wait_for_function("scrollY === 2345")
        site.write("index.html", page_of("High at ten") + tall)
        site.server.publish_build()
        expect(page.locator("h1")).to_have_text("High at ten")
        page.wait_for_function("scrollY === 2345")


def test_errors_lie_over_the_last_good_build_until_they_are_mended(context: BrowserContext, preview: Start) -> None:
    site = preview()
    site.write("index.html", page_of("High at nine"))
    with open_page(context, site.url) as page:
        site.server.publish_errors(
            ['content/tides.md:3: unknown key "tidle" (did you mean "title"?)', "site.toml: no title"]
        )
        overlay = page.get_by_role("alertdialog", name="The build stopped at")
        expect(overlay).to_be_visible()
        rows = overlay.get_by_role("listitem")
        expect(rows).to_have_count(2)
        expect(rows.nth(0).locator(".place")).to_have_text("content/tides.md:3")
        expect(rows.nth(0).locator(".message")).to_have_text('unknown key "tidle" (did you mean "title"?)')
        expect(rows.nth(1)).to_have_text("site.toml: no title")
        expect(page.locator("h1")).to_have_text(["High at nine", "The build stopped at 2 errors"])
        site.server.publish_errors(["templates/base.html:7: unexpected end"])
        expect(rows).to_have_count(1)
        expect(page.get_by_role("alertdialog")).to_have_count(1)
        site.write("index.html", page_of("High at ten"))
        site.server.publish_build()
        expect(overlay).to_have_count(0)
        expect(page.locator("h1")).to_have_text("High at ten")


def test_a_page_opened_after_the_failure_shows_it_too(context: BrowserContext, preview: Start) -> None:
    site = preview()
    site.server.publish_errors(["content/tides.md:3: unknown key"])
    with open_page(context, site.url) as page:
        expect(page.get_by_role("alertdialog")).to_be_visible()


def test_markup_in_an_error_is_shown_as_text(context: BrowserContext, preview: Start) -> None:
    site = preview()
    site.write("index.html", page_of("High at nine"))
    hostile = "content/<b>a</b>.md:3: <img src=x onerror=\"document.title='run'\"></script><script>document.title='run'"
    with open_page(context, site.url) as page:
        site.server.publish_errors([hostile, "\ud800 half a letter"])
        overlay = page.get_by_role("alertdialog")
        expect(overlay.locator(".place")).to_have_text("content/<b>a</b>.md:3")
        expect(overlay).to_contain_text("<img src=x onerror=")
        expect(overlay).to_contain_text("half a letter")
        expect(overlay.locator("img, script, b")).to_have_count(0)
        assert page.title() == "Tides"


@pytest.mark.parametrize("way", ["Escape", "Enter"])
def test_a_dismissed_overlay_stays_away_until_there_is_news(context: BrowserContext, preview: Start, way: str) -> None:
    site = preview()
    site.write("index.html", page_of("High at nine"))
    with open_page(context, site.url) as page:
        site.server.publish_errors(["content/tides.md:3: unknown key"])
        overlay = page.get_by_role("alertdialog")
        expect(overlay.get_by_role("button", name="Close")).to_be_focused()
        page.keyboard.press(way)
        expect(overlay).to_have_count(0)
        with page.expect_response("**/_sitegen/events"):
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(overlay).to_have_count(0)
        site.server.publish_errors(["content/tides.md:3: unknown key", "content/ferry.md:1: no title"])
        expect(overlay).to_be_visible()


def test_it_works_under_the_strictest_policy(context: BrowserContext, preview: Start) -> None:
    site = preview()
    policy = "default-src 'self'; require-trusted-types-for 'script'; base-uri 'none'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    site.write("index.html", page_of("High at nine").replace("<head>", f"<head>{head}"))
    problems: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    with closing(page):
        page.goto(site.url)
        site.server.publish_errors(["content/tides.md:3: unknown key"])
        overlay = page.get_by_role("alertdialog")
        expect(overlay).to_be_visible()
        expect(overlay).to_have_css("position", "fixed")
        expect(overlay.get_by_role("listitem")).to_have_css("list-style-type", "none")
        assert [text for text in problems if "favicon" not in text and "404" not in text] == []
