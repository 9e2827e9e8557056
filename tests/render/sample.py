"""One masked result with everything awkward in it, for every format."""

from __future__ import annotations

import io

from opaq.mask.types import Decision, MaskedBatch
from opaq.model.batch import Cell, Column
from opaq.model.catalog import ColumnRef, RelationName
from opaq.model.finding import Evidence
from opaq.model.lineage import Exposure, Lineage, Origin, Transformation, Witness
from opaq.model.record import replace
from opaq.model.schema import Field, Kind, Schema
from opaq.policy.types import MaskSpec
from opaq.render.registry import open_format
from opaq.render.types import Look, Summary

SCHEMA = Schema(
    (
        Field("id", Kind.INTEGER, "int8"),
        Field("email", Kind.TEXT, "text"),
        Field("name", Kind.TEXT, "text"),
        Field("total", Kind.DECIMAL, "numeric(10,2)"),
        Field("ok", Kind.BOOLEAN, "bool"),
        Field("ratio", Kind.FLOAT, "float8"),
        Field("doc", Kind.JSON, "jsonb"),
        Field("raw", Kind.BYTES, "bytea"),
        Field("note", Kind.TEXT, "text"),
    )
)
COLUMNS: tuple[list[Cell], ...] = (
    ["1", "9007199254740993", None],
    ["a***@example.com", None, ""],
    ["日本語", "👩‍👩‍👧 é", "NULL"],
    ["12.50", None, "-0.00"],
    ["true", "false", None],
    ["0.5", "NaN", "1e+20"],
    ['{"a": 1.000000000000000001}', None, "[redacted]"],
    [b"\x00\xff", None, b""],
    ['a,b "c"', "line\nbreak\ttab \\", "\x1b[31m\u202eevil"],
)


def decision(name: str, mask: str = "keep", category: str | None = None) -> Decision:
    column = ColumnRef(RelationName("public", "customers"), name)
    exposure = Exposure.BARE if category else Exposure.CLEAR
    lineage = Lineage(name, Witness.ATTESTED, exposure, (Origin(column, Transformation.IDENTITY),))
    because = Evidence("name", f'name token "{name}"' if category else "nothing sensitive")
    return Decision(name, MaskSpec(mask), category, because, "preset default", lineage)


DECISIONS = tuple(
    decision(f.name, "partial", "contact.email") if f.name == "email" else decision(f.name) for f in SCHEMA.fields
)
SUMMARY = Summary(
    row_count=3,
    truncated=True,
    masked={"contact.email": 1, "person.name": 0},
    decisions=DECISIONS,
    elapsed_ms=34,
    audit_seq=12,
    audit_hash="ab" * 32,
    notes=("one note",),
    profile="app",
    server="PostgreSQL 18.6",
)


def batch(columns: tuple[list[Cell], ...] = COLUMNS, schema: Schema = SCHEMA) -> MaskedBatch:
    return MaskedBatch(schema, [Column(cells) for cells in columns], len(columns[0]), {"contact.email": 1})


def rendered(name: str, look: Look | None = None) -> bytes:
    """The sample in one format, as two batches of it would give no other bytes than one."""
    stream = io.BytesIO()
    shown = open_format(name, stream, look or Look())
    shown.begin(SCHEMA, DECISIONS)
    shown.chunk(batch())
    shown.finish(SUMMARY)
    return stream.getvalue()


def text_table(
    rows: list[list[Cell]], names: list[str], look: Look, kind: Kind = Kind.TEXT, format_name: str = "table"
) -> str:
    """A result of text columns in one format."""
    schema = Schema(tuple(Field(name, kind) for name in names))
    columns = tuple([row[i] for row in rows] for i in range(len(names)))
    decisions = tuple(decision(name) for name in names)
    stream = io.BytesIO()
    shown = open_format(format_name, stream, look)
    shown.begin(schema, decisions)
    if rows:
        shown.chunk(MaskedBatch(schema, [Column(c) for c in columns], len(rows), {}))
    shown.finish(replace(SUMMARY, row_count=len(rows), truncated=False, masked={}, decisions=decisions, notes=()))
    return stream.getvalue().decode()
