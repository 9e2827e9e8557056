"""PostgreSQL, and everything that speaks its protocol.

The session is one READ ONLY, REPEATABLE READ transaction whose snapshot is taken
at once; it is never committed. A statement is prepared and described first, which
runs nothing and gives names, types and the stored column behind every plain
output (`ftable`, `ftablecol`). With `attest = "tree"` the server also prints the
rewritten query tree of that very Parse message to this client.

`postgresql_wire` speaks libpq, `postgresql_catalog` asks the catalogs,
`postgresql_copy` streams in bulk.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from opaq.engines import postgresql_catalog as catalogs
from opaq.engines import postgresql_tree as trees
from opaq.engines import postgresql_types as types
from opaq.engines.bounds import check_cells
from opaq.engines.conditions import locate, of_sqlstate
from opaq.engines.postgresql_spill import judge_plan
from opaq.engines.postgresql_wire import ServerError, Wire
from opaq.engines.transport import conninfo
from opaq.engines.types import Privileges, Reader, ResolvedNames, Testimony
from opaq.errors import OpaqError
from opaq.guard.clashes import check_clashes
from opaq.guard.stored import judge_view
from opaq.guard.types import Dialect, LexerSettings, Statement, Values, Verb
from opaq.model.address import Address, Limits
from opaq.model.batch import Batch, Cell, Column
from opaq.model.catalog import Catalog, ColumnRef, RelationKind, RelationName
from opaq.model.schema import Kind, Schema
from opaq.model.secret import Secret

if TYPE_CHECKING:
    from psycopg.pq.abc import PGresult

_SAMPLE_MS = 2_000
"""Time for one sample; a table that needs longer is classified by its names and types."""
_CHUNK = 200
"""Rows libpq gathers before it hands them over."""
_BATCH = 2_000
_TEMP_KB = 256 * 1024
"""Temporary files of one statement, where the role may say so: a runaway sort must not fill the disk."""
_MAY_BOUND = "r.rolsuper OR pg_catalog.has_parameter_privilege(r.oid, 'temp_file_limit', 'SET')"
_GRANTABLE = 150_000
"""From this version on the right to a setting can be granted."""
_INNER_EXPLAIN = re.compile(r"(?is)\s*explain\b\s*(?:\((?:[^()]|\([^()]*\))*\)|(?:analyze|analyse|verbose)\b|\s)*")

_INDETERMINATE = "42P18"
"""indeterminate_datatype: nothing says what type a parameter is of."""

_SETTINGS = """
SET statement_timeout = {ms}; SET lock_timeout = {lock_ms}; SET idle_in_transaction_session_timeout = {idle_ms};
SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET default_transaction_read_only = on;
SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'; SET bytea_output = 'hex'; SET extra_float_digits = 1;
SET client_min_messages = 'error';
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT CASE WHEN ({may_bound}) AND s.setting::bigint NOT BETWEEN 0 AND {temp_kb}
  THEN pg_catalog.set_config('temp_file_limit', '{temp_kb}kB', true) END
  FROM pg_catalog.pg_roles r, pg_catalog.pg_settings s
  WHERE r.rolname = current_user AND s.name = 'temp_file_limit';
SELECT pg_catalog.set_config('search_path',
  'pg_catalog, ' || pg_catalog.current_setting('search_path') || ', pg_temp', true);
SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_database(),
  pg_catalog.array_to_string(pg_catalog.current_schemas(true), E'\\x01'), ({hazards}),
  (SELECT s.setting::bigint BETWEEN 0 AND {temp_kb} FROM pg_catalog.pg_settings s WHERE s.name = 'temp_file_limit');
