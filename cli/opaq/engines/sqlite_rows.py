"""The rows of a started SQLite statement as tuples -> columns: the way that holds for every cell.

Text is read strictly on the bulk way, because a tolerant reading takes half as long
again; at the first text that is no UTF-8 the statement starts over on the same
snapshot, tolerantly, and goes on where it stopped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Protocol

from opaq.engines.bounds import check_cells
from opaq.errors import Defect, OpaqError
from opaq.model.address import Limits
from opaq.model.batch import Cell, Column

FAILURES = (sqlite3.Error, MemoryError)
"""What the module raises for a statement that fails; `MemoryError` is its word for a full heap."""
_CACHED_ROWS = 1_000
"""Rows fetched and turned into columns at once: with 10,000 the same work takes a quarter longer."""
_SKIPPED_ROWS = 2_000


class Start(Protocol):
    """Starts the statement from its first row; `text` makes a cell of the bytes of a text."""

    def __call__(self, text: Callable[[bytes], object] | type) -> sqlite3.Cursor: ...


class TupleRows:
    """Columns of the next rows, as often as asked."""

    def __init__(
        self,
        start: Start,
        failure: Callable[[sqlite3.Error | MemoryError], OpaqError],
        limits: Limits,
        *,
        strict: bool,
        skip: int = 0,
    ) -> None:
        self._start = start
        self._failure = failure
        self._limits = limits
        self._strict = strict
        self._fetched = 0
        self._cursor = self._started(str if strict else _tolerant)
        self._skip(skip)

    @property
    def names(self) -> list[str]:
        return [str(column[0]) for column in self._cursor.description or ()]

    def columns(self, count: int) -> tuple[list[Column], int]:
        """The columns of the next rows and about how many bytes they hold."""
        cells = list(zip(*self._fetch(count), strict=True))
        return [Column(column) for column in cells], check_cells(cells, self._limits)

    def arrow_columns(self, count: int) -> tuple[list[Column], int]:
        """The same in Arrow; a thousand rows at a time, whose cells stay in the processor's cache until they are there."""
        from opaq.engines.sqlite_arrow import arrow_column, joined, size_of  # pyarrow, 60 ms; long streams only

        parts: list[list[Column]] = []
        total_b = 0
        while count > 0 and (rows := self._fetch(min(_CACHED_ROWS, count))):
            cells = list(zip(*rows, strict=True))
            columns = [arrow_column(column) for column in cells]
            size_b = sum(map(size_of, columns))  # SQLite itself holds a cell to its limit (SQLITE_LIMIT_LENGTH)
            total_b += size_b if size_b <= self._limits.row_bytes else check_cells(cells, self._limits)
            parts.append(columns)
            count = count - len(rows) if len(rows) == min(_CACHED_ROWS, count) else 0
        return [joined(column) for column in zip(*parts, strict=True)], total_b

    def has_more(self) -> bool:
        return bool(self._fetch(1))

    def close(self) -> None:
        self._cursor.close()

    def _fetch(self, count: int) -> list[tuple[Cell, ...]]:
        try:
            rows: list[tuple[Cell, ...]] = self._cursor.fetchmany(count)
        except sqlite3.ProgrammingError:
            raise Defect("OPQ-B020", "a batch was asked of a closed result") from None
        except FAILURES as error:
            if not self._strict or isinstance(error, MemoryError) or hasattr(error, "sqlite_errorcode"):
                raise self._failure(error) from None
            return self._fetch_tolerantly(count)  # the module's own: text that is not UTF-8
        self._fetched += len(rows)
        return rows

    def _fetch_tolerantly(self, count: int) -> list[tuple[Cell, ...]]:
        self._cursor.close()
        self._cursor = self._started(_tolerant)
        self._strict = False
        skip, self._fetched = self._fetched, 0
        self._skip(skip)
        return self._fetch(count)

    def _started(self, text: Callable[[bytes], object] | type) -> sqlite3.Cursor:
        try:
            return self._start(text)
        except FAILURES as error:
            raise self._failure(error) from None

    def _skip(self, count: int) -> None:
        while self._fetched < count and self._fetch(min(_SKIPPED_ROWS, count - self._fetched)):
            pass


def _tolerant(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
