"""The watcher: it rings for changes, once for a burst, and for nothing else."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.shell.watch import watch

Eventually = Callable[..., bool]


class Calls:
    """Counts calls, and can be told to forget them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1

    def settle(self) -> int:
        """The calls so far, once a while has passed without one."""
        seen = -1
        while seen != self.count:
            seen = self.count
            time.sleep(0.8)
        return seen

    def forget(self) -> None:
        self.settle()
        self.count = 0


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "tides.md").write_text("high at nine\n")
    return folder


def replace_text(file: Path, text: str) -> None:
    """Save as careful editors do: write a new file beside the old one and rename it."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text(text)
    fresh.replace(file)


CHANGES: dict[str, Callable[[Path], object]] = {
    "write": lambda folder: (folder / "tides.md").write_text("high at ten\n"),
    "create": lambda folder: (folder / "ferry.md").touch(),
    "delete": lambda folder: (folder / "tides.md").unlink(),
    "rename": lambda folder: (folder / "tides.md").rename(folder / "tide.md"),
    "move out": lambda folder: (folder / "tides.md").rename(folder.parent / "tides.md"),
    "move in": lambda folder: (folder.parent / "outside.md").rename(folder / "inside.md"),
    "atomic save": lambda folder: replace_text(folder / "tides.md", "high at ten\n"),
    "new folder": lambda folder: (folder / "world").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_each_kind_of_change_rings(
    content: Path, calls: Calls, eventually: Eventually, change: Callable[[Path], object]
) -> None:
    (content.parent / "outside.md").write_text("fog\n")
    with watch([content], calls):
        change(content)
        assert eventually(lambda: calls.count > 0)


def test_reading_does_not_ring(content: Path, calls: Calls) -> None:
    with watch([content], calls):
        for _ in range(20):
            (content / "tides.md").read_text()
            list(content.iterdir())
        calls.forget()
        (content / "tides.md").read_text()
        time.sleep(0.3)
        assert calls.count == 0


def test_a_file_in_a_folder_that_came_with_others_rings(content: Path, calls: Calls, eventually: Eventually) -> None:
    with watch([content], calls):
        for number in range(40):
            (content / f"world-{number}" / "north").mkdir(parents=True)
        assert eventually(lambda: calls.count > 0)
        calls.forget()
        (content / "world-39" / "north" / "ice.md").write_text("thin\n")
        assert eventually(lambda: calls.count > 0)


def test_a_thousand_files_ring_once_or_twice(content: Path, calls: Calls, eventually: Eventually) -> None:
    with watch([content], calls):
        begin = time.monotonic()
        for number in range(1000):
            (content / f"{number}.md").write_text("news\n")
        assert eventually(lambda: calls.count > 0)
        # One call at the end of the burst, and one for each half second until the system had told of all of it.
        count = calls.settle()
        assert count <= 2 + (time.monotonic() - begin) / 0.5


def test_calls_never_overlap_and_the_last_change_is_never_missed(content: Path, eventually: Eventually) -> None:
    running = threading.Semaphore(1)
    overlaps: list[int] = []
    seen: list[str] = []

    def changed() -> None:
        if not running.acquire(blocking=False):
            overlaps.append(1)
        seen.append((content / "tides.md").read_text())
        time.sleep(0.05)
        running.release()

    with watch([content], changed, quiet=0.01):
        for number in range(100):
            (content / "tides.md").write_text(f"high at {number}\n")
            time.sleep(0.005)
        assert eventually(lambda: bool(seen) and seen[-1] == "high at 99\n")
    assert not overlaps


def test_a_burst_without_end_rings_all_the_same(content: Path, calls: Calls) -> None:
    with watch([content], calls, quiet=5):
        end = time.monotonic() + 20
        while not calls.count and time.monotonic() < end:
            (content / "tides.md").write_text("rising\n")
            time.sleep(0.01)
        assert calls.count > 0


def test_what_is_ignored_is_not_seen(tmp_path: Path, calls: Calls, eventually: Eventually) -> None:
    output = tmp_path / "public"
    output.mkdir()
    with watch([tmp_path], calls, ignore=[output, tmp_path / ".sitegen"]):
        (output / "index.html").write_text("home")
        (output / "news").mkdir()
        (output / "news" / "index.html").write_text("news")
        (tmp_path / ".sitegen").mkdir()
        (tmp_path / ".sitegen" / "trace").write_text("{}")
        shutil.rmtree(output)
        time.sleep(1)
        assert calls.count == 0
        (tmp_path / "site.toml").write_text("title = 'Tides'\n")
        assert eventually(lambda: calls.count > 0)


def test_a_folder_may_come_later_and_its_neighbours_do_not_ring(
    tmp_path: Path, calls: Calls, eventually: Eventually
) -> None:
    missing = tmp_path / "themes" / "harbour" / "templates"
    with watch([missing], calls):
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "note.txt").write_text("no")
        time.sleep(0.3)
        assert calls.count == 0
        missing.mkdir(parents=True)
        assert eventually(lambda: calls.count > 0)
        calls.forget()
        (missing / "base.html").write_text("<html>")
        assert eventually(lambda: calls.count > 0)
        calls.forget()
        (missing.parent / "notes.txt").write_text("no")
        time.sleep(0.3)
        assert calls.count == 0


def test_a_folder_may_be_replaced(content: Path, calls: Calls, eventually: Eventually) -> None:
    with watch([content], calls):
        for _ in range(3):
            shutil.rmtree(content)
            content.mkdir()
            assert eventually(lambda: calls.count > 0)
            calls.forget()
            (content / "ferry.md").write_text("late\n")
            assert eventually(lambda: calls.count > 0)
            calls.forget()


def test_a_single_file_may_be_watched_across_atomic_saves(tmp_path: Path, calls: Calls, eventually: Eventually) -> None:
    config = tmp_path / "site.toml"
    config.write_text("title = 'Tides'\n")
    with watch([config], calls):
        for number in range(3):
            replace_text(config, f"title = 'Tides {number}'\n")
            assert eventually(lambda: calls.count > 0)
            calls.forget()
        (tmp_path / "other.toml").write_text("title = 'Ferry'\n")
        time.sleep(0.3)
        assert calls.count == 0


def test_a_linked_folder_is_watched_where_it_really_is(content: Path, calls: Calls, eventually: Eventually) -> None:
    link = content.parent / "link"
    link.symlink_to(content)
    with watch([link], calls):
        (content / "tides.md").write_text("high at ten\n")
        assert eventually(lambda: calls.count > 0)


def test_it_ends_soon_even_while_a_call_is_running(content: Path, eventually: Eventually) -> None:
    started, release = threading.Event(), threading.Event()

    def changed() -> None:
        started.set()
        release.wait(30)

    with watch([content], changed):
        (content / "tides.md").write_text("high at ten\n")
        assert started.wait(20)
        begin = time.monotonic()
    assert time.monotonic() - begin < 2
    release.set()


def test_no_thread_is_left_and_nothing_rings_after_the_end(content: Path, calls: Calls, eventually: Eventually) -> None:
    before = set(threading.enumerate())
    with watch([content], calls):
        assert set(threading.enumerate()) - before  # not ">": one of an earlier test may end now
    assert eventually(lambda: set(threading.enumerate()) <= before)
    (content / "tides.md").write_text("high at ten\n")
    time.sleep(0.3)
    assert calls.count == 0
