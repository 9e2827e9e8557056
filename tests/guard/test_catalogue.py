"""The function catalogue: complete for the servers at hand, exact where it promises, closed for what it does not know."""

from __future__ import annotations

import contextlib
import sqlite3

import psycopg
import pymysql
import pytest

import servers
from opaq.errors import Refused
from opaq.guard import catalogue_mysql, catalogue_postgresql, catalogue_sqlite
from opaq.guard.catalogue import EXTENSION, judge_functions, lookup, rows
from opaq.guard.types import ADMITTED_NATURES, Dialect, Nature

INTERNAL = """internal trigger event_trigger language_handler fdw_handler index_am_handler table_am_handler tsm_handler
pg_ddl_command""".split()

HARMFUL = {
    Dialect.POSTGRESQL: {
        "pg_read_file": Nature.FILES,
        "lo_export": Nature.FILES,
        "pg_sleep": Nature.SLEEP,
        "nextval": Nature.WRITES,
        "set_config": Nature.WRITES,
        "pg_notify": Nature.WRITES,
        "pg_stat_reset": Nature.WRITES,
        "pg_terminate_backend": Nature.SESSIONS,
        "pg_advisory_lock": Nature.LOCKS,
        "query_to_xml": Nature.DYNAMIC_SQL,
        "ts_stat": Nature.DYNAMIC_SQL,
        "crosstab": Nature.DYNAMIC_SQL,
        "dblink": Nature.NETWORK,
        "pg_input_error_info": Nature.ERROR_TEXT,
        "pg_logical_slot_get_changes": Nature.WRITES,
        "pg_reload_conf": Nature.ADMIN,
        "pg_current_xact_id": Nature.WRITES,
    },
    Dialect.MYSQL: {
        "load_file": Nature.FILES,
        "sleep": Nature.SLEEP,
        "benchmark": Nature.SLEEP,
        "get_lock": Nature.LOCKS,
        "nextval": Nature.WRITES,
        "master_pos_wait": Nature.SLEEP,
    },
    Dialect.SQLITE: {
        "load_extension": Nature.FILES,
        "readfile": Nature.FILES,
        "writefile": Nature.FILES,
        "fts3_tokenizer": Nature.WRITES,
        "eval": Nature.DYNAMIC_SQL,
    },
}


@pytest.mark.parametrize(("dialect", "name"), [(d, n) for d, names in HARMFUL.items() for n in names])
def test_harm_has_a_name(dialect: Dialect, name: str) -> None:
    assert lookup(dialect, name) is HARMFUL[dialect][name]
    assert lookup(dialect, name) not in ADMITTED_NATURES


@pytest.mark.parametrize("dialect", Dialect)
def test_unknown_functions_are_user_defined(dialect: Dialect) -> None:
    assert lookup(dialect, "no_such_function") is Nature.USER


def test_a_schema_of_its_own_makes_a_function_user_defined() -> None:
    assert lookup(Dialect.POSTGRESQL, "lower", "pg_catalog") is Nature.TOTAL
    assert lookup(Dialect.POSTGRESQL, "lower", "public") is Nature.USER
    assert lookup(Dialect.POSTGRESQL, "similarity", EXTENSION) is Nature.TOTAL
    assert lookup(Dialect.POSTGRESQL, "similarity", "public") is Nature.USER
    assert lookup(Dialect.MYSQL, "abs", "appdb") is Nature.USER


def test_the_number_of_arguments_can_make_a_function_total() -> None:
    assert lookup(Dialect.POSTGRESQL, "length") is Nature.PARTIAL
    assert lookup(Dialect.POSTGRESQL, "length", arguments=1) is Nature.TOTAL


@pytest.mark.parametrize("dialect", Dialect)
def test_no_name_has_two_natures(dialect: Dialect) -> None:
    names = [name for name, _ in rows(dialect)]
    assert names == sorted(set(names))
    tables = [catalogue_postgresql.BUILT_IN] if dialect is Dialect.POSTGRESQL else []
    for table in tables:
        listed = [name for text in table.values() for name in text.split()]
        assert len(listed) == len(set(listed))


def test_what_a_server_testifies_is_judged_alike() -> None:
    judge_functions(Dialect.POSTGRESQL, [("pg_catalog", "lower"), ("app", "total")], frozenset({"app.total"}))
    with pytest.raises(Refused) as caught:
        judge_functions(Dialect.POSTGRESQL, [("app", "other")], frozenset({"app.total"}))
    assert caught.value.code == "OPQ-G011"
    with pytest.raises(Refused) as caught:
        judge_functions(Dialect.SQLITE, [(None, "load_extension")], frozenset({"load_extension"}))
    assert caught.value.code == "OPQ-G010"


def test_every_built_in_function_of_this_postgresql_is_listed(postgres_server: servers.Server) -> None:
    given = postgres_server
    with psycopg.connect(
        host=given.host, port=given.port, user=given.user, password=given.password, dbname=given.database or "postgres"
    ) as connection:
        found = connection.execute(
            """SELECT DISTINCT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname IN ('pg_catalog', 'information_schema') AND p.oid < 16384 AND NOT EXISTS (
              SELECT FROM unnest(p.proargtypes::oid[] || p.prorettype) t WHERE t::regtype::text = ANY (%s))""",
            [INTERNAL],
        ).fetchall()
    missing = {name for (name,) in found if lookup(Dialect.POSTGRESQL, name, "pg_catalog") is Nature.USER}
    assert missing == set()


