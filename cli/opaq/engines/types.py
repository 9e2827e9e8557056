"""The engines' protocol: small enough for a new database in one module and one row of `registry.py`.

A session lives for one statement: connect, examine, (describe, sample), execute,
close; it ends by ROLLBACK, never COMMIT. Driver exceptions stop here: everything
raised is an `OpaqError` without a value in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from opaq.guard.types import Dialect, LexerSettings, Statement, Values
from opaq.model.address import Address, Limits
from opaq.model.batch import Batch
from opaq.model.catalog import Catalog, ColumnRef, RelationName
from opaq.model.record import field, record
from opaq.model.schema import Schema
from opaq.model.secret import Secret


@record
class ResolvedNames:
    """PostgreSQL: what the OIDs of a server tree mean. Only names, never values."""

    functions: Mapping[int, tuple[str, str, bool]] = field(default_factory=dict)
    """oid -> (schema, name, built in: shipped with the server, or a member of an extension)."""
    operators: Mapping[int, tuple[str, str, int]] = field(default_factory=dict)
    """oid -> (schema, name, oid of its function)."""
    relations: Mapping[int, tuple[RelationName, str]] = field(default_factory=dict)
    """oid -> (name, relkind)."""
    types: Mapping[int, tuple[str, str, str]] = field(default_factory=dict)
    """oid -> (schema, name, typtype)."""
    columns: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """(relation oid, attnum) -> column name."""
    extensions: Mapping[int, str] = field(default_factory=dict)
    """oid of a function -> the extension it belongs to."""


@record
class Testimony:
    """What the database itself says of an admitted statement before any row is fetched. None: it does not say."""

    schema: Schema
    """Output fields; `Field.origin` is the engine's word where it gives one."""
    relations: frozenset[RelationName] | None = None
    """Every relation the statement reads, through views."""
    columns: frozenset[ColumnRef] | None = None
    """Every stored column the statement reads (SQLite's authorizer; PostgreSQL's tree)."""
    functions: frozenset[str] | None = None
    """Every function called, also inside views (SQLite's authorizer)."""
    tree: str | None = None
    """PostgreSQL's rewritten query tree. Holds constants: in memory only."""
    names: ResolvedNames = field(default_factory=ResolvedNames)
    expanded: str | None = None
    """MySQL/MariaDB: the server's view-expanded, qualified text. Holds constants: in memory only."""
    suspected: tuple[ColumnRef | None, ...] = ()
    """MySQL/MariaDB: the column each output names in its field packet. Adds suspicion, never clears (it can be wrong)."""

    def __repr__(self) -> str:
        return f"<Testimony {len(self.schema)} columns>"


@record
class Privileges:
    """What the connected role could do beyond reading; for `opaq doctor`."""

    facts: tuple[tuple[str, bool, str], ...]
    """(what, is it a worry, how to mend it)."""


class Reader(Protocol):
    """An open result: iterate once, in batches; close is idempotent."""

    schema: Schema
    expected: int | None
    """Rows the server's plan expects, where it was asked for anyway; None: nobody knows."""

    def __iter__(self) -> Iterator[Batch]: ...

    @property
    def truncated(self) -> bool:
        """True when rows were left behind by the row limit; exact once iteration ended."""
        ...

    def close(self) -> None: ...


class Session(Protocol):
    """One connection, one statement."""

    dialect: Dialect
    server: str
    """Product and version, e.g. `PostgreSQL 18.6`."""
    database: str
    lexer: LexerSettings

    def examine(self, statement: Statement, values: Values) -> Testimony:
        """Prepare without running. Raises DatabaseError (rejected), ConnectionFailed, TimedOut."""
        ...

    def describe(self, relations: Collection[RelationName]) -> Catalog:
        """The catalog of those relations, and of what views among them stand on; unqualified names have schema ''."""
        ...

    def names(self, pattern: str = "%", *, limit: int = 10_000) -> tuple[RelationName, ...]:
        """Relations a user may see, for `describe`, `scan` and near names."""
        ...

    def sample(self, relation: RelationName, columns: Collection[str], rows: int) -> Batch:
        """A small, polite sample for classification; bounded in time and rows; cells as text."""
        ...

    def walked(self, statement: Statement, values: Values, catalog: Catalog) -> frozenset[ColumnRef]:
        """Columns of the catalog in whose order the plan may bring rows: of indexes it walks; asks for the plan, runs nothing."""
        ...

    def execute(self, statement: Statement, values: Values, limits: Limits, *, bulk: bool) -> Reader:
        """Run it. `bulk` asks for Arrow columns; the bytes rendered are the same either way."""
        ...

    def privileges(self) -> Privileges: ...

    def cancel(self) -> None:
        """Cancel the running statement on the server; safe from a signal handler or another thread."""
        ...

    def close(self) -> None:
        """ROLLBACK and disconnect; never raises."""
        ...


class Engine(Protocol):
    """A module of this shape, named by one row of `registry.ENGINES`."""

    def connect(self, address: Address, secret: Secret | None, limits: Limits) -> Session: ...
