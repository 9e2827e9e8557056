"""Adding, choosing and removing profile files. What is written is validated by the same table that reads it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opaq.errors import UsageError
from opaq.profile.files import Places, read_toml, write_private
from opaq.profile.keys import CONFIG_KEYS, PROFILE_KEYS, flatten, nearest
from opaq.profile.resolve import check_name, names


def add(name: str, settings: Mapping[str, Any], where: Places) -> Path:
    """Write `profiles/NAME.toml`. Raises UsageError OPQ-P005, P013, P017, U012."""
    import tomli_w  # 2 ms; only writing needs it

    path = where.profiles / f"{check_name(name)}.toml"
    if path.exists():
        raise UsageError("OPQ-P013", f'profile "{name}" exists already', hint=f"opaq profile remove {name}")
    flatten(settings, PROFILE_KEYS, path)
    write_private(path, tomli_w.dumps(dict(settings)))
    return path


def remove(name: str, where: Places) -> Path:
    """Delete the user's profile file. Raises UsageError OPQ-P001, P017."""
    path = where.profiles / f"{check_name(name)}.toml"
    try:
        path.unlink()
    except FileNotFoundError:
        raise unknown(name, where) from None
    except OSError as error:
        raise UsageError("OPQ-U012", f"cannot remove {path}: {os.strerror(error.errno or 0)}") from None
    return path


def use(name: str, where: Places) -> Path:
    """Make it the default: one line of config.toml, every other line and comment stays."""
    if check_name(name) not in names(where):
        raise unknown(name, where)
    path = where.config / "config.toml"
    flatten(read_toml(path) or {}, CONFIG_KEYS, path)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    line = f'profile = "{name}"'
    top, bracket, rest = _before_tables(text)
    changed, count = re.subn(r"(?m)^\s*profile\s*=.*$", line, top, count=1)
    write_private(path, (changed if count else f"{line}\n{top}") + bracket + rest)
    return path


def _before_tables(text: str) -> tuple[str, str, str]:
    found = re.search(r"(?m)^\s*\[", text)
    return (text, "", "") if found is None else (text[: found.start()], "", text[found.start() :])


def unknown(name: str, where: Places) -> UsageError:
    known = tuple(names(where))
    hint = nearest(name, known) if known else "opaq profile add NAME --sqlite PATH"
    return UsageError("OPQ-P001", f'profile "{name}" not found in {where.profiles}', hint=hint)
