"""A preview server on a thread of its own, and a way to wait for what other threads do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sitegen.shell.server import PreviewServer


@dataclass(frozen=True)
class Preview:
    server: PreviewServer
    url: str
    output: Path

    @property
    def port(self) -> int:
        port = urlsplit(self.url).port
        assert port is not None
        return port


@contextmanager
def _running(output: Path, base_path: str, host: str) -> Iterator[Preview]:
    server = PreviewServer(output, base_path, host, 0)
    told: list[str] = []
    ready = threading.Event()

    def tell(url: str) -> None:
        told.append(url)
        ready.set()

    thread = threading.Thread(target=server.run, args=(tell,))
    thread.start()
    try:
        assert ready.wait(30), "the server did not start"
        yield Preview(server, told[0], output)
    finally:
        server.stop()
        thread.join(30)
        assert not thread.is_alive(), "the server did not stop"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Preview]]:
    """Start a server for `tmp_path / "public"`; it stops with the test."""
    output = tmp_path / "public"
    output.mkdir()
    with ExitStack() as stack:
        yield lambda base_path="/", host="127.0.0.1": stack.enter_context(_running(output, base_path, host))


def wait_until(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether the condition came true in time; the time is for slow machines, not for the code."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


@pytest.fixture
def eventually() -> Callable[..., bool]:
    return wait_until
