"""CSV rows of Arrow columns without a Python object per cell: quoting and joining are whole-buffer passes.

A column is searched once for what RFC 4180 quotes, in its raw buffer; only a column
that has some pays for `if_else` over its cells. The rows are then one
`binary_join_element_wise`, whose data buffer already is the CSV text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

SPECIAL = (b'"', b",", b"\n", b"\r")
NEEDS_QUOTES = '[",\n\r]'


def csv_rows(columns: Sequence[Any], null: str = "", separator: str = ",") -> memoryview:
    """The bytes of all rows, each ended by LF. NULL is `null`, '' is `""`."""
    spelled = [quoted(as_text(column), null) for column in columns]
    spelled[-1] = pc.binary_join_element_wise(
        spelled[-1], pa.scalar("\n", spelled[-1].type), pa.scalar("", spelled[-1].type), **_nulls(null)
    )
    rows = spelled[0]
    if len(spelled) > 1:
        rows = pc.binary_join_element_wise(*spelled, pa.scalar(separator, pa.large_string()), **_nulls(null))
    return data_of(rows)


def _nulls(null: str) -> dict[str, Any]:
    return {"null_handling": "replace", "null_replacement": null}


def as_text(column: Any) -> Any:
    """Any Arrow column as large_string; bytes in the spelling of `model.spell` (`\\x` and hex digits)."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_large_string(column.type):
        return column
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return pa.array([None if c is None else "\\x" + c.hex() for c in column.to_pylist()], pa.large_string())
    return column.cast(pa.large_string())


def data_of(column: Any) -> memoryview:
    """The characters of all cells, end to end, as they lie in the column's buffer."""
    _, offsets_buffer, data = column.buffers()
    if data is None:
        return memoryview(b"")
    offsets = memoryview(offsets_buffer).cast("q")
    return memoryview(data)[offsets[column.offset] : offsets[column.offset + len(column)]]


def quoted(column: Any, null: str) -> Any:
    """The column with quotes where they are needed."""
    needs = None
    raw = bytes(data_of(column))
    if any(mark in raw for mark in SPECIAL):
        needs = pc.match_substring_regex(column, NEEDS_QUOTES)
    lengths = pc.binary_length(column)
    smallest = pc.min(lengths).as_py()
    if smallest == 0:
        empty = pc.equal(lengths, 0)
        needs = empty if needs is None else pc.or_(needs, empty)
    if null:
        same = pc.equal(column, pa.scalar(null, column.type))
        needs = same if needs is None else pc.or_(needs, same)
    if needs is None:
        return column
    quote, nothing = pa.scalar('"', column.type), pa.scalar("", column.type)
    doubled = pc.replace_substring(column, '"', '""') if b'"' in raw else column
    return pc.if_else(needs, pc.binary_join_element_wise(quote, doubled, quote, nothing), column)
