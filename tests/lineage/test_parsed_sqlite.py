"""Lineage against reality: change one stored column, and lineage must name it for every output that changes."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from opaq.engines import sqlite as engine
from opaq.errors import OpaqError
from opaq.guard.admit import admit
from opaq.guard.types import Dialect
from opaq.lineage.parsed import NotUnderstood, build
from opaq.lineage.query import Query
from opaq.lineage.resolve_witness import read
from opaq.model.address import Address, Limits
from opaq.model.catalog import ColumnRef, RelationName

SCHEMA = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, full_name TEXT, email TEXT, tier TEXT, doc TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, status TEXT, total INTEGER);
CREATE VIEW contacts AS SELECT id AS who, email AS mail FROM customers;
CREATE VIEW lines (who, state, mail) AS SELECT c.who, o.status, c.mail FROM contacts c JOIN orders o ON o.customer_id = c.who;
INSERT INTO customers VALUES (1,'Ann','ann@x.org','gold','{"a":1,"b":[1,2]}'),(2,'Bob','bob@y.org','free','{"a":2,"b":[3]}'),
  (3,'Cyd','cyd@x.org','gold','{"a":3}'),(4,'Dee','dee@z.org','plus','{}');
INSERT INTO orders VALUES (1,1,'open',10),(2,1,'done',20),(3,2,'open',5),(4,3,'void',7),(5,9,'open',1);
"""
CHANGES = {
    ("customers", "id"): "id = id + 1000",
    ("customers", "full_name"): "full_name = 'x' || full_name || id",
    ("customers", "email"): "email = CASE id WHEN 1 THEN 'zed@x.org' ELSE 'p' || email END",
    ("customers", "tier"): "tier = CASE tier WHEN 'gold' THEN 'free' ELSE 'gold' END",
    ("customers", "doc"): 'doc = \'{"a":9,"b":[9,8,7]}\'',
    ("orders", "id"): "id = id + 1000",
    ("orders", "customer_id"): "customer_id = 5 - customer_id",
    ("orders", "status"): "status = CASE status WHEN 'open' THEN 'void' ELSE 'open' END",
    ("orders", "total"): "total = 100 - total",
}
COLUMNS = {
    "customers": ["id", "full_name", "email", "tier", "doc"],
    "orders": ["id", "customer_id", "status", "total"],
    "contacts": ["who", "mail"],
    "lines": ["who", "state", "mail"],
}


def database(change: tuple[str, str] | None = None, path: str = ":memory:") -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    if change is not None:
        connection.execute(f"UPDATE {change[0]} SET {CHANGES[change]}")
    connection.commit()
    return connection


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lineage") / "small.db"
    database(path=str(path)).close()
    return path


@pytest.fixture(scope="module")
def worlds() -> dict[tuple[str, str] | None, sqlite3.Connection]:
    return {change: database(change) for change in [None, *CHANGES]}


def resolved(sql: str, file: Path) -> Query:
    session = engine.connect(Address("sqlite", path=file), None, Limits())
    try:
        statement = admit(sql, Dialect.SQLITE)
        testimony = session.examine(statement, {})
        return build(statement, testimony, session.describe(testimony.relations or ()))
    finally:
        session.close()


def unexplained(sql: str, query: Query, worlds: dict[tuple[str, str] | None, sqlite3.Connection]) -> list[str]:
    """Changes of stored columns that changed an output without being in its lineage."""
    reading = read(query)
    before = worlds[None].execute(sql).fetchall()
    found = []
    for change in CHANGES:
        column = ColumnRef(RelationName("main", change[0]), change[1])
        if column in reading.deciding:
            continue
        after = worlds[change].execute(sql).fetchall()
        for position, bases in enumerate(reading.outputs):
            cells = Counter(repr(row[position]) for row in before), Counter(repr(row[position]) for row in after)
            if cells[0] != cells[1] and column not in bases:
                found.append(f"{column} -> output {position}")
    return found


