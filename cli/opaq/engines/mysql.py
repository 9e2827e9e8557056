"""MySQL and MariaDB, and what speaks their protocol.

The session is one READ ONLY transaction with a consistent snapshot, never
committed; several statements in one text, LOCAL INFILE and comments never reach
the server. A statement is prepared first (which runs nothing) for names and
types; the server's own view-expanded text comes from EXPLAIN EXTENDED.

The stored column a field packet names is a suspicion only: the server names the
wrong one behind some derived tables, so it can add to a column's lineage and
never clears it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from opaq.engines import mysql_catalog as catalogs
from opaq.engines.conditions import point
from opaq.engines.mysql_stream import StreamReader
from opaq.engines.mysql_types import field_of, literal, suspected_of
from opaq.engines.mysql_wire import Wire
from opaq.engines.types import Privileges, Reader, Testimony
from opaq.errors import DatabaseError, Defect
from opaq.guard.stored import judge_relations
from opaq.guard.types import Dialect, LexerSettings, Statement, Values, Verb
from opaq.model.address import Address, Limits
from opaq.model.batch import Batch
from opaq.model.catalog import Catalog, ColumnRef, RelationName
from opaq.model.schema import Schema
from opaq.model.secret import Secret

if TYPE_CHECKING:
    from pymysql.protocol import FieldDescriptorPacket

_MEMORY_B = 256 * 1024 * 1024
"""MariaDB: memory of the session."""
_TEMP_B = 256 * 1024 * 1024
"""MariaDB: temporary tables on disk, and in newer versions every temporary file."""
_JOINED_ROWS = 1_000_000_000
"""Combinations of rows the optimizer may expect to look at: more takes minutes, and hours when they are sorted."""


def connect(address: Address, secret: Secret | None, limits: Limits) -> MysqlSession:
    """Connect and open the transaction. Raises ConnectionFailed, TimedOut, UsageError."""
    return MysqlSession(address, secret, limits)


class MysqlSession:
    """One connection, one statement; satisfies `engines.types.Session`."""

    dialect = Dialect.MYSQL

    def __init__(self, address: Address, secret: Secret | None, limits: Limits) -> None:
        self._limits = limits
        self._examined: Statement | None = None
        self._schema = Schema(())
        self.wire = Wire(address, secret, limits.connect_seconds)
        try:
            self._open(limits)
        except BaseException:
            self.wire.close()
            raise

    def _open(self, limits: Limits) -> None:
        self.mariadb = "mariadb" in self.wire.version.casefold()
        self.wire.start_clock(limits.connect_seconds)
        wait = int(min(max(limits.seconds, 1), 5))
        self.wire.run(
            f"SET SESSION {self._bounds(limits.seconds)}, lock_wait_timeout = {wait}, "
            f"innodb_lock_wait_timeout = {wait}, autocommit = 1"
        )
        self.wire.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        self.wire.run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
        mode, version, database = self.wire.ask("SELECT @@sql_mode, @@version, database()")[0]
        modes = set((mode or "").split(","))
        self.lexer = LexerSettings(
            no_backslash_escapes="NO_BACKSLASH_ESCAPES" in modes,
            ansi_quotes="ANSI_QUOTES" in modes or "ANSI" in modes,
            mariadb=self.mariadb,
        )
        self.server = f"{'MariaDB' if self.mariadb else 'MySQL'} {(version or '').split('-')[0]}"
        self.database = database or ""
        self.wire.stop_clock()

    def _bounds(self, seconds: float) -> str:
        """What one statement may take of the server; every user may set these for a session."""
        joined = f"sql_big_selects = 0, max_join_size = {_JOINED_ROWS}"
        if self.mariadb:
            return (
                f"max_statement_time = {seconds:.3f}, max_session_mem_used = {_MEMORY_B}, "
                f"tmp_disk_table_size = {_TEMP_B}, {joined} /*M!110800 , max_tmp_session_space_usage = {_TEMP_B} */"
            )
        return f"max_execution_time = {int(seconds * 1000)}, {joined}"

    def examine(self, statement: Statement, values: Values) -> Testimony:
        """Prepare, and ask for the expanded text when the statement can have one."""
        text = self._inlined(statement, values)
        self.wire.start_clock(self._limits.seconds)
        self._judge_views(statement)
        packets = self._fields(statement, text)
        schema = _schema(packets)
        self._examined, self._schema = statement, schema
        suspected = tuple(suspected_of(_text(p.db), p.org_table, p.org_name) for p in packets)
        expanded = self._expanded(text) if statement.verb is Verb.SELECT else None
        relations = catalogs.relations_named(self.wire, statement, expanded, self.database)
        self.wire.stop_clock()
        return Testimony(schema, relations=relations, expanded=expanded, suspected=suspected)

    def _judge_views(self, statement: Statement) -> None:
        """Before EXPLAIN, which runs what it takes for constant: a view's functions too. Raises Refused."""
        if statement.verb in {Verb.SELECT, Verb.EXPLAIN}:
            catalog = catalogs.described(self.wire, statement, self.database)
            judge_relations(self.dialect, catalog.relations.values(), self.lexer, statement.policy_functions)

    def _fields(self, statement: Statement, text: str) -> list[FieldDescriptorPacket]:
        """The output fields; those of some forms of SHOW are known only from running it, so its rows are read away."""
        if statement.verb is not Verb.SHOW:
            try:
                return self.wire.prepare(text)
            except DatabaseError as error:  # the driver's text goes no further than its place
                error.position = point(statement, str(getattr(error.__context__, "args", ("",))[-1]))
                raise
        packets = self.wire.start(text)
        for _ in self.wire.take_rows(packets):
            pass
        return packets

    def _expanded(self, text: str) -> str | None:
        """The server's qualified, view-expanded text. It can hold constants: in memory only."""
        self.wire.run(
            "SET SESSION sql_select_limit = 0"
        )  # else rows found by a unique key are read, and become constants
        try:
            self.wire.ask(f"EXPLAIN EXTENDED {text}" if self.mariadb else f"EXPLAIN {text}")
            notes = self.wire.ask("SHOW WARNINGS LIMIT 100")
        except DatabaseError:
            notes = []  # the statement itself was prepared; its plan may need rights this role lacks
        self.wire.run("SET SESSION sql_select_limit = DEFAULT")
        found = next((message for _, number, message in notes if number == "1003"), None)
        return found.replace("multiple equal(", "multiple_equal(") if found else None  # the optimizer's word is not SQL

    @staticmethod
    def _inlined(statement: Statement, values: Values) -> str:
        """The text with every parameter's place filled by a literal."""
        parts, at = [], 0
        for start, end, name in statement.places:
            parts += [statement.text[at:start], literal(values[name])]
            at = end
        return "".join([*parts, statement.text[at:]])

    def describe(self, relations: Collection[RelationName]) -> Catalog:
        self.wire.start_clock(self._limits.seconds)
        try:
            return catalogs.describe(self.wire, relations, self.database)
        finally:
            self.wire.stop_clock()

    def names(self, pattern: str = "%", *, limit: int = 10_000) -> tuple[RelationName, ...]:
        return catalogs.names(self.wire, pattern, limit, self.database)

    def sample(self, relation: RelationName, columns: Collection[str], rows: int) -> Batch:
        self.wire.start_clock(min(2.0, self._limits.seconds))
        try:
            return catalogs.sample(self.wire, relation, list(columns), rows)
        finally:
            self.wire.stop_clock()

    def walked(self, statement: Statement, values: Values, catalog: Catalog) -> frozenset[ColumnRef]:
        from opaq.engines import mysql_plan  # late: only statements near masked columns ask

        self.wire.start_clock(self._limits.seconds)
        try:
            return mysql_plan.walked(self.wire, self._inlined(statement, values), catalog, mariadb=self.mariadb)
        finally:
            self.wire.stop_clock()

    def execute(self, statement: Statement, values: Values, limits: Limits, *, bulk: bool) -> Reader:
        """Send the statement; rows come as they are asked for."""
        self.wire.start_clock(limits.seconds + 0.5)  # the server's own clock rings first
        if limits.rows is not None:  # holds for the outermost SELECT only (server manual, sql_select_limit)
            self.wire.run(f"SET SESSION sql_select_limit = {limits.rows + 1}")
        packets = self.wire.start(self._inlined(statement, values))
        return StreamReader(self.wire, self._schema_of(statement, packets), limits, bulk=bulk)

    def _schema_of(self, statement: Statement, packets: list[FieldDescriptorPacket]) -> Schema:
        """The examined schema, by which the statement was judged; a result of other kinds is not shown."""
        schema = _schema(packets)
        if statement is not self._examined:
            return schema
        if [f.kind for f in schema.fields] != [f.kind for f in self._schema.fields]:
            raise Defect("OPQ-B024", "the server returned other types than it had prepared")
        return self._schema

    def privileges(self) -> Privileges:
        return catalogs.privileges(self.wire)

    def cancel(self) -> None:
        self.wire.cancel()

    def close(self) -> None:
        """The server rolls back when the connection ends."""
        self.wire.close()


def _schema(packets: list[FieldDescriptorPacket]) -> Schema:
    return Schema(tuple(field_of(p.name, p.type_code, p.charsetnr, p.flags) for p in packets))


def _text(raw: bytes | str | None) -> str:
    return raw.decode() if isinstance(raw, bytes) else raw or ""
