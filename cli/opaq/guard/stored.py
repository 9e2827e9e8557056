"""What the statement's relations are made of: views that call functions, tables that live elsewhere.

A view runs whatever it was defined with, and a foreign table reads files and
servers behind the back of a read-only transaction. The text of a view is judged
like a statement; where the server gives its resolved tree, the tree judges it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from opaq.errors import Refused
from opaq.guard.calls import calls
from opaq.guard.catalogue import is_allowed, lookup, refusal
from opaq.guard.clauses import judge_clauses
from opaq.guard.scan import scan
from opaq.guard.shape import shape_of
from opaq.guard.types import ADMITTED_NATURES, Dialect, LexerSettings, Nature, TokenKind
from opaq.guard.words import words
from opaq.model.catalog import Relation, RelationKind

_ELSEWHERE = words("federated connect spider s3 sphinx cassandra")
"""Storage engines of MySQL and MariaDB that read files or other servers when asked for rows."""
_FILE_VIEWS = words("pg_hba_file_rules pg_ident_file_mappings pg_file_settings")
"""PostgreSQL's views that read the server's configuration files when asked for rows."""


def judge_relations(
    dialect: Dialect,
    relations: Iterable[Relation],
    settings: LexerSettings,
    allowed: Collection[str],
) -> None:
    """Raises Refused (OPQ-G010, G011, G019) for a relation that would do more than read what is stored here."""
    for relation in relations:
        if relation.kind is RelationKind.FOREIGN or (relation.engine or "").casefold() in _ELSEWHERE:
            raise _elsewhere(relation, "lives outside this database")
        if dialect is Dialect.POSTGRESQL and relation.name.name in _FILE_VIEWS and relation.name.schema == "pg_catalog":
            raise _elsewhere(relation, "reads the server's files")
        if dialect is Dialect.MYSQL and relation.kind is RelationKind.VIEW:
            if not relation.definition:
                raise _hidden(relation)
            judge_view(relation.definition, dialect, settings, allowed)


def judge_view(
    definition: str,
    dialect: Dialect,
    settings: LexerSettings,
    allowed: Collection[str],
    clashing: Collection[str] = (),
) -> None:
    """Raises Refused for a view's SELECT that calls what a statement could not call. Never shows its text.

    `clashing` are names that user-defined functions have too: in a view, too, they may mean those.
    """
    try:
        tokens = tuple(t for t in scan(definition, dialect, settings) if t.kind is not TokenKind.COMMENT)
        shape = shape_of(definition, dialect, tokens)
        end = len(shape.tokens)
        found = calls(shape, 0, end, judge_clauses(shape, 0, end))
    except Refused:
        raise Refused(
            "OPQ-G019",
            "a view of this statement cannot be followed",
            why="what a view does is judged like a statement",
            hint="query the tables it stands on",
        ) from None
    for call in found:
        # MySQL prints its own functions bare in a view's text, and stored ones in backquotes.
        stored = dialect is Dialect.MYSQL and tokens[call.index].kind is TokenKind.QUOTED
        doubtful = stored or (call.name in clashing and call.schema != "pg_catalog")
        nature = Nature.USER if doubtful else lookup(dialect, call.name, call.schema)
        if nature not in ADMITTED_NATURES and not is_allowed(call.name, call.schema, nature, allowed):
            raise refusal(call.name, call.schema, nature, dialect)


def _hidden(relation: Relation) -> Refused:
    return Refused(
        "OPQ-G019",
        f"the definition of view {relation.name} is hidden from this role",
        why="a view runs whatever it was defined with",
        hint="grant SHOW VIEW to the role, or query the tables it stands on",
    )


def _elsewhere(relation: Relation, what: str) -> Refused:
    return Refused(
        "OPQ-G019",
        f"{relation.name} {what}",
        why="reading it reaches files, programs or other servers, which no read-only transaction prevents",
        hint="query the data where it is stored",
    )
