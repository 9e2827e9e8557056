"""Bulk rows from PostgreSQL: `COPY (statement) TO STDOUT` in CSV, read by Arrow a block of rows at a time.

The statement was prepared alone first, so wrapping it cannot change what it is.
COPY binds no parameters: they travel as literals quoted by libpq, each cast to
the type the server inferred for it. Cells are the same text as on the everyday way:
COPY uses the same output functions, and CSV keeps NULL (empty) and '' ("") apart.
libpq hands over one row per message, so blocks end at rows and a row's size is
known before it is read.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from psycopg import pq
from pyarrow import csv

from opaq.engines.bounds import too_large
from opaq.engines.postgresql_types import parameter
from opaq.engines.postgresql_wire import ServerError
from opaq.guard.types import Statement, Values
from opaq.model.address import Limits
from opaq.model.batch import Batch, Column
from opaq.model.schema import Kind, Schema

if TYPE_CHECKING:
    from opaq.engines.postgresql import PostgresSession

_BLOCK_BYTES = 1024 * 1024
_BLOCK_SECONDS = 0.25
"""A slow stream hands over what it has this often."""


class CopyReader:
    """Arrow columns of a statement's rows."""

    def __init__(
        self, session: PostgresSession, schema: Schema, statement: Statement, text: str, limits: Limits
    ) -> None:
        self.schema = schema
        self._session = session
        self._statement = statement
        self._limits = limits
        self._parsing = _Parsing(schema)
        self._truncated = False
        self._closed = False
        session.wire.connection.send_query(f"COPY (\n{text}\n) TO STDOUT (FORMAT csv)".encode())
        session.wire.next_result()

    @property
    def truncated(self) -> bool:
        return self._truncated

    def __iter__(self) -> Iterator[Batch]:
        try:
            for rows, block in self._blocks():
                yield self._parsing.batch(block, rows)
            if not self._truncated:
                for _ in self._session.wire.results():  # how the COPY ended
                    pass
        except ServerError as error:
            raise self._session.failure(error, self._statement) from None
        finally:
            self.close()

    def _blocks(self) -> Iterator[tuple[int, bytes]]:
        """Rows as CSV text, about a megabyte at a time, with their number."""
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
        if parts:
            yield len(parts), b"".join(parts)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._session.wire.drain()


class _Parsing:
    """CSV blocks -> batches of Arrow columns."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        names = [str(i) for i in range(len(schema))]
        self._names = names
        self._parse = csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
        self._convert = csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            check_utf8=False,  # the server converts to UTF-8; where it does not (SQL_ASCII) this way is not taken
        )

    def batch(self, block: bytes, rows: int) -> Batch:
        read = csv.ReadOptions(column_names=self._names, block_size=len(block) + 1, use_threads=False)
        table = csv.read_csv(pa.BufferReader(block), read, self._parse, self._convert)
        columns = [_column(table.column(i), field.kind) for i, field in enumerate(self._schema.fields)]
        return Batch(self._schema, columns, rows)


def _column(chunked: Any, kind: Kind) -> Column:
    array = chunked.chunk(0) if chunked.num_chunks == 1 else pa.concat_arrays(chunked.chunks)
    if kind is Kind.BOOLEAN:
        array = pc.if_else(pc.equal(array, "t"), "true", "false")
    elif kind is Kind.BYTES:
        array = pa.array([None if c is None else bytes.fromhex(c[2:]) for c in array.to_pylist()], pa.binary())
    return Column(arrow=array)


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
