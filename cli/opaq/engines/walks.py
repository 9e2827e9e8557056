"""What the three planners' answers have in common: indexes that a plan walks, and the columns their rows are sorted by.

A result without ORDER BY comes in the order of the index that was walked for it.
Each engine reads its own plan (never running the statement) into `Walk`s; columns
held to one value by the walk do not sort anything, the ones after them do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from opaq.model.catalog import Catalog, ColumnRef, RelationName
from opaq.model.record import record

Indexes = Mapping[str, Sequence[tuple[RelationName, tuple[tuple[str, ...], ...]]]]
"""Index name -> (relation, columns of every key in order); several where other tables have an index of that name."""


@record
class Walk:
    """One index in a plan."""

    index: str
    held: int = 0
    """How many of its leading keys the plan holds to one value."""


def sorted_by(walks: Iterable[Walk], indexes: Indexes, catalog: Catalog) -> Iterator[ColumnRef]:
    """The columns that the rows of those walks are sorted by; of an index nobody knows, every column there is.

    Plans are text with the statement's own aliases in it, and engines make indexes for one statement: what cannot be
    told for sure must not pass for an order that tells nothing.
    """
    for walk in walks:
        if walk.index not in indexes:
            yield from every_column(catalog)
        for relation, keys in indexes.get(walk.index, ()):
            for columns in keys[walk.held :]:
                for column in columns:
                    yield ColumnRef(relation, column)


def primary_keys(catalog: Catalog) -> Iterator[ColumnRef]:
    """Tables of SQLite and InnoDB are kept in the order of their primary key."""
    for relation in catalog.relations.values():
        for column in relation.columns:
            if column.primary_key:
                yield ColumnRef(relation.name, column.name)


def every_column(catalog: Catalog) -> frozenset[ColumnRef]:
    """The answer where a plan is not to be had or not understood."""
    return frozenset(ColumnRef(r.name, c.name) for r in catalog.relations.values() for c in r.columns)
