"""EXPLAIN of a write: what is judged in its place, and that nothing is written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from asking import ask
from opaq.errors import DatabaseError, Refused
from opaq.guard.admit import admit
from opaq.guard.types import Dialect, Statement
from opaq.model.address import Address
from targets import Target

READINGS = (
    ("delete from t where a = 1", "select 1 from t where a = 1"),
    ("delete from t as x using u where x.a = u.a returning x.b", "select 1 from t as x , u where x.a = u.a"),
    ("update t set a = b + 1, c = (select 2) where d > 3", "select b + 1 , ( select 2 ) from t where d > 3"),
    ("update t x set a = u.b from u where u.c = x.c", "select u . b from t x , u where u . c = x . c"),
    ("insert into t (a, b) select c, d from u returning a", "select c , d from u"),
    ("insert into t values (1, 2)", "values ( 1 , 2 )"),
)


def spelled(statement: Statement) -> str:
    return " ".join(token.text for token in statement.reading)


@pytest.mark.parametrize(("write", "reading"), READINGS)
@pytest.mark.parametrize("dialect", [Dialect.POSTGRESQL, Dialect.SQLITE])
def test_a_planned_write_is_judged_as_the_query_that_finds_its_rows(dialect: Dialect, write: str, reading: str) -> None:
    statement = admit(f"explain {write}", dialect)
    assert spelled(statement).replace(" ", "") == reading.replace(" ", "")
    assert statement.explained


@pytest.mark.parametrize(
    "write",
    [
        "delete from t where a = 1 returning (select count(*) from u where b < 'm')",
        "update t set a = 1 returning a, exists (with x as (select 1) select 1 from u, x where b < 'm')",
        "insert into t select a from u returning array(table u)",
    ],
)
def test_what_a_planned_write_returns_asks_nothing(write: str) -> None:
    with pytest.raises(Refused) as caught:
        admit(f"explain {write}", Dialect.POSTGRESQL)
    assert caught.value.code == "OPQ-G014"


def test_a_query_has_no_other_reading() -> None:
    assert admit("explain select 1", Dialect.POSTGRESQL).reading == ()


@pytest.fixture
def file(tmp_path: Path) -> Target:
    path = tmp_path / "small.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "create table kept(a integer primary key, b text default 'secret'); insert into kept(a) values (1)"
        )
    return Target(Address("sqlite", path=path), None)


@pytest.mark.parametrize(
    "write", ["delete from kept where a = 1", "update kept set b = 'x'", "insert into kept(a) values (2)"]
)
@pytest.mark.parametrize("explain", ["explain", "explain query plan"])
def test_sqlite_plans_a_write_and_changes_nothing(file: Target, explain: str, write: str) -> None:
    path = file.address.path
    assert path is not None
    before = path.read_bytes()
    ask(file, f"{explain} {write}")
    assert path.read_bytes() == before


def test_sqlite_holds_a_statement_to_its_heap(file: Target) -> None:
    rows = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000)"
    with pytest.raises(DatabaseError) as caught:
        ask(file, f"{rows} select i from n order by hex(randomblob(400000)) || i")
    assert caught.value.code == "OPQ-D011"
