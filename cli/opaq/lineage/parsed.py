"""The second witness: the statement parsed by ourselves and resolved with the server's catalog.

The statement's own tokens, as the guard scanned them, go through a grammar that has
a place for every token or refuses (`sql_*`), and its names are resolved by the
server's rules (`resolve_*`) into the `query` the judge reads. Nothing is guessed: a
name that is not found, or found twice, or a clause that is not known raises
`NotUnderstood`; a construct that is known but not its meaning becomes `Opaque`.

A general SQL parser was not used on purpose: it takes 140 ms to load where this takes
about 10, and it forgives and rewrites (`a[1]` becomes `a[0]`, unknown options are
dropped), which is right for transpiling and wrong for a witness.

Where the engine itself testifies, it is believed over us: outputs that differ in
number or name, stored columns that the engine saw being read and we did not, and a
view-expanded text that reads more than we found all end in `NotUnderstood`.
"""

from __future__ import annotations

from collections.abc import Collection

from opaq.engines.types import Testimony
from opaq.errors import Refused
from opaq.guard.scan import scan
from opaq.guard.types import Dialect, LexerSettings, Statement, TokenKind
from opaq.lineage.query import Column, Query, Select
from opaq.lineage.resolve_query import QueryResolver
from opaq.lineage.resolve_table_functions import SQLITE
from opaq.lineage.resolve_tables import is_eponymous
from opaq.lineage.resolve_witness import read, trails
from opaq.lineage.sql_cursor import NotUnderstood
from opaq.lineage.sql_grammar import parse
from opaq.model.catalog import Catalog, ColumnRef

__all__ = ["NotUnderstood", "agree", "build", "columns_of_expression", "reads"]

MAX_CHARACTERS = 64 * 1024
"""Longer statements are lists of values; they can be bound or loaded instead."""


def build(
    statement: Statement, testimony: Testimony, catalog: Catalog, *, numbers: frozenset[str] = frozenset()
) -> Query:
    """The resolved query of an admitted statement. Raises NotUnderstood.

    `numbers` are the parameters bound to a number: MySQL compares text with them by its first digits.
    """
    try:
        query = _resolve(statement, catalog, numbers)
        if not statement.explained:
            _check_outputs(query, testimony)
        _check_reads(query, statement, testimony, catalog)
        _check_expanded(query, statement, testimony, catalog)
    except RecursionError:
        raise NotUnderstood("a statement nested this deeply") from None
    except Refused as refusal:  # the scanner, over a view's definition
        raise NotUnderstood("a view whose definition cannot be read") from refusal
    return query


def reads(query: Query) -> frozenset[ColumnRef]:
    """Every stored column the query mentions, through views and CTEs."""
    return read(query).reads


def agree(ours: Query, servers: Query) -> bool:
    """Whether the server's own text of the statement reads nothing for any output that we did not find.

    The server's may have less: it replaces rows it has already looked up by constants.
    """
    mine, theirs = read(ours).outputs, read(servers).outputs
    return len(mine) == len(theirs) and all(b <= a for a, b in zip(mine, theirs, strict=True))


def columns_of_expression(text: str, dialect: Dialect, columns: Collection[str]) -> frozenset[str]:
    """Which of a table's columns a generated column's expression can mention: every word or quoted name that is one."""
    folded = {c.casefold(): c for c in columns}
    try:
        tokens = scan(text, dialect, LexerSettings())
    except Refused:
        return frozenset(columns)
    kinds = {TokenKind.WORD, TokenKind.QUOTED, TokenKind.STRING}
    names = {t.text.strip("'\"`").casefold() for t in tokens if t.kind in kinds}
    return frozenset(folded[n] for n in names if n in folded)


def _resolve(statement: Statement, catalog: Catalog, numbers: frozenset[str]) -> Query:
    if len(statement.text) > MAX_CHARACTERS:
        raise NotUnderstood("a statement this long")
    try:
        node = parse(statement.text, statement.reading or statement.tokens, statement.dialect)
        resolver = QueryResolver(statement.dialect, catalog, statement.settings, statement.parameters, numbers)
        return resolver.resolve(node).query
    except RecursionError:
        raise NotUnderstood("a statement nested this deeply") from None


def _check_outputs(query: Query, testimony: Testimony) -> None:
    """The engine's result has the outputs we found: as many, and of the same names where they are columns."""
    fields = testimony.schema.fields
    if len(read(query).outputs) != len(fields):
        raise NotUnderstood("a select list that the server counts differently")
    for trail, field in zip(trails(query), fields, strict=True):
        if field.origin is not None and field.origin not in trail:
            raise NotUnderstood("an output that the server traces to another column")
    if not isinstance(query, Select):
        return
    for output, field in zip(query.outputs, fields, strict=True):
        if (
            isinstance(output.expr, Column)
            and output.name.split(":")[0].casefold() != field.name.split(":")[0].casefold()
        ):
            raise NotUnderstood("a select list that the server names differently")


def _check_reads(query: Query, statement: Statement, testimony: Testimony, catalog: Catalog) -> None:
    """SQLite's authorizer saw every column read; one that we did not find means that we misread something."""
    if testimony.columns is None or statement.dialect is not Dialect.SQLITE:
        return
    found = {(str(c.relation).casefold(), c.column.casefold()) for c in reads(query)}
    for column in testimony.columns:
        relation = catalog.relations.get(column.relation)
        if relation is not None and is_eponymous(relation) and relation.name.name in SQLITE:
            continue
        if column.column and (str(column.relation).casefold(), column.column.casefold()) not in found:
            raise NotUnderstood("a column the server reads and we do not see")


def _check_expanded(query: Query, statement: Statement, testimony: Testimony, catalog: Catalog) -> None:
    """MySQL: the server's view-expanded text must not contradict ours. Where it is not SQL any more, it is silent."""
    if not testimony.expanded or statement.explained:
        return
    servers = _expanded(testimony.expanded, statement, catalog)
    if servers is not None and not agree(query, servers):
        raise NotUnderstood("a statement that the server resolves differently")


def _expanded(text: str, statement: Statement, catalog: Catalog) -> Query | None:
    try:
        tokens = [t for t in scan(text, statement.dialect, statement.settings) if t.kind is not TokenKind.COMMENT]
        node = parse(text, tokens, statement.dialect)
        return QueryResolver(statement.dialect, catalog, statement.settings).resolve(node).query
    except (NotUnderstood, Refused, RecursionError):
        return None
