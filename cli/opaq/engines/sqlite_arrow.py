"""Columns of SQLite's dynamic cells -> Arrow, for streams. Every cell is spelled as `model.spell` spells it."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from opaq.model.batch import Cell, Column
from opaq.model.spell import spell

_INFINITE = frozenset({float("inf"), float("-inf")})


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
    if kinds == {float} and not _INFINITE.intersection(cells):
        return Column(arrow=pa.array([None if c is None else repr(c) for c in cells], pa.string()))
    return Column(arrow=pa.array([spell(cell) for cell in cells], pa.string()))


def size_of(column: Column) -> int:
    """About how many bytes a column's cells hold."""
    if column.is_arrow:
        return int(column.arrow().nbytes)
    return sum(len(c) for c in column.cells() if isinstance(c, str | bytes))
