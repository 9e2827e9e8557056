"""How bytes reach the disk and come back: private, whole, and never through a link.

Every name is opened relative to an open directory with O_NOFOLLOW and
O_NONBLOCK (a FIFO must not hang us) and must then be a regular file. What is
private is owned by us and closed to others. A replaced file appears whole or
not at all: temporary name, fdatasync, rename, fsync of the directory.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from typing import TYPE_CHECKING

from opaq.errors import AuditFailure

if TYPE_CHECKING:  # pathlib takes 8 ms to load, and verifying needs none
    from pathlib import Path
    from types import TracebackType

_FLAGS = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_OTHERS = 0o077


class NotRegular(OSError):
    """Something else stands where a regular file of bounded size should be."""


def failed(error: OSError, what: str) -> AuditFailure:
    """Turn an OSError into ours; the file's role and the condition's name, nothing else."""
    name = errno.errorcode.get(error.errno or 0, "not a regular file")
    return AuditFailure(
        "OPQ-A002", f"audit: {what} failed ({name})", hint="nothing was shown; free space or fix access"
    )


def private_directory(path: Path, *, create: bool) -> int:
    """Open a directory that is ours and closed to others; `AuditFailure` otherwise."""
    try:
        if create:
            _make(path)
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise _unusable(path, error) from error
    try:
        require_private(os.fstat(fd), str(path))
    except AuditFailure:
        os.close(fd)
        raise
    return fd


def _make(path: Path) -> None:
    missing = []
    while not path.exists():
        missing.append(path)
        path = path.parent
    for directory in reversed(missing):
        try:
            os.mkdir(directory, 0o700)
        except FileExistsError:  # another process was faster
            continue
        os.chmod(directory, 0o700)  # whatever the umask


def _unusable(path: Path, error: OSError) -> AuditFailure:
    name = errno.errorcode.get(error.errno or 0, "unknown")
    return AuditFailure(
        "OPQ-A001", f"audit: directory {path} cannot be used ({name})", hint="it must be a directory of yours"
    )


def require_private(status: os.stat_result, name: str) -> None:
    """Owned by us, and no bit for anyone else."""
    if status.st_uid != os.geteuid():
        raise AuditFailure("OPQ-A001", f"audit: {name} belongs to another user", hint="use a directory of your own")
    if status.st_mode & _OTHERS:
        raise AuditFailure("OPQ-A001", f"audit: {name} is open to other users", hint=f"run: chmod go-rwx {name}")


def open_regular(directory: int, name: str, flags: int = os.O_RDONLY) -> int:
    """Open a regular file beside nobody's link; raises OSError or `NotRegular`."""
    fd = os.open(name, flags | _FLAGS, 0o600, dir_fd=directory)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise NotRegular
    if flags & os.O_CREAT:
        os.fchmod(fd, 0o600)
    return fd


def read(directory: int, name: str, limit_b: int, *, private: bool = False) -> bytes:
    """The bytes of a regular file of at most `limit_b` bytes; raises OSError or `NotRegular`."""
    fd = open_regular(directory, name)
    try:
        status = os.fstat(fd)
        if private:
            require_private(status, name)
        if status.st_size > limit_b:
            raise NotRegular
        return read_at(fd, 0, limit_b + 1)
    finally:
        os.close(fd)


def read_at(fd: int, offset: int, count: int) -> bytes:
    """Up to `count` bytes from `offset`, across short reads."""
    pieces = []
    while count > 0 and (piece := os.pread(fd, count, offset)):
        pieces.append(piece)
        offset, count = offset + len(piece), count - len(piece)
    return b"".join(pieces)


def write_all(fd: int, data: bytes) -> None:
    """Write every byte; OSError if the disk will not take them."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def replace(directory: int, name: str, data: bytes) -> None:
    """Put a private file in place, durably, whole or not at all."""
    temporary = f".{name}.{os.getpid()}.tmp"
    try:
        fd = open_regular(directory, temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            write_all(fd, data)
            os.fdatasync(fd)
        finally:
            os.close(fd)
        os.rename(temporary, name, src_dir_fd=directory, dst_dir_fd=directory)
        os.fsync(directory)
    except OSError:
        remove(directory, temporary)
        raise


def remove(directory: int, name: str) -> None:
    """Delete a file if it is there."""
    try:
        os.unlink(name, dir_fd=directory)
    except FileNotFoundError:
        return
    except OSError:  # a leftover temporary is harmless and named by verify
        return


class Lock:
    """The log's `flock`, taken for one append at a time; blocking, with a time-out."""

    def __init__(self, directory: int, seconds: float) -> None:
        self._fd = open_regular(directory, "lock", os.O_RDWR | os.O_CREAT)
        self._seconds = seconds
        self._directory = directory

    def __enter__(self) -> None:
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._wait()

    def _wait(self) -> None:
        import threading  # 2 ms, only when another process is appending

        held = threading.Event()
        given_up = threading.Event()

        def block() -> None:
            # Its own description of the file: after a time-out, closing it lets the lock go.
            fd = os.open("lock", os.O_RDWR | _FLAGS, dir_fd=self._directory)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX)
                if given_up.is_set():
                    os.close(fd)
                    return
                os.dup2(fd, self._fd, inheritable=False)
                os.close(fd)
            finally:
                held.set()

        started = time.monotonic()
        threading.Thread(target=block, daemon=True).start()
        if not held.wait(self._seconds):
            given_up.set()
            if held.is_set():  # it came between the two lines above
                return
            waited = time.monotonic() - started
            raise AuditFailure(
                "OPQ-A003",
                f"audit: the log is locked by another process for {waited:.0f} s",
                hint="wait for it or end it; nothing was run",
            )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        fcntl.flock(self._fd, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self._fd)
