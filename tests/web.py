"""Web sites on loopback, for tests: what each address answers is set by the test, and what was asked is kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Answer(NamedTuple):
    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Web(ThreadingHTTPServer):
    """`pages` by path; every answer has an ETag made of its body, by which it is asked again."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.sent: list[str] = []
        self.clients: set[tuple[str, int]] = set()

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no error."""

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def page(self, path: str, text: str) -> None:
        self.pages[path] = Answer(text.encode())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Web

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        web = self.server
        web.asked.append(self.path)
        web.clients.add(self.client_address)
        answer = web.pages.get(self.path, Answer(b"", status=404))
        etag = f'"{len(answer.body)}-{sum(answer.body)}"'
        unchanged = answer.status == 200 and self.headers.get("If-None-Match") == etag
        self.send_response(304 if unchanged else answer.status)
        self.send_header("Content-Type", answer.kind)
        if answer.status == 200:
            self.send_header("ETag", etag)
        for key, value in answer.headers:
            self.send_header(key, value)
        self.send_header("Content-Length", str(0 if unchanged else len(answer.body)))
        self.end_headers()
        if not unchanged:
            web.sent.append(self.path)
            self.wfile.write(answer.body)


@contextmanager
def serve_web() -> Iterator[Web]:
    """A web site for as long as the context lasts."""
    web = Web()
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield web
    finally:
        web.shutdown()
        web.server_close()
        thread.join()
