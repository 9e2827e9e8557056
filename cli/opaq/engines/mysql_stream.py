"""Rows of MySQL and MariaDB from the raw socket: blocks of row packets, and where each row begins.

A text row is a packet of length-encoded strings (MySQL internals manual,
Protocol::ProtocolText::ResultsetRow). Where a row starts is known from the packet
headers, one step per row. A short result is decoded here, cell by cell; a long
one by `mysql_arrow`, a column of a block at a time.
"""

from __future__ import annotations

import struct
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import pymysql

from opaq.engines.bounds import check_cells, too_large
from opaq.engines.mysql_types import decoder
from opaq.errors import OpaqError
from opaq.model.address import Limits
from opaq.model.batch import Batch, Cell, Column
from opaq.model.schema import Kind, Schema

if TYPE_CHECKING:
    from opaq.engines.mysql_wire import Wire

_BLOCK_BYTES = 2 * 1024 * 1024
_BLOCK_SECONDS = 0.25
"""A slow stream hands over what it has this often."""
_FULL = 0xFFFFFF
"""A packet of this length is continued by the next."""
_LOST = 2013
"""CR_SERVER_LOST"""
_NULL = 251
_WIDTHS = {252: 2, 253: 3, 254: 8}
"""First bytes of a length-encoded string that are no length themselves, and how many bytes of length follow."""
_PLAIN_ROWS = 2_000
"""A result that ends within this many rows is not worth loading Arrow for (60 ms)."""
_header = struct.Struct("<I").unpack_from


class StreamReader:
    """Columns of a statement's rows, plain or Arrow."""

    def __init__(self, wire: Wire, schema: Schema, limits: Limits, *, bulk: bool) -> None:
        self.schema = schema
        self.expected: int | None = None
        self._wire = wire
        self._limits = limits
        self._bulk = bulk
        self._truncated = False
        self._ended = False
        self._closed = False

    @property
    def truncated(self) -> bool:
        return self._truncated

    def __iter__(self) -> Iterator[Batch]:
        left = self._limits.rows
        try:
            for block, starts in self._blocks():
                if left is not None and len(starts) > left:
                    self._truncated = True
                    starts = starts[:left]
                if starts:
                    yield self._batch(block, starts)
                if self._truncated:
                    return
                left = None if left is None else left - len(starts)
        finally:
            self.close()

    def _batch(self, block: bytes, starts: array[int]) -> Batch:
        fields = self.schema.fields
        if not self._bulk or (self._ended and len(starts) <= _PLAIN_ROWS):
            cells = plain_columns(block, starts, [decoder(f.kind) for f in fields])
            check_cells(cells, self._limits)
            return Batch(self.schema, [Column(c) for c in cells], len(starts))
        from opaq.engines.mysql_arrow import arrow_columns  # pyarrow, 60 ms; long streams only

        arrays = arrow_columns(block, starts, [f.kind is Kind.BYTES for f in fields], self._limits.cell_bytes)
        return Batch(self.schema, [Column(arrow=c) for c in arrays], len(starts))

    def _blocks(self) -> Iterator[tuple[bytes, array[int]]]:
        """Bytes of whole row packets, about two megabytes at a time, with the position of each row's first cell."""
        most_rows = self._limits.rows
        buffer = bytearray()
        starts, at, flushed = array("q"), 0, time.monotonic()
        while not self._ended:
            buffer += self._read()
            if self._wire.cancelled or self._wire.expired:  # what is still on its way can be megabytes
                raise self._wire.failure(pymysql.err.OperationalError(_LOST))
            at = self._scan(buffer, at, starts)
            full = at >= _BLOCK_BYTES or (most_rows is not None and len(starts) > most_rows)
            if starts and (self._ended or full or time.monotonic() - flushed > _BLOCK_SECONDS):
                yield bytes(memoryview(buffer)[:at]), starts
                del buffer[:at]
                starts, at, flushed = array("q"), 0, time.monotonic()

    def _read(self) -> bytes:
        try:
            chunk: bytes = self._wire.connection._rfile.read1(_BLOCK_BYTES)
        except (OSError, pymysql.err.Error) as error:
            raise self._wire.failure(error) from None
        if not chunk:
            raise self._wire.failure(pymysql.err.OperationalError(_LOST))
        return chunk

    def _scan(self, buffer: bytearray, at: int, starts: array[int]) -> int:
        """Find the rows of the buffer from `at` on; returns where the last whole one ends."""
        add, most, size = starts.append, self._limits.row_bytes, len(buffer)
        while at + 5 <= size:
            length = _header(buffer, at)[0] & _FULL
            if length == _FULL:
                length = _join(buffer, at)
                size = len(buffer)
            following = at + 4 + length
            if length < 0 or following > size:
                break
            mark = buffer[at + 4]
            if mark >= 254 and (mark == 255 or length < 9):
                self._finish(bytes(buffer[at + 4 : following]))
                break
            if length > most:
                raise too_large("row", most)
            add(at + 4)
            at = following
        if size - at > most + _FULL:
            raise too_large("row", most)
        return at

    def _finish(self, payload: bytes) -> None:
        """The EOF or error packet that ends the rows."""
        self._ended = True
        if payload[:1] == b"\xff":
            errno = int.from_bytes(payload[1:3], "little")
            raise self._wire.failure(pymysql.err.OperationalError(errno))

    def close(self) -> None:
        """A result that was left is killed on the server, because closing alone does not stop it."""
        if self._closed:
            return
        self._closed = True
        try:
            if not self._ended:
                self._wire.kill()
                self._wire.shut()
        except OpaqError:
            return
        finally:
            self._wire.stop_clock()


def _join(buffer: bytearray, at: int) -> int:
    """Join the packets of the row at `at` into one; its length, or -1 while some are on their way."""
    ends, length = [at], _FULL
    while length == _FULL:
        place = ends[-1]
        if place + 4 > len(buffer):
            return -1
        length = _header(buffer, place)[0] & _FULL
        ends.append(place + 4 + length)
    if ends[-1] > len(buffer):
        return -1
    for place in reversed(ends[1:-1]):
        del buffer[place : place + 4]
    return ends[-1] - at - 4 * (len(ends) - 1)


def plain_columns(block: bytes, starts: Sequence[int], decoders: Sequence[Callable[[bytes], Cell]]) -> list[list[Cell]]:
    """Columns of the text rows that start at these positions of a block.

    >>> rows = b"\\x01a\\x02bc" + b"\\xfb\\x00"
    >>> plain_columns(rows, [0, 5], [bytes.decode, bytes])
    [['a', None], [b'bc', b'']]
    """
    columns: list[list[Cell]] = [[] for _ in decoders]
    takers = [(column.append, decode) for column, decode in zip(columns, decoders, strict=True)]
    for at in starts:
        for add, decode in takers:
            size = block[at]
            at += 1
            if size == _NULL:
                add(None)
                continue
            if size > _NULL:
                width = _WIDTHS[size]
                size = int.from_bytes(block[at : at + width], "little")
                at += width
            add(decode(block[at : at + size]))
            at += size
    return columns
