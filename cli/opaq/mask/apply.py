"""A batch and a plan -> a `MaskedBatch`: the only place where values become presentable.

For every column in turn: what the plan masks is masked; what the plan keeps is
scanned first, and a column that turns out to hold one category is masked as that
from this batch on, this batch included. Otherwise what was found is masked where it
stands. NULL stays NULL and '' stays '' where cells are stored cells; a computed value is
redacted whole, NULL and '' too, because whether `nullif(email, 'guess')` is NULL would
answer the guess. Whatever goes wrong, no row of the batch is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from operator import ne
from typing import TYPE_CHECKING, Any, Final

from opaq.classify.types import CellFindings
from opaq.errors import Defect, OpaqError
from opaq.mask.cells import Cells, Scanner, blamed, harmless, replaced
from opaq.mask.keys import MaskKey
from opaq.mask.plan import tighten
from opaq.mask.types import Decision, MaskedBatch, MaskPlan, Tally
from opaq.mask.values import label
from opaq.model.batch import Batch, Column
from opaq.model.finding import Category
from opaq.model.lineage import Exposure
from opaq.model.record import replace
from opaq.model.schema import Field, Kind
from opaq.policy import lookup
from opaq.policy.types import Policy, Treatment

if TYPE_CHECKING:
    from opaq.mask.columns import Columns, Rewritten

ADDRESS: Final[Category] = "contact.email"
"""What `classify.in_place` marks."""
_COMPUTED: Final = frozenset({Exposure.COMPUTED, Exposure.UNKNOWN})
_KEYED: Final = frozenset({"token", "hash", "surrogate", "fake", "noise", "shift"})
"""Masks that make something out of a value under the key."""


class Masker:
    """Masks the batches of one result in order; not to be shared between results."""

    def __init__(self, plan: MaskPlan, key: MaskKey, scanner: Scanner, policy: Policy) -> None:
        self._plan = plan
        self._scanner = scanner
        self._policy = policy
        self._tally: Counter[Category] = Counter()
        self._spanned: set[int] = set()
        self._key = key
        self._cells = Cells(key, scanner, policy)
        self._columns: Columns | None = None
        self._marked: set[str] = set()
        """Masks of what was marked in whole columns of texts."""

    @property
    def plan(self) -> MaskPlan:
        """As tightened by the batches so far."""
        return self._plan

    @property
    def tally(self) -> Tally:
        """Cells changed so far, by category."""
        decisions = self._plan.decisions
        spans = tuple(decisions[i].field for i in sorted(self._spanned) if decisions[i].mask.name == "keep")
        return Tally(dict(self._tally), spans)

    @property
    def key_id(self) -> str:
        """The id of the key, when something in this result was made with it; else empty."""
        used = {decision.mask.name for decision in self._plan.decisions} | self._cells.used | self._marked
        return self._key.key_id if used & _KEYED else ""

    def apply(self, batch: Batch) -> MaskedBatch:
        """Mask one batch. Raises Defect (exit 70, value-free) when anything at all is not as planned."""
        if batch.schema.fields != self._plan.schema.fields:
            raise Defect("OPQ-B021", "a batch has another shape than the plan")
        masked: Counter[Category] = Counter()
        columns = [self._column(position, batch, masked) for position in range(len(batch.columns))]
        if any(len(column) != batch.row_count for column in columns):
            raise Defect("OPQ-B022", "a mask changed the number of cells")
        self._tally += masked
        return MaskedBatch(batch.schema, columns, batch.row_count, masked)

    def _column(self, position: int, batch: Batch, masked: Counter[Category]) -> Column:
        field = self._plan.schema.fields[position]
        decision = self._plan.decisions[position]
        try:
            if decision.mask.name == "shift":
                return self._shifted(decision, batch, position, masked)
            return self._masked(position, field, batch.columns[position], masked)
        except OpaqError:
            raise
        except Exception as fault:  # noqa: BLE001
            # whatever a mask, a detector or a kernel raises may hold a value: only its type is told
            raise Defect("OPQ-B023", f'masking column "{field.name}" failed: {type(fault).__name__}') from None

    def _masked(self, position: int, field: Field, column: Column, masked: Counter[Category]) -> Column:
        decision = self._plan.decisions[position]
        if decision.mask.name == "keep":
            if harmless(field.kind, column):
                return column
            array = text_array(column)
            findings = self._scanner.scan(column.cells() if array is None else (), name=field.name, arrow=array)
            verdict = self._verdict(findings)
            if verdict is None:
                shown = self._spans(field, column, array, findings, masked)
                if shown is not column:
                    self._spanned.add(position)
                return shown
            self._plan = tighten(self._plan, {position: verdict})
            decision = self._plan.decisions[position]
        return self._by_decision(field, decision, column, masked)

    def _shifted(self, decision: Decision, batch: Batch, position: int, masked: Counter[Category]) -> Column:
        """Dates move with the subject of their row, whose column is read as it was fetched."""
        subjects = batch.columns[decision.mask.options["position"]].cells()
        shown = self._cells.shifted(decision, batch.columns[position].cells(), subjects)
        masked[decision.category or "unknown"] += sum(cell is not None for cell in shown)
        return Column(shown)

    def _verdict(self, findings: CellFindings) -> tuple[Category, Treatment] | None:
        if findings.verdict is None:
            return None
        treatment = lookup.masked(self._policy, findings.verdict)
        return None if treatment is None else (findings.verdict, treatment)

    def _spans(
        self, field: Field, column: Column, array: Any, findings: CellFindings, masked: Counter[Category]
    ) -> Column:
        if array is None or field.kind is Kind.JSON:
            values = column.cells()
            table, blame = self._cells.spans(field, values, replace(findings, affected=findings.everything()))
            if not table:
                return column
            masked.update(blamed(values, blame))
            return Column(replaced(values, table))
        table, blame = self._cells.spans(field, tuple(findings.affected), findings)
        changes = {old: new for old, new in table.items() if isinstance(old, str) and isinstance(new, str)}
        new = self._rewritten(array, findings, changes)
        masked.update(blamed(new.texts, blame))
        if new.told:
            masked[ADDRESS] += new.told
        return Column(arrow=new.shown) if new.changed else column

    def _rewritten(self, array: Any, findings: CellFindings, changes: Mapping[str, str]) -> Rewritten:
        from opaq.mask import columns  # pyarrow is loaded already

        treatment = lookup.masked(self._policy, ADDRESS)
        hide = self._kernels().hiding(ADDRESS, treatment.mask if treatment is not None else None)
        new = columns.rewritten(array, findings, changes, hide)
        if new.told and treatment is not None:
            self._marked.add(treatment.mask.name)
        return new

    def _by_decision(self, field: Field, decision: Decision, column: Column, masked: Counter[Category]) -> Column:
        category = decision.category or "unknown"
        if decision.mask.name == "redact" and decision.lineage.exposure in _COMPUTED:
            masked[category] += len(column)
            return self._constant(label(category, decision.mask), column)
        if column.is_arrow:
            whole = self._free_text if decision.mask.name == "spans" else self._by_kernel
            result = whole(field, decision, column, masked)
            if result is not None:
                return result
        values = column.cells()
        shown = replaced(values, self._cells.masked(field, decision, values))
        masked[category] += sum(map(ne, values, shown))
        return Column(shown)

    def _free_text(self, field: Field, decision: Decision, column: Column, masked: Counter[Category]) -> Column | None:
        """What is found in a text is masked where it stands: only the texts in which something was found are made anew."""
        array = text_array(column)
        if array is None:
            return None
        findings = self._scanner.scan((), name=field.name, arrow=array)
        new = self._rewritten(array, findings, self._cells.rewritten(findings))
        masked[decision.category or "unknown"] += new.changed
        return Column(arrow=new.shown)

    @staticmethod
    def _constant(text: str, column: Column) -> Column:
        """The same cell in every row, stored the way the column was."""
        if not column.is_arrow:
            return Column([text] * len(column))
        from opaq.mask import columns  # pyarrow is loaded already

        return Column(arrow=columns.constant(text, len(column)))

    def _by_kernel(self, field: Field, decision: Decision, column: Column, masked: Counter[Category]) -> Column | None:
        from opaq.mask import columns  # pyarrow is loaded already

        shown = self._kernels().masked(field, decision, column.arrow())
        if shown is None:
            return None
        masked[decision.category or "unknown"] += columns.changed(column.arrow(), shown)
        return Column(arrow=shown)

    def _kernels(self) -> Columns:
        from opaq.mask import columns  # pyarrow is loaded already

        if self._columns is None:
            self._columns = columns.Columns(self._key)
        return self._columns


def text_array(column: Column) -> Any:
    """The strings of a column of text that is stored in Arrow; None for every other column."""
    if not column.is_arrow:
        return None
    from opaq.mask import columns  # pyarrow is loaded already
    from opaq.model import bytewise

    return bytewise.plain(column.arrow()) if columns.is_text(column.arrow()) else None
