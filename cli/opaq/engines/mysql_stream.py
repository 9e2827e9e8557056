"""Bulk rows from MySQL and MariaDB: row packets decoded a column at a time, not a cell at a time.

A text row is a packet of length-encoded strings (MySQL internals manual,
Protocol::ProtocolText::ResultsetRow). Where a row starts is known from the packet
headers, one step per row. From there Arrow's kernels walk all rows of a block at
once: the byte at each row's position is the cell's length, its end is the next
column's position. No Python object is made for a cell.
"""

from __future__ import annotations

import struct
import time
from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pymysql

from opaq.engines.bounds import too_large
from opaq.errors import OpaqError
from opaq.model.address import Limits
from opaq.model.batch import Batch, Column
from opaq.model.schema import Kind, Schema

if TYPE_CHECKING:
    from opaq.engines.mysql_wire import Wire

_BLOCK_BYTES = 1024 * 1024
_BLOCK_SECONDS = 0.25
"""A slow stream hands over what it has this often."""
_FULL = 0xFFFFFF
"""A packet of this length is continued by the next."""
_NULL, _TWO, _THREE, _EIGHT = 251, 252, 253, 254
"""First bytes of a length-encoded string that are no length themselves."""
_header = struct.Struct("<I").unpack_from


class StreamReader:
    """Arrow columns of a statement's rows."""

    def __init__(self, wire: Wire, schema: Schema, limits: Limits) -> None:
        self.schema = schema
        self._wire = wire
        self._limits = limits
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
        columns = decode(block, starts, [f.kind is Kind.BYTES for f in self.schema.fields], self._limits.cell_bytes)
        return Batch(self.schema, [Column(arrow=c) for c in columns], len(starts))

    def _blocks(self) -> Iterator[tuple[bytes, array[int]]]:
        """Bytes of whole row packets, about a megabyte at a time, with the position of each row's first cell."""
        buffer = bytearray()
        starts, at, flushed = array("q"), 0, time.monotonic()
        while not self._ended:
            buffer += self._read()
            at = self._scan(buffer, at, starts)
            if starts and (self._ended or at >= _BLOCK_BYTES or time.monotonic() - flushed > _BLOCK_SECONDS):
                yield bytes(memoryview(buffer)[:at]), starts
                del buffer[:at]
                starts, at, flushed = array("q"), 0, time.monotonic()

    def _read(self) -> bytes:
        try:
            chunk: bytes = self._wire.connection._rfile.read1(_BLOCK_BYTES)
        except (OSError, pymysql.err.Error) as error:
            raise self._wire.failure(error) from None
        if not chunk:
            raise self._wire.failure(pymysql.err.OperationalError(2013))
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
            if mark >= _EIGHT and (mark == 255 or length < 9):
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


def decode(block: bytes, starts: array[int], binary: list[bool], most: int) -> list[Any]:
    """Arrow columns of the text rows that start at these positions of a block.

    >>> rows = b"\\x01a\\x02bc" + b"\\xfb\\x00"
    >>> [c.to_pylist() for c in decode(rows, array("q", [0, 5]), [False, True], 100)]
    [['a', None], [b'bc', b'']]
    """
    count = len(starts)
    data = pa.py_buffer(block)
    octets = pa.Array.from_buffers(pa.uint8(), len(block), [None, data])
    positions = pa.Array.from_buffers(pa.int64(), count, [None, pa.py_buffer(starts)])
    evens = pa.Array.from_buffers(pa.int64(), count, [None, pa.py_buffer(array("q", range(0, 2 * count, 2)))])
    columns = []
    for is_binary in binary:
        begins, sizes, null = _cells(octets, positions)
        if pc.max(sizes).as_py() > most:
            raise too_large("cell", most)
        positions = pc.add(begins, sizes)
        # begin and end of each cell as neighbouring 32-bit offsets: every second element of the array is a cell,
        # the others are what lies between two cells
        pairs = pc.bit_wise_or(begins, pc.shift_left(positions, pa.scalar(32, pa.int64())))
        kind = pa.BinaryArray if is_binary else pa.StringArray
        strung = kind.from_buffers(2 * count - 1, pairs.buffers()[1], data)
        columns.append(pc.take(strung, evens if null is None else pc.if_else(null, None, evens)))
    return columns


def _cells(octets: Any, positions: Any) -> tuple[Any, Any, Any]:
    """Where the cells at these positions begin, their sizes, and which are NULL (None: no one is)."""
    heads = pc.take(octets, positions)
    if pc.max(heads).as_py() < _NULL:
        return pc.add(positions, 1), pc.cast(heads, pa.int64()), None
    wide = pc.cast(heads, pa.int64())
    null = pc.equal(heads, _NULL)
    sizes = pc.if_else(null, 0, wide)
    skips = pc.if_else(null, 1, 1)
    for mark, width in ((_TWO, 2), (_THREE, 3), (_EIGHT, 8)):
        marked = pc.equal(heads, mark)
        if pc.any(marked).as_py():
            sizes = pc.if_else(marked, _number(octets, positions, width), sizes)
            skips = pc.if_else(marked, 1 + width, skips)
    return pc.add(positions, skips), sizes, null


def _number(octets: Any, positions: Any, width: int) -> Any:
    """The little-endian number behind each position (meaningless where the cell has another form)."""
    last = len(octets) - 1
    total = None
    for i in range(width):
        at = pc.min_element_wise(pc.add(positions, 1 + i), last)
        shifted = pc.shift_left(pc.cast(pc.take(octets, at), pa.int64()), pa.scalar(8 * i, pa.int64()))
        total = shifted if total is None else pc.bit_wise_or(total, shifted)
    return total
