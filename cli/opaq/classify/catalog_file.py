"""The reviewable catalog of one database: what `opaq scan` found, and what people made of it.

TOML, sorted, one section per column, so that a review is a diff:

    [tables."public.customers".columns.c7]
    type = "text"
    category = "contact.email"
    likelihood = "very likely"
    because = ["200 of 200 sampled values have the form of: e-mail address"]
    reviewed = false

People change `category` where it is wrong and set `reviewed = true` (or all of a
table with `opaq scan --accept`); what is reviewed survives every later scan. The
file holds names, types, categories and reasons, never a value, and is refused when
others can write to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final

from opaq.errors import UsageError
from opaq.model.catalog import ColumnRef, RelationName
from opaq.model.finding import NONE, Category, Evidence, Finding, Likelihood, Source
from opaq.model.record import field, record, replace
from opaq.policy.categories import is_known
from opaq.profile.files import read_toml, write_private

VERSION: Final = 1
_HEAD: Final = """\
# What opaq knows of the columns of this database; written by "opaq scan".
# Correct a category where it is wrong ("none" for harmless), then set reviewed = true, or say
# "opaq scan --accept TABLE": what is reviewed is kept by every later scan. No values are stored here.

"""
_LIKELIHOODS: Final[Mapping[str, Likelihood]] = {x.name.lower().replace("_", " "): x for x in Likelihood}
"""As they are written: `very likely`."""
_KEYS: Final = frozenset({"type", "category", "likelihood", "because", "reviewed", "paths"})


@record
class Entry:
    """What the catalog says of one column."""

    native: str
    """Type when it was scanned, in the server's spelling."""
    category: Category
    likelihood: Likelihood
    because: tuple[str, ...] = ()
    reviewed: bool = False
    paths: tuple[tuple[str, Category], ...] = ()


@record
class ReviewedCatalog:
    """A catalog file, read. Missing tables are classified on first use."""

    entries: Mapping[ColumnRef, Entry] = field(default_factory=dict)
    database: str = ""
    scanned: str = ""
    """When, RFC 3339, UTC."""
    digest: str = ""
    """Over everything that decides: goes into every record."""

    def finding(self, column: ColumnRef, native: str | None = None) -> Finding | None:
        """What the catalog says of a column, or None.

        `native`: the column's type now. A column that changed its type since is judged anew, unless a person
        said that it is sensitive: harmless is believed of the column that was looked at only.
        """
        entry = self.entries.get(column)
        if entry is None:
            return None
        if native is not None and native != entry.native and not (entry.reviewed and entry.category != NONE):
            return None
        source = Source.REVIEWED if entry.reviewed else Source.CATALOG
        first = Evidence("catalog", "reviewed in the catalog" if entry.reviewed else "catalog, not reviewed yet")
        evidence = (first, *(Evidence("catalog", reason) for reason in entry.because))
        return Finding(entry.category, entry.likelihood, evidence, source, column, entry.paths)


class Change(Enum):
    """How a database and its catalog differ."""

    NEW = "new"
    GONE = "gone"
    RETYPED = "changed type"
    CATEGORY = "changed category"
    RENAMED = "renamed"


@record
class Difference:
    """One difference, for people and for `--check`."""

    change: Change
    column: ColumnRef
    before: str = ""
    after: str = ""


def read_catalog(path: Path) -> ReviewedCatalog:
    """The catalog of a file; an empty one when there is none.

    Raises UsageError: OPQ-P003 not TOML, OPQ-P006 others can write to it, OPQ-P051 not a catalog of ours.
    """
    stored = read_toml(path)
    if stored is None:
        return ReviewedCatalog()
    if stored.get("version") != VERSION:
        raise UsageError("OPQ-P051", f"{path}: not a catalog of version {VERSION}", hint="write it anew with opaq scan")
    entries: dict[ColumnRef, Entry] = {}
    for table, content in _tables(stored, path):
        for column, raw in content.items():
            entries[ColumnRef(relation_name(table), column)] = _entry(raw, f'{path}: "{table}"."{column}"')
    return make(entries, database=str(stored.get("database", "")), scanned=str(stored.get("scanned", "")))


def _tables(stored: Mapping[str, Any], path: Path) -> Iterable[tuple[str, Mapping[str, Any]]]:
    tables = stored.get("tables", {})
    if not isinstance(tables, dict) or set(stored) - {"version", "database", "scanned", "tables"}:
        raise UsageError("OPQ-P051", f"{path}: holds keys that a catalog does not have")
    for table, content in tables.items():
        columns = content.get("columns") if isinstance(content, dict) else None
        if not isinstance(columns, dict) or set(content) != {"columns"}:
            raise UsageError("OPQ-P051", f'{path}: table "{table}" has no columns')
        yield table, columns


def relation_name(written: str) -> RelationName:
    """`schema.table` as `str(RelationName)` writes it; a name without a dot has no schema.

    >>> relation_name("public.customers")
    RelationName(schema='public', name='customers')
    """
    schema, dot, name = written.partition(".")
    return RelationName(schema, name) if dot else RelationName("", written)


def _entry(raw: Any, where: str) -> Entry:
    """Validate one section."""
    if not isinstance(raw, dict) or set(raw) - _KEYS:
        raise UsageError("OPQ-P051", f"{where}: unknown key", hint=f"known: {', '.join(sorted(_KEYS))}")
    category, reviewed, because = raw.get("category"), raw.get("reviewed", False), raw.get("because", [])
    if not isinstance(category, str) or not is_known(category):
        raise UsageError("OPQ-P052", f"{where}: unknown category", hint="opaq policy show lists the categories")
    likelihood = _LIKELIHOODS.get(str(raw.get("likelihood", "likely")))
    paths = raw.get("paths", {})
    kinds = ((reviewed, bool), (because, list), (paths, dict))
    if likelihood is None or not all(isinstance(value, kind) for value, kind in kinds):
        raise UsageError("OPQ-P051", f"{where}: a value of the wrong kind")
    if not all(isinstance(c, str) and is_known(c) for c in paths.values()):
        raise UsageError("OPQ-P052", f"{where}: unknown category of a path")
    reasons = tuple(str(reason) for reason in because)
    return Entry(str(raw.get("type", "")), category, likelihood, reasons, reviewed, tuple(sorted(paths.items())))


