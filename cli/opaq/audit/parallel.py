"""Running one function over many jobs, in several processes when that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

PARALLEL_FROM = 2
"""Segments from which several processes pay for their start (15 ms each)."""


_Job = TypeVar("_Job")
_Found = TypeVar("_Found")


def run(
    work: Callable[[_Job], _Found], jobs: list[_Job], processes: int, progress: Callable[[int, int], None] | None
) -> list[_Found]:
    """Run the jobs in order, in several processes when there are several of both."""
    if processes < 2 or len(jobs) < PARALLEL_FROM:
        return _counted(map(work, jobs), len(jobs), progress)
    from multiprocessing import get_context  # 20 ms, only for large logs

    with get_context("fork").Pool(min(processes, len(jobs))) as pool:
        return _counted(pool.imap(work, jobs), len(jobs), progress)


def _counted(found: Iterable[_Found], total: int, progress: Callable[[int, int], None] | None) -> list[_Found]:
    results = []
    for result in found:
        results.append(result)
        if progress is not None:
            progress(len(results), total)
    return results
