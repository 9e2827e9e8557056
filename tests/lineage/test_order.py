"""Whose order the rows may follow: by the plan of each engine, and by what the statement groups and joins."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

import servers
from lineage.shop_lineage import sensitivity
from opaq.engines import registry
from opaq.engines.types import Session
from opaq.guard.admit import admit
from opaq.lineage.trace import trace
from opaq.lineage.types import Trace
from opaq.model.address import Address, Limits
from opaq.model.catalog import ColumnRef
from opaq.model.secret import Secret
from opaq.model.sensitivity import Predicates, Sensitive
from shop import load
from targets import Target

DATABASE = f"opaq_row_order_{os.getpid()}"
TABLE = (
    "CREATE TABLE staff (id int PRIMARY KEY, dept varchar(20), ssn varchar(20), email varchar(40), pad varchar(200))"
)
SETUP = [TABLE, "CREATE INDEX by_ssn ON staff (ssn)", "CREATE INDEX by_dept ON staff (dept, ssn)"]
LOOKUP, SEARCH = (Sensitive("custom.x", mode) for mode in (Predicates.LOOKUP, Predicates.SEARCH))


def asked(column: ColumnRef) -> Sensitive | None:
    return {"ssn": LOOKUP, "email": SEARCH}.get(column.column) or sensitivity(column)


@pytest.fixture(scope="module", params=["postgresql", "mysql"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    server: servers.Server = request.getfixturevalue(
        f"{'postgres' if request.param == 'postgresql' else 'mysql'}_server"
    )
    load.drop(server, DATABASE)
    admin = load.connect(server)
    admin.cursor().execute(f"CREATE DATABASE {DATABASE}")
    admin.close()
    connection = load.connect(server, DATABASE)
    cursor = connection.cursor()
    for statement in SETUP:
        cursor.execute(statement)
    cursor.executemany(
        "INSERT INTO staff VALUES (%s, %s, %s, %s, %s)",
        [(i, f"d{i % 50}", f"{(i * 7919) % 100003:05}", f"a{i}@x", "x" * 200) for i in range(3000)],
    )
    cursor.execute("VACUUM ANALYZE staff" if server.kind == "postgresql" else "ANALYZE TABLE staff")
    connection.close()
    address = Address(server.kind, host=server.host, port=server.port, database=DATABASE, user=server.user)
    opened = registry.load(server.kind).connect(address, Secret(server.password) if server.password else None, Limits())
    yield opened
    opened.close()
    load.drop(server, DATABASE)


def answered(session: Session, sql: str) -> Trace:
    statement = admit(sql, session.dialect, session.lexer, parameters=("who",))
    values = {"who": "it's"}
    testimony = session.examine(statement, values)
    catalog = session.describe(testimony.relations or ())
    return trace(statement, testimony, catalog, asked, values, walked=session.walked(statement, values, catalog))


TOLD = [
    "SELECT dept FROM staff WHERE dept = 'd7'",
    "SELECT id FROM staff WHERE dept >= '(ssn = (dept = ' AND dept < '(ssn = (dept =~'",
    "SELECT ssn, min(id) FROM staff GROUP BY ssn",
    "SELECT dept, count(*) FROM staff GROUP BY dept, ssn LIMIT 4",
    "SELECT DISTINCT ssn, dept FROM staff",
    "SELECT id, count(*) OVER (PARTITION BY ssn) FROM staff",
]

SILENT = [
    "SELECT * FROM staff",
    "SELECT id FROM staff WHERE ssn = :who",
    "SELECT id, email FROM staff WHERE ssn = '00001' LIMIT 1",
    "SELECT pad FROM staff WHERE id = 7",
    "SELECT email, count(*) FROM staff GROUP BY email",
    "SELECT pad FROM staff ORDER BY id LIMIT 5",
    "SELECT pad, count(*) FROM staff GROUP BY pad",
]


@pytest.mark.parametrize("sql", TOLD)
def test_an_order_that_may_follow_a_masked_column_is_noticed(session: Session, sql: str) -> None:
    answer = answered(session, sql)
    assert answer.arrangement is not None
    assert {column.column for column in answer.arrangement.columns} == {"ssn"}


@pytest.mark.parametrize("sql", SILENT)
def test_an_order_that_tells_nothing_is_left_alone(session: Session, sql: str) -> None:
    answer = answered(session, sql)
    assert answer.arrangement is None
    assert not answer.objections


@pytest.mark.parametrize(
    ("sql", "keys"),
    [
        ("SELECT dept, ssn, count(*) FROM staff GROUP BY dept, ssn ORDER BY dept", (0,)),
        ("SELECT ssn, count(*) AS n, dept FROM staff GROUP BY dept, ssn ORDER BY n DESC, dept", (1, 2)),
        ("SELECT ssn, dept, count(*) AS n FROM staff GROUP BY 1, 2 ORDER BY n DESC, ssn, dept LIMIT 9", (2,)),
        ("SELECT DISTINCT dept, ssn FROM staff ORDER BY dept, ssn", (0,)),
        ("SELECT ssn, 1 AS a FROM staff UNION SELECT ssn, 2 FROM staff ORDER BY 2", (1,)),
    ],
)
def test_the_outputs_it_orders_by_are_known(session: Session, sql: str, keys: tuple[int, ...]) -> None:
    answer = answered(session, sql)
    assert answer.arrangement is not None
    assert answer.arrangement.keys == keys


def test_what_lists_rows_as_they_arrive_is_redacted(session: Session) -> None:
    sql = "SELECT {}, count(*), max(n) FROM (SELECT ssn, min(id) AS n FROM staff GROUP BY ssn) g"
    listing = "array_agg(n)" if session.dialect.value == "postgresql" else "group_concat(n)"
    shown = [lineage.exposure.value for lineage in answered(session, sql.format(listing)).outputs]
    assert shown == ["computed", "clear", "clear"]


def test_sqlite_names_the_index_it_walks(shop_sqlite: Target) -> None:
    session = registry.load("sqlite").connect(shop_sqlite.address, None, Limits())
    try:
        assert answered(session, "SELECT ssn, min(id) FROM customers GROUP BY ssn").arrangement is not None
        assert answered(session, "SELECT id, ssn FROM customers").arrangement is None
    finally:
        session.close()


def test_one_question_tells_the_plan_of_a_usual_statement(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    ask = session.wire.ask  # type: ignore[attr-defined]

    def counted(text: str, *more: object) -> object:
        texts.append(text)
        return ask(text, *more)

    monkeypatch.setattr(session.wire, "ask", counted)  # type: ignore[attr-defined]
    statement = admit("SELECT id, pad, ssn FROM staff WHERE id = 7", session.dialect, session.lexer)
    testimony = session.examine(statement, {})
    catalog = session.describe(testimony.relations or ())
    before = len(texts)
    session.walked(statement, {}, catalog)
    assert len(texts) - before == 1
    assert {relation.name for relation in catalog.relations} == {"staff"}
