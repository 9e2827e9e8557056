"""A statement without its closing LIMIT, and what the LIMIT was."""

from __future__ import annotations

import pytest

from opaq.guard.admit import admit
from opaq.guard.tail import Tail, without_limit
from opaq.guard.types import Dialect

UNDERSTOOD = [
    ("select a from t limit 5", Tail("select a from t ", 0, 5)),
    ("select a from t limit 5 offset 2", Tail("select a from t ", 2, 5)),
    ("select a from t limit 2, 5;", Tail("select a from t ", 2, 5)),
    ("select a from t order by (b) limit :n -- as many", Tail("select a from t order by (b) ", 0, 7)),
    ("select a from t offset 3 rows fetch first 4 rows only", Tail("select a from t ", 3, 4)),
    ("(select a from t limit 1) union (select 2) limit 9", Tail("(select a from t limit 1) union (select 2) ", 0, 9)),
]

OTHERS = [
    "select a from t",
    "(select a from t limit 5)",
    "select a from t limit 1 + 1",
    "select a from t limit (5)",
    "select a from t limit all",
    "select a from t fetch first 3 rows with ties",
    "select a from (select b from u limit 5) t",
]


@pytest.mark.parametrize(("sql", "expected"), UNDERSTOOD)
def test_a_plain_limit_is_taken_off(sql: str, expected: Tail) -> None:
    dialect = Dialect.MYSQL if ", 5" in sql else Dialect.POSTGRESQL
    assert without_limit(admit(sql, dialect, parameters=("n",)), {"n": 7}) == expected


@pytest.mark.parametrize("sql", OTHERS)
def test_what_is_no_plain_limit_stays(sql: str) -> None:
    assert without_limit(admit(sql, Dialect.POSTGRESQL), {}) is None
