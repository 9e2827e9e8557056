"""What only PostgreSQL's own tree can say: rows, documents, table functions, operators and casts by their types."""

from __future__ import annotations

import pytest

from lineage.shop_lineage import codes, exposures, session_on, traced
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


@pytest.mark.parametrize(("sql", "expected"), SHOWN)
def test_outputs_tell_what_they_can(shop_postgresql: Target, sql: str, expected: str) -> None:
    with session_on(shop_postgresql) as session:
        answer = traced(session, sql)
    assert exposures(answer) == expected.split()
    assert codes(answer) == set()


@pytest.mark.parametrize(("sql", "expected"), SQL_JSON)
def test_sql_json_is_read_by_its_paths(shop_postgresql: Target, sql: str, expected: str) -> None:
    with session_on(shop_postgresql) as session:
        if int(session.server.split()[-1].split(".")[0]) < 17:
            pytest.skip("this server has no SQL/JSON query functions")
        assert exposures(traced(session, sql)) == expected.split()


@pytest.mark.parametrize(("sql", "code"), REFUSED)
def test_what_would_answer_a_question_is_refused(shop_postgresql: Target, sql: str, code: str) -> None:
    with session_on(shop_postgresql) as session:
        assert code in codes(traced(session, sql))


def test_a_path_is_named(shop_postgresql: Target) -> None:
    with session_on(shop_postgresql) as session:
        assert traced(session, "SELECT details #>> '{a,b}' FROM notes").outputs[0].path == "a.b"


def test_an_array_of_guesses_is_one_probe_each(shop_postgresql: Target) -> None:
    with session_on(shop_postgresql) as session:
        answer = traced(session, "SELECT id FROM customers WHERE email = ANY ('{a@x,b@x}'::text[])")
    assert {p.guess for p in answer.probes} == {b"a@x", b"b@x"}
