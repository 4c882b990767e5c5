"""Which addresses may be fetched, and connections to the very address that was checked."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import httpcore

from sitegen.errors import SourceError

Resolve = Callable[[str, int], list[str]]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_MOST_ADDRESSES = 4
"""Of one host that are tried."""


class PrivateAddressError(Exception):
    """A host whose address is not one of the public internet."""


class Budget:
    """The seconds that one address may take in all; what we wait out of politeness is added to them."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, none when they are over."""
        return max(0.0, self._end - time.monotonic())

    def add(self, seconds: float) -> None:
        """More time."""
        self._end += seconds


def resolve_host(host: str, port: int) -> list[str]:
    """The IP addresses of a host. Raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; of one that wraps an IPv4 address, that one counts."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    return ip.is_global and not ip.is_multicast


def check_address(url: str, shown: str) -> str:
    """The address as it is asked for: its host in ASCII, without user, password and fragment.

    Raises SourceError for anything but http(s), naming `shown`.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError) as error:
        raise SourceError(f"is no address: {error}", shown, hint="write it as https://example.org/feed") from error
    if parts.scheme not in ("http", "https") or not host:
        raise SourceError(f'leads to "{url}"', shown, hint="only http and https addresses are fetched")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    quoted = _quote(path.encode("utf-8", "replace").decode("latin-1"))
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{quoted}"


def _quote(path: str) -> str:
    return "".join(char if "!" <= char <= "~" else f"%{ord(char):02X}" for char in path)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to the address that was checked, so that a name cannot lead elsewhere the second time it is asked, and
    keeps every step within `budget`, which whoever asks sets first."""

    def __init__(self, resolve: Resolve, *, allow_private: bool) -> None:
        self.budget = Budget(0)
        self._resolve = resolve
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()
        self._stream: httpcore.NetworkStream | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = self._resolve(host, port)
        except OSError as error:
            raise httpcore.ConnectError(f"{host}: {error.strerror or error}") from error
        if not self._allow_private and not (addresses and all(map(is_public, addresses))):
            raise PrivateAddressError(host)
        fault: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses[:_MOST_ADDRESSES]:
            try:
                seconds = _within(self.budget, timeout)
                self._stream = self._inner.connect_tcp(address, port, seconds, local_address, socket_options)
                return _TimedStream(self._stream, self.budget_now)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault

    def budget_now(self) -> Budget:
        """The budget of the request under way: a connection outlives the one that opened it."""
        return self.budget

    def cut(self) -> None:
        """End whatever waits for an answer."""
        open_socket = self._stream.get_extra_info("socket") if self._stream else None
        with suppress(OSError):
            if open_socket:
                open_socket.shutdown(socket.SHUT_RDWR)


class _TimedStream(httpcore.NetworkStream):
    """A connection none of whose steps outlasts the budget: time limits for each read alone let a server drip."""

    def __init__(self, inner: httpcore.NetworkStream, budget: Callable[[], Budget]) -> None:
        self._inner = inner
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _within(self._budget(), timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _within(self._budget(), timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, _within(self._budget(), timeout))
        return _TimedStream(inner, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _within(budget: Budget, timeout: float | None) -> float:
    left = budget.left()
    if not left:
        raise httpcore.ReadTimeout("the time is over")
    return left if timeout is None else min(timeout, left)
