"""What a reader is told about masked columns, in the same words in every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from opaq.mask.types import Decision

KEEP = "keep"


def is_masked(decision: Decision) -> bool:
    return decision.mask.name != KEEP


def masked_flags(decisions: Sequence[Decision], count: int) -> list[bool]:
    """Which of so many columns are masked; no decisions (nothing to decide) counts as none."""
    flags = [is_masked(decision) for decision in decisions]
    return flags if len(flags) == count else [False] * count


def masked_cells(masked: Mapping[str, int]) -> str:
    """`12 cells masked: contact.email 10, person.name 2`; empty when there are none."""
    changed = {category: count for category, count in sorted(masked.items()) if count}
    if not changed:
        return ""
    total = sum(changed.values())
    parts = ", ".join(f"{category} {count:,}" for category, count in changed.items())
    return f"{total:,} {'cell' if total == 1 else 'cells'} masked: {parts}"
