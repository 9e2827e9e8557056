"""The servers are the oracle: what they split, treat as text or accept as a query, the guard does too."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

import psycopg
import pymysql
import pytest
from guard_cases import Case, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymysql.constants import CLIENT

import servers
from asking import admitted, opened
from opaq.errors import OpaqError, Refused
from opaq.guard.admit import admit
from opaq.guard.types import Dialect, LexerSettings
from opaq.model.address import Address
from opaq.model.secret import Secret
from targets import Target

BOUNDED = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HOSTILE = (
    "'",
    '"',
    "`",
    "\\",
    "\\'",
    "''",
    "$",
    "$$",
    "$a$",
    "/*",
    "*/",
    "--",
    "-- ",
    "#",
    "\n",
    ";",
    " ",
    "x",
    "[",
    "]",
    "\xa0",
    "!",
    "é",
)
content = st.lists(st.sampled_from(HOSTILE), max_size=6).map("".join)
FRAMES = (
    *(
        "'{}'",
        "E'{}'",
        "e'{}'",
        "U&'{}'",
        "N'{}'",
        "$${}$$",
        "$a${}$a$",
        "/*{}*/ 1",
        "1 --{}\n",
        "1 -- {}\n",
        '1 as "{}"',
    ),
    *(
        "1 #{}\n",
        "1 as `{}`",
        '"{}"',
        "_utf8mb4'{}'",
        "1 as [{}]",
        "'{}' '{}'",
        "'{}'\n'{}'",
        "E'{}'\n'{}'",
        "1 /*{}*/ + /*{}*/ 1",
    ),
    *("1-{}-1", "1 as a{}b", "1/{}*1", "'a'--{}\n'b'", "U&'{}' uescape '!'"),
)
expressions = st.tuples(st.sampled_from(FRAMES), content, content).map(
    lambda t: t[0].replace("{}", t[1], 1).replace("{}", t[2])
)
scripts = st.lists(expressions.map(lambda e: f"select {e}"), min_size=1, max_size=3).map(";".join)


@pytest.fixture(scope="module")
def postgres(postgres_server: servers.Server) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    given = postgres_server
    database = given.database or "postgres"
    with psycopg.connect(
        host=given.host, port=given.port, user=given.user, password=given.password, dbname=database, autocommit=True
    ) as connection:
        yield connection


@pytest.fixture(scope="module")
def mysql(mysql_server: servers.Server) -> Iterator[pymysql.Connection]:
    given = mysql_server
    where = {"unix_socket": given.socket} if given.socket else {"host": given.host, "port": given.port}
    connection = pymysql.connect(
        user=given.user, password=given.password, client_flag=CLIENT.MULTI_STATEMENTS, charset="utf8mb4", **where
    )
    yield connection
    connection.close()


def statements_of_postgres(connection: psycopg.Connection[tuple[object, ...]], text: str) -> int | None:
    """How many statements the server found; None when it rejected them."""
    result = connection.pgconn
    result.send_query(text.encode())
    count, failed = 0, False
    while (answer := result.get_result()) is not None:
        failed = failed or answer.status not in (psycopg.pq.ExecStatus.TUPLES_OK, psycopg.pq.ExecStatus.EMPTY_QUERY)
        count += answer.status == psycopg.pq.ExecStatus.TUPLES_OK
    return None if failed else count


def statements_of_mysql(connection: pymysql.Connection, text: str) -> int | None:
    """At least so many statements were found: a later one may be rejected after the first has run."""
    count = 0
    with connection.cursor() as cursor:
        try:
            cursor.execute(text)
            count += cursor.description is not None
            while cursor.nextset():
                count += cursor.description is not None  # what holds only a comment gives no result
        except (pymysql.MySQLError, UnicodeError) as error:
            empty = error.args[0] == 1065  # only a comment is left
            return count + (not empty) if count else None
    return count


def statements_of_sqlite(text: str) -> int | None:
    """Only SELECTs are asked, so what has no columns is empty: semicolons and comments."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        try:
            return int(connection.execute(text).description is not None)
        except sqlite3.ProgrammingError as error:
            if "one statement" not in str(error):
                return None
        except (sqlite3.Error, sqlite3.Warning, UnicodeError):
            return None
    ends = (at + 1 for at, mark in enumerate(text) if mark == ";" and sqlite3.complete_statement(text[: at + 1]))
    end = next(ends, len(text))
    rest = text[end:].lstrip("; \n")
    more = statements_of_sqlite(rest)
    return 2 if more is None else 1 + more  # what is rejected is a statement too


def agrees(text: str, dialect: Dialect, chosen: LexerSettings, found: int | None) -> None:
    """Several statements are never admitted; one statement is never taken for several, nor for unfinished text."""
    if found is None:
        return
    if found > 1:
        with pytest.raises(OpaqError):
            admit(text, dialect, chosen)
        return
    with contextlib.suppress(Refused):
        admit(text, dialect, chosen)
        return
    with pytest.raises(Refused) as caught:
        admit(text, dialect, chosen)
    assert caught.value.code not in {"OPQ-G004", "OPQ-G005"}


