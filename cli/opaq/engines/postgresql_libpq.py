"""psycopg's `pq` layer without the rest of psycopg, which a query of opaq does not use.

`import psycopg` takes 200 ms of CPU: asyncio, typing_extensions, importlib.metadata
and its own adapters. The layer itself needs none of them, only a few names at
import time; while it loads, empty modules stand in for those, and are taken away
again, so that whoever imports psycopg later gets all of it. When the layer is
built differently than expected, the ordinary import is what remains.
Measured: 75 ms instead of 200.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psycopg import Error as Error
    from psycopg import pq as pq


class _Placeholder:
    """Stands for a class that is only named in annotations."""


_ANNOTATIONS = ("PGconn", "PGresult", "PGcancel", "PGcancelConn", "Conninfo", "Escaping", "Buffer")
_STAND_INS: dict[str, dict[str, Any]] = {
    "psycopg": {},
    "psycopg_binary.version": {"__version__": ""},
    "psycopg.pq.abc": dict.fromkeys(_ANNOTATIONS, _Placeholder),
    "asyncio": {"CancelledError": type("CancelledError", (BaseException,), {})},
}


def _load() -> tuple[Any, Any]:
    """The pq module and the base of its errors."""
    spec = None if "psycopg" in sys.modules else PathFinder.find_spec("psycopg")
    if spec is None or spec.submodule_search_locations is None:
        return _load_all()
    before = set(sys.modules)
    standing = []
    for name, content in _STAND_INS.items():
        if name not in sys.modules:
            module = sys.modules[name] = ModuleType(name)
            module.__dict__.update(content)
            standing.append(name)
    sys.modules["psycopg"].__path__ = list(spec.submodule_search_locations)
    try:
        from psycopg import pq
        from psycopg.errors import Error
    except Exception:  # noqa: BLE001  another version of psycopg: start over without stand-ins
        for name in set(sys.modules) - before:
            del sys.modules[name]
        standing.clear()
        return _load_all()
    finally:
        for name in standing:
            sys.modules.pop(name, None)
    return pq, Error


def _load_all() -> tuple[Any, Any]:
    from psycopg import Error, pq

    return pq, Error


if not TYPE_CHECKING:
    pq, Error = _load()
