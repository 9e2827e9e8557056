"""Whole Arrow columns as byte buffers: the primitives that kernels are made of. Loaded only with Arrow columns.

pyarrow has no bitwise operations on strings and numpy is not a dependency, but a
column of strings is one buffer of bytes: `bytes.translate` maps or deletes all of it
at a gigabyte per second, `int` XORs it, and `pyarrow.compute` cuts and joins rows.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

Array = Any
"""A pyarrow array; pyarrow has no types for mypy."""


@cache
def text(value: str) -> Any:
    """A string for a kernel. Of a bare one Arrow guesses the type, and looks for dateutil on the disk: 0.1 ms a time."""
    return pa.scalar(value, pa.string())


@cache
def number(value: int) -> Any:
    """A number for a kernel."""
    return pa.scalar(value, pa.int32())


def plain(array: Array) -> Array:
    """One contiguous string array without an offset; bytes that are no text stay binary."""
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_large_string(array.type) or pa.types.is_string_view(array.type):
        array = array.cast(pa.string())
    return array if _owns_its_bytes(array) else pa.concat_arrays([array])


_SLACK: Final = 4096


def _owns_its_bytes(array: Array) -> bool:
    """Whether the buffer behind a column is (nearly) all its own: translating a small slice of a large one is waste."""
    whole = array.buffers()[2]
    return array.offset == 0 and (whole is None or whole.size - buffer(array).size <= _SLACK)


def buffer(array: Array) -> Array:
    """The bytes of all rows, one after the other, as an Arrow buffer; nothing is copied."""
    offsets = memoryview(array.buffers()[1]).cast("B").cast("i")
    first, end = offsets[array.offset], offsets[array.offset + len(array)]
    whole = array.buffers()[2]
    return whole.slice(first, end - first) if whole is not None else pa.py_buffer(b"")


def data(array: Array) -> bytes:
    """A copy of the bytes of all rows."""
    found: bytes = buffer(array).to_pybytes()
    return found


def only(array: Array, allowed: bytes) -> bool:
    """Whether every byte of the column is one of `allowed`."""
    return not data(array).translate(None, allowed)


def translated(array: Array, table: bytes) -> Array:
    """The column with every byte mapped; rows keep their lengths."""
    validity, offsets, _ = array.buffers()
    mapped = array.buffers()[2].to_pybytes().translate(table) if array.buffers()[2] is not None else b""
    return pa.StringArray.from_buffers(
        len(array), offsets, pa.py_buffer(mapped), validity, array.null_count, array.offset
    )


def fixed(bytes_of_rows: Any, width: int, count: int) -> Array:
    """Rows of `width` bytes from one buffer (bytes or an Arrow buffer)."""
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(width), count, [None, pa.py_buffer(bytes_of_rows)])


def words(bytes_of_rows: Any) -> Array:
    """A buffer as unsigned 64-bit words, for Arrow's bitwise functions."""
    whole = pa.py_buffer(bytes_of_rows)
    return pa.Array.from_buffers(pa.uint64(), whole.size // 8, [None, whole])


def xor(*buffers: Any) -> bytes:
    """Buffers of one length (a multiple of 8), bit by bit."""
    mixed = words(buffers[0])
    for one in buffers[1:]:
        mixed = pc.bit_wise_xor(mixed, words(one))
    found: bytes = mixed.buffers()[1].slice(0, 8 * len(mixed)).to_pybytes()
    return found


def text_of(fixed_rows: Array) -> Array:
    """Fixed-size rows as strings; they are ASCII by construction."""
    return fixed_rows.cast(pa.binary()).cast(pa.string())


def true(array: Array) -> Array:
    """A boolean array without NULLs: NULL is false."""
    return pc.fill_null(array, fill_value=False)


def every(*conditions: Array) -> Array:
    """Where all of some boolean arrays are true; NULL is false."""
    found = conditions[0]
    for condition in conditions[1:]:
        found = pc.and_(found, condition)
    return true(found)


SAMPLE: Final = 1024
"""Rows that are looked at to know whether values repeat; a column with fewer is masked as it is."""
_REPEATS: Final = 4
"""Dictionary encoding pays when a value comes up about so often; measured on 1 million rows."""


def repeats(array: Array) -> bool:
    """Whether a sample says that values come up several times each."""
    if len(array) < SAMPLE:
        return False
    head = array.slice(0, SAMPLE)
    if len(head.unique()) * _REPEATS >= SAMPLE * 3:
        return False
    step = len(array) // SAMPLE
    spread = array.take(pa.array(range(0, step * SAMPLE, step), pa.int64()))
    return len(spread.unique()) * _REPEATS < SAMPLE * 3
