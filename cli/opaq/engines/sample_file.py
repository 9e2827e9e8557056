"""Makes a new SQLite file for the demonstration: the only place where opaq writes a database, and never an existing one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from opaq.errors import UsageError


def write(path: Path, schema: str, rows: Mapping[str, Iterable[Sequence[object]]]) -> None:
    """A private file with these tables. Raises UsageError (OPQ-U012) when it exists or cannot be made."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise UsageError("OPQ-U012", f"cannot make {path}: {os.strerror(error.errno or 0)}") from error
    connection = sqlite3.connect(path)
    try:
        connection.executescript(schema)
        for table, tuples in rows.items():
            listed = list(tuples)
            marks = ", ".join("?" * len(listed[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", listed)
        connection.commit()
    finally:
        connection.close()
