"""By which columns SQLite's plan may sort rows, from EXPLAIN QUERY PLAN: the indexes it walks.

A table without rowid, or with an integer key, is kept in the order of its primary
key. An index the planner makes for one statement holds every column it needs
(https://www.sqlite.org/optoverview.html, 12), and sorts by them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from opaq.engines.walks import Indexes, Walk, every_column, primary_keys, sorted_by
from opaq.model.catalog import Catalog, ColumnRef
from opaq.model.pattern import late

_INDEX = late(r" USING (?:COVERING )?INDEX (.+?)(?: \((.*)\))?$")
_USING, _AUTOMATIC = " USING ", " USING AUTOMATIC "
_ROWID, _EXPRESSION = -1, -2
"""`cid` of pragma_index_xinfo for what is no column."""
_WORD = late(r"\w+")


def walked(details: Iterable[str], connection: sqlite3.Connection, catalog: Catalog) -> frozenset[ColumnRef]:
    """Columns in whose order rows of the statement with this plan may come."""
    found = set(primary_keys(catalog))
    for detail in details:
        if _AUTOMATIC in detail or detail.count(_USING) > 1:  # of which table, only an alias tells; it may say anything
            found |= every_column(catalog)
        elif named := _INDEX.search(detail):
            walk = Walk(named.group(1), _held(named.group(2) or ""))
            found |= set(sorted_by([walk], _index(connection, walk.index, catalog), catalog))
    return frozenset(found)


def _held(terms: str) -> int:
    """`a=? AND b>?` holds one key."""
    return sum(term.endswith("=?") for term in terms.split(" AND ")) if terms else 0


def _index(connection: sqlite3.Connection, name: str, catalog: Catalog) -> Indexes:
    row = connection.execute("SELECT tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND name = ?", (name,))
    table, text = row.fetchone() or ("", "")
    relation = next((r for r in catalog.relations.values() if r.name.name == table), None)
    if relation is None:
        return {}
    words = {word.casefold() for word in _WORD.findall(text or "")}
    mentioned = tuple(c.name for c in relation.columns if c.name.casefold() in words)
    keys = connection.execute("SELECT cid, name FROM pragma_index_xinfo(?) ORDER BY seqno", (name,)).fetchall()
    columns = tuple(mentioned if cid == _EXPRESSION else (column,) for cid, column in keys if cid != _ROWID)
    return {name: [(relation.name, columns)]}
