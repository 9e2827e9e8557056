"""What a database says of its own relations: names, types, sizes, view definitions.

Engines fill it (for the relations of one statement only), lineage and classify
read it. View definitions may contain literals: they are parsed in memory and
never shown, logged or stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from opaq.model.record import field, record
from opaq.model.schema import Kind


@record(order=True)
class RelationName:
    """A table or view as the server names it, case as stored. SQLite: schema is `main`; MySQL: the database."""

    schema: str
    name: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}" if self.schema else self.name


@record(order=True)
class ColumnRef:
    """A stored column: relation and column name, as stored. The unit of origins, policy and classification."""

    relation: RelationName
    column: str

    def __str__(self) -> str:
        return f"{self.relation}.{self.column}"


class RelationKind(Enum):
    TABLE = "table"
    VIEW = "view"
    MATERIALIZED_VIEW = "materialized view"
    PARTITIONED = "partitioned table"
    FOREIGN = "foreign table"
    VIRTUAL = "virtual table"
    """SQLite virtual table (fts5, rtree ...)."""
    SHADOW = "shadow table"
    """Storage of a virtual table; holds values of it in pieces."""
    SEQUENCE = "sequence"
    SYSTEM = "system table"
    """Catalog, statistics, information_schema, performance_schema, mysql.*, sqlite_*."""


@record
class StoredColumn:
    """One column of a relation, as the catalog describes it."""

    name: str
    kind: Kind
    native: str
    """The server's own spelling of the type, e.g. `varchar(40)`."""
    nullable: bool = True
    primary_key: bool = False
    references: ColumnRef | None = None
    """Target of a single-column foreign key."""
    generated: str | None = None
    """Expression of a generated column. In memory only."""
    comment: str | None = None
    """In memory only: comments can hold values."""
    max_length: int | None = None
    hidden: bool = False
    """Left out of `*` (hidden columns of SQLite virtual tables, MySQL invisible columns)."""


@record
class Relation:
    """A relation with its columns in order."""

    name: RelationName
    kind: RelationKind
    columns: tuple[StoredColumn, ...]
    definition: str | None = None
    """A view's SELECT text in the engine's dialect. In memory only."""
    parents: tuple[RelationName, ...] = ()
    """Inheritance parents or the partitioned table."""
    estimated_rows: int | None = None
    engine: str | None = None
    """Virtual-table module (SQLite) or storage engine (MySQL)."""

    def column(self, name: str) -> StoredColumn | None:
        """The column of that exact name, else the only one that matches case-insensitively."""
        for column in self.columns:
            if column.name == name:
                return column
        folded = [c for c in self.columns if c.name.casefold() == name.casefold()]
        return folded[0] if len(folded) == 1 else None


@record
class Catalog:
    """The relations one statement can touch (views included, and what they stand on)."""

    relations: Mapping[RelationName, Relation] = field(default_factory=dict)
    search_path: tuple[str, ...] = ()
    """Schemas in which an unqualified name is looked up, in order."""

    def find(self, schema: str | None, name: str) -> Relation | None:
        """A relation by written name; `schema` None means: along the search path, case rules of the engine applied by the caller."""
        if schema is not None:
            return self.relations.get(RelationName(schema, name))
        for candidate in self.search_path:
            found = self.relations.get(RelationName(candidate, name))
            if found is not None:
                return found
        return None
