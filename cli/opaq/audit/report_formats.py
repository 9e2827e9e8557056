"""A report as text for a terminal, Markdown, HTML, CSV or JSON.

Every format but JSON is made of the same parts: `facts` (the figures that are
not rows), the access rows, the refusals, `CONTROLS` (which control each figure
is evidence for) and `WORDS` (what the words mean, for a reader who has never
seen opaq). Text shortens long lists and says by how much; the others are whole.
"""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence

from opaq.audit.faults import printable
from opaq.audit.report import Refusal, Report, Row

ACCESS, REFUSALS, EXEMPTIONS = "access", "refusals", "exemptions used"

CONTROLS: dict[str, str] = {
    ACCESS: "SOC 2 CC6.1, CC6.3; HIPAA 164.312(a)(1); GDPR Art. 5(1)(f), 32; PCI DSS 7.2, 10.2.1.1",
    "columns and masking": "SOC 2 CC6.1, C1.1; HIPAA 164.514(b); GDPR Art. 25, 32(1)(a); PCI DSS 3.4.1",
    "reasons": "SOC 2 CC6.2; HIPAA 164.308(a)(4), 164.528; GDPR Art. 5(1)(b), 30; PCI DSS 7.2.5",
    REFUSALS: "SOC 2 CC6.8, CC7.2; HIPAA 164.308(a)(5)(ii)(C); GDPR Art. 32(1)(d); PCI DSS 10.2.1.4",
    EXEMPTIONS: "SOC 2 CC6.3, CC8.1; HIPAA 164.308(a)(4)(ii)(C); GDPR Art. 5(2); PCI DSS 7.2.4, 10.2.1.2",
    "results, open runs": "SOC 2 CC7.2, CC7.4; HIPAA 164.308(a)(6); GDPR Art. 33(5); PCI DSS 10.4.1",
    "status, log": "SOC 2 CC7.1; HIPAA 164.312(b), 164.312(c)(1); GDPR Art. 5(2), 32(1)(b); PCI DSS 10.3.2, 10.3.4, 10.5.1",
}
"""Which controls of SOC 2 (TSC 2017), HIPAA (45 CFR), GDPR and PCI DSS 4.0 each figure of the report is evidence for."""

WORDS: dict[str, str] = {
    "status": "what verifying the whole log said before this report was made; nothing is reported from a log that was"
    " changed. Without a trusted key (--key) it only shows that the log is consistent, not whose it is.",
    "query": "one statement that was announced in the log before it ran. Statements only read; opaq refuses all others.",
    "actor, via": "the system user who ran opaq, and whether as a human at a terminal, a script, or an agent by name.",
    "category": "the kind of personal or secret data that the columns hold, by the policy in force; 'none' is data that"
    " the policy does not protect.",
    "shown as": "the mask: keep shows the stored value, redact a label only, null nothing, partial a part of it, generalize a"
    " coarser value, token a stand-in that is equal for equal values, document each part by its own kind; the policy of each record is named in the log by its digest.",
    "rows, masked cells": "what was sent to the screen, file or pipe. Of a run that ended as interrupted or by a signal"
    " they count what is known, which may be less than what was seen.",
    "results": "how queries ended: ok; error (the database failed); refused while it ran; signal (stopped by its user);"
    " interrupted (killed, closed by a later run).",
    "refusals": "statements that were not run, by the rule or the failure that stopped them.",
    "exemptions used": "functions and other exceptions that the policy allows by name, and in how many queries.",
    "open runs": "queries whose end is not in the log yet, or never will be: they run now, or were killed. Access below"
    " does not count them; opaq audit show NUMBER shows what each could read.",
}

ACCESS_HEADINGS = (
    "actor", "via", "database", "category", "columns", "shown as", "queries", "rows", "masked cells", "first", "last",
    "reasons",
)  # fmt: skip
REFUSAL_HEADINGS = ("actor", "via", "database", "code", "rule", "refused")
CSV_HEADINGS = ("figure", *ACCESS_HEADINGS, "code", "value", "controls")

WIDTH = 80
_COLUMNS, _REASONS, _LINES = 8, 5, 20
"""How many of each the text shows before it counts the rest."""


