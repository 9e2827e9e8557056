"""Rows of two databases that differ in what people earn only: the same rows, in the same order, whatever the plan is."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from .conftest import Run

SCHEMA = """
create table staff (id integer primary key, name text, dept text, salary integer, national_id text);
create index by_dept on staff (dept, salary);
create index by_id on staff (national_id, dept);
create table badge (national_id text primary key, door text) without rowid;
"""
STATEMENTS = [
    "select salary, min(id) from staff group by salary",
    "select salary, count(*) as c, min(id) from staff group by salary order by c limit 4",
    "select salary, min(id) from staff group by salary limit 3 offset 2",
    "select salary, dept, count(*) as c from staff group by salary, dept order by c desc, salary, dept limit 5",
    "select distinct dept, salary from staff order by dept desc, salary limit 3",
    "select distinct national_id, id from staff limit 5",
    "select id from staff where dept = 'sales'",
    "select id from staff where dept = 'sales' limit 2",
    "select id, dept from staff where dept = 'sales' order by dept limit :n",
    "select door from badge",
    "select door from badge limit 2",
    "select national_id, id from staff union select national_id, 0 from badge",
    "select id, count(*) over (partition by salary) from staff",
    "select group_concat(id) from staff where dept = 'sales'",
    "select id, row_number() over () from staff where dept = 'sales'",
]


@pytest.fixture
def worlds(opaq: Run, locked_out: Path, tmp_path: Path) -> Run:
    """Profiles `up` and `down`: who is paid more in one is paid less in the other."""
    for name, sign in (("up", 1), ("down", -1)):
        path = tmp_path / f"{name}.db"
        connection = sqlite3.connect(path)
        connection.executescript(SCHEMA)
        for i in range(1, 13):
            paid, number = (
                5000 + sign * 100 * (i // 2),
                f"{500 + sign * i * 37:03}-{50 + sign * i:02}-{5000 - i * sign}",
            )
            row = (i, f"Ann {'abcdefghijklm'[i]}.", ("sales", "legal")[i % 2], paid, number)
            connection.execute("insert into staff values (?, ?, ?, ?, ?)", row)
            connection.execute("insert into badge values (?, ?)", (number, f"door {i}"))
        connection.commit()
        connection.close()
        profile = locked_out / f".config/opaq/profiles/{name}.toml"
        profile.write_text(f'engine = "sqlite"\npath = "{path}"\n')
        profile.chmod(0o600)
    return opaq


@pytest.mark.parametrize("sql", STATEMENTS)
def test_the_order_of_rows_tells_nothing_of_masked_columns(worlds: Run, sql: str) -> None:
    first, second = (worlds("-P", name, "query", "--csv", "-p", "n:int=3", sql) for name in ("up", "down"))
    assert first.returncode == 0, first.stderr
    strip = [[part for part in line.split(",") if ":" not in part] for line in first.stdout.splitlines()]
    assert strip == [[part for part in line.split(",") if ":" not in part] for line in second.stdout.splitlines()]


def test_a_limit_is_applied_to_the_rows_in_their_new_order(worlds: Run) -> None:
    done = worlds(
        "-P", "up", "query", "--csv", "--no-header", "select min(id), salary from staff group by salary limit 2, 3"
    )
    assert [line.split(",")[0] for line in done.stdout.splitlines()] == ["4", "6", "8"]


def test_the_order_is_told(worlds: Run) -> None:
    done = worlds("-P", "up", "query", "--json", "--limit", "2", "select salary, min(id) from staff group by salary")
    told = json.loads(done.stdout)
    assert (told["row_count"], told["truncated"]) == (2, True)
    assert "rows stand in the order of what is shown" in told["notes"][0]


@pytest.mark.parametrize(
    "sql",
    [
        "select salary from staff group by salary order by min(id)",
        "select * from (select salary, min(id) from staff group by salary limit 3) s",
        "select salary from staff group by salary limit 1 + 1",
    ],
)
def test_where_rows_are_chosen_by_such_an_order_the_statement_is_refused(worlds: Run, sql: str) -> None:
    done = worlds("-P", "up", "query", sql)
    assert done.returncode == 5
    assert "OPQ-L012" in done.stderr


def test_an_order_that_only_breaks_ties_of_groups_is_left_to_what_is_shown(worlds: Run) -> None:
    by = "select salary, count(*) as c from staff group by salary order by c desc, salary"
    done = worlds("-P", "up", "query", "--json", by)
    assert "ORDER BY is kept to its first term" in json.loads(done.stdout)["notes"][0]
    counts = [row[1] for row in json.loads(done.stdout)["rows"]]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    "sql",
    [
        "select salary, count(*) as c from staff group by salary order by salary, c",
        "select dept, id from staff order by dept, salary",
        "select dept, min(salary) from staff group by dept order by dept, min(salary)",
        "select * from (select salary, count(*) as c from staff group by salary order by c, salary limit 3) s",
    ],
)
def test_any_other_order_by_masked_columns_is_refused(worlds: Run, sql: str) -> None:
    done = worlds("-P", "up", "query", sql)
    assert done.returncode == 5
    assert "OPQ-L004" in done.stderr


@pytest.mark.parametrize("sql", ["select id, salary from staff", "select id from staff where id > 3 limit 2"])
def test_rows_in_the_order_of_their_table_stay_in_it(worlds: Run, sql: str) -> None:
    done = worlds("-P", "up", "query", "--json", sql)
    assert json.loads(done.stdout)["notes"] == []
