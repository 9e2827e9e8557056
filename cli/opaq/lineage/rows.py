"""Which outputs are columns of one stored row.

Masks that read a second column of a row (dates move with their subject) have to know
that both cells come from the same row, not merely from the same table: joined with
itself, a table would show one person's date moved by everybody's distance, and the
distances average out. Two outputs share a row when every step from the result down to
the table takes both from the same source.
"""

from __future__ import annotations

from opaq.lineage.query import Column, Derived, Join, Query, Select, Source, Stored

Row = tuple[int, ...]
"""The numbers of the sources that a column passes through, outermost first."""


def rows(query: Query) -> tuple[Row | None, ...]:
    """For every output the row it is a stored cell of; None where it is anything else."""
    if not isinstance(query, Select):
        return ()
    return tuple(_row(query, position) for position in range(len(query.outputs)))


def _row(query: Query, position: int) -> Row | None:
    passed: list[int] = []
    while isinstance(query, Select) and 0 <= position < len(query.outputs):
        cell = query.outputs[position].expr
        source = _source(query.sources, cell.source) if isinstance(cell, Column) else None
        if source is None or not isinstance(cell, Column):
            return None
        passed.append(cell.source)
        if isinstance(source, Stored):
            return tuple(passed)
        if not isinstance(source, Derived):
            return None
        query, position = source.query, cell.position
    return None


def _source(sources: tuple[Source, ...], number: int) -> Source | None:
    """The source of a number among those of one block; an outer one is not among them."""
    for source in sources:
        if isinstance(source, Join):
            found = _source((source.left, source.right), number)
            if found is not None:
                return found
        elif source.number == number:
            return source
    return None
