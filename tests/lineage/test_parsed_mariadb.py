"""Lineage on MariaDB against reality: change one stored column, and lineage must name it for every output that changes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pymysql
import pytest
from generated import Generator, statements
from hypothesis import HealthCheck, assume, event, given, settings
from test_parsed_sqlite import CHANGES

from opaq.engines import mysql as engine
from opaq.errors import OpaqError
from opaq.guard.admit import admit
from opaq.guard.types import Dialect
from opaq.lineage.parsed import NotUnderstood, build
from opaq.lineage.query import Query
from opaq.lineage.resolve_witness import read
from opaq.model.address import Address, Limits
from opaq.model.catalog import ColumnRef, RelationName
from opaq.model.secret import Secret
from shop import load

NAME = f"lineage_{os.environ.get('PYTEST_XDIST_WORKER', '')}_"
SCHEMA = """
CREATE TABLE customers (id int PRIMARY KEY, full_name varchar(40), email varchar(40), tier varchar(10), doc longtext);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int, status varchar(10), total int);
CREATE VIEW contacts AS SELECT id AS who, email AS mail FROM customers;
CREATE VIEW `lines` (who, state, mail) AS SELECT c.who, o.status, c.mail FROM contacts c JOIN orders o ON o.customer_id = c.who;
INSERT INTO customers VALUES (1,'Ann','ann@x.org','gold','{"a":1,"b":[1,2]}'),(2,'Bob','bob@y.org','free','{"a":2,"b":[3]}'),(3,'Cyd','cyd@x.org','gold','{"a":3}'),(4,'Dee','dee@z.org','plus','{}');
INSERT INTO orders VALUES (1,1,'open',10),(2,1,'done',20),(3,2,'open',5),(4,3,'void',7),(5,9,'open',1);
"""
TABLES = {
    "customers": ["id", "full_name", "email", "tier", "doc"],
    "orders": ["id", "customer_id", "status", "total"],
    "contacts": ["who", "mail"],
    "`lines`": ["who", "state", "mail"],
}
FORMS = [
    "upper({0})", "concat({0}, {1})", "coalesce({0}, {1})", "if({1} IS NULL, 1, {0})", "CASE WHEN {1} > 'b' THEN {0} END",
    "{0} <=> {1}", "nullif({0}, {1})", "{0} IN ({1}, 'x')", "{0} BETWEEN 'a' AND {1}", "left({0}, 2)", "{0} LIKE '%a%'", "{0} REGEXP 'a'",
    "(SELECT status FROM orders WHERE customer_id = {0} ORDER BY orders.id LIMIT 1)", "{0} + 1", "-{0}", "{0} || {1}", "!{0}",
    "EXISTS (SELECT 1 FROM customers cc WHERE cc.id = {0} AND tier = 'gold')", "{0} NOT IN (SELECT who FROM `lines`)", "BINARY {0}",
    "(SELECT max(mail) FROM contacts WHERE who = {1})", "greatest({0}, {1})", "CAST({0} AS CHAR)", "({0}, 1) = ({1}, 1)", "'k'",
    "json_value({0}, '$.a')", "substring({0} FROM 2)", "trim(BOTH 'a' FROM {0})", "{0} XOR {1}", "{0} DIV 2", "{0} IS TRUE", "ifnull({0}, {1})",
]  # fmt: skip
JOINS = ["JOIN", "LEFT JOIN", "RIGHT JOIN", "CROSS JOIN", "STRAIGHT_JOIN", "NATURAL JOIN", "NATURAL RIGHT JOIN"]
GENERATOR = Generator(TABLES, FORMS, quote="`", joins=JOINS)
Worlds = dict[tuple[str, str] | None, Any]


@pytest.fixture(scope="module")
def address(mysql_server: Any) -> Iterator[tuple[Address, Secret]]:
    """A database per change, and the plain one, which opaq is pointed at."""
    admin = load.connect(mysql_server)
    with admin.cursor() as cursor:
        for number, change in enumerate([None, *CHANGES]):
            cursor.execute(f"DROP DATABASE IF EXISTS {NAME}{number}")
            cursor.execute(f"CREATE DATABASE {NAME}{number}")
            cursor.execute(f"USE {NAME}{number}")
            for statement in filter(str.strip, SCHEMA.split(";\n")):
                cursor.execute(statement)
            if change is not None:
                cursor.execute(f"UPDATE {change[0]} SET {_in_mysql(CHANGES[change])}")
    admin.commit()
    yield (
        Address("mysql", host=mysql_server.host, port=mysql_server.port, database=f"{NAME}0", user=mysql_server.user),
        Secret(mysql_server.password or ""),
    )
    with admin.cursor() as cursor:
        for number in range(len(CHANGES) + 1):
            cursor.execute(f"DROP DATABASE {NAME}{number}")
    admin.close()


def _in_mysql(change: str) -> str:
    return change.replace("'x' || full_name || id", "concat('x', full_name, id)").replace(
        "'p' || email", "concat('p', email)"
    )


@pytest.fixture(scope="module")
def worlds(mysql_server: Any, address: tuple[Address, Secret]) -> Iterator[Worlds]:
    found: Worlds = {}
    for number, change in enumerate([None, *CHANGES]):
        found[change] = load.connect(mysql_server, f"{NAME}{number}")
    yield found
    for connection in found.values():
        connection.close()


def rows(connection: Any, sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def resolved(sql: str, address: tuple[Address, Secret]) -> Query:
    session = engine.connect(address[0], address[1], Limits())
    try:
        statement = admit(sql, Dialect.MYSQL, session.lexer)
        testimony = session.examine(statement, {})
        return build(statement, testimony, session.describe(testimony.relations or ()))
    finally:
        session.close()


def unexplained(sql: str, query: Query, worlds: Worlds) -> list[str]:
    """Changes of stored columns that changed an output without being in its lineage."""
    reading = read(query)
    before = rows(worlds[None], sql)
    found = []
    for change in CHANGES:
        column = ColumnRef(RelationName(f"{NAME}0", change[0]), change[1])
        if column in reading.deciding:
            continue
        after = rows(worlds[change], sql)
        for position, bases in enumerate(reading.outputs):
            cells = Counter(repr(row[position]) for row in before), Counter(repr(row[position]) for row in after)
            if cells[0] != cells[1] and column not in bases:
                found.append(f"{column} -> output {position}")
    return found


@settings(
    max_examples=int(os.environ.get("OPAQ_TEST_EXAMPLES", "60")), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(sql=statements(GENERATOR))
def test_a_changed_column_changes_only_outputs_that_name_it(
    sql: str, address: tuple[Address, Secret], worlds: Worlds
) -> None:
    try:
        rows(worlds[None], sql)
        query = resolved(sql, address)
    except (pymysql.MySQLError, OpaqError, NotUnderstood) as refused:
        event(f"{type(refused).__name__}: {refused}")
        assume(False)
        raise
    assert unexplained(sql, query, worlds) == []


HAND_WRITTEN = [
    "SELECT x.id FROM (SELECT email AS id FROM customers LIMIT 3) x",
    "SELECT * FROM customers NATURAL RIGHT JOIN orders",
    "SELECT email AS e, (SELECT e) AS f FROM customers",
    "SELECT upper(email) AS email FROM customers GROUP BY email HAVING email > 'B' ORDER BY email",
    "WITH RECURSIVE r AS (SELECT 1 AS n, full_name AS a, email AS b FROM customers UNION ALL SELECT n + 1, b, a FROM r WHERE n < 3) SELECT a FROM r",
    "SELECT `count(*)`, `1` FROM (SELECT count(*), 1 FROM customers GROUP BY tier) t",
    "SELECT group_concat(DISTINCT email ORDER BY full_name SEPARATOR '|') FROM customers",
    "SELECT json_extract(doc, '$.b[0]'), json_value(doc, '$.a') FROM customers",
    "SELECT lag(email) OVER (PARTITION BY tier ORDER BY id) FROM customers",
    "SELECT j.v FROM customers, JSON_TABLE(doc, '$.b[*]' COLUMNS (v int PATH '$', n FOR ORDINALITY)) j",
    "VALUES (1, (SELECT max(email) FROM customers)), (2, 'x')",
    "SELECT state FROM `lines` UNION SELECT mail FROM contacts ORDER BY state LIMIT 3",
]


@pytest.mark.parametrize("sql", HAND_WRITTEN)
def test_lineage_explains_every_change_of(sql: str, address: tuple[Address, Secret], worlds: Worlds) -> None:
    assert unexplained(sql, resolved(sql, address), worlds) == []
