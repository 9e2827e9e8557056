"""Bulk rows of SQLite: the library spells a whole row itself, and no Python object is made of a cell.

    WITH q(c0, c1) AS (<statement>) SELECT json_array(..., ...) FROM q

gives one line of JSON per row (json1.html#jarray). Where a block of lines has no
backslash, JSON's strings are CSV's quoted cells and Arrow's CSV reader makes the
columns; otherwise, and for short results, `json.loads` does. Half the time of
tuples, and nearly all of it outside the interpreter lock.

What JSON cannot carry: json_array spells a real with 15 digits, so reals travel as
text of 20 (with 17, one in a hundred of the largest reads back as its neighbour),
after a mark that is made by chance for every result; a blob is an error, text may be
no UTF-8, and a line may be longer than a cell is allowed to be. All of these raise
`Unspeakable`, and the reader goes on with `sqlite_rows` from the same row of the same
snapshot. A statement that calls JSON functions does not come here at all: what they
return goes into json_array as JSON, not as text (json1.html#interface_overview).
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from opaq.engines.sqlite_rows import FAILURES, Start
from opaq.model.address import Limits
from opaq.model.batch import Cell, Column

if TYPE_CHECKING:
    from opaq.engines.sqlite_arrow import LineColumns

_PLAIN_ROWS = 2_000
"""A result that ends within this many rows is not worth loading Arrow for (60 ms)."""
_CACHED_ROWS = 1_000
"""Rows fetched at once, so that they are still in the processor's cache when their brackets go."""
_MOST_COLUMNS = 100
"""A function takes at most 127 arguments (limits.html, 6)."""


class Unspeakable(Exception):
    """Some row cannot be told in a line; nothing of it has been handed over."""


def speakable(width: int, read: Collection[str]) -> bool:
    """Whether the rows of a statement can be told in lines: none of the functions and relations it reads gives JSON."""
    return 0 < width <= _MOST_COLUMNS and not any(name.casefold().startswith(("json", "->")) for name in read)


def wrapped(text: str, width: int, mark: str) -> str:
    """The statement whose rows are lines.

    >>> wrapped("SELECT a FROM t", 1, "m:").splitlines()[-1]
    ") SELECT json_array(iif(typeof(c0)='real',printf('m:%!.20g',c0),c0)) FROM q"
    """
    names = [f"c{i}" for i in range(width)]
    told = ",".join(f"iif(typeof({n})='real',printf('{mark}%!.20g',{n}),{n})" for n in names)
    return f"WITH q({','.join(names)}) AS (\n{text}\n) SELECT json_array({told}) FROM q"


def new_mark() -> str:
    """No stored text can begin with it but by a chance of 1 in 2**64."""
    return os.urandom(8).hex() + ":"


class LineRows:
    """Columns of the next rows, as often as asked; every method may raise Unspeakable."""

    def __init__(self, start: Start, mark: str, width: int, limits: Limits) -> None:
        self._mark = mark
        self._width = width
        self._limits = limits
        self._arrow: LineColumns | None = None
        try:
            self._cursor = start(bytes)
        except FAILURES as error:
            raise Unspeakable from error

    def columns(self, count: int) -> tuple[list[Column], int]:
        """The columns of the next rows and about how many bytes they hold."""
        lines = self._fetch(count)
        ended = len(lines) < count
        size_b = sum(map(len, lines))
        if not lines:
            return [], 0
        if max(map(len, lines)) > self._limits.cell_bytes:
            raise Unspeakable
        if self._arrow is None and len(lines) <= _PLAIN_ROWS and (ended or count <= _PLAIN_ROWS):
            return [Column(column) for column in plain_columns(lines, self._mark)], size_b
        if self._arrow is None:
            from opaq.engines.sqlite_arrow import LineColumns  # pyarrow, 60 ms; long streams only

            self._arrow = LineColumns(self._width, self._mark)
        return self._arrow.columns(lines), size_b

    def has_more(self) -> bool:
        return bool(self._fetch(1))

    def close(self) -> None:
        self._cursor.close()

    def _fetch(self, count: int) -> list[bytes]:
        """Lines without their brackets."""
        try:
            lines: list[bytes] = []
            while len(lines) < count and (rows := self._cursor.fetchmany(min(_CACHED_ROWS, count - len(lines)))):
                lines += [line[1:-1] for (line,) in rows]
            return lines
        except sqlite3.ProgrammingError:
            raise
        except FAILURES as error:
            raise Unspeakable from error


def plain_columns(lines: Sequence[bytes], mark: str) -> list[list[Cell]]:
    r"""The columns of some lines without brackets, as Python values. Raises Unspeakable.

    >>> plain_columns([b'"a\\n",1', b'null,"m:2.5"'], "m:")
    [['a\n', None], [1, 2.5]]
    """
    try:
        text = b"],[".join(lines).decode()
    except UnicodeDecodeError as error:
        raise Unspeakable from error
    columns = [list(column) for column in zip(*json.loads(f"[[{text}]]"), strict=True)]
    return [[_real(cell, mark) for cell in column] for column in columns] if mark in text else columns


def _real(cell: Cell, mark: str) -> Cell:
    return float(cell[len(mark) :]) if isinstance(cell, str) and cell.startswith(mark) else cell
