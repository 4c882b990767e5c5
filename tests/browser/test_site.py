"""The built demo site in real Chromium: readable, accessible, and sound at every width."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from sitegen.app.build import BuildOptions, build

ROOT = Path(__file__).parents[2]
PAGES = {
    "home": "",
    "second page of home": "page/2/",
    "article": "news/why-have-the-crane-drivers-of-port-merrow-stopped-work-and-what-happens-now/",
    "article with picture": "science/where-do-the-glass-eels-wait-a-river-answers-in-the-dark/",
    "article with table and licence": "education/what-a-free-school-lunch-really-costs/",
    "article with correction": "world/town-of-stell-votes-to-switch-off-the-night/",
    "right-to-left article": "",
    "section": "news/",
    "source": "sources/causeway-wire/",
    "tags": "tags/",
    "sources": "sources/",
    "archive": "archive/",
    "month": "archive/2026/05/",
    "not found": "404.html",
}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, built and served under its project path; the address of its home page."""
    folder = tmp_path_factory.mktemp("web")
    build(ROOT, BuildOptions(output=folder / "repo", base_url="https://ledger.example/repo/", imports=False))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/repo/"
    server.shutdown()
    thread.join()
    server.server_close()


def open_page(browser: Browser, url: str, scheme: str = "light", width: int = 1440, scripts: bool = True) -> Page:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.goto(url)
    return page


def address(site: str, kind: str, browser: Browser) -> str:
    """The address of a page kind; that of the right-to-left article is found by its language."""
    if kind != "right-to-left article":
        return site + PAGES[kind]
    page = open_page(browser, site)
    path = page.locator('[lang="ar"] h2 a, [lang="ar"] h3 a').first.get_attribute("href")
    page.context.close()
    assert path, "the home page lists no Arabic article"
    return site.removesuffix("/repo/") + path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_no_violation(browser: Browser, site: str, kind: str, scheme: str) -> None:
    page = open_page(browser, address(site, kind, browser), scheme)
    result = Axe().run(page)
    page.context.close()
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("kind", PAGES)
def test_no_page_is_wider_than_its_window(browser: Browser, site: str, kind: str, width: int) -> None:
    page = open_page(browser, address(site, kind, browser), width=width)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.context.close()
    assert overflow <= 0


@pytest.mark.parametrize("kind", PAGES)
def test_pages_ask_for_nothing_from_elsewhere_and_break_nothing(browser: Browser, site: str, kind: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    requests: list[str] = []
    failures: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("response", lambda response: failures.append(response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(address(site, kind, browser))
    page.wait_for_load_state("networkidle")
    context.close()
    assert [url for url in requests if not url.startswith(site)] == []
    assert failures == []


def test_an_article_reads_without_javascript(browser: Browser, site: str) -> None:
    page = open_page(browser, site + PAGES["article"], scripts=False)
    assert page.locator("h1").is_visible()
    assert page.get_by_text("Crane drivers at the container harbour").is_visible()
    assert page.locator("main h2", has_text="Who feels it first?").is_visible()
    assert page.get_by_text("this story has not been edited by Tidewatch staff").is_visible()
    page.context.close()


def test_an_article_can_be_reached_by_keyboard_alone(browser: Browser, site: str) -> None:
    page = open_page(browser, site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    reached = page.evaluate("document.activeElement.closest('main') !== null")
    page.context.close()
    assert reached


def test_an_arabic_article_runs_from_right_to_left(browser: Browser, site: str) -> None:
    page = open_page(browser, address(site, "right-to-left article", browser))
    direction = page.evaluate("getComputedStyle(document.querySelector('h1')).direction")
    page.context.close()
    assert direction == "rtl"


def test_the_layout_does_not_shift_while_pictures_load(browser: Browser, site: str) -> None:
    page = open_page(browser, site + PAGES["article with picture"])
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(
        """() => new Promise(done => {
            let sum = 0;
            new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value })
                .observe({type: 'layout-shift', buffered: true});
            setTimeout(() => done(sum), 300);
        })"""
    )
    page.context.close()
    assert shift == 0
