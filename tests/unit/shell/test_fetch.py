"""Fetching, from a real server on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sitegen.errors import SourceError
from sitegen.shell import fetch
from sitegen.shell.addresses import is_public
from sitegen.shell.fetch import Fetcher
from sitegen.shell.lane import Seen

PAGE = b"<p>Rain on the north lamp.</p>"


ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"ETag": '"one"', "Last-Modified": "x", "Content-Type": "text/html; charset=ISO-8859-2"}, PAGE),
    "/gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)),
    "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(30_000_000))),
    "/broken": (200, {"Content-Encoding": "gzip"}, b"no gzip at all"),
    "/moved": (301, {"Location": "/page"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/file": (302, {"Location": "file:///etc/hosts"}, b""),
    "/busy": (200, {}, PAGE),
    "/stra%C3%9Fe": (200, {}, PAGE),
    "/cut": (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE * 99)[:-12]),
    "/for-now": (302, {"Location": "/moved"}, b""),
    "/utf8": (301, {"Location": "/stra\u00c3\u009fe"}, b""),  # UTF-8 as it stands, which http.server writes as latin-1
    "/away": (410, {}, b""),
    "/off": (302, {"Location": "http://[half/"}, b""),
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        server.asked.append(self.path)
        status, headers, body = server.answer(self.path, self.headers.get("If-None-Match", ""))
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.busy = 1
        self.robots: tuple[int, bytes] = (404, b"")
        self.robots_moved = False

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no error."""

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, path: str, etag: str) -> tuple[int, dict[str, str], bytes]:
        if path == "/robots.txt" and self.robots_moved:
            return 301, {"Location": "/rules.txt"}, b""
        if path in ("/robots.txt", "/rules.txt"):
            return self.robots[0], {}, self.robots[1]
        if path == "/page" and etag == '"one"':
            return 304, {}, b""
        if path == "/busy" and self.busy:
            self.busy -= 1
            return 503, {"Retry-After": "0"}, b""
        return ANSWERS.get(path, (404, {}, b""))


@pytest.fixture
def server() -> Iterator[_Server]:
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(allow_private=True) as fetcher:
        yield fetcher


@pytest.mark.parametrize("path", ["/page", "/gzip", "/moved", "/busy", "/straße", "/utf8"])
def test_a_page_comes(server: _Server, fetcher: Fetcher, path: str) -> None:
    assert fetcher.fetch(server.root + path).data == PAGE


