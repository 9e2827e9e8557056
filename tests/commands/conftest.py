"""opaq as a user runs it: another process, a home of its own, a small shop in SQLite."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from opaq.commands.demo_data import SCHEMA, rows

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's database."""
    path = tmp_path_factory.mktemp("cli") / "shop.db"
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    for table, tuples in rows().items():
        connection.executemany(f"insert into {table} values ({', '.join('?' * len(tuples[0]))})", tuples)
    connection.execute("create table wide (" + ", ".join(f"column_{i} text" for i in range(12)) + ")")
    connection.execute("insert into wide values (" + ", ".join(f"'text number {i}'" for i in range(12)) + ")")
    connection.execute("create table words (id integer, word text, amount numeric)")
    connection.executemany(
        "insert into words values (?, ?, ?)",
        [
            (1, "日本語", 10),
            (2, "👩\u200d👩\u200d👧 ok", 2.5),
            (3, "e\u0301", None),
            (4, "", 0),
            (5, "\x1b[31mred\u202e", -1),
            (6, None, 7),
        ],
    )
    connection.commit()
    connection.close()
    return path


@pytest.fixture
def opaq(locked_out: Path, shop_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs opaq with a profile `shop` and nothing else; a terminal here is a person's, also under CI."""
    monkeypatch.delenv("CI", raising=False)
    profiles = locked_out / ".config/opaq/profiles"
    profiles.mkdir(parents=True)
    (profiles / "shop.toml").write_text(f'engine = "sqlite"\npath = "{shop_file}"\n')
    (profiles / "shop.toml").chmod(0o600)

    def run(
        *argv: str, stdin: str | bytes | None = None, env: dict[str, str] | None = None, **more: object
    ) -> subprocess.CompletedProcess[str]:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "opaq", *argv],
            input=raw if raw is not None else b"",
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, **(env or {})},
            timeout=60,
            **more,  # type: ignore[call-overload]
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
