"""Pages and feeds from the network: politely, within limits, and never from a private address unless told so."""

from __future__ import annotations

import ipaddress
import re
import socket
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpcore

from sitegen.errors import SourceError

AGENT = "sitegen"
_MOST_BYTES = 20_000_000
"""After decompression."""
_SECONDS = 30.0
"""For one address in all, redirects and retries included."""
_CONNECT_SECONDS = 10.0
_MOST_REDIRECTS = 5
_PAUSES = (0.5, 2.0)
"""Seconds before each retry of what may pass: a connection that broke, a server that is busy."""
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_BUSY = frozenset([429, 500, 502, 503, 504])
_CLOSED = "User-agent: *\nDisallow: /"
_LONGEST_WAIT = 10.0
"""Seconds that a busy server may ask us to wait (RFC 9110, Retry-After)."""

_CHARSET = re.compile(r"charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Resolve = Callable[[str, int], list[str]]
Headers = list[tuple[bytes, bytes]]


class Seen(NamedTuple):
    """What a server said of a version it gave (RFC 9110, section 13)."""

    etag: str = ""
    last_modified: str = ""


class Fetched(NamedTuple):
    """`data` is None where nothing changed since `seen`; `url` is the address it came from in the end, `charset` the
    encoding that the server names."""

    url: str
    data: bytes | None
    seen: Seen
    charset: str = ""


def resolve_host(host: str, port: int) -> list[str]:
    """The IP addresses of a host. Raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class _GuardedBackend(httpcore.NetworkBackend):
    """Connects to the address that was checked, so that a name cannot lead elsewhere the second time it is asked."""

    def __init__(self, resolve: Resolve, *, allow_private: bool) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._resolve(host, port)
        if not self._allow_private:
            private = [each for each in addresses if not is_public(each)]
            if private or not addresses:
                raise _PrivateAddressError(host)
        return self._inner.connect_tcp(addresses[0], port, timeout, local_address, socket_options)


class _PrivateAddressError(Exception):
    """A host whose address is not one of the public internet."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; of one that wraps an IPv4 address, that one counts."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    return ip.is_global and not ip.is_multicast


class Fetcher:
    """Fetches addresses one after the other over connections that it keeps; a context manager."""

    def __init__(self, *, allow_private: bool = False, resolve: Resolve = resolve_host) -> None:
        backend = _GuardedBackend(resolve, allow_private=allow_private)
        self._pool = httpcore.ConnectionPool(
            network_backend=backend, max_connections=4, max_keepalive_connections=4, keepalive_expiry=5
        )
        self._robots: dict[str, RobotFileParser] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def fetch(self, url: str, seen: Seen | None = None) -> Fetched:
        """What stands at an http(s) address. Raises SourceError, which names it, for whatever keeps it from coming."""
        deadline = time.monotonic() + _SECONDS
        _check_address(url, url)
        if not self._may_fetch(url, deadline):
            raise SourceError("is not to be fetched by robots.txt", url, hint="ask the site, or save the page yourself")
        return self._follow(url, seen or Seen(), deadline)

    def _follow(self, url: str, seen: Seen, deadline: float) -> Fetched:
        at = url
        for _ in range(_MOST_REDIRECTS + 1):
            status, headers, data = self._ask(at, seen, deadline, url)
            if status in _REDIRECTS and "location" in headers:
                at = urljoin(at, headers["location"])
                continue
            if status == 304:
                return Fetched(at, None, seen)
            if status != 200:
                raise SourceError(
                    f"answers {status}", url, hint="open it in a browser; it may have moved or need a login"
                )
            charset = _CHARSET.search(headers.get("content-type", ""))
            seen = Seen(headers.get("etag", ""), headers.get("last-modified", ""))
            return Fetched(at, data, seen, charset[1].lower() if charset else "")
        raise SourceError("redirects without end", url, hint="give the address it leads to")

    def _may_fetch(self, url: str, deadline: float) -> bool:
        """Whether robots.txt (RFC 9309) lets us: one that is not there allows all, one that fails nothing."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            rules = RobotFileParser()
            status, _, data = self._ask(f"{root}/robots.txt", Seen(), deadline, url)
            said = data.decode("utf-8", "replace") if status == 200 else _CLOSED if status >= 500 else ""
            rules.parse(said.splitlines())
            self._robots[root] = rules
        return self._robots[root].can_fetch(AGENT, url)

    def _ask(self, url: str, seen: Seen, deadline: float, shown: str) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of one request; what may pass is tried again."""
        for pause in (*_PAUSES, None):
            try:
                status, headers, data = self._request(url, seen, deadline, shown)
            except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.RemoteProtocolError) as error:
                if pause is None or time.monotonic() + pause > deadline:
                    message = f"cannot be reached: {error or type(error).__name__}"
                    raise SourceError(message, shown, hint="check the address and the network") from error
                time.sleep(pause)
                continue
            if status not in _BUSY or pause is None:
                return status, headers, data
            said = headers.get("retry-after", "")
            wait = min(float(said), _LONGEST_WAIT) if said.isdecimal() else pause
            if time.monotonic() + wait > deadline:
                return status, headers, data
            time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _request(self, url: str, seen: Seen, deadline: float, shown: str) -> tuple[int, Mapping[str, str], bytes]:
        left = max(0.1, deadline - time.monotonic())
        timeouts = {"connect": min(_CONNECT_SECONDS, left), "read": left, "write": left, "pool": left}
        target = _check_address(url, shown)
        try:
            with self._pool.stream("GET", target, headers=_headers(seen), extensions={"timeout": timeouts}) as response:
                headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers}
                data = b"" if response.status in _REDIRECTS else _read(response, headers, deadline, shown)
                return response.status, headers, data
        except _PrivateAddressError as error:
            hint = "import --allow-private fetches from your own network"
            raise SourceError(f"leads to a private address: {error}", shown, hint=hint) from error
        except (httpcore.UnsupportedProtocol, httpcore.LocalProtocolError, UnicodeError, OSError) as error:
            raise SourceError(f"cannot be fetched: {error}", shown, hint="check the address") from error


