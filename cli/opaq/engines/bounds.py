"""Bounds on what one cell and one row may hold, and on how much one batch takes."""

from __future__ import annotations

from collections.abc import Sequence

from opaq.errors import Refused
from opaq.model.address import Limits

BATCH_BYTES = 8 * 1024 * 1024
"""A batch is cut when it holds about this much, so that memory stays flat with wide rows."""


def check_cells(columns: Sequence[Sequence[object]], limits: Limits) -> int:
    """The bytes (characters for text) in a batch of columns. Raises Refused when a cell or a row is over its limit."""
    total = 0
    for column in columns:
        sizes = [len(cell) for cell in column if cell.__class__ is str or cell.__class__ is bytes]
        if sizes:
            total += sum(sizes)
            if max(sizes) > limits.cell_bytes:
                raise too_large("cell", limits.cell_bytes)
    if total > limits.row_bytes:
        _check_rows(columns, limits)
    return total


def _check_rows(columns: Sequence[Sequence[object]], limits: Limits) -> None:
    for row in zip(*columns, strict=True):
        if sum(len(cell) for cell in row if isinstance(cell, str | bytes)) > limits.row_bytes:
            raise too_large("row", limits.row_bytes)


def too_large(what: str, limit_bytes: int) -> Refused:
    """The error for a cell or row over its limit; says nothing of the value but that."""
    code = "OPQ-D009" if what == "cell" else "OPQ-D010"
    return Refused(
        code, f"a {what} is larger than {limit_bytes // 1024} KiB", hint="select less of it, e.g. with substr()"
    )


def next_rows(seen_rows: int, seen_bytes: int, most: int) -> int:
    """How many rows the next batch may take, from what the last one held."""
    if not seen_rows or not seen_bytes:
        return most
    return max(1, min(most, BATCH_BYTES * seen_rows // seen_bytes))
