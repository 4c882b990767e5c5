"""One polite connection to a host: a request at a time, within limits of size and time."""

from __future__ import annotations

import ssl
import threading
import time
import zlib
from collections.abc import Mapping
from typing import NamedTuple

import httpcore

from sitegen.errors import SourceError
from sitegen.shell.addresses import Budget, GuardedBackend, PrivateAddressError, Resolve
from sitegen.shell.robots import Robots

AGENT = "sitegen"
SECONDS = 30.0
"""For one address in all, redirects and retries included."""
REDIRECTS = frozenset([301, 302, 303, 307, 308])
_CONNECT_SECONDS = 10.0


class Seen(NamedTuple):
    """What a server said of a version it gave (RFC 9110, section 13)."""

    etag: str = ""
    last_modified: str = ""


class Kind(NamedTuple):
    """What is asked for: media types, the most bytes after decompression, and whether more is cut off or refused,
    with `hint` as the remedy; `method` is HEAD where only that it is there is asked."""

    accept: str
    most_bytes: int
    is_cut: bool = False
    hint: str = "save a smaller part and import that"
    method: str = "GET"


class Answer(NamedTuple):
    """Status, headers by their names in lower case, and body."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class Lane:
    """What is known of a host, and the connection to it. Whoever asks holds `lock`."""

    def __init__(self, resolve: Resolve, tls: ssl.SSLContext, *, allow_private: bool) -> None:
        self.lock = threading.Lock()
        self.robots: dict[str, Robots] = {}
        self.delay = 0.0
        self.fault = ""
        """Why the host cannot be reached; it is not tried again."""
        self.rests_until = 0.0
        """When a server that is busy may be asked again, by the monotonic clock."""
        self._asked_at = 0.0
        self._backend = GuardedBackend(resolve, allow_private=allow_private)
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls, network_backend=self._backend, max_connections=1, keepalive_expiry=5
        )

    def turn(self) -> float:
        """Seconds until the host may be asked again."""
        return max(0.0, self._asked_at + self.delay - time.monotonic()) if self._asked_at else 0.0

    def close(self) -> None:
        """End the connection, also where an answer is waited for."""
        self._backend.cut()
        self._pool.close()

    def request(self, target: str, seen: Seen, kind: Kind, budget: Budget, shown: str) -> Answer:
        """The answer to one request. Raises SourceError for what another try would not mend, and httpcore's errors of
        network, protocol and time for what it might."""
        self._backend.budget = budget
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), budget.left())
        timeouts["connect"] = min(_CONNECT_SECONDS, budget.left())
        try:
            headers, extensions = _headers(seen, kind), {"timeout": timeouts}
            with self._pool.stream(kind.method, target, headers=headers, extensions=extensions) as response:
                said = {key.decode("latin-1").lower(): _decode(value) for key, value in response.headers}
                empty = response.status in REDIRECTS or kind.method == "HEAD"
                data = b"" if empty else _read(response, said, kind, shown)
                return Answer(response.status, said, data)
        except PrivateAddressError as error:
            hint = "import --allow-private fetches from your own network"
            raise SourceError(f"leads to a private address: {error}", shown, hint=hint) from error
        except (httpcore.UnsupportedProtocol, httpcore.LocalProtocolError, UnicodeError) as error:
            raise SourceError(f"cannot be fetched: {error}", shown, hint="check the address") from error
        finally:
            self._asked_at = time.monotonic()


def _decode(value: bytes) -> str:
    """A header's text; addresses in it are UTF-8 more often than the latin-1 that the standard knows."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _headers(seen: Seen, kind: Kind) -> list[tuple[bytes, bytes]]:
    headers = [
        (b"User-Agent", f"{AGENT} (+static site generator)".encode()),
        (b"Accept", kind.accept.encode()),
        (b"Accept-Encoding", b"gzip"),
    ]
    if seen.etag:
        headers.append((b"If-None-Match", seen.etag.encode("latin-1", "ignore")))
    if seen.last_modified:
        headers.append((b"If-Modified-Since", seen.last_modified.encode("latin-1", "ignore")))
    return headers


def _read(response: httpcore.Response, headers: Mapping[str, str], kind: Kind, shown: str) -> bytes:
    """The body, decompressed as it comes, and given up when it is too large."""
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise SourceError(
            f"comes as {encoding}, which was not asked for", shown, hint="save the page and import the file"
        )
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    parts: list[bytes] = []
    packed = size = 0
    for chunk in response.iter_stream():
        packed += len(chunk)
        try:
            part = unpack.decompress(chunk, kind.most_bytes - size + 1) if unpack else chunk
        except zlib.error as error:
            raise SourceError("is damaged: its compression is broken", shown, hint="try again later") from error
        size += len(part)
        parts.append(part)
        if max(size, packed) > kind.most_bytes:
            if kind.is_cut:
                return b"".join(parts)[: kind.most_bytes]
            megabytes = kind.most_bytes // 1_000_000
            raise SourceError(f"is larger than {megabytes} MB", shown, hint=kind.hint)
    if unpack and packed and not unpack.eof:
        raise SourceError("is damaged: its compression breaks off", shown, hint="try again later")
    return b"".join(parts)