def make(entries: Mapping[ColumnRef, Entry], *, database: str = "", scanned: str = "") -> ReviewedCatalog:
    """A catalog with its digest."""
    digest = hashlib.sha256()
    for column in sorted(entries):
        entry = entries[column]
        line = (str(column), entry.native, entry.category, str(entry.reviewed), repr(entry.paths))
        digest.update("\x1f".join(line).encode("utf-8", "surrogatepass") + b"\n")
    return ReviewedCatalog(dict(entries), database, scanned, digest.hexdigest() if entries else "")


def write_catalog(path: Path, catalog: ReviewedCatalog) -> None:
    """Replace the file, whole or not at all, 0600. Raises UsageError (OPQ-U012)."""
    import tomli_w  # only `opaq scan` writes

    tables: dict[str, dict[str, dict[str, Any]]] = {}
    for column in sorted(catalog.entries):
        section = tables.setdefault(str(column.relation), {"columns": {}})
        section["columns"][column.column] = _written(catalog.entries[column])
    content = {"version": VERSION, "database": catalog.database, "scanned": catalog.scanned, "tables": tables}
    write_private(path, _HEAD + tomli_w.dumps(content))


def _written(entry: Entry) -> dict[str, Any]:
    likelihood = entry.likelihood.name.lower().replace("_", " ")
    section: dict[str, Any] = {"type": entry.native, "category": entry.category, "likelihood": likelihood}
    if entry.because:
        section["because"] = list(entry.because)
    if entry.paths:
        section["paths"] = dict(entry.paths)
    section["reviewed"] = entry.reviewed
    return section


def entry_of(finding: Finding, native: str) -> Entry:
    """A finding as an unreviewed entry."""
    because = tuple(e.text for e in finding.evidence if e.kind != "catalog")
    return Entry(native, finding.category, finding.likelihood, because, paths=finding.paths)


def merge(old: ReviewedCatalog, found: Mapping[ColumnRef, Entry], scanned: Iterable[RelationName]) -> ReviewedCatalog:
    """The catalog after a scan of some relations: decisions of people stay, columns that are gone leave."""
    looked_at = set(scanned)
    merged = {ref: entry for ref, entry in old.entries.items() if ref.relation not in looked_at}
    for ref, entry in found.items():
        before = old.entries.get(ref)
        merged[ref] = entry if before is None or not before.reviewed else _kept(before, entry)
    return make(merged, database=old.database, scanned=old.scanned)


def _kept(before: Entry, now: Entry) -> Entry:
    """A reviewed decision, as long as the column is the one that was reviewed."""
    if before.native == now.native:
        return before
    return replace(now, because=(f"type changed from {before.native} since it was reviewed", *now.because))


def differences(
    old: ReviewedCatalog, found: Mapping[ColumnRef, Entry], scanned: Iterable[RelationName]
) -> tuple[Difference, ...]:
    """What a scan of some relations would change, in order of columns; a column that only changed its name is told as such."""
    looked_at = set(scanned)
    gone = {ref for ref in old.entries if ref.relation in looked_at and ref not in found}
    new = {ref for ref in found if ref not in old.entries}
    told = [*_renamed(old, found, gone, new)]
    told += [Difference(Change.GONE, ref, before=old.entries[ref].category) for ref in gone]
    told += [Difference(Change.NEW, ref, after=found[ref].category) for ref in new]
    for ref, entry in found.items():
        before = old.entries.get(ref)
        if before is not None and before.native != entry.native:
            told.append(Difference(Change.RETYPED, ref, before.native, entry.native))
        elif before is not None and before.category != entry.category and not before.reviewed:
            told.append(Difference(Change.CATEGORY, ref, before.category, entry.category))
    return tuple(sorted(told, key=lambda d: d.column))


def _renamed(
    old: ReviewedCatalog, found: Mapping[ColumnRef, Entry], gone: set[ColumnRef], new: set[ColumnRef]
) -> Iterable[Difference]:
    """One column gone and one new in the same table, same type and category: takes both out of the sets."""
    for ref in sorted(gone):
        entry = old.entries[ref]
        same = [
            n for n in new
            if n.relation == ref.relation and (found[n].native, found[n].category) == (entry.native, entry.category)
        ]  # fmt: skip
        if len(same) == 1 and sum(g.relation == ref.relation for g in gone) == 1:
            gone.discard(ref)
            new.discard(same[0])
            yield Difference(Change.RENAMED, same[0], ref.column, same[0].column)


def unreviewed(catalog: ReviewedCatalog, scanned: Iterable[RelationName]) -> tuple[ColumnRef, ...]:
    """Columns of those relations that no one has reviewed."""
    looked_at = set(scanned)
    return tuple(sorted(ref for ref, e in catalog.entries.items() if ref.relation in looked_at and not e.reviewed))


def accepted(catalog: ReviewedCatalog, tables: Iterable[RelationName]) -> ReviewedCatalog:
    """The catalog with everything it says of those tables taken as reviewed."""
    meant = set(tables)
    entries = {ref: replace(e, reviewed=True) if ref.relation in meant else e for ref, e in catalog.entries.items()}
    return make(entries, database=catalog.database, scanned=catalog.scanned)
