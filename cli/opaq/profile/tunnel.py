"""A database behind an ssh host: the system's `ssh` forwards a local port for the time of one session.

Keys, agents, jump hosts and host checks stay ssh's business; off a terminal it runs
in batch mode and asks nothing. The certificate is still checked against the
database's own name (`Tls.server_name`), not against the loopback address.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from opaq.errors import ConnectionFailed
from opaq.model.address import Address
from opaq.model.record import replace
from opaq.profile.types import Profile, Tunnel

DEFAULT_PORTS = {"postgresql": 5432, "mysql": 3306}


@contextmanager
def opened(profile: Profile, through: Tunnel) -> Iterator[Address]:
    """The address of the tunnel's near end; ssh ends with it. Raises ConnectionFailed (OPQ-P018)."""
    address = profile.address
    local = _free_port()
    remote_port = address.port or DEFAULT_PORTS[address.engine]
    command = command_of(through, local, address.host or "localhost", remote_port, profile.connect_timeout)
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603
    except OSError as error:
        raise ConnectionFailed("OPQ-P018", "cannot start ssh", hint="is ssh installed?") from error
    try:
        _wait_for(process, local, profile.connect_timeout)
        tls = replace(address.tls, server_name=address.tls.server_name or address.host)
        mode = "verify-full" if tls.mode == "default" and not address.host.startswith("localhost") else tls.mode
        yield replace(address, host="127.0.0.1", port=local, tls=replace(tls, mode=mode))
    finally:
        process.terminate()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def command_of(tunnel: Tunnel, local: int, host: str, port: int, seconds: float) -> list[str]:
    """ssh's argument list; everything that could be read as an option stands behind `--`."""
    batch = "no" if sys.stdin.isatty() else "yes"
    command = ["ssh", "-N", "-o", "ExitOnForwardFailure=yes", "-o", f"BatchMode={batch}"]
    command += ["-o", f"ConnectTimeout={max(1, round(seconds))}", "-o", "ControlPath=none"]
    command += ["-L", f"127.0.0.1:{local}:{host}:{port}"]
    if tunnel.port:
        command += ["-p", str(tunnel.port)]
    if tunnel.user:
        command += ["-l", tunnel.user]
    return [*command, "--", tunnel.host]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(process: subprocess.Popen[bytes], port: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds + 5
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise ConnectionFailed("OPQ-P018", "the ssh tunnel did not open", hint="try the same host with ssh itself")
