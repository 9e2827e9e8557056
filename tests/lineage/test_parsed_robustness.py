"""Any admitted text is built or not understood: no other exception, and no token without a place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lineage_catalog import resolve
from test_parsed_names import EVERYWHERE, SOME

from opaq.errors import OpaqError
from opaq.guard.types import Dialect
from opaq.lineage.parsed import NotUnderstood, columns_of_expression
from opaq.lineage.query import Query

SEEDS = [sql for sql, _ in EVERYWHERE] + [sql for _, sql, _ in SOME]
PIECES = sorted(
    {piece for sql in SEEDS for piece in sql.replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split()}
)
EXTRA = [
    "OVER", "FILTER", "LATERAL", "USING", "NATURAL", "VALUES", "EXISTS", "ANY", "ALL", "ESCAPE", "COLLATE", "INTERVAL", "::int", "[1]", "->",
    "->>", "NOT", "BETWEEN", "AND", "CASE", "WHEN", "END", "EXTRACT", "DISTINCT", "LIMIT", "0", "-1", ".", ";", "?", "@x", "1e5", "NULL", "*",
    "t.*", "WINDOW", "ROWS", "CUBE", "ROLLUP", "FETCH", "FIRST", "JSON_OBJECT", "XMLELEMENT", "MATCH", "AGAINST", "ROW", "ARRAY", "=", "<", "||",
]  # fmt: skip


def outcome(sql: str, dialect: Dialect) -> Query | str:
    try:
        return resolve(sql, dialect)
    except NotUnderstood as refusal:
        return refusal.reason
    except OpaqError as refusal:  # the guard's word
        return refusal.message


@settings(max_examples=400, deadline=None)
@given(
    seed=st.sampled_from(SEEDS),
    edits=st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from(["cut", "put", "swap"]), st.sampled_from(PIECES + EXTRA)),
        max_size=6,
    ),
    dialect=st.sampled_from(list(Dialect)),
)
def test_damaged_statements_are_built_or_not_understood(
    seed: str, edits: list[tuple[int, str, str]], dialect: Dialect
) -> None:
    pieces = seed.replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split()
    for place, edit, piece in edits:
        at = place % (len(pieces) + 1)
        if edit == "put":
            pieces.insert(at, piece)
        elif at < len(pieces):
            pieces[at : at + 1] = [] if edit == "cut" else [piece]
    assert outcome(" ".join(pieces), dialect) is not None


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT " + "(" * 300 + "1" + ")" * 300,
        "SELECT " + " || ".join(["email"] * 3000) + " FROM customers",
        "SELECT " + " OR ".join(["tier = 'x'"] * 2000) + " FROM customers",
        "SELECT " + "NOT " * 3000 + "tier FROM customers",
        "SELECT " + "- " * 3000 + "id FROM customers",
        "SELECT " + "CASE WHEN 1 = 1 THEN " * 500 + "1" + " END" * 500,
        "SELECT 1" + " UNION ALL SELECT 1" * 3000,
        "SELECT 1 FROM " + ", ".join(["customers c"] * 3000),
        "SELECT 1 FROM customers" + " NATURAL JOIN customers" * 300,
        "SELECT " + ", ".join(["1"] * 30000),
        "WITH "
        + ", ".join(f"c{i} AS (SELECT * FROM c{i - 1} a, c{i - 1} b)" for i in range(1, 40))
        + " SELECT 1 FROM c39",
        "SELECT " + "(SELECT " * 200 + "1" + ")" * 200,
    ],
    ids=lambda sql: sql[:30],
)
def test_huge_statements_end_in_an_answer(sql: str, dialect: Dialect) -> None:
    assert outcome(sql, dialect) is not None


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("lower(email)", {"email"}),
        ("(`email` || tier)", {"email", "tier"}),
        ('CASE WHEN "Tier" IS NULL THEN 1 END', {"tier"}),
        ("1 + 1", set()),
        ("'email'", {"email"}),
        ("'unterminated", {"email", "tier"}),
    ],
)
def test_a_generated_expression_mentions_these_columns(text: str, columns: set[str]) -> None:
    assert columns_of_expression(text, Dialect.SQLITE, ("email", "tier")) == columns
