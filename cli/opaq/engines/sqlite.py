"""SQLite through the standard library: the embedded engine.

Read-only in layers: the file is opened `mode=ro` (and never created), the session
is `query_only` with `trusted_schema=off`, nothing can be attached, lengths and
depths are bounded, and an authorizer with an allow-list sees every table, column
and function a statement touches before it runs. The same authorizer is the
witness of `Testimony`: it records while the statement is only explained.

The clock is a progress handler (virtual machine instructions) and a watchdog
thread that calls `interrupt()`, because one native call can run for long.
What is known of relations comes from `sqlite_catalog`, outside the user's authorizer.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol, TypeAlias

from opaq.engines import sqlite_catalog as catalogs
from opaq.engines.bounds import check_cells, next_rows
from opaq.engines.conditions import DEADLINE, of_sqlite, point, react
from opaq.engines.sqlite_file import ReadOnlyFile
from opaq.engines.sqlite_gate import Gate
from opaq.engines.types import Privileges, Testimony
from opaq.errors import ConnectionFailed, Defect, OpaqError, UsageError
from opaq.guard.types import Dialect, LexerSettings, Statement, TokenKind, Values, Verb
from opaq.model.address import Address, Limits
from opaq.model.batch import Batch, Cell, Column
from opaq.model.catalog import Catalog, RelationName
from opaq.model.schema import Field, Kind, Schema
from opaq.model.secret import Secret

_Arguments: TypeAlias = "dict[str, object] | tuple[object, ...]"

FIRST_BATCH = 100
"""Rows of the first batch: small, so that the first page shows at once."""
BATCH = 2_000
BULK_BATCH = 20_000
_CACHED_ROWS = 1_000
"""Rows fetched and turned into columns at once: with 10,000 the same work takes a quarter longer."""
_TICK = 20_000
"""Virtual machine instructions between two looks at the clock: under a millisecond."""
_PREPARE_TICKS = 50
"""A statement that is only prepared runs next to nothing; more is a defect of the wrapping."""

_BOUNDS = (
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 100),
    (sqlite3.SQLITE_LIMIT_COLUMN, 500),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)


def connect(address: Address, secret: Secret | None, limits: Limits) -> SqliteSession:
    """Open the file read-only. Raises ConnectionFailed when it is missing, unreadable or no database."""
    path = address.path
    if path is None:
        raise UsageError("OPQ-U025", "the profile names no SQLite file", hint='set "path"')
    if not path.is_file():
        what = "is a directory" if path.is_dir() else "does not exist"
        raise ConnectionFailed("OPQ-C006", f"the database file {what}", hint="opaq never creates one")
    try:
        return SqliteSession(path, limits)
    except sqlite3.Error as error:
        raise of_sqlite(error) from None


class SqliteSession:
    """One connection, one statement; satisfies `engines.types.Session`."""

    dialect = Dialect.SQLITE

    def __init__(self, path: Path, limits: Limits) -> None:
        self.server = f"SQLite {sqlite3.sqlite_version}"
        self.database = path.name
        self.lexer = LexerSettings()
        self._path = path
        self._limits = limits
        self._examined: Statement | None = None
        self._schema = Schema(())
        self._file = ReadOnlyFile(path)
        self._connection = self._file.open()
        self._gate = Gate()
        self._clock = _Clock(self._connection)
        try:
            self._harden(limits)
        except BaseException:
            self._connection.close()
            raise

    def _harden(self, limits: Limits) -> None:
        connection = self._connection
        connection.execute(f"PRAGMA busy_timeout={int(min(limits.connect_seconds, 5) * 1000)}")
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        connection.execute("PRAGMA temp_store=MEMORY")  # a sort spills no values to disk
        for bound, value in _BOUNDS:
            connection.setlimit(bound, value)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(limits.cell_bytes, 1_000_000) + 1)
        connection.execute("BEGIN")
        catalogs.touch_virtual_tables(connection)
        connection.set_authorizer(self._gate)

    def examine(self, statement: Statement, values: Values) -> Testimony:
        """What the authorizer sees while the statement is prepared; its rows are not computed."""
        arguments = _arguments(statement, values)
        text = _bare_text(statement)
        text_explains = statement.verb is Verb.EXPLAIN
        with self._clock.running(self._limits.seconds):
            try:
                names = self._names_of(statement, text, arguments)
                with self._gate.recording() as seen:  # second, when table-valued functions have connected
                    self._connection.execute(text if text_explains else f"EXPLAIN {text}", arguments).close()
            except sqlite3.Error as error:
                failure = self.failure(error)
                failure.position = point(statement, str(error))
                raise failure from None
        with self._gate.lifted():
            relations, columns = catalogs.only_stored(self._connection, seen)
        self._examined, self._schema = statement, Schema(tuple(Field(name, Kind.DYNAMIC) for name in names))
        return Testimony(self._schema, relations=relations, columns=columns, functions=frozenset(seen.functions))

    def _names_of(self, statement: Statement, text: str, arguments: _Arguments) -> list[str]:
        """Names of the output columns, which the module tells only of a statement that was started.

        A SELECT is started inside `LIMIT 0`, where SQLite runs its subquery as a
        coroutine that is never entered; EXPLAIN and PRAGMA compute no rows of a table.
        """
        wrapped = statement.verb not in (Verb.PRAGMA, Verb.EXPLAIN)
        started = self._connection.execute(f"SELECT * FROM (\n{text}\n) LIMIT 0" if wrapped else text, arguments)
        names = [str(column[0]) for column in started.description or ()]
        started.close()
        return _undo_unique_names(names) if wrapped else names

    def describe(self, relations: Collection[RelationName]) -> Catalog:
        with self._gate.lifted():
            try:
                return catalogs.describe(self._connection, relations, self._gate)
            except sqlite3.Error as error:
                raise self.failure(error) from None

    def names(self, pattern: str = "%", *, limit: int = 10_000) -> tuple[RelationName, ...]:
        with self._gate.lifted():
            return catalogs.names(self._connection, pattern, limit)

    def sample(self, relation: RelationName, columns: Collection[str], rows: int) -> Batch:
        with self._gate.lifted(), self._clock.running(min(2.0, self._limits.seconds)):
            try:
                return catalogs.sample(self._connection, relation, list(columns), rows)
            except sqlite3.Error as error:
                raise self.failure(error) from None

    def execute(self, statement: Statement, values: Values, limits: Limits, *, bulk: bool) -> SqliteReader:
        """Start the statement. Its first row is computed here, the others as batches are asked for."""
        self._clock.start(limits.seconds)
        text, arguments = _bare_text(statement), _arguments(statement, values)

        def start(*, tolerant: bool) -> sqlite3.Cursor:
            self._connection.text_factory = _decode if tolerant else str
            try:
                return self._connection.execute(text, arguments)
            except sqlite3.Error as error:
                raise self.failure(error) from None

        cursor = start(tolerant=not bulk)  # a tolerant reading of text takes half as long again
        return SqliteReader(self, cursor, start, self._schema_of(statement, cursor), limits, bulk=bulk)

    def _schema_of(self, statement: Statement, cursor: sqlite3.Cursor) -> Schema:
        """The examined schema, by which the statement was judged, when it is the one that was examined."""
        names = [str(column[0]) for column in cursor.description or ()]
        if statement is self._examined and len(names) == len(self._schema):
            return self._schema
        return Schema(tuple(Field(name, Kind.DYNAMIC) for name in names))

    def failure(self, error: sqlite3.Error) -> OpaqError:
        return react(DEADLINE) if self._clock.expired else of_sqlite(error)

    def privileges(self) -> Privileges:
        writable = os.access(self._path, os.W_OK)
        mend = "chmod a-w, or run as a user that may only read it" if writable else ""
        return Privileges((("the file can be written by this user", writable, mend),))

    def cancel(self) -> None:
        try:
            self._connection.interrupt()
        except sqlite3.Error:  # closed already: nothing runs
            return

    def check_unchanged(self) -> None:
        """An immutable reading of a file that changed meanwhile proves nothing; raises then."""
        if self._file.changed():
            raise ConnectionFailed("OPQ-C009", "the database file changed while it was read", hint="run it again")

    def stop_clock(self) -> None:
        self._clock.stop()

    def close(self) -> None:
        self._clock.stop()
        try:
            self._connection.interrupt()
            self._connection.close()
        except sqlite3.Error:  # a statement still open in another thread; the process ends soon
            return


class SqliteReader:
    """Row blocks turned into columns."""

    def __init__(
        self,
        session: SqliteSession,
        cursor: sqlite3.Cursor,
        start: _Start,
        schema: Schema,
        limits: Limits,
        *,
        bulk: bool,
    ) -> None:
        self.schema = schema
        self._session = session
        self._cursor = cursor
        self._start = start
        self._fetched = 0
        self._tolerant = not bulk
        self._limits = limits
        self._bulk = bulk
        self._truncated = False
        self._closed = False

    @property
    def truncated(self) -> bool:
        return self._truncated

    def __iter__(self) -> Iterator[Batch]:
        try:
            yield from self._batches()
            self._session.check_unchanged()
        finally:
            self.close()

    def _batches(self) -> Iterator[Batch]:
        left = self._limits.rows
        size = FIRST_BATCH
        while left is None or left > 0:
            wanted = size if left is None else min(size, left)
            columns, size_b = (
                self._arrow_columns(wanted) if self._bulk and size > FIRST_BATCH else self._columns(wanted)
            )
            if not columns or not len(columns[0]):
                return
            batch = Batch(self.schema, columns)
            yield batch
            left = None if left is None else left - batch.row_count
            size = next_rows(batch.row_count, size_b, BULK_BATCH if self._bulk else BATCH)
        self._truncated = bool(self._fetch(1))

    def _columns(self, count: int) -> tuple[list[Column], int]:
        """The columns of the next rows and about how many bytes they hold."""
        cells = list(zip(*self._fetch(count), strict=True))
        return [Column(column) for column in cells], check_cells(cells, self._limits)

    def _arrow_columns(self, count: int) -> tuple[list[Column], int]:
        """The same in Arrow; a thousand rows at a time, whose cells stay in the processor's cache until they are there."""
        from opaq.engines.sqlite_arrow import arrow_column, joined, size_of  # pyarrow, 60 ms; long streams only

        parts: list[list[Column]] = []
        total_b = 0
        while count > 0 and (rows := self._fetch(min(_CACHED_ROWS, count))):
            cells = list(zip(*rows, strict=True))
            columns = [arrow_column(column) for column in cells]
            size_b = sum(map(size_of, columns))  # SQLite itself holds a cell to its limit (SQLITE_LIMIT_LENGTH)
            total_b += size_b if size_b <= self._limits.row_bytes else check_cells(cells, self._limits)
            parts.append(columns)
            count = count - len(rows) if len(rows) == min(_CACHED_ROWS, count) else 0
        return [joined(column) for column in zip(*parts, strict=True)], total_b

    def _fetch(self, count: int) -> list[tuple[Cell, ...]]:
        try:
            rows: list[tuple[Cell, ...]] = self._cursor.fetchmany(count)
        except sqlite3.ProgrammingError:
            raise Defect("OPQ-B020", "a batch was asked of a closed result") from None
        except sqlite3.Error as error:
            if self._tolerant or hasattr(error, "sqlite_errorcode"):
                raise self._session.failure(error) from None
            return self._fetch_tolerantly(count)  # the module's own: text that is not UTF-8
        self._fetched += len(rows)
        return rows

    def _fetch_tolerantly(self, count: int) -> list[tuple[Cell, ...]]:
        """Start over on the same snapshot, reading text with replacement characters, and go on where it stopped."""
        self._cursor.close()
        self._cursor = self._start(tolerant=True)
        self._tolerant = True
        skip, self._fetched = self._fetched, 0
        while self._fetched < skip:
            self._fetch(min(BATCH, skip - self._fetched))
        return self._fetch(count)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._session.stop_clock()
            self._cursor.close()


