"""Findings + policy -> what lineage asks of every stored column: is it sensitive, and what may be asked of it."""

from __future__ import annotations

from collections.abc import Mapping

from opaq.model.catalog import ColumnRef
from opaq.model.finding import NONE, Finding
from opaq.model.sensitivity import Predicates, Sensitive, Sensitivity
from opaq.policy import lookup, masks
from opaq.policy.types import Policy, Treatment

UNREVIEWED = "text.free"
"""What a column is that classification has not seen."""


def sensitivity(findings: Mapping[ColumnRef, Finding], policy: Policy) -> Sensitivity:
    """A function from stored column to its `Sensitive`, or None when it is harmless.

    A column without a finding is one that classification has not seen: it is treated like free text that may not be
    asked about.
    """
    memo: dict[ColumnRef, Sensitive | None] = {}

    def sensitive(ref: ColumnRef) -> Sensitive | None:
        if ref not in memo:
            memo[ref] = _judge(ref, findings.get(ref), policy)
        return memo[ref]

    return sensitive


def _judge(ref: ColumnRef, finding: Finding | None, policy: Policy) -> Sensitive | None:
    if finding is None:
        return Sensitive(UNREVIEWED, Predicates.DENY)
    category, treatment = treated(ref, finding, policy)
    if treatment is None:
        return None
    return Sensitive(
        category, Predicates(treatment.predicates), masks.derivations(category, treatment.mask), treatment.aggregates
    )


def treated(ref: ColumnRef, finding: Finding, policy: Policy) -> tuple[str, Treatment | None]:
    """A column's category and treatment; of a document with findings by path, the strictest of them."""
    best = finding.category, lookup.of_column(policy, ref, finding.category)
    for _, category in finding.paths:
        other = lookup.masked(policy, category)
        if other is not None and (best[1] is None or _stricter(other, best[1])):
            best = category, other
    if best[1] is not None and best[0] == NONE:  # a column rule with a mask and no category
        return UNREVIEWED, best[1]
    return best


def _stricter(left: Treatment, right: Treatment) -> bool:
    return masks.MASKS[left.mask.name].rank < masks.MASKS[right.mask.name].rank
