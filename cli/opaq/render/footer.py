"""The words under a table: how many rows, what was left out, what was masked and how."""

from __future__ import annotations

from opaq.render.marks import is_masked, masked_cells
from opaq.render.types import Summary
from opaq.render.width import clean, width_of

MARK = "*"
"""Behind the name of a masked column; seen without colour too."""


def rows_line(summary: Summary) -> str:
    """`10 rows in 34 ms, audit 12`."""
    count = f"{summary.row_count:,} {'row' if summary.row_count == 1 else 'rows'}"
    audit = f", audit {summary.audit_seq}" if summary.audit_seq is not None else ""
    return f"{count} in {summary.elapsed_ms:,} ms{audit}"


def truncation(summary: Summary) -> str:
    """Says that rows were left behind, and how to get them; empty when all were shown."""
    if not summary.truncated:
        return ""
    return f"more rows exist: stopped after {summary.row_count:,}; --limit N asks for more, --limit 0 for all"


def masked_columns(summary: Summary) -> str:
    """`masked: name, alias token (person.name); email partial (contact.email)`; empty when nothing is masked.

    Columns of one method and category stand together, in the order of their first.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for d in summary.decisions:
        if is_masked(d):
            groups.setdefault((d.mask.name, d.category or ""), []).append(clean(d.field))
    parts = [
        f"{', '.join(names)} {mask}" + (f" ({category})" if category else "")
        for (mask, category), names in groups.items()
    ]
    if summary.spans:
        parts.append(f"{', '.join(map(clean, summary.spans))} in parts (by value)")
    return "masked: " + "; ".join(parts) if parts else ""


def wrapped(lines: list[str], width: int) -> list[str]:
    """Lines broken between words at the terminal's width, the rest indented."""
    broken: list[str] = []
    for line in lines:
        current = ""
        for word in line.split(" "):
            if current.strip() and width_of(current) + 1 + width_of(word) > width:
                broken.append(current)
                current = "  " + word
            else:
                current = f"{current} {word}" if current else word
        broken.append(current)
    return broken


def footer(summary: Summary, *, cut: str = "") -> list[str]:
    """The lines, most important last where the eye rests."""
    columns = masked_columns(summary)
    cells = masked_cells(summary.masked)
    lines = [f"{MARK} {columns}" if columns else "", cells, *map(clean, summary.notes), cut, truncation(summary)]
    return [f"({rows_line(summary)})", *(line for line in lines if line)]
