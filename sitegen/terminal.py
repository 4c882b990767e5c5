"""What the command line writes, and how it looks: results on standard output, errors and progress beside it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import click

from sitegen.errors import SitegenError

_STYLES: dict[str, dict[str, Any]] = {
    "kept": {},
    "moved": {"fg": "cyan"},
    "removed": {"fg": "red"},
    "added": {"fg": "green"},
    "blank": {"dim": True},
    "unclaimed": {"fg": "magenta"},
    "title": {"bold": True},
    "note": {"dim": True},
    "warning": {"fg": "yellow"},
}
_DIFF_STYLES = {"---": "title", "+++": "title", "@@": "note", "-": "removed", "+": "added"}
"""By how a line begins, the longest first."""


def output() -> BinaryIO:
    """Standard output as bytes. Raises SitegenError where it is closed."""
    if sys.stdout is None:
        raise SitegenError("standard output is closed", hint="redirect it to a file")
    return sys.stdout.buffer


def drop_output() -> None:
    """Nothing more can be written: what is still buffered must not fail again when Python ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(error: SitegenError) -> None:
    """An error as its line, on standard error."""
    click.echo(str(error), err=True)


def width() -> int:
    """The columns of the terminal that standard output is, 0 where it is none."""
    return shutil.get_terminal_size().columns if _is_terminal() else 0


def show(spans: Iterable[tuple[str, str]]) -> None:
    """A line of styled words: in colour on a terminal, unless NO_COLOR (no-color.org) forbids it."""
    coloured = _is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    line = "".join(click.style(text, **_STYLES[style]) if coloured else text for text, style in spans)
    output().write(f"{line.rstrip()}\n".encode("utf-8", "replace"))
    output().flush()


def show_diff(lines: Iterable[str]) -> None:
    """The lines of a unified diff."""
    for line in lines:
        show([(line, next((style for start, style in _DIFF_STYLES.items() if line.startswith(start)), "kept"))])


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show_task(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total or None)
            if total:
                bar.update(tasks[what], completed=done, total=total)
            else:  # nobody knows how many there are: the bar only moves, and its name counts
                bar.update(tasks[what], description=f"{what}: {done}")

        yield show_task


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
