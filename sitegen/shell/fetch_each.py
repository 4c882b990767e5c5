"""Many addresses at once: different hosts side by side, one host's addresses one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.errors import SourceError
from sitegen.shell.fetch import PAGE, Fetched
from sitegen.shell.lane import Kind, Seen

_HOSTS = 8
"""Asked at once; where there are more, some share a thread."""
_AHEAD = 64
"""Addresses that are asked for before the first of them is taken: what has come waits in memory."""


class Wanted(NamedTuple):
    """An address to ask for, and what is known of it."""

    url: str
    seen: Seen = Seen()
    kind: Kind = PAGE


Outcome = Fetched | SourceError
Fetch = Callable[[str, Seen | None, Kind], Fetched]


def host_label(url: str) -> str:
    """The host of an address as it is shown and grouped by; empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def fetch_each(fetch: Fetch, wanted: Iterable[Wanted]) -> Iterator[Outcome]:
    """What came of each address, in the order given, whichever came first; of one that failed its error."""
    threads = [ThreadPoolExecutor(1, thread_name_prefix="fetch") for _ in range(_HOSTS)]  # they start when needed
    slots: dict[str, int] = {}
    waiting: deque[Future[Outcome]] = deque()

    def attempt(each: Wanted) -> Outcome:
        try:
            return fetch(*each)
        except SourceError as error:
            return error

    try:
        for each in wanted:
            slot = slots.setdefault(host_label(each.url), len(slots) % _HOSTS)
            waiting.append(threads[slot].submit(attempt, each))
            if len(waiting) >= _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for thread in threads:
            thread.shutdown(wait=False, cancel_futures=True)
