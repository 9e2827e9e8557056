"""Every engine through its real server: what it testifies, how it reads, binds, cuts and ends."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asking import admitted, ask, opened, rows_of
from opaq.engines import registry
from opaq.errors import DatabaseError, OpaqError, Refused, TimedOut, UsageError
from opaq.model.address import Limits
from opaq.model.catalog import ColumnRef, RelationKind, RelationName
from shop.rows import TABLES
from targets import Target

BOTH = pytest.mark.parametrize("bulk", [False, True], ids=["everyday", "bulk"])

ENDLESS = {
    "sqlite": "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 1e15) SELECT count(*) FROM c",
    "postgresql": "SELECT count(*) FROM generate_series(1, 1000000) a(x), generate_series(1, 1000) b(y)",
    "mysql": "SELECT count(*) FROM seq_1_to_30000 a, seq_1_to_30000 b WHERE a.seq + b.seq > 0",
}
FLOOD = {
    "sqlite": "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 1e15) SELECT x FROM c",
    "postgresql": "SELECT x FROM generate_series(1, 1000000) a(x), generate_series(1, 1000) b(y)",
    "mysql": "SELECT a.seq FROM seq_1_to_30000 a, seq_1_to_30000 b",
}


def schema_of(target: Target) -> str:
    return {"sqlite": "main", "postgresql": "public"}.get(target.address.engine, target.address.database)


@BOTH
def test_reads_every_row_in_order(engine: Target, bulk: bool) -> None:
    rows = ask(engine, "SELECT id, full_name, email, phone FROM customers ORDER BY id", bulk=bulk)
    assert [(int(r[0]), *r[1:]) for r in rows] == [c[:4] for c in TABLES["customers"]]  # type: ignore[arg-type]


@BOTH
def test_keeps_null_and_empty_text_apart(engine: Target, bulk: bool) -> None:
    rows = ask(engine, "SELECT remark FROM orders ORDER BY id", bulk=bulk)
    assert [r[0] for r in rows] == [o[5] for o in TABLES["orders"]]


@BOTH
def test_postgresql_tells_how_many_rows_a_plan_expects_that_was_asked_for_anyway(
    shop_postgresql: Target, bulk: bool
) -> None:
    with opened(shop_postgresql) as session:
        statement = admitted(session, "SELECT x FROM generate_series(1, 1234) a(x)")
        session.examine(statement, {})
        reader = session.execute(statement, {}, Limits(), bulk=bulk)
        assert reader.expected == 1234
        reader.close()


@BOTH
@pytest.mark.parametrize(("limit", "shown", "cut"), [(3, 3, True), (60, 60, False), (61, 60, False), (None, 60, False)])
def test_knows_exactly_whether_the_limit_cut(
    engine: Target, bulk: bool, limit: int | None, shown: int, cut: bool
) -> None:
    with opened(engine) as session:
        statement = admitted(session, "SELECT id FROM customers")
        session.examine(statement, {})
        reader = session.execute(statement, {}, Limits(rows=limit), bulk=bulk)
        assert sum(batch.row_count for batch in reader) == shown
        assert reader.truncated is cut


@BOTH
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=300))
def test_a_bound_text_comes_back_as_it_went(engine: Target, bulk: bool, text: str) -> None:
    value = "CAST(:v AS text)" if engine.address.engine == "postgresql" else ":v"
    assert ask(engine, f"SELECT {value} AS v", {"v": text}, bulk=bulk) == [(text,)]


@BOTH
def test_binds_numbers_nulls_and_bytes_by_name_wherever_they_stand(engine: Target, bulk: bool) -> None:
    sql = "SELECT id FROM customers WHERE id > :low AND id <= :high AND :nothing IS NULL ORDER BY id LIMIT :most"
    rows = ask(engine, sql, {"high": 9, "low": 3, "most": 4, "nothing": None}, bulk=bulk)
    assert [int(r[0]) for r in rows] == [4, 5, 6, 7]  # type: ignore[arg-type]


def test_bound_text_is_never_read_as_sql(engine: Target) -> None:
    for text in ("' OR 1=1 --", "\\' OR 1=1 -- ", "'; DROP TABLE customers; --", '" OR ""="', "\\"):
        assert ask(engine, "SELECT id FROM customers WHERE email = :mail", {"mail": text}) == []


def test_testimony_names_relations_through_views(engine: Target) -> None:
    with opened(engine) as session:
        testimony = session.examine(admitted(session, "SELECT mail FROM gold_contacts"), {})
        schema = schema_of(engine)
        assert {RelationName(schema, n) for n in ("customers", "contacts", "gold_contacts")} <= (
            testimony.relations or set()
        )
        assert testimony.schema.names == ("mail",)


def test_describe_tells_keys_types_and_view_texts(engine: Target) -> None:
    schema = schema_of(engine)
    with opened(engine) as session:
        catalog = session.describe([RelationName("", "orders"), RelationName(schema, "gold_contacts")])
    orders = catalog.relations[RelationName(schema, "orders")]
    customer = orders.column("customer_id")
    assert customer is not None
    assert customer.references == ColumnRef(RelationName(schema, "customers"), "id")
    assert [c.name for c in orders.columns if c.primary_key] == ["id"]
    view = catalog.relations[RelationName(schema, "gold_contacts")]
    assert view.kind is RelationKind.VIEW
    assert view.definition is not None
    assert view.definition.lstrip().lower().startswith("select")
    assert RelationName(schema, "customers") in catalog.relations
    assert catalog.find(None, "orders") is orders


def test_names_lists_tables_and_views(engine: Target) -> None:
    with opened(engine) as session:
        assert {n.name for n in session.names()} >= {"customers", "orders", "contacts"}
        assert {n.name for n in session.names("order%")} == {"order_totals", "orders"}


def test_samples_are_small_and_cut(engine: Target) -> None:
    with opened(engine) as session:
        batch = session.sample(RelationName(schema_of(engine), "customers"), ["email", "tier"], 7)
        assert batch.row_count == 7
        assert all("@" in str(mail) for mail in batch.columns[0].cells())


def test_a_failed_sample_does_not_fail_the_statement(engine: Target) -> None:
    with opened(engine) as session:
        with pytest.raises(DatabaseError):
            session.sample(RelationName(schema_of(engine), "customers"), ['nope"`'], 5)
        assert rows_of(session, "SELECT count(*) FROM customers")[0][0] in (60, "60")


def test_says_what_the_role_could_do(engine: Target) -> None:
    with opened(engine) as session:
        facts = session.privileges().facts
    assert facts
    assert all(mend for _, worry, mend in facts if worry)


BROKEN = [
    ("SELECT nope FROM customers", "OPQ-D003"),
    ("SELECT id FROM nope", "OPQ-D002"),
    ("SELECT id FROM customers c JOIN orders o ON o.customer_id = c.id", "OPQ-D014"),
]


@pytest.mark.parametrize(("sql", "code"), BROKEN)
def test_a_rejected_statement_has_a_code_of_its_own(engine: Target, sql: str, code: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        ask(engine, sql)
    assert caught.value.code == code


FAILING = {
    "sqlite": "SELECT json_extract(full_name, '$.CANARY') FROM customers",
    "postgresql": "SELECT CAST(full_name || 'CANARY' AS integer) FROM customers",
    "mysql": "SELECT exp(balance_cents + 987654321) AS CANARY FROM customers",
}


@BOTH
def test_no_error_repeats_a_value_or_a_literal(engine: Target, bulk: bool) -> None:
    with pytest.raises(DatabaseError) as caught:
        ask(engine, FAILING[engine.address.engine], bulk=bulk)
    error = caught.value
    told = f"{error.message} {error.hint} {error.why} {error!r} {error.args}"
    assert "CANARY" not in told
    assert "987654321" not in told
    assert not any(str(c[1]) in told or str(c[2]) in told for c in TABLES["customers"])
    assert error.__cause__ is None
    assert error.__suppress_context__ or error.__context__ is None


@BOTH
@pytest.mark.parametrize("statement", [ENDLESS, FLOOD], ids=["silent", "flooding"])
def test_the_deadline_ends_a_statement(engine: Target, bulk: bool, statement: dict[str, str]) -> None:
    began = time.monotonic()
    with pytest.raises(TimedOut):
        for _ in _stream(engine, statement[engine.address.engine], Limits(seconds=0.6), bulk=bulk):
            pass
    assert time.monotonic() - began < 4


def _stream(target: Target, sql: str, limits: Limits, *, bulk: bool):  # type: ignore[no-untyped-def]
    with opened(target, limits) as session:
        statement = admitted(session, sql)
        session.examine(statement, {})
        yield from session.execute(statement, {}, limits, bulk=bulk)


@pytest.mark.parametrize("statement", [ENDLESS, FLOOD], ids=["silent", "flooding"])
def test_cancel_from_another_thread_ends_a_statement_within_a_second(engine: Target, statement: dict[str, str]) -> None:
    with opened(engine) as session:
        admitted_statement = admitted(session, statement[engine.address.engine])
        session.examine(admitted_statement, {})
        cancelled: list[float] = []

        def cancel() -> None:
            cancelled.append(time.monotonic())
            session.cancel()

        timer = threading.Timer(0.4, cancel)
        timer.start()
        with pytest.raises(OpaqError) as caught:
            for _ in session.execute(admitted_statement, {}, Limits(), bulk=False):
                pass
        assert time.monotonic() - cancelled[0] < 1
        assert caught.value.code == "OPQ-D012"
        timer.join()


@BOTH
def test_a_cell_over_its_limit_is_refused_without_a_word_of_it(engine: Target, bulk: bool) -> None:
    long = {
        "sqlite": "hex(zeroblob(900000))",
        "postgresql": "repeat('x', 2000000)",
        "mysql": "repeat('x', 2000000)",
    }
    limits = Limits(cell_bytes=1_500_000, row_bytes=1_600_000)
    with pytest.raises((Refused, DatabaseError)) as caught:
        ask(engine, f"SELECT {long[engine.address.engine]} AS v FROM customers", limits=limits, bulk=bulk)
    assert "xx" not in str(caught.value)


def test_a_reader_that_was_left_can_be_closed_twice_and_ends_the_statement(engine: Target) -> None:
    with opened(engine) as session:
        statement = admitted(session, FLOOD[engine.address.engine])
        session.examine(statement, {})
        reader = session.execute(statement, {}, Limits(), bulk=True)
        next(iter(reader))
        reader.close()
        reader.close()
        session.close()
        session.close()


def test_an_unknown_engine_is_named_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match='engine "oracle" is not known') as caught:
        registry.load("oracle")
    assert "postgresql" in caught.value.hint


def test_sessions_say_who_they_are(engine: Target) -> None:
    with opened(engine) as session:
        assert session.server.split()[0] in ("SQLite", "PostgreSQL", "MariaDB", "MySQL")
        assert session.server.split()[1][0].isdigit()
        assert rows_of(session, "SELECT 1")[0][0] in (1, "1")
