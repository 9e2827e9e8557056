"""What only PostgreSQL's own tree can say: rows, documents, table functions, operators and casts by their types."""

from __future__ import annotations

import re
from functools import partial

import pytest

from lineage.shop_lineage import codes, exposures, sensitivity, session_on, traced
from opaq.engines.types import Session
from opaq.guard.admit import admit
from opaq.guard.catalogue import lookup
from opaq.guard.types import Dialect
from opaq.lineage.pgtree import build
from opaq.lineage.trace import trace
from opaq.model.record import replace
from targets import Target

SHOWN = [
    ("SELECT c FROM customers c", "computed"),
    ("SELECT (c).email, (c).tier FROM (SELECT c FROM customers c) q", "bare clear"),
    ("SELECT to_jsonb(c) FROM customers c", "computed"),
    ("SELECT details->'a'->>'b' FROM notes", "element"),
    ("SELECT details->tier FROM notes n JOIN customers c ON c.id = n.customer_id", "computed"),
    ("SELECT ARRAY(SELECT email FROM customers)", "element"),
    ("SELECT u FROM customers c, unnest(ARRAY[c.tier, c.country]) u", "clear"),
    ("SELECT array_agg(email), string_agg(email, ',') FROM customers", "element computed"),
    ("SELECT array_agg(id ORDER BY email) FROM customers", "computed"),
    ("SELECT email || '' FROM customers", "computed"),
    ("SELECT md5(email), age(birth_date), left(full_name, 3) FROM customers", "computed computed computed"),
    ("SELECT split_part(email, '@', 2), extract(year FROM birth_date) FROM customers", "clear clear"),
    ("SELECT substr(email, position('@' IN email) + 1) FROM customers", "clear"),
    ("SELECT substring(email FROM '@(.*)$') FROM customers", "clear"),
    ("SELECT right(card_number, 4), right(card_number, 5) FROM payments", "clear computed"),
    ("SELECT count(*) FILTER (WHERE tier = 'gold') FROM customers", "clear"),
    ("SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY full_name) FROM customers", "bare"),
    ("SELECT json_build_object('id', id, 'mail', email) FROM customers", "computed"),
    ("SELECT relname, relkind FROM pg_catalog.pg_class", "clear clear"),
    ("SELECT query FROM pg_catalog.pg_stat_activity", "bare"),
    ("VALUES ((SELECT email FROM customers WHERE id = 3))", "bare"),
    ("SELECT id FROM customers c FULL JOIN (SELECT id FROM orders) o USING (id)", "clear"),
    ("SELECT sum(CASE WHEN email = 'x' THEN 1 ELSE 0 END) FROM customers", "computed"),
    ("SELECT json_object_agg(email, id), array_agg(lower(email)) FROM customers", "computed computed"),
]

REFUSED = [
    ("SELECT email::int FROM customers", "OPQ-L001"),
    ("SELECT chr(ascii(email)) FROM customers", "OPQ-L001"),
    ("SELECT 1 / (ascii(substr(ssn, 1, 1)) - 49) FROM customers", "OPQ-L001"),
    ("SELECT regexp_replace('a', email, 'b') FROM customers", "OPQ-L001"),
    ("SELECT CASE WHEN email = 'x' THEN 1 / (id - 5) END FROM customers", "OPQ-L002"),
    ("SELECT CASE WHEN email = 'x' THEN (SELECT id FROM orders) END FROM customers", "OPQ-L002"),
    ("SELECT repeat('x', length(email)) FROM customers", "OPQ-L010"),
    ("SELECT regexp_split_to_table(email, '') FROM customers", "OPQ-L007"),
    ("SELECT g FROM customers c, generate_series(1, ascii(c.email)) g", "OPQ-L007"),
    ("SELECT id FROM orders LIMIT (SELECT ascii(max(email)) FROM customers)", "OPQ-L007"),
    ("SELECT id FROM customers c WHERE c::text LIKE '%castillo%'", "OPQ-L003"),
    ("SELECT id FROM customers WHERE (id, ssn) < (5, '3')", "OPQ-L003"),
    ("SELECT v.n FROM customers c JOIN (VALUES (1, 'x')) v(n, x) ON v.x = c.ssn", "OPQ-L006"),
    ("SELECT count(*) FROM customers, generate_series(1, 999) g WHERE ssn = g::text", "OPQ-L006"),
    ("SELECT id FROM customers ORDER BY (SELECT max(o.id) FROM orders o WHERE o.remark < email)", "OPQ-L003"),
    ("SELECT (SELECT id FROM customers ORDER BY full_name LIMIT 1)", "OPQ-L004"),
    ("SELECT email::float8 FROM customers", "OPQ-L001"),
    ("SELECT sum(CASE WHEN email < 'm' THEN float8 '1e308' ELSE 0 END) FROM customers", "OPQ-L001"),
    ("SELECT array_agg(string_to_array(email, '.')) FROM customers", "OPQ-L001"),
    ("SELECT json_object_agg(nullif(left(email, 1), 'a'), 1) FROM customers", "OPQ-L001"),
    ("SELECT CASE WHEN email < 'm' THEN (SELECT count(*) FROM orders a, orders b) END FROM customers", "OPQ-L002"),
    ("SELECT * FROM orders TABLESAMPLE bernoulli ((SELECT length(max(email)) FROM customers))", "OPQ-L007"),
]

