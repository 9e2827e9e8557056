"""An ssh tunnel: the system's ssh is asked rightly, its near end is used, and it ends with the session."""

from __future__ import annotations

import os
import socket
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from opaq.errors import ConnectionFailed
from opaq.profile.reach import reachable
from opaq.profile.resolve import resolve
from opaq.profile.tunnel import command_of
from opaq.profile.types import Profile, Tunnel

FAKE_SSH = """#!/usr/bin/env python3
import os, socket, sys, threading
forward = sys.argv[sys.argv.index("-L") + 1]
local, port, host, remote = forward.split(":")
open(os.environ["SSH_LOG"], "w").write("\\n".join(sys.argv[1:]))
server = socket.create_server((local, int(port)))
while True:
    near, _ = server.accept()
    far = socket.create_connection((host, int(remote)))
    def copy(a, b):
        while data := a.recv(4096):
            b.sendall(data)
        b.close()
    threading.Thread(target=copy, args=(near, far), daemon=True).start()
    threading.Thread(target=copy, args=(far, near), daemon=True).start()
"""


@dataclass
class Far:
    """A server behind the tunnel that says hello."""

    port: int


@pytest.fixture
def far() -> Far:
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            client.sendall(b"hello")
            client.close()

    threading.Thread(target=serve, daemon=True).start()
    yield Far(server.getsockname()[1])
    server.close()


def profile(tmp_path: Path, port: int) -> Profile:
    directory = tmp_path / ".config/opaq/profiles"
    directory.mkdir(parents=True)
    text = f'engine = "postgresql"\nhost = "localhost"\nport = {port}\nconnect_timeout = 3\nssh = {{ host = "bastion", user = "ann" }}\n'
    (directory / "app.toml").write_text(text)
    (directory / "app.toml").chmod(0o600)
    return resolve("app", {"HOME": str(tmp_path)}, cwd=tmp_path, system=tmp_path / "etc")


@pytest.fixture
def fake_ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Real forwarding without a real bastion: a program called ssh that forwards as asked."""
    program = tmp_path / "bin/ssh"
    program.parent.mkdir()
    program.write_text(FAKE_SSH)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("SSH_LOG", str(tmp_path / "ssh.log"))
    return tmp_path / "ssh.log"


def test_bytes_come_through_the_near_end(fake_ssh: Path, tmp_path: Path, far: Far) -> None:
    with reachable(profile(tmp_path, far.port)) as address:
        assert address.host == "127.0.0.1"
        with socket.create_connection((address.host, address.port or 0)) as near:
            assert near.recv(5) == b"hello"
        ended = address.port or 0
    with pytest.raises(OSError, match=r"."):
        socket.create_connection(("127.0.0.1", ended), timeout=1).close()
    assert fake_ssh.read_text().splitlines()[-4:] == ["-l", "ann", "--", "bastion"]


def test_the_certificate_is_checked_against_the_far_name(fake_ssh: Path, tmp_path: Path, far: Far) -> None:
    with reachable(profile(tmp_path, far.port)) as address:
        assert address.tls.server_name == "localhost"


def test_an_ssh_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin/ssh"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 255\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    with pytest.raises(ConnectionFailed) as caught, reachable(profile(tmp_path, 1)):
        pass
    assert caught.value.code == "OPQ-P018"


def test_a_host_cannot_be_an_option_of_ssh() -> None:
    command = command_of(Tunnel("-oProxyCommand=evil"), 1, "db", 5432, 10)
    assert command[-2:] == ["--", "-oProxyCommand=evil"]
