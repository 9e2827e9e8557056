"""In which order rows may be shown.

What a statement does not order, the engine does: by an index it walks, by the keys
it groups, deduplicates, partitions or joins by. Where those are masked columns whose
order is not granted, the order of the rows would tell it. The judge collects such
columns; this file says what then has to be done with the rows.
"""

from __future__ import annotations

from opaq.lineage.judge import Judgement
from opaq.lineage.query import Column, Expr, Query, Select, SetOperation
from opaq.lineage.types import Arrangement, Objection
from opaq.lineage.verdict import Verdict


def arrangement(query: Query, judgement: Judgement) -> Arrangement | None:
    """None where nothing is told; objects to an order by what is not shown, as ties cannot be seen then."""
    if not judgement.followed:
        return None
    columns = tuple(sorted(judgement.followed))
    if not isinstance(query, Select | SetOperation):
        return Arrangement(columns)
    keys = tuple(_position(query, expr) for expr in query.order_by[: judgement.decided])
    if None in keys:
        judgement.verdict.chosen_by_order(judgement.followed)
    return Arrangement(
        columns,
        tuple(key for key in keys if key is not None),
        cut=bool(query.limit),
        shortened=judgement.decided is not None,
    )


def _position(query: Select | SetOperation, expr: Expr) -> int | None:
    if isinstance(query, SetOperation):
        return expr.position if isinstance(expr, Column) and expr.source == 0 else None
    return next((at for at, output in enumerate(query.outputs) if output.expr == expr), None)


def chosen_by_order(arrangement: Arrangement) -> tuple[Objection, ...]:
    """The objection to a LIMIT that would choose among such rows."""
    verdict = Verdict()
    verdict.chosen_by_order(frozenset(arrangement.columns))
    return tuple(verdict.objections.values())