"""


def connect(address: Address, secret: Secret | None, limits: Limits) -> PostgresSession:
    """Connect and open the transaction. Raises ConnectionFailed, TimedOut, UsageError."""
    return PostgresSession(address, secret, limits)


class PostgresSession:
    """One connection, one statement; satisfies `engines.types.Session`."""

    dialect = Dialect.POSTGRESQL

    def __init__(self, address: Address, secret: Secret | None, limits: Limits) -> None:
        self.lexer = LexerSettings()
        self._attest = address.attest
        self._prepared: Statement | None = None
        self._name = b"opaq"
        self._described: PGresult | None = None
        self._schema = Schema(())
        self.wire = Wire(conninfo(address, secret), limits.connect_seconds)
        try:
            self._open(limits)
        except ServerError as error:
            self.wire.close()
            raise of_sqlstate(error.sqlstate) from None
        except BaseException:
            self.wire.close()
            raise

    def _open(self, limits: Limits) -> None:
        ms = max(1, int(limits.seconds * 1000))
        self._begin = _SETTINGS.format(
            temp_kb=_TEMP_KB,
            may_bound=_MAY_BOUND if self.wire.connection.server_version >= _GRANTABLE else "r.rolsuper",
            ms=ms,
            lock_ms=min(ms, 5_000),
            idle_ms=max(60_000, 2 * ms),
            hazards=catalogs.HAZARDOUS_TYPES,
        )
        results = self.wire.run(self._begin)
        version, database, path, hazards, bounded = (str(results[-1].get_value(0, i) or b"", "utf-8") for i in range(5))
        self._bounded = bounded == "t"
        self._hazards = frozenset(hazards.split("\x01")) - {""}
        self.server = f"PostgreSQL {version.split()[0]}"
        self.database = database
        self.search_path = tuple(path.split("\x01")) if path else ()
        self.wire.start_clock(limits.seconds)

    def examine(self, statement: Statement, values: Values) -> Testimony:
        """Parse and describe; with the server's tree when it is asked for. Raises Refused for names that clash."""
        try:
            self._check_names(statement)
            tree = self._prepare(statement, values)
            if statement.verb is Verb.EXPLAIN:
                tree = self._explained_tree(statement, values)
            names = trees.resolve(self.wire, tree) if tree else ResolvedNames()
            schema = self._schema
            relations = trees.relations_of(names) if tree else catalogs.relations_named(self.wire, statement)
        except ServerError as error:
            raise self.failure(error, statement) from None
        return Testimony(schema, relations=relations, tree=tree, names=names)

    def _check_names(self, statement: Statement) -> None:
        """Literals are read into their types while a statement is parsed; without the tree, every name must be plain."""
        check_clashes(statement, (), types=self._hazards)
        if self._attest != "tree":
            own = catalogs.clashing(self.wire)
            types_ = own["t"] | self._hazards
            check_clashes(statement, own["f"], attributes=own["a"], types=types_, operators=own["o"])
            named = catalogs.relations_named(self.wire, statement)
            for relation in catalogs.describe(self.wire, named, self.search_path).relations.values():
                if relation.kind is RelationKind.VIEW and relation.definition:
                    judge_view(relation.definition, self.dialect, self.lexer, statement.policy_functions, own["f"])

    def _prepare(self, statement: Statement, values: Values) -> str | None:
        """Prepare as the statement that `execute` runs; the tree, when the server sent it."""
        oids = [types.parameter(values[name])[0] for name in statement.parameters]
        try:
            return self._prepare_with(statement, oids)
        except ServerError as error:
            if error.sqlstate != _INDETERMINATE or 0 not in oids:
                raise
        self.wire.run(
            f"ROLLBACK; {self._begin}"
        )  # nothing was read yet; a parameter of no other type is text, as in every client
        return self._prepare_with(statement, [oid or types.TEXT for oid in oids])

    def _prepare_with(self, statement: Statement, oids: list[int]) -> str | None:
        self._name = b"opaq%d" % (int(self._name[4:] or b"0") + 1)
        with trees.Listener(self.wire, wanted=self._attest == "tree") as listener:
            described = self.wire.prepare(self._name, statement.text.encode(), oids)
        self._prepared, self._described = statement, described
        self._schema = catalogs.schema_of(self.wire, described)
        return listener.tree

    def _explained_tree(self, statement: Statement, values: Values) -> str | None:
        """The tree of the statement inside EXPLAIN, which the server does not rewrite before it runs."""
        inner = _INNER_EXPLAIN.match(statement.text)
        if inner is None or self._attest != "tree":
            return None
        arguments = [types.parameter(values[name]) for name in statement.parameters]
        with trees.Listener(self.wire, wanted=True) as listener:
            self.wire.prepare(b"opaq_inner", statement.text[inner.end() :].encode(), [oid for oid, _ in arguments])
        return listener.tree

    def describe(self, relations: Collection[RelationName]) -> Catalog:
        try:
            return catalogs.describe(self.wire, relations, self.search_path)
        except ServerError as error:
            raise self.wire.explain(error) from None

    def names(self, pattern: str = "%", *, limit: int = 10_000) -> tuple[RelationName, ...]:
        if self.wire.failed:  # asked because a name was mistyped
            self.wire.run(f"ROLLBACK; {self._begin}")
        try:
            return catalogs.names(self.wire, pattern, limit)
        except ServerError as error:
            raise self.wire.explain(error) from None

    def sample(self, relation: RelationName, columns: Collection[str], rows: int) -> Batch:
        self.wire.run(f"SAVEPOINT opaq_sample; SET LOCAL statement_timeout = {_SAMPLE_MS}")
        try:
            return catalogs.sample(self.wire, relation, list(columns), rows)
        except ServerError as error:
            raise self.wire.explain(error) from None
        finally:  # a failed sample (rights, time) must not fail the statement; the timeout goes back as well
            self.wire.run("ROLLBACK TO SAVEPOINT opaq_sample")

    def walked(self, statement: Statement, values: Values, catalog: Catalog) -> frozenset[ColumnRef]:
        from opaq.engines import postgresql_plan  # late: only statements near masked columns ask

        arguments = [types.parameter(values[name])[1] for name in statement.parameters]
        try:
            return postgresql_plan.walked(self.wire, self._name, arguments, catalog)
        except ServerError as error:
            raise self.failure(error, statement) from None

    def execute(self, statement: Statement, values: Values, limits: Limits, *, bulk: bool) -> Reader:
        """Start the statement; rows come as they are asked for."""
        try:
            if self._prepared is not statement:
                self._prepare(statement, values)
            expected = self._judge_plan(statement, values)
            if bulk and self._can_copy(statement):
                return self._copy(statement, values, limits, expected)
            self.wire.start_clock(limits.seconds, grace=0.5)  # the server's own clock rings first
            arguments = [types.parameter(values[name])[1] for name in statement.parameters]
            self.wire.connection.send_query_prepared(self._name, arguments)
            self.wire.connection.set_chunked_rows_mode(_CHUNK)
        except ServerError as error:
            raise self.failure(error, statement) from None
        return PostgresReader(self, statement, self._schema, limits, expected)

    def _judge_plan(self, statement: Statement, values: Values) -> int | None:
        """Rows the plan expects, where it was asked for. Raises Refused (OPQ-G022), ServerError."""
        if statement.verb is not Verb.SELECT:
            return None
        arguments = (types.parameter(values[name])[1] for name in statement.parameters)
        return judge_plan(self.wire, self._name, arguments, statement, bounded=self._bounded)

    def _can_copy(self, statement: Statement) -> bool:
        encoding = self.wire.connection.parameter_status(b"server_encoding")
        return statement.verb is Verb.SELECT and bool(len(self._schema)) and encoding != b"SQL_ASCII"

    def _copy(self, statement: Statement, values: Values, limits: Limits, expected: int | None) -> Reader:
        from opaq.engines.postgresql_copy import CopyReader, inlined  # pyarrow, 60 ms; streams only

        described = self._described
        oids = [described.param_type(i) for i in range(described.nparams)] if described is not None else []
        text = inlined(self, statement, values, oids)
        self.wire.start_clock(limits.seconds, grace=0.5)
        return CopyReader(self, self._schema, statement, text, limits, expected)

    def type_names(self, oids: list[int]) -> list[str]:
        """Types as a cast spells them, without length (`bpchar`, not `character`, which cuts to one character)."""
        if not oids:
            return []
        rows = self.wire.ask(
            "SELECT pg_catalog.format_type(o, -1) FROM unnest($1::oid[]) WITH ORDINALITY AS t(o, n) ORDER BY n",
            [types.array_literal(oids)],
        )
        return [row[0] or "" for row in rows]

    def failure(self, error: ServerError, statement: Statement) -> OpaqError:
        found = self.wire.explain(error)
        if error.offset is not None:
            found.position = locate(statement, error.offset)
        return found

    def privileges(self) -> Privileges:
        try:
            return catalogs.privileges(self.wire)
        except ServerError as error:
            raise self.wire.explain(error) from None

    def cancel(self) -> None:
        self.wire.cancel()

    def close(self) -> None:
        """The server rolls back when the connection ends; a running statement is stopped first."""
        self.wire.drain()
        self.wire.close()


