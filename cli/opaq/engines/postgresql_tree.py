"""PostgreSQL's own reading of a statement: the rewritten query tree it prints to this client, and what its OIDs mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from opaq.engines.postgresql_types import array_literal
from opaq.engines.types import ResolvedNames
from opaq.model.catalog import RelationName

if TYPE_CHECKING:
    from psycopg.pq.abc import PGresult

    from opaq.engines.postgresql_wire import Wire


class Listener:
    """Switches the server's printing of rewritten trees on around one Parse message, and catches the tree."""

    def __init__(self, wire: Wire, *, wanted: bool) -> None:
        self._wire = wire
        self._wanted = wanted
        self.tree: str | None = None

    def __enter__(self) -> Listener:
        if self._wanted:
            self._wire.run(
                "SET LOCAL debug_pretty_print = off; SET LOCAL debug_print_rewritten = on; SET LOCAL client_min_messages = 'log'"
            )
            self._wire.connection.notice_handler = self._hear
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._wanted:
            self._wire.connection.notice_handler = None
            if kind is None:  # a failed transaction takes no further command
                self._wire.run("SET LOCAL client_min_messages = 'error'; SET LOCAL debug_print_rewritten = off")

    def _hear(self, notice: PGresult) -> None:
        from opaq.engines.postgresql_libpq import pq

        detail = notice.error_field(pq.DiagnosticField.MESSAGE_DETAIL)
        if detail is not None and detail.lstrip(b"( \n").startswith(b"{QUERY"):
            self.tree = detail.decode()


_NUMBERED = re.compile(r":(\w+)\s+(\d+)\b|:(\w+)\s+\(o([\d\s]+)\)")  # the server breaks lines anywhere
_FUNCTION_FIELDS = frozenset(
    [
        "funcid",
        "opfuncid",
        "aggfnoid",
        "winfnoid",
        "hashfuncid",
        "negfuncid",
        "elemfuncid",
        "tsmhandler",
        "startInRangeFunc",
        "endInRangeFunc",
    ]
)
_OPERATOR_FIELDS = frozenset(["opno", "eqop", "sortop", "opnos"])
_RELATION_FIELDS = frozenset({"relid"})


def resolve(wire: Wire, tree: str) -> ResolvedNames:
    """The names of every function, operator, relation, column and type whose OID is in the tree, in two questions."""
    functions: set[str] = set()
    operators: set[str] = set()
    relations: set[str] = set()
    kinds: set[str] = set()
    for name, number, names, numbers in _NUMBERED.findall(tree):
        found = numbers.split() if names else [number]
        name = name or names
        if name in _FUNCTION_FIELDS:
            functions.update(found)
        elif name in _OPERATOR_FIELDS:
            operators.update(found)
        elif name in _RELATION_FIELDS:
            relations.update(found)
        elif name.endswith(("type", "types", "typeid", "typeId", "typmod")) or name in ("vartype", "type"):
            kinds.update(found)
    rows = wire.ask(
        _RESOLVE, [array_literal(functions), array_literal(operators), array_literal(relations), array_literal(kinds)]
    )
    return _named(rows)


_RESOLVE = """
WITH ops AS (SELECT o.oid, n.nspname, o.oprname, o.oprcode::oid AS code FROM pg_catalog.pg_operator o
             JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace WHERE o.oid = ANY ($2::oid[]))
SELECT 'f', p.oid, CASE WHEN replaced."is" THEN 'pg_catalog (replaced)' ELSE n.nspname END, p.proname,
    ((p.oid < 16384 AND n.nspname = 'pg_catalog' AND NOT replaced."is") OR x.oid IS NOT NULL)::text, x.extname
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  CROSS JOIN LATERAL (SELECT p.oid < 16384 AND p.prolang NOT IN (12, 13)
    AND p.xmin::text::bigint > CASE n.nspname WHEN 'pg_catalog' THEN 250 ELSE 700 END) replaced("is")
  LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
  LEFT JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid
  WHERE p.oid = ANY ($1::oid[]) OR p.oid IN (SELECT code FROM ops)
UNION ALL SELECT 'o', oid, nspname, oprname, code::text, NULL FROM ops
UNION ALL SELECT 'r', c.oid, n.nspname, c.relname, c.relkind::text, NULL
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ANY ($3::oid[])
UNION ALL SELECT 't', t.oid, n.nspname, t.typname, t.typtype::text, NULL
  FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE t.oid = ANY ($4::oid[])
UNION ALL SELECT 'c', a.attrelid, a.attnum::text, a.attname, NULL, NULL
  FROM pg_catalog.pg_attribute a WHERE a.attrelid = ANY ($3::oid[]) AND NOT a.attisdropped
"""
"""`pg_catalog (replaced)`: a built-in function that is neither internal nor C, and that a transaction after initdb wrote,
does what somebody gave it to do; its number and name say otherwise. initdb writes them in its transactions 1 to 105
(version 13) or 160 (18) and ends in its 480th or later; those of information_schema it writes between."""


def _named(rows: list[tuple[str | None, ...]]) -> ResolvedNames:
    names = ResolvedNames({}, {}, {}, {}, {}, {})
    tables: Any = names  # filled once, here; read-only afterwards
    for what, oid, schema, name, extra, extension in rows:
        number = int(oid or 0)
        if what == "f":
            tables.functions[number] = (schema, name, extra == "true")
            if extension is not None:
                tables.extensions[number] = extension
        elif what == "o":
            tables.operators[number] = (schema, name, int(extra or 0))
        elif what == "r":
            tables.relations[number] = (RelationName(schema or "", name or ""), extra)
        elif what == "t":
            tables.types[number] = (schema, name, extra)
        else:
            tables.columns[number, int(schema or 0)] = name
    return names


def relations_of(names: ResolvedNames) -> frozenset[RelationName]:
    return frozenset(name for name, _ in names.relations.values())
