"""The rooms stand in layers; each contract is broken once, to see it caught, and proven in a running program."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")

BREAKS = {
    "a lower room uses a higher one": ("guard/words.py", "import opaq.lineage.judge\n", "rooms stand in layers"),
    "audit uses a noun of the house": ("audit/merkle.py", "import opaq.model.schema\n", "audit stands alone"),
    "a driver outside its room": ("mask/plan.py", "import sqlite3\n", "drivers stay in their room"),
    "Typer outside the commands": ("policy/load.py", "import typer\n", "Typer stays in main and commands"),
}


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [str(LINTER), "--config", str(tree / "pyproject.toml"), "--no-cache"]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(tree / "cli"), "HOME": str(tree)}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the sources that may be broken."""
    shutil.copytree(ROOT / "cli", tmp_path / "cli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(tree: Path) -> None:
    result = lint(tree)
    assert result.returncode == 0, result.stdout[-3000:]


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_contract_is_caught(name: str, tree: Path) -> None:
    file, line, contract = BREAKS[name]
    path = tree / "cli" / "opaq" / file
    head, future, rest = path.read_text().partition("from __future__ import annotations\n")
    path.write_text(head + future + line + rest)
    result = lint(tree)
    assert result.returncode != 0
    assert f"{contract} BROKEN" in result.stdout


LIGHT = {
    "the version": (["--version"], {"typer", "dataclasses", "sqlite3", "cryptography", "rich", "tomllib"}),
    "verifying a log": (
        ["audit", "verify", "nowhere"],
        {"typer", "rich", "psycopg", "pymysql", "sqlite3", "pyarrow", "opaq.guard", "opaq.policy", "opaq.lineage"},
    ),
    "a query in a pipe": (
        ["query", "-P", "p", "select id, name from t where id < 3"],
        {
            "typer",
            "click",
            "rich",
            "psycopg",
            "pymysql",
            "pyarrow",
            "numpy",
            "sqlglot",
            "pydantic",
            "asyncio",
            "importlib.metadata",
            "keyring",
            "dataclasses",
            "hyperscan",
            "subprocess",
            "email",
            "unittest",
        },
    ),
}


@pytest.mark.parametrize("name", LIGHT)
def test_what_is_not_needed_is_not_loaded(name: str, locked_out: Path, tmp_path: Path) -> None:
    import sqlite3

    database = tmp_path / "t.db"
    with sqlite3.connect(database) as connection:
        connection.execute("create table t (id integer, name text)")
    connection.close()
    opaq = [sys.executable, "-m", "opaq"]
    subprocess.run([*opaq, "profile", "add", "p", "--sqlite", str(database)], check=True, capture_output=True)
    argv, heavy = LIGHT[name]
    program = (
        "import sys, os, atexit\n"
        "sys.stdout = open(os.devnull, 'w')\n"
        f"sys.argv = ['opaq', *{argv!r}]\n"
        "from opaq.main import main\n"
        "main(sys.argv[1:], os.environ)\n"
        "print(' '.join(sys.modules), file=sys.stderr)\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    loaded = set(result.stderr.splitlines()[-1].split())
    assert "opaq.main" in loaded
    assert not heavy & loaded, sorted(heavy & loaded)
