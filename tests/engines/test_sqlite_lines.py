"""Rows that SQLite spells as lines of JSON are the rows it gives as tuples, whatever the cells hold."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asking import ask
from opaq.engines import sqlite_stream
from opaq.engines.sqlite_lines import LineRows, Unspeakable, plain_columns, speakable
from opaq.model.address import Address
from opaq.model.batch import Cell
from opaq.model.spell import spell
from targets import Target

CELLS = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=12),
    st.sampled_from(["null", "NULL", "[1]", "]\n[", '","', "\\", '"', "", "1.0", "\x7f", "true", "{}", "a\x00b"]),
)
FEW, MANY = 30, 2_500


def stored(path: Path, rows: list[tuple[Cell, ...]]) -> Target:
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t(a, b, c)")
        connection.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
    connection.close()
    return Target(Address("sqlite", path=path), None)


def spelled(target: Target, sql: str, *, bulk: bool) -> list[list[str | None]]:
    return [[spell(cell) for cell in row] for row in ask(target, sql, bulk=bulk)]


@pytest.fixture
def no_tuples(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ordinary way is closed: what comes, comes in lines."""

    def closed(self: sqlite_stream.SqliteReader) -> None:
        raise AssertionError("the rows came as tuples")

    monkeypatch.setattr(sqlite_stream.SqliteReader, "_rows", closed)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6), copies=st.sampled_from([1, FEW, MANY]))
def test_lines_and_tuples_spell_every_cell_alike(
    rows: list[tuple[Cell, ...]], copies: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = stored(tmp_path_factory.getbasetemp() / "lines.db", rows * copies)
    everyday, bulk = (spelled(target, "SELECT a, b, c FROM t ORDER BY rowid", bulk=b) for b in (False, True))
    assert everyday == bulk


def test_the_largest_and_smallest_reals_read_back_as_themselves(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [(x,) * 3 for x in (1.7976931348623025e308, 5e-324, 2.2250738585072014e-308, 1e23)]
    got = spelled(stored(tmp_path / "x.db", rows), "SELECT a FROM t ORDER BY rowid", bulk=True)
    assert got == [[repr(row[0])] for row in rows]


def test_text_numbers_and_nulls_need_no_tuples(tmp_path: Path, no_tuples: None) -> None:
    rows: list[tuple[Cell, ...]] = [('say "hi"\\\n', n, n / 7 if n % 3 else None) for n in range(MANY)]
    assert spelled(stored(tmp_path / "x.db", rows), "SELECT * FROM t ORDER BY b", bulk=True) == [
        [spell(cell) for cell in row] for row in rows
    ]


@pytest.mark.parametrize("at", [0, 150, MANY - 1])
def test_after_a_blob_the_rows_go_on_as_tuples_without_a_gap(tmp_path: Path, at: int) -> None:
    rows: list[tuple[Cell, ...]] = [("x", n, b"\xff\x00" if n == at else "y") for n in range(MANY)]
    got = ask(stored(tmp_path / "x.db", rows), "SELECT * FROM t ORDER BY b", bulk=True)
    assert [spell(row[1]) for row in got] == [str(n) for n in range(MANY)]
    assert got[at][2] == b"\xff\x00"


def test_a_row_longer_than_a_line_may_be_comes_as_a_tuple(tmp_path: Path) -> None:
    wide = "w" * 900_000
    got = ask(stored(tmp_path / "x.db", [(wide, wide, wide)]), "SELECT * FROM t", bulk=True)
    assert got == [(wide, wide, wide)]


@pytest.mark.parametrize("expression", ["json('null')", "'{\"a\":null}' -> 'a'", "json_array('1.5')", "json('1.50')"])
def test_json_stays_the_text_it_is(tmp_path: Path, expression: str) -> None:
    target = stored(tmp_path / "x.db", [("x", 1, None)])
    everyday, bulk = (spelled(target, f"SELECT {expression} AS j FROM t", bulk=b) for b in (False, True))
    assert everyday == bulk


@pytest.mark.parametrize("source", ["json_each('[[1,2],{\"a\":1}]')", "JSON_TREE('[[1,2]]')", "elements"])
def test_elements_of_a_document_stay_the_text_they_are(tmp_path: Path, source: str) -> None:
    target = stored(tmp_path / "lines.db", [(1, 2, 3)])
    assert target.address.path is not None
    with sqlite3.connect(target.address.path) as connection:
        connection.execute("CREATE VIEW elements AS SELECT value FROM json_each('[[1,2],{}]')")
    everyday, bulk = (spelled(target, f"SELECT value FROM {source}", bulk=b) for b in (False, True))
    assert everyday == bulk


def test_a_statement_with_json_functions_or_very_many_columns_is_not_told_in_lines() -> None:
    assert speakable(10, {"count", "substr"})
    assert not speakable(10, {"count", "json_extract"})
    assert not speakable(1, {"->>"})
    assert not speakable(1, {"t", "JSON_each"})
    assert not speakable(101, set())


def test_a_statement_that_fails_in_the_middle_fails_as_it_would_in_tuples(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [("x", n, -(2**63) if n == 300 else 1) for n in range(MANY)]
    target = stored(tmp_path / "x.db", rows)
    failures = []
    for bulk in (False, True):
        with pytest.raises(Exception) as failure:  # noqa: PT011  the two are compared
            ask(target, "SELECT abs(c) FROM t ORDER BY b", bulk=bulk)
        failures.append((type(failure.value), getattr(failure.value, "code", ""), str(failure.value)))
    assert failures[0] == failures[1]


def test_bytes_that_are_no_utf8_are_unspeakable() -> None:
    with pytest.raises(Unspeakable):
        plain_columns([b'"a\xffb"'], "m:")


def test_a_statement_that_cannot_start_is_unspeakable() -> None:
    def start(_text: object) -> sqlite3.Cursor:
        raise sqlite3.OperationalError

    with pytest.raises(Unspeakable):
        LineRows(start, "m:", 1, None)  # type: ignore[arg-type]