SQL_JSON = [
    ("SELECT json_value(details, '$.a.b'), json_exists(details, '$.a') FROM notes", "element computed"),
    (
        "SELECT j.* FROM json_table('[{\"a\": 1}]', '$[*]' COLUMNS (a int PATH '$.a', n FOR ORDINALITY)) j",
        "clear clear",
    ),
]


UNDERSTOOD = [
    (13, "SELECT coalesce(tier, country), nullif(tier, 'x'), greatest(id, 1), least(tier, 'x') FROM customers"),
    (
        13,
        "SELECT CASE tier WHEN 'gold' THEN 1 ELSE 2 END, CASE WHEN id = 1 THEN 'a' WHEN id = 2 THEN 'b' END FROM customers",
    ),
    (13, 'SELECT tier COLLATE "C" FROM customers ORDER BY country COLLATE "C"'),
    (
        13,
        "SELECT ARRAY[id, 1], (ARRAY[tier])[1], ROW(id, tier), (id, 1) < (2, 3), (id, tier) IS NOT DISTINCT FROM (1, 'x') FROM customers",
    ),
    (
        13,
        "SELECT id = ANY (ARRAY[1, 2]), id IN (3, 4), id BETWEEN 1 AND 2, tier LIKE 'g%', tier IS NULL FROM customers",
    ),
    (
        13,
        "SELECT tier, country, count(*), grouping(tier) FROM customers GROUP BY GROUPING SETS ((tier), (country), ())",
    ),
    (13, "SELECT tier, count(*) FROM customers GROUP BY ROLLUP (tier) HAVING count(*) > 1 ORDER BY tier NULLS FIRST"),
    (
        13,
        "SELECT tier, rank() OVER w, sum(id) OVER (w ROWS 1 PRECEDING) FROM customers WINDOW w AS (PARTITION BY tier ORDER BY id)",
    ),
    (13, "SELECT DISTINCT ON (tier) tier, id FROM customers ORDER BY tier, id LIMIT 3 OFFSET 1"),
    (13, "SELECT id FROM customers ORDER BY id FETCH FIRST 3 ROWS WITH TIES"),
    (
        13,
        "WITH c AS MATERIALIZED (SELECT tier FROM customers), d AS (SELECT * FROM c) SELECT * FROM d UNION ALL TABLE c",
    ),
    (13, "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r"),
    (
        13,
        "SELECT c.tier, o.n FROM customers c LEFT JOIN LATERAL (SELECT count(*) n FROM orders WHERE customer_id = c.id) o ON true",
    ),
    (13, "SELECT * FROM (SELECT id, tier FROM customers) a NATURAL FULL JOIN (SELECT id FROM orders) b"),
    (
        13,
        "SELECT (SELECT max(id) FROM orders), ARRAY(SELECT id FROM orders), EXISTS (SELECT FROM orders) FROM customers",
    ),
    (
        13,
        "SELECT id FROM customers WHERE id IN (SELECT customer_id FROM orders) AND id > ALL (SELECT 0) EXCEPT SELECT 5",
    ),
    (
        13,
        "SELECT g, o FROM generate_series(1, 3) WITH ORDINALITY AS t(g, o), ROWS FROM (generate_series(1, 2), unnest(ARRAY['a'])) u",
    ),
    (
        13,
        "SELECT extract(year FROM date '2024-05-01'), substring('abc' FROM 2 FOR 1), position('a' IN tier), current_date FROM customers",
    ),
    (
        13,
        "SELECT json_build_object('id', id, 'tier', tier), jsonb_build_array(id), json_agg(id) OVER () FROM customers",
    ),
    (
        13,
        "SELECT '{\"a\": 1}'::jsonb -> 'a', '{\"a\": 1}'::json #>> '{a}', jsonb_path_query_first('{\"a\": 1}', '$.a')",
    ),
    (13, "SELECT id::text, id::numeric(9, 2), '1'::int, tier::varchar(9), '{1}'::int[]::text[] FROM customers"),
    (13, "SELECT (tier = 'a') IS TRUE, NOT (id > 1), id IS DISTINCT FROM 2 FROM customers TABLESAMPLE system (50)"),
    (13, "SELECT count(*) FROM gold_contacts"),
    (13, "VALUES (1, 'a'), (2, 'b') ORDER BY 1"),
    (14, "SELECT j.id FROM customers c JOIN orders o USING (id) AS j"),
    (14, "SELECT tier FROM customers GROUP BY DISTINCT ROLLUP (tier), ROLLUP (tier)"),
    (14, "SELECT (ARRAY[id])[1], ('{\"a\": 1}'::jsonb)['a'] FROM customers"),
    (
        14,
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SEARCH DEPTH FIRST BY n SET o SELECT n FROM r",
    ),
    (16, "SELECT json_object('id': id), json_array(id), '{}' IS JSON OBJECT, json_arrayagg(id) OVER () FROM customers"),
    (17, "SELECT json_value('{\"a\": 1}', '$.a'), json_query('{}', '$'), json_exists('{}', '$.a')"),
]
"""The least version and a statement about nothing sensitive, which together have every node that a query can have."""


