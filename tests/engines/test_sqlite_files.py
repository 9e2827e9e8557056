"""SQLite files: never created, never changed, nothing left beside them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from asking import ask, opened, rows_of
from opaq.errors import ConnectionFailed, DatabaseError
from opaq.model.address import Address
from opaq.model.catalog import ColumnRef, RelationKind, RelationName
from targets import Target


def target(path: Path) -> Target:
    return Target(Address("sqlite", path=path), None)


def listing(path: Path) -> list[tuple[str, int, bytes]]:
    return [(f.name, f.stat().st_mtime_ns, f.read_bytes()) for f in sorted(path.parent.iterdir())]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "odd name ?#%.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """
            CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, short TEXT AS (substr(mail, 1, 3)) STORED);
            INSERT INTO people (id, mail) VALUES (1, 'a@b.example'), (2, 'c@d.example');
            CREATE VIEW mails(address) AS SELECT mail FROM people;
            CREATE VIRTUAL TABLE pages USING fts5(body);
            INSERT INTO pages VALUES ('hello world');
            CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1);
            INSERT INTO boxes VALUES (1, 0, 10);
            """
        )
    connection.close()
    return path


@pytest.fixture
def wal(file: Path) -> Path:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    return file


@pytest.fixture
def writer(wal: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(wal, isolation_level=None)
    connection.execute("INSERT INTO people (id, mail) VALUES (3, 'e@f.example')")
    yield connection
    connection.close()


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(ConnectionFailed) as caught:
        ask(target(tmp_path / "none.db"), "SELECT 1")
    assert caught.value.code == "OPQ-C006"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("a canary in plain text, long enough to be a header" * 100)
    with pytest.raises(ConnectionFailed) as caught:
        ask(target(path), "SELECT 1 FROM sqlite_schema")
    assert caught.value.code == "OPQ-C007"


@pytest.mark.parametrize(
    "sql",
    ["SELECT * FROM people", "SELECT * FROM pages WHERE pages MATCH 'hello'", "SELECT id FROM boxes WHERE x0 < 5"],
)
def test_reading_changes_no_file(file: Path, sql: str) -> None:
    before = listing(file)
    assert ask(target(file), sql)
    assert listing(file) == before


def test_a_wal_database_nobody_writes_is_read_without_new_files(wal: Path) -> None:
    before = listing(wal)
    assert len(ask(target(wal), "SELECT * FROM people")) == 2
    assert listing(wal) == before


def test_the_log_of_a_writer_is_read(wal: Path, writer: sqlite3.Connection) -> None:
    assert len(ask(target(wal), "SELECT * FROM people")) == 3


def test_a_change_during_an_immutable_reading_is_noticed(wal: Path) -> None:
    with opened(target(wal)) as session:
        connection = sqlite3.connect(wal)
        connection.execute("UPDATE people SET mail = 'x'")
        connection.commit()
        connection.close()
        with pytest.raises(ConnectionFailed) as caught:
            rows_of(session, "SELECT id FROM people")
    assert caught.value.code == "OPQ-C009"


def test_a_session_sees_one_state_of_the_file(wal: Path, writer: sqlite3.Connection) -> None:
    with opened(target(wal)) as session:
        assert rows_of(session, "SELECT count(*) FROM people") == [(3,)]
        writer.execute("DELETE FROM people")
        assert rows_of(session, "SELECT count(*) FROM people") == [(3,)]


def test_the_authorizer_testifies_through_views_and_functions(file: Path) -> None:
    from asking import admitted

    with opened(target(file)) as session:
        testimony = session.examine(admitted(session, "SELECT upper(address) FROM mails ORDER BY length(address)"), {})
    people = RelationName("main", "people")
    assert testimony.columns == {ColumnRef(people, "mail")}
    assert testimony.relations == {people, RelationName("main", "mails")}
    assert testimony.functions == {"upper", "length"}


def test_a_name_of_a_cte_is_no_relation(file: Path) -> None:
    from asking import admitted

    with opened(target(file)) as session:
        testimony = session.examine(admitted(session, "WITH c AS (SELECT 1 AS x) SELECT count(*) FROM c"), {})
    assert testimony.relations == frozenset()


def test_repeated_output_names_stay_what_they_are(file: Path) -> None:
    from asking import admitted

    with opened(target(file)) as session:
        testimony = session.examine(admitted(session, 'SELECT id, id, mail AS "id:9", 1 AS id FROM people'), {})
    assert testimony.schema.names == ("id", "id", "id:9", "id") or testimony.schema.names == ("id", "id", "id", "id")


def test_describe_tells_generated_hidden_and_virtual(file: Path) -> None:
    with opened(target(file)) as session:
        catalog = session.describe([RelationName("main", n) for n in ("people", "pages", "mails")])
    people, pages, mails = (catalog.relations[RelationName("main", n)] for n in ("people", "pages", "mails"))
    assert people.column("short").generated == "substr(mail, 1, 3)"  # type: ignore[union-attr]
    assert pages.kind is RelationKind.VIRTUAL
    assert pages.engine == "fts5"
    assert [c.name for c in pages.columns if c.hidden] == ["pages", "rank"]
    assert mails.definition == "SELECT mail FROM people"


def test_preparing_computes_no_row(file: Path) -> None:
    from asking import admitted

    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 1e15) SELECT count(*), max(x) FROM c GROUP BY x % 3 ORDER BY 2"
    with opened(target(file)) as session:
        assert len(session.examine(admitted(session, endless), {}).schema) == 2


@pytest.mark.parametrize("bulk", [False, True])
def test_invalid_text_is_shown_with_replacement_characters(file: Path, bulk: bool) -> None:
    rows = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 3000)"
    text = "CASE WHEN x > 1500 THEN CAST(x'61ff62' AS TEXT) ELSE 'plain' END"
    got = ask(target(file), f"{rows} SELECT x, {text} AS v FROM c", bulk=bulk)
    assert [int(x) for x, _ in got] == list(range(1, 3001))  # type: ignore[arg-type]
    assert [v for _, v in got] == ["plain"] * 1500 + ["a\N{REPLACEMENT CHARACTER}b"] * 1500


def test_a_very_wide_table_is_no_damage(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(f"CREATE TABLE wide ({', '.join(f'c{i}' for i in range(1_900))})")
    connection.close()
    assert ask(target(file), "SELECT count(*) FROM people") == [(2,)]
    assert ask(target(file), "SELECT * FROM wide") == []


def test_nothing_can_be_attached(file: Path, tmp_path: Path) -> None:
    with opened(target(file)) as session, pytest.raises(sqlite3.Error):
        session._connection.execute(f"ATTACH '{tmp_path / 'x.db'}' AS x")  # type: ignore[attr-defined]
    assert not os.path.exists(tmp_path / "x.db")


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM people", "CREATE TABLE t(x)", "PRAGMA journal_mode=DELETE", "PRAGMA writable_schema=ON", "VACUUM"],
)
def test_the_gate_denies_what_the_guard_would(file: Path, sql: str) -> None:
    before = listing(file)
    with opened(target(file)) as session, pytest.raises((sqlite3.Error, DatabaseError)):
        session._connection.execute(sql)  # type: ignore[attr-defined]
    assert listing(file) == before
