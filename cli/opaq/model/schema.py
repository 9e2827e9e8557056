"""What a result looks like before its rows: fields, kinds, and where the engine says they come from."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from opaq.model.record import record

if TYPE_CHECKING:
    from opaq.model.catalog import ColumnRef


class Kind(Enum):
    """Logical type of a column, over all engines. Cells of every kind travel as the server's own text (see `batch`)."""

    BOOLEAN = "boolean"
    """Cells are `true` or `false`."""
    INTEGER = "integer"
    DECIMAL = "decimal"
    FLOAT = "float"
    TEXT = "text"
    BYTES = "bytes"
    """Cells are `bytes`."""
    DATE = "date"
    TIME = "time"
    TIMESTAMP = "timestamp"
    TIMESTAMPTZ = "timestamptz"
    INTERVAL = "interval"
    UUID = "uuid"
    JSON = "json"
    ARRAY = "array"
    """PostgreSQL array, in the server's text form `{a,b}`."""
    COMPOSITE = "composite"
    """PostgreSQL row value, in the server's text form `(a,b)`."""
    NETWORK = "network"
    """inet, cidr, macaddr."""
    ENUM = "enum"
    DYNAMIC = "dynamic"
    """SQLite without a declared type: cells are int, float, str or bytes, one by one."""
    OTHER = "other"
    """A type opaq does not know: strictest decision when anything sensitive is near."""


@record
class Field:
    """One output column."""

    name: str
    kind: Kind
    native: str = ""
    """The server's own spelling of the type."""
    origin: ColumnRef | None = None
    """The stored column the *engine* names for this output; None when it does not say."""
    element: Kind | None = None
    """Element kind of an ARRAY."""


@record
class Schema:
    """The fields of a result in order; names may repeat."""

    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(f.name for f in self.fields)

    def __len__(self) -> int:
        return len(self.fields)
