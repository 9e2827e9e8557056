"""Everything that is known of a statement before a row is fetched: what `run` goes by, `explain` shows and the journal records."""

from __future__ import annotations

from opaq.engines.types import Testimony
from opaq.guard.types import Statement
from opaq.lineage.types import Trace
from opaq.mask.types import MaskPlan
from opaq.model.catalog import Catalog, ColumnRef
from opaq.model.finding import Finding
from opaq.model.lineage import Lineage, Transformation
from opaq.model.record import record, replace
from opaq.model.schema import Schema


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

    def named_types(self, schema: Schema) -> Schema:
        """The schema with the declared type of a stored column where an engine tells no type of its own (SQLite)."""
        if len(schema.fields) != len(self.plan.decisions):
            return schema
        fields = zip(schema.fields, self.plan.decisions, strict=True)
        return Schema(tuple(f if f.native else replace(f, native=self._declared(d.lineage)) for f, d in fields))

    def _declared(self, lineage: Lineage) -> str:
        """Empty for what is computed, and for what several columns end in."""
        if [origin.transformation for origin in lineage.origins] != [Transformation.IDENTITY]:
            return ""
        ref = lineage.origins[0].column
        relation = self.catalog.relations.get(ref.relation)
        stored = relation.column(ref.column) if relation is not None else None
        return stored.native if stored is not None else ""