@BOUNDED
@given(scripts)
def test_postgresql_splits_where_the_guard_does(postgres: psycopg.Connection[tuple[object, ...]], text: str) -> None:
    agrees(text, Dialect.POSTGRESQL, LexerSettings(), statements_of_postgres(postgres, text))


@pytest.mark.parametrize("mode", ["", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES", "ANSI_QUOTES,NO_BACKSLASH_ESCAPES"])
@BOUNDED
@given(text=scripts)
def test_mysql_splits_where_the_guard_does(mysql: pymysql.Connection, mode: str, text: str) -> None:
    statements_of_mysql(mysql, f"SET SESSION sql_mode = '{mode}'")
    chosen = LexerSettings(no_backslash_escapes="NO_BACK" in mode, ansi_quotes="ANSI" in mode)
    agrees(text, Dialect.MYSQL, chosen, statements_of_mysql(mysql, text))


@BOUNDED
@given(scripts)
def test_sqlite_splits_where_the_guard_does(text: str) -> None:
    agrees(text, Dialect.SQLITE, LexerSettings(), statements_of_sqlite(text))


def cases(dialect: Dialect) -> list[Case]:
    return [case for case in read("admitted") if case.dialect is dialect]


def _is_syntax_error_postgres(connection: psycopg.Connection[tuple[object, ...]], text: str) -> bool:
    return connection.pgconn.prepare(b"", text.encode()).error_field(psycopg.pq.DiagnosticField.SQLSTATE) == b"42601"


SINCE = {
    "json table": 17,
    "json query functions": 17,
    "sql json functions": 16,
    "using with alias": 14,
    "search and cycle": 14,
    "search named like a write": 14,
    "substring forms": 14,
    "group by distinct": 14,
}
"""The PostgreSQL version whose grammar a case needs, where 13 lacks it."""


@pytest.mark.parametrize("case", cases(Dialect.POSTGRESQL), ids=str)
def test_what_is_admitted_is_postgresql(postgres: psycopg.Connection[tuple[object, ...]], case: Case) -> None:
    if postgres.info.server_version < SINCE.get(case.name, 13) * 10000:
        pytest.skip("newer syntax")
    assert not _is_syntax_error_postgres(postgres, admit(case.text, case.dialect, case.settings).text)


OTHER_SERVER = {"values row", "table", "explain analyze", "lateral", "show table status", "json arrows", "replicas"}
"""MySQL's own forms, which MariaDB does not have."""


@pytest.mark.parametrize("case", cases(Dialect.MYSQL), ids=str)
def test_what_is_admitted_is_mysql(mysql: pymysql.Connection, case: Case) -> None:
    if case.name in OTHER_SERVER:
        pytest.skip("not of this server")
    mode = {"ansi": "ANSI_QUOTES", "nobs": "NO_BACKSLASH_ESCAPES"}
    chosen = ",".join(value for mark, value in mode.items() if f"[{mark}]" in case.name)
    text = admit(case.text, case.dialect, case.settings).text
    with mysql.cursor() as cursor:
        cursor.execute(f"SET SESSION sql_mode = '{chosen}'")
        try:
            cursor.execute(text)
            while cursor.nextset():
                pass
        except pymysql.MySQLError as error:
            assert error.args[0] != 1064, error  # noqa: PT017  parse error


NEWER_SQLITE = {"aggregate with order"}


@pytest.mark.parametrize("case", cases(Dialect.SQLITE), ids=str)
def test_what_is_admitted_is_sqlite(case: Case) -> None:
    if case.name in NEWER_SQLITE and sqlite3.sqlite_version_info < (3, 46):
        pytest.skip("newer syntax")
    text = admit(case.text, case.dialect, case.settings).text
    assert "syntax error" not in sqlite_says(text)


def sqlite_says(text: str) -> str:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute(text)
        except sqlite3.OperationalError as error:
            return str(error)
    return ""


PIECES = (
    *(
        "delete from kept",
        "; delete from kept",
        "; delete from kept --",
        "wipe()",
        "wipe ()",
        "(wipe())",
        ", wipe()",
        "or wipe() is null",
    ),
    *(
        "with d as (delete from kept returning 1)",
        "returning wipe()",
        "as x, wipe() as y",
        "union select wipe()",
        "union delete from kept",
    ),
    *(
        "into made",
        "into outfile '/tmp/opaq-test-never'",
        "for update",
        '"wipe"()',
        "`wipe`()",
        "/*!50000 , wipe() */",
        "/*M! , wipe() */",
    ),
    *(
        "'; delete from kept; --",
        "\\'; delete from kept; --",
        "$$; delete from kept; $$",
        "*/ ; delete from kept; /*",
        "\n; delete from kept",
    ),
    *(
        "limit (select wipe())",
        "where wipe() = 1",
        "order by wipe()",
        "filter (where wipe() = 1)",
        "over (order by wipe())",
        "[wipe()]",
    ),
)


@st.composite
def mutants(draw: st.DrawFn, dialect: Dialect) -> str:
    """A read with a piece of a write somewhere inside."""
    text = draw(st.sampled_from(cases(dialect))).text
    place = draw(st.integers(0, len(text)))
    glue = draw(st.sampled_from(["", " ", "\n", "/**/"]))
    return f"{text[:place]}{glue}{draw(st.sampled_from(PIECES))}{glue}{text[place:]}"


@settings(max_examples=500, deadline=None)
@given(mutants(Dialect.SQLITE))
def test_no_mutant_reaches_sqlite(text: str) -> None:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        ran: list[int] = []
        connection.execute("create table kept(a)")
        connection.execute("insert into kept values (1)")
        connection.create_function("wipe", 0, lambda: ran.append(1))
        with contextlib.suppress(OpaqError, sqlite3.Error, sqlite3.Warning, UnicodeError):
            connection.execute(admit(text, Dialect.SQLITE).text).fetchmany(5)
        assert not ran
        assert connection.execute("select count(*) from kept").fetchone() == (1,)


@pytest.fixture(scope="module")
def planted_postgres(
    postgres: psycopg.Connection[tuple[object, ...]],
) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    postgres.execute("create schema if not exists opaq_guard")
    postgres.execute("set search_path = opaq_guard")
    postgres.execute(
        "drop table if exists kept, made, ran; create table kept(a int); insert into kept values (1); create table ran(a int)"
    )
    postgres.execute(
        "create or replace function wipe() returns int language sql as 'insert into ran values (1) returning a'"
    )
    yield postgres
    postgres.execute("set search_path = public; drop schema opaq_guard cascade")


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutants(Dialect.POSTGRESQL))
def test_no_mutant_reaches_postgresql(planted_postgres: psycopg.Connection[tuple[object, ...]], text: str) -> None:
    with contextlib.suppress(OpaqError, psycopg.Error):
        planted_postgres.execute(admit(text, Dialect.POSTGRESQL).text.encode())
    left = planted_postgres.execute(
        "select (select count(*) from kept), (select count(*) from ran), to_regclass('made')"
    )
    assert left.fetchone() == (1, 0, None)


@pytest.fixture(scope="module")
def planted_mysql(mysql: pymysql.Connection) -> Iterator[pymysql.Connection]:
    with mysql.cursor() as cursor:
        for text in (
            *("drop database if exists opaq_guard", "create database opaq_guard", "use opaq_guard"),
            *("create table kept(a int)", "insert into kept values (1)", "create table ran(a int)"),
            "create function wipe() returns int modifies sql data begin insert into ran values (1); return 1; end",
        ):
            cursor.execute(text)
    mysql.commit()
    yield mysql
    with mysql.cursor() as cursor:
        cursor.execute("drop database opaq_guard")


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutants(Dialect.MYSQL))
def test_no_mutant_reaches_mysql(planted_mysql: pymysql.Connection, text: str) -> None:
    with planted_mysql.cursor() as cursor:
        cursor.execute("SET SESSION sql_mode = ''")
        with contextlib.suppress(OpaqError, pymysql.MySQLError, UnicodeError):
            cursor.execute(admit(text, Dialect.MYSQL).text)
            while cursor.nextset():
                pass
        cursor.execute("select (select count(*) from kept), (select count(*) from ran)")
        assert cursor.fetchone() == (1, 0)


