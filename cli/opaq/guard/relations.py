"""System relations: which of their columns hold names, types, sizes, counts and times only.

Denied by default: definitions, defaults, comments, statistics of values, query
texts, settings, addresses and logs carry values. The tables are data, loaded when
a statement reads a system relation.
"""

from __future__ import annotations

from functools import cache

from opaq.guard.shows import public_columns
from opaq.guard.types import Dialect, Statement
from opaq.guard.words import words

_POSTGRESQL_EXTENSIONS = "*"


def column_is_public(dialect: Dialect, schema: str, relation: str, column: str) -> bool:
    """Whether cells of this column of a system relation may be shown as they are. Names as the server stores them."""
    return column.casefold() in _public(dialect, schema.casefold(), relation.casefold())


def show_columns(statement: Statement) -> frozenset[str]:
    """Folded names of the public output columns of an admitted SHOW, DESCRIBE or PRAGMA; the others are redacted."""
    return public_columns(statement)


@cache
def _public(dialect: Dialect, schema: str, relation: str) -> frozenset[str]:
    match dialect:
        case Dialect.POSTGRESQL:
            from opaq.guard import relations_postgresql

            tables = relations_postgresql.PUBLIC
            listed = tables.get(schema, {}).get(relation) or tables[_POSTGRESQL_EXTENSIONS].get(relation, "")
            return words(listed)
        case Dialect.MYSQL:
            from opaq.guard import relations_mysql

            if relation in words(relations_mysql.DENIED.get(schema, "")):
                return frozenset()
            return words(relations_mysql.PUBLIC.get(schema, ""))
        case Dialect.SQLITE:
            from opaq.guard import relations_sqlite

            pragma = relation.removeprefix("pragma_")
            one = frozenset({pragma}) if pragma != relation else frozenset()
            return words(relations_sqlite.PUBLIC.get(pragma, "")) or one


def is_system(dialect: Dialect, schema: str, relation: str) -> bool:
    """Whether the relation is the server's own: its columns are judged by `column_is_public`, not by classification."""
    schema, relation = schema.casefold(), relation.casefold()
    match dialect:
        case Dialect.POSTGRESQL:
            return schema in {"pg_catalog", "information_schema", "pg_toast"} or relation.startswith(
                "pg_stat_statements"
            )
        case Dialect.MYSQL:
            return schema in {"information_schema", "performance_schema", "mysql", "sys"}
        case Dialect.SQLITE:
            return relation.startswith(("sqlite_", "pragma_")) or relation == "dbstat"
