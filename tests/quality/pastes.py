"""Pages as a reader gets them who selects all and copies: what Chromium shows, without scripts or network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, sync_playwright


@contextmanager
def open_browser() -> Iterator[BrowserContext]:
    """A browser that runs no scripts and reaches nothing."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            yield browser.new_context(java_script_enabled=False, offline=True)
        finally:
            browser.close()


def paste_of(context: BrowserContext, html: bytes) -> str:
    """The text of a page as it is copied."""
    page = context.new_page()
    try:
        page.set_content(html.decode("utf-8", "replace"), wait_until="domcontentloaded")
        return str(page.evaluate("document.body ? document.body.innerText : ''"))
    finally:
        page.close()
