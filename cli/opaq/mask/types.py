"""The mask room's nouns. `MaskedBatch` is a proof type: only `mask.apply` constructs one, formats accept nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from opaq.model.batch import Column
from opaq.model.finding import Category, Evidence
from opaq.model.lineage import Lineage
from opaq.model.record import field, record
from opaq.model.schema import Schema
from opaq.policy.types import MaskSpec


@record
class Decision:
    """What one output column will show, and why."""

    field: str
    mask: MaskSpec
    """`keep` shows the value (spans are still masked cell by cell)."""
    category: Category | None
    because: Evidence
    """The strongest reason, never a sample of the data."""
    rule: str
    """Which rule of which policy."""
    lineage: Lineage


@record
class MaskPlan:
    """One decision per output column; `tighten` is the only way to change it, and never loosens."""

    schema: Schema
    decisions: tuple[Decision, ...]


class MaskedBatch:
    """Rows that may be shown. Same shape as the batch they came from."""

    __slots__ = ("columns", "masked", "row_count", "schema")

    def __init__(
        self,
        schema: Schema,
        columns: Sequence[Column],
        row_count: int,
        masked: Mapping[Category, int],
    ) -> None:
        self.schema = schema
        self.columns = tuple(columns)
        self.row_count = row_count
        self.masked = dict(masked)
        """Cells changed, by category."""

    def __repr__(self) -> str:
        return f"<MaskedBatch {self.row_count} x {len(self.columns)}>"


@record
class Tally:
    """What masking did to a whole result."""

    cells: Mapping[Category, int] = field(default_factory=dict)
    spans: tuple[str, ...] = ()
    """Columns that are kept, but had something masked inside a cell; in order."""
