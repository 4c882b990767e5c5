"""The preview server over raw sockets: what it serves, what it refuses, and how it leaves."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from sitegen.errors import OutputError
from sitegen.shell.preview.site import content_type, insert_script, parse_path
from sitegen.shell.server import PreviewServer, format_address

SECRET = b"the harbour master's spare key hangs behind the clock"


class Preview(Protocol):
    server: PreviewServer
    url: str
    output: Path

    @property
    def port(self) -> int: ...


Start = Callable[..., Preview]


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    preview: Preview, target: str, method: str = "GET", host: str | None = None, extra: str = "", body: bytes = b""
) -> Reply:
    """Send the target exactly as it is written, which no client library would."""
    name = f"127.0.0.1:{preview.port}" if host is None else host
    request = f"{method} {target} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n{extra}\r\n".encode("latin-1")
    with socket.create_connection(("127.0.0.1", preview.port), timeout=30) as connection:
        connection.sendall(request + body)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, content = answer.partition(b"\r\n\r\n")
    status, *fields = head.decode("latin-1").split("\r\n")
    return Reply(
        int(status.split()[1]), {k.lower(): v.strip() for k, _, v in (f.partition(":") for f in fields)}, content
    )


@contextlib.contextmanager
def listening(preview: Preview) -> Iterator[Callable[[], dict[str, object]]]:
    """An open event stream; each call gives the next state."""
    with socket.create_connection(("127.0.0.1", preview.port), timeout=30) as connection:
        connection.sendall(f"GET /_sitegen/events HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n".encode())
        with connection.makefile("rb") as lines:

            def following() -> dict[str, object]:
                for line in lines:
                    if line.startswith(b"data: "):
                        state: dict[str, object] = json.loads(line[6:])
                        return state
                raise AssertionError("the stream ended")

            yield following


def write(folder: Path, name: str, text: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_a_page_gains_one_script_and_its_file_keeps_its_bytes(start: Start) -> None:
    preview = start()
    page = "<html><body><p>Tide tables</p></body></html>\n"
    file = write(preview.output, "tides/index.html", page)
    reply = ask(preview, "/tides/")
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.body.count(b'<script src="/_sitegen/reload.js?build=') == 1
    assert reply.body.endswith(b" defer></script></body></html>\n")
    assert file.read_text() == page


def test_every_reply_forbids_guessing_and_stale_copies(start: Start) -> None:
    preview = start()
    write(preview.output, "index.html", "home")
    write(preview.output, "news/index.html", "news")
    for target in ("/", "/nowhere", "/news", "/_sitegen/reload.js"):
        headers = ask(preview, target).headers
        assert headers["cache-control"] == "no-cache"
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


def test_a_folder_without_its_slash_redirects_and_keeps_the_query(start: Start) -> None:
    preview = start()
    write(preview.output, "été 1/index.html", "summer")
    reply = ask(preview, "/%C3%A9t%C3%A9%201?page=2")
    assert (reply.status, reply.headers["location"]) == (301, "/%C3%A9t%C3%A9%201/?page=2")
    assert ask(preview, "/%C3%A9t%C3%A9%201/?page=2").status == 200


def test_what_is_unknown_gets_the_sites_own_404_page(start: Start) -> None:
    preview = start()
    assert ask(preview, "/nowhere").status == 404
    write(preview.output, "404.html", "<body>Lost at sea</body>")
    reply = ask(preview, "/nowhere/at/all.css")
    assert reply.status == 404
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert b"Lost at sea" in reply.body
    assert b"reload.js" in reply.body


def test_head_tells_the_length_and_sends_nothing(start: Start) -> None:
    preview = start()
    write(preview.output, "index.html", "<body>home</body>")
    for target in ("/", "/nowhere", "/_sitegen/reload.js"):
        head, full = ask(preview, target, "HEAD"), ask(preview, target)
        assert head.body == b""
        assert (head.status, head.headers["content-length"]) == (full.status, full.headers["content-length"])
    assert ask(preview, "/_sitegen/events", "HEAD").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_only_reading_is_served(start: Start, method: str) -> None:
    preview = start()
    write(preview.output, "index.html", "home")
    reply = ask(preview, "/", method, extra="Content-Length: 3\r\n", body=b"x=1")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


TRAVERSALS = [
    "/../secret.txt",
    "/news/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/news/%2e%2e/%2e%2e/secret.txt",
    "/.%00./secret.txt",
    "/..%c0%afsecret.txt",
    "/%252e%252e/secret.txt",
    "//secret.txt",
    "/news//../../secret.txt",
    "/secret.txt%00.html",
    "/link.txt",
    "/linked/secret.txt",
    "/.hidden/note.txt",
    "/.env",
    "/shown.txt",
    "/loop",
    "/pipe",
    "/" + "a" * 5000,
    "/" + "a/" * 3000,
    "/%ff%fe",
    "/C:/secret.txt",
    "secret.txt",
    "*",
]


@pytest.mark.parametrize("target", TRAVERSALS)
def test_nothing_outside_the_output_is_served_and_nothing_is_echoed(start: Start, target: str) -> None:
    preview = start()
    secret = write(preview.output.parent, "secret.txt", SECRET)
    write(preview.output, "news/index.html", "news")
    hidden = write(preview.output, ".hidden/note.txt", SECRET)
    write(preview.output, ".env", SECRET)
    (preview.output / "link.txt").symlink_to(secret)
    (preview.output / "linked").symlink_to(preview.output.parent)
    (preview.output / "shown.txt").symlink_to(hidden)
    (preview.output / "loop").symlink_to("loop")
    os.mkfifo(preview.output / "pipe")
    reply = ask(preview, target)
    assert reply.status == 404
    assert SECRET not in reply.body
    assert b"secret" not in reply.body
    assert str(preview.output).encode() not in reply.body


def test_a_link_within_the_output_is_followed(start: Start) -> None:
    preview = start()
    (preview.output / "latest.txt").symlink_to(write(preview.output, "issue-7.txt", "the seventh"))
    assert ask(preview, "/latest.txt").body == b"the seventh"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.9.9.9:8000", 200),
        ("localhost:1", 200),
        ("LocalHost", 200),
        ("[::1]:8000", 200),
        ("", 403),
        ("rebound.example", 403),
        ("127.0.0.1.rebound.example", 403),
        ("localhost.rebound.example:8000", 403),
        ("127.0.0.1@rebound.example", 403),
        ("192.0.2.7:8000", 403),
        ("[2001:db8::1]", 403),
        ("0.0.0.0", 403),
    ],
)
def test_only_requests_meant_for_this_host_are_answered(start: Start, host: str, status: int) -> None:
    preview = start()
    write(preview.output, "index.html", "home")
    reply = ask(preview, "/", host=host)
    assert reply.status == status
    if status == 403:
        assert reply.headers["content-type"] == "text/plain; charset=utf-8"
        assert host.encode() not in reply.body or not host


@pytest.mark.parametrize(("host", "status"), [("192.0.2.7:8000", 200), ("[2001:db8::1]", 200), ("news.example", 403)])
def test_a_server_on_every_interface_is_reached_by_number_only(start: Start, host: str, status: int) -> None:
    preview = start(host="0.0.0.0")
    assert preview.url == f"http://127.0.0.1:{preview.port}/"
    write(preview.output, "index.html", "home")
    assert ask(preview, "/", host=host).status == status


def test_a_strangers_page_is_refused(start: Start) -> None:
    preview = start()
    own = f"Origin: http://127.0.0.1:{preview.port}\r\n"
    assert ask(preview, "/_sitegen/reload.js", extra=own).status == 200
    for origin in ("http://news.example", "null", "http://127.0.0.1:1"):
        assert ask(preview, "/_sitegen/events", extra=f"Origin: {origin}\r\n").status == 403


def test_parts_of_a_file_are_served_but_pages_are_whole(start: Start) -> None:
    preview = start()
    write(preview.output, "tune.mp3", bytes(range(100)))
    write(preview.output, "index.html", "<body>home</body>")
    part = ask(preview, "/tune.mp3", extra="Range: bytes=10-19\r\n")
    assert (part.status, part.body) == (206, bytes(range(10, 20)))
    assert part.headers["content-range"] == "bytes 10-19/100"
    assert ask(preview, "/tune.mp3", extra="Range: bytes=200-\r\n").status == 416
    assert ask(preview, "/tune.mp3").headers["accept-ranges"] == "bytes"
    assert ask(preview, "/", extra="Range: bytes=0-3\r\n").status == 200


def test_a_large_file_arrives_whole(start: Start) -> None:
    preview = start()
    content = bytes(9 * 1024 * 1024) + b"end"
    write(preview.output, "archive.zip", content)
    assert ask(preview, "/archive.zip").body == content


def test_the_base_path_is_where_the_site_is(start: Start) -> None:
    preview = start("/repo/")
    assert preview.url.endswith("/repo/")
    write(preview.output, "index.html", "<body>home</body>")
    write(preview.output, "news/index.html", "<body>news</body>")
    assert b'<script src="/repo/_sitegen/reload.js?build=' in ask(preview, "/repo/").body
    assert ask(preview, "/repo/_sitegen/reload.js").status == 200
    assert (ask(preview, "/").status, ask(preview, "/").headers["location"]) == (302, "/repo/")
    assert (ask(preview, "/repo").status, ask(preview, "/repo").headers["location"]) == (301, "/repo/")
    assert ask(preview, "/repo/news").headers["location"] == "/repo/news/"
    for target in ("/news/", "/_sitegen/reload.js", "/repository/", "/repo/repo/"):
        assert ask(preview, target).status == 404


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("site.css", "text/css; charset=utf-8"),
        ("app.js", "text/javascript; charset=utf-8"),
        ("app.mjs", "text/javascript; charset=utf-8"),
        ("index.json", "application/json; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("logo.SVG", "image/svg+xml; charset=utf-8"),
        ("photo.webp", "image/webp"),
        ("text.woff2", "font/woff2"),
        ("search.wasm", "application/wasm"),
        ("dump.svg.gz", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_content_types_are_the_same_on_every_machine(name: str, kind: str) -> None:
    assert content_type(name) == kind


def test_the_script_goes_before_the_last_end_of_body() -> None:
    assert (
        insert_script(b"<pre>&lt;</body ></pre></BODY\n></html>", b"!") == b"<pre>&lt;</body ></pre>!</BODY\n></html>"
    )
    assert insert_script(b"<p>no end", b"!") == b"<p>no end!"


def test_a_path_is_decoded_once_and_a_segment_at_a_time() -> None:
    assert parse_path(b"/") == ("",)
    assert parse_path(b"/a%20b/") == ("a b", "")
    assert parse_path(b"/a%252fb") == ("a%2fb",)
    assert parse_path(b"/a%2fb") is None


def test_an_address_is_one_that_a_browser_can_open() -> None:
    assert format_address("::", 8000, "/") == "http://[::1]:8000/"
    assert format_address("localhost", 8000, "/repo/") == "http://localhost:8000/repo/"


def test_the_stream_tells_the_current_state_first_and_then_each_change(start: Start) -> None:
    preview = start()
    preview.server.publish_errors(["content/tides.md:3: unknown key"])
    with listening(preview) as following:
        first = following()
        assert first["errors"] == ["content/tides.md:3: unknown key"]
        assert str(first["build"]).encode() in ask(preview, "/").body
        preview.server.publish_build()
        second = following()
        assert second["errors"] == []
        assert second["build"] != first["build"]
        assert str(second["build"]).encode() in ask(preview, "/").body


def test_every_stream_hears_of_a_build(start: Start) -> None:
    preview = start()
    with contextlib.ExitStack() as stack:
        streams = [stack.enter_context(listening(preview)) for _ in range(20)]
        assert len({str(following()["build"]) for following in streams}) == 1
        preview.server.publish_build()
        assert len({str(following()["build"]) for following in streams}) == 1


def test_half_open_connections_do_not_delay_others(start: Start) -> None:
    preview = start()
    write(preview.output, "index.html", "home")
    with contextlib.ExitStack() as stack:
        for _ in range(50):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", preview.port), timeout=30))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        assert ask(preview, "/").status == 200


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(OutputError) as caught:
            PreviewServer(tmp_path, port=port).run(lambda url: None)
    assert str(caught.value) == f"port {port} is taken (choose another with --port)"


def test_a_host_that_is_not_here_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"^cannot serve on 192\.0\.2\.1 port 0: "):
        PreviewServer(tmp_path, host="192.0.2.1", port=0).run(lambda url: None)


def test_builds_may_be_published_before_and_after_serving(start: Start, tmp_path: Path) -> None:
    server = PreviewServer(tmp_path, port=0)
    server.publish_errors(["early"])
    served: list[str] = []
    thread = threading.Thread(target=server.run, args=(lambda url: (served.append(url), server.stop()),))
    thread.start()
    thread.join(30)
    server.publish_build()
    assert len(served) == 1
    assert not thread.is_alive()


SERVE = """
import sys
from pathlib import Path
from sitegen.shell.server import PreviewServer
PreviewServer(Path(sys.argv[1]), port=0).run(lambda url: print(url, flush=True))
print("left", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_at_once_and_quietly(tmp_path: Path, number: signal.Signals) -> None:
    write(tmp_path, "index.html", "home")
    write(tmp_path, "large.bin", bytes(64 * 1024 * 1024))
    command = [sys.executable, "-W", "error", "-c", SERVE, str(tmp_path)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process,
        contextlib.ExitStack() as stack,
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stdout.readline().strip()
        port = int(url.rsplit(":", 1)[1].strip("/"))
        # An event stream, a kept connection, half a request, and a download that nobody reads on.
        for text in ("GET /_sitegen/events HTTP/1.1", "GET / HTTP/1.1", "", "GET /large.bin HTTP/1.1"):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            connection.sendall(f"{text}\r\nHost: localhost\r\n\r\n".encode() if text else b"GET / HT")
            if text:
                assert connection.recv(100).startswith(b"HTTP/1.1 200")
        begin = time.monotonic()
        process.send_signal(number)
        assert select.select([process.stdout], [], [], 30)[0]
        assert process.stdout.readline() == "left\n"
        assert process.wait(30) == 0
        assert time.monotonic() - begin < 2
        assert process.stderr.read() == ""
