"""Names, stars, joins, CTEs, views: which stored columns each output comes from, as data."""

from __future__ import annotations

import pytest
from lineage_catalog import bases, resolve

from opaq.guard.types import Dialect
from opaq.lineage.parsed import NotUnderstood

PG, MY, SL = Dialect.POSTGRESQL, Dialect.MYSQL, Dialect.SQLITE
ALL = (PG, MY, SL)
WHOLE = "customers.email customers.full_name customers.id customers.profile customers.ssn customers.tier"
EMAIL = "customers.email"

EVERYWHERE = [
    ("SELECT email FROM customers", [EMAIL]),
    ("SELECT EMAIL FROM customers", [EMAIL]),
    ("SELECT c.email AS id FROM customers c", [EMAIL]),
    ("SELECT o.* FROM orders o", ["orders.id", "orders.customer_id", "orders.status", "orders.total"]),
    ("SELECT * FROM products", ["products.id", "products.name", "products.price"]),
    ("SELECT x.id FROM (SELECT email AS id FROM customers) x", [EMAIL]),
    ("SELECT s.* FROM (SELECT * FROM (SELECT id, ssn FROM customers) a) s", ["customers.id", "customers.ssn"]),
    ("SELECT 'x' AS email FROM customers", [""]),
    ("SELECT upper(email), tier FROM customers", [EMAIL, "customers.tier"]),
    ("SELECT c.email, p.name FROM customers c, products p", [EMAIL, "products.name"]),
    ("SELECT (SELECT ssn FROM customers LIMIT 1) AS n", ["customers.ssn"]),
    ("SELECT o.id, (SELECT email FROM customers WHERE id = o.customer_id) AS e FROM orders o", ["orders.id", EMAIL]),
    ("WITH a AS (SELECT email z FROM customers) SELECT z FROM a", [EMAIL]),
    ("WITH a(z) AS (SELECT email FROM customers) SELECT z FROM a", [EMAIL]),
    ("WITH orders AS (SELECT id, email status FROM customers) SELECT status FROM orders", [EMAIL]),
    ("WITH a AS (SELECT 1 AS n), b AS (SELECT n, email FROM a, customers) SELECT email, n FROM b", [EMAIL, ""]),
    ("SELECT id FROM products UNION ALL SELECT email FROM customers", [f"{EMAIL} products.id"]),
    ("SELECT id FROM products UNION SELECT ssn FROM customers ORDER BY id", ["customers.ssn products.id"]),
    (
        "WITH RECURSIVE r(a, b) AS (SELECT 'x', email FROM customers UNION SELECT b, a FROM r) SELECT a FROM r",
        [EMAIL],
    ),
    (
        "SELECT CASE WHEN tier = 'gold' THEN email ELSE ssn END FROM customers",
        [f"{EMAIL} customers.ssn customers.tier"],
    ),
    ("SELECT coalesce(NULL, ssn) FROM customers", ["customers.ssn"]),
    ("SELECT customers.email FROM customers JOIN orders USING (id)", [EMAIL]),
    ("SELECT mail FROM contacts", [EMAIL]),
    ("SELECT mail, state FROM lines", [EMAIL, "orders.status"]),
    ("SELECT count(*) FROM customers WHERE email = 'x'", [""]),
    ("SELECT max(email) FROM customers GROUP BY tier", [EMAIL]),
    ("SELECT row_number() OVER (PARTITION BY tier ORDER BY id) FROM customers", ["customers.id customers.tier"]),
    ("SELECT sum(total) OVER w FROM orders WINDOW w AS (ORDER BY id)", ["orders.id orders.total"]),
    ("SELECT email FROM customers WHERE id IN (SELECT customer_id FROM orders)", [EMAIL]),
    ("SELECT tier t, count(*) FROM customers GROUP BY t ORDER BY 2", ["customers.tier", ""]),
]

