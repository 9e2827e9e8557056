"""Aligned text on stdout for commands that list things; tables of query results are `render`'s."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence

from opaq.render.width import clean, elide, harmless, pad, width_of

GAP = "  "
LAST = 14
"""Characters to which the last column may shrink before another column goes: what `primary key` and `-> table.…` take."""


def write_columns(rows: Sequence[Sequence[str]], *, expendable: Sequence[str] = ()) -> None:
    """Aligned columns; the last one is not padded.

    `expendable`: headings of columns that a narrow terminal does without, the first to go last; the last column is
    then cut where the terminal ends.
    """
    width = terminal_width()
    cleaned = [[clean(cell) for cell in row] for row in rows]
    dropped: list[str] = []
    for heading in reversed(expendable):
        if _least_width(cleaned) > width:
            place = cleaned[0].index(heading)
            cleaned = [row[:place] + row[place + 1 :] for row in cleaned]
            dropped.append(heading.lower())
    widths = _widths(cleaned)
    for row in cleaned:
        cells = [pad(cell, columns, right=False) for cell, columns in zip(row, widths, strict=False)]
        line = GAP.join(cells).rstrip()
        sys.stdout.write((elide(line, width) if expendable else line) + "\n")
    if dropped:
        sys.stdout.write(f"\nnot shown on a narrow terminal: {', '.join(reversed(dropped))}\n")


def write_json(document: Mapping[str, object]) -> None:
    """One line of JSON; what a terminal would act on is escaped as JSON does."""
    sys.stdout.write(harmless(json.dumps(document, ensure_ascii=False), json=True) + "\n")


def _least_width(rows: Sequence[Sequence[str]]) -> int:
    """What the rows need when the last column shrinks as far as it may."""
    *others, last = _widths(rows) or [0]
    return sum(others) + len(GAP) * len(others) + min(last, LAST)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    count = max((len(row) for row in rows), default=0)
    return [max((width_of(row[i]) for row in rows if i < len(row)), default=0) for i in range(count)]


def terminal_width() -> int:
    """A pipe has room for everything."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or sys.maxsize
    except (OSError, ValueError):
        return sys.maxsize
