"""Traces of statements on the shop, as the pipeline makes them, with modes chosen by the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opaq.engines import registry
from opaq.engines.types import Session
from opaq.guard.admit import admit
from opaq.guard.types import Values
from opaq.lineage.trace import trace
from opaq.lineage.types import Trace
from opaq.model.address import Limits
from opaq.model.catalog import ColumnRef
from opaq.model.sensitivity import Predicates, Sensitive
from targets import Target

SENSITIVE = {
    "customers.full_name": Sensitive("person.name", Predicates.SEARCH, frozenset({"is_null"})),
    "customers.email": Sensitive("contact.email", Predicates.SEARCH, frozenset({"is_null", "domain"})),
    "customers.phone": Sensitive("contact.phone", Predicates.SEARCH, frozenset({"is_null", "last2"})),
    "customers.ssn": Sensitive("id.national.us_ssn", Predicates.LOOKUP, frozenset({"is_null"})),
    "customers.birth_date": Sensitive("person.birth_date", Predicates.LOOKUP, frozenset({"is_null", "year"})),
    "payments.card_number": Sensitive("fin.card", Predicates.LOOKUP, frozenset({"is_null", "last4"})),
    "payments.cvv": Sensitive("fin.card_sad", Predicates.DENY),
    "notes.body": Sensitive("text.free", Predicates.SEARCH, frozenset({"is_null"})),
    "notes.details": Sensitive("text.free", Predicates.SEARCH, frozenset({"is_null"})),
    "api_keys.token": Sensitive("secret.token", Predicates.DENY),
}


def sensitivity(column: ColumnRef) -> Sensitive | None:
    return SENSITIVE.get(f"{column.relation.name}.{column.column}")


@contextmanager
def session_on(target: Target) -> Iterator[Session]:
    session = registry.load(target.address.engine).connect(target.address, target.secret, Limits())
    try:
        yield session
    finally:
        session.close()


def traced(session: Session, sql: str, values: Values | None = None) -> Trace:
    """As `pipeline.understand` does it, with the sensitivity above."""
    given = values or {}
    statement = admit(sql, session.dialect, session.lexer, parameters=tuple(given))
    testimony = session.examine(statement, given)
    catalog = session.describe(testimony.relations or ())
    return trace(statement, testimony, catalog, sensitivity, given)


def exposures(answer: Trace) -> list[str]:
    return [lineage.exposure.value for lineage in answer.outputs]


def codes(answer: Trace) -> set[str]:
    return {objection.code for objection in answer.objections}
