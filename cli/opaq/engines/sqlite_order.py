"""Rows in table order: SQLite is told not to scan an index in place of its table.

A query without ORDER BY that needs only indexed columns is answered from the
index (a covering index scan), so its rows come in the order of the indexed
values: `select id from customers` would rank the customers by e-mail. The library
has one switch against it, for the whole process and before its first connection
(sqlite.org/c3ref/c_config_covering_index_scan.html, SQLITE_CONFIG_COVERING_INDEX_SCAN).
Searches by an index, and ORDER BY, GROUP BY and count(*) from one, stay as they are.

The module offers no way to the switch; the library that it is linked with does.
Costs 2 ms (ctypes). Where it cannot be reached nothing changes, and `scans_tables`
says so.
"""

from __future__ import annotations

import sys

_COVERING_INDEX_SCAN = 20
_OK = 0


class _Once:
    done: bool | None = None


def scans_tables() -> bool:
    """Ask for table scans, once per process; False when connections are open already or the library is out of reach."""
    if _Once.done is None:
        _Once.done = _configured()
    return _Once.done


def _configured() -> bool:
    import _sqlite3
    import ctypes  # late: 2 ms, and only a first connection needs it

    try:
        library = ctypes.CDLL(getattr(_sqlite3, "__file__", None) if sys.platform != "win32" else None)
        used, allocate, release = library.sqlite3_memory_used, library.sqlite3_malloc, library.sqlite3_free
        shutdown, configure, initialize = library.sqlite3_shutdown, library.sqlite3_config, library.sqlite3_initialize
    except (OSError, AttributeError, TypeError):
        return False
    used.restype, allocate.restype, release.argtypes = ctypes.c_int64, ctypes.c_void_p, [ctypes.c_void_p]
    if used() != 0:
        return False  # somebody's connection is open: the library must not be shut down under it
    block = allocate(16)
    counted = used() > 0
    release(block)
    if not counted:
        return False  # this library does not count its memory, so nothing proves that no connection is open
    shutdown()
    done: bool = configure(_COVERING_INDEX_SCAN, 0) == _OK
    initialize()
    return done