@st.composite
def source(draw: st.DrawFn, depth: int) -> tuple[str, dict[str, list[str]]]:
    """A FROM clause and the columns of its aliases."""
    alias = draw(st.sampled_from(["a", "b", "c", "orders"]))
    kind = draw(st.sampled_from(["table", "table", "join", "sub"])) if depth else "table"
    if kind == "sub":
        inner, names = draw(select(depth - 1))
        return f"({inner}) AS {alias}", {alias: names}
    table = draw(st.sampled_from(sorted(COLUMNS)))
    left, right = f"{table} AS {alias}", {alias: COLUMNS[table]}
    if kind == "table":
        return left, right
    other, more = draw(source(depth - 1))
    assume(alias not in more)
    how = draw(st.sampled_from(["JOIN", "LEFT JOIN", "NATURAL JOIN", "CROSS JOIN", ","]))
    on = ""
    if how in {"JOIN", "LEFT JOIN"}:
        on = f" ON {draw(expression(right, 0))} = {draw(expression(more, 0))}"
    return f"{left} {how} {other}{on}", {**right, **more}


@st.composite
def expression(draw: st.DrawFn, columns: dict[str, list[str]], depth: int) -> str:
    alias = draw(st.sampled_from(sorted(columns)))
    name = draw(st.sampled_from(columns[alias]))
    column = draw(st.sampled_from([f"{alias}.{name}", f"{alias}.{name}", f'"{name}"', name.upper()]))
    if not depth:
        return column
    inner = draw(expression(columns, depth - 1))
    forms = [
        f"upper({column})", f"{column} || {inner}", f"coalesce({column}, {inner})", f"substr({column}, 1, 2)",
        f"CASE WHEN {inner} > 'b' THEN {column} ELSE {inner} END", f"{column} = {inner}", f"{column} IS NULL", f"nullif({column}, {inner})",
        f"{column} IN (1, {inner})", f"{column} BETWEEN 1 AND {inner}", f"-{column} + 1", f"'k' || {column}", f"{column} LIKE '%a%'",
        f"(SELECT status FROM orders WHERE customer_id = {column} ORDER BY orders.id LIMIT 1)",
        f"EXISTS (SELECT 1 FROM customers cc WHERE cc.id = {column} AND tier = 'gold')",
        f"(SELECT max(mail) FROM contacts WHERE who = {inner})", f"{column} NOT IN (SELECT who FROM lines)", f"CAST({column} AS TEXT)",
        f"iif({column} > 2, {inner}, 0)", f"max({column}, {inner})", "'constant'", f"{column} NOT NULL", f"({column}, 1) = ({inner}, 1)",
    ]  # fmt: skip
    return draw(st.sampled_from(forms))


@st.composite
def select(draw: st.DrawFn, depth: int = 2) -> tuple[str, list[str]]:
    """A SELECT and the names of its outputs."""
    tables, columns = draw(source(depth))
    count = draw(st.integers(1, 3))
    names = draw(
        st.lists(
            st.sampled_from(["p", "q", "id", "email", "who", "status"]), min_size=count, max_size=count, unique=True
        )
    )
    exprs = [draw(expression(columns, draw(st.integers(0, 2)))) for _ in names]
    grouped = draw(st.booleans()) and draw(st.booleans())
    tail = ""
    if draw(st.booleans()):
        tail += f" WHERE {draw(expression(columns, 1))}"
    if grouped:
        aggregate = draw(
            st.sampled_from(
                ["count(*)", "max({})", "group_concat({}, '-')", "count(DISTINCT {})", "total({})", "min({})"]
            )
        )
        exprs[-1] = aggregate.format(draw(expression(columns, 0)))
        if len(exprs) > 1:
            tail += f" GROUP BY {draw(st.sampled_from([names[0], '1', exprs[0]]))}"
            if draw(st.booleans()):
                tail += f" HAVING {names[-1]} > 0"
    distinct = "DISTINCT " if draw(st.integers(0, 5)) == 0 else ""
    text = f"SELECT {distinct}{', '.join(f'{e} AS {n}' for e, n in zip(exprs, names, strict=True))} FROM {tables}{tail}"
    if draw(st.integers(0, 4)) == 0:
        ties = ", ".join(str(i + 1) for i in range(len(names)))  # else the plan decides which rows are left
        text += f" ORDER BY {draw(st.sampled_from([names[0], '1', exprs[0]]))}, {ties} LIMIT {draw(st.integers(1, 3))}"
    return text, names


