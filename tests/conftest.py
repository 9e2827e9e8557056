"""What every test stands on: a locked-out developer's machine, real servers, and the shop on each engine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import servers
from opaq.model.address import Address
from opaq.model.secret import Secret
from shop import load
from targets import ENGINES, Target

AMBIENT = (
    "PG",
    "MYSQL",
    "MARIADB",
    "OPAQ_",
    "XDG_",
    "SSL_",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "PAGER",
    "COLUMNS",
    "LINES",
)
KEPT = ("OPAQ_TEST_", "OPAQ_SHARED")


def _controller() -> int:
    """The process whose end ends the run."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def pytest_unconfigure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        servers.finish(os.getpid())


@pytest.fixture(autouse=True)
def locked_out(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No home, no configuration and no credentials of the developer; returns the empty home."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(AMBIENT) and not name.startswith(KEPT):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    for name, below in (
        ("CONFIG", ".config"),
        ("STATE", ".local/state"),
        ("DATA", ".local/share"),
        ("CACHE", ".cache"),
    ):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / below))
    monkeypatch.setenv("TZ", "UTC")
    return home


def _obtain(kind: str) -> servers.Server:
    try:
        return servers.obtain(kind, _controller())
    except servers.Unavailable as reason:
        if os.environ.get("CI"):
            pytest.fail(f"{kind} is required under CI: {reason}")
        pytest.skip(f"{kind}: {reason}")


@pytest.fixture(scope="session")
def postgres_server() -> servers.Server:
    """A PostgreSQL server with an all-powerful role."""
    return _obtain("postgresql")


@pytest.fixture(scope="session")
def mysql_server() -> servers.Server:
    """A MariaDB (or MySQL) server with an all-powerful role."""
    return _obtain("mysql")


@pytest.fixture(scope="session")
def shop_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Target:
    """The shop in a SQLite file. Read-only: tests that write copy it."""
    path = tmp_path_factory.mktemp("shop") / "shop.db"
    load.into_sqlite(path)
    return Target(Address("sqlite", path=path), None)


@pytest.fixture(scope="session")
def shop_postgresql(postgres_server: servers.Server) -> Iterator[Target]:
    """The shop on PostgreSQL, seen by a role that may only read."""
    database = _once("postgresql", postgres_server)
    local = postgres_server.own
    address = Address(
        "postgresql",
        host=postgres_server.host,
        port=postgres_server.port,
        database=database,
        user=load.READER if local else postgres_server.user,
    )
    yield Target(address, Secret(load.PASSWORD if local else postgres_server.password))
    if not local:
        load.drop(postgres_server, database)


@pytest.fixture(scope="session")
def shop_mysql(mysql_server: servers.Server) -> Iterator[Target]:
    """The shop on MariaDB, seen by a role that may only read."""
    database = _once("mysql", mysql_server)
    local = mysql_server.own
    address = Address(
        "mysql",
        host=mysql_server.host,
        port=mysql_server.port,
        database=database,
        user=load.READER if local else mysql_server.user,
    )
    yield Target(address, Secret(load.PASSWORD if local else mysql_server.password))
    if not local:
        load.drop(mysql_server, database)


def _once(kind: str, server: servers.Server) -> str:
    """Load the shop once per run, whoever comes first."""
    home = servers.run_directory(_controller())
    worker = "" if server.own else os.environ.get("PYTEST_XDIST_WORKER", "")
    database = "shop" if server.own else f"opaq_shop_{_controller()}{worker}"
    done = home / f"{kind}{worker}.loaded"
    with servers.locked(home, f"{kind}-load"):
        if not done.exists():
            load.into_server(server, database)
            done.touch()
    return database


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Target:
    """The shop on every engine, one after the other."""
    target: Target = request.getfixturevalue(f"shop_{request.param}")
    return target
