"""The judge: an abstract interpretation of a resolved query.

For every expression it computes a `Flow`; for every clause that decides which
rows there are it asks `predicates` whether that may be decided this way. What it
must keep true: a flow without taint has the same value in two databases that
differ in sensitive cells only, and so does the set of rows, apart from what was
granted. It reads the query as often as recursion and shared categories need, and
keeps only the last reading.
"""

from __future__ import annotations

from opaq.guard.types import Dialect, Nature
from opaq.lineage import predicates
from opaq.lineage.expressions import Expressions
from opaq.lineage.flow import (
    NOTHING,
    NULL,
    Columns,
    Flow,
    Shape,
    computed,
    conditioned,
    crossed,
    either,
)
from opaq.lineage.materialized import definition_query
from opaq.lineage.query import (
    Call,
    Derived,
    Expr,
    Generated,
    Join,
    Query,
    Recursive,
    Select,
    SetOperation,
    SetOperator,
    Source,
    Stored,
    ValuesRows,
)
from opaq.lineage.senses import Senses
from opaq.lineage.totality import CELL, UNBOUNDED
from opaq.lineage.verdict import Verdict
from opaq.model.catalog import ColumnRef, Relation, RelationName
from opaq.model.record import record, replace

READINGS = 12
"""Readings of one statement until nothing changes; more means a construct we do not follow."""


@record
class Judgement:
    outputs: tuple[Flow, ...]
    verdict: Verdict
    followed: Columns = NOTHING
    """Columns in whose order the rows may come, where that must not be told."""
    decided: int | None = None
    """How many terms of the statement's ORDER BY may decide the order; None: all of them."""
    settled: bool = True
    """False: the readings never agreed; every output is unknown then."""


def judge(
    query: Query, senses: Senses, values: dict[str, str | None] | None = None, *, exposed: bool = True
) -> Judgement:
    """Read the query until recursion and shared categories are settled.

    `exposed`: some column that the statement can read is sensitive, so what is not
    understood has to be taken for the worst.
    """
    recursion: dict[int, tuple[Flow, ...]] = {}
    for number in range(READINGS):
        reading = Reading(senses, values or {}, recursion, exposed=exposed)
        outputs = reading.whole(query)
        if not reading.news and reading.recursion == recursion:
            return Judgement(outputs, reading.verdict, reading.followed, reading.decided)
        recursion = _widened(recursion, reading.recursion) if number > 1 else reading.recursion
    return Judgement(outputs, reading.verdict, reading.followed, settled=False)


