"""Base columns -> findings: what is sensitive, how likely, and why.

First that applies: the policy's own column rules, a reviewed catalog entry, what
an earlier run found out (cache), then detection: names of column and table, type,
keys and comments; and, for columns that names do not settle and whose type can
carry it, a small sample of values, one query per relation. Unknown is not
harmless: a text column that could not be looked at counts as free text.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from opaq.classify.types import TEXT_KINDS
from opaq.model.catalog import Catalog, ColumnRef, Relation, RelationName, StoredColumn
from opaq.model.finding import NONE, Evidence, Finding, Likelihood, Source
from opaq.model.record import replace
from opaq.policy import lookup
from opaq.policy.types import Policy

if TYPE_CHECKING:
    from opaq.classify.cache import ColumnCache
    from opaq.classify.catalog_file import ReviewedCatalog
    from opaq.classify.detection import Sampler


def classify(
    catalog: Catalog,
    wanted: Collection[RelationName],
    sample: Sampler | None,
    policy: Policy,
    reviewed: ReviewedCatalog | None = None,
    cache: ColumnCache | None = None,
) -> dict[ColumnRef, Finding]:
    """A finding for every column of the wanted relations; `none` is a finding too.

    `sample(relation, columns, rows)` reads a few values; None: names and types only.
    """
    found: dict[ColumnRef, Finding] = {}
    for name in wanted:
        relation = catalog.relations.get(name)
        if relation is not None:
            found.update(_relation(relation, sample, policy, reviewed, cache))
    return _inherit(found, catalog)


def _relation(
    relation: Relation,
    sample: Sampler | None,
    policy: Policy,
    reviewed: ReviewedCatalog | None,
    cache: ColumnCache | None,
) -> dict[ColumnRef, Finding]:
    """The columns of one relation; those nothing settles share one sample."""
    found: dict[ColumnRef, Finding] = {}
    open_columns: list[StoredColumn] = []
    salt = ",".join(sorted(c.name for c in policy.custom))
    for column in relation.columns:
        ref = ColumnRef(relation.name, column.name)
        known = _decided(ref, column.native, policy, reviewed)
        if known is None and cache is not None:
            known = cache.get(cache.key(relation, column.name, salt))
        if known is None:
            open_columns.append(column)
        else:
            found[ref] = replace(known, column=ref)
    if open_columns:
        from opaq.classify.detection import detect  # 15 ms of words and patterns, only where a column is new

        for ref, finding, lasting in detect(relation, open_columns, sample, policy):
            if cache is not None and lasting:
                cache.put(cache.key(relation, ref.column, salt), finding)
            found[ref] = finding
    if policy.unreviewed == "mask":
        _mask_unreviewed(relation, found)
    return {ColumnRef(relation.name, c.name): found[ColumnRef(relation.name, c.name)] for c in relation.columns}


def _decided(ref: ColumnRef, native: str, policy: Policy, reviewed: ReviewedCatalog | None) -> Finding | None:
    """What people decided: a policy's column rule, or a reviewed entry of the catalog."""
    rule = lookup.category_rule(policy.columns, ref)
    if rule is not None and rule.category is not None:
        reason = Evidence("policy", f"{rule.rule or 'column rule'}: {rule.match}")
        return Finding(rule.category, Likelihood.VERY_LIKELY, (reason,), Source.POLICY, ref)
    return reviewed.finding(ref, native) if reviewed is not None else None


def _inherit(found: dict[ColumnRef, Finding], catalog: Catalog) -> dict[ColumnRef, Finding]:
    """A foreign key to a sensitive column holds the same values."""
    for ref, finding in list(found.items()):
        relation = catalog.relations[ref.relation]
        column = relation.column(ref.column)
        target = found.get(column.references) if column is not None and column.references is not None else None
        if (
            target is not None
            and target.category != NONE
            and finding.category == NONE
            and finding.source is Source.DETECTED
        ):
            reason = Evidence("key", f"foreign key to {target.column}")
            found[ref] = Finding(target.category, target.likelihood, (reason, *target.evidence), Source.DETECTED, ref)
    return found


def _mask_unreviewed(relation: Relation, found: dict[ColumnRef, Finding]) -> None:
    """Policy `unreviewed = "mask"`: text that nobody reviewed stays masked."""
    for column in relation.columns:
        ref = ColumnRef(relation.name, column.name)
        finding = found[ref]
        decided = finding.source in (Source.POLICY, Source.REVIEWED)
        if not decided and finding.category == NONE and column.kind in TEXT_KINDS:
            reason = Evidence("policy", "not reviewed yet, and the policy masks unreviewed text")
            found[ref] = Finding("text.free", Likelihood.POSSIBLE, (reason,), Source.POLICY, ref)
