"""Opening a SQLite file without leaving a trace beside it.

`mode=ro` alone still creates `-wal` and `-shm` files next to a database in WAL
mode that nobody else has open (https://www.sqlite.org/wal.html, "read-only
databases"). When there is no write-ahead log to be read, the main file is the
whole database and is opened `immutable=1`, which creates nothing; a change of the
file during the reading is then noticed by its stamp. With a log present, the
session reads it like any other reader.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from opaq.engines.sqlite_order import scans_tables

_WAL_VERSION = 2
"""Read and write version in bytes 18 and 19 of the header (file format, 1.3)."""


class ReadOnlyFile:
    """One database file, and how it may be opened."""

    def __init__(self, path: Path) -> None:
        self._path = os.path.abspath(path)
        self._immutable = _in_wal_mode(self._path) and not _has_content(self._path + "-wal")
        self._stamp = self._take_stamp()

    def open(self) -> sqlite3.Connection:
        """A connection that can neither create nor change the file. Raises sqlite3.Error."""
        scans_tables()
        address = self._path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        options = "mode=ro&immutable=1" if self._immutable else "mode=ro"
        return sqlite3.connect(
            f"file:{address}?{options}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,  # cancel and watchdog interrupt; the stream reads in its own thread
            cached_statements=0,  # every statement passes the authorizer, also the second time
        )

    def changed(self) -> bool:
        """True when an immutable reading can no longer be trusted."""
        return self._immutable and self._take_stamp() != self._stamp

    def _take_stamp(self) -> tuple[int, int, int, bool]:
        found = os.stat(self._path)
        return found.st_ino, found.st_size, found.st_mtime_ns, _has_content(self._path + "-wal")


def _in_wal_mode(path: str) -> bool:
    with open(path, "rb") as file:
        header = file.read(20)
    return header[:16] == b"SQLite format 3\0" and header[19] == _WAL_VERSION


def _has_content(path: str) -> bool:
    try:
        return os.stat(path).st_size > 0
    except OSError:
        return False
