"""What calling a function can do: one row per built-in function, per engine.

Functions are data: the tables hold one string of names per nature. A name that is not here is user-defined for all purposes, and so is
refused unless the policy names it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from opaq.errors import Refused
from opaq.guard.types import ADMITTED_NATURES, Dialect, Nature

EXTENSION = "extension"
"""As a schema: the function belongs to an extension of the catalogue, by the server's own dependency records."""

_SYSTEM_SCHEMAS: Mapping[Dialect, frozenset[str]] = {
    Dialect.POSTGRESQL: frozenset({"pg_catalog", "information_schema"}),
    Dialect.MYSQL: frozenset(),
    Dialect.SQLITE: frozenset(),
}


def lookup(dialect: Dialect, name: str, schema: str | None = None, *, arguments: int | None = None) -> Nature:
    """What the function does; `Nature.USER` when it is not known.

    `name` is folded as the server folds it. `arguments` is their number: `length` of one argument is
    total, of two (bytea, encoding) it is not. `schema` None means: as written without one. `pg_catalog` is exact; any other schema holds user-defined functions only,
    except `EXTENSION`, which an engine passes for members of known extensions.
    """
    if arguments is not None and schema in {None, *_SYSTEM_SCHEMAS[dialect]}:
        exact = _built_in(dialect, f"{name}/{arguments}")
        if exact is not None:
            return exact
    if schema == EXTENSION:
        return _of_extensions(dialect, name) or Nature.USER
    if schema is None:
        return _built_in(dialect, name) or _of_extensions(dialect, name) or Nature.USER
    return (_built_in(dialect, name) if schema in _SYSTEM_SCHEMAS[dialect] else None) or Nature.USER


def setting_nature(name: str) -> Nature:
    """What `current_setting('name')` tells: numbers and switches are facts of the session, other settings may be secrets."""
    from opaq.guard.settings import POSTGRESQL  # late: only settings need the table

    return Nature.AMBIENT if name.casefold() in POSTGRESQL.split() else Nature.DEFINITION


def knows_extension(name: str) -> bool:
    """Whether the catalogue lists this extension of PostgreSQL."""
    from opaq.guard.catalogue_postgresql import EXTENSIONS  # loaded by then

    return name in EXTENSIONS


def rows(dialect: Dialect) -> Iterator[tuple[str, Nature]]:
    """The catalogue in the order of names, for people."""
    merged: dict[str, Nature] = {}
    for table in (*_extensions(dialect), _table(dialect)):
        merged |= {name: nature for nature, names in table.items() for name in names.split()}
    for name in sorted(merged):
        yield name, merged[name]


def _table(dialect: Dialect) -> Mapping[Nature, str]:
    """One dialect's table, loaded at its first use."""
    match dialect:
        case Dialect.POSTGRESQL:
            from opaq.guard import catalogue_postgresql

            return catalogue_postgresql.BUILT_IN
        case Dialect.MYSQL:
            from opaq.guard import catalogue_mysql

            return catalogue_mysql.BUILT_IN
        case Dialect.SQLITE:
            from opaq.guard import catalogue_sqlite

            return catalogue_sqlite.BUILT_IN


def _extensions(dialect: Dialect) -> Iterable[Mapping[Nature, str]]:
    if dialect is not Dialect.POSTGRESQL:
        return ()
    from opaq.guard import catalogue_postgresql

    return catalogue_postgresql.EXTENSIONS.values()


@cache
def _built_in(dialect: Dialect, name: str) -> Nature | None:
    return _found(name, _table(dialect))


@cache
def _of_extensions(dialect: Dialect, name: str) -> Nature | None:
    found = (_found(name, table) for table in _extensions(dialect))
    return next((nature for nature in found if nature is not None), None)


def _found(name: str, table: Mapping[Nature, str]) -> Nature | None:
    """The row that lists the name. Searching the text takes microseconds; splitting all of it takes a millisecond."""
    if name.split() != [name]:  # empty, or several names of the text
        return None
    for nature, names in table.items():
        at = names.find(name)
        while at >= 0:
            end = at + len(name)
            if (at == 0 or names[at - 1].isspace()) and (names[end : end + 1].isspace() or end == len(names)):
                return nature
            at = names.find(name, end)
    return None


def judge_functions(
    dialect: Dialect,
    names: Iterable[tuple[str | None, str]],
    allowed: Collection[str],
) -> None:
    """Raises Refused (OPQ-G010, OPQ-G011) for a function that the server says is called and the guard would not admit.

    `names` are (schema, name) from a server's testimony: PostgreSQL's tree, SQLite's authorizer.
    """
    for schema, name in names:
        nature = lookup(dialect, name, schema)
        if nature not in ADMITTED_NATURES and not is_allowed(name, schema, nature, allowed):
            raise refusal(name, schema, nature, dialect)


def is_allowed(name: str, schema: str | None, nature: Nature, allowed: Collection[str]) -> bool:
    """Whether the policy names this user-defined function; a policy cannot admit a built-in that does harm."""
    if nature is not Nature.USER:
        return False
    return name in allowed or (schema is not None and f"{schema}.{name}" in allowed)


def refusal(name: str, schema: str | None, nature: Nature, dialect: Dialect) -> Refused:
    """Why the guard does not run a function, with the near name of one that it would run."""
    shown = f"{schema}.{name}" if schema not in {None, EXTENSION} else name
    if nature is Nature.USER:
        from opaq.guard.typos import function  # 3 ms; only a refusal comes here

        close = function(name, dialect) if schema is None else ""
        return Refused(
            "OPQ-G011",
            f"function {shown}() is not in the catalogue",
            why="what a user-defined function does cannot be known from its labels",
            hint=(f"did you mean {close}()? " if close else "")
            + f'if it is yours and only reads, add it to the policy: [functions] allow = ["{shown}"]',
        )
    return Refused(
        "OPQ-G010",
        f"function {shown}() is not a read ({nature.value})",
        why="the function catalogue lists what each built-in function can do",
        hint="leave the call out; `opaq explain --functions` prints the catalogue",
    )
