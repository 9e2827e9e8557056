"""Sums whose overflow would answer a question, told from those that cannot leave their type."""

from __future__ import annotations

import pytest

from opaq.guard.types import Dialect, Nature
from opaq.lineage.magnitude import ROOM, may_overflow
from opaq.lineage.query import Call, Case, Column, Constant, Expr

CELL = Column(1, 0)
MODEST: list[Expr] = [
    CELL,
    Case((CELL,), (Constant("1"), Constant("0"))),
    Call("*", (CELL, Constant("12")), Nature.TOTAL),
    Call("=", (CELL, Constant("99999999999999999999")), Nature.TOTAL),
    Constant(null=True),
]
LARGE: list[Expr] = [
    Constant("9223372036854775807"),
    Constant("1e308"),
    Constant(),
    Case((CELL,), (Constant("0"), Constant("9e18"))),
    Call("*", (CELL, Constant("1000000000")), Nature.TOTAL),
    Call("<<", (Constant("1"), Constant("62")), Nature.TOTAL),
]


@pytest.mark.parametrize("arg", MODEST)
def test_stored_and_small_numbers_add_up(arg: Expr) -> None:
    assert not may_overflow(Call("sum", (arg,), Nature.STATISTIC))


@pytest.mark.parametrize("arg", LARGE)
def test_a_large_constant_may_leave_the_type(arg: Expr) -> None:
    assert may_overflow(Call("sum", (arg,), Nature.STATISTIC))


def test_only_what_adds_overflows() -> None:
    assert not may_overflow(Call("max", (Constant("9223372036854775807"),), Nature.AGGREGATE))


def test_postgresql_widens_integers_and_not_floats() -> None:
    room = ROOM[Dialect.POSTGRESQL]
    assert not may_overflow(Call("sum", (Constant("9223372036854775807"),), Nature.STATISTIC), room)
    assert may_overflow(Call("sum", (Constant("1e+308"),), Nature.STATISTIC), room)
