"""What the judge collects while it reads: objections, probes, columns read. Words for people live here.

An objection names the column, the function or operator, the clause and the way
out, and never a literal: the statement's own text is not quoted.
"""

from __future__ import annotations

from opaq.lineage.flow import Columns, Flow
from opaq.lineage.senses import FUNCTIONS
from opaq.lineage.types import Objection
from opaq.model.catalog import ColumnRef
from opaq.model.lineage import Probe
from opaq.model.record import field, record


def named(columns: Columns) -> str:
    """`customers.email` or `customers.email and 2 more`, for messages."""
    ordered = sorted(columns)
    if not ordered:
        return "something that was not understood"
    first = f"{ordered[0].column}()" if ordered[0].relation == FUNCTIONS else str(ordered[0])
    return first if len(ordered) == 1 else f"{first} and {len(ordered) - 1} more"


@record(frozen=False)
class Verdict:
    """Everything but the outputs; one per pass of the judge."""

    objections: dict[tuple[str, str], Objection] = field(default_factory=dict)
    probes: dict[Probe, None] = field(default_factory=dict)
    reads: set[ColumnRef] = field(default_factory=set)
    touched: bool = False
    """Something sensitive, or not understood, takes part."""

    def add(self, code: str, what: str, why: str, way_out: str) -> None:
        self.objections.setdefault((code, what), Objection(code=code, what=what, why=why, help=way_out))

    def can_fail(self, function: str, flow: Flow) -> None:
        self.add(
            "OPQ-L001",
            f"{function} over {named(flow.taint)} can fail on a value",
            "whether it fails would answer a question about a masked column",
            "leave the function out, or apply it to a column that is not masked",
        )

    def fails_if(self, clause: str, flow: Flow) -> None:
        self.add(
            "OPQ-L002",
            f"an expression that can fail stands under a condition on {named(flow.taint)} in {clause}",
            "whether it fails would answer a question about a masked column",
            "use branches that cannot fail: columns, literals, total functions",
        )

    def predicate(self, clause: str, operator: str, flow: Flow, mode: str) -> None:
        granted = {
            "deny": "nothing may be asked of it",
            "lookup": "only the bare column by =, IN, IS NULL, joins, GROUP BY and DISTINCT",
            "search": "only the bare column by =, IN, IS NULL, joins, GROUP BY, DISTINCT, ORDER BY, and LIKE with four"
            " or more literal characters",
            "allow": "only what cannot fail",
        }[mode]
        self.add(
            "OPQ-L003",
            f"{operator} on {named(flow.taint)} in {clause}",
            f"{granted} (predicates = {mode})",
            "compare the bare column with a whole value, or filter by a column that is not masked",
        )

    def ordering(self, clause: str, flow: Flow, mode: str) -> None:
        self.add(
            "OPQ-L004",
            f"order by {named(flow.taint)} in {clause}",
            f"the order of rows tells which value is greater (predicates = {mode})",
            "order by a column that is not masked",
        )

    def grouping(self, clause: str, flow: Flow) -> None:
        self.add(
            "OPQ-L005",
            f"{clause} over {named(flow.taint)}",
            "the number of rows would answer a question about a masked column",
            "group by the bare column where its category allows lookups, or by columns that are not masked",
        )

    def brute_force(self, clause: str, flow: Flow) -> None:
        self.add(
            "OPQ-L006",
            f"{named(flow.taint)} is compared in {clause} with rows or values the statement makes itself",
            "a list of guesses would find the value out",
            "compare it with literals or parameters, or with another stored column",
        )

    def row_count(self, what: str, flow: Flow) -> None:
        self.add(
            "OPQ-L007",
            f"{what} depends on {named(flow.taint)}",
            "the number of rows would answer a question about a masked column",
            "leave it out, or use a column that is not masked",
        )

    def chosen_by_order(self, columns: Columns) -> None:
        self.add(
            "OPQ-L012",
            f"rows are chosen in an order that may follow {named(columns)}",
            "which rows come first would tell which value is greater",
            "select what the statement orders by, too; leave out LIMIT inside subqueries; write LIMIT as a number",
        )

    def not_understood(self, what: str) -> None:
        self.add(
            "OPQ-L008",
            f"{what} is not understood, and the statement can read masked columns",
            "what is not understood cannot be shown to be harmless",
            "write it another way, or leave the masked tables out of the statement",
        )

    def forbidden(self, function: str, nature: str) -> None:
        self.add(
            "OPQ-L009",
            f"{function} ({nature})",
            "a view or expression of the statement calls a function that reaches beyond the data",
            "query the tables themselves",
        )

    def large(self, function: str, flow: Flow) -> None:
        self.add(
            "OPQ-L010",
            f"{function} with a size that is not a small constant, together with {named(flow.taint)}",
            "running out of memory would answer a question about a masked column",
            "use a constant size up to 4096",
        )

    def short_pattern(self, clause: str, flow: Flow) -> None:
        self.add(
            "OPQ-L011",
            f"LIKE on {named(flow.taint)} in {clause} without four literal characters",
            "a short pattern finds a value out one character at a time",
            "give at least four characters in a constant pattern, or compare by =",
        )
