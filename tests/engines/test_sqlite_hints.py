"""A prescribed index may not answer a guess by not fitting."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from opaq.engines.sqlite_hints import prescribed, refuse_partial
from opaq.errors import Refused
from opaq.guard.admit import admit
from opaq.guard.types import Dialect, LexerSettings


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:")
    opened.executescript(
        "CREATE TABLE people (id INTEGER, mail TEXT);"
        "CREATE INDEX whole ON people (mail); CREATE INDEX part ON people (id) WHERE mail <> 'a@b.example';"
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("sql", "partial"),
    [
        ("SELECT id FROM people INDEXED BY part WHERE mail <> 'x'", True),
        ("SELECT id FROM people indexed by \"PART\" WHERE mail <> 'x'", True),
        ("SELECT id FROM people INDEXED BY whole WHERE mail = 'x'", False),
        ("SELECT id FROM people NOT INDEXED", False),
    ],
)
def test_a_partial_index_cannot_be_prescribed(connection: sqlite3.Connection, sql: str, partial: bool) -> None:
    names = prescribed(admit(sql, Dialect.SQLITE, LexerSettings()))
    if partial:
        with pytest.raises(Refused):
            refuse_partial(names, connection)
    else:
        refuse_partial(names, connection)