class _Start(Protocol):
    def __call__(self, *, tolerant: bool) -> sqlite3.Cursor: ...


def _decode(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


class _Clock:
    """Ends a statement at its deadline: by progress handler, and by a thread for long native calls."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._deadline = float("inf")
        self._timer: threading.Timer | None = None
        self.expired = False

    def start(self, seconds: float) -> None:
        self.stop()
        self.expired = False
        self._deadline = time.monotonic() + seconds
        self._connection.set_progress_handler(self._look, _TICK)
        self._timer = threading.Timer(seconds + 0.05, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def running(self, seconds: float) -> _Clock:
        self.start(seconds)
        return self

    def __enter__(self) -> _Clock:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._deadline = float("inf")

    def _look(self) -> bool:
        if time.monotonic() > self._deadline:
            self.expired = True
            return True
        return False

    def _ring(self) -> None:
        if self._timer is not None:
            self.expired = True
            self._connection.interrupt()


def _arguments(statement: Statement, values: Values) -> _Arguments:
    """Bound values as the placeholders of the sent text want them: by name or in order."""
    placeholders = [t.text for t in statement.tokens if t.kind is TokenKind.PARAMETER]
    if any(text[:1] in ":@$" for text in placeholders):
        return dict(values)
    return tuple(values[name] for name in statement.parameters)


def _bare_text(statement: Statement) -> str:
    """The statement without a closing semicolon or an open comment behind it, fit to be wrapped."""
    tokens = [t for t in statement.tokens if t.text != ";" or t.kind is not TokenKind.PUNCTUATION]
    return statement.text[: tokens[-1].end] if tokens else statement.text


def _undo_unique_names(names: list[str]) -> list[str]:
    """SQLite makes repeated names of a subquery unique as `name:1`; give them their own name back."""
    shown: list[str] = []
    for name in names:
        stem, colon, number = name.rpartition(":")
        repeated = colon and number.isdigit() and any(stem.casefold() == other.casefold() for other in shown)
        shown.append(stem if repeated else name)
    return shown
