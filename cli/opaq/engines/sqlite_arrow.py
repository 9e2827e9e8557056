"""Columns of SQLite's dynamic cells -> Arrow, for streams. Every cell is spelled as `model.spell` spells it.

The cells come as tuples of Python values (`sqlite_rows`) or as lines of JSON
(`sqlite_lines`), which are lines of CSV as long as they have no backslash.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from opaq.engines.sqlite_lines import Unspeakable, plain_columns
from opaq.model.batch import Cell, Column
from opaq.model.spell import spell

_ZERO, _SMALLEST = pa.scalar(0.0), pa.scalar(1e-3)
_LARGEST = 1e9
"""Between these, the shortest spelling of a number has no exponent, in Arrow and in Python."""
_POINT, _NOTHING = pa.scalar(".0", pa.string()), pa.scalar("", pa.string())


def arrow_column(cells: Sequence[Cell]) -> Column:
    """A string column, a binary one when every cell is a blob, or the plain cells when blobs are among others.

    >>> arrow_column((1, None, 20)).cells()
    ['1', None, '20']
    >>> arrow_column(("a", 2, 0.5)).cells()
    ['a', '2', '0.5']
    """
    kinds = set(map(type, cells))
    kinds.discard(type(None))
    if kinds <= {str}:
        return Column(arrow=pa.array(cells, pa.string()))
    if kinds == {int}:
        return Column(arrow=pa.array(cells, pa.int64()).cast(pa.string()))
    if kinds == {bytes}:
        return Column(arrow=pa.array(cells, pa.binary()))
    if bytes in kinds:
        return Column(cells)
    if kinds == {float}:
        return Column(arrow=_reals(pa.array(cells, pa.float64())))
    return Column(arrow=pa.array([spell(cell) for cell in cells], pa.string()))


class LineColumns:
    """Lines of JSON arrays -> columns."""

    def __init__(self, width: int, mark: str) -> None:
        self._mark = mark
        self._names = [str(i) for i in range(width)]
        self._parse = csv.ParseOptions(double_quote=False, ignore_empty_lines=False)
        self._convert = csv.ConvertOptions(
            column_types=dict.fromkeys(self._names, pa.string()),
            null_values=["null"],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        )

    def columns(self, lines: Sequence[bytes]) -> list[Column]:
        """Raises Unspeakable."""
        block = b"\n".join(lines)
        if b"\\" in block:
            return [arrow_column(column) for column in plain_columns(lines, self._mark)]
        read = csv.ReadOptions(column_names=self._names, block_size=len(block) + 1, use_threads=False)
        try:
            table = csv.read_csv(pa.BufferReader(block), read, self._parse, self._convert)
        except pa.ArrowInvalid as error:  # text that is no UTF-8
            raise Unspeakable from error
        return [Column(arrow=self._without_marks(_whole(column))) for column in table.columns]

    def _without_marks(self, column: Any) -> Any:
        marked = pc.starts_with(column, self._mark)
        if not pc.any(marked).as_py():
            return column
        numbers = pc.utf8_slice_codeunits(column.filter(marked), len(self._mark)).cast(pa.float64())
        return pc.replace_with_mask(column, pc.fill_null(marked, pa.scalar(value=False)), _reals(numbers))


def _whole(chunked: Any) -> Any:
    return chunked.chunk(0) if chunked.num_chunks == 1 else pa.concat_arrays(chunked.chunks)


def _reals(numbers: Any) -> Any:
    if _have_no_exponents(numbers):
        return _with_points(numbers.cast(pa.string()))
    return pa.array([spell(number) for number in numbers.to_pylist()], pa.string())


def _have_no_exponents(numbers: Any) -> bool:
    """Whether Arrow spells every one as Python does but for the point of whole numbers; 3 times as fast as `repr`."""
    sizes = pc.abs(numbers)
    small = pc.and_(pc.less(sizes, _SMALLEST), pc.greater(sizes, _ZERO))
    return pc.max(sizes).as_py() < _LARGEST and not pc.any(small).as_py()


def _with_points(spelled: Any) -> Any:
    whole = pc.invert(pc.match_substring(spelled, "."))
    return pc.if_else(whole, pc.binary_join_element_wise(spelled, _POINT, _NOTHING), spelled)


def joined(parts: Sequence[Column]) -> Column:
    """One column of the same column's parts."""
    if len(parts) == 1:
        return parts[0]
    if all(part.is_arrow for part in parts) and len({part.arrow().type for part in parts}) == 1:
        return Column(arrow=pa.concat_arrays([part.arrow() for part in parts]))
    return Column([cell for part in parts for cell in part.cells()])


def size_of(column: Column) -> int:
    """About how many bytes a column's cells hold."""
    if column.is_arrow:
        return int(column.arrow().nbytes)
    return sum(len(c) for c in column.cells() if isinstance(c, str | bytes))
