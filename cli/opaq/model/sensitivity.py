"""What lineage is told about stored columns: which are sensitive, and what may be asked of them."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from opaq.model.catalog import ColumnRef
from opaq.model.finding import Category
from opaq.model.record import record


class Predicates(Enum):
    """What a statement may ask of a sensitive column without seeing it. Ordered from strict to open."""

    DENY = "deny"
    LOOKUP = "lookup"
    SEARCH = "search"
    ALLOW = "allow"


@record
class Sensitive:
    """Why a stored column matters, and what may be asked of it."""

    category: Category
    predicates: Predicates
    derivations: frozenset[str] = frozenset()
    """What the column's own mask reveals anyway: `domain`, `year`, `month`, `last4`, `length`, `prefix1` ..., from the mask's description."""
    aggregates: bool = False
    """sum, avg, stddev may be shown."""


Sensitivity = Callable[[ColumnRef], "Sensitive | None"]
"""None: harmless, by name, review or classification."""
