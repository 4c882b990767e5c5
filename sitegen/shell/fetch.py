"""Pages and feeds from the network: politely, within limits, and never from a private address unless told so."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpcore

from sitegen.errors import SourceError
from sitegen.shell.addresses import Budget, Resolve, check_address, resolve_host
from sitegen.shell.lane import AGENT, REDIRECTS, SECONDS, Answer, Kind, Lane, Seen
from sitegen.shell.robots import LARGEST, Robots, parse_robots

PAGE = Kind("text/html, application/rss+xml, application/atom+xml, application/json, */*;q=0.8", 20_000_000)
_ROBOTS = Kind("text/plain, */*;q=0.5", LARGEST, is_cut=True)
_MOST_REDIRECTS = 5
_PAUSES = (0.5, 2.0)
"""Seconds before each retry of what may pass: a connection that broke, a server that is busy."""
_LASTING = frozenset([301, 308])
_BUSY = frozenset([429, 500, 502, 503, 504])
_LONGEST_WAIT = 10.0
"""Seconds that a busy server may ask us to wait (RFC 9110, Retry-After); one that asks for more is left alone."""
_MOST_OPEN = 16
"""Connections that are kept."""
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HINTS = {
    401: "it needs a login: save the page yourself",
    403: "it lets no programs in: save the page yourself",
    410: "it will not come back: take it out of your lists",
    429: "it is asked too often: try again later",
}
_PASSING = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.RemoteProtocolError, httpcore.ProxyError)


class AnswerError(SourceError):
    """A server's answer that is none of what was asked for: `status` is its number."""

    def __init__(self, message: str, path: str, status: int, hint: str) -> None:
        super().__init__(message, path, hint=hint)
        self.status = status


class Fetched(NamedTuple):
    """`data` is None where nothing changed since `seen`; `url` is the address it came from in the end, `charset` the
    encoding that the server names; `moved` the address that it says is the right one from now on."""

    url: str
    data: bytes | None
    seen: Seen
    charset: str = ""
    moved: str = ""


