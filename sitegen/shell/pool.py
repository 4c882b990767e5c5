"""Work mapped over processes."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

J = TypeVar("J")
R = TypeVar("R")


def default_jobs() -> int:
    """As many processes as this one may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def open_executor(jobs: int) -> Iterator[Executor]:
    """A process pool. Forking is quick but safe only while there is one thread (the preview has several)."""
    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if alone else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as executor:
        yield executor


def run_jobs(work: Callable[[J], R], jobs: Sequence[J], processes: int) -> Iterator[R]:
    """The results of `work` for each job, in order; in this process when there is no more than one of either."""
    if processes < 2 or len(jobs) < 2:
        yield from map(work, jobs)
        return
    with open_executor(min(processes, len(jobs))) as executor:
        yield from executor.map(work, jobs)
