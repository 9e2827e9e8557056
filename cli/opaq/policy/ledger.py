"""The budget of questions: how many different values a person may compare with a sensitive column in a day.

Exact lookups are legitimate; a hundred of them are a search for a value one may
not see. Every distinct question is remembered as two keyed digests (who asked of
which column on which day; what was compared), nothing of which can be read back
without the key. Records have a fixed size in one file per day; they are appended
under a lock and synced *before* the statement runs, so a crash can only count a
question that was never answered.

When the ledger cannot be read or written no question is answered.
"""

from __future__ import annotations

import fcntl
import hmac
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from opaq.errors import AuditFailure, Refused
from opaq.model.catalog import ColumnRef
from opaq.model.lineage import Probe

_HALF: Final = 16
_RECORD: Final = 2 * _HALF
_PREFIX: Final = "probes-"
MAX_BYTES: Final = 16 << 20
"""Half a million questions a day; whoever asks more is not asking."""


class Ledger:
    """Counts probes in `directory`, with digests under `key` (32 bytes)."""

    def __init__(self, directory: Path, key: bytes) -> None:
        self._directory = directory
        self._key = key

    def admit(self, probes: Sequence[Probe], *, actor: str, database: str, budget: int, day: str) -> None:
        """Count a statement's questions, or none of them.

        Raises Refused (OPQ-L101) when one column would be asked more than `budget` different questions on this day
        (ISO date), AuditFailure (OPQ-A210, exit 6) when the ledger cannot be kept.
        """
        if not probes:
            return
        asked = {self._record(probe, actor, database, day): probe.column for probe in probes}
        with self._opened(day) as handle:
            known = _records(handle)
            new = [record for record in asked if record not in known]
            self._refuse_beyond(budget, known, new, asked)
            if new:
                _append(handle, b"".join(new))

    def _refuse_beyond(self, budget: int, known: set[bytes], new: list[bytes], asked: dict[bytes, ColumnRef]) -> None:
        counts = Counter(record[:_HALF] for record in known)
        for record in new:
            counts[record[:_HALF]] += 1
            if counts[record[:_HALF]] > budget:
                raise Refused(
                    "OPQ-L101",
                    f"too many different questions about {asked[record]} today",
                    why=f"the policy allows {budget} distinct probes per person, column and day",
                    hint="count or group instead of guessing, or ask the owner of the policy for a larger budget",
                )

    def _record(self, probe: Probe, actor: str, database: str, day: str) -> bytes:
        """Who and where, then what: each half under its own label, the parts told apart by their length."""
        column = probe.column
        place = (actor, database, column.relation.schema, column.relation.name, column.column, day)
        return self._digest(b"place", *map(_encoded, place)) + self._digest(b"guess", _encoded(probe.mode), probe.guess)

    def _digest(self, label: bytes, *parts: bytes) -> bytes:
        message = label + b"".join(len(part).to_bytes(8, "big") + part for part in parts)
        return hmac.digest(self._key, message, "sha256")[:_HALF]

    @contextmanager
    def _opened(self, day: str) -> Iterator[int]:
        """The day's file under an exclusive lock; yesterday's are removed."""
        path = self._directory / f"{_PREFIX}{day}"
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as fault:
            raise _fail(f"cannot be opened ({fault.strerror})") from None
        try:
            _locked(handle)
            self._forget_before(day)
            yield handle
        finally:
            os.close(handle)

    def _forget_before(self, day: str) -> None:
        with suppress(OSError):
            for path in self._directory.glob(f"{_PREFIX}*"):
                if path.name < f"{_PREFIX}{day}":
                    path.unlink(missing_ok=True)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _fail(message: str) -> AuditFailure:
    return AuditFailure(
        "OPQ-A210", f"ledger of questions: {message}", hint="its directory must be yours, private and writable"
    )


def _locked(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        status = os.fstat(handle)
    except OSError as fault:
        raise _fail(f"cannot be locked ({fault.strerror})") from None
    if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
        raise _fail("it is not a private file of yours")


def _records(handle: int) -> set[bytes]:
    """The records so far; a torn one at the end belongs to a statement that never ran, and is cut off."""
    try:
        size = os.fstat(handle).st_size
        if size > MAX_BYTES:
            raise _fail("it has grown beyond its bound")
        raw = os.pread(handle, size, 0)
        if len(raw) % _RECORD:
            os.ftruncate(handle, len(raw) - len(raw) % _RECORD)
    except OSError as fault:
        raise _fail(f"cannot be read ({fault.strerror})") from None
    return {raw[start : start + _RECORD] for start in range(0, len(raw) - _RECORD + 1, _RECORD)}


def _append(handle: int, records: bytes) -> None:
    try:
        if os.write(handle, records) != len(records):
            raise _fail("cannot be written (disk full)")
        os.fsync(handle)
    except OSError as fault:
        raise _fail(f"cannot be written ({fault.strerror})") from None