class PostgresReader:
    """Rows of the extended protocol in text format, a chunk at a time."""

    def __init__(
        self, session: PostgresSession, statement: Statement, schema: Schema, limits: Limits, expected: int | None
    ) -> None:
        self.schema = schema
        self.expected = expected
        self._session = session
        self._statement = statement
        self._limits = limits
        self._truncated = False
        self._closed = False

    @property
    def truncated(self) -> bool:
        return self._truncated

    def __iter__(self) -> Iterator[Batch]:
        left = self._limits.rows
        try:
            for result in self._session.wire.results():
                count = result.ntuples
                if left is not None and count > left:
                    self._truncated, count = True, left
                if count:
                    yield self._batch(result, count)
                if self._truncated:
                    return
                left = None if left is None else left - count
        except ServerError as error:
            raise self._session.failure(error, self._statement) from None
        finally:
            self.close()

    def _batch(self, result: PGresult, count: int) -> Batch:
        columns = [cells_of(result, i, field.kind, count) for i, field in enumerate(self.schema.fields)]
        check_cells(columns, self._limits)
        return Batch(self.schema, [Column(column) for column in columns], count)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._session.wire.drain()


def cells_of(result: PGresult, index: int, kind: Kind, count: int) -> list[Cell]:
    """One column of a text-format result."""
    get = result.get_value
    raw = [get(row, index) for row in range(count)]
    if kind is Kind.BYTES:
        return [None if v is None else bytes.fromhex(v[2:].decode("ascii")) for v in raw]
    if kind is Kind.BOOLEAN:
        return [None if v is None else "true" if v == b"t" else "false" for v in raw]
    return [
        None if v is None else v.decode("utf-8", "replace") for v in raw
    ]  # invalid only where the server keeps SQL_ASCII
