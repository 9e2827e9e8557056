"""How expressions carry what their parts carry; calls are in `calls`, conditions in `predicates`.

Each expression of a statement is judged once, whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable

from opaq.lineage.calls import Calls, listed
from opaq.lineage.flow import CONSTANT, NULL, Flow, Shape, computed, conditioned, crossed, either, element, row
from opaq.lineage.predicates import cell_of
from opaq.lineage.query import (
    Boolean,
    Call,
    Case,
    Column,
    Constant,
    Expr,
    InList,
    IsNull,
    Opaque,
    Path,
    Row,
    Sub,
    Subquery,
)
from opaq.lineage.totality import can_fail
from opaq.model.record import replace


class Expressions(Calls):
    """The part of a reading that judges expressions; `judge.Reading` gives it sources and conditions."""

    _sources: dict[int, tuple[tuple[str, Flow], ...]]
    _flows: dict[int, Flow]
    _clause: str

    def flow(self, expr: Expr) -> Flow:
        """What an expression carries; objects on the way to what can fail. Each expression is judged once."""
        known = self._flows.get(id(expr))
        if known is None:
            known = self._flows[id(expr)] = self._judged(expr)
        return known

    def _judged(self, expr: Expr) -> Flow:
        match expr:
            case Column():
                return self._column(expr)
            case Constant():
                return self._constant(expr)
            case Call():
                return self.call(expr)
            case Boolean():
                return self._boolean(expr)
            case IsNull():
                return self._is_null(expr)
            case InList():
                return computed((self.flow(expr.arg), *map(self.flow, expr.items)), "IN")
            case Case():
                return self._case(expr)
            case Sub():
                return self._sub(expr)
            case Row():
                return row(expr.names, tuple(map(self.flow, expr.fields)))
            case Path():
                return element(self.flow(expr.arg), expr.steps)
            case Opaque():
                return self._opaque(expr)

    def _column(self, column: Column) -> Flow:
        source = self._sources.get(column.source)
        if source is None or column.position >= len(source):
            self.verdict.touched = True
            return replace(NULL, null=False, unknown=True, reason="a column that could not be resolved")
        if column.position < 0:
            flow = row(tuple(n for n, _ in source), tuple(f for _, f in source))
        else:
            flow = source[column.position][1]
        self.verdict.reads |= flow.direct
        if flow.taint or flow.unknown:
            self.verdict.touched = True
        return flow

    def _constant(self, expr: Constant) -> Flow:
        if expr.null:
            return NULL
        text = self.constant_text(expr)
        return replace(CONSTANT, text=text, size=len(text) if text is not None else 100)

    def _opaque(self, expr: Opaque) -> Flow:
        """Unknown, and perhaps a choice: any part may decide whether any other is evaluated."""
        self.verdict.touched = True
        flows = tuple(map(self.flow, expr.parts))
        self._guarded(flows, expr.parts)
        return replace(computed(flows), unknown=True, reason=expr.reason)

    def _is_null(self, expr: IsNull) -> Flow:
        flow = self.flow(expr.arg)
        result = computed((flow,), "IS NULL")
        cell = self.flow(cell_of(expr.arg))
        if cell.taint and cell.shape in (Shape.BARE, Shape.ELEMENT) and not cell.unknown:
            return self.without(result, cell, "is_null")
        return result

    def _boolean(self, expr: Boolean) -> Flow:
        flows = tuple(map(self.flow, expr.args))
        self._guarded(flows, expr.args)
        return computed(flows)

    def _guarded(self, conditions: Iterable[Flow], branches: Iterable[Expr]) -> None:
        """Branches that may or may not be evaluated by a tainted condition must not be able to fail."""
        tainted = [c for c in conditions if self.is_tainted(c)]
        if tainted and any(map(can_fail, branches)):
            self.verdict.fails_if(self._clause, tainted[0])

    def _case(self, expr: Case) -> Flow:
        conditions = tuple(map(self.flow, expr.conditions))
        self._guarded(conditions, (*expr.conditions[1:], *expr.results))
        results = tuple(map(self.flow, expr.results))
        merged = results[0] if results else NULL
        for flow in results[1:]:
            merged = either(merged, flow)
        return conditioned(merged, conditions, "CASE over a masked column")

    def _sub(self, expr: Sub) -> Flow:
        outputs = self.subquery(expr.query)
        test = (self.flow(expr.test),) if expr.test is not None else ()
        match expr.kind:
            case Subquery.SCALAR:
                return crossed(outputs[0]) if len(outputs) == 1 else computed(outputs)
            case Subquery.ARRAY:
                return listed(crossed(outputs[0])) if len(outputs) == 1 else computed(outputs)
            case Subquery.EXISTS:
                return computed(())
            case Subquery.IN | Subquery.COMPARE:
                return computed((*test, *outputs), "a subquery's comparison")