SOME = [
    ((PG, SL), "SELECT * FROM (VALUES ((SELECT email FROM customers), 2)) v", [EMAIL, ""]),
    ((PG, MY), "SELECT id, email FROM customers NATURAL JOIN (SELECT id FROM orders) o", ["customers.id", EMAIL]),
    ((PG,), "SELECT c FROM customers c", [WHOLE]),
    ((PG,), "SELECT (c).email FROM customers c", [EMAIL]),
    ((PG,), "WITH a AS (SELECT c FROM customers c) SELECT (a.c).ssn FROM a", [WHOLE]),
    ((PG,), "SELECT x.e FROM orders o, LATERAL (SELECT email AS e FROM customers WHERE id = o.customer_id) x", [EMAIL]),
    ((PG,), 'SELECT "email" FROM public."customers"', [EMAIL]),
    (
        (PG,),
        "SELECT a[1], a[1:2] FROM (SELECT ARRAY[email, ssn] AS a FROM customers) x",
        [f"{EMAIL} customers.ssn"] * 2,
    ),
    ((PG,), "TABLE products", ["products.id", "products.name", "products.price"]),
    ((PG,), "SELECT value FROM customers, json_array_elements(profile::json)", ["customers.profile"]),
    ((PG,), "SELECT e FROM customers, unnest(ARRAY[email]) AS e", [EMAIL]),
    ((PG,), "SELECT id FROM orders FULL JOIN customers USING (id)", ["customers.id orders.id"]),
    ((PG,), "SELECT profile #>> '{a,b}' FROM customers", ["customers.profile"]),
    ((PG,), "SELECT tableoid, email FROM customers", ["", EMAIL]),
    ((PG,), 'SELECT email COLLATE "C", tier::varchar(3)::text FROM customers', [EMAIL, "customers.tier"]),
    ((MY,), "SELECT `email` FROM shop.customers", [EMAIL]),
    ((MY,), "SELECT shop.customers.email FROM customers", [EMAIL]),
    ((MY,), "SELECT profile->'$.a', profile->>'$.b' FROM customers", ["customers.profile"] * 2),
    ((MY,), "SELECT if(tier, email, 1) FROM customers", [f"{EMAIL} customers.tier"]),
    (
        (MY,),
        "SELECT group_concat(DISTINCT email ORDER BY ssn SEPARATOR ';') FROM customers",
        [f"{EMAIL} customers.ssn"],
    ),
    ((MY,), "SELECT email AS e, (SELECT e) AS f FROM customers", [EMAIL, EMAIL]),
    ((MY,), "SELECT {fn upper(email)} FROM { OJ customers LEFT JOIN orders ON orders.id = customers.id }", [EMAIL]),
    ((SL,), "SELECT c.'email', [ssn] FROM 'customers' c", [EMAIL, "customers.ssn"]),
    ((SL,), 'SELECT "no such column" FROM customers', [""]),
    ((SL,), "SELECT rowid, oid, email FROM customers", ["customers.id", "customers.id", EMAIL]),
    ((SL,), "SELECT j.value, j.json FROM customers c, json_each(c.profile) j", ["customers.profile"] * 2),
    ((SL,), "SELECT email AS e FROM customers WHERE e > ''", [EMAIL]),
    ((SL,), "SELECT profile->>'$.a' FROM customers", ["customers.profile"]),
]


@pytest.mark.parametrize("dialect", ALL, ids=lambda d: d.value)
@pytest.mark.parametrize(("sql", "expected"), EVERYWHERE, ids=[c[0] for c in EVERYWHERE])
def test_outputs_come_from_these_columns_in_every_dialect(sql: str, expected: list[str], dialect: Dialect) -> None:
    assert bases(resolve(sql, dialect)) == expected


@pytest.mark.parametrize(
    ("dialect", "sql", "expected"),
    [(d, sql, expected) for dialects, sql, expected in SOME for d in dialects],
)
def test_outputs_come_from_these_columns(dialect: Dialect, sql: str, expected: list[str]) -> None:
    assert bases(resolve(sql, dialect)) == expected


REFUSED = [
    (ALL, "SELECT nothing_like_this FROM customers"),
    (ALL, "SELECT id FROM customers, orders"),
    (ALL, "SELECT email FROM orders"),
    (ALL, "SELECT x.email FROM customers"),
    (ALL, "SELECT email FROM no_such_table"),
    (ALL, "SELECT 1 ORDER BY 2"),
    (ALL, "SELECT customers.id FROM customers c"),
    ((PG,), 'SELECT "EMAIL" FROM customers'),
    ((PG,), "SELECT upper(email) AS e FROM customers WHERE e = 'x'"),
    ((PG,), "SELECT x.y FROM customers c, (SELECT c.email AS y) x"),
    ((PG,), "SELECT * FROM json_populate_record(NULL::customers, '{}')"),
    ((MY,), "SELECT `no such column` FROM customers"),
]


@pytest.mark.parametrize(("dialect", "sql"), [(d, sql) for dialects, sql in REFUSED for d in dialects])
def test_a_name_that_means_nothing_or_two_things_is_not_understood(dialect: Dialect, sql: str) -> None:
    with pytest.raises(NotUnderstood):
        resolve(sql, dialect)


def test_outputs_that_the_server_counts_differently_are_not_understood() -> None:
    with pytest.raises(NotUnderstood):
        resolve("SELECT * FROM customers", SL, names=3)


def test_a_reason_never_holds_a_literal() -> None:
    with pytest.raises(NotUnderstood) as raised:
        resolve("SELECT id FROM customers WHERE nope = 'Sofia Example'", PG)
    assert "Sofia" not in str(raised.value)
