"""Configuration files: where they are, who may have written them, and how ours are written.

A file that another user can change is refused (it decides where data comes from);
a secret that another user can read is refused. What opaq writes appears whole or
not at all, 0600 in directories of 0700 whatever the umask.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opaq.errors import UsageError
from opaq.model.record import record

SYSTEM_DIRECTORY = Path("/etc/opaq")


@record
class Places:
    """The XDG base directories with opaq's name in them."""

    config: Path
    state: Path
    data: Path
    cache: Path
    home: Path
    system: Path = SYSTEM_DIRECTORY

    @property
    def profiles(self) -> Path:
        return self.config / "profiles"


def places(env: Mapping[str, str], system: Path = SYSTEM_DIRECTORY) -> Places:
    """XDG Base Directory Specification 0.8: relative values are ignored."""
    home = Path(env.get("HOME") or os.path.expanduser("~"))

    def base(variable: str, default: str) -> Path:
        value = env.get(variable, "")
        return (Path(value) if os.path.isabs(value) else home / default) / "opaq"

    return Places(
        config=base("XDG_CONFIG_HOME", ".config"),
        state=base("XDG_STATE_HOME", ".local/state"),
        data=base("XDG_DATA_HOME", ".local/share"),
        cache=base("XDG_CACHE_HOME", ".cache"),
        home=home,
        system=system,
    )


def read_toml(path: Path) -> dict[str, Any] | None:
    """The parsed file; None when there is none. Raises UsageError: OPQ-P003 not TOML, OPQ-P006 unsafe, OPQ-U005 unreadable."""
    try:
        with open(path, "rb") as file:
            refuse_writable(path, os.fstat(file.fileno()))
            raw = file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError("OPQ-U005", f"cannot read {path}: {os.strerror(error.errno or 0)}") from error
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UsageError("OPQ-P003", f"{path}: not UTF-8 at line {line}", hint="save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        # only the position is repeated: the parser's words can quote the file
        found = re.search(r"at (line \d+, column \d+|end of document)", str(error))
        where = found[1] if found else "unknown place"
        raise UsageError(
            "OPQ-P003", f"{path}: not valid TOML at {where}", hint="check quotes and brackets there"
        ) from None


def line_of(path: Path, key: str) -> int | None:
    """The line where `key` is set, for messages; None when it cannot be found."""
    last = re.escape(key.rpartition(".")[2])
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    found = re.search(rf"(?m)(^|[{{,.\[])\s*[\"']?{last}[\"']?\s*[=\]]", text)
    return text.count("\n", 0, found.end()) + 1 if found else None


def refuse_writable(path: Path, status: os.stat_result) -> None:
    """Raises UsageError (OPQ-P006) when someone else could have written the file."""
    if os.name != "posix":
        return
    if status.st_uid not in (os.getuid(), 0):
        raise UsageError("OPQ-P006", f"{path} belongs to another user", hint=f"chown it to yourself: {path}")
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise UsageError("OPQ-P006", f"{path} can be written by others", hint=f"chmod go-w {path}")


def read_private(path: Path, code: str = "OPQ-P007") -> str:
    """A secret's file: regular, ours, nobody else's to read. Raises UsageError otherwise."""
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            raw = file.read(64 * 1024)
    except OSError as error:
        raise UsageError("OPQ-U005", f"cannot read {path}: {os.strerror(error.errno or 0)}") from error
    if os.name == "posix":
        if status.st_uid not in (os.getuid(), 0):
            raise UsageError(code, f"{path} belongs to another user", hint="use a file of your own")
        if status.st_mode & 0o077:
            raise UsageError(code, f"{path} can be read by others", hint=f"chmod 600 {path}")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("OPQ-U003", f"{path} is not UTF-8") from None


def make_private_directory(path: Path) -> None:
    """The directory and its missing parents, 0700 whatever the umask."""
    if path.is_dir():
        return
    make_private_directory(path.parent)
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        return
    except OSError as error:
        raise UsageError("OPQ-U012", f"cannot make {path}: {os.strerror(error.errno or 0)}") from error
    os.chmod(path, 0o700)


def write_private(path: Path, text: str) -> None:
    """Replace the file: temporary name, 0600, fsync, rename."""
    make_private_directory(path.parent)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            os.chmod(temporary, 0o600)
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UsageError("OPQ-U012", f"cannot write {path}: {os.strerror(error.errno or 0)}") from error
