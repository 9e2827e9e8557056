"""`opaq describe --columns`: a whole schema in one answer, a line per table; what a person or an agent reads first.

Every column is spelled the same way for both: its type, its key, and what is masked, as in
`email varchar(50) (contact.email: partial)`.
"""

from __future__ import annotations

import sys
from typing import Any

from opaq.commands.columns import terminal_width
from opaq.render.width import clean

_SHORT = (
    ("character varying", "varchar"),
    ("character(", "char("),
    (" without time zone", ""),
    ("timestamp with time zone", "timestamptz"),
    ("time with time zone", "timetz"),
    ("double precision", "double"),
)


def short_type(native: str) -> str:
    """A type as people write it.

    >>> short_type("character varying(45)"), short_type("timestamp without time zone"), short_type("bpchar")
    ('varchar(45)', 'timestamp', 'bpchar')
    """
    for long, short in _SHORT:
        native = native.replace(long, short)
    return native


def spelled(column: dict[str, Any]) -> str:
    """What follows a column's name."""
    masked = f"({column['category']}: {column['mask']})" if column["mask"] != "keep" else ""
    return " ".join(part for part in (short_type(column["type"]), column["key"], masked) if part)


def document(table: str, kind: str, rows: int | None, columns: list[dict[str, Any]]) -> dict[str, Any]:
    """One table for programs: as few tokens as tell everything."""
    told: dict[str, Any] = {"table": table, "kind": kind}
    if rows is not None:
        told["rows"] = rows
    return told | {"columns": {column["name"]: spelled(column) for column in columns}}


def write(tables: list[dict[str, Any]]) -> None:
    """One paragraph per table: its columns run on, and turn below the first where a terminal ends."""
    for table in tables:
        about = f" ({table['kind']}, about {table['rows']:,} rows)" if "rows" in table else f" ({table['kind']})"
        words = [f"{name} {told}".rstrip() for name, told in table["columns"].items()]
        sys.stdout.write(clean(str(table["table"])) + about + "\n")
        for line in _wrapped([clean(word) for word in words], terminal_width() - 2):
            sys.stdout.write(f"  {line}\n")


def _wrapped(words: list[str], width: int) -> list[str]:
    """Joined by commas, broken between columns only."""
    lines, line = [], ""
    for number, word in enumerate(words):
        piece = word + ("," if number + 1 < len(words) else "")
        if line and len(line) + 1 + len(piece) > width:
            lines.append(line)
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    return [*lines, line] if line else lines
