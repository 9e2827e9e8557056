"""Connections that fail: a code and a way out, never a password or the server's words; TLS never falls back."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import servers
from asking import admitted, opened
from opaq.engines import registry
from opaq.engines.transport import conninfo, tls_mode
from opaq.errors import ConnectionFailed, OpaqError, TimedOut, UsageError
from opaq.model.address import Address, Limits, Tls
from opaq.model.record import replace
from opaq.model.secret import Secret
from shop import load
from targets import Target

CANARY = "canary-pw-5150"


@pytest.fixture(params=["postgresql", "mysql"])
def server(request: pytest.FixtureRequest) -> Target:
    target: Target = request.getfixturevalue(f"shop_{request.param}")
    return target


def fails(address: Address, secret: Secret | None, limits: Limits | None = None) -> OpaqError:
    with pytest.raises(OpaqError) as caught:
        registry.load(address.engine).connect(address, secret, limits or Limits(connect_seconds=2)).close()
    error = caught.value
    assert CANARY not in f"{error!r} {error.message} {error.hint} {error.why} {error.args} {error.__context__!r}"
    return error


def test_a_wrong_password_is_told_apart(server: Target) -> None:
    if not server.secret or not server.secret.reveal():
        pytest.skip("the given server asks for no password")
    assert fails(server.address, Secret(CANARY)).code == "OPQ-C002"


def test_a_missing_database_is_told_apart(server: Target) -> None:
    assert fails(replace(server.address, database="nowhere"), server.secret).code in ("OPQ-C004", "OPQ-D006")


UNREACHED = {
    "nobody listens": ("127.0.0.1", "nothing listens"),
    "a name nobody has": ("no-such-host.invalid", "name of the database's host"),
    "no socket": ("/nonexistent", "no socket"),
}


@pytest.mark.parametrize("case", UNREACHED)
@pytest.mark.parametrize("engine", ["postgresql", "mysql"])
def test_why_a_server_is_not_reached_is_told_apart(engine: str, case: str) -> None:
    host, told = UNREACHED[case]
    error = fails(Address(engine, host=host, port=servers.free_port(), user="u", database="d"), None)
    assert error.code == "OPQ-C001"
    assert error.retryable
    assert told in error.message


@pytest.fixture
def silent_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_silent_server_is_given_up(server: Target, silent_port: int) -> None:
    began = time.monotonic()
    error = fails(replace(server.address, port=silent_port), server.secret, Limits(connect_seconds=1))
    assert isinstance(error, ConnectionFailed | TimedOut)
    assert time.monotonic() - began < 4


def test_a_server_without_tls_is_refused_where_tls_is_asked_for(server: Target) -> None:
    address = replace(server.address, tls=Tls(mode="verify-full"))
    assert isinstance(fails(address, server.secret), ConnectionFailed)


OFF_LOOPBACK = ["db.internal", "10.1.2.3", "localhost.example.com", "2001:db8::1"]


@pytest.mark.parametrize("host", OFF_LOOPBACK)
def test_off_loopback_the_default_is_full_verification(host: str) -> None:
    assert tls_mode(Address("postgresql", host=host)) == "verify-full"


@pytest.mark.parametrize("host", ["", "/run/postgresql", "localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_on_loopback_and_sockets_tls_is_optional(host: str) -> None:
    assert tls_mode(Address("postgresql", host=host)) == "prefer"


@pytest.mark.parametrize("host", OFF_LOOPBACK)
def test_off_loopback_tls_cannot_be_disabled(host: str) -> None:
    with pytest.raises(UsageError) as caught:
        tls_mode(Address("mysql", host=host, tls=Tls(mode="disable")))
    assert caught.value.code == "OPQ-U023"


def test_a_given_authority_means_verification_on_loopback_too(tmp_path: Path) -> None:
    assert tls_mode(Address("mysql", host="127.0.0.1", tls=Tls(ca=tmp_path / "ca.pem"))) == "verify-full"


def test_an_unknown_tls_mode_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        tls_mode(Address("mysql", host="127.0.0.1", tls=Tls(mode="prefer")))
    assert caught.value.code == "OPQ-U022"


def test_connection_options_that_could_weaken_a_session_are_refused() -> None:
    with pytest.raises(UsageError) as caught:
        conninfo(
            Address("postgresql", host="127.0.0.1", options={"options": "-c default_transaction_read_only=off"}), None
        )
    assert caught.value.code == "OPQ-U024"


def test_no_part_of_an_address_can_add_a_connection_option() -> None:
    text = conninfo(
        Address("postgresql", host="h' sslmode='disable", database="d\\' x", user="u"), Secret("p' sslmode='disable")
    )
    from psycopg.conninfo import conninfo_to_dict

    assert conninfo_to_dict(text.decode())["sslmode"] == "verify-full"


def test_ambient_settings_of_libpq_do_not_weaken_a_session(
    shop_postgresql: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=off -c standard_conforming_strings=off")
    monkeypatch.setenv("PGSSLMODE", "disable")
    with opened(shop_postgresql) as session:
        rows = [
            row
            for name in ("transaction_read_only", "standard_conforming_strings", "transaction_isolation")
            for batch in session.execute(admitted(session, f"SHOW {name}"), {}, Limits(), bulk=False)
            for row in batch.columns[0].cells()
        ]
    assert rows == ["on", "on", "repeatable read"]


SESSIONS = {
    "postgresql": "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%canary_' || 'alias%' AND pid <> pg_backend_pid()",
    "mysql": "SELECT count(*) FROM information_schema.processlist WHERE info LIKE concat('%canary_', 'alias%') AND id <> connection_id()",
}
LONG = {
    "postgresql": "SELECT count(*) AS canary_alias FROM generate_series(1, 100000) a, generate_series(1, 10000) b",
    "mysql": "SELECT count(*) AS canary_alias FROM payments a, payments b, payments c, payments d WHERE a.id + b.id > c.id - d.id",  # within max_join_size,
}


def running(server: servers.Server) -> int:
    connection = load.connect(server)
    try:
        cursor = connection.cursor()
        cursor.execute(SESSIONS[server.kind])
        return int(cursor.fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize("kind", ["postgresql", "mysql"])
def test_a_cancelled_query_is_gone_from_the_server_within_a_second(kind: str, request: pytest.FixtureRequest) -> None:
    target = request.getfixturevalue(f"shop_{kind}")
    server = request.getfixturevalue("postgres_server" if kind == "postgresql" else "mysql_server")
    with opened(target) as session:
        statement = admitted(session, LONG[kind])
        session.examine(statement, {})

        def read() -> None:
            with pytest.raises(OpaqError):
                for _ in session.execute(statement, {}, Limits(), bulk=True):
                    pass

        reader = threading.Thread(target=read)
        reader.start()
        deadline = time.monotonic() + 5
        while not running(server) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert running(server) == 1
        session.cancel()
        deadline = time.monotonic() + 1
        while running(server) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert running(server) == 0
        reader.join(5)


def test_the_developers_machine_is_locked_out(locked_out: Path) -> None:
    assert os.environ["HOME"] == str(locked_out)
    assert not [name for name in os.environ if name.startswith(("PGPASS", "PGHOST", "MYSQL_"))]
