"""A mistyped table, column or word of SQL, answered with the nearest name of the catalog or the language.

Only names go into the hint, and only names the catalog has; what was typed is
never repeated (a quoted name may be a value that was meant as a string).
"""

from __future__ import annotations

from opaq.engines.conditions import NO_COLUMN, NO_RELATION, SYNTAX
from opaq.engines.types import Session
from opaq.errors import DatabaseError, OpaqError, Position
from opaq.guard import typos
from opaq.guard.types import Statement, TokenKind
from opaq.model.catalog import RelationName
from opaq.model.pattern import late
from opaq.profile.keys import near

MANY = 10_000
"""Names compared with the mistyped one (0.1 s); a larger schema is not searched."""
MANY_TABLES = 20
"""Tables of the statement whose columns are compared."""
_PATH = late(r"""(?:[^\W\d][\w$]*|"[^"\n]+"|`[^`\n]+`)(?:\s*\.\s*(?:[^\W\d][\w$]*|"[^"\n]+"|`[^`\n]+`))*""")


def hinted(error: DatabaseError, statement: Statement, session: Session) -> DatabaseError:
    """The same error, its help naming the nearest table, column or word of SQL where there is one. Never raises."""
    if error.code == SYNTAX.code and error.position is not None:
        close = typos.clause(statement.tokens, offset_of(statement.original, error.position))
        error.hint = f"did you mean {close}?" if close else error.hint
        return error
    path = _path_at(statement.original, error.position)
    if not path or error.code not in (NO_RELATION.code, NO_COLUMN.code):
        return error
    try:
        tables = session.names(limit=MANY)
        close = (
            _near_table(path, tables)
            if error.code == NO_RELATION.code
            else _near_column(path, statement, session, tables)
        )
    except OpaqError:  # the first failure is the one to tell
        return error
    if close:
        error.hint = f'did you mean "{close}"? {error.hint}'
    return error


def offset_of(text: str, position: Position) -> int:
    """Characters before a position."""
    return sum(len(line) + 1 for line in text.split("\n")[: position.line - 1]) + position.column - 1


def _path_at(text: str, position: Position | None) -> list[str]:
    """The dotted name that begins at a position, without quotes."""
    if position is None:
        return []
    match = _PATH.match(text, offset_of(text, position))
    return [part.strip().strip('"`') for part in match.group().split(".")] if match else []


def _near_table(path: list[str], tables: tuple[RelationName, ...]) -> str:
    """The nearest name; with its schema when one was typed, or when the name is right and the schema is not."""
    by_name = {table.name: table for table in tables}
    plain = near(path[-1], by_name)
    if plain and (len(path) > 1 or plain.casefold() == path[-1].casefold()):
        return str(by_name[plain])
    return plain


def _near_column(path: list[str], statement: Statement, session: Session, tables: tuple[RelationName, ...]) -> str:
    words = {t.text.casefold() for t in statement.tokens if t.kind in (TokenKind.WORD, TokenKind.QUOTED)}
    read = [table for table in tables if table.name.casefold() in words][:MANY_TABLES]
    relations = session.describe(read).relations if read else {}
    names = {column.name for table in read if table in relations for column in relations[table].columns}
    return near(path[-1], sorted(names))
