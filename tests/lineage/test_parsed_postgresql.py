"""The parser against PostgreSQL's own word: origins on the wire, and the server's rewritten tree."""

from __future__ import annotations

import os
from contextlib import closing

import pytest
from generated import Generator, statements
from hypothesis import HealthCheck, assume, event, given, settings

from opaq.engines import postgresql as engine
from opaq.engines import types
from opaq.errors import OpaqError
from opaq.guard.admit import admit
from opaq.guard.catalogue import lookup
from opaq.guard.types import Dialect, Nature
from opaq.lineage import pgtree
from opaq.lineage.parsed import NotUnderstood, build
from opaq.lineage.query import Query
from opaq.lineage.resolve_witness import read, trails
from opaq.model.address import Limits
from opaq.model.catalog import Catalog
from opaq.model.record import replace
from opaq.model.schema import Schema

TABLES = {
    "customers": ["id", "full_name", "email", "tier"],
    "public.orders": ["id", "customer_id", "status"],
    "contacts": ["who", "mail", "line"],
    "gold_contacts": ["who", "mail"],
}
FORMS = [
    "upper({0}::text)", "{0}::text || {1}::text", "coalesce({0}::text, {1}::text)", "CASE WHEN {1} IS NULL THEN {0} END",
    "{0} IS NOT DISTINCT FROM {0}", "nullif({0}, {0})", "{0} IN ({0}, NULL)", "({0})", "({0}, {1})", "{0} COLLATE \"C\"",
    "(SELECT status FROM orders WHERE customer_id::text = {0}::text LIMIT 1)", "ARRAY[{0}::text, {1}::text]",
    "EXISTS (SELECT 1 FROM customers cc WHERE cc.id::text = {0}::text)", "(SELECT max(mail) FROM contacts WHERE who::text = {1}::text)",
    "{0}::text IN (SELECT mail FROM gold_contacts)", "row_number() OVER (PARTITION BY {0} ORDER BY {1})", "first_value({0}) OVER w",
    "{0}::text ~~ 'a%'", "substring({0}::text FROM 1 FOR 2)", "(ARRAY[{0}])[1]", "greatest({0}::text, {1}::text)", "{0} = ANY (ARRAY[{0}])",
]  # fmt: skip
JOINS = ["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN", "NATURAL JOIN", "NATURAL LEFT JOIN"]
GENERATOR = Generator(TABLES, [f for f in FORMS if "OVER w" not in f], quote='"', joins=JOINS, lateral=True)


@pytest.fixture(scope="module")
def target(shop_postgresql):  # type: ignore[no-untyped-def]
    return shop_postgresql


def witnesses(sql: str, target) -> tuple[Query, Query, types.Testimony]:  # type: ignore[no-untyped-def]
    """Our query, the server's, and its testimony."""
    session = engine.connect(target.address, target.secret, Limits())
    try:
        statement = admit(sql, Dialect.POSTGRESQL, session.lexer)
        testimony = session.examine(statement, {})
        catalog = session.describe(testimony.relations or ())
    finally:
        session.close()
    unattested = Schema(tuple(replace(f, origin=None) for f in testimony.schema.fields))
    ours = build(statement, replace(testimony, schema=unattested), catalog)
    return ours, _servers(testimony, catalog), testimony


def _servers(testimony: types.Testimony, catalog: Catalog) -> Query:
    def nature(name: str, schema: str) -> Nature:
        return lookup(Dialect.POSTGRESQL, name, schema)

    return pgtree.build(testimony.tree or "", testimony.names, catalog, nature)


def disagreements(sql: str, target) -> list[str]:  # type: ignore[no-untyped-def]
    ours, servers, testimony = witnesses(sql, target)
    found = []
    for position, (trail, field) in enumerate(zip(trails(ours), testimony.schema.fields, strict=True)):
        if field.origin is not None and field.origin not in trail:
            found.append(f"output {position} comes from {field.origin}")
    mine, theirs = read(ours), read(servers)
    if mine.outputs != theirs.outputs:
        found.append(f"outputs {mine.outputs} against {theirs.outputs}")
    if not theirs.reads <= mine.reads:
        found.append(f"reads {theirs.reads - mine.reads}")
    return found


@settings(
    max_examples=int(os.environ.get("OPAQ_TEST_EXAMPLES", "100")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(sql=statements(GENERATOR))
def test_the_parser_agrees_with_the_server(sql: str, target) -> None:  # type: ignore[no-untyped-def]
    try:
        found = disagreements(sql, target)
    except (OpaqError, NotUnderstood) as refused:
        event(f"{type(refused).__name__}: {refused}")
        assume(False)
        raise
    assert found == []


HAND_WRITTEN = [
    "SELECT c FROM customers c",
    "SELECT (c).email, c.email FROM customers c",
    "SELECT a.e FROM (SELECT email e FROM contacts x(e, email)) a",
    "SELECT email AS id FROM customers ORDER BY id",
    "SELECT upper(email) AS email FROM customers GROUP BY email ORDER BY email",
    "SELECT tier, count(*) FROM customers GROUP BY GROUPING SETS ((tier), ())",
    "WITH RECURSIVE r(a, b) AS (SELECT full_name, email FROM customers UNION SELECT b, a FROM r) SELECT a FROM r",
    "SELECT x.* FROM customers c, LATERAL (SELECT c.email, o.status FROM orders o WHERE o.customer_id = c.id) x",
    "SELECT id FROM customers FULL JOIN orders USING (id)",
    "SELECT * FROM contacts NATURAL JOIN gold_contacts",
    "SELECT j.* FROM customers c JOIN orders o USING (id) AS j",
    "SELECT n.value FROM notes, jsonb_array_elements(details) n",
    "SELECT k, v FROM notes, jsonb_each(details) AS e(k, v)",
    "SELECT u FROM customers, unnest(ARRAY[email, phone]) u",
    "SELECT email FROM customers c WHERE EXISTS (SELECT FROM orders WHERE customer_id = c.id)",
    "SELECT (SELECT email FROM customers WHERE id = o.customer_id) FROM orders o",
    "VALUES ((SELECT max(email) FROM customers)), ('x')",
    "TABLE gold_contacts",
    "SELECT DISTINCT ON (tier) tier, email FROM customers ORDER BY tier, id",
    "SELECT count(*) FILTER (WHERE tier = 'gold'), string_agg(email, ',' ORDER BY id) FROM customers",
    "SELECT lag(email) OVER w FROM customers WINDOW w AS (PARTITION BY tier ORDER BY id)",
    "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY full_name) FROM customers",
    "SELECT extract(year FROM birth_date), birth_date AT TIME ZONE 'UTC', date '2020-01-01' FROM customers",
]


def before_14(target) -> bool:  # type: ignore[no-untyped-def]
    with closing(engine.connect(target.address, target.secret, Limits())) as session:
        return int(session.server.split()[-1].split(".")[0]) < 14


@pytest.mark.parametrize("sql", HAND_WRITTEN)
def test_the_parser_agrees_with_the_server_on(sql: str, target) -> None:  # type: ignore[no-untyped-def]
    if "USING (id) AS j" in sql and before_14(target):
        pytest.skip("this server has no alias for USING")
    assert disagreements(sql, target) == []
