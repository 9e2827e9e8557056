"""How calls carry and hide what their arguments carry: functions, operators, casts, aggregates, windows.

Each nature of the catalogue has its rule; before any of them stands what a mask
shows anyway, after them what depends on order, windows and the number of rows.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from opaq.guard.types import Dialect, Nature
from opaq.lineage import predicates
from opaq.lineage.derivations import derivation
from opaq.lineage.flow import CONSTANT, Columns, Flow, Shape, computed, conditioned, element, union
from opaq.lineage.magnitude import ROOM, may_overflow
from opaq.lineage.query import Call, Constant, Expr, Query
from opaq.lineage.senses import FUNCTIONS, Senses
from opaq.lineage.totality import CELL, directing_arguments, is_large, never_fails, size_of
from opaq.lineage.verdict import Verdict
from opaq.model.catalog import ColumnRef
from opaq.model.record import replace
from opaq.model.sensitivity import Predicates

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
_OBJECTS = frozenset({"json_object", "json_build_object", "jsonb_build_object", "jsonb_object"})
"""They fail on a key that is NULL only."""
_KEYED = frozenset(
    {
        *("json_object_agg", "jsonb_object_agg", "json_objectagg", "json_object_agg_unique"),
        *("jsonb_object_agg_unique", "json_object_agg_unique_strict", "jsonb_object_agg_unique_strict"),
    }
)
_UNQUOTING = frozenset({"json_unquote"})
"""An element of a document, spelled without quotes."""
_FLOATS = frozenset({"::float8", "::float4"})
"""They fail beyond 10^38 only, where no stored number is."""
_MAGNITUDES = frozenset({"abs", "int2abs", "int4abs", "int8abs"})
"""They fail on the smallest number of a type only."""
_MODEST = frozenset({"+", "-", "/", "length", "julianday", "round", "datediff", "timestampdiff"})
_UNNEST = frozenset({"unnest"})
_BY_ARRIVAL = frozenset(
    {
        *("array_agg", "string_agg", "group_concat", "listagg", "xmlagg", "any_value", "row_number", "ntile"),
        *("json_agg", "jsonb_agg", "json_object_agg", "jsonb_object_agg", "json_agg_strict", "jsonb_agg_strict"),
        *("json_arrayagg", "json_objectagg", "json_group_array", "json_group_object", "jsonb_group_array"),
        *("first_value", "last_value", "nth_value", "lag", "lead"),
    }
)
"""They tell in which order rows arrive, and no ORDER BY of theirs is known to leave no ties."""


class Calls:
    """The part of a reading that judges calls; `judge.Reading` gives it expressions, queries and conditions."""

    senses: Senses
    verdict: Verdict
    news: bool
    nested: int
    arriving: Columns
    """Columns in whose order rows may reach the expressions of the query that is judged."""

    @abstractmethod
    def flow(self, expr: Expr) -> Flow: ...

    @abstractmethod
    def query(self, query: Query) -> tuple[Flow, ...]: ...

    def subquery(self, query: Query) -> tuple[Flow, ...]:
        """A query inside an expression."""
        self.nested += 1
        try:
            return self.query(query)
        finally:
            self.nested -= 1

    @abstractmethod
    def is_tainted(self, flow: Flow) -> bool: ...

    @abstractmethod
    def constant_text(self, expr: Expr) -> str | None: ...

    @abstractmethod
    def condition(self, expr: Expr | None, clause: str) -> None: ...

    @abstractmethod
    def follow(self, *flows: Flow) -> None: ...

    def call(self, call: Call) -> Flow:
        name = call.name
        shown = self._shown_anyway(call)
        if shown is not None:
            return shown
        args = tuple(map(self.flow, call.args))
        order = tuple(map(self.flow, call.order_by))
        self.condition(call.where, "FILTER")
        self._checks(call, args)
        flow = self._by_nature(call, args)
        flow = self._sized(call, flow, args)
        if order and call.nature is not Nature.COUNT:
            flow = conditioned(flow, self._not_allowed(order), f"{name} ordered by a masked column")
        if call.window is not None:
            flow = self._windowed(call, flow)
        if call.returns_rows:
            flow = self._expanded(call, flow, args)
        return self.by_arrival(flow, name) if name in _BY_ARRIVAL else flow

    def by_arrival(self, flow: Flow, what: str) -> Flow:
        """`flow`, when it tells in which order rows arrive."""
        if not self.arriving:
            return flow
        order = computed((replace(CONSTANT, taint=self.arriving, direct=self.arriving),))
        return conditioned(flow, (order,), f"{what} of rows in the order of a masked column")

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
        if name == "is_null" and not self.senses.hold_text(source.direct):
            return None  # MySQL takes '' for 0
        result = self.without(computed((source,), call.name), source, name)
        return None if result.taint else result

    def without(self, result: Flow, flow: Flow, name: str) -> Flow:
        """`result`, in the clear when the masks of all its columns show that derivation anyway."""
        if flow.unknown or not self.senses.reveals(flow.taint, name):
            return result
        return replace(result, taint=frozenset(), reason="")

    def _checks(self, call: Call, args: tuple[Flow, ...]) -> None:
        """Totality: nothing that can fail, or grow without bound, may meet a sensitive value."""
        if call.nature in _FORBIDDEN:
            self.verdict.forbidden(call.name, call.nature.value)
        tainted = [f for f in args if self.is_tainted(f)]
        if not tainted:
            return
        worst = next((f for f in tainted if f.taint), tainted[0])
        fails = call.nature in (Nature.PARTIAL, Nature.USER, Nature.CATALOG)
        dialect = self.senses.dialect
        fails = fails and not never_fails(dialect, call) and not self._is_harmless_here(call, args)
        if fails or may_overflow(call, ROOM[dialect]) or self._rejects_keys(call, args):
            self.verdict.can_fail(call.name, worst)
        for directing in directing_arguments(call, dialect):
            flow = self.flow(directing)
            if self.is_tainted(flow):
                self.verdict.can_fail(call.name, flow)

    def _sized(self, call: Call, flow: Flow, args: tuple[Flow, ...]) -> Flow:
        """The flow with its size; a size near a limit, together with a sensitive value, would answer by failing."""
        if call.nature is Nature.AGGREGATE and flow.taint:
            return replace(flow, size=10 * CELL)
        size = size_of(call, tuple(f.size for f in args), self.constant_text)
        if self.is_tainted(flow) and is_large(call, size) and call.name not in predicates.COMPARISONS:
            self.verdict.large(call.name, flow)
        return replace(flow, size=size)

    def _is_harmless_here(self, call: Call, args: tuple[Flow, ...]) -> bool:
        """A partial function in a use where no value makes it fail."""
        if call.name in _OBJECTS:
            return all(isinstance(key, Constant) and not key.null and not key.parameter for key in call.args[::2])
        if call.name in _UNQUOTING:
            return all(f.shape is Shape.ELEMENT for f in args)
        if call.name in _FLOATS:
            return all(f.shape is Shape.BARE and self.senses.hold_numbers(f.direct) for f in args)
        if call.name in _MAGNITUDES:
            return all(map(self._is_modest, call.args))
        return self._divides_by_constant(call) or self._small_step(call, args)

    def _rejects_keys(self, call: Call, args: tuple[Flow, ...]) -> bool:
        """An object fails on a key that is NULL, which is shown of a stored cell only, and some on one that is there."""
        if call.name not in _KEYED or not args or not self.is_tainted(args[0]):
            return False
        return "unique" in call.name or args[0].shape is not Shape.BARE

    def _is_modest(self, expr: Expr) -> bool:
        """Stored numbers and small constants, added up: nowhere near the smallest number of a type, if none is stored."""
        if isinstance(expr, Call):
            return expr.name in _MODEST and all(map(self._is_modest, expr.args))
        if isinstance(expr, Constant):
            return len(self.constant_text(expr) or "") < 10 and not expr.parameter
        return self.flow(expr).shape is Shape.BARE

    def _divides_by_constant(self, call: Call) -> bool:
        """Division by a known number other than zero does not fail; by a fraction it might overflow."""
        if call.name not in {"/", "%", "div"} or len(call.args) != 2:
            return False
        text = self.constant_text(call.args[1])
        return text is not None and text.isdigit() and 0 < int(text) < 10**9

    def _small_step(self, call: Call, args: tuple[Flow, ...]) -> bool:
        """A bare number and a constant so small that only a value at the very edge of its type could fail."""
        if call.name not in {"+", "-", "*"} or len(call.args) != 2 or call.nature is not Nature.PARTIAL:
            return False
        texts = [self.constant_text(a) for a in call.args]
        bare = [f for f in args if f.shape is Shape.BARE]
        known = [t for t in texts if t is not None and t.isdigit()]
        if len(bare) != 1 or len(known) != 1:
            return False
        if call.name == "*":
            return self.senses.dialect is Dialect.MYSQL and int(known[0]) <= 100
        return int(known[0]) <= 1_000

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
        if call.name in _UNQUOTING and len(args) == 1 and args[0].shape is Shape.ELEMENT:
            return args[0]
        if predicates.folds(call) and self._is_whole_text(args[0]):
            return replace(computed(args, call.name), folded=True)
        return computed(args, call.name)

    def _is_whole_text(self, flow: Flow) -> bool:
        return predicates.is_whole(flow) and self.senses.hold_text(flow.direct)

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
            return replace(listed(varying[0]), aggregated=True)
        filled = call.name in ("lag", "lead") and len(args) > 2 and not args[2].null
        if len(varying) == 1 and call.name in _PICKING and not filled:
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
        """A window sorts the rows of its query: they leave in its order, so it may be no other than rows may have."""
        window = call.window
        if window is None:
            return flow
        for expr in window.frame:
            bound = self.flow(expr)
            if self.is_tainted(bound):
                self.verdict.row_count("a window frame", bound)
        for expr in window.partition_by:
            predicates.grouping(self, self.flow(expr), "PARTITION BY")
        for expr in window.order_by:
            predicates.ordering(self, expr, "OVER (ORDER BY)")
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


def listed(flow: Flow) -> Flow:
    """An array of cells: elements of the column."""
    if flow.shape is Shape.BARE:
        return replace(flow, shape=Shape.ELEMENT, fields=())
    return flow if flow.shape is Shape.ELEMENT else computed((flow,))
