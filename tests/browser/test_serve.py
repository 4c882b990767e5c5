"""`sitegen serve` as its user meets it: a process, a browser, files that are saved."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

expect.set_options(timeout=30_000)
PATIENCE = 60


class Server:
    """A running `sitegen serve`, and what it said."""

    def __init__(self, site: Path) -> None:
        command = [sys.executable, "-m", "sitegen", "serve", "--site", str(site), "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.lines: list[str] = []
        self.ready = threading.Event()
        self.url = ""
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        assert self.ready.wait(PATIENCE), "".join(self.lines)

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(line)
            if line.startswith("preview at "):
                self.url = line.split()[2]
                self.ready.set()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self.reader.join()
        assert self.process.stderr
        self.process.stderr.close()
        return code


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """What `sitegen init` lays down."""
    folder = tmp_path / "paper"
    subprocess.run([sys.executable, "-m", "sitegen", "init", str(folder)], check=True, stdout=subprocess.DEVNULL)
    config = folder / "site.toml"
    text = config.read_text("utf-8").replace("https://example.org/", "https://example.org/paper/")
    config.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    running = Server(site)
    yield running
    if running.process.poll() is None:
        running.stop()


def save(path: Path, text: str) -> None:
    """Save as many editors do: a new file in place of the old one."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def test_a_saved_article_shows_up_by_itself(context: BrowserContext, server: Server, site: Path) -> None:
    page = context.new_page()
    page.goto(f"{server.url}news/welcome/")
    story = site / "content/news/welcome.md"
    save(story, story.read_text("utf-8").replace("Your first story", "The second edition"))
    expect(page.locator("h1")).to_have_text("The second edition")


def test_a_paste_dropped_into_seeds_becomes_a_page(context: BrowserContext, server: Server, site: Path) -> None:
    page = context.new_page()
    page.goto(server.url)
    paste = (
        "News\n\nOld mill wheel turns again\n\nShare on facebook\n\nThe mill wheel at Arden turned on Monday for the "
        "first time in ninety years, to the surprise of two ducks.\n\nThe miller said she would let it run until "
        "the autumn, when the water is needed elsewhere.\n"
    )
    save(site / "seeds/mill.txt", paste)
    expect(page.get_by_role("link", name="Old mill wheel turns again").first).to_be_visible()
    expect(page.get_by_text("Share on facebook")).to_have_count(0)  # waits for a reload that is under way


def test_broken_front_matter_is_shown_over_the_last_good_page(
    context: BrowserContext, server: Server, site: Path
) -> None:
    page = context.new_page()
    page.goto(f"{server.url}news/welcome/")
    story = site / "content/news/welcome.md"
    good = story.read_text("utf-8")
    save(story, good.replace("section: News", "sektion: News"))
    overlay = page.get_by_role("alertdialog")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text("content/news/welcome.md:5")
    expect(overlay).to_contain_text('did you mean "section"?')
    expect(page.locator("main h1")).to_have_text("Your first story")
    save(story, good)
    expect(overlay).to_have_count(0)


def test_a_broken_template_is_shown_with_its_file_and_line(context: BrowserContext, server: Server, site: Path) -> None:
    page = context.new_page()
    page.goto(f"{server.url}news/welcome/")
    (site / "templates").mkdir()
    template = site / "templates/article.html"
    save(template, "<h1>{{ view.title }}</h1>\n{% if %}\n")
    overlay = page.get_by_role("alertdialog")
    expect(overlay).to_contain_text("templates/article.html:2")
    save(template, "<body><h1>{{ view.title }}</h1>\n{{ view.nowhere }}</body>\n")
    expect(overlay).to_contain_text("nowhere")
    expect(overlay).to_contain_text("templates/article.html:2")
    save(template, "<body><h1>Mended: {{ view.title }}</h1></body>\n")
    expect(page.get_by_role("heading", name="Mended: Your first story")).to_be_visible()


def test_control_c_leaves_at_once_and_cleanly(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url)
    assert server.stop() == 0
    assert "Traceback" not in "".join(server.lines)


def test_drafts_are_previewed_but_never_built(context: BrowserContext, server: Server, site: Path) -> None:
    page = context.new_page()
    page.goto(server.url)
    (site / "content/secret.md").write_text("---\ntitle: Not yet\ndraft: true\n---\n\nSoon.\n", encoding="utf-8")
    expect(page.get_by_role("link", name="Not yet").first).to_be_visible()
    subprocess.run([sys.executable, "-m", "sitegen", "build", "--site", str(site)], check=True, capture_output=True)
    assert not (site / "public/secret").exists()
