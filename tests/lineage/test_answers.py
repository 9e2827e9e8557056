"""The whole way, twice: what opaq prints of two databases that differ in secrets only is the same, byte for byte.

Every secret is redacted here, so that not even masked cells may differ: the order of
rows, the choice of a LIMIT, notes, messages and exit codes have to agree. Secret
columns have indexes, and the plans walk them. Which plan a server takes follows from
the size and statistics of its tables: both are held equal.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import servers
from lineage import worlds
from lineage.answering import Answer, Opaq
from lineage.statements import answers, statements
from lineage.test_noninterference import EXAMPLES
from shop import load

INDEXES = (
    "CREATE INDEX by_tier ON customers (tier, ssn)",
    "CREATE INDEX by_email ON customers (email)",
    "CREATE INDEX by_ssn ON customers (ssn, id)",
    "CREATE INDEX by_country ON customers (country, birth_date)",
)
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
WORLDS = {"first": f"opaq_answers_a{_WORKER}", "second": f"opaq_answers_b{_WORKER}"}
MODES = ("deny", "lookup")
POLICY = """
budget = 1000000000
[categories."custom.secret"]
mask = "redact"
predicates = "{}"
"""
COLUMN = '[[columns]]\nmatch = "*{}.{}"\ncategory = "custom.secret"\n'
_OWN = re.compile(r'^"(elapsed_ms|audit|profile)":.*$', re.MULTILINE)


def policy(mode: str) -> str:
    columns = [COLUMN.format(table, column) for table, secret in worlds.SECRET.items() for column in secret]
    return "\n".join([POLICY.format(mode), *columns])


def settle(home: Path, engine: str, places: dict[str, str]) -> dict[str, str]:
    """Profiles `first-deny` to `second-lookup` under this home; the environment of opaq there."""
    config = home / ".config/opaq"
    for mode in MODES:
        _write(config / f"policies/{mode}.toml", policy(mode))
        for world, place in places.items():
            text = f'engine = "{engine}"\npolicy = ["{mode}"]\n{place}\n'
            _write(config / f"profiles/{world}-{mode}.toml", text)
    return {"HOME": str(home), "TZ": "UTC"}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)


def begun(env: dict[str, str]) -> Opaq:
    """The first statement of a home begins its audit log and says so."""
    opaq = Opaq(env)
    assert opaq("-P", f"first-{MODES[0]}", "query", "select 1").code == 0
    return opaq


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opaq]:
    home = tmp_path_factory.mktemp("sqlite")
    for world in WORLDS:
        worlds.into_sqlite(home / world, second=world == "second", alike=True)
        connection = sqlite3.connect(home / world)
        connection.executescript(";\n".join((*INDEXES, "ANALYZE")))
        connection.close()
    opaq = begun(settle(home, "sqlite", {world: f'path = "{home / world}"' for world in WORLDS}))
    yield opaq
    opaq.close()


@pytest.fixture(scope="module", params=["postgresql", "mysql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def on_server(
    request: pytest.FixtureRequest, engine_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opaq]:
    server: servers.Server = request.getfixturevalue(f"{engine_name.replace('postgresql', 'postgres')}_server")
    for world, name in WORLDS.items():
        _fill(server, name, second=world == "second")
    login = f'host = "{server.host}"\nport = {server.port}\nuser = "{server.user}"\n'
    if server.password:
        login += 'password = { env = "WORLD_PASSWORD" }\n'
    places = {world: f'{login}database = "{name}"' for world, name in WORLDS.items()}
    env = settle(tmp_path_factory.mktemp(engine_name), engine_name, places)
    opaq = begun({**env, "WORLD_PASSWORD": server.password or ""})
    yield opaq
    opaq.close()
    for name in WORLDS.values():
        load.drop(server, name)


def _fill(server: servers.Server, name: str, *, second: bool) -> None:
    load.drop(server, name)
    admin = load.connect(server)
    admin.cursor().execute(f"CREATE DATABASE {name}")
    if server.kind == "postgresql":
        admin.cursor().execute(f"ALTER DATABASE {name} SET enable_seqscan = off")
    admin.close()
    connection = load.connect(server, name)
    cursor = connection.cursor()
    for statement in load.script(server.kind):
        cursor.execute(statement)
    for table in load.TABLES:
        rows = worlds.rows(table, second=second, alike=True)
        cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join('%s' for _ in rows[0])})", rows)
    for statement in (*INDEXES, *(_analyze(server.kind, table) for table in load.TABLES)):
        cursor.execute(statement)
    connection.close()


def _analyze(engine: str, table: str) -> str:
    if engine == "mysql":
        return f"ANALYZE TABLE {table}"
    secret = worlds.SECRET.get(table, ())
    without = [f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0" for column in secret]
    return "; ".join([*without, f"ANALYZE {table}"])


def printed(opaq: Opaq, world: str, mode: str, sql: str) -> Answer:
    """Without what belongs to the run: its time, its record, and the names of its profile and database."""
    code, out, err = opaq("-P", f"{world}-{mode}", "--no-input", "query", "--json", "--limit", "0", sql)
    own = WORLDS[world]
    return Answer(code, _OWN.sub("", out).replace(own, "world"), err.replace(own, "world"))


EVERYTHING = st.one_of(answers(), answers(), statements())


@pytest.mark.parametrize("mode", MODES)
@settings(max_examples=EXAMPLES // 3, deadline=None, suppress_health_check=list(HealthCheck))
@given(sql=EVERYTHING)
def test_sqlite_prints_the_same(on_sqlite: Opaq, mode: str, sql: str) -> None:
    assert printed(on_sqlite, "first", mode, sql) == printed(on_sqlite, "second", mode, sql)


@pytest.mark.parametrize("mode", MODES)
@settings(max_examples=EXAMPLES // 3, deadline=None, suppress_health_check=list(HealthCheck))
@given(sql=EVERYTHING)
def test_a_server_prints_the_same(on_server: Opaq, engine_name: str, mode: str, sql: str) -> None:
    assume("OVER" not in sql or engine_name == "postgresql")  # MariaDB sorts by addresses what a window leaves equal
    assert printed(on_server, "first", mode, sql) == printed(on_server, "second", mode, sql)
