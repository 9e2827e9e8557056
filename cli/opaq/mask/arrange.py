"""A whole result in an order that follows from what is shown.

Where the engine's own order may follow a masked column, the rows are gathered and
shown in the order of their masked cells, left to right. Where the statement orders
them, they stay as ordered and only rows that are equal in all it orders by change
places. Rows that look the same are the same, so nothing is left of the order they
came in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from opaq.errors import Refused
from opaq.lineage.types import Arrangement
from opaq.mask.types import MaskedBatch, MaskPlan
from opaq.model.batch import Batch, Cell, Column
from opaq.model.pattern import late
from opaq.model.schema import Kind

MOST_ROWS = 50_000
"""Rows that are gathered, a few hundred bytes each; more can only be shown in an order the statement gives."""
MOST_BYTES = 64 * 1024 * 1024
"""Of what is shown as stored: the size of masked cells would tell how long they are."""
_SPELLED_ONCE = frozenset(
    {
        *(Kind.BOOLEAN, Kind.INTEGER, Kind.DATE, Kind.TIME, Kind.TIMESTAMP, Kind.TIMESTAMPTZ),
        *(Kind.UUID, Kind.NETWORK, Kind.ENUM),
    }
)
_NUMBERS = frozenset({Kind.DECIMAL, Kind.FLOAT})
_TEXTS = frozenset({Kind.TEXT, Kind.BYTES, Kind.DYNAMIC})
_COMPARED = 100
"""Characters of a text that are held to decide its place."""
_PAIRS = "\U00010000"
"""The first character past U+FFFF."""
_ZEROS = late(r"(?<![0-9])0+(?=[0-9])")


def gathered(batches: Iterable[Batch], arrangement: Arrangement, plan: MaskPlan) -> Batch | None:
    """All rows as one batch; None when there are none. Raises Refused (OPQ-L013) when they are too many."""
    parts = []
    rows = size = 0
    kept = [at for at, decision in enumerate(plan.decisions) if decision.mask.name == "keep"]
    for batch in batches:
        parts.append(batch)
        rows += batch.row_count
        size += sum(len(c) for at in kept for c in batch.columns[at].cells() if isinstance(c, str | bytes))
        if rows > MOST_ROWS or size > MOST_BYTES:
            raise _too_many(arrangement)
    if not parts:
        return None
    columns = [[cell for part in parts for cell in part.columns[i].cells()] for i in range(len(parts[0].columns))]
    return Batch(parts[0].schema, [Column(column) for column in columns], rows)


def _too_many(arrangement: Arrangement) -> Refused:
    return Refused(
        "OPQ-L013",
        f"more than {MOST_ROWS:,} rows in an order that may follow {arrangement.columns[0]}",
        why="the order of rows would tell which value is greater, and so many are not held to change it",
        hint="ask for fewer rows, or let ORDER BY on a key that is not masked decide it",
    )


def rearranged(batch: Batch, shown: MaskedBatch, keys: Sequence[int]) -> Batch:
    """The rows of `batch` by their cells in `shown`; those that differ in the outputs `keys` stay as they came."""
    masked = [column.cells() for column in shown.columns]
    ordered = [_folded(batch.columns[key].cells(), batch.schema.fields[key].kind) for key in keys]
    order: list[int] = []
    for _, run in groupby(range(batch.row_count), key=lambda row: [cells[row] for cells in ordered]):
        order += sorted(run, key=lambda row: [_rank(cells[row]) for cells in masked])
    return _taken(batch, order)


def part(batch: Batch, first: int, count: int | None) -> Batch:
    """`count` rows from `first` on."""
    return _taken(batch, range(batch.row_count)[first : None if count is None else first + count])


def _taken(batch: Batch, rows: Sequence[int]) -> Batch:
    columns = [column.cells() for column in batch.columns]
    return Batch(batch.schema, [Column([cells[row] for row in rows]) for cells in columns], len(rows))


def _folded(cells: Sequence[Cell], kind: Kind) -> list[object]:
    """Equal for whatever the server may take for equal, however it is spelled: 1.0 and 1.00, `ae` and `Æ`.

    What may be equal in more ways than are known here (a day and 24 hours, documents,
    letters that collations spell out) is all the same, and decides nothing.
    """
    if kind in _SPELLED_ONCE:
        return list(cells)
    if kind in _NUMBERS:
        return [_number(cell) for cell in cells]
    if kind not in _TEXTS:
        return [None] * len(cells)
    folded: list[object] = [_plain(cell) if isinstance(cell, str) else _start(cell) for cell in cells]
    return folded if all(cell.isascii() for cell in folded if isinstance(cell, str)) else [None] * len(cells)


def _number(cell: Cell) -> object:
    try:
        number = float(str(cell))
    except ValueError:
        return cell
    return number if number == number else None  # NaN is equal to itself where rows are ordered


def _plain(text: str) -> str:
    """What collations can differ in, without case, accents, signs and leading zeros; other letters remain.

    MySQL and MariaDB compare only the first 1024 bytes of what they order by (`max_sort_length`), up to 8 a letter;
    some of their collations take all characters past U+FFFF for one.
    """
    letters = _ZEROS.sub("", unicodedata.normalize("NFKD", text[:_COMPARED]).lower())
    return "".join(c for c in letters if c.isalnum()) if max(text[:_COMPARED], default="") < _PAIRS else _PAIRS


def _start(cell: Cell) -> Cell:
    return cell[:_COMPARED] if isinstance(cell, bytes) else cell


def _rank(cell: Cell) -> tuple[int, float, str, str]:
    """Numbers by size, then text, NULL last; equal for no two cells that any format tells apart."""
    if cell is None:
        return 2, 0.0, "", ""
    text, kind = cell.hex() if isinstance(cell, bytes) else str(cell), type(cell).__name__
    try:
        return (0, float(text), text, kind) if text[:1] in "-.0123456789" and text else (1, 0.0, text, kind)
    except ValueError:
        return 1, 0.0, text, kind
