"""From a masked column to text a format can place: one call per column, never per cell where it can be avoided."""

from __future__ import annotations

from collections.abc import Sequence

from opaq.model.batch import Column
from opaq.model.schema import Kind
from opaq.model.spell import spell

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""OWASP, CSV injection: a cell that starts with one of these can run in a spreadsheet."""

NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.FLOAT})


def texts(column: Column) -> Sequence[str | None]:
    """The cells as text, NULL as None. Columns that are text already are not copied."""
    cells = column.cells()
    kinds = set(map(type, cells))  # one pass in C
    if kinds <= {str, type(None)}:
        return cells  # type: ignore[return-value]
    return [spell(cell) for cell in cells]


def guard_formulas(cells: Sequence[str | None]) -> Sequence[str | None]:
    """With `--csv-safe`: an apostrophe before what a spreadsheet would run; plain numbers stay numbers."""
    if not any(cell is not None and cell.startswith(FORMULA_STARTS) for cell in cells):
        return cells
    return ["'" + c if c is not None and c.startswith(FORMULA_STARTS) and not _is_number(c) else c for c in cells]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
