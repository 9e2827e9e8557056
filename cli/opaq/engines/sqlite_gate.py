"""The authorizer: SQLite asks it about every action while a statement is prepared (sqlite3_set_authorizer).

It allows reading, calling functions, recursion and describing pragmas, and
denies the rest. While `recording`, it also notes what it is asked, which is
SQLite's own testimony about tables, columns and functions, through views.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from opaq.guard.pragmas import WITH_ARGUMENT, WITHOUT_ARGUMENT
from opaq.model.record import field, record

_OK = sqlite3.SQLITE_OK
_DENY = sqlite3.SQLITE_DENY

DENIED_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit", "fsdir", "lsmode"})


@record(frozen=False)
class Seen:
    """What the authorizer was asked about."""

    reads: set[tuple[str, str, str]] = field(default_factory=set)
    """(database, table or view, column); the column is empty when only the relation is touched."""
    functions: set[str] = field(default_factory=set)


class Gate:
    """Callable of the shape `set_authorizer` wants."""

    def __init__(self) -> None:
        self._seen: Seen | None = None
        self._lifted = False
        self._planning = False

    def __call__(
        self, action: int, first: str | None, second: str | None, database: str | None, _inner: str | None
    ) -> int:
        if self._seen is not None:
            _note(self._seen, action, first, second, database)
        if self._lifted:
            return _OK
        if action in (sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
            return _OK
        if action == sqlite3.SQLITE_FUNCTION:
            return _DENY if (second or "").casefold() in DENIED_FUNCTIONS else _OK
        if action == sqlite3.SQLITE_PRAGMA:
            return self._judge_pragma((first or "").casefold(), second)
        if self._planning and action in (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE):
            return _OK
        if action == sqlite3.SQLITE_UPDATE and first == "sqlite_master":
            return _OK  # asked when a virtual table connects; the file is open read-only
        return _DENY

    @staticmethod
    def _judge_pragma(name: str, argument: str | None) -> int:
        return _OK if name in (WITHOUT_ARGUMENT if argument is None else WITH_ARGUMENT) else _DENY

    @contextmanager
    def recording(self) -> Iterator[Seen]:
        """Note what is asked until the block ends."""
        outer, self._seen = self._seen, Seen()
        try:
            yield self._seen
        finally:
            self._seen = outer

    def plan_writes(self, *, planned: bool) -> None:
        """Let writes be prepared for EXPLAIN, which runs none of them; the file is open read-only besides."""
        self._planning = planned

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """For opaq's own questions to the catalog."""
        self._lifted = True
        try:
            yield
        finally:
            self._lifted = False


def _note(seen: Seen, action: int, first: str | None, second: str | None, database: str | None) -> None:
    if action == sqlite3.SQLITE_READ:
        seen.reads.add((database or "main", first or "", second or ""))
    elif action == sqlite3.SQLITE_FUNCTION:
        seen.functions.add((second or "").casefold())