def facts(report: Report) -> Iterator[tuple[str, str]]:
    """The figures that are not rows."""
    yield "status", report.status
    yield "log", f"{report.origin}, {report.size} records, root {report.root}"
    yield "period", f"{_day(report.since) or 'the beginning'} to {_day(report.until) or 'now'}"
    if report.archived:
        yield "archived", f"{report.archived} records are in archived segments and not in this report"
    yield "queries", str(report.queries)
    yield "results", _counts(report.results)
    yield REFUSALS, str(sum(refusal.times for refusal in report.refusals))
    yield EXEMPTIONS, _counts(report.grants)
    yield "open runs", _runs(report.open_intents)


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


def _runs(seqs: Sequence[int]) -> str:
    if not seqs:
        return "none"
    return (
        f"{len(seqs)}: {'records' if len(seqs) > 1 else 'record'} {', '.join(shortened(list(map(str, seqs)), _LINES))}"
    )


def _day(ts: str) -> str:
    """A time to the minute, as people write it."""
    return ts[:16].replace("T", " ") + (" UTC" if len(ts) > 10 else "")


def cells(row: Row) -> list[str]:
    """An access row as text, in the order of its headings."""
    texts = [
        row.actor, row.via, row.database, row.category, " ".join(row.columns), row.method, str(row.queries),
        str(row.rows), str(row.cells), row.first, row.last, "; ".join(row.reasons),
    ]  # fmt: skip
    return list(map(printable, texts))


def refusal_cells(refusal: Refusal) -> list[str]:
    """A refusal as text, in the order of its headings."""
    return [printable(str(value)) for value in refusal]


def shortened(items: Sequence[str], most: int) -> list[str]:
    """At most `most` items; the last says how many more there are."""
    return list(items) if len(items) <= most else [*items[:most], f"and {len(items) - most} more"]


# Text ----------------------------------------------------------------------------------


def as_table(report: Report, width: int = WIDTH) -> str:
    """For a terminal: no line is wider than `width`, long lists are shortened."""
    lines = ["Access report", ""]
    for name, value in facts(report):
        lines += _wrapped(name, value, 17, width)
    lines += ["", "Who saw what", *_access(report, width)]
    if report.refusals:
        lines += ["", "What was not run", *_refusals(report.refusals, width)]
    for title, entries in (("Controls that each figure is evidence for", CONTROLS), ("Words", WORDS)):
        lines += ["", title]
        for name, value in entries.items():
            lines += _wrapped(f"  {name}", value, 23, width)
    return "\n".join(map(printable, lines)) + "\n"


def _access(report: Report, width: int) -> Iterator[str]:
    who: tuple[str, ...] = ()
    for row in report.rows:
        if (row.actor, row.via, row.database) != who:
            who = (row.actor, row.via, row.database)
            yield ""
            yield from _fitted(
                f"{row.actor or 'unknown'} ({row.via or 'unknown'}) on {row.database or 'no database'}", 0, width
            )
        yield from _fitted(f"{row.category}, shown as {row.method}: {_plural(row.queries, 'query', 'queries')}, "
                           f"{_plural(row.rows, 'row', 'rows')}, {_plural(row.cells, 'masked cell', 'masked cells')}", 2, width)  # fmt: skip
        when = _day(row.first) if row.first[:16] == row.last[:16] else f"{_day(row.first)} to {_day(row.last)}"
        yield from _wrapped("    when", when, 14, width)
        if row.columns:
            yield from _wrapped("    columns", ", ".join(shortened(row.columns, _COLUMNS)), 14, width)
        if row.reasons:
            yield from _wrapped("    reasons", "; ".join(shortened(row.reasons, _REASONS)), 14, width)
    if not report.rows:
        yield "  nothing"


def _refusals(refusals: Sequence[Refusal], width: int) -> Iterator[str]:
    for refusal in refusals[:_LINES]:
        who = f"{refusal.actor or 'unknown'} ({refusal.via or 'unknown'}) on {refusal.database or 'no database'}"
        yield from _wrapped(f"{refusal.times:>6} x", f"{refusal.code}, {who}: {refusal.rule}", 10, width)
    if len(refusals) > _LINES:
        yield f"         and {len(refusals) - _LINES} more kinds"


