"""Where the columns of a materialised view come from: its definition, read by our own parser.

A materialised view is stored, so the server's tree ends at it. Its columns carry
what its definition derives from the tables below; where the definition cannot be
read, nothing is known of any of them.
"""

from __future__ import annotations

from opaq.errors import OpaqError
from opaq.guard.admit import admit
from opaq.guard.types import Dialect
from opaq.lineage.query import Query
from opaq.model.catalog import Catalog, Relation


def definition_query(relation: Relation, dialect: Dialect, catalog: Catalog) -> Query | None:
    """The resolved definition; None when it is not there or not understood. In memory only: it may hold literals."""
    from opaq.lineage.resolve_query import (
        QueryResolver,  # late: the grammar takes 10 ms to load, and few have such views
    )
    from opaq.lineage.sql_cursor import NotUnderstood
    from opaq.lineage.sql_grammar import parse

    if not relation.definition:
        return None
    try:
        statement = admit(relation.definition, dialect)
        node = parse(statement.text, statement.tokens, dialect)
        return QueryResolver(dialect, catalog, statement.settings, (), frozenset()).resolve(node).query
    except (OpaqError, NotUnderstood, RecursionError):
        return None
