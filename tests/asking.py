"""Ask an engine a question, the way the pipeline does: admit, connect, examine, execute."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opaq.engines import registry
from opaq.engines.types import Session
from opaq.guard.admit import admit
from opaq.guard.types import LexerSettings, Statement, Values
from opaq.model.address import Limits
from opaq.model.batch import Cell
from targets import Target

Rows = list[tuple[Cell, ...]]


@contextmanager
def opened(target: Target, limits: Limits | None = None) -> Iterator[Session]:
    """A session, closed at the end."""
    session = registry.load(target.address.engine).connect(target.address, target.secret, limits or Limits())
    try:
        yield session
    finally:
        session.close()


def admitted(session: Session, text: str, values: Values | None = None) -> Statement:
    return admit(text, session.dialect, session.lexer or LexerSettings(), parameters=frozenset(values or {}))


def rows_of(
    session: Session, text: str, values: Values | None = None, limits: Limits | None = None, *, bulk: bool = False
) -> Rows:
    """Every row of a statement."""
    statement = admitted(session, text, values)
    session.examine(statement, values or {})
    rows: Rows = []
    for batch in session.execute(statement, values or {}, limits or Limits(), bulk=bulk):
        rows += zip(*(column.cells() for column in batch.columns), strict=True)
    return rows


def ask(
    target: Target, text: str, values: Values | None = None, limits: Limits | None = None, *, bulk: bool = False
) -> Rows:
    """Every row of a statement, in a session of its own."""
    with opened(target, limits) as session:
        return rows_of(session, text, values, limits, bulk=bulk)
