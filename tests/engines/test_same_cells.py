"""The bulk way and the everyday way give the same cells, for every type an engine has."""

from __future__ import annotations

import pytest

from asking import ask
from opaq.model.spell import spell
from targets import Target

MANY = 2_500
"""Rows enough to leave the plain lists for Arrow."""

POSTGRESQL = [
    "true", "false", "NULL::boolean", "42::smallint", "(-9223372036854775808)::bigint", "1.10::numeric",
    "'NaN'::numeric", "'Infinity'::float8", "0.1::float8 + 0.2::float8", "1e300::float8", "1.5::real",
    "''::text", "'a,b'::text", "'say \"hi\"'::text", "E'two\\nlines'::text", "E'tab\\t'::text", "'\\.'::text",
    "' lead'::text", "'ünï☃'::text", "'x'::char(5)", "'\\x00ff0a'::bytea", "''::bytea", "'2024-02-29'::date",
    "'0044-03-15 BC'::date", "'infinity'::timestamp", "'2024-01-02 03:04:05.678901+00'::timestamptz",
    "'24:00:00'::time", "'1 year -2 days'::interval", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
    "'{\"a\": [1, null]}'::json", "'{\"b\":  2}'::jsonb", "ARRAY[1,NULL,3]", "ARRAY['a,b','\"q\"',NULL]",
    "ROW(1,'x',NULL)", "'10.0.0.1/8'::inet", "'08:00:2b:01:02:03'::macaddr", "B'1010'", "'[1,5)'::int4range",
    "'(1,2)'::point", "12.34::money", "'pg_class'::regclass",
]  # fmt: skip

MYSQL = [
    "TRUE", "NULL", "42", "-9223372036854775808", "18446744073709551615", "1.10", "0.1e0 + 0.2e0", "1e300",
    "''", "'a,b'", "'say \"hi\"'", "'two\\nlines'", "'tab\\t'", "'ünï☃'", "CAST('x' AS char(5))", "X'00ff0a'", "X''",
    "DATE '2024-02-29'", "TIMESTAMP '2024-01-02 03:04:05.678901'", "TIME '-838:59:59'", "CAST(0 AS date)",
    "JSON_OBJECT('a', JSON_ARRAY(1, NULL))", "b'1010'", "CAST('a' AS binary(3))", "repeat('é', 130)",
]  # fmt: skip

SQLITE = [
    "1", "NULL", "-9223372036854775808", "1.0", "0.1 + 0.2", "1e300", "9e999", "-9e999", "''", "'a,b'", "'say \"hi\"'",
    "'two' || char(10) || 'lines'", "'ünï☃'", "x'00ff0a'", "x''", "date('2024-02-29')",
    "CASE WHEN id % 2 THEN id ELSE 'text ' || id END", "CASE WHEN id % 3 THEN id * 0.5 ELSE id END",
    "CASE WHEN id % 5 THEN id ELSE NULL END", "CASE WHEN id % 7 THEN x'ff' ELSE 'text' END",
]  # fmt: skip

ROWS = {
    "sqlite": f"(WITH RECURSIVE c(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM c WHERE id < {MANY}) SELECT id FROM c) n",
    "postgresql": f"generate_series(1, {MANY}) n(id)",
    "mysql": f"(SELECT a.id + b.id * 1000 AS id FROM orders a, customers b ORDER BY 1 LIMIT {MANY}) n",
}


def spelled(target: Target, sql: str, *, bulk: bool) -> list[list[str | None]]:
    return [[spell(cell) for cell in row] for row in ask(target, sql, bulk=bulk)]


def check(target: Target, expressions: list[str]) -> None:
    listed = ", ".join(f"{e} AS c{i}" for i, e in enumerate(expressions))
    for source in ("", f" FROM {ROWS[target.address.engine]} ORDER BY n.id"):
        if not source and any("id" in e.split() for e in expressions):
            continue
        everyday, bulk = (spelled(target, f"SELECT {listed}{source}", bulk=b) for b in (False, True))
        assert len(everyday) == (MANY if source else 1)
        assert everyday == bulk


def test_postgresql_spells_every_type_alike(shop_postgresql: Target) -> None:
    check(shop_postgresql, POSTGRESQL)


def test_mysql_spells_every_type_alike(shop_mysql: Target) -> None:
    check(shop_mysql, MYSQL)


def test_sqlite_spells_every_type_alike(shop_sqlite: Target) -> None:
    check(shop_sqlite, SQLITE)


EXPECTED_POSTGRESQL = {
    "true": "true",
    "'\\x00ff0a'::bytea": b"\x00\xff\n",
    "'infinity'::timestamp": "infinity",
    "'2024-01-02 03:04:05.678901+00'::timestamptz": "2024-01-02 03:04:05.678901+00",
    "'0044-03-15 BC'::date": "0044-03-15 BC",
    "ARRAY[true,false]": "{t,f}",
    "9007199254740993::bigint": "9007199254740993",
    "1.10::numeric": "1.10",
    "0.1::float8 + 0.2::float8": "0.30000000000000004",
}
EXPECTED_MYSQL = {
    "TRUE": "1",
    "X'00ff'": b"\x00\xff",
    "CAST(0 AS date)": "0000-00-00",
    "TIME '-838:59:59'": "-838:59:59",
    "1.10": "1.10",
    "18446744073709551615": "18446744073709551615",
}


@pytest.mark.parametrize(("expression", "cell"), EXPECTED_POSTGRESQL.items())
def test_postgresql_cells_are_the_servers_text(shop_postgresql: Target, expression: str, cell: object) -> None:
    assert ask(shop_postgresql, f"SELECT {expression} AS v") == [(cell,)]


@pytest.mark.parametrize(("expression", "cell"), EXPECTED_MYSQL.items())
def test_mysql_cells_are_the_servers_text(shop_mysql: Target, expression: str, cell: object) -> None:
    assert ask(shop_mysql, f"SELECT {expression} AS v") == [(cell,)]
