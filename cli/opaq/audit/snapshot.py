"""Reading a log's files without trusting their kind, and seeing the head and the entries of one moment."""

from __future__ import annotations

import fcntl
import os
import stat
import time
from collections.abc import Iterator
from typing import NamedTuple

from opaq.audit import files, layout
from opaq.audit.faults import Ledger
from opaq.audit.inventory import Inventory

_CHUNK_B = 4 << 20


class Snapshot(NamedTuple):
    """The head and the entries as of one moment."""

    data: bytes | None
    sizes: dict[int, int]
    entries: Inventory


def take(directory: str, ledger: Ledger) -> Snapshot:
    """Head and entries of one moment: under the log's lock if that can be had, else as they are."""
    lock = _shared_lock(directory)
    try:
        data = read(f"{directory}/{layout.HEAD}")
        return Snapshot(data, _sizes(f"{directory}/segments"), Inventory(directory, ledger))
    finally:
        if lock is not None:
            os.close(lock)


def _shared_lock(directory: str) -> int | None:
    try:
        lock = os.open(f"{directory}/{layout.LOCK}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:  # a copy without a lock
        return None
    for _ in range(100):  # an append takes milliseconds; a stuck one must not stop an auditor
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            break
        except OSError:
            time.sleep(0.02)
    return lock


def _sizes(path: str) -> dict[int, int]:
    sizes = {}
    try:
        for entry in os.scandir(path):
            if (first := layout.placed(entry.name, ".jsonl")) is not None:
                sizes[first] = entry.stat(follow_symlinks=False).st_size
    except OSError:
        return sizes
    return sizes


def read(path: str, limit_b: int = 65_536) -> bytes | None:
    """The bytes of a small regular file; None for anything else."""
    return read_at(path, 0, limit_b + 1, limit_b)


def read_at(path: str, offset: int, count: int, limit_b: int | None = None) -> bytes | None:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode) or (limit_b is not None and status.st_size > limit_b):
            return None
        return files.read_at(fd, offset, count)
    except OSError:
        return None
    finally:
        os.close(fd)


def lines(path: str, longest_b: int, end: int | None = None) -> Iterator[bytes]:
    """Whole lines up to byte `end`, without newlines; stops at one that is too long, so sparse files cost nothing."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return
    try:
        offset, rest = 0, b""
        while len(rest) <= longest_b:
            count = _CHUNK_B if end is None else min(_CHUNK_B, end - offset)
            block = files.read_at(fd, offset, count)
            if not block:
                return
            offset += len(block)
            *whole, rest = (rest + block).split(b"\n")
            yield from whole
    except OSError:
        return
    finally:
        os.close(fd)
