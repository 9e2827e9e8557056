"""The auditor's report: who saw which categories, from which columns, when, why, masked how, refused how often.

Made from a verified log only: `draw` folds its records into a `Report`, which
`report_formats` spells. Rows are groups of queries; the summary counts them,
names exemptions and open intents, and says what the chain's status was.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from opaq.audit.read import Item
from opaq.audit.verdict import Verification
from opaq.errors import ExitCode

Counts = dict[str, int]
Who = tuple[str, str, str]
"""Actor, via and database."""


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


class Refusal(NamedTuple):
    """Statements of one actor that one rule refused."""

    actor: str
    via: str
    database: str
    code: str
    rule: str
    times: int


class Report(NamedTuple):
    """Everything, ready to be spelled."""

    status: str
    origin: str
    size: int
    root: str
    since: str
    until: str
    queries: int
    results: Counts
    """Queries by how they ended."""
    refusals: tuple[Refusal, ...]
    grants: Counts
    """Exemptions and allowed functions, by use."""
    open_intents: tuple[int, ...]
    """Records that announce a run whose end was not recorded."""
    archived: int
    """Records in archived segments, which a report cannot see."""
    rows: tuple[Row, ...]


def draw(items: Iterable[Item], wanted: Filter, verified: Verification) -> Report:
    """Fold the records into a report, in one pass."""
    fold = _Fold(wanted)
    for item in items:
        fold.take(item)
    return Report(
        status=_STATUS[verified.verdict],
        origin=verified.origin,
        size=verified.size,
        root=verified.root,
        since=wanted.since or fold.first,
        until=wanted.until or fold.last,
        queries=fold.queries,
        results=_sorted(fold.results),
        refusals=tuple(Refusal(*key, count) for key, count in _sorted(fold.refusals).items()),
        grants=_sorted(fold.grants),
        open_intents=tuple(sorted(seq for seq, _ in fold.pending.values())),
        archived=verified.archived,
        rows=fold.rows(),
    )


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

    def count(self, intent: dict[str, object], outcome: dict[str, object], cells: int) -> None:
        self.queries += 1
        self.rows += _number(outcome.get("rows"))
        self.cells += cells
        self.first = self.first or str(intent["ts"])
        self.last = str(intent["ts"])
        if reason := intent.get("reason"):
            self.reasons.add(str(reason))


def _who(body: dict[str, object]) -> Who:
    return text(body, "actor", "user"), text(body, "actor", "via"), str(body.get("database", ""))


def _masked(outcome: dict[str, object], category: str) -> int:
    masked = outcome.get("masked")
    return _number(masked.get(category)) if isinstance(masked, dict) else 0


class _Fold:
    def __init__(self, wanted: Filter) -> None:
        self.wanted = wanted
        self.groups: dict[tuple[str, str, str, str, str], _Group] = {}
        self.refusals: dict[tuple[str, str, str, str, str], int] = {}
        self.grants: Counts = {}
        self.results: Counts = {}
        self.pending: dict[str, tuple[int, dict[str, object]]] = {}
        self.queries = 0
        self.first = self.last = ""

    def take(self, item: Item) -> None:
        body = item.body
        kind = body.get("t")
        if kind == "outcome":
            seq_and_intent = self.pending.pop(str(body.get("id")), None)
            if seq_and_intent is not None:
                self._outcome(seq_and_intent[1], body)
        elif self.wanted.admits(item) and kind in ("intent", "refused"):
            self.first = self.first or str(body["ts"])
            self.last = str(body["ts"])
            if kind == "intent":
                self._intent(item.seq, body)
            else:
                self._refusal(_who(body), str(body.get("code", "")), str(body.get("rule", "")))

    def _intent(self, seq: int, body: dict[str, object]) -> None:
        self.queries += 1
        self.pending[str(body["id"])] = seq, body
        for grant in strings(body, "grants"):
            self.grants[grant] = self.grants.get(grant, 0) + 1

    def _refusal(self, who: Who, code: str, rule: str) -> None:
        self.refusals[(*who, code, rule)] = self.refusals.get((*who, code, rule), 0) + 1

    def _outcome(self, intent: dict[str, object], outcome: dict[str, object]) -> None:
        result = str(outcome.get("result"))
        self.results[result] = self.results.get(result, 0) + 1
        if result == "refused":
            self._refusal(_who(intent), str(outcome.get("error", "")), "refused while it ran")
        seen: set[tuple[str, str]] = set()
        for output in outputs(intent):
            category, method = str(output.get("category") or "none"), str(output.get("method"))
            if self.wanted.category and category != self.wanted.category:
                continue
            group = self.groups.setdefault((*_who(intent), category, method), _Group())
            group.columns |= set(strings(output, "columns"))
            if (category, method) not in seen:
                seen.add((category, method))
                group.count(intent, outcome, 0 if method == "keep" else _masked(outcome, category))

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


_Key = TypeVar("_Key", str, tuple[str, str, str, str, str])


def _sorted(counts: dict[_Key, int]) -> dict[_Key, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
