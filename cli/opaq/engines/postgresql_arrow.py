"""Blocks of PostgreSQL's CSV -> Arrow columns, by Arrow's own CSV reader."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from opaq.model.batch import Batch, Column
from opaq.model.schema import Kind, Schema


class ArrowBlocks:
    """CSV blocks -> batches of Arrow columns."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        names = [str(i) for i in range(len(schema))]
        self._names = names
        self._parse = csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
        self._convert = csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            check_utf8=False,  # the server converts to UTF-8; where it does not (SQL_ASCII) this way is not taken
        )

    def batch(self, block: bytes, rows: int) -> Batch:
        read = csv.ReadOptions(column_names=self._names, block_size=len(block) + 1, use_threads=False)
        table = csv.read_csv(pa.BufferReader(block), read, self._parse, self._convert)
        columns = [_column(table.column(i), field.kind) for i, field in enumerate(self._schema.fields)]
        return Batch(self._schema, columns, rows)


def _column(chunked: Any, kind: Kind) -> Column:
    array = chunked.chunk(0) if chunked.num_chunks == 1 else pa.concat_arrays(chunked.chunks)
    if kind is Kind.BOOLEAN:
        array = pc.if_else(pc.equal(array, "t"), "true", "false")
    elif kind is Kind.BYTES:
        array = pa.array([None if c is None else bytes.fromhex(c[2:]) for c in array.to_pylist()], pa.binary())
    return Column(arrow=array)
