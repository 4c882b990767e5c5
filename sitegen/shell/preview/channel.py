"""The channel from the threads that build to the pages that are open: server-sent events."""

from __future__ import annotations

import asyncio
import json
import secrets
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

_HEARTBEAT = 15.0


@dataclass(frozen=True, slots=True)
class _State:
    """What pages are told: the last good build, and the errors of a failed one since."""

    run: str
    count: int = 0
    errors: tuple[str, ...] = ()

    @property
    def build(self) -> str:
        """Unlike that of any other build, also of an earlier server's on the same port."""
        return f"{self.run}-{self.count}"


class Channel:
    """Carries states from the threads that build to the open event streams."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = _State(secrets.token_hex(4))
        self._changed = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def build(self) -> str:
        return self._state.build

    def publish_build(self) -> None:
        with self._lock:
            self._state = replace(self._state, count=self._state.count + 1, errors=())
            self._wake()

    def publish_errors(self, lines: Sequence[str]) -> None:
        with self._lock:
            self._state = replace(self._state, errors=tuple(lines))
            self._wake()

    def open(self) -> None:
        with self._lock:
            self._loop = asyncio.get_running_loop()

    def close(self) -> None:
        """End every stream."""
        with self._lock:
            self._wake()
            self._loop = None

    async def stream(self) -> AsyncIterator[str]:
        """The current state at once, then each later one, as server-sent events."""
        yield "retry: 500\n\n"
        sent: _State | None = None
        while self._loop is not None:
            # The event is taken before the state is read: a change in between has already set it.
            changed, state = self._changed, self._state
            yield _format_event(state) if state is not sent else ":\n\n"
            sent = state
            with suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), _HEARTBEAT)

    def _wake(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._renew)

    def _renew(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


def _format_event(state: _State) -> str:
    return f"data: {json.dumps({'build': state.build, 'errors': state.errors})}\n\n"
