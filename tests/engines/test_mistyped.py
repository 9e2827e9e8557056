"""Mistakes in a statement on every engine: the caret stands on them, near names come from the catalog, no value is told."""

from __future__ import annotations

import pytest

from asking import admitted, opened
from opaq.engines.near_names import hinted
from opaq.errors import DatabaseError
from targets import Target

MISTAKES = [
    ("SELECT id FROM custmers", "OPQ-D002", "custmers", 'did you mean "customers"?'),
    ("SELECT c.id, c.emial FROM customers c WHERE c.full_name = 'x'", "OPQ-D003", "emial", 'did you mean "email"?'),
    ("SELECT Phne, count(*)\nFROM customers\nGROUP BY Phne", "OPQ-D003", "Phne", 'did you mean "phone"?'),
    ("SELECT id FROM zzzzzzzzz", "OPQ-D002", "zzzzzzzzz", 'see "opaq describe"'),
    ("SELECT * FOM customers", "OPQ-D004", "FOM", "did you mean FROM?"),
    ("SELECT id FROM customers WHER city = 'x'", "OPQ-D004", "city", "did you mean WHERE?"),
    ("SELECT id FROM customers ORDR BY id", "OPQ-D004", "", "did you mean ORDER?"),
    ("SELECT count(*) FROM customers WHERE", "OPQ-D004", "", ""),
]


@pytest.mark.parametrize(("sql", "code", "at", "hint"), MISTAKES)
def test_a_mistake_is_pointed_at_and_answered(engine: Target, sql: str, code: str, at: str, hint: str) -> None:
    with opened(engine) as session:
        statement = admitted(session, sql)
        with pytest.raises(DatabaseError) as caught:
            session.examine(statement, {})
        error = hinted(caught.value, statement, session)
    assert error.code == code
    assert error.position is not None
    rest = sql.split("\n")[error.position.line - 1][error.position.column - 1 :]
    assert rest.removeprefix("c.").startswith(at)
    assert bool(rest) is (sql != MISTAKES[-1][0])
    assert error.hint.startswith(hint)


def test_what_was_typed_is_not_repeated(engine: Target) -> None:
    with opened(engine) as session:
        statement = admitted(session, "SELECT hunter2_secret FROM customers WHERE email = 'hunter2@example.com'")
        with pytest.raises(DatabaseError) as caught:
            session.examine(statement, {})
        error = hinted(caught.value, statement, session)
    assert "hunter2" not in f"{error.message} {error.hint} {error.why}"
