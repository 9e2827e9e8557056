"""Bulk rows from PostgreSQL: `COPY (statement) TO STDOUT` in CSV, a block of rows at a time.

The statement was prepared alone first, so wrapping it cannot change what it is.
COPY binds no parameters: they travel as literals quoted by libpq, each cast to
the type the server inferred for it. Cells are the same text as on the everyday way:
COPY uses the same output functions, and CSV keeps NULL (empty) and '' ("") apart.
libpq hands over one row per message, so blocks end at rows and a row's size is
known before it is read. A short result is split here; a long one is read by Arrow
(`postgresql_arrow`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from opaq.engines.bounds import check_cells, too_large
from opaq.engines.postgresql_libpq import pq
from opaq.engines.postgresql_types import parameter
from opaq.engines.postgresql_wire import ServerError
from opaq.guard.types import Statement, Values
from opaq.model.address import Limits
from opaq.model.batch import Batch, Cell, Column
from opaq.model.schema import Kind, Schema

if TYPE_CHECKING:
    from opaq.engines.postgresql import PostgresSession
    from opaq.engines.postgresql_arrow import ArrowBlocks

_BLOCK_BYTES = 2 * 1024 * 1024
"""With 1 MiB the masks take a fifth longer: their kernels cost something for every block."""
_BLOCK_SECONDS = 0.25
"""A slow stream hands over what it has this often."""
_PLAIN_ROWS = 2_000
"""A result that ends within this many rows is not worth loading Arrow for."""
_CELL = re.compile(r'("(?:[^"]|"")*"|[^",\n]*)[,\n]')


class CopyReader:
    """Arrow columns of a statement's rows."""

    def __init__(
        self,
        session: PostgresSession,
        schema: Schema,
        statement: Statement,
        text: str,
        limits: Limits,
        expected: int | None,
    ) -> None:
        self.schema = schema
        self.expected = expected
        self._session = session
        self._statement = statement
        self._limits = limits
        self._arrow: ArrowBlocks | None = None
        self._truncated = False
        self._ended = False
        self._closed = False
        session.wire.connection.send_query(f"COPY (\n{text}\n) TO STDOUT (FORMAT csv)".encode())
        session.wire.next_result()

    @property
    def truncated(self) -> bool:
        return self._truncated

    def __iter__(self) -> Iterator[Batch]:
        try:
            for rows, block in self._blocks():
                yield self._batch(block, rows)
            if not self._truncated:
                for _ in self._session.wire.results():  # how the COPY ended
                    pass
        except ServerError as error:
            raise self._session.failure(error, self._statement) from None
        finally:
            self.close()

    def _batch(self, block: bytes, rows: int) -> Batch:
        if self._arrow is None:
            if self._ended and rows <= _PLAIN_ROWS:
                cells = plain_columns(block.decode(), [f.kind for f in self.schema.fields])
                check_cells(cells, self._limits)
                return Batch(self.schema, [Column(column) for column in cells], rows)
            from opaq.engines.postgresql_arrow import ArrowBlocks  # pyarrow, 60 ms; long streams only

            self._arrow = ArrowBlocks(self.schema)
        return self._arrow.batch(block, rows)

    def _blocks(self) -> Iterator[tuple[int, bytes]]:
        """Rows as CSV text, about two megabytes at a time, with their number."""
        wire, most = self._session.wire, self._limits.row_bytes
        take = wire.connection.get_copy_data
        left = self._limits.rows
        parts: list[Any] = []
        size, flushed = 0, time.monotonic()
        while True:
            length, data = take(1)
            if length > 0:
                if left is not None and len(parts) == left:
                    self._truncated = True
                    break
                if length > most:
                    raise too_large("row", most)
                parts.append(data)
                size += length
                if size < _BLOCK_BYTES:
                    continue
            elif length == 0:
                wire.wait_for_data()
                if not parts or time.monotonic() - flushed < _BLOCK_SECONDS:
                    continue
            else:
                break
            yield len(parts), b"".join(parts)
            left = None if left is None else left - len(parts)
            parts, size, flushed = [], 0, time.monotonic()
        self._ended = True
        if parts:
            yield len(parts), b"".join(parts)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._session.wire.drain()


def plain_columns(text: str, kinds: Sequence[Kind]) -> list[list[Cell]]:
    """Columns of PostgreSQL's CSV: quoted is text, empty is NULL.

    >>> plain_columns('1,"a ""b"" c"\\n,""\\n', [Kind.INTEGER, Kind.TEXT])
    [['1', None], ['a "b" c', '']]
    """
    cells: list[Cell] = [
        (cell[1:-1].replace('""', '"') if cell[0] == '"' else cell) if cell else None for cell in _CELL.findall(text)
    ]
    columns = [cells[i :: len(kinds)] for i in range(len(kinds))]
    return [_spelled(column, kind) for column, kind in zip(columns, kinds, strict=True)]


def _spelled(column: list[Cell], kind: Kind) -> list[Cell]:
    if kind is Kind.BOOLEAN:
        return [None if c is None else "true" if c == "t" else "false" for c in column]
    if kind is Kind.BYTES:
        return [None if c is None else bytes.fromhex(str(c)[2:]) for c in column]
    return column


def inlined(session: PostgresSession, statement: Statement, values: Values, type_oids: list[int]) -> str:
    """The statement with literals in the places of its parameters, each of the type the server inferred."""
    if not statement.places:
        return statement.text
    names = session.type_names(type_oids)
    escaping = pq.Escaping(session.wire.connection)
    literals = {}
    for name, type_name in zip(statement.parameters, names, strict=True):
        _, raw = parameter(values[name])
        literal = "NULL" if raw is None else bytes(escaping.escape_literal(raw)).decode()
        literals[name] = f"({literal.strip()}::{type_name})"
    parts, at = [], 0
    for start, end, name in statement.places:
        parts += [statement.text[at:start], literals[name]]
        at = end
    return "".join([*parts, statement.text[at:]])
