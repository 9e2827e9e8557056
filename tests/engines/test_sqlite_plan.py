"""What SQLite's plan says of the order of rows is read so that nothing in it can hide an order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import admitted, opened
from opaq.engines.types import Session
from opaq.model.address import Address
from opaq.model.catalog import RelationName
from targets import Target

SCHEMA = """
CREATE TABLE staff (id INTEGER PRIMARY KEY, dept TEXT, ssn TEXT, pad TEXT);
CREATE INDEX by_ssn ON staff (ssn);
CREATE INDEX by_dept ON staff (dept, ssn);
CREATE INDEX by_word ON staff (lower(pad));
CREATE TABLE desks (staff_id INTEGER, room TEXT);
"""
ALL = {"id", "dept", "ssn", "pad"}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    import sqlite3

    path = tmp_path_factory.mktemp("plan") / "staff.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(SCHEMA)
    connection.close()
    with opened(Target(Address("sqlite", path=path), None)) as found:
        yield found


def walked(session: Session, sql: str) -> set[str]:
    statement = admitted(session, sql)
    catalog = session.describe([RelationName("main", "staff"), RelationName("main", "desks")])
    return {c.column for c in session.walked(statement, {}, catalog) if c.relation.name == "staff"}


@pytest.mark.parametrize(
    ("sql", "columns"),
    [
        ("SELECT pad FROM staff", {"id"}),
        ("SELECT pad FROM staff WHERE ssn > 'a'", {"id", "ssn"}),
        ("SELECT pad FROM staff WHERE dept = 'd'", {"id", "ssn"}),
        ("SELECT pad FROM staff WHERE dept = 'd' AND ssn = 's'", {"id"}),
        ("SELECT id FROM staff WHERE lower(pad) > 'a'", {"id", "pad"}),
        ("SELECT pad FROM staff AS \"x USING INDEX nothing\" WHERE ssn > 'a'", ALL),
        ("SELECT pad FROM staff AS \"x USING INDEX by_word (dept=?)\" WHERE ssn > 'a'", ALL),
    ],
)
def test_the_columns_of_the_index_that_is_walked_are_told(session: Session, sql: str, columns: set[str]) -> None:
    assert walked(session, sql) == columns


def test_an_index_made_for_one_statement_may_be_of_any_table(session: Session) -> None:
    sql = "SELECT desks.room FROM desks JOIN staff AS other ON other.pad = desks.room"
    assert walked(session, sql) >= {"pad"}