def version(session: Session) -> int:
    return int(session.server.split()[-1].split(".")[0])


@pytest.mark.parametrize(("sql", "expected"), SHOWN)
def test_outputs_tell_what_they_can(shop_postgresql: Target, sql: str, expected: str) -> None:
    with session_on(shop_postgresql) as session:
        answer = traced(session, sql)
    assert exposures(answer) == expected.split()
    assert codes(answer) == set()


@pytest.mark.parametrize(("sql", "expected"), SQL_JSON)
def test_sql_json_is_read_by_its_paths(shop_postgresql: Target, sql: str, expected: str) -> None:
    with session_on(shop_postgresql) as session:
        if version(session) < 17:
            pytest.skip("this server has no SQL/JSON query functions")
        assert exposures(traced(session, sql)) == expected.split()


@pytest.mark.parametrize(("sql", "code"), REFUSED)
def test_what_would_answer_a_question_is_refused(shop_postgresql: Target, sql: str, code: str) -> None:
    with session_on(shop_postgresql) as session:
        assert code in codes(traced(session, sql))


@pytest.mark.parametrize(("since", "sql"), UNDERSTOOD)
def test_every_version_is_understood(shop_postgresql: Target, since: int, sql: str) -> None:
    with session_on(shop_postgresql) as session:
        if version(session) < since:
            pytest.skip("this server has no such syntax")
        statement = admit(sql, session.dialect, session.lexer)
        testimony = session.examine(statement, {})
        catalog = session.describe(testimony.relations or ())
    build(testimony.tree or "", testimony.names, catalog, partial(lookup, Dialect.POSTGRESQL))
    answer = trace(statement, testimony, catalog, sensitivity)
    assert "unknown" not in exposures(answer)
    assert codes(answer) == set()


def test_a_node_of_a_later_version_may_be_a_choice(shop_postgresql: Target) -> None:
    """What is not known may evaluate one part only where another says so, and its failure would tell."""
    with session_on(shop_postgresql) as session:
        statement = admit(
            "SELECT CASE WHEN email = 'x' THEN 1 / (id - 5) END FROM customers", session.dialect, session.lexer
        )
        testimony = session.examine(statement, {})
        tree = re.sub(r"\{CASE(EXPR)?(?=\s)", "{CHOICE", testimony.tree or "")
        catalog = session.describe(testimony.relations or ())
        answer = trace(statement, replace(testimony, tree=tree), catalog, sensitivity)
    assert exposures(answer) == ["unknown"]
    assert "OPQ-L002" in codes(answer)


def test_a_path_is_named(shop_postgresql: Target) -> None:
    with session_on(shop_postgresql) as session:
        assert traced(session, "SELECT details #>> '{a,b}' FROM notes").outputs[0].path == "a.b"


def test_an_array_of_guesses_is_one_probe_each(shop_postgresql: Target) -> None:
    with session_on(shop_postgresql) as session:
        answer = traced(session, "SELECT id FROM customers WHERE email = ANY ('{a@x,b@x}'::text[])")
    assert {p.guess for p in answer.probes} == {b"a@x", b"b@x"}
