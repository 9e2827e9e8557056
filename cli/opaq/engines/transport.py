"""How far a connection may be trusted: one rule for TLS, for every server engine.

Off loopback and sockets a connection is `verify-full` unless the profile says
otherwise, and nothing falls back to less than was asked for.
"""

from __future__ import annotations

import os

from opaq.engines.conditions import of_connect
from opaq.errors import UsageError
from opaq.model.address import Address
from opaq.model.secret import Secret

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
MODES = frozenset({"default", "verify-full", "verify-ca", "require", "disable"})

_LIBPQ_OPTIONS = frozenset(
    {
        "application_name",
        "channel_binding",
        "gssencmode",
        "keepalives",
        "keepalives_count",
        "keepalives_idle",
        "keepalives_interval",
        "krbsrvname",
        "load_balance_hosts",
        "target_session_attrs",
        "tcp_user_timeout",
    }
)


def is_local(address: Address) -> bool:
    """True for sockets and loopback names, where nobody can stand between."""
    host = address.host
    return not host or host.startswith(("/", "127.")) or host in LOOPBACK


def tls_mode(address: Address) -> str:
    """The mode that holds: `disable`, `prefer` (local only), `require`, `verify-ca` or `verify-full`."""
    mode = address.tls.mode
    if mode not in MODES:
        raise UsageError(
            "OPQ-U022", f'TLS mode "{mode}" is not known', hint="known modes are " + ", ".join(sorted(MODES))
        )
    if mode == "default":
        return "prefer" if is_local(address) and address.tls.ca is None else "verify-full"
    if mode == "disable" and not is_local(address):
        raise UsageError(
            "OPQ-U023", "TLS cannot be disabled off loopback", hint='set tls.mode = "verify-full" and tls.ca'
        )
    return mode


def conninfo(address: Address, secret: Secret | None) -> bytes:
    """libpq's connection string. Holds the password: for the driver only, never shown."""
    mode = tls_mode(address)
    parts: dict[str, str] = {
        "application_name": "opaq",
        "dbname": address.database or address.user,
        "gssencmode": "disable",
        "client_encoding": "UTF8",
        "options": "",
        "sslmode": mode,
        **_place(address),
        **_certificates(address, mode),
    }
    if address.user:
        parts["user"] = address.user
    if secret is not None:
        parts["password"] = secret.reveal()
    for name, value in address.options.items():
        if name not in _LIBPQ_OPTIONS:
            raise UsageError("OPQ-U024", f'connection option "{name}" is not allowed')
        parts[name] = value
    return " ".join(f"{name}='{_escaped(value)}'" for name, value in parts.items()).encode()


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def _place(address: Address) -> dict[str, str]:
    place = {}
    if address.port is not None:
        place["port"] = str(address.port)
    host = address.host or _socket_directory(address.port or 5432)
    if address.tls.server_name:
        place["host"], place["hostaddr"] = address.tls.server_name, _numeric(host)
    elif host:
        place["host"] = host
    return place


def _numeric(host: str) -> str:
    """The address of a host, for a connection whose name to verify is another. Raises ConnectionFailed."""
    import socket

    try:
        return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])
    except OSError as error:
        raise of_connect(error) from None


def _socket_directory(port: int) -> str:
    for directory in ("/var/run/postgresql", "/run/postgresql", "/tmp"):  # noqa: S108  where servers put their socket
        if os.path.exists(f"{directory}/.s.PGSQL.{port}"):
            return directory
    return ""


def _certificates(address: Address, mode: str) -> dict[str, str]:
    tls = address.tls
    files = {"sslcert": tls.cert, "sslkey": tls.key, "sslrootcert": tls.ca}
    found = {name: str(path) for name, path in files.items() if path is not None}
    if mode.startswith("verify") and "sslrootcert" not in found:
        found["sslrootcert"] = _trusted_roots()
    return found


def _trusted_roots() -> str:
    import ssl  # 7 ms; off loopback only

    paths = ssl.get_default_verify_paths()
    return paths.cafile or "system"
