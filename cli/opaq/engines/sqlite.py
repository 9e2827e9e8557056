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
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeAlias

from opaq.engines import sqlite_catalog as catalogs
from opaq.engines.conditions import CANCELLED, DEADLINE, of_sqlite, point, react
from opaq.engines.sqlite_file import ReadOnlyFile
from opaq.engines.sqlite_gate import Gate
from opaq.engines.sqlite_hints import prescribed, refuse_partial
from opaq.engines.sqlite_lines import LineRows, Unspeakable, new_mark, speakable, wrapped
from opaq.engines.sqlite_rows import FAILURES, Start, TupleRows
from opaq.engines.sqlite_stream import SqliteReader, dynamic_schema
from opaq.engines.types import Privileges, Testimony
from opaq.errors import ConnectionFailed, OpaqError, UsageError
from opaq.guard.types import Dialect, LexerSettings, Statement, TokenKind, Values, Verb
from opaq.model.address import Address, Limits
from opaq.model.batch import Batch
from opaq.model.catalog import Catalog, ColumnRef, RelationName
from opaq.model.schema import Schema
from opaq.model.secret import Secret

_Arguments: TypeAlias = "dict[str, object] | tuple[object, ...]"

_TICK = 20_000
"""Virtual machine instructions between two looks at the clock: under a millisecond."""
_PREPARE_TICKS = 50
"""A statement that is only prepared runs next to nothing; more is a defect of the wrapping."""

_HEAP_B = 384 * 1024 * 1024
"""What SQLite may hold in memory (`hard_heap_limit`): sorts, groups and collected values stay in memory, and end here."""

_BOUNDS = (
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 100),
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
        self._read: frozenset[str] = frozenset()
        """Functions and relations of the examined statement: json_each is both."""
        self._file = ReadOnlyFile(path)
        self._connection = self._file.open()
        self._gate = Gate()
        self._clock = _Clock(self._connection)
        self._cancelled = False
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
        connection.execute(f"PRAGMA hard_heap_limit={_HEAP_B}")
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
        self._gate.plan_writes(planned=bool(statement.reading))
        if indexes := prescribed(statement):
            with self._gate.lifted():
                refuse_partial(indexes, self._connection)
        with self._clock.running(self._limits.seconds):
            try:
                names = self._names_of(statement, text, arguments)
                with self._gate.recording() as seen:  # second, when table-valued functions have connected
                    self._connection.execute(text if text_explains else f"EXPLAIN {text}", arguments).close()
            except FAILURES as error:
                failure = self.failure(error)
                failure.position = point(statement, str(error))
                raise failure from None
        with self._gate.lifted():
            relations, columns = catalogs.only_stored(self._connection, seen)
        self._examined, self._schema = statement, dynamic_schema(names)
        self._read = frozenset((*seen.functions, *(relation for _, relation, _ in seen.reads)))
        return Testimony(self._schema, relations=relations, columns=columns, functions=frozenset(seen.functions))

    def _names_of(self, statement: Statement, text: str, arguments: _Arguments) -> list[str]:
        """Names of the output columns, which the module tells only of a statement that was started.

        A SELECT is started inside `LIMIT 0`, where SQLite runs its subquery as a
        coroutine that is never entered; EXPLAIN and PRAGMA compute no rows of a table.
        """
        query = _is_query(statement)
        started = self._connection.execute(f"SELECT * FROM (\n{text}\n) LIMIT 0" if query else text, arguments)
        names = [str(column[0]) for column in started.description or ()]
        started.close()
        return _undo_unique_names(names) if query else names

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
            except FAILURES as error:
                raise self.failure(error) from None

    def walked(self, statement: Statement, values: Values, catalog: Catalog) -> frozenset[ColumnRef]:
        from opaq.engines import sqlite_plan  # late: only statements near masked columns ask

        asked = f"EXPLAIN QUERY PLAN {_bare_text(statement)}"
        with self._clock.running(self._limits.seconds):
            try:
                details = [row[3] for row in self._connection.execute(asked, _arguments(statement, values))]
            except sqlite3.Error as error:
                raise self.failure(error) from None
        with self._gate.lifted():
            return sqlite_plan.walked(details, self._connection, catalog)

    def execute(self, statement: Statement, values: Values, limits: Limits, *, bulk: bool) -> SqliteReader:
        """Start the statement. Its first row is computed here, the others as batches are asked for."""
        self._clock.start(limits.seconds)
        text, arguments = _bare_text(statement), _arguments(statement, values)
        lines = self._lines(statement, text, arguments, limits) if bulk else None

        def tuples(skip: int) -> TupleRows:
            return TupleRows(self._start(text, arguments), self.failure, limits, strict=bulk, skip=skip)

        schema = self._schema if statement is self._examined else None
        return SqliteReader(self, schema, limits, lines=lines, tuples=tuples, bulk=bulk)

    def _lines(self, statement: Statement, text: str, arguments: _Arguments, limits: Limits) -> LineRows | None:
        width = len(self._schema)
        if statement is not self._examined or not _is_query(statement) or not speakable(width, self._read):
            return None
        mark = new_mark()
        try:
            return LineRows(self._start(wrapped(text, width, mark), arguments), mark, width, limits)
        except Unspeakable:
            return None

    def _start(self, statement: str, arguments: _Arguments) -> Start:
        def start(text: Callable[[bytes], object] | type) -> sqlite3.Cursor:
            if self._cancelled:  # what was interrupted in one way of reading is not begun again in the other
                raise react(CANCELLED)
            self._connection.text_factory = text
            return self._connection.execute(statement, arguments)

        return start

    def failure(self, error: sqlite3.Error | MemoryError) -> OpaqError:
        return react(DEADLINE) if self._clock.expired else of_sqlite(error)

    def privileges(self) -> Privileges:
        writable = os.access(self._path, os.W_OK)
        mend = "chmod a-w, or run as a user that may only read it" if writable else ""
        return Privileges((("the file can be written by this user", writable, mend),))

    def cancel(self) -> None:
        self._cancelled = True
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


def _is_query(statement: Statement) -> bool:
    """Whether the statement may stand where a subquery stands."""
    return statement.verb not in (Verb.PRAGMA, Verb.EXPLAIN)


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
