"""Many documents at once: the same work in several processes, one for each processor."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Final, TypeVar, cast

from threadpoolctl import threadpool_limits

MOST_PROCESSES: Final = 4
"""Each holds some hundred megabytes of its own."""
WORTH_IT: Final = 4
"""Fewer documents are faster one after another, each with all processors for its products."""
_Given = TypeVar("_Given")
_Found = TypeVar("_Found")
_work: list[Callable[[Any], Any]] = []
"""The work of a process, which it has from the one that it came from: a closure cannot be sent."""


def side_by_side(work: Callable[[_Given], _Found], given: Sequence[_Given]) -> Iterator[_Found]:
    """Return what ``work`` makes of each, in their order.

    The first is done here, so that whatever is loaded once is there when the processes part. If one of them dies (for
    want of memory), what is not yet done is done here, one after another.
    """
    processes = min(MOST_PROCESSES, _processors(), len(given) - 1)
    if len(given) < WORTH_IT or processes < 2:
        yield from map(work, given)
        return
    yield work(given[0])
    try:
        pool = ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), threadpool_limits, (1,))
    except (OSError, ImportError):  # a machine without semaphores: one process
        yield from map(work, given[1:])
        return
    gc.freeze()  # what is loaded stays shared between the processes: the collector would touch, and so copy, all of it
    _work[:] = [work]
    try:
        futures = [pool.submit(cast("Callable[[_Given], _Found]", _do), each) for each in given[1:]]
        for each, future in zip(given[1:], futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield work(each)
    finally:
        pool.shutdown(cancel_futures=True)
        _work.clear()
        gc.unfreeze()


def _processors() -> int:
    """How many this process may use; one where processes cannot part without loading all anew."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _do(given: object) -> object:
    found: object = _work[0](given)
    return found
