"""Open intents: which are alive, which died, and the space their outcomes will need.

An intent's file ``open/<id>`` is made under the log's lock before its line is
written. Its first line says where the record is; the rest is allocated blocks
that the outcome's line and head will use. The process that runs the query
holds an exclusive `flock` on it, so the kernel itself says when that process
is gone, whatever becomes of its number. The files are working state: verify
believes the records only.
"""

from __future__ import annotations

import fcntl
import os

from opaq.audit import files, layout
from opaq.errors import AuditFailure

KEPT_B = 64  # the first line stays: a crash right now must still find the intent
RESERVED_B = 65_536
"""One outcome line (bounded by the builder far below this), one head, and slack for a full block each."""


class Intents:
    """The directory ``open/`` of one log, and the intents this process holds."""

    def __init__(self, directory: int) -> None:
        self._fd = os.open("open", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=directory)
        self._held: dict[str, int] = {}

    def hold(self, record_id: str, seq: int, offset: int) -> None:
        """Reserve space for the outcome and lock the intent as ours; OSError if the disk is full."""
        fd = files.open_regular(self._fd, record_id, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            files.write_all(fd, f"{seq} {offset}\n".encode())
            os.posix_fallocate(fd, 0, RESERVED_B)
        except OSError:
            os.close(fd)
            files.remove(self._fd, record_id)
            raise
        self._held[record_id] = fd

    def spend(self, record_id: str) -> None:
        """Give the reserved blocks back to the file system, for the outcome about to be written."""
        fd = self._held.get(record_id)
        if fd is not None:
            os.ftruncate(fd, KEPT_B)

    def release(self, record_id: str) -> None:
        """The outcome is committed, or the intent never was: it is no longer open."""
        files.remove(self._fd, record_id)
        fd = self._held.pop(record_id, None)
        if fd is not None:
            os.close(fd)

    def abandon(self, record_id: str) -> None:
        """Stop holding an intent without saying how it ended; the next run that opens the log finds out."""
        fd = self._held.pop(record_id, None)
        if fd is not None:
            os.close(fd)

    def dead(self) -> list[tuple[str, int, int]]:
        """(id, sequence, offset) of intents whose process is gone; unreadable leftovers are removed."""
        found = []
        for name in sorted(os.listdir(self._fd)):
            if not layout.record_id(name) or name in self._held:
                continue
            place = self._claim(name)
            if place is not None:
                found.append((name, *place))
        return found

    def _claim(self, name: str) -> tuple[int, int] | None:
        try:
            fd = files.open_regular(self._fd, name, os.O_RDWR)
        except OSError:
            return None
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            seq, _, offset = files.read_at(fd, 0, 64).partition(b"\n")[0].partition(b" ")
            return int(seq), int(offset)
        except BlockingIOError:  # its process lives
            return None
        except ValueError:  # died while making it, or while writing its outcome
            return -1, 0
        finally:
            os.close(fd)

    def alive(self, record_id: str) -> bool:
        """Whether a process holds this intent now."""
        try:
            fd = files.open_regular(self._fd, record_id)
        except OSError:
            return False
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(fd)
        return False

    def close(self) -> None:
        """Let go of everything held; what is still open is then dead."""
        for fd in self._held.values():
            os.close(fd)
        self._held.clear()
        os.close(self._fd)


def no_space(error: OSError) -> AuditFailure:
    """No durable intent, no query."""
    return files.failed(error, "reserving space for the outcome")
