"""What a reader is told about masked columns, in the same words in every format."""

from __future__ import annotations

from collections.abc import Mapping

from opaq.mask.types import Decision

KEEP = "keep"


def is_masked(decision: Decision) -> bool:
    return decision.mask.name != KEEP


def describe(decision: Decision) -> str:
    """`email: partial (contact.email)`."""
    return f"{decision.field}: {decision.mask.name}" + (f" ({decision.category})" if decision.category else "")


def masked_cells(masked: Mapping[str, int]) -> str:
    """`12 cells masked: contact.email 10, person.name 2`; empty when there are none."""
    changed = {category: count for category, count in sorted(masked.items()) if count}
    if not changed:
        return ""
    total = sum(changed.values())
    parts = ", ".join(f"{category} {count:,}" for category, count in changed.items())
    return f"{total:,} {'cell' if total == 1 else 'cells'} masked: {parts}"
