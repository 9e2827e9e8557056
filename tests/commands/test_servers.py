"""Servers of their own, with a certificate for another name: what is refused, and what a person at the terminal may mend."""

from __future__ import annotations

import datetime
import ipaddress
import os
import select
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pexpect
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

import servers

from .conftest import Run

NAME = "db.internal"
"""The only name in the certificate; the servers listen on 127.0.0.1."""
PASSWORD = "correct horse"


class Guarded(NamedTuple):
    """A server with TLS, and what a profile says of it."""

    url: str
    ca: Path


def certificate(directory: Path) -> tuple[Path, Path]:
    """(certificate, key), self-signed for `NAME`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    today = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("10.9.8.7"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = directory / "tls.crt", directory / "tls.key"
    paths[0].write_bytes(built.public_bytes(serialization.Encoding.PEM))
    pkcs8, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, pkcs8, plain))
    paths[1].chmod(0o600)
    if os.getuid() == 0:
        for path in paths:
            shutil.chown(path, servers.UNPRIVILEGED)
    return paths


class Doorman:
    """TLS in front of a PostgreSQL that was built without it: answers the SSLRequest, then passes every byte on."""

    def __init__(self, crt: Path, key: Path, behind: int) -> None:
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(crt, key)
        self._behind = behind
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        while True:
            guest, _ = self._door.accept()
            threading.Thread(target=self._lead, args=(guest,), daemon=True).start()

    def _lead(self, guest: socket.socket) -> None:
        with suppress(OSError), guest, socket.create_connection(("127.0.0.1", self._behind)) as host:
            guest.recv(8)  # SSLRequest (PostgreSQL manual, 54.2.10)
            guest.sendall(b"S")
            with self._tls.wrap_socket(guest, server_side=True) as inside:
                while True:
                    ready = [inside] if inside.pending() else select.select([inside, host], [], [])[0]
                    for one, other in ((inside, host), (host, inside)):
                        if one in ready:
                            data = one.recv(65536)
                            if not data:
                                return
                            other.sendall(data)


@pytest.fixture(scope="module", params=["postgresql", "mysql"])
def guarded(request: pytest.FixtureRequest) -> Iterator[Guarded]:
    """Started for this module with the certificate; a role `asker` has a password."""
    home = Path(tempfile.mkdtemp(prefix="opaq-tls-", dir="/tmp"))  # short: socket paths end at 107 bytes
    home.chmod(0o755)
    crt, key = certificate(home)
    try:
        if request.param == "postgresql":
            process, port, place, _ = servers.start_postgresql(home / "pg")
            tell_postgresql(place, port, f"CREATE ROLE asker LOGIN PASSWORD '{PASSWORD}'")
            port = Doorman(crt, key, port).port
        else:
            process, port, place, _ = servers.start_mariadb(home / "my", (f"--ssl-cert={crt}", f"--ssl-key={key}"))
            tell_mariadb(place, f"CREATE USER asker IDENTIFIED BY '{PASSWORD}'")
    except servers.Unavailable as error:
        shutil.rmtree(home, ignore_errors=True)
        if os.environ.get("CI"):
            pytest.fail(f"{request.param} is required under CI: {error}")
        pytest.skip(str(error))
    database = "postgres" if request.param == "postgresql" else "information_schema"
    yield Guarded(f"{request.param}://asker@127.0.0.1:{port}/{database}", crt)
    process.terminate()
    process.wait(20)
    shutil.rmtree(home, ignore_errors=True)


def tell_postgresql(place: str, port: int, sql: str) -> None:
    import psycopg

    with psycopg.connect(host=place, port=port, user="boot", dbname="postgres", autocommit=True) as connection:
        connection.execute(sql)


def tell_mariadb(place: str, sql: str) -> None:
    import pymysql

    connection = pymysql.connect(unix_socket=place, user="root")
    connection.cursor().execute(sql)
    connection.close()


def add(opaq: Run, guarded: Guarded, *more: str) -> subprocess.CompletedProcess[str]:
    return opaq("profile", "add", "far", "--url", guarded.url, *more)


def test_a_certificate_for_another_name_is_refused_with_the_way_out(
    opaq: Run, guarded: Guarded, tmp_path: Path
) -> None:
    secret = tmp_path / "password"
    secret.write_text(PASSWORD)
    secret.chmod(0o600)
    add(opaq, guarded, "--tls", "verify-full", "--tls-ca", str(guarded.ca), "--password-file", str(secret))
    done = opaq("query", "-P", "far", "select 1")
    assert (done.returncode, done.stdout) == (3, "")
    assert "error[OPQ-C003]" in done.stderr
    assert "tls.server_name" in done.stderr


def test_a_certificate_nobody_vouches_for_is_refused(opaq: Run, guarded: Guarded) -> None:
    add(opaq, guarded, "--tls", "verify-full")
    done = opaq("query", "-P", "far", "select 1")
    assert (done.returncode, "error[OPQ-C003]" in done.stderr) == (3, True)


def test_the_name_in_the_certificate_may_be_told(opaq: Run, guarded: Guarded, tmp_path: Path, locked_out: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text(PASSWORD)
    secret.chmod(0o600)
    add(opaq, guarded, "--tls", "verify-full", "--tls-ca", str(guarded.ca), "--password-file", str(secret))
    profile = locked_out / ".config/opaq/profiles/far.toml"
    profile.write_text(profile.read_text().replace("[tls]", f'[tls]\nserver_name = "{NAME}"'))
    done = opaq("query", "-P", "far", "-tA", "select 42")
    assert (done.stdout, done.returncode) == ("42\n", 0), done.stderr


@pytest.mark.parametrize(("typed", "code"), [(("wrong", PASSWORD), 0), (("wrong",) * 3, 3)])
def test_a_person_may_type_a_password_again(opaq: Run, guarded: Guarded, typed: tuple[str, ...], code: int) -> None:
    add(opaq, guarded, "--password-prompt")
    opaq("query", "-P", "shop", "select 1")
    argv = ["-m", "opaq", "query", "-P", "far", "-tA", "select 42"]
    child = pexpect.spawn(sys.executable, argv, env=dict(os.environ), encoding="utf-8", timeout=30)
    for word in typed:
        child.expect("Password for asker at 127.0.0.1: ")
        child.sendline(word)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == code
    assert ("42" if code == 0 else "OPQ-C002") in child.before
    assert not any(word in child.before for word in typed)


def test_nobody_is_asked_twice_off_a_terminal(opaq: Run, guarded: Guarded) -> None:
    add(opaq, guarded)
    done = opaq("query", "-P", "far", "select 1")
    assert (done.returncode, done.stdout) == (3, "")
    assert "OPQ-C002" in done.stderr
    assert "leads to asker@127.0.0.1" in done.stderr


def test_a_password_is_asked_for_when_no_source_had_one(opaq: Run, guarded: Guarded) -> None:
    add(opaq, guarded)
    opaq("query", "-P", "shop", "select 1")
    child = pexpect.spawn(
        sys.executable, ["-m", "opaq", "profile", "test", "far"], env=dict(os.environ), encoding="utf-8", timeout=30
    )
    child.expect("Password for asker at 127.0.0.1: ")
    child.sendline(PASSWORD)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
