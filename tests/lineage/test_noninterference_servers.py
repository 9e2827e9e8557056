"""The same, on the servers: what is shown of two databases with other secrets is the same, row for row."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

import servers
from lineage import worlds
from lineage.statements import statements
from lineage.test_noninterference import EXAMPLES, MODES, judged
from opaq.engines import registry
from opaq.engines.types import Session
from opaq.model.address import Address, Limits
from opaq.model.lineage import Exposure
from opaq.model.secret import Secret
from shop import load

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
NAMES = (f"opaq_world_a{_WORKER}", f"opaq_world_b{_WORKER}")


class Worlds:
    """Two databases of one server; sessions are made anew after a statement that the database rejected."""

    def __init__(self, server: servers.Server) -> None:
        self.server = server
        for name, second in zip(NAMES, (False, True), strict=True):
            load.drop(server, name)
            admin = load.connect(server)
            admin.cursor().execute(f"CREATE DATABASE {name}")
            admin.close()
            connection = load.connect(server, name)
            self._fill(connection.cursor(), second=second)
            connection.close()
        self.raw = [load.connect(server, name) for name in NAMES]

    def _fill(self, cursor: Any, *, second: bool) -> None:
        for statement in load.script(self.server.kind):
            cursor.execute(statement)
        for table in load.TABLES:
            rows = worlds.rows(table, second=second)
            cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join('%s' for _ in rows[0])})", rows)

    def session(self) -> Session:
        server = self.server
        address = Address(server.kind, host=server.host, port=server.port, database=NAMES[0], user=server.user)
        secret = Secret(server.password) if server.password else None
        return registry.load(server.kind).connect(address, secret, Limits())

    def close(self) -> None:
        for connection in self.raw:
            connection.close()
        for name in NAMES:
            load.drop(self.server, name)


@pytest.fixture(scope="module", params=["postgresql", "mysql"])
def pair(request: pytest.FixtureRequest) -> Iterator[Worlds]:
    kind = "postgres" if request.param == "postgresql" else request.param
    made = Worlds(request.getfixturevalue(f"{kind}_server"))
    yield made
    made.close()


def shown(connection: Any, sql: str, clear: list[bool]) -> object:
    """The cells in the clear, without order; `failed` when the statement fails."""
    cursor = connection.cursor()
    try:
        cursor.execute(sql)
        fetched = cursor.fetchall()
    except Exception:
        return "failed"
    return Counter(repr([c if ok else "*" for c, ok in zip(row, clear, strict=True)]) for row in fetched)


@pytest.mark.parametrize("mode", MODES)
@settings(max_examples=EXAMPLES // 3, deadline=None, suppress_health_check=list(HealthCheck))
@given(sql=statements())
def test_what_is_shown_does_not_depend_on_secrets(pair: Worlds, mode: str, sql: str) -> None:
    assume("LIMIT" not in sql)  # without a total order a server may choose other rows of equal rank
    text = sql.replace("c.birth_date", "CAST(c.birth_date AS char(10))")
    session = pair.session()
    try:
        answered = judged(session, text, mode)
    finally:
        session.close()
    assume(answered is not None and not answered.objections)
    assert answered is not None
    clear = [lineage.exposure is Exposure.CLEAR for lineage in answered.outputs]
    first, second = (shown(connection, text, clear) for connection in pair.raw)
    assert first == second