class Reading(Expressions):
    """One reading of the whole statement. Sources are known by number; subqueries shared by CTEs are read once."""

    def __init__(
        self,
        senses: Senses,
        values: dict[str, str | None],
        recursion: dict[int, tuple[Flow, ...]],
        *,
        exposed: bool,
    ) -> None:
        self.senses = senses
        self.verdict = Verdict()
        self.news = False
        self.nested = 0
        self.recursion: dict[int, tuple[Flow, ...]] = {}
        self._recursive: set[int] = set()
        self._assumed = recursion
        self._exposed = exposed
        self._values = values
        self._sources: dict[int, tuple[tuple[str, Flow], ...]] = {}
        self._flows: dict[int, Flow] = {}
        self._read: dict[int, tuple[Query, tuple[Flow, ...]]] = {}
        self._clause = "the select list"
        self._views: dict[RelationName, dict[str, Flow]] = {}
        self.followed: Columns = NOTHING
        self.decided: int | None = None
        self.arriving = NOTHING
        self._orders: dict[int, Columns] = {}
        self._whole: Query | None = None

    # what predicates ask

    def is_tainted(self, flow: Flow) -> bool:
        if flow.taint or flow.unknown:
            self.verdict.touched = True
        return bool(flow.taint) or (flow.unknown and self._exposed)

    def constant_text(self, expr: Expr) -> str | None:
        return predicates.constant_text(expr, self._values)

    def follow(self, *flows: Flow) -> None:
        for flow in flows:
            self.followed |= self.senses.told_by_order(flow.taint)

    # queries

    def whole(self, query: Query) -> tuple[Flow, ...]:
        """Judge the statement itself, whose order and LIMIT the caller answers for."""
        self._whole = query
        return self.query(query)

    def query(self, query: Query) -> tuple[Flow, ...]:
        """Judge a query once; the flows of its outputs."""
        known = self._read.get(id(query))
        if known is not None:
            self.followed |= self._orders.get(id(query), NOTHING)
            return known[1]
        outer, self._clause = self._clause, "the select list"
        before, self.followed = self.followed, NOTHING
        arriving, self.arriving = self.arriving, NOTHING
        match query:
            case Select():
                flows = self._select(query)
            case SetOperation():
                flows = self._set_operation(query)
            case ValuesRows():
                flows = self._values_rows(query)
        self._clause = outer
        self._read[id(query)] = (query, flows)
        self._orders[id(query)] = self.followed
        self.followed |= before
        self.arriving = arriving
        return flows

    def _select(self, select: Select) -> tuple[Flow, ...]:
        for source in select.sources:
            self._source(source)
        for construct in select.opaque:
            self._not_understood(construct)
        self.condition(select.where, "WHERE")
        self.arriving = self.followed
        for expr in select.group_by:
            predicates.grouping(self, self._at(expr, "GROUP BY"), "GROUP BY")
        self.condition(select.having, "HAVING")
        flows = self._beside_extremes(select, tuple(self._at(o.expr, "the select list") for o in select.outputs))
        flows = self._first_of_each(select, flows)
        if select.distinct:
            for flow in flows:
                predicates.grouping(self, flow, "DISTINCT")
        for expr in select.distinct_on:
            predicates.grouping(self, self._at(expr, "DISTINCT ON"), "DISTINCT ON")
        for place, expr in enumerate(select.order_by):
            if place and self._breaks_ties(select, expr):
                self.decided = place if self.decided is None else self.decided
            else:
                predicates.ordering(self, expr, "ORDER BY")
        self._limits(select)
        return flows

    def _breaks_ties(self, select: Select, expr: Expr) -> bool:
        """Whether a masked term of the statement's ORDER BY only makes the order of its groups definite.

        `ORDER BY n DESC, county`: what is shown of the groups does that as well, and tells no order of counties.
        """
        keys = (*select.group_by, *(o.expr for o in select.outputs if select.distinct))
        if select is not self._whole or select.distinct_on or expr not in keys:
            return False
        flow = self.flow(expr)
        if flow.unknown or predicates.may_order(self, flow):
            return False
        self.followed |= flow.taint
        return True

    def _first_of_each(self, select: Select, flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
        """A row that stands for its group (DISTINCT ON, a column that is not grouped by) is the first that arrives."""
        if not self.arriving or not (select.distinct_on or select.group_by):
            return flows
        kept = (*select.distinct_on, *select.group_by)
        return tuple(
            f if o.expr in kept or _is_aggregate(o.expr) else self.by_arrival(f, "a row chosen by order")
            for o, f in zip(select.outputs, flows, strict=True)
        )

    def _beside_extremes(self, select: Select, flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
        """SQLite takes columns beside min() or max() from the row that has it (lang_select.html, "bare columns")."""
        if self.senses.dialect is not Dialect.SQLITE:
            return flows
        extremes = [f for o, f in zip(select.outputs, flows, strict=True) if _is_extreme(o.expr) and f.taint]
        if not extremes:
            return flows
        return tuple(
            f if _is_aggregate(o.expr) or o.expr in select.group_by else conditioned(f, extremes, "beside min or max")
            for o, f in zip(select.outputs, flows, strict=True)
        )

    def condition(self, expr: Expr | None, clause: str) -> None:
        if expr is None:
            return
        outer, self._clause = self._clause, clause
        predicates.predicate(self, expr, clause)
        self._clause = outer

    def _at(self, expr: Expr, clause: str) -> Flow:
        outer, self._clause = self._clause, clause
        flow = self.flow(expr)
        self._clause = outer
        return flow

    def _limits(self, query: Select | SetOperation) -> None:
        if query.limit and self.followed and query is not self._whole:
            self.verdict.chosen_by_order(self.followed)
        for expr in query.limit:
            flow = self._at(expr, "LIMIT")
            if self.is_tainted(flow):
                self.verdict.row_count("LIMIT or OFFSET", flow)

    def _set_operation(self, query: SetOperation) -> tuple[Flow, ...]:
        left, right = self.query(query.left), self.query(query.right)
        if len(left) != len(right):
            self._not_understood("a set operation")
            return tuple(replace(f, unknown=True) for f in left)
        if query.operator is not SetOperator.UNION_ALL:
            for pair in zip(left, right, strict=True):
                self._deduplicate(pair, query.operator)
        flows = tuple(self._member(query.operator, a, b) for a, b in zip(left, right, strict=True))
        self._settle(query.recursion, flows)
        self._sources[0] = tuple(("", f) for f in flows)
        for expr in query.order_by:
            predicates.ordering(self, expr, "ORDER BY")
        self._limits(query)
        return flows

    def _member(self, operator: SetOperator, left: Flow, right: Flow) -> Flow:
        if operator in (SetOperator.UNION_ALL, SetOperator.UNION):
            return either(crossed(left), crossed(right))
        return conditioned(crossed(left), () if left.taint or not right.taint else (right,))

    def _deduplicate(self, pair: tuple[Flow, Flow], operator: SetOperator) -> None:
        self.follow(*pair)
        if not any(map(self.is_tainted, pair)):
            return
        if not all(predicates.is_grantable_group(self, f) and f.taint for f in pair):
            flow = next(f for f in pair if self.is_tainted(f))
            if flow.unknown and not flow.taint:
                self._not_understood(operator.value.upper())
            else:
                self.verdict.grouping(operator.value.upper(), flow)

    def _values_rows(self, query: ValuesRows) -> tuple[Flow, ...]:
        rows = [tuple(crossed(self.flow(e)) for e in expressions) for expressions in query.rows]
        if not rows:
            return ()
        flows = rows[0]
        for other in rows[1:]:
            flows = tuple(either(a, b) for a, b in zip(flows, other, strict=True))
        return flows

    # sources

    def _source(self, source: Source) -> None:
        match source:
            case Stored():
                self._sources[source.number] = self._stored(source)
            case Derived():
                self._derived(source)
            case Recursive():
                self._recursive.add(source.of)
                assumed = self._assumed.get(source.of, tuple(NULL for _ in source.columns))
                self._sources[source.number] = _named(source.columns, assumed)
            case Generated():
                self._generated(source)
            case Join():
                self._join(source)

    def _stored(self, source: Stored) -> tuple[tuple[str, Flow], ...]:
        self.followed |= self.senses.walked(source.relation)
        cells = tuple((c, self._cell(source, c)) for c in source.columns)
        if self.senses.counts_values(source.relation):
            self.verdict.row_count("the number of rows of storage", computed(flow for _, flow in cells))
        view = self.senses.materialized(source.relation)
        if view is None or not self._exposed:
            return cells
        defined = self._definition(view)
        return tuple((name, self._stored_result(cell, defined.get(name))) for name, cell in cells)

    def _definition(self, view: Relation) -> dict[str, Flow]:
        """What the columns of a materialised view carry, by name."""
        if view.name not in self._views:
            self._views[view.name] = {}
            query = definition_query(view, self.senses.dialect, self.senses.catalog)
            if query is not None:
                reading = Reading(self.senses, {}, {}, exposed=True)
                reading._views = self._views
                flows = reading.query(query)
                self.news = self.news or reading.news
                names = (c.name for c in view.columns)
                self._views[view.name] = dict(zip(names, flows, strict=False))
        return self._views[view.name]

    def _stored_result(self, cell: Flow, defined: Flow | None) -> Flow:
        """A stored cell of a materialised view, with what its definition adds to what classification says of it."""
        if defined is None:
            return replace(cell, unknown=True, reason="a materialised view whose definition is not understood")
        if not defined.taint and not defined.unknown:
            return cell
        return replace(
            crossed(defined),
            direct=cell.direct | defined.direct,
            taint=cell.direct | defined.taint,
            size=CELL,
            fields=(),
        )

    def _cell(self, source: Stored, column: str) -> Flow:
        if not column:
            return NULL  # a dropped column of PostgreSQL
        if column == "?":
            return replace(NULL, null=False, unknown=True, reason="a column the witnesses do not name")
        ref = ColumnRef(source.relation, column)
        made = self.senses.is_made_from_sensitive(ref)
        shape = Shape.COMPUTED if made else Shape.BARE
        reason = "a generated column over a masked one" if made else ""
        columns = self.senses.stands_for(ref)
        taint = columns if self.senses.of(ref) is not None else NOTHING
        return Flow(shape, columns, taint=taint, size=CELL, reason=reason)

    def _derived(self, source: Derived) -> None:
        flows = tuple(crossed(f) for f in self.query(source.query))
        if len(flows) < len(source.columns):
            self._not_understood(f"a subquery of {len(source.columns)} columns")
        self._settle(source.number, flows)
        self._sources[source.number] = _named(source.columns, flows)

    def _settle(self, number: int | None, flows: tuple[Flow, ...]) -> None:
        """Remember what a recursive query turned out to give, to compare it with what was assumed."""
        if number in self._recursive and number is not None:
            self.recursion[number] = flows

    def _generated(self, source: Generated) -> None:
        outer, self._clause = self._clause, "FROM"
        parts = [self._rows_of(call) for call in source.calls]
        self._clause = outer
        flow = parts[0] if len(parts) == 1 else computed(parts)
        if flow.shape is Shape.CONSTANT:
            flow = crossed(flow)
        self._sources[source.number] = tuple((c, flow) for c in source.columns)

    def _rows_of(self, call: Expr) -> Flow:
        """A function in FROM: one of its rows; how many there are must not follow from a sensitive value."""
        flow = self.flow(call)
        one_row = isinstance(call, Call) and call.nature in (Nature.TOTAL, Nature.INJECTIVE)
        expands = isinstance(call, Call) and call.returns_rows
        if not expands and not one_row and self.is_tainted(flow) and flow.shape is not Shape.ELEMENT:
            name = call.name if isinstance(call, Call) else "a function in FROM"
            self.verdict.row_count(f"{name} in FROM", flow)
        return flow

    def _join(self, join: Join) -> None:
        self._source(join.left)
        self._source(join.right)
        self.condition(join.on, "JOIN ... ON")
        for left, right in join.using:
            predicates.compare(self, left, right, "=", "JOIN ... USING")

    def _not_understood(self, construct: str) -> None:
        self.verdict.touched = True
        if self._exposed:
            self.verdict.not_understood(construct)


def _is_aggregate(expr: Expr) -> bool:
    aggregates = (Nature.AGGREGATE, Nature.COUNT, Nature.STATISTIC)
    return isinstance(expr, Call) and expr.nature in aggregates and expr.window is None


def _is_extreme(expr: Expr) -> bool:
    return _is_aggregate(expr) and isinstance(expr, Call) and expr.name in ("min", "max")


def _widened(before: dict[int, tuple[Flow, ...]], now: dict[int, tuple[Flow, ...]]) -> dict[int, tuple[Flow, ...]]:
    """A value that grows with every step of a recursion has no bound."""
    return {
        number: tuple(
            replace(new, size=UNBOUNDED) if new.size > old.size else new
            for old, new in zip(before.get(number, flows), flows, strict=False)
        )
        for number, flows in now.items()
    }


def _named(names: tuple[str, ...], flows: tuple[Flow, ...]) -> tuple[tuple[str, Flow], ...]:
    missing = replace(NULL, null=False, unknown=True)
    return tuple((n, flows[i] if i < len(flows) else missing) for i, n in enumerate(names))
