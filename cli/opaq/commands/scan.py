"""`opaq scan`: classify a database into a catalog that people review, and tell how it differs from the last one.

Tables are described and sampled one by one, so that the server is never asked for
more than a page of one table at a time; what was found is kept in a partial file
beside the catalog after every few tables, and an interrupted scan goes on from
there. The catalog itself is replaced once, at the end. No value is stored or shown.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from opaq.commands.columns import write_columns, write_json
from opaq.commands.connection import connected
from opaq.commands.spec import Argument, Command, Context, Option, Values
from opaq.commands.statement import actor_of, profile_of
from opaq.errors import UsageError
from opaq.model.catalog import ColumnRef, RelationKind, RelationName
from opaq.model.finding import NONE

if TYPE_CHECKING:
    from opaq.classify.catalog_file import Difference, Entry, ReviewedCatalog
    from opaq.engines.types import Session
    from opaq.policy.types import Policy
    from opaq.profile.types import Profile

MANY: Final = 10_000
"""Tables at most; past it, name schemas or tables."""
SAVE_EVERY_SECONDS: Final = 1.0
"""Writing what was found of 1,000 tables takes about 30 ms."""
RESUME_WITHIN_SECONDS: Final = 24 * 3600.0
"""An interrupted scan is continued for a day; older findings may be about another database state."""
_SCANNED: Final = frozenset(
    {RelationKind.TABLE, RelationKind.PARTITIONED, RelationKind.MATERIALIZED_VIEW, RelationKind.FOREIGN, RelationKind.VIRTUAL}
)  # fmt: skip
"""Relations that store values. Views show columns of these, and are followed to them by lineage."""


def run(context: Context, values: Values) -> int:
    """Scan, tell the differences, write the catalog (or check it, or accept what it says). Raises OpaqError."""
    if values.get("accept"):
        return accept(context, values)
    from opaq import journal  # policy, classification and audit; help does not need them
    from opaq.classify import catalog_file
    from opaq.policy.load import of_profile

    profile = profile_of(context, values)
    policy = of_profile(profile)
    old = catalog_file.read_catalog(profile.catalog_file)
    with journal.noted("scan", actor_of(context, values), profile, policy) as record:
        with connected(context, values, profile) as session:
            wanted = chosen(values.get("table", ()), session.names(limit=MANY))
            record["tables"] = len(wanted)
            found = scan_all(context, session, wanted, policy, profile, fresh=bool(values.get("fresh")))
        record["columns"] = len(found)
    tables = {ref.relation for ref in found} | {
        ref.relation for ref in old.entries if _covers(wanted, ref.relation, values)
    }
    told = catalog_file.differences(old, found, tables)
    merged = catalog_file.merge(old, found, tables)
    if values.get("check"):
        _tell(values, told, merged, tables)
        _check(told, catalog_file.unreviewed(old, tables), profile.catalog_file)
        return 0
    if not values.get("diff"):
        now = datetime.now(UTC).isoformat(timespec="seconds")
        stamped = catalog_file.make(merged.entries, database=profile.place, scanned=now)
        catalog_file.write_catalog(profile.catalog_file, stamped)
        partial_path(profile.catalog_file).unlink(missing_ok=True)
    _tell(values, told, merged, tables)
    if not values.get("diff"):
        context.console.note(f"catalog written to {profile.catalog_file}; review it, then opaq scan --accept")
    return 0


def accept(context: Context, values: Values) -> int:
    """Take what the catalog says as reviewed; the database is not asked. Raises OpaqError."""
    from opaq import journal  # policy, classification and audit; help does not need them
    from opaq.classify import catalog_file
    from opaq.policy.load import of_profile

    if values.get("check") or values.get("diff") or values.get("fresh"):
        raise UsageError("OPQ-U001", "--accept does not scan", hint="scan first, read the catalog, then accept it")
    profile = profile_of(context, values)
    catalog = catalog_file.read_catalog(profile.catalog_file)
    if not catalog.entries:
        raise UsageError("OPQ-P055", "there is no catalog to accept", why=str(profile.catalog_file), hint="opaq scan")
    tables = chosen(values.get("table", ()), tuple(sorted({ref.relation for ref in catalog.entries})))
    waiting = catalog_file.unreviewed(catalog, tables)
    counts = {
        "tables": len(tables),
        "accepted": len(waiting),
        "sensitive": sum(catalog.entries[ref].category != NONE for ref in waiting),
    }
    with journal.noted("accept", actor_of(context, values), profile, of_profile(profile)) as record:
        record.update(counts)
        catalog_file.write_catalog(profile.catalog_file, catalog_file.accepted(catalog, tables))
    _tell_counts(values, counts)
    return 0


def chosen(words: Iterable[str], known: tuple[RelationName, ...]) -> tuple[RelationName, ...]:
    """The tables meant by `[schema.]table` or `schema`; all without words. Raises UsageError (OPQ-U021)."""
    words = tuple(words)
    if not words:
        return known
    picked: dict[RelationName, None] = {}
    for word in words:
        folded = word.casefold()
        hits = [n for n in known if folded in (n.name.casefold(), str(n).casefold(), n.schema.casefold())]
        if not hits:
            raise UsageError("OPQ-U021", f'no table "{word}"', hint="opaq describe")
        picked.update(dict.fromkeys(hits))
    return tuple(picked)


def _covers(wanted: tuple[RelationName, ...], name: RelationName, values: Values) -> bool:
    """Whether a table of the old catalog was in the scope of this scan: then its absence means that it is gone."""
    return not values.get("table") or name in wanted


def scan_all(
    context: Context,
    session: Session,
    wanted: tuple[RelationName, ...],
    policy: Policy,
    profile: Profile,
    *,
    fresh: bool,
) -> dict[ColumnRef, Entry]:
    """Entries of every column of the wanted tables, continuing an interrupted scan unless `fresh`."""
    partial = partial_path(profile.catalog_file)
    found = {} if fresh else resumed(partial)
    done = {ref.relation for ref in found}
    if done:
        context.console.note(f"continuing an interrupted scan: {len(done):,} tables were done")
    progress, saved = _bar(context, len(wanted)), time.monotonic()
    for number, name in enumerate(wanted, 1):
        if name not in done:
            found.update(scan_table(session, name, policy))
        progress(number, str(name))
        if time.monotonic() - saved >= SAVE_EVERY_SECONDS:
            save_partial(partial, found)
            saved = time.monotonic()
    progress(0, "")
    return {ref: entry for ref, entry in found.items() if ref.relation in set(wanted)}


def scan_table(session: Session, name: RelationName, policy: Policy) -> Mapping[ColumnRef, Entry]:
    """Entries of one table; empty for a view or a sequence. Looks anew at everything, whatever the catalog says."""
    from opaq.classify.catalog_file import entry_of
    from opaq.classify.columns import classify

    catalog = session.describe([name])
    relation = catalog.relations.get(name)
    if relation is None or relation.kind not in _SCANNED:
        return {}
    findings = classify(catalog, (name,), session.sample, policy)
    natives = {c.name: c.native for c in relation.columns}
    return {ref: entry_of(finding, natives[ref.column]) for ref, finding in findings.items()}


def partial_path(catalog: Path) -> Path:
    """Where an unfinished scan is kept."""
    return catalog.with_name(f"{catalog.stem}.partial.toml")


def save_partial(path: Path, found: Mapping[ColumnRef, Entry]) -> None:
    """Keep what was found so far."""
    from opaq.classify.catalog_file import make, write_catalog

    write_catalog(path, make(found, scanned=datetime.now(UTC).isoformat(timespec="seconds")))


def resumed(path: Path) -> dict[ColumnRef, Entry]:
    """What an interrupted scan had found; nothing when there was none, it is old or not readable."""
    from opaq.classify.catalog_file import read_catalog

    try:
        kept = read_catalog(path)
        age = datetime.now(UTC) - datetime.fromisoformat(kept.scanned)
    except (UsageError, ValueError, TypeError):
        return {}
    return dict(kept.entries) if 0 <= age.total_seconds() <= RESUME_WITHIN_SECONDS else {}


def _bar(context: Context, total: int) -> Callable[[int, str], None]:
    """A progress bar on a terminal; silence elsewhere. Number 0 removes it."""
    console, started = context.console, time.monotonic()
    if not console.terminal or console.quiet or total < 2:
        return lambda number, name: None
    from opaq.console import plain

    def draw(number: int, name: str) -> None:
        if not number:
            console.stream.write("\r\x1b[K")
        elif time.monotonic() - started > 0.5:
            filled = 24 * number // total
            bar = "#" * filled + "." * (24 - filled)
            console.stream.write(f"\r\x1b[K[{bar}] {number:,}/{total:,} tables  {plain(name)[:40]}")
        console.stream.flush()

    return draw


def _check(told: tuple[Difference, ...], unreviewed: tuple[ColumnRef, ...], path: Path) -> None:
    """Raises UsageError (OPQ-P053) when the database drifted from its catalog, or columns wait for review."""
    if told or unreviewed:
        raise UsageError(
            "OPQ-P053",
            f"{len(told):,} columns differ from the catalog, {len(unreviewed):,} are not reviewed",
            why=str(path),
            hint="run opaq scan, review the file, then opaq scan --accept",
        )


def _tell(values: Values, told: tuple[Difference, ...], merged: ReviewedCatalog, tables: set[RelationName]) -> None:
    """Differences line by line (new harmless columns are only counted), then the counts."""
    from opaq.classify.catalog_file import Change

    entries = {ref: e for ref, e in merged.entries.items() if ref.relation in tables}
    counts = {
        "tables": len({ref.relation for ref in entries}),
        "columns": len(entries),
        "sensitive": sum(e.category != "none" for e in entries.values()),
        "unreviewed": sum(not e.reviewed for e in entries.values()),
        "differences": len(told),
    }
    if values.get("json"):
        rows = [_as_json(d, merged) for d in told]
        write_json({"opaq": 1, **counts, "changes": rows})
        return
    shown = [d for d in told if d.change is not Change.NEW or d.after != NONE]
    if shown:
        write_columns([("CHANGE", "COLUMN", "BEFORE", "AFTER", "BECAUSE"), *_lines(shown, merged)])
        sys.stdout.write("\n")
    _tell_counts(values, counts)


def _tell_counts(values: Values, counts: Mapping[str, int]) -> None:
    if values.get("json"):
        write_json({"opaq": 1, **counts})
    else:
        sys.stdout.write(", ".join(f"{count:,} {name}" for name, count in counts.items()) + "\n")


def _lines(told: Iterable[Difference], merged: ReviewedCatalog) -> Iterator[tuple[str, ...]]:
    for difference in told:
        entry = merged.entries.get(difference.column)
        because = entry.because[0] if entry is not None and entry.because else ""
        yield difference.change.value, str(difference.column), difference.before, difference.after, because


def _as_json(difference: Difference, merged: ReviewedCatalog) -> dict[str, Any]:
    entry = merged.entries.get(difference.column)
    return {
        "change": difference.change.value,
        "schema": difference.column.relation.schema,
        "table": difference.column.relation.name,
        "column": difference.column.column,
        "before": difference.before,
        "after": difference.after,
        "because": list(entry.because) if entry is not None else [],
    }


COMMAND = Command(
    "scan",
    "classify a database into a catalog you can review",
    run,
    examples=(
        ("opaq scan", "look at every table and write the profile's catalog"),
        ("opaq scan customers orders", "only these tables"),
        ("opaq scan --diff", "show what would change, write nothing"),
        ("opaq scan --accept customers", "what the catalog says of it was read and is right"),
        ("opaq scan --check", "for CI: fail when a column drifted or is unreviewed"),
    ),
    arguments=(Argument("table", "[schema.]table or schema; default: everything", many=True),),
    options=(
        Option(("--check",), "write nothing; fail (exit 2) when columns drifted or are unreviewed"),
        Option(("--diff",), "write nothing; only show the differences"),
        Option(("--accept",), "scan nothing; take what the catalog says of these tables as reviewed"),
        Option(("--fresh",), "do not continue an interrupted scan"),
        Option(("--json",), "as one JSON document"),
    ),
    description=(
        "Reads names, types, keys and a small sample of every table, and writes what it thinks each column holds,"
        " with its reasons, into a TOML file for review. Decisions of people survive every later scan."
        " No value is stored or shown."
    ),
)
