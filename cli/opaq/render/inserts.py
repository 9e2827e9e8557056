"""SQL INSERT statements of masked rows, for a test database. Standard SQL: doubled quotes, NULL by name.

Numbers stand bare only when they look like one; everything else, masked numbers
too, is a string. Backslashes are safe under PostgreSQL's standard strings and
SQLite; MySQL needs sql_mode NO_BACKSLASH_ESCAPES, which a comment says.
"""

from __future__ import annotations

from opaq.mask.types import Decision, MaskedBatch
from opaq.model.pattern import late
from opaq.model.schema import Kind, Schema
from opaq.render.cells import NUMBERS, texts
from opaq.render.types import ByteStream, Look, Summary
from opaq.render.width import harmless

_NUMBER = late(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")
HEADER = "-- masked by opaq; strings are standard SQL (MySQL: SET sql_mode='ANSI_QUOTES,NO_BACKSLASH_ESCAPES')\n"


class Inserts:
    """One statement per row, so that any line can be left out."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        self._stream = stream
        self._look = look
        self._head = ""
        self._kinds: tuple[Kind, ...] = ()

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        columns = ", ".join(name_of(name) for name in schema.names)
        self._head = f"INSERT INTO {name_of(self._look.table_name)} ({columns}) VALUES ("
        self._kinds = tuple(field.kind for field in schema.fields)
        if self._look.header and not self._look.tuples_only:
            self._stream.write(HEADER.encode())

    def chunk(self, batch: MaskedBatch) -> None:
        columns = [
            [literal(cell, kind) for cell in texts(column)]
            for column, kind in zip(batch.columns, self._kinds, strict=True)
        ]
        rows = "".join(f"{self._head}{', '.join(row)});\n" for row in zip(*columns, strict=True))
        rows = harmless(rows) if self._look.terminal else rows
        self._stream.write(rows.encode("utf-8", "replace"))

    def finish(self, summary: Summary) -> None:
        pass


def name_of(name: str) -> str:
    """A quoted identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(cell: str | None, kind: Kind) -> str:
    """A standard literal.

    >>> literal("it's", Kind.TEXT), literal("42", Kind.INTEGER), literal(None, Kind.TEXT)
    ("'it''s'", '42', 'NULL')
    """
    if cell is None:
        return "NULL"
    if kind in NUMBERS and _NUMBER.match(cell):
        return cell
    return "'" + cell.replace("'", "''") + "'"
