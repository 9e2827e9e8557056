"""A small catalog in three dialects, and how tests write a query's lineage down."""

from __future__ import annotations

from opaq.engines.types import Testimony
from opaq.guard.admit import admit
from opaq.guard.types import Dialect, LexerSettings
from opaq.lineage.parsed import build
from opaq.lineage.query import Query
from opaq.lineage.resolve_witness import read
from opaq.model.catalog import Catalog, Relation, RelationKind, RelationName, StoredColumn
from opaq.model.schema import Field, Kind, Schema

SCHEMAS = {Dialect.POSTGRESQL: "public", Dialect.MYSQL: "shop", Dialect.SQLITE: "main"}
TABLES = {
    "customers": ("id", "full_name", "email", "ssn", "profile", "tier"),
    "orders": ("id", "customer_id", "status", "total"),
    "products": ("id", "name", "price"),
}
NUMBERS = {"id", "customer_id", "total", "price"}
VIEWS = {
    "contacts": (("who", "mail"), "SELECT id, email FROM customers"),
    "lines": (
        ("who", "mail", "state"),
        "SELECT c.who, c.mail, o.status FROM contacts c JOIN orders o ON o.customer_id = c.who",
    ),
}


def catalog(dialect: Dialect) -> Catalog:
    schema = SCHEMAS[dialect]
    found: dict[RelationName, Relation] = {}
    for name, columns in TABLES.items():
        own = RelationName(schema, name)
        found[own] = Relation(own, RelationKind.TABLE, tuple(map(_column, columns)))
    for name, (columns, definition) in VIEWS.items():
        own = RelationName(schema, name)
        found[own] = Relation(own, RelationKind.VIEW, tuple(map(_column, columns)), definition=definition)
    return Catalog(found, (schema,))


def _column(name: str) -> StoredColumn:
    kind, native = (Kind.INTEGER, "INTEGER") if name in NUMBERS else (Kind.TEXT, "TEXT")
    return StoredColumn(name, kind, native, primary_key=name == "id")


def resolve(sql: str, dialect: Dialect, *, names: int | None = None, parameters: tuple[str, ...] = ()) -> Query:
    """Build, with a testimony that has as many outputs as the query: `names`, or whatever it turns out to be."""
    statement = admit(sql, dialect, LexerSettings(), parameters=parameters)
    given = catalog(dialect)
    from opaq.lineage import parsed

    query = parsed._resolve(statement, given, frozenset())
    try:
        count = len(read(query).outputs) if names is None else names
    except RecursionError:  # build turns it into NotUnderstood
        count = 1
    outputs = getattr(query, "outputs", ())
    fields = [Field(outputs[i].name if i < len(outputs) else f"c{i}", Kind.TEXT) for i in range(count)]
    return build(statement, Testimony(Schema(tuple(fields))), given)


def bases(query: Query) -> list[str]:
    """Per output, its stored columns as `table.column`, sorted and joined by blanks."""
    return [" ".join(sorted(f"{c.relation.name}.{c.column}" for c in columns)) for columns in read(query).outputs]