@st.composite
def statement(draw: st.DrawFn) -> str:
    text, names = draw(select())
    form = draw(st.sampled_from(["plain", "plain", "cte", "set", "star", "recursive"]))
    if form == "cte":
        cte = draw(st.sampled_from(["w", "orders", "contacts"]))
        return f"WITH {cte} AS ({text}) SELECT {names[0]}, * FROM {cte}"
    if form == "set":
        operator = draw(st.sampled_from(["UNION ALL", "UNION", "INTERSECT", "EXCEPT"]))
        other = ", ".join(draw(st.sampled_from(["email", "full_name", "id", "'x'"])) for _ in names)
        assume("LIMIT" not in text)
        return f"{text} {operator} SELECT {other} FROM customers"
    if form == "star":
        return f"SELECT *, s.* FROM ({text}) s, orders o WHERE o.total > 6"
    if form == "recursive":
        rest = ", ".join(names)
        return f"WITH RECURSIVE r(n, {rest}) AS (SELECT 1, * FROM ({text}) UNION ALL SELECT n + 1, {', '.join(reversed(names))} FROM r WHERE n < 3) SELECT {rest} FROM r"
    return text


@settings(
    max_examples=int(os.environ.get("OPAQ_TEST_EXAMPLES", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(sql=statement())
def test_a_changed_column_changes_only_outputs_that_name_it(
    sql: str, file: Path, worlds: dict[tuple[str, str] | None, sqlite3.Connection]
) -> None:
    try:
        worlds[None].execute(sql).fetchall()
    except sqlite3.Error:
        assume(False)
    try:
        query = resolved(sql, file)
    except (NotUnderstood, OpaqError) as refused:
        event(f"{type(refused).__name__}: {refused}")
        assume(False)
        raise
    assert unexplained(sql, query, worlds) == []


HAND_WRITTEN = [
    "SELECT max(email), id FROM customers",
    "SELECT id, min(total), status FROM orders GROUP BY customer_id",
    "SELECT full_name FROM customers GROUP BY tier HAVING max(email) > 'b'",
    "SELECT (SELECT tier FROM customers c WHERE c.id = o.customer_id) t FROM orders o ORDER BY t",
    "SELECT count(*) OVER (PARTITION BY tier), first_value(email) OVER (ORDER BY full_name) FROM customers",
    "SELECT value FROM customers, json_each(doc, '$.b') WHERE key = 0",
    "SELECT key, sum(value) OVER (ORDER BY customers.id) FROM json_each(doc), customers",
    "SELECT * FROM lines NATURAL JOIN contacts",
    "SELECT * FROM orders LEFT JOIN customers USING (id)",
    "SELECT id, email FROM orders RIGHT JOIN customers USING (id)",
    "SELECT rowid, _rowid_, customers.oid FROM customers",
    "SELECT doc ->> '$.a', doc -> 'b', json_extract(doc, '$.b[0]') FROM customers",
    "SELECT a.email FROM customers a JOIN customers b ON b.id = a.id + 1",
    "VALUES (1, (SELECT max(email) FROM customers)), (2, 'x')",
]


@pytest.mark.parametrize("sql", HAND_WRITTEN)
def test_lineage_explains_every_change_of(
    sql: str, file: Path, worlds: dict[tuple[str, str] | None, sqlite3.Connection]
) -> None:
    assert unexplained(sql, resolved(sql, file), worlds) == []


def test_a_row_that_was_picked_by_its_extreme_depends_on_it(file: Path) -> None:
    reading = read(resolved("SELECT max(email), id FROM customers", file))
    assert ColumnRef(RelationName("main", "customers"), "email") in reading.outputs[1]
