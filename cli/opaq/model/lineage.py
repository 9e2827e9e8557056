"""Where an output column comes from, in OpenLineage's words, and how sure we are.

`Lineage` is made by the lineage room, read by mask (decisions), render (what is
told) and the pipeline (what is recorded). Unknown is a value, not an absence.
"""

from __future__ import annotations

from enum import Enum

from opaq.model.catalog import ColumnRef
from opaq.model.record import record


class Transformation(Enum):
    """OpenLineage's column-lineage types."""

    IDENTITY = "DIRECT/IDENTITY"
    """The cell is the stored cell."""
    TRANSFORMATION = "DIRECT/TRANSFORMATION"
    AGGREGATION = "DIRECT/AGGREGATION"
    CONDITIONAL = "INDIRECT/CONDITIONAL"
    """The column decides what the cell becomes, without being in it."""


class Witness(Enum):
    """Who says so, strongest first."""

    ATTESTED = "attested"
    """The engine names the base column."""
    CORROBORATED = "corroborated"
    """The server's tree, or our parser with nothing the engine said against it."""
    UNKNOWN = "unknown"


class Exposure(Enum):
    """What the cells of an output column can tell about sensitive columns."""

    CLEAR = "clear"
    """Nothing: no sensitive column takes part, or only through a count or a derivation its mask shows anyway."""
    BARE = "bare"
    """The stored cells of sensitive column(s), unchanged: the column's own mask applies."""
    ELEMENT = "element"
    """Elements, fields or paths of the stored cells of one sensitive column: masked like the column."""
    INJECTIVE = "injective"
    """A total, injective function of one bare sensitive column: redacted, or a token."""
    COMPUTED = "computed"
    """Anything else over sensitive columns: redacted whole."""
    UNKNOWN = "unknown"
    """Not understood: redacted when the statement can read any sensitive column."""


@record
class Origin:
    column: ColumnRef
    transformation: Transformation


@record
class Lineage:
    """The origins of one output column."""

    field: str
    witness: Witness
    exposure: Exposure
    origins: tuple[Origin, ...]
    """All base columns that take part, sensitive or not (sorted, without repetition)."""
    reason: str = ""
    """Why it is not CLEAR or BARE, for people: names functions and clauses, never a literal."""
    path: str = ""
    """JSON path or field below the column for ELEMENT, e.g. `prefs.theme`; constant keys only."""


@record
class Probe:
    """One question a statement asks of a sensitive column by comparing it with a value."""

    column: ColumnRef
    mode: str
    """`lookup` or `search`."""
    guess: bytes
    """The compared value as UTF-8, for keyed digesting in the budget ledger only; never stored or shown."""

    def __repr__(self) -> str:
        return f"<Probe of {self.column} by {self.mode}>"
