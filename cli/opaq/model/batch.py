"""Columns of cells, and the only file that knows how a column is stored.

A cell is what the server spelled: `str` for every kind but BYTES (`bytes`);
SQLite's DYNAMIC columns also hold `int` and `float`. NULL is `None`. A column is
stored either as a plain Python list (small results: an everyday query never pays
for loading Arrow) or as a pyarrow string/binary array (streams). Both answer
the same questions; `tests` hold them equal. pyarrow is imported only by callers
that already hold an Arrow column, or by `Column.arrow`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from opaq.model.schema import Schema

if TYPE_CHECKING:
    import pyarrow as pa

Cell: TypeAlias = "str | bytes | int | float | None"


class Column:
    """One column of a batch; immutable by convention."""

    __slots__ = ("_arrow", "_cells")

    def __init__(self, cells: Sequence[Cell] | None = None, *, arrow: Any = None) -> None:
        if (cells is None) == (arrow is None):
            raise ValueError("a column is stored one way")
        self._cells = cells
        self._arrow = arrow

    def __len__(self) -> int:
        return len(self._cells) if self._cells is not None else len(self._arrow)

    def __repr__(self) -> str:
        return f"<Column of {len(self)}>"  # never the cells

    @property
    def is_arrow(self) -> bool:
        return self._arrow is not None

    def cells(self) -> Sequence[Cell]:
        """The cells as Python values."""
        if self._cells is not None:
            return self._cells
        cells: list[Cell] = self._arrow.to_pylist()
        return cells

    def arrow(self) -> pa.Array:
        """The cells as an Arrow string (or binary) array; non-string cells must have been spelled before."""
        if self._arrow is not None:
            return self._arrow
        import pyarrow  # 60 ms; only streams come here

        binary = any(isinstance(c, bytes) for c in self._cells or ())
        return pyarrow.array(self._cells, type=pyarrow.binary() if binary else pyarrow.string())


class Batch:
    """Some rows of a result, column by column; all columns have `row_count` cells."""

    __slots__ = ("columns", "row_count", "schema")

    def __init__(self, schema: Schema, columns: Sequence[Column], row_count: int | None = None) -> None:
        self.schema = schema
        self.columns = tuple(columns)
        self.row_count = row_count if row_count is not None else (len(self.columns[0]) if self.columns else 0)
        if len(self.columns) != len(schema) or any(len(c) != self.row_count for c in self.columns):
            raise ValueError("batch and schema disagree in shape")

    def __repr__(self) -> str:
        return f"<Batch {self.row_count} x {len(self.columns)}>"  # never the cells
