"""Rows whose order would tell something: noticed, and then shown in another order.

An engine brings unordered rows in the order of an index, a group or a join; where
that is a masked column, `select salary, min(id) ... group by salary` would rank
people by what they earn. The plan is asked for the indexes it walks, lineage knows
the rest, and the rows are put in an order that follows from what is shown. A LIMIT
must not choose among them before, so the statement runs without it.
"""

from __future__ import annotations

from collections.abc import Callable

from opaq.engines.types import Session
from opaq.guard.tail import without_limit
from opaq.guard.types import Statement, Values, Verb
from opaq.lineage.order import chosen_by_order
from opaq.lineage.types import Arrangement, Trace
from opaq.model.catalog import Catalog, ColumnRef
from opaq.model.record import replace
from opaq.model.sensitivity import Predicates, Sensitivity
from opaq.understanding import Sent

_HIDDEN_ORDER = (Predicates.DENY, Predicates.LOOKUP)


def walked_columns(
    session: Session, statement: Statement, values: Values, catalog: Catalog, sensitive: Sensitivity
) -> frozenset[ColumnRef]:
    """Columns in whose order the plan may bring rows; asked for only near columns whose order must not be told."""
    if statement.verb is not Verb.SELECT:
        return frozenset()
    stored = (ColumnRef(r.name, c.name) for r in catalog.relations.values() for c in r.columns)
    near = any(found.predicates in _HIDDEN_ORDER for found in map(sensitive, stored) if found)
    return session.walked(statement, values, catalog) if near else frozenset()


def uncut(
    statement: Statement, traced: Trace, values: Values, examined: Callable[[str], Statement | None]
) -> tuple[Trace, Sent]:
    """What is sent; with an objection where a LIMIT cannot be taken off the statement."""
    if traced.arrangement is None or not traced.arrangement.cut or traced.objections:
        return traced, Sent(statement)
    tail = without_limit(statement, values)
    shorter = examined(tail.text) if tail is not None else None
    if tail is None or shorter is None:
        return replace(traced, objections=chosen_by_order(traced.arrangement)), Sent(statement)
    return traced, Sent(shorter, tail.first, tail.count)


def notes_of(arrangement: Arrangement | None) -> tuple[str, ...]:
    """What the footer and the envelope say of it."""
    if arrangement is None:
        return ()
    if arrangement.shortened:
        terms = "its first term" if len(arrangement.keys) == 1 else f"its first {len(arrangement.keys)} terms"
        among = f"ORDER BY is kept to {terms}; rows equal in that stand"
    else:
        among = "rows that ORDER BY leaves equal stand" if arrangement.keys else "rows stand"
    return (f"{among} in the order of what is shown: the server's could follow {arrangement.columns[0]}",)
