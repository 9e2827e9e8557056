"""Aligned text on stdout for commands that list things; tables of query results are `render`'s."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from opaq.render.width import clean, pad, width_of


def write_columns(rows: Sequence[Sequence[str]]) -> None:
    """Aligned columns; the last one is not padded."""
    cleaned = [[clean(cell) for cell in row] for row in rows]
    count = max((len(row) for row in cleaned), default=0)
    widths = [max((width_of(row[i]) for row in cleaned if i < len(row)), default=0) for i in range(count)]
    for row in cleaned:
        cells = [pad(cell, width, right=False) for cell, width in zip(row, widths, strict=False)]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
