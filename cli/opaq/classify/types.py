"""The classify room's nouns: what a detector says of a text, and what a scan of cells gives."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from opaq.model.batch import Cell
from opaq.model.finding import Category
from opaq.model.record import field, record
from opaq.model.schema import Kind

if TYPE_CHECKING:
    from opaq.classify.rows import Sifted


TEXT_KINDS: Final = frozenset({Kind.TEXT, Kind.JSON, Kind.ARRAY, Kind.COMPOSITE, Kind.DYNAMIC, Kind.BYTES, Kind.OTHER})
"""Kinds of column that can hold any text: unknown is not harmless there."""


class Strength(IntEnum):
    """How much one match proves by itself."""

    WEAK = 1
    """Shape, or a checksum that many numbers pass: counts with a name, a label beside it, or a whole column of them."""
    STRONG = 2
    """Shape and checksum, or a shape nothing else has: counts in running text, not against a name that says otherwise."""
    CERTAIN = 3
    """Built so that nothing else looks like it: counts everywhere."""


@record(order=True)
class Span:
    """Characters `start` to `end` (exclusive) of a cell's text are of this category."""

    start: int
    end: int
    category: Category


@record
class CellFindings:
    """What one scan of a column's cells found. Holds the affected cells in memory: never stored, never printed."""

    affected: Mapping[Cell, tuple[Span, ...]] = field(default_factory=dict)
    """Distinct cell -> its spans, sorted and without overlap. Cells that are not in here are clean.
    Offsets count characters of the cell's text (`str` as it is; UTF-8 text of `bytes`; `str()` of numbers)."""
    shares: Mapping[Category, float] = field(default_factory=dict)
    """Share of the distinct non-empty cells that are, as a whole, one value of the category."""
    verdict: Category | None = None
    """The category of the whole column, when nearly all cells (and enough of them) are of it; None: judge cell by cell."""

    sifted: Sifted | None = None
    """Of a column in Arrow: the rows that were read. Texts in which only plain addresses are, are marked in there,
    and not in `affected`."""

    def __bool__(self) -> bool:
        return bool(self.affected) or self.verdict is not None or self.sifted is not None

    def everything(self) -> Mapping[Cell, tuple[Span, ...]]:
        """`affected`, with what is marked told in the same way."""
        if self.sifted is None:
            return self.affected
        from opaq.classify import in_place  # pyarrow is loaded already

        marked = self.sifted.marked()
        return self.affected if marked is None else {**self.affected, **in_place.spans(marked)}

    def __repr__(self) -> str:
        return f"<CellFindings {len(self.affected)} distinct cells, verdict {self.verdict}>"


CLEAN = CellFindings()