def _check_address(url: str, shown: str) -> str:
    """The address with its host in ASCII. Raises SourceError for anything but http(s)."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError) as error:
        raise SourceError(f"is no address: {error}", shown, hint="write it as https://example.org/feed") from error
    if parts.scheme not in ("http", "https") or not host:
        raise SourceError(f'leads to "{url}"', shown, hint="only http and https addresses are fetched")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    quoted = _quote(path.encode("utf-8").decode("latin-1"))
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{quoted}"


def _quote(path: str) -> str:
    return "".join(char if "!" <= char <= "~" else f"%{ord(char):02X}" for char in path)


def _headers(seen: Seen) -> Headers:
    headers = [
        (b"User-Agent", f"{AGENT} (+static site generator)".encode()),
        (b"Accept", b"text/html, application/rss+xml, application/atom+xml, application/json, */*;q=0.8"),
        (b"Accept-Encoding", b"gzip"),
    ]
    if seen.etag:
        headers.append((b"If-None-Match", seen.etag.encode("latin-1", "ignore")))
    if seen.last_modified:
        headers.append((b"If-Modified-Since", seen.last_modified.encode("latin-1", "ignore")))
    return headers


def _read(response: httpcore.Response, headers: Mapping[str, str], deadline: float, shown: str) -> bytes:
    """The body, decompressed as it comes, and given up when it is too large or too slow."""
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise SourceError(
            f"comes as {encoding}, which was not asked for", shown, hint="save the page and import the file"
        )
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    parts: list[bytes] = []
    size = 0
    for chunk in response.iter_stream():
        try:
            part = unpack.decompress(chunk, _MOST_BYTES - size + 1) if unpack else chunk
        except zlib.error as error:
            raise SourceError("is damaged: its compression is broken", shown, hint="try again later") from error
        size += len(part)
        if size > _MOST_BYTES:
            raise SourceError("is larger than 20 MB", shown, hint="give a shorter feed, or import a saved part of it")
        if time.monotonic() > deadline:
            raise SourceError("takes longer than 30 seconds", shown, hint="try again later")
        parts.append(part)
    return b"".join(parts)
