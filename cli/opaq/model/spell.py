"""The one spelling of a cell: every format, mask and digest that needs text asks here.

Cells of PostgreSQL and MySQL already are the server's own text. What is left to
spell are `bytes` of every engine and the numbers of SQLite's dynamic columns.
"""

from __future__ import annotations

from opaq.model.batch import Cell

_INFINITY = float("inf")


def spell(cell: Cell) -> str | None:
    r"""The text of one cell; NULL stays None.

    Bytes are spelled as PostgreSQL's hex format (manual, 8.4.1), floats as the
    shortest text that reads back as the same number, with PostgreSQL's names for
    what is not a number.

    >>> spell(None), spell("a"), spell(42), spell(b"\x00\xff")
    (None, 'a', '42', '\\x00ff')
    >>> spell(1.0), spell(-0.0), spell(1e20), spell(float("-inf"))
    ('1.0', '0.0', '1e+20', '-Infinity')
    """
    if cell is None or type(cell) is str:
        return cell
    if isinstance(cell, bytes):
        return "\\x" + cell.hex()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return _spell_float(cell)
    return str(cell)


def _spell_float(number: float) -> str:
    if number != number:
        return "NaN"
    if number in (_INFINITY, -_INFINITY):
        return "Infinity" if number > 0 else "-Infinity"
    return repr(number + 0.0)  # SQLite's own text knows no negative zero
