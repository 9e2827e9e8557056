"""Where a database is and how far a statement may go. No password in here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from opaq.model.record import field, record


@record
class Tls:
    mode: str = "default"
    """`default` (verify-full off loopback and sockets), `verify-full`, `verify-ca`, `require`, `disable` (loopback only)."""
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    server_name: str = ""
    """Name to verify when the connection goes through a tunnel."""


@record
class Address:
    engine: str
    """`postgresql`, `mysql` or `sqlite`."""
    path: Path | None = None
    """SQLite file."""
    host: str = ""
    """Host name, or an absolute socket directory / socket path."""
    port: int | None = None
    database: str = ""
    user: str = ""
    tls: Tls = field(default_factory=Tls)
    attest: str = "tree"
    """PostgreSQL witness: `tree` or `names`."""
    options: Mapping[str, str] = field(default_factory=dict)


@record
class Limits:
    """Bounds of one statement; None means unbounded where the design allows it."""

    rows: int | None = None
    """Rows shown at most; engines read one row more to know whether the result was cut."""
    seconds: float = 30.0
    """Of the statement, from its start to its last row."""
    connect_seconds: float = 10.0
    cell_bytes: int = 16 * 1024 * 1024
    """Of one cell as the server spells it; a larger one is an error."""
    row_bytes: int = 64 * 1024 * 1024
