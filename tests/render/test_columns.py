"""A column means the same bytes however it is stored, and quoting survives every reader."""

from __future__ import annotations

import csv
import io

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opaq.mask.types import MaskedBatch
from opaq.model.batch import Column
from opaq.model.schema import Field, Kind, Schema
from opaq.render.registry import open_format
from opaq.render.types import Look

CELL = st.one_of(
    st.none(), st.text(st.sampled_from('ab",\n\r\t\\;|日 '), max_size=6), st.sampled_from(["", "NULL", "=1+1"])
)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8)


def written(rows: list[tuple[str | None, ...]], name: str, look: Look, *, arrow: bool) -> bytes:
    schema = Schema(tuple(Field(f"c{i}", Kind.TEXT) for i in range(len(rows[0]))))
    lists = [list(column) for column in zip(*rows, strict=True)]
    columns = [Column(arrow=pa.array(cells, pa.string())) if arrow else Column(cells) for cells in lists]
    stream = io.BytesIO()
    shown = open_format(name, stream, look)
    shown.begin(schema, ())
    shown.chunk(MaskedBatch(schema, columns, len(rows), {}))
    return stream.getvalue()


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "ndjson", "table", "unaligned"])
@given(rows=ROWS)
def test_lists_and_arrow_columns_give_the_same_bytes(name: str, rows: list[tuple[str | None, ...]]) -> None:
    assert written(rows, name, Look(), arrow=False) == written(rows, name, Look(), arrow=True)


@given(rows=ROWS, null=st.sampled_from([None, "NULL", "-"]))
def test_csv_is_the_same_with_a_word_for_null(rows: list[tuple[str | None, ...]], null: str | None) -> None:
    look = Look(null=null)
    assert written(rows, "csv", look, arrow=False) == written(rows, "csv", look, arrow=True)


@given(rows=ROWS)
def test_csv_reads_back(rows: list[tuple[str | None, ...]]) -> None:
    text = written(rows, "csv", Look(), arrow=True).decode()
    assert [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:] == [
        tuple(c or "" for c in row) for row in rows
    ]


def test_arrow_slices_are_written_from_their_offset() -> None:
    column = Column(arrow=pa.array(["x", "a", None, "c"]).slice(1, 3))
    schema = Schema((Field("c", Kind.TEXT),))
    stream = io.BytesIO()
    shown = open_format("csv", stream, Look(header=False))
    shown.begin(schema, ())
    shown.chunk(MaskedBatch(schema, [column], 3, {}))
    assert stream.getvalue() == b"a\n\nc\n"


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("@x", "'@x"),
        ("-5", "-5"),
        ("-5.5e3", "-5.5e3"),
        ("-x", "'-x"),
        ("a=b", "a=b"),
    ],
)
def test_formulas_are_guarded_on_request(cell: str, safe: str) -> None:
    assert written([(cell,)], "csv", Look(header=False, csv_safe=True), arrow=False).decode() == safe + "\n"
    assert written([(cell,)], "csv", Look(header=False), arrow=False).decode() == cell + "\n"
