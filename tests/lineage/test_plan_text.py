"""Plans lose their literals everywhere, and near masked columns their numbers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opaq.guard.admit import admit
from opaq.guard.types import Dialect
from opaq.lineage.plan_text import Literals, PlanText
from opaq.lineage.types import Trace
from opaq.model.batch import Batch, Column
from opaq.model.schema import Field, Kind, Schema


def shown(lines: list[str | None], *, near: bool, dialect: Dialect = Dialect.POSTGRESQL) -> list[object]:
    statement = admit("EXPLAIN SELECT 1", dialect)
    schema = Schema((Field("QUERY PLAN", Kind.TEXT),))
    plan = PlanText(statement, Trace((), reads_sensitive=near))
    found: list[object] = []
    for line in lines:  # one batch each: the place inside a literal is kept between them
        found.extend(plan.without_literals(Batch(schema, [Column([line])])).columns[0].cells())
    return found


def test_strings_and_numbers_of_conditions_are_hidden() -> None:
    line = "  Filter: ((email = 'ana''s'::text) AND (id > 5) AND (\"o'clock 7\" = 1.5))"
    assert shown([line], near=False) == ["  Filter: ((email = '?'::text) AND (id > ?) AND (\"o'clock 7\" = ?))"]


def test_costs_stay_where_nothing_sensitive_is_near() -> None:
    line = "Seq Scan on orders  (cost=0.00..3.00 rows=200 width=4)"
    assert shown([line], near=False) == [line]
    assert shown([line], near=True) == ["Seq Scan on orders"]


def test_counts_behind_a_predicate_leave_no_line() -> None:
    lines = ["Seq Scan on customers (actual time=0.1..0.2 rows=0 loops=1)", "  Rows Removed by Filter: 199"]
    assert shown(lines, near=True) == ["Seq Scan on customers"]


def test_a_literal_over_several_rows_stays_hidden() -> None:
    assert shown(["Filter: (a = 'first", "ssn 127-14-3588", "last'::text)"], near=True) == [
        "Filter: (a = '?'",
        "",
        "::text)",
    ]


def test_a_json_plan_keeps_its_shape() -> None:
    plan = [{"Plan": {"Node Type": "Seq Scan", "Total Cost": 8.5, "Plan Rows": 1, "Filter": "(email = 'x'::text)"}}]
    (near,) = shown([json.dumps(plan)], near=True)
    assert json.loads(str(near)) == [{"Plan": {"Node Type": "Seq Scan", "Filter": "(email = '?'::text)"}}]


def test_mysql_conditions_escape_with_backslashes() -> None:
    line = r"customers.email = 'x\'y' and customers.`id` > 5"
    assert Literals(Dialect.MYSQL).hide(line, metrics=False) == "customers.email = '?' and customers.`id` > ?"


@pytest.mark.parametrize("dialect", list(Dialect))
@given(secret=st.text(alphabet="abc'\"\\` 0123456789\n", min_size=1, max_size=12))
def test_a_quoted_secret_never_shows(dialect: Dialect, secret: str) -> None:
    quoted = secret.replace("'", "''")
    if dialect is Dialect.MYSQL:
        quoted = quoted.replace("\\", "\\\\")
    shown_text = Literals(dialect).hide(f"(name = '{quoted}'::text)", metrics=False)
    assert shown_text == "(name = '?'::text)"
