"""A story of the site's own, taken in real Chromium: found from its page, and copied without a script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.sites import article, build_site, lay_files

CONFIG = """\
title = "The Lantern"
base_url = "https://lantern.example/paper/"

[rights]
license = "https://creativecommons.org/licenses/by-nd/4.0/"
copyright = "© {year} The Lantern"
republish = true
"""
BELL = article(
    "The bell and a very-long-word-" + "that-goes-on-" * 9,
    'The *old* bell.\n\n[Far](/far/)\n\n![A rope](/rope.jpg "A rope | Ana Quill")\n\n' + "It rings at night. " * 90,
    date="2026-05-01",
    authors="[Ines Varga]",
)
ARABIC = article("الجرس القديم", "يرن الجرس ليلا على الضفة البعيدة.", date="2026-05-02", language="ar")
PAGES = {"left to right": "bell/republish/", "right to left": "qadim/republish/", "article": "bell/"}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that offers its stories, under a project path."""
    folder = tmp_path_factory.mktemp("offer")
    files = {"site.toml": CONFIG, "content/bell.md": BELL, "content/qadim.md": ARABIC}
    build_site(lay_files(folder / "site", files), folder / "web" / "paper")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "web")))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/paper/"
    server.shutdown()
    thread.join()
    server.server_close()


def open_page(browser: Browser, url: str, scheme: str = "light", width: int = 1280) -> Page:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(url)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_no_violation(browser: Browser, site: str, kind: str, scheme: str) -> None:
    page = open_page(browser, site + PAGES[kind], scheme)
    result = Axe().run(page)
    page.context.close()
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("kind", PAGES)
def test_no_page_is_wider_than_its_window(browser: Browser, site: str, kind: str, width: int) -> None:
    page = open_page(browser, site + PAGES[kind], width=width)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.context.close()
    assert overflow <= 0


def test_a_story_is_found_selected_and_copied_without_a_script(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site + "bell/")
        page.get_by_role("link", name="Republish this story").click()
        assert page.url == site + "bell/republish/"
        box = page.get_by_label("HTML")
        box.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("x")
        held = box.input_value()
        assert held.startswith("<h1>The bell and")
        assert held.count("It rings at night.") == 90
        assert page.get_by_label("Markdown").input_value().startswith("# The bell and")


def test_what_was_copied_is_the_whole_box(browser: Browser, site: str) -> None:
    page = open_page(browser, site + "bell/republish/")
    box = page.get_by_label("HTML")
    box.focus()
    page.keyboard.press("Control+A")
    chosen = page.evaluate(
        "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))(document.activeElement)"
    )
    page.set_content("<article></article>")
    page.evaluate("html => document.querySelector('article').innerHTML = html", chosen)
    told = page.locator("article").inner_text()
    page.context.close()
    assert "This story first appeared on The Lantern." in told
    assert "© 2026 The Lantern" in told
    assert "rope.jpg" not in chosen
    assert 'href="https://lantern.example/paper/far/"' in chosen


@pytest.mark.parametrize(("name", "file"), [("Markdown", "story.md"), ("ninjs 3.0 (JSON)", "story.json")])
def test_the_files_are_there_to_be_taken(browser: Browser, site: str, tmp_path: Path, name: str, file: str) -> None:
    page = open_page(browser, site + "bell/republish/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).click()
    assert waiting.value.suggested_filename == file
    waiting.value.save_as(tmp_path / file)
    page.context.close()
    assert "The Lantern" in (tmp_path / file).read_text("utf-8")
