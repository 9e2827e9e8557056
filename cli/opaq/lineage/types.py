"""The lineage room's nouns: what the judge is told about columns, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from opaq.errors import Position
from opaq.model.catalog import ColumnRef
from opaq.model.finding import Category
from opaq.model.lineage import Lineage, Probe


class Predicates(Enum):
    """What a statement may ask of a sensitive column without seeing it. Ordered from strict to open."""

    DENY = "deny"
    LOOKUP = "lookup"
    SEARCH = "search"
    ALLOW = "allow"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a statement cannot be answered soundly, and the way out. Names columns, functions and clauses; never a literal."""

    code: str
    what: str
    why: str
    help: str
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """The judge's answer for one statement."""

    outputs: tuple[Lineage, ...]
    objections: tuple[Objection, ...] = ()
    """Not empty: the statement is refused (`explain` shows all of them)."""
    probes: tuple[Probe, ...] = ()
    reads: frozenset[ColumnRef] = frozenset()
    """Every stored column the statement can read."""
    reads_sensitive: bool = False