def _plural(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _wrapped(name: str, value: str, indent: int, width: int) -> list[str]:
    """A name and its text beside it, in a column of its own."""
    room = max(20, width - indent)
    parts = textwrap.wrap(value, room, break_on_hyphens=False) or [""]
    return [f"{name:<{indent - 1}} {parts[0]}".rstrip(), *(" " * indent + part for part in parts[1:])]


def _fitted(text: str, indent: int, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=" " * indent, subsequent_indent=" " * (indent + 4))


# Documents -----------------------------------------------------------------------------


def as_markdown(report: Report) -> str:
    """A document, whole."""
    lines = ["# Access report", ""]
    lines += [f"* **{name}**: {_pipes(value)}" for name, value in facts(report)]
    for title, headings, rows in _tables(report):
        lines += ["", f"## {title}", "", _md(headings), _md(["---"] * len(headings)), *map(_md, rows)]
    return "\n".join(lines) + "\n"


def _tables(report: Report) -> Iterator[tuple[str, Sequence[str], Iterable[Sequence[str]]]]:
    yield "Who saw what", ACCESS_HEADINGS, map(cells, report.rows)
    yield "What was not run", REFUSAL_HEADINGS, map(refusal_cells, report.refusals)
    yield "Controls that each figure is evidence for", ("figure", "controls"), CONTROLS.items()
    yield "Words", ("word", "meaning"), WORDS.items()


def _md(values: Iterable[str]) -> str:
    return "| " + " | ".join(_pipes(value) for value in values) + " |"


def _pipes(value: str) -> str:
    return html.escape(value, quote=False).replace("|", "\\|")


def as_html(report: Report) -> str:
    """One self-contained page, whole."""
    named = "".join(f"<tr><th scope=row>{html.escape(n)}</th><td>{html.escape(v)}</td></tr>" for n, v in facts(report))
    parts = "".join(f"<h2>{title}</h2>{_html_table(headings, rows)}" for title, headings, rows in _tables(report))
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Access report</title><style>'
        "body{font:14px sans-serif;margin:2em}table{border-collapse:collapse;margin:1em 0}"
        "th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}</style>"
        f"<h1>Access report</h1><table>{named}</table>{parts}</html>\n"
    )


def _html_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{name}</th>" for name in headings)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


# Data ----------------------------------------------------------------------------------


def as_csv(report: Report) -> str:
    """One flat table, RFC 4180: a line per access row, refusal and other figure, with the controls it serves."""
    lines = [CSV_HEADINGS, *_csv_lines(report)]
    return "".join(",".join(_csv(value) for value in line) + "\r\n" for line in lines)


def _csv_lines(report: Report) -> Iterator[Sequence[str]]:
    nothing = [""] * len(ACCESS_HEADINGS)
    for name, value in facts(report):
        yield [name, *nothing, "", value, _controls(name)]
    for row in report.rows:
        yield [ACCESS, *cells(row), "", "", CONTROLS[ACCESS]]
    for refusal in report.refusals:
        who = [refusal.actor, refusal.via, refusal.database]
        yield [REFUSALS, *who, *nothing[3:-1], refusal.rule, refusal.code, str(refusal.times), CONTROLS[REFUSALS]]


def _controls(figure: str) -> str:
    return next((controls for names, controls in CONTROLS.items() if figure in names.split(", ")), "")


def _csv(value: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    safe = "'" + value if value[:1] in ("=", "+", "-", "@") else value
    return '"' + safe.replace('"', '""') + '"' if any(mark in safe for mark in ',"\r\n') else safe


def as_json(report: Report) -> str:
    """Everything, with the controls."""
    fields = report._asdict() | {
        "rows": [row._asdict() for row in report.rows],
        "refusals": [refusal._asdict() for refusal in report.refusals],
        "controls": CONTROLS,
        "version": 1,
    }
    return json.dumps(fields, ensure_ascii=False, sort_keys=True) + "\n"


FORMATS: dict[str, Callable[[Report], str]] = {
    "table": as_table, "markdown": as_markdown, "html": as_html, "csv": as_csv, "json": as_json,
}  # fmt: skip
