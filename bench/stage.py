"""The stage of a benchmark: a home of its own, profiles for the engines found, and the peers of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import data

import servers

EXPORT = "SELECT * FROM orders"
POLICY = """extends = "default"

[categories."text.free"]
mask = "spans"
"""
"""Free text is shown and scanned, not redacted whole: the dearer way."""


@dataclass
class Stage:
    """Where everything is."""

    home: Path
    env: dict[str, str]
    peers: dict[str, list[tuple[str, list[str]]]] = field(default_factory=dict)
    """Engine -> (name, command that prints the whole table)."""

    def opaq(self, profile: str, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "opaq", "query", "-P", profile, "--timeout", "3600", *arguments]


@contextmanager
def staged(rows: int) -> Iterator[Stage]:
    """Data and profiles, taken away at the end."""
    home = Path(tempfile.mkdtemp(prefix="opaq-bench-"))
    env = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("XDG_", "OPAQ_", "PG", "MYSQL")) and k != "PYTHONDONTWRITEBYTECODE"
    }
    env |= {"HOME": str(home), "PYTHONPYCACHEPREFIX": str(home / "pyc")}
    stage = Stage(home, env)
    policies = home / ".config" / "opaq" / "policies"
    policies.mkdir(parents=True, mode=0o700)
    (policies / "bench.toml").write_text(POLICY)
    (policies / "bench.toml").chmod(0o600)
    try:
        for prepare in (_sqlite, _postgresql, _mysql):
            try:
                prepare(stage, rows)
            except servers.Unavailable as reason:
                print(f"left out: {reason}", file=sys.stderr)
        yield stage
    finally:
        servers.finish(os.getpid())
        shutil.rmtree(home, ignore_errors=True)


def _add(stage: Stage, name: str, *arguments: str) -> None:
    command = [
        sys.executable,
        "-m",
        "opaq",
        "profile",
        "add",
        name,
        "--policy",
        "bench",
        "--timeout",
        "3600",
        *arguments,
    ]
    subprocess.run(command, env=stage.env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _sqlite(stage: Stage, rows: int) -> None:
    path = stage.home / "bench.db"
    data.load("sqlite", rows, path)
    _add(stage, "sqlite", "--sqlite", str(path))
    stage.peers["sqlite"] = _found(
        [
            ("sqlite3 -csv", ["sqlite3", "-csv", str(path), EXPORT]),
            ("sqlite-utils", ["sqlite-utils", "rows", str(path), "orders", "--csv"]),
        ]
    )


def _postgresql(stage: Stage, rows: int) -> None:
    server = servers.obtain("postgresql", os.getpid())
    data.load("postgresql", rows, server)
    database = server.database or "postgres"
    _add(stage, "postgresql", "--url", f"postgresql://{server.user}@{server.host}:{server.port}/{database}")
    psql = shutil.which("psql") or str(servers.postgres_binaries(stage.home) / "psql")
    at = [psql, "-X", "-h", server.host, "-p", str(server.port), "-U", server.user, database]
    stage.peers["postgresql"] = [
        ("psql --csv", [*at, "--csv", "-c", EXPORT]),
        ("psql \\copy", [*at, "-c", f"\\copy ({EXPORT}) to stdout csv"]),
    ]


def _mysql(stage: Stage, rows: int) -> None:
    server = servers.obtain("mysql", os.getpid())
    data.load("mysql", rows, server)
    _add(stage, "mysql", "--url", f"mysql://{server.user}@{server.host}:{server.port}/bench")
    at = ["-h", server.host, "-P", str(server.port), "-u", server.user, "bench", "--batch", "--quick", "-e", EXPORT]
    stage.peers["mysql"] = _found(
        [("mariadb --batch --quick", ["mariadb", *at]), ("mysql --batch --quick", ["mysql", *at])]
    )[:1]


def _found(commands: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    return [(name, command) for name, command in commands if shutil.which(command[0])]
