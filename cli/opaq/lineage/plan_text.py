"""Execution plans without what answers a question: literals, and near masked columns the numbers too.

A plan repeats the statement's literals, those of views, policies and folded
functions. Every string and number of a condition becomes `?`. Where the statement
can read a masked column, costs, widths, row counts, timings and memory go as well:
estimates come from histograms, and counts behind a predicate answer it.

A literal may span several rows of a text plan, so the reader keeps its place from
row to row and from batch to batch. What is not closed stays hidden.
"""

from __future__ import annotations

import json
import re
from typing import Any

from opaq.guard.types import Dialect, Statement
from opaq.lineage.types import Trace
from opaq.model.batch import Batch, Cell, Column
from opaq.model.pattern import late

HIDDEN = "?"

_METRIC_LINE = late(
    r"\s*(?:Rows Removed|Heap |Planning|Execution|Buffers|Sort Method|Sort Space|Workers|Worker \d|Batches|Buckets|Memory|Hits|"
    r"Cache |JIT|Timing|Options|Functions|I/O|WAL|Storage|Index Searches|Exact|Peak|Disk|Average|Full-sort|Pre-sorted|"
    r"Query Identifier|Original|Hash Buckets|Actual |Shared |Local |Temp |Maximum|Trigger|Serialization|Conflicting|Tuples)"
    r"[^'\"(]*(?:\(actual[^)]*\))?.*"
)
_METRICS = late(r"\s*\((?:cost|actual|never executed)[^()]*\)")
_NUMBER = late(r"(?<![\w$.])\d[\w.]*")
_KEPT_NUMBER = late(r"(?:SubPlan|InitPlan|Worker|CTE|key|SELECT|QUERY|SUBQUERY) #?$", re.IGNORECASE)
_ELEMENT = late(r"(\s*<([\w-]+)>)(.*)(</\2>\s*)")
_YAML = late(r"(\s*(?:- )?[\w ]+: )(.*)")

_TABULAR_NUMBERS = frozenset({"rows", "filtered", "r_rows", "r_filtered", "key_len"})
_METRIC_KEYS = late(
    r"rows|cost|width|time|loops|filtered|memory|disk|space|blocks|bytes|usage|buckets|batches|fetches|searches|hits|misses|"
    r"evictions|overflows|pages|buffer|dirtied|written|wal|workers launched|identifier|ratio|priority|jit|planning|trigger|length",
    re.IGNORECASE,
)


