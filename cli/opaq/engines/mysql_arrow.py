"""Text rows of MySQL and MariaDB -> Arrow columns, for streams: a column of a block at a time, not a cell at a time.

Arrow's kernels walk all rows of a block at once: the byte at each row's position
is its cell's length, and the cell's end is the position of the next column. No
Python object is made for a cell.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from opaq.engines.bounds import too_large

_NULL, _TWO, _THREE, _EIGHT = 251, 252, 253, 254
"""First bytes of a length-encoded string that are no length themselves."""


def arrow_columns(block: bytes, starts: array[int], binary: Sequence[bool], most: int) -> list[Any]:
    """Arrow columns of the text rows that start at these positions of a block.

    >>> rows = b"\\x01a\\x02bc" + b"\\xfb\\x00"
    >>> [c.to_pylist() for c in arrow_columns(rows, array("q", [0, 5]), [False, True], 100)]
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
        kind = pa.binary() if is_binary else pa.string()
        buffers = [None, pairs.buffers()[1], data]
        strung = pa.Array.from_buffers(kind, 2 * count - 1, buffers)
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
