"""Two databases that differ in secrets only: what is shown in the clear, and whether it fails, is the same.

Equal secrets stay equal in the second database, and no literal of the statements
is one, so that neither `deny` nor `lookup` grants a difference: whatever the judge
lets through has to agree, row for row.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings

from lineage import worlds
from lineage.statements import statements
from opaq.engines import registry
from opaq.engines.types import Session
from opaq.errors import OpaqError
from opaq.guard.admit import admit
from opaq.lineage.trace import trace
from opaq.lineage.types import Trace
from opaq.model.address import Address, Limits
from opaq.model.catalog import ColumnRef
from opaq.model.lineage import Exposure
from opaq.model.sensitivity import Predicates, Sensitive, Sensitivity

EXAMPLES = int(os.environ.get("OPAQ_TEST_EXAMPLES", "150"))
DENY = Sensitive("custom.secret", Predicates.DENY, frozenset({"is_null"}))
LOOKUP = Sensitive("custom.secret", Predicates.LOOKUP, frozenset({"is_null"}))
MODES = {"deny": DENY, "lookup": LOOKUP}


class World(NamedTuple):
    session: Session
    raw: sqlite3.Connection


def asked(mode: str) -> Sensitivity:
    def sensitivity(column: ColumnRef) -> Sensitive | None:
        return MODES[mode] if column.column in worlds.SECRET.get(column.relation.name, {}) else None

    return sensitivity


def judged(session: Session, sql: str, mode: str) -> Trace | None:
    """The trace, or None when the guard or the database rejects the statement."""
    try:
        statement = admit(sql, session.dialect, session.lexer)
        testimony = session.examine(statement, {})
        catalog = session.describe(testimony.relations or ())
        return trace(statement, testimony, catalog, asked(mode))
    except OpaqError:
        return None


def answer(world: World, sql: str, answered: Trace) -> object:
    """What the rows show in the clear; `failed` when the statement fails."""
    clear = [lineage.exposure is Exposure.CLEAR for lineage in answered.outputs]
    try:
        fetched = world.raw.execute(sql).fetchall()
    except sqlite3.Error:
        return "failed"
    shown = [tuple(cell if ok else "*" for cell, ok in zip(row, clear, strict=True)) for row in fetched]
    return shown if "ORDER BY r" in sql else Counter(shown)


@pytest.fixture(scope="module")
def two_worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, World]]:
    home = tmp_path_factory.mktemp("worlds")
    found = []
    for name, second in (("a.db", False), ("b.db", True)):
        worlds.into_sqlite(home / name, second=second)
        address = Address("sqlite", path=home / name)
        found.append(World(registry.load("sqlite").connect(address, None, Limits()), sqlite3.connect(home / name)))
    yield found[0], found[1]
    for world in found:
        world.session.close()
        world.raw.close()


@pytest.mark.parametrize("mode", MODES)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(sql=statements())
def test_what_is_shown_does_not_depend_on_secrets(two_worlds: tuple[World, World], mode: str, sql: str) -> None:
    first, second = two_worlds
    ours = judged(first.session, sql, mode)
    assume(ours is not None and not ours.objections)
    assert ours is not None
    assert answer(first, sql, ours) == answer(second, sql, ours)


@pytest.mark.parametrize("mode", MODES)
@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(sql=statements())
def test_the_verdict_does_not_depend_on_secrets(two_worlds: tuple[World, World], mode: str, sql: str) -> None:
    ours, theirs = (judged(world.session, sql, mode) for world in two_worlds)
    assert (ours is None) == (theirs is None)
    if ours is not None and theirs is not None:
        assert ours.outputs == theirs.outputs
        assert {o.what for o in ours.objections} == {o.what for o in theirs.objections}
