"""How much PostgreSQL expects to keep while it runs a statement: the rows of sorts, hashes and series in its plan.

Superusers, and roles that were granted the setting, run under a `temp_file_limit`
of opaq's own. For everyone else a runaway sort would write temporary files until
the timeout, and nobody can bound what an aggregate collects in memory. The
planner knows rows and widths before anything runs (`EXPLAIN`, PostgreSQL manual
14.1); what it cannot know, it takes for small, so this stops mistakes and the
obvious, and the role's own limit stops the rest. Whoever watches the progress of
the rows learns from the same plan how many are expected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from opaq.errors import Refused
from opaq.guard.bounds import COLLECTING
from opaq.guard.types import Statement

if TYPE_CHECKING:
    from opaq.engines.postgresql_wire import Wire

MAX_KEPT_B = 512 * 1024 * 1024
"""Twice the temporary files a bounded role may write: estimates err on both sides."""
_TUPLE_B = 24
"""What a row takes beside its columns (heap tuple header, manual 66.6)."""
_NODE = re.compile(
    r" *(?:->  )?(?:Parallel |Partial |Finalize )*([A-Z][A-Za-z-]*(?: [A-Z][a-z]+)*).*\(cost=\S+ rows=(\d+) width=(\d+)\)"
)
_KEEPING = frozenset(
    {"Sort", "Materialize", "Hash", "HashAggregate", "HashSetOp", "WindowAgg", "Recursive Union", "Function Scan", "CTE Scan"}
)  # fmt: skip
_AGGREGATING = frozenset({"Aggregate", "GroupAggregate", "MixedAggregate", "HashAggregate"})
_PASSING = frozenset({"Result", "Gather Merge", "Subquery Scan", "Merge Append"})
"""Nodes through which a LIMIT reaches the sort below, which then keeps no more than that many rows."""


def judge_plan(
    wire: Wire, name: bytes, arguments: Iterable[bytes | None], statement: Statement, *, bounded: bool
) -> int | None:
    """Rows the server expects of the prepared statement; None where its plan need not be asked for.

    Raises Refused (OPQ-G022) when it is expected to keep too much, and ServerError.
    """
    collects = not COLLECTING.isdisjoint(statement.functions)
    if bounded and not collects:
        return None
    given = ", ".join("NULL" if a is None else _quoted(a) for a in arguments)
    asked = f"EXPLAIN EXECUTE {name.decode()}" + (f"({given})" if given else "")
    lines = [line or "" for (line,) in wire.ask(asked)]
    kept_b = max(_kept(lines, collects=collects, sorts=not bounded), default=0)
    if kept_b > MAX_KEPT_B:
        raise Refused(
            "OPQ-G022",
            f"the server expects to keep about {kept_b / 2**30:.1f} GiB for this statement",
            why="by its plan, rows that are sorted, grouped, collected or joined without a condition fill memory or disk",
            hint="join on a condition, aggregate first, or add WHERE or LIMIT"
            + ("" if bounded else "; a role with temp_file_limit set is bounded by the server instead"),
        )
    return next((int(found[2]) for found in map(_NODE.match, lines) if found), None)


def _quoted(argument: bytes) -> str:
    return "'" + argument.decode().replace("'", "''") + "'"


def _kept(lines: Iterable[str], *, collects: bool, sorts: bool) -> Iterator[float]:
    """Bytes each node of a text plan is expected to hold, in the plan's order."""
    limit = float("inf")
    collecting = False
    for found in filter(None, map(_NODE.match, lines)):
        node, rows, width = found[1], float(found[2]), int(found[3])
        if collecting and collects:
            yield rows * (width + _TUPLE_B)
        if sorts and node in _KEEPING:
            yield min(rows, limit if node == "Sort" else rows) * (width + _TUPLE_B)
        collecting = node in _AGGREGATING
        limit = rows if node == "Limit" else limit if node in _PASSING else float("inf")
