"""The classify room's nouns: what a detector says of a text, and what a scan of cells gives."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from opaq.model.batch import Cell
from opaq.model.finding import Category
from opaq.model.record import field, record


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

    def __bool__(self) -> bool:
        return bool(self.affected) or self.verdict is not None

    def __repr__(self) -> str:
        return f"<CellFindings {len(self.affected)} distinct cells, verdict {self.verdict}>"


CLEAN = CellFindings()
