"""Database URLs -> profile settings. A password inside one is refused, not taken.

Grammar: PostgreSQL manual 34.1.1.2 for `postgresql://`, and the same shape for
`mysql://`. What a URL cannot say (policies, password sources) is an option of
`opaq profile add`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from opaq.errors import UsageError

ENGINES = {
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite",
}
SSL_MODES = ("disable", "require", "verify-ca", "verify-full")
QUERY_KEYS = {
    "host": "host",
    "socket": "socket",
    "unix_socket": "socket",
    "port": "port",
    "dbname": "database",
    "user": "user",
}


def settings_of(url: str) -> dict[str, Any]:
    """Keys of a profile file. Raises UsageError OPQ-P008 (password inside), OPQ-P009; the URL is not repeated."""
    try:
        parts = urlsplit(url)
        port = parts.port
        password = parts.password
    except ValueError:
        raise _not_understood("host or port") from None
    engine = ENGINES.get(parts.scheme)
    if engine is None:
        raise _not_understood("the part before ://")
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if password is not None or any(key in query for key in ("password", "passwd", "sslpassword")):
        raise UsageError(
            "OPQ-P008",
            "the URL has a password in it",
            why="URLs end up in shell histories and process lists",
            hint="leave it out; give --password-file FILE or --password-command ARG..., or use ~/.pgpass or ~/.my.cnf",
        )
    if engine == "sqlite":
        return {"engine": "sqlite", "path": unquote(parts.path[1:])}
    return _server(engine, parts.hostname, port, unquote(parts.path[1:]), unquote(parts.username or ""), query)


def _server(
    engine: str, host: str | None, port: int | None, database: str, user: str, query: dict[str, str]
) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "engine": engine,
        "host": unquote(host or ""),
        "port": port,
        "database": database,
        "user": user,
    }
    for key, value in query.items():
        if key in QUERY_KEYS:
            settings[QUERY_KEYS[key]] = value
        elif key in ("sslmode", "ssl-mode", "tls"):
            settings.setdefault("tls", {})["mode"] = _mode(value)
        elif key in ("sslrootcert", "ssl-ca"):
            settings.setdefault("tls", {})["ca"] = value
        else:
            raise _not_understood(f'the parameter "{key}"' if key.isidentifier() else "a parameter")
    if settings.get("socket"):
        settings.pop("host")
    if isinstance(settings.get("port"), str):
        if not settings["port"].isdecimal():
            raise _not_understood("port")
        settings["port"] = int(settings["port"])
    return {key: value for key, value in settings.items() if value}


def _mode(value: str) -> str:
    mode = value.lower().replace("_", "-").replace("verify-identity", "verify-full")
    if mode not in SSL_MODES:
        raise UsageError(
            "OPQ-P009", "the URL asks for a TLS mode that may fall back", hint="use " + ", ".join(SSL_MODES)
        )
    return mode


def _not_understood(what: str) -> UsageError:
    return UsageError(
        "OPQ-P009", f"cannot understand {what} of the URL", hint="postgresql://user@host:5432/database or mysql://..."
    )
