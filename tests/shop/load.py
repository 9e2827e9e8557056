"""Loads the shop into an engine: one schema in three dialects, one set of rows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from servers import Server
from shop.rows import TABLES

READER = "shop_reader"
PASSWORD = "reader-pw"
HERE = Path(__file__).parent


def script(dialect: str) -> list[str]:
    """The statements of one dialect's schema."""
    text = (HERE / f"{dialect}.sql").read_text()
    return [part.strip() for part in text.split(";\n") if part.strip()]


def into_sqlite(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        for statement in script("sqlite"):
            connection.execute(statement)
        for table, rows in TABLES.items():
            places = ", ".join("?" for _ in rows[0])
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
    connection.close()


def into_server(server: Server, database: str) -> None:
    """Make a database of that name with the shop in it, and the reading role."""
    (_into_postgresql if server.kind == "postgresql" else _into_mysql)(server, database)


def drop(server: Server, database: str) -> None:
    connection = connect(server)
    connection.cursor().execute(f"DROP DATABASE IF EXISTS {database}")
    connection.close()


def connect(server: Server, database: str | None = None):  # type: ignore[no-untyped-def]
    """A driver's connection with all rights, outside opaq."""
    if server.kind == "postgresql":
        import psycopg

        return psycopg.connect(
            host=server.host,
            port=server.port,
            user=server.user,
            password=server.password or None,
            dbname=database or server.database or "postgres",
            autocommit=True,
        )
    import pymysql

    return pymysql.connect(
        host=server.host,
        port=server.port,
        user=server.user,
        password=server.password,
        database=database or server.database or None,
        charset="utf8mb4",
        autocommit=True,
        ssl_disabled=True,
    )


def _into_postgresql(server: Server, database: str) -> None:
    with connect(server) as connection:
        connection.execute(f"CREATE DATABASE {database}")
        if server.own:
            connection.execute(f"CREATE ROLE {READER} LOGIN PASSWORD '{PASSWORD}'")
    with connect(server, database) as connection:
        _fill(connection.cursor(), "postgresql")
        if server.own:
            connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {READER}")
        connection.execute("ANALYZE")


def _into_mysql(server: Server, database: str) -> None:
    connection = connect(server)
    connection.cursor().execute(f"CREATE DATABASE {database} CHARACTER SET utf8mb4")
    connection.select_db(database)
    _fill(connection.cursor(), "mysql")
    if server.own:
        connection.cursor().execute(f"CREATE USER '{READER}'@'%' IDENTIFIED BY '{PASSWORD}'")
        connection.cursor().execute(f"GRANT SELECT, SHOW VIEW ON {database}.* TO '{READER}'@'%'")
    connection.close()


def _fill(cursor, dialect: str) -> None:  # type: ignore[no-untyped-def]
    for statement in script(dialect):
        cursor.execute(statement)
    for table, rows in TABLES.items():
        places = ", ".join("%s" for _ in rows[0])
        cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
