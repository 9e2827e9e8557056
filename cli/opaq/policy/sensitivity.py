"""Findings + policy -> what lineage asks of every stored column: is it sensitive, and what may be asked of it."""

from __future__ import annotations

from collections.abc import Mapping

from opaq.model.catalog import Catalog, ColumnRef
from opaq.model.finding import NONE, Finding, Source
from opaq.model.schema import Kind
from opaq.model.sensitivity import Predicates, Sensitive, Sensitivity
from opaq.policy import lookup, masks
from opaq.policy.types import Policy, Treatment

UNREVIEWED = "text.free"
"""What a text column is under `unreviewed = "mask"` until someone reviewed it."""
_REVIEWED = (Source.POLICY, Source.REVIEWED)
_TEXT = (Kind.TEXT, Kind.JSON, Kind.BYTES, Kind.ARRAY, Kind.COMPOSITE, Kind.DYNAMIC, Kind.OTHER, Kind.ENUM)


def sensitivity(
    findings: Mapping[ColumnRef, Finding], policy: Policy, *, catalog: Catalog | None = None
) -> Sensitivity:
    """A function from stored column to its `Sensitive`, or None when it is harmless.

    A column without a finding is one that classification has not seen: it is treated like free text that may not be
    asked about. `catalog` tells text from numbers under `unreviewed = "mask"`; without it every column counts as text.
    """
    memo: dict[ColumnRef, Sensitive | None] = {}

    def sensitive(ref: ColumnRef) -> Sensitive | None:
        if ref not in memo:
            memo[ref] = _judge(ref, findings.get(ref), policy, catalog)
        return memo[ref]

    return sensitive


def _judge(ref: ColumnRef, finding: Finding | None, policy: Policy, catalog: Catalog | None) -> Sensitive | None:
    if finding is None:
        return Sensitive(UNREVIEWED, Predicates.DENY)
    category, treatment = treated(ref, finding, policy, catalog=catalog)
    if treatment is None:
        return None
    return Sensitive(
        category, Predicates(treatment.predicates), masks.derivations(category, treatment.mask), treatment.aggregates
    )


def treated(
    ref: ColumnRef, finding: Finding, policy: Policy, *, catalog: Catalog | None = None
) -> tuple[str, Treatment | None]:
    """A column's category and treatment; of a document with findings by path, the strictest of them."""
    best = finding.category, lookup.of_column(policy, ref, finding.category)
    for _, category in finding.paths:
        other = lookup.masked(policy, category)
        if other is not None and (best[1] is None or _stricter(other, best[1])):
            best = category, other
    if best[1] is None and finding.category == NONE and _unreviewed(ref, finding, policy, catalog):
        return UNREVIEWED, Treatment(masks.REDACT, "lookup", rule='unreviewed = "mask"')
    return best


def _stricter(left: Treatment, right: Treatment) -> bool:
    return masks.MASKS[left.mask.name].rank < masks.MASKS[right.mask.name].rank


def _unreviewed(ref: ColumnRef, finding: Finding, policy: Policy, catalog: Catalog | None) -> bool:
    if policy.unreviewed != "mask" or finding.source in _REVIEWED:
        return False
    relation = catalog.relations.get(ref.relation) if catalog is not None else None
    column = relation.column(ref.column) if relation is not None else None
    return column is None or column.kind in _TEXT
