"""Aligned text on stdout for commands that list things; tables of query results are `render`'s."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from opaq.render.width import clean, pad, width_of

GAP = "  "


def write_columns(rows: Sequence[Sequence[str]], *, expendable: Sequence[str] = ()) -> None:
    """Aligned columns; the last one is not padded.

    `expendable`: headings of columns that a narrow terminal does without, the first to go last.
    """
    cleaned = [[clean(cell) for cell in row] for row in rows]
    dropped = []
    for heading in reversed(expendable):
        if cleaned and sum(_widths(cleaned)) + len(GAP) * (len(cleaned[0]) - 1) > terminal_width():
            place = cleaned[0].index(heading)
            cleaned = [row[:place] + row[place + 1 :] for row in cleaned]
            dropped.append(heading.lower())
    widths = _widths(cleaned)
    for row in cleaned:
        cells = [pad(cell, width, right=False) for cell, width in zip(row, widths, strict=False)]
        sys.stdout.write(GAP.join(cells).rstrip() + "\n")
    if dropped:
        sys.stdout.write(f"\nnot shown on a narrow terminal: {', '.join(reversed(dropped))}\n")


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    count = max((len(row) for row in rows), default=0)
    return [max((width_of(row[i]) for row in rows if i < len(row)), default=0) for i in range(count)]


def terminal_width() -> float:
    """A pipe has room for everything."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or float("inf")
    except (OSError, ValueError):
        return float("inf")
