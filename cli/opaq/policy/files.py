"""Reading a file that decides what is shown: it must belong to its reader or root, and only they may write to it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from opaq.errors import UsageError

MAX_BYTES = 1 << 20
"""A policy of a megabyte is a mistake; the largest sensible ones have a few thousand lines."""


def is_name(name: str) -> bool:
    """Whether a text may name a policy: a plain file name without its suffix.

    >>> is_name("team-2"), is_name("../team"), is_name("")
    (True, False, False)
    """
    plain = name.replace("-", "").replace("_", "")
    return plain.isascii() and plain.isalnum() and len(name) <= 64 and name[0] not in "-_"


def read_private(path: Path, label: str) -> str:
    """The text of a policy file. Raises UsageError when others can change it, or it cannot be read as UTF-8 text."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as fault:
        raise UsageError("OPQ-P107", f"{label}: cannot be read ({fault.strerror})") from None
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(stream.fileno())
        _trust(status, label)
        raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise UsageError("OPQ-P107", f"{label}: larger than {MAX_BYTES >> 20} MiB")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("OPQ-P107", f"{label}: not UTF-8 text") from None


def _trust(status: os.stat_result, label: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UsageError("OPQ-P107", f"{label}: not a regular file")
    if status.st_uid not in (os.geteuid(), 0):
        raise UsageError("OPQ-P108", f"{label}: belongs to someone else", hint="a policy belongs to you or to root")
    if status.st_mode & 0o022:
        raise UsageError("OPQ-P108", f"{label}: others can write to it", hint="chmod go-w the file")
