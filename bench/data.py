"""One table of invented orders on every engine found: seeded, so that every run measures the same bytes.

Ten columns: four that the default policy masks (a name, an e-mail, a birth date,
an API token), one free text, and five harmless ones.
"""

from __future__ import annotations

import io
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import servers

COLUMNS = {
    "id": "integer",
    "full_name": "varchar(60)",
    "email": "varchar(80)",
    "birth_date": "date",
    "api_token": "varchar(40)",
    "status": "varchar(12)",
    "total": "decimal(10,2)",
    "country": "char(2)",
    "created_at": "timestamp",
    "note": "varchar(200)",
}
_GIVEN = ("Ana", "Bruno", "Chiara", "David", "Elif", "Fiona", "Goran", "Hanna", "Ivo", "Jana", "Karim", "Lena", "Milo")
_FAMILY = ("Abel", "Bauer", "Costa", "Dietz", "Evans", "Faber", "Grau", "Hauser", "Ibanez", "Jansson", "Kern")
_STATUS = ("new", "paid", "shipped", "returned")
_COUNTRY = ("DE", "FR", "ES", "IT", "PL", "SE", "US")
_SAID = (
    "asked for a later slot",
    "wants an invoice",
    "left at the door",
    "gift, no price tag",
    "called twice, no answer",
)
_CHUNK = 5_000


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    """The table's rows. A linear congruential step stands for chance: fast, and the same everywhere."""
    state = 20250101
    for number in range(1, count + 1):
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        a, b = state >> 33, state >> 11 & 0xFFFFF
        given, family = _GIVEN[a % 13], _FAMILY[b % 11]
        mail = f"{given}.{family}{number}@mail.example".lower()
        yield (
            number,
            f"{given} {family}",
            mail,
            f"{1940 + a % 65}-{1 + b % 12:02}-{1 + a % 28:02}",
            f"sk_live_{state:016x}{a:08x}",
            _STATUS[a % 4],
            f"{b % 90000 / 100:.2f}",
            _COUNTRY[b % 7],
            f"2025-{1 + a % 12:02}-{1 + b % 28:02} {a % 24:02}:{b % 60:02}:00",
            f"order {number}: {_SAID[a % 5]}" + (f", reply to {mail}" if a % 9 == 0 else ""),
        )


def _create(table_options: str = "") -> str:
    return "CREATE TABLE orders (" + ", ".join(f"{n} {t}" for n, t in COLUMNS.items()) + f"){table_options}"


def into_sqlite(path: Path, count: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute(_create())
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO orders VALUES ({', '.join('?' for _ in COLUMNS)})", rows(count))
    connection.execute("COMMIT")
    connection.close()


def _lines(count: int) -> Iterator[str]:
    buffer = io.StringIO()
    for number, row in enumerate(rows(count), 1):
        buffer.write("\t".join(map(str, row)) + "\n")
        if number % _CHUNK == 0:
            yield buffer.getvalue()
            buffer = io.StringIO()
    yield buffer.getvalue()


def into_postgresql(server: servers.Server, count: int) -> None:
    import psycopg

    where = {"host": server.host, "port": server.port, "user": server.user, "password": server.password or None}
    with psycopg.connect(dbname=server.database or "postgres", **where) as connection:  # type: ignore[arg-type]
        connection.execute("DROP TABLE IF EXISTS orders")
        connection.execute(_create().replace("CREATE TABLE", "CREATE UNLOGGED TABLE"))  # type: ignore[arg-type]
        with connection.cursor().copy("COPY orders FROM STDIN") as copy:
            for lines in _lines(count):
                copy.write(lines)
    with psycopg.connect(dbname=server.database or "postgres", autocommit=True, **where) as connection:  # type: ignore[arg-type]
        connection.execute("VACUUM ANALYZE orders")


def into_mysql(server: servers.Server, count: int) -> None:
    import pymysql

    connection = pymysql.connect(
        host=server.host,
        port=server.port,
        user=server.user,
        password=server.password,
        ssl_disabled=True,
        autocommit=False,
    )
    cursor = connection.cursor()
    cursor.execute("CREATE DATABASE IF NOT EXISTS bench")
    connection.select_db("bench")
    cursor.execute("DROP TABLE IF EXISTS orders")
    cursor.execute(_create().replace("timestamp", "datetime"))
    places = ", ".join("%s" for _ in COLUMNS)
    batch: list[tuple[Any, ...]] = []
    for row in rows(count):
        batch.append(row)
        if len(batch) == _CHUNK:
            cursor.executemany(f"INSERT INTO orders VALUES ({places})", batch)
            batch = []
    if batch:
        cursor.executemany(f"INSERT INTO orders VALUES ({places})", batch)
    connection.commit()
    connection.close()


def load(kind: str, rows_wanted: int, target: Path | servers.Server) -> None:
    """Load one engine in a process of its own: the peak memory of a child counts what its parent held."""
    import subprocess

    place = (
        [str(target)]
        if isinstance(target, Path)
        else [target.host, str(target.port), target.user, target.password, target.database]
    )
    subprocess.run([sys.executable, __file__, kind, str(rows_wanted), *place], check=True)


def main(kind: str, rows_wanted: str, *place: str) -> None:
    if kind == "sqlite":
        into_sqlite(Path(place[0]), int(rows_wanted))
        return
    host, port, user, password, database = place
    server = servers.Server(kind, host, int(port), "", user, password, database)
    (into_postgresql if kind == "postgresql" else into_mysql)(server, int(rows_wanted))


if __name__ == "__main__":
    main(*sys.argv[1:])
