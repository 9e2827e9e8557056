"""Shifted dates on every engine: intervals survive, and no statement shows one date moved by many distances."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from targets import Target

from .conftest import Run, write_profile

POLICY = """
extends = ["default"]
[categories."person.birth_date"]
mask = { name = "shift", subject = "id", days = 90 }
"""
Rows = list[list[str]]
HIDDEN = "[birth date]"


@pytest.fixture
def shown(home: Path, target: Target, opaq: Run) -> Callable[[str], Rows]:
    """The rows of a statement as opaq shows them."""
    policies = home / ".config/opaq/policies"
    policies.mkdir(mode=0o700)
    (policies / "moved.toml").write_text(POLICY)
    write_profile(home, "shop", target, lines='policy = "moved"\n')

    def run(text: str) -> Rows:
        done = opaq("query", "--csv", text)
        assert done.returncode == 0, done.stderr
        return list(csv.reader(io.StringIO(done.stdout.decode())))[1:]

    return run


SAME_ROW = {
    "the table": "select id, birth_date from customers order by id",
    "an alias": "select c.birth_date, c.id from customers c order by c.id",
    "a derived table": "select id, birth_date from (select id, birth_date from customers) t order by id",
    "a common table": "with t as (select * from customers) select id, birth_date from t order by id",
    "a join": "select distinct c.id, c.birth_date from customers c join orders o on o.customer_id = c.id",
}


@pytest.mark.parametrize("way", SAME_ROW)
def test_a_date_moves_with_the_subject_of_its_row(shown: Callable[[str], Rows], way: str) -> None:
    rows = shown(SAME_ROW[way])
    dates = [cell for row in rows for cell in row if "-" in cell]
    assert dates
    assert all(datetime.date.fromisoformat(date) for date in dates)
    assert not any(HIDDEN in row for row in rows)


def test_a_date_moves_alike_in_every_statement(shown: Callable[[str], Rows]) -> None:
    table, joined = (dict(shown(SAME_ROW[way])) for way in ("the table", "a join"))
    assert joined
    assert joined.items() <= table.items()


OTHER_ROW = {
    "a join with itself": "select b.id, a.birth_date from customers a, customers b where a.id = 1",
    "a common table twice": "with t as (select id, birth_date from customers) "
    "select x.id, y.birth_date from t x, t y where y.id = 1",
    "a window": "select id, lag(birth_date) over (order by id) as d from customers where id > 0",
    "a subquery": "select id, (select birth_date from customers c where c.id = 1) as d from customers",
    "a constant": "select 1 as id, birth_date from customers",
    "a union": "select id, birth_date from customers union all select 1, birth_date from customers",
    "no subject": "select birth_date from customers",
}


@pytest.mark.parametrize("way", OTHER_ROW)
def test_a_date_beside_another_subject_is_redacted(shown: Callable[[str], Rows], way: str) -> None:
    cells = {row[-1] for row in shown(OTHER_ROW[way])}
    assert cells <= {HIDDEN, ""}
    assert HIDDEN in cells