class Fetcher:
    """Fetches addresses over one connection to each host; a context manager. Threads may share it."""

    def __init__(self, *, allow_private: bool = False, resolve: Resolve = resolve_host) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._tls = httpcore.default_ssl_context()
        self._lanes: dict[str, Lane] = {}
        self._open: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        self._ending = threading.Event()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        for lane in self._lanes.values():
            lane.close()

    def fetch(self, url: str, seen: Seen | None = None, kind: Kind = PAGE) -> Fetched:
        """What stands at an http(s) address. Raises SourceError, which names it, for whatever keeps it from coming."""
        budget = Budget(SECONDS)
        at, moved, lasts = url, "", True
        for _ in range(_MOST_REDIRECTS + 1):
            target = check_address(at, url)
            self._check_robots(target, budget, url)
            answer = self._ask(target, seen or Seen(), kind, budget, url)
            if answer.status in REDIRECTS and "location" in answer.headers:
                at = _join(at, answer.headers["location"], url)
                lasts = lasts and answer.status in _LASTING
                moved = at if lasts else moved
                continue
            return _receive(answer, at, seen or Seen(), moved, url)
        raise SourceError("redirects without end", url, hint="give the address it leads to")

    def _check_robots(self, target: str, budget: Budget, shown: str) -> None:
        """Raises SourceError where robots.txt (RFC 9309) forbids it, or fails; one that is not there allows all."""
        parts = urlsplit(target)
        root = f"{parts.scheme}://{parts.netloc}"
        lane = self._lane_of(target)
        if root not in lane.robots:
            lane.robots[root] = self._load_robots(f"{root}/robots.txt", budget, shown)
            lane.delay = max(lane.delay, lane.robots[root].delay)
        if not lane.robots[root].may_fetch(target[len(root) :]):
            raise SourceError(
                "is not to be fetched by robots.txt", shown, hint="ask the site, or save the page yourself"
            )

    def _load_robots(self, at: str, budget: Budget, shown: str) -> Robots:
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._ask(check_address(at, shown), Seen(), _ROBOTS, budget, shown)
            if answer.status in REDIRECTS and "location" in answer.headers:
                at = _join(at, answer.headers["location"], shown)
                continue
            if answer.status in _BUSY or answer.status >= 500:
                message = f"cannot be asked for: the robots.txt of its site answers {answer.status}"
                raise SourceError(message, shown, hint="try again later")
            return parse_robots(answer.data.decode("utf-8", "replace"), AGENT) if answer.status == 200 else Robots()
        return Robots()  # redirects without end: as if there were none

    def _ask(self, target: str, seen: Seen, kind: Kind, budget: Budget, shown: str) -> Answer:
        """The answer to a request; what may pass is tried again."""
        lane = self._lane_of(target)
        with lane.lock:
            for pause in (*_PAUSES, None):
                self._wait_turn(lane, budget, shown)
                try:
                    answer = lane.request(target, seen, kind, budget, shown)
                except _PASSING as error:
                    if pause is None or pause >= budget.left() or self._ending.is_set():
                        raise _explain(error, lane, budget, shown) from error
                    self._ending.wait(pause)
                    continue
                wait = _read_wait(answer, pause)
                if answer.status not in _BUSY or wait is None:
                    return answer
                if wait > min(_LONGEST_WAIT, budget.left()):
                    lane.rests_until = time.monotonic() + wait
                    return answer
                self._ending.wait(wait)
        raise AssertionError("the last try returns or raises")

    def _wait_turn(self, lane: Lane, budget: Budget, shown: str) -> None:
        """Wait for as long as robots.txt asks for. Raises SourceError where the host is not to be asked any more."""
        if lane.fault:
            raise SourceError(lane.fault, shown, hint="check the address and the network")
        rest = lane.rests_until - time.monotonic()
        if rest > 0:
            raise SourceError(f"is left alone for {rest:.0f} seconds, as its server asks", shown, hint="try again then")
        turn = lane.turn()
        budget.add(turn)
        self._ending.wait(turn)
        if self._ending.is_set():
            raise SourceError("was not fetched: stopped", shown)

    def _lane_of(self, target: str) -> Lane:
        """The lane of a host; of those that are open the one longest idle is closed where there are too many."""
        host = urlsplit(target).hostname or ""
        with self._lock:
            if host not in self._lanes:
                self._lanes[host] = Lane(self._resolve, self._tls, allow_private=self._allow_private)
            self._open[host] = None
            self._open.move_to_end(host)
            oldest = next(iter(self._open))
            if len(self._open) > _MOST_OPEN and self._lanes[oldest].lock.acquire(blocking=False):
                del self._open[oldest]
                self._lanes[oldest].close()
                self._lanes[oldest].lock.release()
            return self._lanes[host]


def _join(at: str, location: str, shown: str) -> str:
    try:
        return urljoin(at, location.strip())
    except ValueError as error:
        raise SourceError(f'leads to "{location}"', shown, hint="give the address it leads to") from error


def _receive(answer: Answer, at: str, seen: Seen, moved: str, shown: str) -> Fetched:
    if answer.status == 304 and any(seen):
        return Fetched(at, None, seen, moved=moved)
    if answer.status != 200:
        message = "is gone for good (410)" if answer.status == 410 else f"answers {answer.status}"
        hint = _HINTS.get(answer.status, "open it in a browser; it may have moved or need a login")
        raise AnswerError(message, shown, answer.status, hint)
    charset = _CHARSET.search(answer.headers.get("content-type", ""))
    new = Seen(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
    return Fetched(at, answer.data, new, charset[1].lower() if charset else "", moved)


def _explain(error: Exception, lane: Lane, budget: Budget, shown: str) -> SourceError:
    """The error for what did not come; a host that could not be reached is not tried again for its other addresses."""
    message = f"cannot be reached: {error or type(error).__name__}"
    if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout):
        lane.fault = message
    elif not budget.left():
        return SourceError(f"takes longer than {SECONDS:.0f} seconds", shown, hint="try again later")
    return SourceError(message, shown, hint="check the address and the network")


def _read_wait(answer: Answer, pause: float | None) -> float | None:
    """Seconds that a busy server asks us to wait, or those we wait by ourselves; None where that was the last try and
    it asks for nothing."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal() and len(said) <= 9:
        seconds = float(said)
    else:
        try:
            moment = parsedate_to_datetime(said)
        except ValueError:
            return pause
        seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return max(0.0, seconds) if pause is not None or seconds > _LONGEST_WAIT else None
