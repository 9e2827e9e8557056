"""Where a log and its keys live (XDG Base Directory Specification)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

DEFAULT_LOG = "default"


def default_paths(environment: Mapping[str, str], log: str = DEFAULT_LOG) -> tuple[Path, Path]:
    """(log directory, keys directory); a relative XDG variable is ignored, as its specification asks.

    >>> [str(path) for path in default_paths({"HOME": "/home/a"})]
    ['/home/a/.local/state/opaq/audit/default', '/home/a/.local/share/opaq/keys']
    """
    state = _base(environment, "XDG_STATE_HOME", ".local/state")
    data = _base(environment, "XDG_DATA_HOME", ".local/share")
    return state / "opaq" / "audit" / log, data / "opaq" / "keys"


def _base(environment: Mapping[str, str], variable: str, fallback: str) -> Path:
    chosen = environment.get(variable, "")
    if chosen.startswith("/"):
        return Path(chosen)
    return Path(environment.get("HOME") or Path.home()) / fallback