class PlanText:
    """Reads one plan from its first batch to its last; not for two results."""

    def __init__(self, statement: Statement, trace: Trace) -> None:
        self._statement = statement
        self._hides_numbers = trace.reads_sensitive
        self._literals = Literals(statement.dialect)

    def without_literals(self, batch: Batch) -> Batch:
        """The same rows without literals; rows of a text plan that hold metrics only may be left out."""
        if not self._statement.explained:
            return batch
        if len(batch.columns) == 1:
            return self._one_column(batch)
        columns = [self._named(f.name, c) for f, c in zip(batch.schema.fields, batch.columns, strict=True)]
        return Batch(batch.schema, columns, batch.row_count)

    def _one_column(self, batch: Batch) -> Batch:
        kept = [cell for cell in map(self._line, batch.columns[0].cells()) if cell is not None]
        return Batch(batch.schema, [Column(kept)], len(kept))

    def _line(self, cell: Cell) -> Cell:
        if not isinstance(cell, str):
            return HIDDEN
        if self._literals.inside:
            return self._literals.hide(cell, metrics=False)
        if cell[:1] in "{[" and cell[:1]:
            return self._document(cell)
        if "\n" in cell:
            return "\n".join(line for line in map(self._structured, cell.split("\n")) if line is not None)
        return self._structured(cell)

    def _structured(self, line: str) -> str | None:
        """A line of a text, YAML or XML plan."""
        if self._hides_numbers and not self._literals.inside and _METRIC_LINE.fullmatch(line):
            return None
        element = _ELEMENT.fullmatch(line)
        if element is not None and not self._literals.inside:
            value = element.group(3).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            shown = self._scalar(element.group(2).replace("-", " "), value)
            shown = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return f"{element.group(1)}{shown}{element.group(4)}"
        yaml = _YAML.fullmatch(line)
        if yaml is not None and yaml.group(2).startswith('"') and not self._literals.inside:
            return yaml.group(1) + self._quoted(yaml.group(1), yaml.group(2))
        if (
            yaml is not None
            and not self._literals.inside
            and _METRIC_KEYS.search(yaml.group(1))
            and _is_number(yaml.group(2))
        ):
            return None if self._hides_numbers else line
        return self._literals.hide(line, metrics=not self._hides_numbers)

    def _quoted(self, key: str, text: str) -> str:
        try:
            value = json.loads(text)
        except ValueError:
            return HIDDEN
        return json.dumps(self._scalar(key, value), ensure_ascii=False) if isinstance(value, str) else HIDDEN

    def _scalar(self, key: str, value: str) -> str:
        if _is_number(value):
            return HIDDEN if self._hides_numbers or not _METRIC_KEYS.search(key) else value
        return Literals(self._statement.dialect).hide(value, metrics=False)

    def _document(self, cell: str) -> str:
        try:
            document = json.loads(cell)
        except (ValueError, RecursionError):
            return HIDDEN
        return json.dumps(self._walked("", document), indent=2, ensure_ascii=False)

    def _walked(self, key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {k: self._walked(k, v) for k, v in value.items() if not self._is_hidden(k, v)}
        if isinstance(value, list):
            return [self._walked(key, v) for v in value]
        if isinstance(value, str):
            return self._scalar(key, value)
        if isinstance(value, bool) or value is None:
            return value
        return HIDDEN if self._hides_numbers or not _METRIC_KEYS.search(key) else value

    def _is_hidden(self, key: str, value: Any) -> bool:
        """Metrics leave the document whole: some of them are only there when they are not zero."""
        return self._hides_numbers and not isinstance(value, dict | list) and _METRIC_KEYS.search(key) is not None

    def _named(self, name: str, column: Column) -> Column:
        """A column of a tabular plan (MySQL, MariaDB, SQLite)."""
        cells = column.cells()
        folded = name.casefold()
        if folded in _TABULAR_NUMBERS:
            return Column([None if c is None else HIDDEN for c in cells]) if self._hides_numbers else column
        if folded in {"id", "select_type", "type", "addr", "opcode", "parent", "notused", "p5", "p2", "p3"}:
            return column
        if folded in {"p1", "p4", "comment"}:
            return Column([None if c is None else HIDDEN for c in cells])
        return Column(
            [c if c is None else Literals(self._statement.dialect).hide(str(c), metrics=False) for c in cells]
        )


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def without_literals(statement: Statement, batch: Batch, trace: Trace) -> Batch:
    """One whole plan in one batch."""
    return PlanText(statement, trace).without_literals(batch)


class Literals:
    """Hides the literals of conditions; keeps its place inside a literal that a line break interrupts."""

    def __init__(self, dialect: Dialect) -> None:
        self._mysql = dialect is Dialect.MYSQL
        self.inside = ""
        """The quote that is open, or nothing."""

    def hide(self, text: str, *, metrics: bool) -> str:
        """`text` with `?` for every string and number; with `metrics`, costs and counts of a plan node stay."""
        found: list[str] = []
        start = 0
        while start < len(text):
            if self.inside:
                start = self._skip(text, start, found)
                continue
            end = self._next_quote(text, start)
            found.append(self._plain(text[start:end], metrics=metrics))
            start = self._opened(text, end, found) if end < len(text) else end
        return "".join(found)

    def _next_quote(self, text: str, start: int) -> int:
        for at in range(start, len(text)):
            if text[at] in "'\"`":
                return at
        return len(text)

    def _opened(self, text: str, at: int, found: list[str]) -> int:
        """A quote opens: a string is hidden, a name is kept whole."""
        self.inside = text[at]
        if self.inside == "'":
            found.append(f"'{HIDDEN}'")
            return at + 1
        end = at + 1
        while True:
            end = text.find(self.inside, end)
            if end < 0:
                found.append(HIDDEN)  # a name that does not end here is no name
                return len(text)
            if text[end : end + 2] == self.inside * 2:
                end += 2
                continue
            break
        found.append(text[at : end + 1])
        self.inside = ""
        return end + 1

    def _skip(self, text: str, start: int, found: list[str]) -> int:
        """Past the end of the open string, or to the end of the line."""
        at = start
        while at < len(text):
            if self._mysql and text[at] == "\\":
                at += 2
            elif text[at] != self.inside:
                at += 1
            elif text[at : at + 2] == self.inside * 2:
                at += 2
            else:
                self.inside = ""
                return at + 1
        return len(text)

    def _plain(self, text: str, *, metrics: bool) -> str:
        if not metrics:
            return self._numbers(_METRICS.sub("", text))
        found: list[str] = []
        start = 0
        for kept in _METRICS.finditer(text):
            found += (self._numbers(text[start : kept.start()]), kept.group())
            start = kept.end()
        rest = text[start:]
        found.append(rest if not found and _METRIC_LINE.fullmatch(rest) else self._numbers(rest))
        return "".join(found)

    def _numbers(self, text: str) -> str:
        return _NUMBER.sub(lambda m: m.group() if _KEPT_NUMBER.search(text[: m.start()]) else HIDDEN, text)
