"""Engine names -> modules. One row per database; the module is loaded when its name is asked for.

Loading late keeps a SQLite query from paying for the drivers of servers (psycopg: 180 ms, PyMySQL: 80 ms).
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from opaq.engines.types import Engine
from opaq.errors import UsageError
from opaq.guard.types import Dialect

ENGINES = {
    "postgresql": "opaq.engines.postgresql",
    "mysql": "opaq.engines.mysql",
    "sqlite": "opaq.engines.sqlite",
}
ALIASES = {"postgres": "postgresql", "pg": "postgresql", "mariadb": "mysql", "sqlite3": "sqlite"}


def load(name: str) -> Engine:
    """The engine of that name or alias. Raises UsageError for a name that is not in the table."""
    module = ENGINES.get(ALIASES.get(name, name))
    if module is None:
        known = ", ".join(ENGINES)
        raise UsageError("OPQ-U020", f'engine "{name}" is not known', hint=f"known engines are {known}")
    return cast(Engine, import_module(module))


def dialect(name: str) -> Dialect:
    """The dialect an engine speaks, known without loading it. Raises UsageError like `load`."""
    engine = ALIASES.get(name, name)
    if engine not in ENGINES:
        load(name)
    return Dialect(engine)
