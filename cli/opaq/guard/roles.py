"""How to make a role that can only read, per engine: what `opaq doctor` prints.

`{role}`, `{database}` and `{schema}` are filled in, quoted where they must be.
"""

from __future__ import annotations

from opaq.guard.types import Dialect

RECIPES: dict[Dialect, tuple[tuple[str, str], ...]] = {
    Dialect.POSTGRESQL: (
        ("a role that is nobody's member and cannot write", "CREATE ROLE {role} LOGIN NOINHERIT CONNECTION LIMIT 20"),
        ("read-only and bounded in time by default", "ALTER ROLE {role} SET default_transaction_read_only = on"),
        ("", "ALTER ROLE {role} SET statement_timeout = '30s'"),
        ("", "ALTER ROLE {role} SET idle_in_transaction_session_timeout = '2min'"),
        (
            "bounded in temporary files; without it opaq can only go by the plan",
            "ALTER ROLE {role} SET temp_file_limit = '256MB'",
        ),
        ("reading, and nothing else", "GRANT CONNECT ON DATABASE {database} TO {role}"),
        ("", "GRANT USAGE ON SCHEMA {schema} TO {role}"),
        ("", "GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}"),
        (
            "tables made later too; run as their owner",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {role}",
        ),
        ("what everybody may do by default", "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC"),
        ("before PostgreSQL 15", "REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        (
            "functions are open to everybody by default",
            "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC",
        ),
    ),
    Dialect.MYSQL: (
        ("a user over TLS", "CREATE USER {role} IDENTIFIED BY RANDOM PASSWORD REQUIRE SSL"),
        ("MariaDB makes no random password", "CREATE USER {role} IDENTIFIED BY '...' REQUIRE SSL"),
        ("reading, and the text of views", "GRANT SELECT, SHOW VIEW ON {database}.* TO {role}"),
        ("bounded in connections", "ALTER USER {role} WITH MAX_USER_CONNECTIONS 20"),
        ("MariaDB: bounded in time", "ALTER USER {role} WITH MAX_STATEMENT_TIME 30"),
        ("nothing that leaves the database", "REVOKE FILE, PROCESS, SUPER, EXECUTE ON *.* FROM {role}"),
    ),
    Dialect.SQLITE: (
        ("a file that only its owner can write", "chmod 640 FILE; chgrp READERS FILE"),
        ("the directory too: journals are made beside the file", "chmod 750 DIRECTORY"),
    ),
}
"""(why, statement); an empty why continues the one above."""


def recipe(
    dialect: Dialect, *, role: str = "opaq_ro", database: str = "app", schema: str = "public"
) -> tuple[str, ...]:
    """The recipe as lines for people: a comment, then its statements.

    >>> recipe(Dialect.SQLITE)[0]
    '-- a file that only its owner can write'
    """
    names = {"{role}": role, "{database}": database, "{schema}": schema}
    lines: list[str] = []
    for why, template in RECIPES[dialect]:
        if why:
            lines.append(f"-- {why}")
        statement = template
        for place, name in names.items():
            statement = statement.replace(place, _quoted(dialect, name))
        lines.append(statement if dialect is Dialect.SQLITE else f"{statement};")
    return tuple(lines)


def _quoted(dialect: Dialect, name: str) -> str:
    if name.isascii() and name.isidentifier() and name == name.lower():
        return name
    mark = "`" if dialect is Dialect.MYSQL else '"'
    return f"{mark}{name.replace(mark, mark * 2)}{mark}"
