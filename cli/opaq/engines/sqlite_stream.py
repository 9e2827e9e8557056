"""The reader of SQLite: batches from lines where the statement can be told in them, from tuples where not.

Both ways read the same snapshot in the same order, so the reader may change from
the first to the second between two batches, and never back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from opaq.engines.bounds import next_rows
from opaq.engines.sqlite_lines import LineRows, Unspeakable
from opaq.engines.sqlite_rows import TupleRows
from opaq.model.address import Limits
from opaq.model.batch import Batch, Column
from opaq.model.schema import Field, Kind, Schema

FIRST_BATCH = 100
"""Rows of the first batch: small, so that the first page shows at once."""
BATCH = 2_000
BULK_BATCH = 20_000


class Owner(Protocol):
    """What a reader asks of its session."""

    def check_unchanged(self) -> None: ...
    def stop_clock(self) -> None: ...


def dynamic_schema(names: Sequence[str]) -> Schema:
    """SQLite types cells, not columns."""
    return Schema(tuple(Field(name, Kind.DYNAMIC) for name in names))


class SqliteReader:
    """Columns of a statement's rows."""

    def __init__(
        self,
        owner: Owner,
        schema: Schema | None,
        limits: Limits,
        *,
        lines: LineRows | None,
        tuples: Callable[[int], TupleRows],
        bulk: bool,
    ) -> None:
        self._owner = owner
        self._limits = limits
        self._bulk = bulk
        self._given = 0
        self._lines = lines
        self._start_tuples = tuples
        self._tuples: TupleRows | None = None
        self.schema = schema if schema is not None else dynamic_schema(self._rows().names)
        self.expected: int | None = None
        self._truncated = False
        self._closed = False

    @property
    def truncated(self) -> bool:
        return self._truncated

    def __iter__(self) -> Iterator[Batch]:
        try:
            yield from self._batches()
            self._owner.check_unchanged()
        finally:
            self.close()

    def _batches(self) -> Iterator[Batch]:
        left = self._limits.rows
        size = FIRST_BATCH
        while left is None or left > 0:
            columns, size_b = self._columns(size if left is None else min(size, left))
            if not columns or not len(columns[0]):
                return
            batch = Batch(self.schema, columns)
            self._given += batch.row_count
            yield batch
            left = None if left is None else left - batch.row_count
            size = next_rows(batch.row_count, size_b, BULK_BATCH if self._bulk else BATCH)
        self._truncated = self._has_more()

    def _columns(self, count: int) -> tuple[list[Column], int]:
        if self._lines is not None:
            try:
                return self._lines.columns(count)
            except Unspeakable:
                self._leave_lines()
        rows = self._rows()
        return rows.arrow_columns(count) if self._bulk and count > FIRST_BATCH else rows.columns(count)

    def _has_more(self) -> bool:
        if self._lines is not None:
            try:
                return self._lines.has_more()
            except Unspeakable:
                self._leave_lines()
        return self._rows().has_more()

    def _leave_lines(self) -> None:
        if self._lines is not None:
            self._lines.close()
            self._lines = None

    def _rows(self) -> TupleRows:
        if self._tuples is None:
            self._tuples = self._start_tuples(self._given)
        return self._tuples

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._owner.stop_clock()
            self._leave_lines()
            if self._tuples is not None:
                self._tuples.close()
