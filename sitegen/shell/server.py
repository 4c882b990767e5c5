"""The preview server: the output folder on a local address, with pages that keep themselves fresh."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from sitegen.errors import OutputError
from sitegen.shell.preview.channel import Channel
from sitegen.shell.preview.site import PreviewSite

_GRACE = 0.3


class PreviewServer:
    """Serves `output` under `base_path` until a signal or `stop`; the publishing methods may be called on any thread.

    A server runs once. Builds may be published before it runs and after it stopped.
    """

    def __init__(self, output: Path, base_path: str = "/", host: str = "127.0.0.1", port: int = 8000) -> None:
        self._host = host
        self._port = port
        self._channel = Channel()
        site = PreviewSite(output, base_path, host, self._channel)
        self._prefix = site.prefix
        # Requests are the user's own, and what goes wrong with them is shown in the browser: nothing is logged.
        config = uvicorn.Config(
            site,
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        self._listener = _Listener(config, self._channel)

    def publish_build(self) -> None:
        """A good build is in the output folder: pages reload, and the errors of earlier ones are gone."""
        self._channel.publish_build()

    def publish_errors(self, lines: Sequence[str]) -> None:
        """A build failed: pages show these lines over the last good build."""
        self._channel.publish_errors(lines)

    def run(self, ready: Callable[[str], None]) -> None:
        """Serve until SIGINT or SIGTERM (or `stop`); `ready` is told the site's address once it is served."""
        with bind_socket(self._host, self._port) as bound:
            port = bound.getsockname()[1]
            self._listener.ready = lambda: ready(format_address(self._host, port, self._prefix))
            self._listener.run(sockets=[bound])

    def stop(self) -> None:
        """Let `run` return soon."""
        self._listener.should_exit = True


def bind_socket(host: str, port: int) -> socket.socket:
    """A listening socket; what stands in the way is the user's to mend."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise OutputError(f"port {port} is taken", hint="choose another with --port") from error
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot serve on {host} port {port}: {reason}", hint="see --host and --port") from error


def format_address(host: str, port: int, prefix: str) -> str:
    """The address to open in a browser; a server on every interface is reached on the loopback one."""
    name = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (named, not bound)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}{prefix}"


class _Listener(uvicorn.Server):
    """uvicorn, leaving at once and quietly: signals end it instead of being raised again, streams do not hold it."""

    def __init__(self, config: uvicorn.Config, channel: Channel) -> None:
        super().__init__(config)
        self.ready: Callable[[], None] = lambda: None
        self._channel = channel

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._leave) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _leave(self, number: int, frame: object) -> None:
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._channel.open()
        await super().startup(sockets=sockets)

    async def main_loop(self) -> None:
        # On a thread, so that whoever is told may ask the server for a page at once.
        await asyncio.to_thread(self.ready)
        await super().main_loop()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._channel.close()
        cut = asyncio.get_running_loop().call_later(_GRACE, self._cut_connections)
        await super().shutdown(sockets=sockets)
        cut.cancel()

    def _cut_connections(self) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()