def test_a_built_in_that_was_replaced_is_nobodys_built_in(postgres_server: servers.Server) -> None:
    """In a transaction of its own database, since a catalog belongs to everyone."""
    given = postgres_server
    address = Address("postgresql", host=given.host, port=given.port, user=given.user, database="opaq_guard_replaced")
    login = {"host": given.host, "port": given.port, "user": given.user, "password": given.password}
    with psycopg.connect(**login, dbname=given.database or "postgres", autocommit=True) as connection:
        connection.execute("drop database if exists opaq_guard_replaced")
        connection.execute("create database opaq_guard_replaced")
        try:
            with psycopg.connect(**login, dbname="opaq_guard_replaced") as own:
                own.execute(
                    "create or replace function pg_catalog.initcap(text) returns text language sql as 'select $1'"
                )
            secret = Secret(given.password) if given.password else None
            with opened(Target(address, secret)) as session:
                names = session.examine(admitted(session, "select initcap('a'), lower('B'), lpad('c', 2)"), {}).names
            kinds = {name: (schema, built_in) for schema, name, built_in in names.functions.values()}
            assert kinds["lower"] == kinds["lpad"] == ("pg_catalog", True)
            assert kinds["initcap"] == ("pg_catalog (replaced)", False)
        finally:
            connection.execute("drop database opaq_guard_replaced with (force)")
