"""Watching folders: a doorbell that rings once for a burst of changes. What changed is for the hashes to say."""

from __future__ import annotations

import errno
import logging
import os
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from sitegen.errors import SitegenError

# Reading a file must not ring, and a folder's own "modified" only repeats what its entries already said.
_SEEN: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
_RESHAPING = (DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileCreatedEvent, FileDeletedEvent, FileMovedEvent)
_LONGEST = 0.5
_PATIENCE = 0.4

# watchdog reports harmless races on stopping; without a handler they would land on the user's terminal.
logging.getLogger("watchdog").addHandler(logging.NullHandler())


@contextmanager
def watch(
    folders: Sequence[Path], changed: Callable[[], None], *, quiet: float = 0.05, ignore: Sequence[Path] = ()
) -> Iterator[None]:
    """Call `changed` after each burst of changes in `folders` (files may be named too), never twice at once.

    A burst ends after `quiet` seconds without an event and is reported 0.5 s after its first event at the latest.
    Folders may be missing, come, go and be replaced. `changed` must be total: it runs on a thread of its own, where
    nobody is left to catch what it raises. A call still running on exit is left to itself.
    """
    bell = _Bell(quiet)
    ear = _Ear(bell, [path.resolve() for path in folders], [path.resolve() for path in ignore])
    with warnings.catch_warnings():
        # watchdog may meet a folder twice that came together with the one above it; the second time changes nothing.
        warnings.filterwarnings("ignore", r"Callback with id .* already exists", RuntimeWarning)
        observer = _start_observer()
        worker = threading.Thread(target=_work, args=(bell, ear, observer, changed), name="watch", daemon=True)
        try:
            failure = _arm(observer, ear)
            if failure is not None:
                raise _watch_error(failure) from failure
            worker.start()
            yield
        finally:
            bell.close()
            if worker.ident is not None:
                worker.join(_PATIENCE)
            observer.stop()
            observer.join(_PATIENCE)


class _Bell:
    """Gathers the rings of a burst into one."""

    def __init__(self, quiet: float) -> None:
        self._quiet = quiet
        self._changed = threading.Condition()
        self._first: float | None = None
        self._last = 0.0
        self._closed = False

    def ring(self) -> None:
        with self._changed:
            self._last = time.monotonic()
            if self._first is None:
                self._first = self._last
                self._changed.notify_all()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self) -> bool:
        """Wait for the end of a burst; False once the bell is closed."""
        with self._changed:
            while not self._closed:
                remaining = self._remaining()
                if remaining is not None and remaining <= 0:
                    self._first = None
                    return True
                self._changed.wait(remaining)
            return False

    def _remaining(self) -> float | None:
        if self._first is None:
            return None
        return min(self._last + self._quiet, self._first + _LONGEST) - time.monotonic()


class _Ear(FileSystemEventHandler):
    """Rings for events that concern the targets, and notes when one of them came, went or was replaced."""

    def __init__(self, bell: _Bell, targets: Sequence[Path], ignored: Sequence[Path]) -> None:
        self.targets = tuple(targets)
        self.reshaped = threading.Event()
        self._bell = bell
        self._ignored = tuple(ignored)

    def dispatch(self, event: FileSystemEvent) -> None:
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        heard = [path for path in paths if not any(path.is_relative_to(folder) for folder in self._ignored)]
        above = isinstance(event, _RESHAPING) and any(
            target.is_relative_to(path) for path in heard for target in self.targets
        )
        if above:
            self.reshaped.set()
        if above or any(path.is_relative_to(target) for path in heard for target in self.targets):
            self._bell.ring()


def _start_observer() -> BaseObserver:
    try:
        observer = Observer()
        observer.start()
    except OSError as error:
        raise _watch_error(error) from error
    return observer


def _work(bell: _Bell, ear: _Ear, observer: BaseObserver, changed: Callable[[], None]) -> None:
    while bell.wait():
        if ear.reshaped.is_set():
            ear.reshaped.clear()
            # What cannot be watched any more is passed over: the rest still is, and a restart names the reason.
            _arm(observer, ear)
        changed()


def _arm(observer: BaseObserver, ear: _Ear) -> OSError | None:
    """Watch what exists now; the first failure that is not a folder's vanishing is returned."""
    failure: OSError | None = None
    armed: list[tuple[Path, bool]] = []
    # Folders may come while watches are being set, so it is done only when a second look agrees with the first.
    while (planned := _plan_watches(ear.targets)) != armed:
        observer.unschedule_all()
        for folder, recursive in planned:
            try:
                observer.schedule(ear, folder, recursive=recursive, event_filter=_SEEN)
            except OSError as error:
                if error.errno not in (errno.ENOENT, errno.ENOTDIR):
                    failure = failure or error
        armed = planned
    return failure


def _plan_watches(targets: Sequence[Path]) -> list[tuple[Path, bool]]:
    """Each folder with all below it, and the nearest folder above each target, which sees the target come and go."""
    above = {next(folder for folder in target.parents if folder.is_dir()) for target in targets}
    within = {target for target in targets if target.is_dir()}
    return [(folder, False) for folder in sorted(above - within)] + [(folder, True) for folder in sorted(within)]


def _watch_error(error: OSError) -> SitegenError:
    full = error.errno in (errno.ENOSPC, errno.EMFILE)
    hint = "the system's limit on watched folders (fs.inotify) is reached" if full else ""
    return SitegenError(f"cannot watch for changes: {error.strerror or error}", hint=hint)
