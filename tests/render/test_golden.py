"""Every format writes exactly these bytes. To renew them: OPAQ_TEST_GOLDEN=write, then read the diff."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
import sample

from opaq.errors import Refused, UsageError
from opaq.model.batch import Cell
from opaq.render.registry import FILE_ONLY, FORMATS, open_format
from opaq.render.types import Look

GOLDEN = Path(__file__).parent / "golden"
TERMINAL = Look(width=60, terminal=True)
CASES = {name: (name, Look()) for name in FORMATS if name not in FILE_ONLY} | {
    "table-60-columns": ("table", TERMINAL),
    "table-200-columns": ("table", Look(width=200, terminal=True)),
    "table-200-color": ("table", Look(width=200, terminal=True, color=True)),
    "table-tuples-only": ("table", Look(tuples_only=True, null="∅")),
    "vertical-60-columns": ("vertical", TERMINAL),
    "csv-safe": ("csv", Look(csv_safe=True)),
    "csv-no-header-null": ("csv", Look(header=False, null="NULL")),
    "csv-on-a-terminal": ("csv", Look(terminal=True)),
    "json-on-a-terminal": ("json", Look(terminal=True)),
    "unaligned-tuples-only": ("unaligned", Look(tuples_only=True)),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_bytes_are_golden(case: str) -> None:
    name, look = CASES[case]
    written = sample.rendered(name, look)
    path = GOLDEN / f"{case}.txt"
    if os.environ.get("OPAQ_TEST_GOLDEN") == "write":
        path.write_bytes(written)
    assert written == path.read_bytes()


def test_every_golden_file_has_a_case() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)


def spelled(cell: Cell) -> str | None:
    return "\\x" + cell.hex() if isinstance(cell, bytes) else None if cell is None else str(cell)


CELLS = [[spelled(cell) for cell in column] for column in sample.COLUMNS]


def test_csv_reads_back_as_it_was_with_null_as_empty() -> None:
    rows = list(csv.reader(io.StringIO(sample.rendered("csv").decode(), newline="")))
    assert rows[0] == list(sample.SCHEMA.names)
    assert [list(column) for column in zip(*rows[1:], strict=True)] == [[c or "" for c in column] for column in CELLS]


def test_csv_tells_null_from_empty_text() -> None:
    lines = sample.text_table([["", None, "x"]], ["a", "b", "c"], Look(), format_name="csv").splitlines()
    assert lines[1] == '"",,x'


def test_json_is_one_document_with_exact_numbers() -> None:
    document = json.loads(sample.rendered("json"))
    assert [row[0] for row in document["rows"]] == [1, "9007199254740993", None]
    assert [row[3] for row in document["rows"]] == ["12.50", None, "-0.00"]
    assert [row[5] for row in document["rows"]] == [0.5, "NaN", 1e20]
    assert document["columns"][1] == {
        "name": "email",
        "type": "text",
        "origin": ["public.customers.email"],
        "masked": True,
        "category": "contact.email",
        "method": "partial",
        "reason": 'name token "email"',
        "rule": "preset default",
    }
    assert (document["truncated"], document["audit"]["seq"], document["errors"]) == (True, 12, [])


def test_json_documents_keep_their_digits() -> None:
    assert b'{"a": 1.000000000000000001}' in sample.rendered("json")


def test_an_error_before_the_first_row_is_a_whole_envelope() -> None:
    stream = io.BytesIO()
    shown = open_format("json", stream, Look())
    shown.fail(Refused("OPQ-G001", "no", hint="yes"))  # type: ignore[attr-defined]
    document = json.loads(stream.getvalue())
    assert document["rows"] == []
    assert document["errors"][0] | {"why": ""} == {
        "code": "OPQ-G001",
        "kind": "refused",
        "message": "no",
        "retryable": False,
        "hint": "yes",
        "why": "",
        "exit_code": 5,
    }


def test_an_error_between_rows_closes_the_envelope() -> None:
    stream = io.BytesIO()
    shown = open_format("json", stream, Look())
    shown.begin(sample.SCHEMA, sample.DECISIONS)
    shown.chunk(sample.batch())
    shown.fail(Refused("OPQ-G001", "no"))  # type: ignore[attr-defined]
    document = json.loads(stream.getvalue())
    assert (len(document["rows"]), document["errors"][0]["code"]) == (3, "OPQ-G001")


def test_ndjson_is_one_object_per_line() -> None:
    objects = [json.loads(line) for line in sample.rendered("ndjson").splitlines()]
    assert [o["note"] for o in objects] == CELLS[8]


def test_parquet_and_arrow_keep_every_cell() -> None:
    import pyarrow as pa
    from pyarrow import parquet

    for table in (
        parquet.read_table(io.BytesIO(sample.rendered("parquet"))),
        pa.ipc.open_file(io.BytesIO(sample.rendered("arrow"))).read_all(),
    ):
        assert [column.to_pylist() for column in table.columns] == CELLS


def test_markdown_has_one_line_per_row() -> None:
    lines = sample.rendered("markdown").decode().split("\n\n")[0].splitlines()
    assert len(lines) == 5
    assert len({line.replace("\\|", "").count("|") for line in lines}) == 1


def test_inserts_are_read_back_by_a_database() -> None:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute("create table result (id, email, name, total, ok, ratio, doc, raw, note)")
    connection.executescript(sample.rendered("sql-insert").decode())
    rows = connection.execute("select name, note, email from result").fetchall()
    connection.close()
    assert rows == list(zip(CELLS[2], CELLS[8], CELLS[1], strict=True))


@pytest.mark.parametrize("name", ["xml", "", "TABLE"])
def test_an_unknown_format_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_format(name, io.BytesIO(), Look())
    assert caught.value.code == "OPQ-U010"
