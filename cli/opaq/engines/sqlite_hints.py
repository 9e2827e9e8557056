"""INDEXED BY in SQLite: which indexes a statement may prescribe.

A prescribed index that does not fit is an error, and a partial index fits only where
the statement repeats its condition: the error would tell whether a guess is the value
that is written in the schema (partialindex.html).
"""

from __future__ import annotations

import sqlite3

from opaq.errors import Refused
from opaq.guard.types import Statement

_PARTIAL = (
    "SELECT 1 FROM sqlite_master m, pragma_index_list(m.tbl_name) l"
    " WHERE m.type = 'index' AND l.name = m.name AND l.partial AND m.name = ? COLLATE NOCASE"
)


def prescribed(statement: Statement) -> tuple[str, ...]:
    """The indexes a statement names after INDEXED BY."""
    words = [t.text for t in statement.tokens]
    pairs = zip(words, words[1:], words[2:], strict=False)
    return tuple(n.strip("\"'`[]") for a, b, n in pairs if (a.upper(), b.upper()) == ("INDEXED", "BY"))


def refuse_partial(names: tuple[str, ...], connection: sqlite3.Connection) -> None:
    """Raises Refused where one of the indexes is partial."""
    if any(connection.execute(_PARTIAL, (name,)).fetchone() for name in names):
        raise Refused(
            "OPQ-L008",
            "INDEXED BY an index that holds a part of its table",
            why="whether it fits would tell the value in its condition",
            hint="leave INDEXED BY out; SQLite finds the index by itself",
        )
