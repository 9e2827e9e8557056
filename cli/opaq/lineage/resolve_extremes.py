"""SQLite: columns beside min() or max() come from the row that has the extreme.

`SELECT max(email), id` answers whose e-mail sorts last (lang_select, "Bare columns in
an aggregate query"), so an expression over bare columns depends on the extreme.
"""

from __future__ import annotations

from collections.abc import Iterator

from opaq.guard.types import Nature
from opaq.lineage.query import Call, Case, Column, Expr, Select
from opaq.lineage.resolve_witness import children
from opaq.model.record import replace

_AGGREGATES = frozenset({Nature.AGGREGATE, Nature.COUNT, Nature.STATISTIC})


def beside_extremes(select: Select) -> Select:
    """The same block, with every expression over bare columns made to depend on its min() and max()."""
    exprs = [*(o.expr for o in select.outputs), *select.order_by]
    if select.having is not None:
        exprs.append(select.having)
    extremes = tuple(dict.fromkeys(e for expr in exprs for e in _extremes(expr)))
    if not extremes:
        return select
    known = frozenset(e for e in select.group_by if isinstance(e, Column))

    def dependent(expr: Expr) -> Expr:
        if expr in select.group_by or not any(c not in known for c in _bare(expr)):
            return expr
        return Case(tuple(Call("is true", (e,), Nature.TOTAL) for e in extremes), (expr,))

    return replace(
        select,
        outputs=tuple(replace(o, expr=dependent(o.expr)) for o in select.outputs),
        having=dependent(select.having) if select.having is not None else None,
        order_by=tuple(map(dependent, select.order_by)),
    )


def _is_aggregate(expr: Expr) -> bool:
    return isinstance(expr, Call) and expr.nature in _AGGREGATES and expr.window is None


def _extremes(expr: Expr) -> Iterator[Call]:
    if isinstance(expr, Call) and _is_aggregate(expr) and expr.name in {"min", "max"}:
        yield expr
        return
    for child in children(expr):
        yield from _extremes(child)


def _bare(expr: Expr) -> Iterator[Column]:
    """Columns outside every aggregate."""
    if isinstance(expr, Column):
        yield expr
    elif not _is_aggregate(expr):
        for child in children(expr):
            yield from _bare(child)
