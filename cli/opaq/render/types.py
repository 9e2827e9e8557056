"""The render room's nouns: how a result should look, what is said at its end, and what a format is.

A format sees a schema, then masked batches, then a summary. It writes bytes to
the stream it was given and closes nothing; NULL stays NULL until a format spells it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from opaq.errors import OpaqError
from opaq.mask.types import Decision, MaskedBatch
from opaq.model.record import field, record
from opaq.model.schema import Schema


class ByteStream(Protocol):
    """What formats write to."""

    def write(self, data: bytes | memoryview, /) -> object: ...


@record
class Look:
    """Everything about appearance that is decided outside a format."""

    width: int = 80
    """Columns of the terminal."""
    height: int = 24
    terminal: bool = False
    """The bytes go to a terminal: escape sequences in data are neutralised, wide tables turn vertical."""
    color: bool = False
    header: bool = True
    null: str | None = None
    """Text for NULL; None: the format's own (`NULL` in tables, nothing in CSV)."""
    wide: bool = False
    """Never elide columns or cells, never turn vertical."""
    max_cell: int | None = None
    """Characters of a cell in tables; None: as the width allows."""
    csv_safe: bool = False
    """Guard cells that a spreadsheet would take for a formula."""
    tuples_only: bool = False
    """Cells only: no header, no footer."""
    table_name: str = "result"
    """Target of `sql-insert`."""


@record
class Summary:
    """What is said at the end of a result."""

    row_count: int
    truncated: bool = False
    masked: Mapping[str, int] = field(default_factory=dict)
    """Changed cells by category."""
    spans: tuple[str, ...] = ()
    """Kept columns of which something inside a cell was masked."""
    decisions: tuple[Decision, ...] = ()
    """The final ones, after tightening."""
    elapsed_ms: int = 0
    audit_seq: int | None = None
    """Sequence of the intent record."""
    audit_hash: str = ""
    """SHA-256 of the intent record's line, hex."""
    notes: tuple[str, ...] = ()
    profile: str = ""
    banner: str = ""
    """The profile's label."""
    limit: int | None = None
    """The row limit that was in force, for the words about truncation."""
    server: str = ""
    """Product and version."""
    mask_key: str = ""
    """Id of the key behind the tokens in the result; empty when there are none."""


class Format(Protocol):
    """A module-level class of this shape and one row of `registry.FORMATS` make a format."""

    def __init__(self, stream: ByteStream, look: Look) -> None: ...

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None: ...

    def chunk(self, batch: MaskedBatch) -> None: ...

    def finish(self, summary: Summary) -> None: ...


@runtime_checkable
class Failing(Protocol):
    """A format that can also say, on stdout, that a run failed (the JSON envelope)."""

    def fail(self, error: OpaqError) -> None: ...
