"""The words under a table: how many rows, what was left out, what was masked and how."""

from __future__ import annotations

from opaq.render.marks import is_masked, masked_cells
from opaq.render.types import Summary
from opaq.render.width import clean

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
    """`masked: email partial (contact.email); ssn redact (id.national.us_ssn)`; empty when none is."""
    parts = [
        f"{clean(d.field)} {d.mask.name}" + (f" ({d.category})" if d.category else "")
        for d in summary.decisions
        if is_masked(d)
    ]
    parts += [f"{clean(name)} in parts (by value)" for name in summary.spans]
    return "masked: " + "; ".join(parts) if parts else ""


def footer(summary: Summary, *, cut: str = "") -> list[str]:
    """The lines, most important last where the eye rests."""
    columns = masked_columns(summary)
    cells = masked_cells(summary.masked)
    lines = [f"{MARK} {columns}" if columns else "", cells, *map(clean, summary.notes), cut, truncation(summary)]
    return [f"({rows_line(summary)})", *(line for line in lines if line)]
