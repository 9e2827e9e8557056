"""What the databases' own clients would use: PG*, pg_service.conf, ~/.my.cnf [client].

These fill gaps only: a profile that names its host keeps it, whatever PGHOST says.
Sources: PostgreSQL manual 34.15 (environment), 34.17 (service file); MySQL manual
4.2.2.2 (option files).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opaq.errors import UsageError
from opaq.profile.files import Places

PG_VARIABLES = {
    "PGHOST": "host",
    "PGPORT": "port",
    "PGDATABASE": "database",
    "PGUSER": "user",
    "PGSSLMODE": "tls.mode",
    "PGSSLROOTCERT": "tls.ca",
    "PGSSLCERT": "tls.cert",
    "PGSSLKEY": "tls.key",
}
SERVICE_KEYS = {
    "host": "host",
    "port": "port",
    "dbname": "database",
    "user": "user",
    "sslmode": "tls.mode",
    "sslrootcert": "tls.ca",
    "sslcert": "tls.cert",
    "sslkey": "tls.key",
}
SSL_MODES = {"disable": "disable", "require": "require", "verify-ca": "verify-ca", "verify-full": "verify-full"}
"""`allow` and `prefer` fall back silently, so they count as not set."""


def fill(values: dict[str, Any], origins: dict[str, str], env: Mapping[str, str], where: Places) -> None:
    """Add what is missing. Raises UsageError (OPQ-P015) for a service that does not exist."""
    engine = values.get("engine")
    if engine == "postgresql":
        service = values.get("service") or env.get("PGSERVICE")
        if service:
            section, path = read_service(service, env, where)
            _take(values, origins, {SERVICE_KEYS[k]: v for k, v in section.items() if k in SERVICE_KEYS}, str(path))
        for variable, key in PG_VARIABLES.items():
            if env.get(variable):
                _take(values, origins, {key: env[variable]}, f"environment {variable}")
    elif engine == "mysql":
        path = where.home / ".my.cnf"
        client = read_ini(path).get("client", {})
        known = {k: v for k, v in client.items() if k in ("host", "port", "socket", "user", "database")}
        if "host" in values:
            known.pop("socket", None)  # the profile says where; the file's socket is another server's
        _take(values, origins, known, "~/.my.cnf [client]")


def _take(values: dict[str, Any], origins: dict[str, str], found: Mapping[str, str], origin: str) -> None:
    for key, text in found.items():
        if key in values or (key == "host" and "socket" in values):
            continue
        value: Any = text
        if key == "port":
            if not text.isdecimal():
                continue
            value = int(text)
        if key == "tls.mode":
            if text not in SSL_MODES:
                continue
            value = SSL_MODES[text]
        values[key] = value
        origins[key] = origin


def read_service(service: str, env: Mapping[str, str], where: Places) -> tuple[dict[str, str], Path]:
    """The section of that name. The user's file is searched first, as libpq does."""
    candidates = [Path(env["PGSERVICEFILE"])] if env.get("PGSERVICEFILE") else [where.home / ".pg_service.conf"]
    candidates.append(Path(env.get("PGSYSCONFDIR") or "/etc/postgresql-common") / "pg_service.conf")
    for path in candidates:
        section = read_ini(path).get(service)
        if section is not None:
            return section, path
    looked = ", ".join(str(path) for path in candidates)
    raise UsageError("OPQ-P015", f'service "{service}" not found', hint=f"opaq looked in {looked}")


def read_ini(path: Path) -> dict[str, dict[str, str]]:
    """Sections of key = value lines; dashes in keys read as underscores, quotes around values are dropped.

    The three formats that need it (service file, option file) are simpler than
    configparser's and must not interpolate.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    sections: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1].strip(), {})
        elif line and line[0] not in "#;!" and "=" in line:
            key, _, value = line.partition("=")
            current[key.strip().replace("-", "_")] = _unquoted(value.strip())
    return sections


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"" else value
