"""By which columns MySQL's or MariaDB's plan may sort rows, from EXPLAIN: the indexes it walks.

InnoDB keeps a table in the order of its primary key, and entries of any other index
that are otherwise equal as well. Access by `const`, `eq_ref` or `system` finds one row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opaq.engines.mysql_catalog import union
from opaq.engines.walks import Indexes, Walk, every_column, primary_keys, sorted_by
from opaq.errors import DatabaseError
from opaq.model.catalog import Catalog, ColumnRef, RelationKind, RelationName

if TYPE_CHECKING:
    from opaq.engines.mysql_wire import Wire

_ONE_ROW = frozenset({"const", "eq_ref", "system", "unique_subquery", "index_subquery", "NULL"})
_KEYS = (
    "SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME FROM information_schema.STATISTICS "
    "WHERE {where}"
)


def walked(wire: Wire, text: str, catalog: Catalog, *, mariadb: bool) -> frozenset[ColumnRef]:
    """Columns in whose order rows of the statement may come; all, where the role may not see the plan."""
    try:
        plan = wire.ask(f"EXPLAIN {text}")
    except DatabaseError:
        return every_column(catalog)
    first = 3 if mariadb else 4  # MySQL tells the partitions before the type
    walks = [
        Walk(row[first + 2] or "", _held(row[first] or "", row[first + 4]))
        for row in plan
        if row[first] and row[first] not in _ONE_ROW
    ]
    if not walks:
        return frozenset()
    named = [walk for walk in walks if walk.index not in ("", "PRIMARY")]
    indexes = _indexes(wire, catalog) if named else {}
    return frozenset((*primary_keys(catalog), *sorted_by(named, indexes, catalog)))


def _held(access: str, compared: str | None) -> int:
    """`ref` lists what each leading key is compared with."""
    return len((compared or "").split(",")) if access == "ref" and compared else 0


def _indexes(wire: Wire, catalog: Catalog) -> Indexes:
    """A plan tells aliases, not tables: an index name stands for every table that has one of that name."""
    found: dict[str, dict[RelationName, list[tuple[int, str]]]] = {}
    stored = [r.name for r in catalog.relations.values() if r.kind is RelationKind.TABLE]
    for schema, table, index, position, column in union(wire, _KEYS, stored):
        relation = RelationName(schema or "", table or "")
        found.setdefault(index or "", {}).setdefault(relation, []).append((int(position or 0), column or ""))
    return {
        index: [(relation, tuple((column,) for _, column in sorted(keys))) for relation, keys in relations.items()]
        for index, relations in found.items()
    }
