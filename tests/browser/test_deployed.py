"""A site as GitHub Pages serves it: from a branch, under the name of its repository, by a plain file server."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from sitegen.app.build import BuildOptions
from sitegen.app.create import init_site
from sitegen.app.deploy import DeployOptions, deploy
from tests.sites import NOON, article, lay_files

_LINKS = """() => [...document.querySelectorAll('a[href], area[href], link[href]')].map(each => each.href)"""
_STORIES = {
    f"content/coast/story-{number}.md": article(
        f"Storm number {number}",
        "## First\n\nRain fell.\n\n![A boat](/boat.png)\n\n[Home](/)",
        section="Coast",
        tags="[Rain, Über uns]",
        authors="[Ines Varga]",
        date="2026-05-04T09:00:00Z",
        aliases="[/old/story/]" if number == 1 else "[]",
    )
    for number in range(25)
}


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Quiet."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a new site that was deployed to a branch, cloned from it, and served under `/repo/`."""

    def git(*arguments: str) -> None:
        subprocess.run([shutil.which("git") or "git", *arguments], cwd=tmp_path, check=True, capture_output=True)

    site = tmp_path / "site"
    init_site(site)
    toml = (site / "site.toml").read_text("utf-8")
    old = next(line for line in toml.splitlines() if line.startswith("base_url"))
    lay_files(site, {**_STORIES, "site.toml": toml.replace(old, 'base_url = "https://press.github.io/repo/"')})
    (site / "static/boat.png").write_bytes(bytes.fromhex("89504e470d0a1a0a"))
    git("init", "--quiet", "--bare", "--initial-branch=main", "bare.git")
    git("-C", "site", "init", "--quiet", "--initial-branch=main")
    git("-C", "site", "remote", "add", "origin", (tmp_path / "bare.git").as_uri())
    deploy(site, DeployOptions(branch="gh-pages"), BuildOptions(now=NOON, jobs=1))
    git("clone", "--quiet", "--branch=gh-pages", (tmp_path / "bare.git").as_uri(), "web/repo")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(tmp_path / "web")))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/repo/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_every_link_and_asset_of_a_deployed_site_loads(context: BrowserContext, served: str) -> None:
    page = context.new_page()
    faults: list[str] = []
    page.on("response", lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.on("requestfailed", lambda asked: faults.append(f"{asked.failure} {asked.url}"))
    page.on("pageerror", lambda error: faults.append(str(error)))
    seen = _walk(page, served, faults)
    assert [fault for fault in faults if not fault.startswith("net::ERR_ABORTED")] == []  # what the next page cut off
    assert len(seen) > len(_STORIES) + 10
    page.goto(f"{served}old/story/")
    page.wait_for_url("**/coast/story-1/")


def _walk(page: Page, start: str, faults: list[str]) -> set[str]:
    """Follow every link that stays on the site. What the site says of itself (canonical, feeds) is at its own address,
    which is looked for here."""
    base = urlsplit(start)
    seen: set[str] = set()
    to_do = [start]
    while to_do:
        url = to_do.pop()
        seen.add(url)
        answer = page.goto(url) if urlsplit(url).path.endswith("/") else page.request.get(url)
        if answer is None or not answer.ok:
            faults.append(f"{answer.status if answer else 'no answer'} {url}")
        if not urlsplit(url).path.endswith("/"):
            continue
        for link in page.evaluate(_LINKS):
            target = urldefrag(link.replace("https://press.github.io/repo/", start)).url
            parts = urlsplit(target)
            if parts.scheme not in ("http", "https"):
                continue
            if parts.netloc == base.netloc:
                if not parts.path.startswith("/repo/"):
                    faults.append(f"{url} leads out of the site, to {target}")
                elif target not in seen and target not in to_do:
                    to_do.append(target)
    return seen
