"""What PostgreSQL says of types, relations, names and roles: a few questions to pg_catalog, each by OID or name.

Every question touches exactly the objects of one statement through an index of
the catalog, so that a database of ten thousand tables answers as fast as one of ten.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from opaq.engines import postgresql_types as types
from opaq.engines.postgresql_types import array_literal
from opaq.engines.types import Privileges
from opaq.guard.types import Statement, TokenKind
from opaq.model.batch import Batch, Column
from opaq.model.catalog import Catalog, ColumnRef, Relation, RelationKind, RelationName, StoredColumn
from opaq.model.schema import Field, Kind, Schema

if TYPE_CHECKING:
    from psycopg.pq.abc import PGresult

    from opaq.engines.postgresql_wire import Wire

FIRST_OWN_OID = 16384
"""Objects below were made by initdb (FirstNormalObjectId in transam.h)."""
MOST_CELL = 4096
"""Characters of a cell that a sample looks at."""
_DEPTH = 16
"""Views standing on views; deeper ones keep only what was reached."""

_RELKINDS = {
    "r": RelationKind.TABLE,
    "v": RelationKind.VIEW,
    "m": RelationKind.MATERIALIZED_VIEW,
    "p": RelationKind.PARTITIONED,
    "f": RelationKind.FOREIGN,
    "S": RelationKind.SEQUENCE,
    "t": RelationKind.SYSTEM,
}
_SYSTEM_SCHEMAS = ("pg_catalog", "information_schema", "pg_toast")


def relations_named(wire: Wire, statement: Statement) -> frozenset[RelationName]:
    """Every relation an identifier of the statement could mean: more than it reads, never less (but for views' own)."""
    words = {
        t.text if t.kind is TokenKind.QUOTED else t.text.lower()
        for t in statement.tokens
        if t.kind in (TokenKind.WORD, TokenKind.QUOTED)
    }
    rows = wire.ask(_NAMED, [array_literal(words)])
    return frozenset(RelationName(schema or "", name or "") for schema, name in rows)


_NAMED = """
SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = ANY ($1::text[]) AND c.relkind IN ('r', 'v', 'm', 'p', 'f', 'S')
  AND (n.nspname = ANY ($1::text[]) OR n.nspname = ANY (pg_catalog.current_schemas(true)))
"""


# --- the shape of a result ----------------------------------------------------------------------


def schema_of(wire: Wire, described: PGresult) -> Schema:
    """Fields with kinds, and the stored column behind each plain output."""
    count = described.nfields
    oids = [described.ftype(i) for i in range(count)]
    kinds = _kinds(wire, {oid for oid in oids if oid not in types.BUILT_IN and oid not in types.ARRAYS})
    origins = _origins(wire, [(described.ftable(i), described.ftablecol(i)) for i in range(count)])
    fields = []
    for i, oid in enumerate(oids):
        kind, native, element = kinds.get(oid) or _built_in(oid, described.fmod(i))
        name = (described.fname(i) or b"").decode()
        fields.append(Field(name, kind, native, origins[i], element))
    return Schema(tuple(fields))


def _built_in(oid: int, modifier: int) -> tuple[Kind, str, Kind | None]:
    if oid in types.ARRAYS:
        return Kind.ARRAY, types.native_name(oid, modifier), types.BUILT_IN[types.ARRAYS[oid]][1]
    if oid in types.BUILT_IN:
        return types.BUILT_IN[oid][1], types.native_name(oid, modifier), None
    return Kind.OTHER, "", None


def _kinds(wire: Wire, oids: set[int]) -> dict[int, tuple[Kind, str, Kind | None]]:
    if not oids:
        return {}
    rows = wire.ask(_TYPES, [array_literal(oids)])
    found = {}
    for oid, name, typtype, category, element, element_type, element_category, element_name in rows:
        kind = types.kind_of(typtype or "", category or "", name or "")
        inner = None
        if kind is Kind.ARRAY:
            known = types.BUILT_IN.get(int(element or 0))
            inner = known[1] if known else types.kind_of(element_type or "", element_category or "", element_name or "")
        found[int(oid or 0)] = (kind, name or "", inner)
    return found


_TYPES = """
SELECT t.oid, pg_catalog.format_type(t.oid, NULL), t.typtype, t.typcategory, t.typelem, e.typtype, e.typcategory, e.typname
FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem WHERE t.oid = ANY ($1::oid[])
"""


def _origins(wire: Wire, places: list[tuple[int, int]]) -> list[ColumnRef | None]:
    wanted = {table for table, _ in places if table}
    if not wanted:
        return [None] * len(places)
    rows = wire.ask(_COLUMNS_BY_OID, [array_literal(wanted)])
    known = {
        (int(oid or 0), int(number or 0)): ColumnRef(RelationName(schema or "", table or ""), column or "")
        for oid, number, schema, table, column in rows
    }
    return [known.get(place) for place in places]


_COLUMNS_BY_OID = """
SELECT a.attrelid, a.attnum, n.nspname, c.relname, a.attname
FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE a.attrelid = ANY ($1::oid[])
"""


# --- relations and their columns ----------------------------------------------------------------


def describe(wire: Wire, relations: Collection[RelationName], search_path: tuple[str, ...]) -> Catalog:
    """Those relations, and what views among them stand on; unqualified names along the search path."""
    if not relations:
        return Catalog({}, search_path)
    schemas = array_literal(r.schema for r in relations)
    names = array_literal(r.name for r in relations)
    rows = wire.ask(_RELATIONS, [schemas, names])
    columns = _columns(wire, [oid or "0" for oid, *_ in rows])
    parents: dict[str, list[RelationName]] = {}
    found: dict[RelationName, Relation] = {}
    for oid, schema, name, relkind, rowcount, definition, parent_names in rows:
        own = RelationName(schema or "", name or "")
        kind = _RELKINDS.get(relkind or "", RelationKind.TABLE)
        if own.schema in _SYSTEM_SCHEMAS or own.schema.startswith("pg_toast"):
            kind = RelationKind.SYSTEM
        parents[oid or ""] = [RelationName(*p.split("\x02", 1)) for p in (parent_names or "").split("\x01") if p]
        estimate = int(float(rowcount or -1))
        found[own] = Relation(
            own,
            kind,
            tuple(columns.get(oid or "", ())),
            definition=definition.rstrip().rstrip(";") if definition else None,
            parents=tuple(parents[oid or ""]),
            estimated_rows=estimate if estimate >= 0 else None,
        )
    return Catalog(found, search_path)


_RELATIONS = f"""
WITH RECURSIVE asked AS (
  SELECT * FROM unnest($1::text[], $2::text[]) AS a(schema, name)
), wanted(oid, depth) AS (
  SELECT c.oid, 0 FROM asked a JOIN pg_catalog.pg_class c ON c.relname = a.name
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f', 'S', 't')
      AND (n.nspname = a.schema OR (a.schema = '' AND pg_catalog.pg_table_is_visible(c.oid)))
  UNION
  SELECT d.refobjid, w.depth + 1 FROM wanted w JOIN pg_catalog.pg_rewrite r ON r.ev_class = w.oid
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
      AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> w.oid
    WHERE w.depth < {_DEPTH}
)
SELECT c.oid, n.nspname, c.relname, CASE WHEN c.relhassubclass AND EXISTS (
    WITH RECURSIVE part(oid) AS (SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid
      UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN part ON i.inhparent = part.oid)
    SELECT FROM part JOIN pg_catalog.pg_class p ON p.oid = part.oid WHERE p.relkind = 'f')
  THEN 'f' ELSE c.relkind END, c.reltuples,
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END,
  (SELECT pg_catalog.string_agg(pn.nspname || E'\\x02' || pc.relname, E'\\x01') FROM pg_catalog.pg_inherits i
     JOIN pg_catalog.pg_class pc ON pc.oid = i.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
     WHERE i.inhrelid = c.oid)
FROM (SELECT DISTINCT oid FROM wanted) w JOIN pg_catalog.pg_class c ON c.oid = w.oid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
"""


def _columns(wire: Wire, oids: list[str]) -> dict[str, list[StoredColumn]]:
    found: dict[str, list[StoredColumn]] = {}
    for row in wire.ask(_COLUMNS, [array_literal(oids)]):
        found.setdefault(row[0] or "", []).append(_column(row))
    return found


def _column(row: tuple[str | None, ...]) -> StoredColumn:
    _, name, type_oid, native, typtype, category, typname, not_null, key, generated, comment, target = row
    oid = int(type_oid or 0)
    known = types.BUILT_IN.get(oid)
    kind = (
        known[1]
        if known
        else Kind.ARRAY
        if oid in types.ARRAYS
        else types.kind_of(typtype or "", category or "", typname or "")
    )
    length = re.search(r"char\w*(?: varying)?\((\d+)\)", native or "")
    reference = target.split("\x01") if target else None
    return StoredColumn(
        name or "",
        kind,
        native or "",
        nullable=not_null != "t",
        primary_key=key == "t",
        references=ColumnRef(RelationName(reference[0], reference[1]), reference[2]) if reference else None,
        generated=generated,
        comment=comment,
        max_length=int(length.group(1)) if length else None,
    )


# A domain is described by its base type, as results are.
_COLUMNS = """
SELECT a.attrelid, a.attname, b.oid, pg_catalog.format_type(a.atttypid, a.atttypmod), b.typtype, b.typcategory, b.typname,
  a.attnotnull, p.oid IS NOT NULL,
  CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(g.adbin, g.adrelid) END,
  pg_catalog.col_description(a.attrelid, a.attnum),
  (SELECT n.nspname || E'\\x01' || fc.relname || E'\\x01' || fa.attname FROM pg_catalog.pg_constraint f
     JOIN pg_catalog.pg_class fc ON fc.oid = f.confrelid JOIN pg_catalog.pg_namespace n ON n.oid = fc.relnamespace
     JOIN pg_catalog.pg_attribute fa ON fa.attrelid = f.confrelid AND fa.attnum = f.confkey[1]
     WHERE f.conrelid = a.attrelid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum] LIMIT 1)
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
JOIN pg_catalog.pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
LEFT JOIN pg_catalog.pg_constraint p ON p.conrelid = a.attrelid AND p.contype = 'p' AND a.attnum = ANY (p.conkey)
LEFT JOIN pg_catalog.pg_attrdef g ON g.adrelid = a.attrelid AND g.adnum = a.attnum
WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum
"""


def names(wire: Wire, pattern: str, limit: int) -> tuple[RelationName, ...]:
    """Relations this role may read, outside the system schemas."""
    rows = wire.ask(_NAMES, [pattern, str(limit)])
    return tuple(RelationName(schema or "", name or "") for schema, name in rows)


_NAMES = """
SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND (c.relname ILIKE $1 OR n.nspname || '.' || c.relname ILIKE $1)
  AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT')
ORDER BY 1, 2 LIMIT $2::int
"""


def sample(wire: Wire, relation: RelationName, columns: list[str], rows: int) -> Batch:
    """A few rows as text, long cells cut; from pages all over the table when it is large."""
    source = f"{quoted(relation.schema)}.{quoted(relation.name)}" if relation.schema else quoted(relation.name)
    found = wire.ask(_SIZE, [source])
    kind, tuples = found[0] if found else (None, None)
    many = float(tuples or 0) if kind in ("r", "m", "p") else 0.0
    share = f" TABLESAMPLE SYSTEM ({max(0.01, min(100.0, rows * 400 / many)):.4f})" if many > rows * 50 else ""
    cut = ", ".join(f"pg_catalog.left({quoted(c)}::text, {MOST_CELL})" for c in columns)
    cells = wire.ask(f"SELECT {cut} FROM {source}{share} LIMIT {int(rows)}")
    if share and len(cells) < rows // 2:
        cells = wire.ask(f"SELECT {cut} FROM {source} LIMIT {int(rows)}")
    schema = Schema(tuple(Field(name, Kind.TEXT) for name in columns))
    by_column = list(zip(*cells, strict=True)) if cells else [() for _ in columns]
    return Batch(schema, [Column(column) for column in by_column], len(cells))


# --- names that mean user-defined things --------------------------------------------------------

HAZARDOUS_TYPES = """
WITH RECURSIVE bad(oid) AS (
  SELECT c.contypid FROM pg_catalog.pg_constraint c
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_constraint'::regclass AND d.objid = c.oid
    WHERE c.contypid <> 0 AND d.refclassid IN ('pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_operator'::regclass)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
        WHERE e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e')
  UNION SELECT x.oid FROM bad CROSS JOIN LATERAL (
    SELECT t.oid FROM pg_catalog.pg_type t WHERE t.typbasetype = bad.oid OR t.typelem = bad.oid
    UNION ALL SELECT r.rngtypid FROM pg_catalog.pg_range r WHERE r.rngsubtype = bad.oid
    UNION ALL SELECT c.reltype FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      WHERE a.atttypid = bad.oid AND c.reltype <> 0 AND NOT a.attisdropped) x
)
SELECT pg_catalog.string_agg(DISTINCT t.typname, E'\\x01') FROM bad JOIN pg_catalog.pg_type t ON t.oid = bad.oid
"""
"""Types whose literals run user-defined code while a statement is parsed: domains with such checks, and what holds them."""

_CLASHING = """
WITH own AS (
  SELECT p.oid, p.proname, p.pronargs, p.proargtypes[0] AS first FROM pg_catalog.pg_proc p
  WHERE p.oid >= 16384 AND p.prokind <> 'p' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
    WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e'))
SELECT 'f', proname FROM own
UNION SELECT 'a', own.proname FROM own JOIN pg_catalog.pg_type t ON t.oid = own.first
  WHERE own.pronargs = 1 AND t.typtype = 'c'
UNION SELECT 'o', o.oprname FROM pg_catalog.pg_operator o WHERE o.oid >= 16384 AND NOT EXISTS (
  SELECT FROM pg_catalog.pg_depend e
  WHERE e.classid = 'pg_catalog.pg_operator'::regclass AND e.objid = o.oid AND e.deptype = 'e')
UNION SELECT 't', t.typname FROM pg_catalog.pg_cast c JOIN own ON own.oid = c.castfunc
  JOIN pg_catalog.pg_type t ON t.oid IN (c.castsource, c.casttarget)
"""


def clashing(wire: Wire) -> dict[str, frozenset[str]]:
    """Names of user-defined functions (f), functions of one row (a), operators (o), and types that casts run code for (t)."""
    found: dict[str, set[str]] = {"f": set(), "a": set(), "o": set(), "t": set()}
    for what, name in wire.ask(_CLASHING, []):
        found[what or ""].add(name or "")
    return {what: frozenset(names) for what, names in found.items()}


_SIZE = "SELECT relkind, reltuples FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass($1)"


def quoted(name: str) -> str:
    """An identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'


# --- roles --------------------------------------------------------------------------------------


def privileges(wire: Wire) -> Privileges:
    """What the role could do beyond reading."""
    row = wire.ask(_ROLE)[0]
    facts = [
        (what, value == "t", mend if value == "t" else "") for (what, mend), value in zip(_ROLE_FACTS, row, strict=True)
    ]
    return Privileges(tuple(facts))


_ROLE_FACTS = (
    ("the role is a superuser", "connect as a role made with CREATE ROLE ... LOGIN and SELECT grants only"),
    ("the role may create roles or databases", "ALTER ROLE ... NOCREATEROLE NOCREATEDB"),
    ("the role bypasses row security", "ALTER ROLE ... NOBYPASSRLS"),
    ("the role may replicate", "ALTER ROLE ... NOREPLICATION"),
    ("the role may read server files", "REVOKE pg_read_server_files"),
    ("the role may write server files or run programs", "REVOKE pg_write_server_files, pg_execute_server_program"),
    ("the role may signal other sessions", "REVOKE pg_signal_backend"),
    ("the role may write tables", "REVOKE INSERT, UPDATE, DELETE, TRUNCATE, and pg_write_all_data"),
    ("the role may create objects in this database", "REVOKE CREATE ON DATABASE and ON SCHEMA"),
    ("the role's temporary files have no limit", "ALTER ROLE ... SET temp_file_limit = '256MB'"),
)
_ROLE = """
SELECT r.rolsuper, r.rolcreaterole OR r.rolcreatedb, r.rolbypassrls, r.rolreplication,
  pg_catalog.pg_has_role(r.oid, 'pg_read_server_files', 'USAGE'),
  pg_catalog.pg_has_role(r.oid, 'pg_write_server_files', 'USAGE') OR pg_catalog.pg_has_role(r.oid, 'pg_execute_server_program', 'USAGE'),
  pg_catalog.pg_has_role(r.oid, 'pg_signal_backend', 'USAGE'),
  EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')),
  pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
    OR EXISTS (SELECT 1 FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_' AND pg_catalog.has_schema_privilege(n.oid, 'CREATE')),
  (SELECT s.setting = '-1' FROM pg_catalog.pg_settings s WHERE s.name = 'temp_file_limit')
FROM pg_catalog.pg_roles r WHERE r.rolname = current_user
"""
