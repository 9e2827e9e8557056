"""By which columns PostgreSQL's plan may sort rows, from EXPLAIN: the indexes it walks.

Sequential and bitmap scans follow the table's own storage and sort nothing. Sorts
and hashes of grouping are known from the statement itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from opaq.engines.walks import Indexes, Walk, sorted_by
from opaq.model.catalog import Catalog, ColumnRef, RelationName

if TYPE_CHECKING:
    from opaq.engines.postgresql_wire import Wire

_KEYS = """
SELECT n.nspname, t.relname, i.relname, k.n, a.attname
FROM pg_catalog.pg_class i
JOIN pg_catalog.pg_index x ON x.indexrelid = i.oid
JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k(attribute, n)
CROSS JOIN LATERAL (
  SELECT k.attribute AS number WHERE k.attribute <> 0
  UNION ALL
  SELECT d.refobjsubid FROM pg_catalog.pg_depend d WHERE k.attribute = 0
  AND d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.oid AND d.refobjid = t.oid
) c
JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.number AND a.attnum > 0
WHERE i.relname = ANY ($1::text[]) AND k.n <= x.indnkeyatts
ORDER BY 1, 2, 3, 4, 5
"""
"""Columns of every key; of an expression, all columns the index depends on."""
_EQUALITY = r'[(.]"?{}"?\)?(?:::[\w ]+(?:\(\d+\))?)? (?:=|IS NULL)'
_STRING = re.compile(r"'(?:[^']|'')*'")
"""May itself read like a condition."""


def walked(wire: Wire, name: bytes, arguments: list[bytes | None], catalog: Catalog) -> frozenset[ColumnRef]:
    """Columns in whose order rows of the prepared statement may come. Raises ServerError."""
    given = f"({', '.join(map(_literal, arguments))})" if arguments else ""
    [(text,)] = wire.ask(f"EXPLAIN (FORMAT JSON, VERBOSE, COSTS OFF) EXECUTE {name.decode()}{given}")
    scans = [node for plan in json.loads(text or "[]") for node in _nodes(plan["Plan"]) if "Index Name" in node]
    scans = [n for n in scans if n["Node Type"] in ("Index Scan", "Index Only Scan") and not _finds_one(n, catalog)]
    if not scans:
        return frozenset()
    indexes = _keys(wire, sorted({node["Index Name"] for node in scans}))
    return frozenset(sorted_by((_walk(node, indexes) for node in scans), indexes, catalog))


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _finds_one(node: dict[str, Any], catalog: Catalog) -> bool:
    """A walk that holds a primary key to one value has nothing to sort; the usual one, and known without asking."""
    relation = catalog.relations.get(RelationName(node.get("Schema", ""), node.get("Relation Name", "")))
    keys = [column.name for column in relation.columns if column.primary_key] if relation else []
    return bool(keys) and all(_is_held(key, node) for key in keys)


def _is_held(column: str, node: dict[str, Any]) -> bool:
    condition = _STRING.sub("''", node.get("Index Cond", ""))
    return re.search(_EQUALITY.format(re.escape(column)), condition) is not None


def _keys(wire: Wire, names: list[str]) -> Indexes:
    found: dict[str, dict[RelationName, dict[str, list[str]]]] = {}
    array = "{" + ",".join('"' + n.replace("\\", "\\\\").replace('"', '\\"') + '"' for n in names) + "}"
    for row in wire.ask(_KEYS, [array]):
        schema, table, index, position, column = (cell or "" for cell in row)
        relation = RelationName(schema, table)
        found.setdefault(index, {}).setdefault(relation, {}).setdefault(position, []).append(column)
    return {
        index: [(relation, tuple(map(tuple, keys.values()))) for relation, keys in relations.items()]
        for index, relations in found.items()
    }


def _walk(node: dict[str, Any], indexes: Indexes) -> Walk:
    held = 0
    for _, keys in indexes.get(node["Index Name"], ())[:1]:
        for columns in keys:
            if len(columns) != 1 or not _is_held(columns[0], node):
                break
            held += 1
    return Walk(node["Index Name"], held)


def _literal(argument: bytes | None) -> str:
    """As `standard_conforming_strings` reads it, which the session has set."""
    return "NULL" if argument is None else "'" + argument.decode().replace("'", "''") + "'"
