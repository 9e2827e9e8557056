"""The judge: an abstract interpretation of a resolved query.

For every expression it computes a `Flow`; for every clause that decides which
rows there are it asks `predicates` whether that may be decided this way. What it
must keep true: a flow without taint has the same value in two databases that
differ in sensitive cells only, and so does the set of rows, apart from what was
granted. It reads the query as often as recursion and shared categories need, and
keeps only the last reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from opaq.guard.types import Nature
from opaq.lineage import predicates
from opaq.lineage.derivations import derivation
from opaq.lineage.flow import (
    CONSTANT,
    NULL,
    Flow,
    Shape,
    computed,
    conditioned,
    crossed,
    either,
    element,
    row,
    union,
)
from opaq.lineage.query import (
    Boolean,
    Call,
    Case,
    Column,
    Constant,
    Derived,
    Expr,
    Generated,
    InList,
    IsNull,
    Join,
    Opaque,
    Path,
    Query,
    Recursive,
    Row,
    Select,
    SetOperation,
    SetOperator,
    Source,
    Stored,
    Sub,
    Subquery,
    ValuesRows,
)
from opaq.lineage.senses import FUNCTIONS, Senses
from opaq.lineage.totality import LONGEST, can_fail, directing_arguments, is_wild
from opaq.lineage.verdict import Verdict
from opaq.model.catalog import ColumnRef
from opaq.model.sensitivity import Predicates

READINGS = 12
"""Readings of one statement until nothing changes; more means a construct we do not follow."""

_FROM_NOWHERE = frozenset({Nature.USER, Nature.DEFINITION, Nature.ERROR_TEXT})
_FORBIDDEN = frozenset(
    {
        Nature.DYNAMIC_SQL,
        Nature.FILES,
        Nature.NETWORK,
        Nature.SESSIONS,
        Nature.LOCKS,
        Nature.SLEEP,
        Nature.WRITES,
        Nature.ADMIN,
    }
)
_PICKING = frozenset(
    {"min", "max", "any_value", "first_value", "last_value", "nth_value", "lag", "lead", "mode", "percentile_disc"}
)
"""Aggregates and window functions whose result is one of the cells."""
_LISTS = frozenset({"array_agg"})
_UNNEST = frozenset({"unnest"})


@dataclass(frozen=True, slots=True)
class Judgement:
    outputs: tuple[Flow, ...]
    verdict: Verdict
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
    for _ in range(READINGS):
        reading = Reading(senses, values or {}, recursion, exposed=exposed)
        outputs = reading.query(query)
        if not reading.news and reading.recursion == recursion:
            return Judgement(outputs, reading.verdict)
        recursion = reading.recursion
    return Judgement(outputs, reading.verdict, settled=False)


class Reading:
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
        self.recursion: dict[int, tuple[Flow, ...]] = {}
        self._recursive: set[int] = set()
        self._assumed = recursion
        self._exposed = exposed
        self._values = values
        self._sources: dict[int, tuple[tuple[str, Flow], ...]] = {}
        self._read: dict[int, tuple[Query, tuple[Flow, ...]]] = {}
        self._clause = "the select list"

    # what predicates ask

    def is_tainted(self, flow: Flow) -> bool:
        if flow.taint or flow.unknown:
            self.verdict.touched = True
        return bool(flow.taint) or (flow.unknown and self._exposed)

    def constant_text(self, expr: Expr) -> str | None:
        return predicates.constant_text(expr, self._values)

    # queries

    def query(self, query: Query) -> tuple[Flow, ...]:
        """Judge a query once; the flows of its outputs."""
        known = self._read.get(id(query))
        if known is not None:
            return known[1]
        outer, self._clause = self._clause, "the select list"
        match query:
            case Select():
                flows = self._select(query)
            case SetOperation():
                flows = self._set_operation(query)
            case ValuesRows():
                flows = self._values_rows(query)
        self._clause = outer
        self._read[id(query)] = (query, flows)
        return flows

    def _select(self, select: Select) -> tuple[Flow, ...]:
        for source in select.sources:
            self._source(source)
        for construct in select.opaque:
            self._not_understood(construct)
        self._condition(select.where, "WHERE")
        for expr in select.group_by:
            predicates.grouping(self, self._at(expr, "GROUP BY"), "GROUP BY")
        self._condition(select.having, "HAVING")
        flows = tuple(self._at(o.expr, "the select list") for o in select.outputs)
        if select.distinct:
            for flow in flows:
                predicates.grouping(self, flow, "DISTINCT")
        for expr in select.distinct_on:
            predicates.grouping(self, self._at(expr, "DISTINCT ON"), "DISTINCT ON")
        for expr in select.order_by:
            predicates.ordering(self, expr, "ORDER BY")
        self._limits(select.limit)
        return flows

    def _condition(self, expr: Expr | None, clause: str) -> None:
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

    def _limits(self, limits: Iterable[Expr]) -> None:
        for expr in limits:
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
        self._limits(query.limit)
        return flows

    def _member(self, operator: SetOperator, left: Flow, right: Flow) -> Flow:
        if operator in (SetOperator.UNION_ALL, SetOperator.UNION):
            return either(crossed(left), crossed(right))
        return conditioned(crossed(left), () if left.taint or not right.taint else (right,))

    def _deduplicate(self, pair: tuple[Flow, Flow], operator: SetOperator) -> None:
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
                self._sources[source.number] = tuple((c, self._cell(source, c)) for c in source.columns)
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

    def _cell(self, source: Stored, column: str) -> Flow:
        if not column:
            return NULL  # a dropped column of PostgreSQL
        if column == "?":
            return replace(NULL, null=False, unknown=True, reason="a column the witnesses do not name")
        ref = ColumnRef(source.relation, column)
        made = self.senses.is_made_from_sensitive(ref)
        shape = Shape.COMPUTED if made else Shape.BARE
        reason = "a generated column over a masked one" if made else ""
        return Flow(shape, frozenset({ref}), taint=self.senses.taint({ref}), reason=reason)

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
        self._condition(join.on, "JOIN ... ON")
        for left, right in join.using:
            predicates.compare(self, left, right, "=", "JOIN ... USING")

    # expressions

    def flow(self, expr: Expr) -> Flow:
        """What an expression carries; objects on the way to what can fail."""
        match expr:
            case Column():
                return self._column(expr)
            case Constant():
                return self._constant(expr)
            case Call():
                return self._call(expr)
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
        return replace(CONSTANT, text=text, wild=text is not None and len(text) > LONGEST and _is_number(text))

    def _opaque(self, expr: Opaque) -> Flow:
        self.verdict.touched = True
        parts = computed(tuple(map(self.flow, expr.parts)))
        return replace(parts, unknown=True, reason=expr.reason)

    def _is_null(self, expr: IsNull) -> Flow:
        flow = self.flow(expr.arg)
        result = computed((flow,), "IS NULL")
        if flow.taint and flow.shape in (Shape.BARE, Shape.ELEMENT) and not flow.unknown:
            return self._without(result, flow, "is_null")
        return result

    def _without(self, result: Flow, flow: Flow, name: str) -> Flow:
        """`result`, in the clear when the masks of all its columns show that derivation anyway."""
        if flow.unknown or not self.senses.reveals(flow.taint, name):
            return result
        return replace(result, taint=frozenset(), reason="")

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
        outputs = self.query(expr.query)
        test = (self.flow(expr.test),) if expr.test is not None else ()
        match expr.kind:
            case Subquery.SCALAR:
                return crossed(outputs[0]) if len(outputs) == 1 else computed(outputs)
            case Subquery.ARRAY:
                return _listed(crossed(outputs[0])) if len(outputs) == 1 else computed(outputs)
            case Subquery.EXISTS:
                return computed(())
            case Subquery.IN | Subquery.COMPARE:
                return computed((*test, *outputs), "a subquery's comparison")

    # calls

    def _call(self, call: Call) -> Flow:
        name = call.name
        shown = self._shown_anyway(call)
        if shown is not None:
            return shown
        args = tuple(map(self.flow, call.args))
        order = tuple(map(self.flow, call.order_by))
        self._condition(call.where, "FILTER")
        self._checks(call, args)
        flow = self._by_nature(call, args)
        if is_wild(call) and not (call.nature is Nature.AGGREGATE and flow.taint):
            flow = replace(flow, wild=True)
        if order and call.nature is not Nature.COUNT:
            flow = conditioned(flow, self._not_allowed(order), f"{name} ordered by a masked column")
        if call.window is not None:
            flow = self._windowed(call, flow)
        if call.returns_rows:
            flow = self._expanded(call, flow, args)
        return flow

    def _shown_anyway(self, call: Call) -> Flow | None:
        """The call, in the clear, when it takes from a bare column what the column's mask shows anyway.

        It stands before any other check: what is shown for every row can neither fail nor tell more.
        """
        taken = derivation(call)
        if taken is None or call.window is not None:
            return None
        name, arg = taken
        source = self.flow(arg)
        if not source.taint or source.shape is not Shape.BARE or not source.pure or source.unknown:
            return None
        result = self._without(computed((source,), call.name), source, name)
        return None if result.taint else result

    def _checks(self, call: Call, args: tuple[Flow, ...]) -> None:
        """Totality: nothing that can fail, or grow without bound, may meet a sensitive value."""
        if call.nature in _FORBIDDEN:
            self.verdict.forbidden(call.name, call.nature.value)
        tainted = [f for f in args if self.is_tainted(f)]
        if not tainted:
            return
        worst = next((f for f in tainted if f.taint), tainted[0])
        fails = call.nature in (Nature.PARTIAL, Nature.USER, Nature.CATALOG)
        if fails and not self._divides_by_constant(call):
            self.verdict.can_fail(call.name, worst)
        for directing in directing_arguments(call) if self.senses.errors_on_arguments else ():
            flow = self.flow(directing)
            if self.is_tainted(flow):
                self.verdict.can_fail(call.name, flow)
        large = is_wild(call) and call.nature is not Nature.AGGREGATE
        if large or (call.name not in predicates.COMPARISONS and any(f.wild for f in args)):
            self.verdict.large(call.name, worst)

    def _divides_by_constant(self, call: Call) -> bool:
        """Division by a known number other than zero does not fail; by a fraction it might overflow."""
        if call.name not in {"/", "%", "div"} or len(call.args) != 2:
            return False
        text = self.constant_text(call.args[1])
        return text is not None and text.isdigit() and 0 < int(text) < 10**9

    def _by_nature(self, call: Call, args: tuple[Flow, ...]) -> Flow:
        match call.nature:
            case Nature.COUNT:
                return self._count(call, args)
            case Nature.AGGREGATE:
                return self._aggregate(call, args)
            case Nature.STATISTIC:
                return self._statistic(call, args)
            case Nature.POSITION | Nature.AMBIENT | Nature.CATALOG:
                return replace(computed(args), aggregated=call.nature is Nature.POSITION)
            case Nature.INJECTIVE:
                return self._injective(call, args)
            case Nature.TOTAL | Nature.PARTIAL | Nature.SET:
                return self._pure(call, args)
            case _:
                return self._from_nowhere(call, args)

    def _pure(self, call: Call, args: tuple[Flow, ...]) -> Flow:
        if args and all(f.shape is Shape.CONSTANT for f in args) and call.nature is not Nature.SET:
            return replace(CONSTANT, text=self.constant_text(call))
        return computed(args, call.name)

    def _from_nowhere(self, call: Call, args: tuple[Flow, ...]) -> Flow:
        """Values that come from where we cannot see: definitions, error texts, user-defined code."""
        self.verdict.touched = True
        ref = frozenset({ColumnRef(FUNCTIONS, call.name)})
        base = computed(args)
        reason = f"{call.name}() returns {call.nature.value}"
        return replace(base, direct=base.direct | ref, taint=base.taint | ref, reason=reason)

    def _injective(self, call: Call, args: tuple[Flow, ...]) -> Flow:
        varying = [f for f in args if f.shape is not Shape.CONSTANT]
        if not varying:
            return self._pure(call, args)
        if len(varying) == 1 and varying[0].shape in (Shape.BARE, Shape.INJECTIVE) and varying[0].pure:
            return replace(varying[0], shape=Shape.INJECTIVE, reason=call.name)
        return computed(args, call.name)

    def _count(self, call: Call, args: tuple[Flow, ...]) -> Flow:
        tells = [f for f in args if self.is_tainted(f) and not predicates.is_grantable_group(self, f)]
        flow = computed(args, call.name)
        taint = union(f.taint for f in tells)
        unknown = any(f.unknown for f in args)
        return replace(flow, taint=taint, aggregated=True, unknown=unknown, reason="" if not taint else flow.reason)

    def _aggregate(self, call: Call, args: tuple[Flow, ...]) -> Flow:
        varying = tuple(f for f in args if f.shape is not Shape.CONSTANT)
        if len(varying) == 1 and call.name in _LISTS:
            return replace(_listed(varying[0]), aggregated=True)
        if len(varying) == 1 and call.name in _PICKING:
            return replace(varying[0], picked=True, aggregated=True, fields=())
        return replace(computed(args, call.name), aggregated=True)

    def _statistic(self, call: Call, args: tuple[Flow, ...]) -> Flow:
        flow = replace(computed(args, call.name), aggregated=True)
        cells = all(f.shape in (Shape.BARE, Shape.CONSTANT) for f in args)
        if flow.taint and cells and not flow.unknown and self.senses.aggregates(flow.taint):
            return replace(flow, taint=frozenset(), reason="")
        return flow

    def _not_allowed(self, flows: Iterable[Flow]) -> tuple[Flow, ...]:
        """Those that tell something; an order over columns whose mode is `allow` is granted."""
        return tuple(
            f if f.unknown or not self.senses.grants(f.taint, Predicates.ALLOW) else replace(f, taint=frozenset())
            for f in flows
        )

    def _windowed(self, call: Call, flow: Flow) -> Flow:
        window = call.window
        if window is None:
            return flow
        for expr in window.frame:
            bound = self.flow(expr)
            if self.is_tainted(bound):
                self.verdict.row_count("a window frame", bound)
        parts = tuple(map(self.flow, window.partition_by))
        order = self._not_allowed(tuple(map(self.flow, window.order_by)))
        telling = tuple(f for f in parts if f.unknown or not predicates.is_grantable_group(self, f))
        return conditioned(flow, (*telling, *order), f"{call.name} over a window by a masked column")

    def _expanded(self, call: Call, flow: Flow, args: tuple[Flow, ...]) -> Flow:
        """A set-returning function: its row count follows from its arguments."""
        if not self.is_tainted(flow) and not any(map(self.is_tainted, args)):
            return flow
        tainted = [f for f in args if self.is_tainted(f)]
        if call.name in _UNNEST and len(args) == 1 and self._may_expand(args[0]):
            return element(args[0], ("[]",))
        if tainted and flow.taint | union(f.taint for f in tainted if f.unknown):
            self.verdict.row_count(f"the number of rows of {call.name}", tainted[0])
        return flow

    def _may_expand(self, flow: Flow) -> bool:
        whole = flow.shape in (Shape.BARE, Shape.ELEMENT) and flow.pure and not flow.unknown
        return whole and self.senses.grants(flow.taint, Predicates.LOOKUP)

    def _not_understood(self, construct: str) -> None:
        self.verdict.touched = True
        if self._exposed:
            self.verdict.not_understood(construct)


def _named(names: tuple[str, ...], flows: tuple[Flow, ...]) -> tuple[tuple[str, Flow], ...]:
    missing = replace(NULL, null=False, unknown=True)
    return tuple((n, flows[i] if i < len(flows) else missing) for i, n in enumerate(names))


def _listed(flow: Flow) -> Flow:
    """An array of cells: elements of the column."""
    if flow.shape is Shape.BARE:
        return replace(flow, shape=Shape.ELEMENT, fields=())
    return flow if flow.shape is Shape.ELEMENT else computed((flow,))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).lstrip("-").isdigit()