def test_every_volatile_function_of_this_postgresql_was_judged_by_hand(postgres_server: servers.Server) -> None:
    """None that changes something hides among the pure ones."""
    given = postgres_server
    pure = {Nature.TOTAL, Nature.PARTIAL, Nature.INJECTIVE}
    with psycopg.connect(
        host=given.host, port=given.port, user=given.user, password=given.password, dbname=given.database or "postgres"
    ) as connection:
        found = connection.execute(
            """SELECT DISTINCT p.proname FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
            AND p.provolatile = 'v' AND p.prokind = 'f' AND p.oid < 16384"""
        ).fetchall()
    listed = {name for (name,) in found if lookup(Dialect.POSTGRESQL, name, "pg_catalog") in pure}
    assert listed <= {"array_sample", "array_shuffle", "timezone"}  # up to 14 one overload of timezone said so


def test_every_function_of_this_sqlite_is_listed() -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        found = connection.execute("SELECT DISTINCT name FROM pragma_function_list").fetchall()
    missing = {name for (name,) in found if lookup(Dialect.SQLITE, name) is Nature.USER}
    assert missing == set()


def test_every_native_function_of_this_mariadb_is_listed(mysql_server: servers.Server) -> None:
    given = mysql_server
    where = {"unix_socket": given.socket} if given.socket else {"host": given.host, "port": given.port}
    connection = pymysql.connect(user=given.user, password=given.password, **where)
    try:
        with connection.cursor() as cursor:
            try:
                cursor.execute("SELECT lower(function) FROM information_schema.sql_functions")
            except pymysql.MySQLError:
                pytest.skip("this server does not list its functions")
            missing = {name for (name,) in cursor.fetchall() if lookup(Dialect.MYSQL, name) is Nature.USER}
    finally:
        connection.close()
    assert missing == set()


TOTAL_ON_TEXT = [
    name
    for name in catalogue_postgresql.BUILT_IN[Nature.TOTAL].split()
    + catalogue_postgresql.BUILT_IN[Nature.INJECTIVE].split()
    if "/" not in name and not name.endswith(("out", "send", "in"))
]
HARD = [
    "",
    " ",
    "\x01",
    "é",
    "中" * 50,
    "a" * 5000,
    "%",
    "\\",
    "''",
    '"',
    "-1",
    "0",
    "9" * 400,
    "1e400",
    "infinity",
    "NaN",
    "{}",
    "[",
    "{",
    "(",
    ":",
]


def test_total_functions_of_text_never_fail(postgres_server: servers.Server) -> None:
    """Every overload that takes nothing but text, over texts that are hard to like."""
    given = postgres_server
    with psycopg.connect(
        host=given.host,
        port=given.port,
        user=given.user,
        password=given.password,
        dbname=given.database or "postgres",
        autocommit=True,
    ) as connection:
        overloads = connection.execute(
            """SELECT p.proname, p.pronargs FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
            AND p.proname = ANY (%s) AND p.pronargs BETWEEN 1 AND 2 AND p.prokind = 'f' AND NOT p.proretset
            AND (SELECT bool_and(t = 'text'::regtype) FROM unnest(p.proargtypes::oid[]) t)""",
            [TOTAL_ON_TEXT],
        ).fetchall()
        assert len(overloads) > 30
        for name, count in overloads:
            arguments = "a" if count == 1 else "a, b"
            connection.execute(
                f'SELECT count(pg_catalog."{name}"({arguments})::text) FROM unnest(%s::text[]) a, unnest(%s::text[]) b',
                [HARD, HARD],
            )


MIXED: list[object] = [*HARD, 0, -1, 2**63 - 1, -(2**63), 1e308, -0.5, b"\x00\xff", None]


@pytest.mark.parametrize(
    "name", [n for k in (Nature.TOTAL, Nature.INJECTIVE) for n in catalogue_sqlite.BUILT_IN[k].split()]
)
def test_total_functions_of_sqlite_never_fail(name: str) -> None:
    if name == "likelihood":
        pytest.skip("its second argument must be a constant")
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.text_factory = bytes
        for count in (1, 2, 3):
            for first in MIXED:
                values = [first, *([1, "a"] if count == 3 else [1])][:count]
                try:
                    connection.execute(f"select {name}({','.join('?' * count)})", values).fetchone()
                except sqlite3.OperationalError as error:
                    allowed = ("wrong number", "no such function", "no such column", "unable to use")
                    assert any(known in str(error) for known in allowed), (error, first)  # noqa: PT017


def test_total_functions_of_mariadb_never_fail(mysql_server: servers.Server) -> None:
    given = mysql_server
    where = {"unix_socket": given.socket} if given.socket else {"host": given.host, "port": given.port}
    connection = pymysql.connect(user=given.user, password=given.password, **where)
    names = [n for k in (Nature.TOTAL, Nature.INJECTIVE) for n in catalogue_mysql.BUILT_IN[k].split()]
    value_errors = {1365, 1690, 3141, 1292, 1411, 1139, 4038, 3143, 1210}
    ran, failed = 0, set()
    try:
        with connection.cursor() as cursor:
            for name in names:
                for arguments in ("%s", "%s, 1", "%s, 1, 2", "1, %s"):
                    for first in [value for value in MIXED if value is not None]:
                        try:
                            cursor.execute(f"select {name}({arguments})", [first])
                            ran += 1
                        except pymysql.MySQLError as error:
                            if error.args[0] in value_errors:
                                failed.add((name, error.args[0]))
                            break  # another number of arguments, or other syntax
    finally:
        connection.close()
    assert failed == set()
    assert ran > 3_000
