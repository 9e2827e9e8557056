"""Columns that nobody decided about -> findings: names first, then one sample of values for what they leave open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from opaq.classify import eav, first_look, judge, neighbours
from opaq.errors import ConnectionFailed, Interrupted, OpaqError
from opaq.model.batch import Batch, Cell
from opaq.model.catalog import ColumnRef, Relation, RelationKind, RelationName, StoredColumn
from opaq.model.finding import Finding
from opaq.policy.types import Policy

if TYPE_CHECKING:
    from opaq.classify.cells import CellScanner
    from opaq.classify.values import ValueEvidence

Sampler = Callable[[RelationName, Collection[str], int], Batch]
SAMPLE_ROWS: Final = 200
"""Enough that a category in five of a hundred values is seen with near certainty; a page or two of a table."""


def detect(
    relation: Relation, columns: list[StoredColumn], sample: Sampler | None, policy: Policy
) -> Iterable[tuple[ColumnRef, Finding, bool]]:
    """Each column with its finding and whether it may be remembered.

    `sample(relation, columns, rows)` reads a few values; None: names and types only.
    """
    first = {c.name: first_look.by_name(relation, c, policy.custom) for c in columns}
    asked = {c.name for c in columns if first[c.name].wants_values and sample is not None}
    cells, failed = _sample(relation, asked, sample) if asked and sample is not None else ({}, False)
    seen = _weigh(cells, first, policy) if cells else {}
    found: dict[ColumnRef, Finding] = {}
    for column in columns:
        look = first[column.name]
        ref = ColumnRef(relation.name, column.name)
        evidence = seen.get(column.name)
        found[ref] = judge.conclude(relation, column, look, evidence, failed=failed and column.name in asked)
    neighbours.in_company(relation, {n: (first[n], s) for n, s in seen.items()}, cells, found)
    eav.judge_pairs(relation, cells, found)
    for ref, finding in found.items():
        yield ref, finding, not failed and (ref.column not in asked or seen[ref.column].rows > 0)


def _weigh(
    cells: Mapping[str, list[Cell]], first: Mapping[str, first_look.FirstLook], policy: Policy
) -> dict[str, ValueEvidence]:
    """What the sampled values of each column say."""
    from opaq.classify import values  # 15 ms of patterns and names, only when values are looked at

    scanner = _scanner(policy)
    return {
        name: values.weigh(
            column,
            scanner,
            name=name,
            mute=first[name].mute,
        )
        for name, column in cells.items()
        if name in first
    }


def _scanner(policy: Policy) -> CellScanner:
    from opaq.classify.cells import CellScanner  # 10 ms of patterns, only when values are looked at

    return CellScanner(policy)


def _sample(relation: Relation, columns: Collection[str], sample: Sampler) -> tuple[Mapping[str, list[Cell]], bool]:
    """Cells by column name, and whether the database would not give them."""
    if relation.kind in (RelationKind.SEQUENCE, RelationKind.SHADOW, RelationKind.SYSTEM):
        return {}, False
    try:
        wanted = [c.name for c in relation.columns if c.name in columns or eav.is_key(c)]
        batch = sample(relation.name, wanted, SAMPLE_ROWS)
    except (ConnectionFailed, Interrupted):
        raise
    except OpaqError:
        return {}, True
    return {name: list(c.cells()) for name, c in zip(batch.schema.names, batch.columns, strict=True)}, False
