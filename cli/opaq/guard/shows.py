"""SHOW statements: which forms only read, and which of their columns are names, types and sizes.

A form that is not in the table is refused: it may return logs, plans or
statements of other sessions. Columns that are not listed are shown redacted.
"""

from __future__ import annotations

from opaq.guard.shape import QUERY_WORDS, Shape
from opaq.guard.types import Dialect, Statement, TokenKind, Verb
from opaq.guard.words import words


class _Every(frozenset[str]):
    """The set of all column names: forms whose column titles hold a database's name or a pattern."""

    def __contains__(self, name: object) -> bool:
        return True


EVERY: frozenset[str] = _Every()

_COLUMNS = "field, type, collation, null, key, extra, privileges"
_INDEX = """table, non_unique, key_name, seq_in_index, column_name, collation, cardinality, sub_part, packed, null,
    index_type, ignored, visible"""
_ROUTINE = "db, name, type, language, definer, modified, created, security_type, character_set_client"
_REPLICATION = """connection_name, slave_sql_state, slave_io_state, replica_io_state, master_port, source_port, connect_retry,
    master_log_file, source_log_file, read_master_log_pos, read_source_log_pos, relay_log_file, relay_log_pos,
    relay_master_log_file, relay_source_log_file, slave_io_running, replica_io_running, slave_sql_running,
    replica_sql_running, last_errno, skip_counter, exec_master_log_pos, exec_source_log_pos, relay_log_space,
    until_condition, until_log_file, until_log_pos, seconds_behind_master, seconds_behind_source, last_io_errno,
    last_sql_errno, master_server_id, source_server_id, using_gtid, gtid_io_pos, parallel_mode, sql_delay,
    sql_remaining_delay, slave_sql_running_state, replica_sql_running_state, slave_ddl_groups,
    slave_non_transactional_groups, slave_transactional_groups, retried_transactions, max_relay_log_size,
    executed_log_entries, slave_received_heartbeats, slave_heartbeat_period, auto_position, retrieved_gtid_set,
    executed_gtid_set"""
"""Where a replica stands and how far it is behind; not its host, its user or the text of an error."""

_FORMS: dict[str, str] = {
    **dict.fromkeys(
        (
            *("authors", "binary logs", "character set", "charset", "client_statistics", "collation", "contributors"),
            *("count", "databases", "engines", "index_statistics", "locales", "master logs", "open tables", "plugins"),
            *("privileges", "profile", "schemas", "status", "storage engines", "table_statistics", "tables"),
            "user_statistics",
        ),
        "*",
    ),
    **dict.fromkeys(("columns", "fields"), _COLUMNS),
    **dict.fromkeys(("index", "indexes", "keys"), _INDEX),
    **dict.fromkeys(("function status", "procedure status", "package status"), _ROUTINE),
    **dict.fromkeys(
        ("master status", "binary log status", "binlog status"), "file, position, binlog_do_db, binlog_ignore_db"
    ),
    **dict.fromkeys(("errors", "warnings"), "level, code"),
    **dict.fromkeys(("grants", "create user"), ""),
    **dict.fromkeys(("slave status", "replica status", "all slaves status", "all replicas status"), _REPLICATION),
    **dict.fromkeys(("slave hosts", "replica hosts", "replicas"), "server_id, port, master_id, source_id"),
    **dict.fromkeys(("create database", "create schema"), "database"),
    "create event": "event, sql_mode, time_zone",
    "create function": "function, sql_mode",
    "create package": "package, sql_mode",
    "create procedure": "procedure, sql_mode",
    "create sequence": "table",
    "create table": "table, view",
    "create trigger": "trigger, sql_mode",
    "create view": "view, character_set_client, collation_connection",
    "engine": "type, name",
    "events": """db, name, definer, time zone, type, execute at, interval value, interval field, starts, ends, status,
        originator""",
    "processlist": "id, user, db, command, time, state, progress",
    "profiles": "query_id, duration",
    "table status": """name, engine, version, row_format, rows, avg_row_length, data_length, max_data_length,
        index_length, data_free, auto_increment, create_time, update_time, check_time, collation, max_index_length,
        temporary""",
    "triggers": "trigger, event, table, timing, created, sql_mode, definer, character_set_client",
    "variables": "variable_name",
}
"""Words of a form -> its public columns; `*` is all of them."""

