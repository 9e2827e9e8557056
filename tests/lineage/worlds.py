"""The shop twice: the same rows, other secrets. What may be shown of both has to be the same."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from shop.load import script
from shop.rows import TABLES

SECRET = {
    "customers": {"full_name": 1, "email": 2, "phone": 3, "ssn": 4, "birth_date": 5, "street": 6},
    "payments": {"card_number": 2, "cvv": 3},
    "notes": {"body": 2},
    "api_keys": {"token": 2},
}
"""Sensitive columns and their positions."""


def other(value: Any, *, alike: bool = False) -> Any:
    """Another secret in its place: equal values stay equal, NULL stays NULL, order does not; length if it is `alike`."""
    if value is None:
        return None
    digest = hashlib.sha256(str(value).encode()).digest()
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        length = len(str(value).encode()) if alike else 6 + digest[0] % 12
        return digest.hex()[:length]
    return (day - timedelta(days=1 + int.from_bytes(digest[:2], "big") % 9000)).isoformat()


def rows(table: str, *, second: bool, alike: bool = False) -> list[tuple[Any, ...]]:
    places = set(SECRET.get(table, {}).values()) if second else set()
    return [tuple(other(v, alike=alike) if i in places else v for i, v in enumerate(row)) for row in TABLES[table]]


def into_sqlite(path: Path, *, second: bool, alike: bool = False) -> None:
    with sqlite3.connect(path) as connection:
        for statement in script("sqlite"):
            connection.execute(statement)
        for table in TABLES:
            found = rows(table, second=second, alike=alike)
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' for _ in found[0])})", found)
    connection.close()
