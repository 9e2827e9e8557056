"""Where a log and its keys live (XDG Base Directory Specification)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_LOG = "default"


def default_paths(environment: Mapping[str, str], log: str = DEFAULT_LOG) -> tuple[Path, Path]:
    """(log directory, keys directory); a relative XDG variable is ignored, as its specification asks.

    >>> [str(path) for path in default_paths({"HOME": "/home/a"})]
    ['/home/a/.local/state/opaq/audit/default', '/home/a/.local/share/opaq/keys']
    """
    from pathlib import Path  # 8 ms, which verifying does not need

    return Path(default_log(environment, log)), Path(_base(environment, "XDG_DATA_HOME", ".local/share")) / "opaq/keys"


def default_log(environment: Mapping[str, str], log: str = DEFAULT_LOG) -> str:
    """The log directory alone."""
    return f"{_base(environment, 'XDG_STATE_HOME', '.local/state')}/opaq/audit/{log}"


def _base(environment: Mapping[str, str], variable: str, fallback: str) -> str:
    chosen = environment.get(variable, "")
    if chosen.startswith("/"):
        return chosen
    return f"{environment.get('HOME') or os.path.expanduser('~')}/{fallback}"
