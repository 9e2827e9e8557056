"""Rows come in the order of the table, not of an index over a column nobody may rank by."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

READ = """
import sys
from pathlib import Path
from opaq.engines.sqlite_file import ReadOnlyFile
connection = ReadOnlyFile(Path(sys.argv[1])).open()
print([row[0] for row in connection.execute(sys.argv[2])])
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, tier TEXT, wide TEXT);
        CREATE INDEX by_mail ON people (mail);
        INSERT INTO people VALUES (1, 'z', 'a', 'w'), (2, 'm', 'a', 'w'), (3, 'b', 'a', 'w');
        ANALYZE;
        """
    )
    connection.close()
    return path


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT id FROM people", [1, 2, 3]),
        ("SELECT id, mail FROM people LIMIT 2", [1, 2]),
        ("SELECT id FROM people WHERE mail <> 'q'", [1, 2, 3]),
        ("SELECT id FROM people ORDER BY mail", [3, 2, 1]),
        ("SELECT id FROM people WHERE mail = 'b'", [3]),
        ("SELECT count(*) FROM people", [3]),
    ],
)
def test_rows_come_in_table_order_unless_another_is_asked_for(file: Path, sql: str, rows: list[int]) -> None:
    done = subprocess.run([sys.executable, "-c", READ, str(file), sql], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(rows)


def test_an_open_connection_of_somebody_else_is_left_alone() -> None:
    told = "import sqlite3; c = sqlite3.connect(':memory:'); from opaq.engines.sqlite_order import scans_tables; print(scans_tables(), c.execute('SELECT 7').fetchone())"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False (7,)"
