"""The report of `sitegen check` in real Chromium: a page that needs nothing else, and reads for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from sitegen.app.check import CheckOptions, check_site, write_report
from tests.sites import NOON, article, lay_files

CONFIG = """\
title = "The Lantern"
base_url = "https://lantern.example/paper/"

[menu]
main = [{title = "Gone", url = "/gone/"}]
"""
FOG = article(
    "Fog",
    "[There](/world/" + "very-long-address-" * 12 + "/), [here](/world) and <b>.\n\n![](/images/fog.png)",
    attribution="{chain: [{role: publisher, name: Fog Weekly}]}",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    site = lay_files(
        folder / "site", {"site.toml": CONFIG, "content/fog.md": FOG, "content/a.md": article("A", section="World")}
    )
    found = check_site(site, CheckOptions(now=NOON, jobs=1))
    assert {each.severity for each in found.findings} == {"error", "warning", "note"}
    write_report(folder / "report.html", found)
    return folder / "report.html"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean")
    site = lay_files(folder / "site", {"site.toml": CONFIG.partition("\n\n")[0], "content/a.md": article("A")})
    write_report(folder / "report.html", check_site(site, CheckOptions(now=NOON, jobs=1)))
    return folder / "report.html"


def open_report(browser: Browser, file: Path, scheme: str = "light", width: int = 1280) -> Page:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser: Browser, report: Path, clean: Path, scheme: str) -> None:
    for file in (report, clean):
        page = open_report(browser, file, scheme)
        result = Axe().run(page)
        page.context.close()
        assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_no_wider_than_its_window(browser: Browser, report: Path, width: int) -> None:
    page = open_report(browser, report, width=width)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.context.close()
    assert overflow <= 0


def test_it_says_what_is_wrong_and_asks_for_nothing(browser: Browser, report: Path, clean: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(report.as_uri())
    assert page.get_by_role("heading", level=1).inner_text() == "Check of The Lantern: not passed"
    assert page.get_by_text("content/fog.md:6").first.is_visible()
    assert page.get_by_role("heading", name="Errors").is_visible()
    assert page.get_by_text("more files").first.is_visible()
    page.goto(clean.as_uri())
    assert page.get_by_text("Nothing was found.").is_visible()
    context.close()
    assert [url for url in requests if not url.startswith("file:")] == []
