"""Real Chromium, kept to this machine, and a preview server to look at."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from sitegen.shell.server import PreviewServer

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-first-run",
    "--no-proxy-server",
    # Whatever a page asks for, no other machine is looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
# For noisy machines: a test that passes never waits this long.
PATIENCE = 30


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; `CHROMIUM` names it where it is not on the path."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if executable is None:
        pytest.fail("Chromium is missing: install it, or name it in CHROMIUM", pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile."""
    with browser.new_context() as fresh:
        fresh.set_default_timeout(PATIENCE * 1000)
        yield fresh


@dataclass(frozen=True)
class Preview:
    """A running preview server and the folder that it serves."""

    server: PreviewServer
    url: str
    output: Path

    def write(self, name: str, text: str) -> None:
        """Put a file into the output folder, as a build would."""
        file = self.output / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@contextmanager
def run_preview(output: Path, base_path: str, port: int) -> Iterator[Preview]:
    server = PreviewServer(output, base_path, port=port)
    told: list[str] = []
    ready = threading.Event()

    def tell(url: str) -> None:
        told.append(url)
        ready.set()

    thread = threading.Thread(target=server.run, args=(tell,))
    thread.start()
    try:
        assert ready.wait(PATIENCE), "the server did not start"
        yield Preview(server, told[0], output)
    finally:
        server.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive(), "the server did not stop"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Callable[..., Preview]]:
    """Start a preview server for `tmp_path / "public"`; it stops with the test."""
    output = tmp_path / "public"
    output.mkdir()
    with ExitStack() as stack:
        yield lambda base_path="/", port=0: stack.enter_context(run_preview(output, base_path, port))
