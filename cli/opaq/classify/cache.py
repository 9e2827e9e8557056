"""What was found out about columns, kept between runs: digests and categories, never values or names.

An entry is keyed by a digest over database, relation, column, type and the shape
of the table, so that a changed table is looked at again; it expires after
`keep_days`. The file is a convenience: one that is missing, damaged, written by
another version or readable by others is ignored, and nothing in here raises.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from opaq import __version__
from opaq.model.catalog import Relation
from opaq.model.finding import Evidence, Finding, Likelihood, Source

FORMAT: Final = 1
"""Raise it when the shape of the file changes."""
_MAX_BYTES: Final = 8 * 1024 * 1024
"""About 40,000 columns; a larger file is not ours."""


@lru_cache(maxsize=1)
def classifier() -> str:
    """Which classifier this is: a digest over name, size and time of its files (40 of them, 0.2 ms).

    A changed detector therefore never reads what an older one had found out.
    """
    digest = hashlib.blake2b(f"{FORMAT} {__version__}".encode(), digest_size=16)
    room = Path(__file__).parent
    for directory in (room, room / "detectors"):
        for entry in sorted(_sources(directory)):
            digest.update(entry.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _sources(directory: Path) -> list[str]:
    """Name, size and time of the modules of a directory; nothing when the package is no directory (a zip file)."""
    try:
        with os.scandir(directory) as entries:
            files = [(e.name, e.stat()) for e in entries if e.name.endswith(".py")]
    except OSError:
        return []
    return [f"{name} {status.st_size} {status.st_mtime_ns}\n" for name, status in files]


class ColumnCache:
    """Findings by key; `save` writes them if anything was added."""

    def __init__(
        self, path: Path, *, database: str = "", keep_days: float = 7.0, now: Callable[[], float] = time.time
    ) -> None:
        self._path = path
        self._database = database
        self._keep_seconds = keep_days * 86_400
        self._now = now
        self._entries = _read(path)
        self._dirty = False

    def __repr__(self) -> str:
        return f"<ColumnCache of {len(self._entries)}>"

    def key(self, relation: Relation, column: str, salt: str = "") -> str:
        """Digest that changes with the table's shape; `salt`: what else the finding depends on (custom categories)."""
        shape = "\x1f".join(f"{c.name}\x1e{c.native}" for c in relation.columns)
        text = "\x1d".join((self._database, str(relation.name), column, shape, salt))
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def get(self, key: str) -> Finding | None:
        """The finding of an earlier run, or None when there is none, it is too old or not readable."""
        entry = self._entries.get(key)
        if not isinstance(entry, dict):
            return None
        try:
            if not 0 <= self._now() - float(entry["t"]) <= self._keep_seconds:
                return None
            paths = tuple((str(p), str(c)) for p, c in entry.get("p", ()))
            evidence = tuple(Evidence(str(k), str(t)) for k, t in entry["e"])
            return Finding(str(entry["c"]), Likelihood(entry["l"]), evidence, Source.CACHE, None, paths)
        except (KeyError, TypeError, ValueError):
            return None

    def put(self, key: str, finding: Finding) -> None:
        """Remember a finding; its evidence holds reasons only, by the rule of `Evidence`."""
        entry: dict[str, Any] = {
            "t": int(self._now()),
            "c": finding.category,
            "l": int(finding.likelihood),
            "e": [[e.kind, e.text] for e in finding.evidence],
        }
        if finding.paths:
            entry["p"] = [list(p) for p in finding.paths]
        self._entries[key] = entry
        self._dirty = True

    def save(self) -> None:
        """Write the file whole or not at all, mode 0600; failures are silent, the cache is only a convenience."""
        if not self._dirty:
            return
        oldest = self._now() - self._keep_seconds
        fresh = {k: e for k, e in self._entries.items() if isinstance(e, dict) and _time_of(e) >= oldest}
        text = json.dumps({"version": classifier(), "columns": fresh}, separators=(",", ":"), sort_keys=True)
        temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
            temporary.replace(self._path)
            self._dirty = False
        except OSError:
            _remove(temporary)


def _time_of(entry: dict[str, Any]) -> float:
    stamp = entry.get("t")
    return float(stamp) if isinstance(stamp, int | float) else 0.0


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _read(path: Path) -> dict[str, Any]:
    """The entries of a file of ours that nobody else could have written; otherwise nothing."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o022 or status.st_size > _MAX_BYTES:
                return {}
            stored = json.loads(file.read(_MAX_BYTES + 1))
    except (OSError, ValueError, RecursionError):
        return {}
    if (
        not isinstance(stored, dict)
        or stored.get("version") != classifier()
        or not isinstance(stored.get("columns"), dict)
    ):
        return {}
    columns: dict[str, Any] = stored["columns"]
    return columns
