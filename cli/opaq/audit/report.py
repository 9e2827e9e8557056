"""The auditor's report: who saw which categories, from which columns, when, why, masked how, refused how often.

Made from a verified log only. Rows are groups of queries; the summary counts
them, names exemptions and open intents, and says what the chain's status was.
`CONTROLS` says which control each figure serves.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from opaq.audit.read import Item
from opaq.audit.verdict import Verification
from opaq.errors import ExitCode

CONTROLS: dict[str, str] = {
    "access by actor and category": "SOC 2 CC6.1, CC6.3; HIPAA 164.312(a)(1); GDPR Art. 5(1)(f), 32; PCI DSS 7.2, 10.2.1.1",
    "columns and masking applied": "SOC 2 CC6.1, C1.1; HIPAA 164.514(b); GDPR Art. 25, 32(1)(a); PCI DSS 3.4.1",
    "purpose stated": "SOC 2 CC6.2; HIPAA 164.308(a)(4), 164.528; GDPR Art. 5(1)(b), 30; PCI DSS 7.2.5",
    "refusals": "SOC 2 CC6.8, CC7.2; HIPAA 164.308(a)(5)(ii)(C); GDPR Art. 32(1)(d); PCI DSS 10.2.1.4",
    "exemptions used": "SOC 2 CC6.3, CC8.1; HIPAA 164.308(a)(4)(ii)(C); GDPR Art. 5(2); PCI DSS 7.2.4, 10.2.1.2",
    "open intents": "SOC 2 CC7.2, CC7.4; HIPAA 164.308(a)(6); GDPR Art. 33(5); PCI DSS 10.4.1",
    "chain status": "SOC 2 CC7.1; HIPAA 164.312(b), 164.312(c)(1); GDPR Art. 5(2), 32(1)(b); PCI DSS 10.3.2, 10.3.4, 10.5.1",
}
"""Which controls of SOC 2, HIPAA, GDPR and PCI DSS 4.0 each figure of the report is evidence for."""

HEADINGS = (
    "actor",
    "via",
    "database",
    "category",
    "columns",
    "method",
    "queries",
    "rows",
    "cells",
    "first",
    "last",
    "reasons",
)


class Filter(NamedTuple):
    """Which records count; empty means all. Times are prefixes of RFC 3339, compared as text."""

    since: str = ""
    until: str = ""
    actor: str = ""
    database: str = ""
    category: str = ""
    kind: str = ""

    def admits(self, item: Item) -> bool:
        """Whether a record is asked for."""
        body = item.body
        ts = str(body.get("ts", ""))
        if (self.since and ts < self.since) or (self.until and ts[: len(self.until)] > self.until):
            return False
        if self.kind and body.get("t") != self.kind:
            return False
        if self.actor and self.actor not in (text(body, "actor", "user"), text(body, "actor", "via")):
            return False
        if self.database and body.get("database") != self.database:
            return False
        return not self.category or self.category in categories(body)


class Row(NamedTuple):
    """One actor, database and category, with the masks applied."""

    actor: str
    via: str
    database: str
    category: str
    columns: tuple[str, ...]
    method: str
    queries: int
    rows: int
    cells: int
    first: str
    last: str
    reasons: tuple[str, ...]


class Report(NamedTuple):
    """Everything, ready to be spelled."""

    status: str
    origin: str
    size: int
    root: str
    since: str
    until: str
    queries: int
    refusals: dict[str, int]
    """By code and rule."""
    grants: dict[str, int]
    """Exemptions and allowed functions, by use."""
    results: dict[str, int]
    open_intents: int
    rows: tuple[Row, ...]


def draw(items: Iterable[Item], wanted: Filter, verified: Verification) -> Report:
    """Fold the records into a report, in one pass."""
    fold = _Fold(wanted)
    for item in items:
        fold.take(item)
    status = _STATUS[verified.verdict]
    period = wanted.since or fold.first, wanted.until or fold.last
    return Report(
        status, verified.origin, verified.size, verified.root, *period, fold.queries, _sorted(fold.refusals),
        _sorted(fold.grants), _sorted(fold.results), len(fold.pending), fold.rows(),
    )  # fmt: skip


_STATUS = {
    ExitCode.OK: "intact, signed by a trusted key",
    ExitCode.UNPINNED: "intact, but no trusted key was given",
    ExitCode.RESIDUE: "intact, with residue of crashes or open intents",
}


class _Group:
    def __init__(self) -> None:
        self.columns: set[str] = set()
        self.reasons: set[str] = set()
        self.queries = self.rows = self.cells = 0
        self.first = self.last = ""


class _Fold:
    def __init__(self, wanted: Filter) -> None:
        self.wanted = wanted
        self.groups: dict[tuple[str, str, str, str, str], _Group] = {}
        self.refusals: dict[str, int] = {}
        self.grants: dict[str, int] = {}
        self.results: dict[str, int] = {}
        self.pending: dict[str, dict[str, object]] = {}
        self.queries = 0
        self.first = self.last = ""

    def take(self, item: Item) -> None:
        body = item.body
        kind = body.get("t")
        if kind == "outcome":
            intent = self.pending.pop(str(body.get("id")), None)
            if intent is not None:
                self._outcome(intent, body)
        elif self.wanted.admits(item) and kind in ("intent", "refused"):
            self.first = self.first or str(body["ts"])
            self.last = str(body["ts"])
            if kind == "intent":
                self.queries += 1
                self.pending[str(body["id"])] = body
                for grant in strings(body, "grants"):
                    self.grants[grant] = self.grants.get(grant, 0) + 1
            else:
                rule = f"{body.get('code')} {body.get('rule')}"
                self.refusals[rule] = self.refusals.get(rule, 0) + 1

    def _outcome(self, intent: dict[str, object], outcome: dict[str, object]) -> None:
        result = str(outcome.get("result"))
        self.results[result] = self.results.get(result, 0) + 1
        masked = outcome.get("masked")
        seen: set[tuple[str, str, str, str, str]] = set()
        for output in outputs(intent):
            category = str(output.get("category") or "none")
            if self.wanted.category and category != self.wanted.category:
                continue
            who = (text(intent, "actor", "user"), text(intent, "actor", "via"), str(intent.get("database", "")))
            key = (*who, category, str(output.get("method")))
            group = self.groups.setdefault(key, _Group())
            group.columns |= set(strings(output, "columns"))
            if key in seen:
                continue
            seen.add(key)
            group.queries += 1
            group.rows += _number(outcome.get("rows"))
            group.cells += _number(masked.get(category)) if isinstance(masked, dict) else 0
            group.first = group.first or str(intent["ts"])
            group.last = str(intent["ts"])
            if reason := intent.get("reason"):
                group.reasons.add(str(reason))

    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(*key[:4], tuple(sorted(group.columns)), key[4], group.queries, group.rows, group.cells, group.first,
                group.last, tuple(sorted(group.reasons)))
            for key, group in sorted(self.groups.items())
        )  # fmt: skip


def categories(body: dict[str, object]) -> set[str]:
    """The categories a record speaks of."""
    masked = body.get("masked")
    named = {str(output.get("category")) for output in outputs(body) if output.get("category")}
    return named | (set(masked) if isinstance(masked, dict) else set())


def outputs(body: dict[str, object]) -> list[dict[str, object]]:
    """The output columns of an intent."""
    listed = body.get("outputs")
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def strings(body: dict[str, object], name: str) -> list[str]:
    """A list of text in a body."""
    listed = body.get(name)
    return [item for item in listed if isinstance(item, str)] if isinstance(listed, list) else []


def text(body: dict[str, object], outer: str, inner: str) -> str:
    """A text one level down, or nothing."""
    found = body.get(outer)
    return str(found.get(inner, "")) if isinstance(found, dict) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _sorted(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


# Spelling ------------------------------------------------------------------------------


def cells(row: Row) -> list[str]:
    """A row as text, in the order of `HEADINGS`."""
    return [
        row.actor, row.via, row.database, row.category, " ".join(row.columns), row.method, str(row.queries),
        str(row.rows), str(row.cells), row.first, row.last, "; ".join(row.reasons),
    ]  # fmt: skip


def summary(report: Report) -> Iterator[tuple[str, str]]:
    """The figures that are not rows."""
    yield "chain status", report.status
    yield "log", f"{report.origin}, {report.size} records, root {report.root}"
    yield "period", f"{report.since or 'the beginning'} to {report.until or 'now'}"
    yield "queries", str(report.queries)
    yield "results", _counts(report.results)
    yield "refusals", _counts(report.refusals)
    yield "exemptions used", _counts(report.grants)
    yield "open intents", str(report.open_intents)


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name}: {count}" for name, count in counts.items()) or "none"


def as_table(report: Report) -> str:
    """Aligned text for a terminal."""
    lines = [f"{name:16} {value}" for name, value in summary(report)] + [""]
    table = [list(HEADINGS), *(cells(row) for row in report.rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEADINGS))]
    lines += ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]
    return "\n".join(lines) + "\n"


def as_markdown(report: Report) -> str:
    """A document, with the controls each figure serves."""
    lines = ["# Access report", ""]
    lines += [f"* **{name}**: {_pipes(value)}" for name, value in summary(report)]
    lines += ["", "## Access", "", _md(HEADINGS), _md(["---"] * len(HEADINGS))]
    lines += [_md(cells(row)) for row in report.rows]
    lines += ["", "## Controls served", "", _md(["figure", "controls"]), _md(["---", "---"])]
    lines += [_md(pair) for pair in CONTROLS.items()]
    return "\n".join(lines) + "\n"


def _md(values: Iterable[str]) -> str:
    return "| " + " | ".join(_pipes(value) for value in values) + " |"


def _pipes(value: str) -> str:
    return html.escape(value, quote=False).replace("|", "\\|")


def as_html(report: Report) -> str:
    """One self-contained page."""
    rows = "".join(f"<tr><th scope=row>{html.escape(n)}</th><td>{html.escape(v)}</td></tr>" for n, v in summary(report))
    head = "".join(f"<th>{name}</th>" for name in HEADINGS)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in cells(row)) + "</tr>" for row in report.rows)
    served = "".join(f"<tr><td>{html.escape(n)}</td><td>{html.escape(c)}</td></tr>" for n, c in CONTROLS.items())
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Access report</title><style>'
        "body{font:14px sans-serif;margin:2em}table{border-collapse:collapse;margin:1em 0}"
        "th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}</style>"
        f"<h1>Access report</h1><table>{rows}</table><h2>Access</h2><table><tr>{head}</tr>{body}</table>"
        f"<h2>Controls served</h2><table><tr><th>figure</th><th>controls</th></tr>{served}</table></html>\n"
    )


def as_csv(report: Report) -> str:
    """The rows alone, RFC 4180; a cell that a spreadsheet would run as a formula is quoted with an apostrophe."""
    lines = [HEADINGS, *(cells(row) for row in report.rows)]
    return "".join(",".join(_csv(value) for value in line) + "\r\n" for line in lines)


def _csv(value: str) -> str:
    safe = "'" + value if value[:1] in ("=", "+", "-", "@") else value
    return '"' + safe.replace('"', '""') + '"' if any(mark in safe for mark in ',"\r\n') else safe


def as_json(report: Report) -> str:
    """Everything, with the controls."""
    fields = report._asdict() | {"rows": [row._asdict() for row in report.rows], "controls": CONTROLS, "version": 1}
    return json.dumps(fields, ensure_ascii=False, sort_keys=True) + "\n"


FORMATS = {"table": as_table, "markdown": as_markdown, "html": as_html, "csv": as_csv, "json": as_json}