def test_what_did_not_change_is_not_sent_again(server: _Server, fetcher: Fetcher) -> None:
    first = fetcher.fetch(f"{server.root}/page")
    assert first.seen == Seen('"one"', "x")
    assert first.charset == "iso-8859-2"
    assert fetcher.fetch(f"{server.root}/page", first.seen).data is None


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/gone", "answers 404"),
        ("/loop", "redirects without end"),
        ("/file", 'leads to "file:///etc/hosts"'),
        ("/bomb", "is larger than 20 MB"),
        ("/broken", "is damaged"),
        ("/cut", "is damaged: its compression breaks off"),
        ("/away", "is gone for good (410)"),
        ("/off", 'leads to "http://[half/"'),
    ],
)
def test_what_does_not_come_is_one_line(server: _Server, fetcher: Fetcher, path: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        fetcher.fetch(server.root + path)
    assert str(caught.value).startswith(f"{server.root}{path}: {message}")
    assert "\n" not in str(caught.value)


def test_a_move_for_good_is_told_and_one_for_now_is_not(server: _Server, fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{server.root}/moved").moved == f"{server.root}/page"
    assert fetcher.fetch(f"{server.root}/for-now").moved == ""


def test_robots_may_be_elsewhere_and_large(server: _Server, fetcher: Fetcher) -> None:
    server.robots_moved = True
    server.robots = (200, b"User-agent: *\nDisallow: /page\n" + b"# and so on\n" * 100_000)
    with pytest.raises(SourceError, match=r"robots\.txt"):
        fetcher.fetch(f"{server.root}/page")


def test_where_a_redirect_leads_robots_are_obeyed_too(server: _Server, fetcher: Fetcher) -> None:
    server.robots = (200, b"User-agent: *\nDisallow: /page\n")
    with pytest.raises(SourceError, match=r"robots\.txt"):
        fetcher.fetch(f"{server.root}/moved")
    assert "/page" not in server.asked


@pytest.mark.parametrize("drips", [b"HTTP/1.1 200 OK\r\nX-Drip: ", b"HTTP/1.1 200 OK\r\n\r\n"], ids=["head", "body"])
def test_a_server_that_drips_is_given_up(drips: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SECONDS", 0.5)
    monkeypatch.setattr(fetch, "_PAUSES", ())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_drip, args=(listener, drips))
        thread.start()
        with Fetcher(allow_private=True) as fetcher, pytest.raises(SourceError, match="takes longer than"):
            fetcher.fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/page")
        thread.join()


def _drip(listener: socket.socket, start: bytes) -> None:
    """Answer that there is no robots.txt, and then with a byte now and then for as long as somebody listens."""
    connection, _ = listener.accept()
    with connection, suppress(OSError):
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        connection.recv(4096)
        connection.sendall(start)
        for _ in range(6000):
            connection.sendall(b"a")
            time.sleep(0.01)


def test_of_several_addresses_the_first_that_answers_is_taken(server: _Server) -> None:
    port = server.server_address[1]
    addresses = ["127.0.0.99", "127.0.0.1"]  # nobody listens at the first
    with Fetcher(allow_private=True, resolve=lambda host, port: addresses) as fetcher:
        assert fetcher.fetch(f"http://lantern.example:{port}/page").data == PAGE


def test_one_private_address_among_public_ones_is_enough(server: _Server) -> None:
    port = server.server_address[1]
    addresses = ["93.184.216.34", "127.0.0.1"]
    with Fetcher(resolve=lambda host, port: addresses) as fetcher, pytest.raises(SourceError, match="private"):
        fetcher.fetch(f"http://lantern.example:{port}/page")
    assert server.asked == []


def test_robots_are_obeyed_and_asked_once(server: _Server, fetcher: Fetcher) -> None:
    server.robots = (200, b"User-agent: *\nDisallow: /page\n")
    with pytest.raises(SourceError, match=r"robots\.txt"):
        fetcher.fetch(f"{server.root}/page")
    fetcher.fetch(f"{server.root}/gzip")
    assert server.asked == ["/robots.txt", "/gzip"]


def test_a_site_whose_robots_fail_is_left_alone(
    server: _Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_PAUSES", ())
    server.robots = (500, b"")
    with pytest.raises(SourceError, match=r"robots\.txt"):
        fetcher.fetch(f"{server.root}/page")


def test_a_private_address_is_not_asked(server: _Server) -> None:
    with Fetcher() as fetcher, pytest.raises(SourceError, match="private address"):
        fetcher.fetch(f"{server.root}/page")
    assert server.asked == []


def test_a_public_name_that_leads_home_is_not_asked(server: _Server) -> None:
    port = server.server_address[1]
    with Fetcher(resolve=lambda host, port: ["127.0.0.1"]) as fetcher, pytest.raises(SourceError, match="private"):
        fetcher.fetch(f"http://lantern.example:{port}/page")
    assert server.asked == []


def test_a_name_is_asked_once_for_a_connection(server: _Server) -> None:
    answers = iter([["127.0.0.1"], ["192.0.2.1"]])
    port = server.server_address[1]
    with Fetcher(allow_private=True, resolve=lambda host, port: next(answers)) as fetcher:
        assert fetcher.fetch(f"http://lantern.example:{port}/page").data == PAGE


@pytest.mark.parametrize("url", ["ftp://a.example/", "file:///etc/hosts", "http://", "http://[half", "http://a b/"])
def test_other_addresses_are_refused(url: str) -> None:
    with Fetcher() as fetcher, pytest.raises(SourceError):
        fetcher.fetch(url)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.1.2.3 169.254.169.254 ::1 ::ffff:127.0.0.1 fe80::1%eth0 64:ff9b::7f00:1 224.0.0.1 0.0.0.0 100.64.0.1
    2002:7f00:1:: fc00::1""".split(),  # noqa: SIM905 (a list would take a page)
)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)