_MODIFIERS = words("full global session local extended")


def judge_show(shape: Shape, begin: int) -> int | None:
    """Index of the expression a SHOW evaluates (after WHERE), or None. Raises Refused (OPQ-G015)."""
    if shape.dialect is Dialect.POSTGRESQL:
        return None
    form = _form(tuple(shape.keys[begin + 1 : begin + 6]))
    if form is None:
        raise shape.refuse(
            "OPQ-G015",
            min(begin + 1, len(shape.tokens) - 1),
            "this form of SHOW is not on the list of reads",
            why="some forms return logs, plans or statements of other sessions",
            hint="use a form that shows structure, settings or counters, or `opaq describe`",
        )
    public = _columns(form)
    for index in range(begin, len(shape.keys)):
        if shape.keys[index] == "where":
            _judge_condition(shape, index, public)
            return index
    return None


_CONDITION_WORDS = words("and or not xor like in is null between rlike regexp binary true false escape div mod")


def _judge_condition(shape: Shape, where: int, public: frozenset[str]) -> None:
    """The rows that a condition leaves answer it: it may ask about public columns only, and of no table.

    The condition is no query whose lineage could be traced, and a subquery in it can read every table.
    """
    for index in range(where + 1, len(shape.tokens)):
        named = shape.tokens[index].kind in (TokenKind.WORD, TokenKind.QUOTED)
        asks = named and shape.tokens[index].text.lower() not in (public | _CONDITION_WORDS)
        if shape.keys[index] in QUERY_WORDS or (asks and public is not EVERY):
            raise shape.refuse(
                "OPQ-G015",
                index,
                "a condition of SHOW on more than names, types and sizes",
                why="the rows that are left would answer a question about what is not shown",
                hint="filter by a column that is shown, or use LIKE with a name",
            )


def _form(after: tuple[str, ...]) -> str | None:
    """The longest form that the words after SHOW begin with, past FULL, GLOBAL and their kin."""
    start = 0
    while start < len(after) and after[start] in _MODIFIERS:
        start += 1
    candidates = (" ".join(after[start : start + length]) for length in (3, 2, 1))
    return next((form for form in candidates if form in _FORMS), None)


def public_columns(statement: Statement) -> frozenset[str]:
    """Folded names of the output columns that may be shown as they are."""
    match statement.dialect:
        case Dialect.POSTGRESQL:
            from opaq.guard import settings  # late: only SHOW needs the table

            return words(settings.POSTGRESQL) | {"name", "description"}
        case Dialect.SQLITE:
            return _pragma(statement)
        case Dialect.MYSQL:
            if statement.verb is Verb.DESCRIBE:
                return _columns("columns")
            return _mysql(statement)


def _mysql(statement: Statement) -> frozenset[str]:
    after = tuple(token.text.lower() for token in statement.tokens[1:6])
    form = _form(after)
    if form is None:
        return frozenset()
    if form == "variables" and _asks_one_setting(statement):
        return EVERY
    return _columns(form)


def _columns(form: str) -> frozenset[str]:
    listed = _FORMS[form]
    return EVERY if listed == "*" else frozenset(column.strip() for column in listed.split(","))


def _asks_one_setting(statement: Statement) -> bool:
    """`SHOW VARIABLES LIKE 'name'` or `WHERE Variable_name = 'name'` of a setting that is no secret."""
    from opaq.guard import settings

    tail = statement.tokens[-3:]
    last = statement.tokens[-1]
    if last.kind is not TokenKind.STRING or last.text[1:-1].lower() not in words(settings.MYSQL):
        return False
    shape = [token.text.lower() for token in tail[:-1]]
    before = statement.tokens[:-3] if shape[-1] == "=" else statement.tokens[:-2]
    equals = shape == ["variable_name", "="] and bool(before) and before[-1].text.lower() == "where"
    return equals or (shape[-1] == "like" and statement.tokens[-3].text.lower() == "variables")


def _pragma(statement: Statement) -> frozenset[str]:
    from opaq.guard.relations_sqlite import PUBLIC

    names = [token.text.lower() for token in statement.tokens]
    name = names[3] if len(names) > 3 and names[2] == "." else names[1]
    return words(PUBLIC[name]) if name in PUBLIC else frozenset({name, "timeout"})
