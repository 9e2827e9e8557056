"""A table that inherits is read as clearly as any other, and masks what its parent masks."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import servers
from opaq.model.address import Address
from opaq.model.secret import Secret
from shop import load
from targets import Target

from .conftest import OPAQ, write_profile

NAME = f"opaq_inherits_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
SCHEMA = (
    "CREATE TABLE people (id int, full_name text)",
    "CREATE TABLE staff (dept text) INHERITS (people)",
    "INSERT INTO staff SELECT g, 'Ada Nr' || g, 'dept ' || g % 3 FROM generate_series(1, 30) g",
)


@pytest.fixture
def staffed(postgres_server: servers.Server, locked_out: Path) -> Iterator[None]:
    load.drop(postgres_server, NAME)
    for database, statements in ((None, (f"CREATE DATABASE {NAME}",)), (NAME, SCHEMA)):
        connection = load.connect(postgres_server, database)
        for statement in statements:
            connection.cursor().execute(statement)
        connection.close()
    server = postgres_server
    address = Address("postgresql", host=server.host, port=server.port, database=NAME, user=server.user)
    write_profile(locked_out, "staff", Target(address, Secret(server.password) if server.password else None))
    yield
    load.drop(postgres_server, NAME)


@pytest.mark.usefixtures("staffed")
def test_columns_of_a_child_are_known_and_masked_like_their_parents() -> None:
    statement = "select dept, count(*), min(id), max(full_name) from staff group by dept order by dept"
    command = [*OPAQ, "-P", "staff", "--no-input", "query", "--csv", "--no-header", statement]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    rows = [line.split(",") for line in result.stdout.splitlines()]
    assert [row[:3] for row in rows] == [["dept 0", "10", "3"], ["dept 1", "10", "1"], ["dept 2", "10", "2"]], (
        result.stderr
    )
    assert not any("Ada" in row[3] for row in rows)
