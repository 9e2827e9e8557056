"""Everything that is known of a statement before a row is fetched: what `run` goes by, `explain` shows and the journal records."""

from __future__ import annotations

from opaq.engines.types import Testimony
from opaq.guard.types import Statement
from opaq.lineage.types import Trace
from opaq.mask.types import MaskPlan
from opaq.model.catalog import Catalog, ColumnRef
from opaq.model.finding import Finding
from opaq.model.record import record


@record
class Sent:
    """What goes to the server: the statement, or what is left of it without a LIMIT that opaq applies itself."""

    statement: Statement
    first: int = 0
    """Rows to leave out."""
    count: int | None = None
    """Rows to keep; None: all."""


@record
class Understanding:
    """Everything that is known of a statement before a row is fetched."""

    statement: Statement
    testimony: Testimony
    catalog: Catalog
    findings: dict[ColumnRef, Finding]
    trace: Trace
    plan: MaskPlan
    server: str
    catalog_digest: str
    """Over the classification of every column of the statement's relations."""
    sent: Sent
