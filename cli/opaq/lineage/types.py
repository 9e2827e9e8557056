"""The lineage room's nouns: what the judge answers."""

from __future__ import annotations

from opaq.errors import Position
from opaq.model.catalog import ColumnRef
from opaq.model.lineage import Lineage, Probe
from opaq.model.record import record


@record
class Objection:
    """Why a statement cannot be answered soundly, and the way out. Names columns, functions and clauses; never a literal."""

    code: str
    what: str
    why: str
    help: str
    position: Position | None = None


@record
class Arrangement:
    """The rows may come in the order of masked columns, so they have to be put into one that follows from what is shown."""

    columns: tuple[ColumnRef, ...]
    """The masked columns the engine's order may follow."""
    keys: tuple[int, ...] = ()
    """Outputs the statement orders by: rows keep that order, and only equals among them are rearranged."""
    cut: bool = False
    """The statement's own LIMIT or OFFSET would choose rows by that order."""
    shortened: bool = False
    """The statement orders by more than `keys`: by masked columns that only break ties."""


@record
class Trace:
    """The judge's answer for one statement."""

    outputs: tuple[Lineage, ...]
    objections: tuple[Objection, ...] = ()
    """Not empty: the statement is refused (`explain` shows all of them)."""
    probes: tuple[Probe, ...] = ()
    reads: frozenset[ColumnRef] = frozenset()
    """Every stored column the statement can read."""
    reads_sensitive: bool = False
    arrangement: Arrangement | None = None
    """None: the order of the rows tells nothing of a masked column that was not granted."""
    rows: tuple[tuple[int, ...] | None, ...] = ()
    """For every output the stored row it is a cell of (`lineage.rows`); None or absent: of none for certain."""
