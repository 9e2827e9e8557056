"""What a verification finds: faults (tampering) and residue (crashes, open intents)."""

from __future__ import annotations

from typing import NamedTuple

MAX_FAULTS = 1000
"""Per segment; a log of garbage must not fill the memory. The count goes on."""


class Fault(NamedTuple):
    """One thing that is not as the writer leaves it."""

    check: int
    """Number of the check in `verdict.CHECKS`."""
    file: str
    """Relative to the log's directory."""
    seq: int | None
    """Sequence of the record, where there is one."""
    byte: int | None
    """Offset in the file, where there is one."""
    reason: str

    def spoken(self) -> str:
        """One line for people."""
        place = self.file
        if self.seq is not None:
            place += f", record {self.seq}"
        if self.byte is not None:
            place += f", byte {self.byte}"
        return f"[{self.check}] {place}: {self.reason}"

    def fields(self) -> dict[str, object]:
        """The same for programs."""
        return self._asdict()


class Ledger:
    """Collects faults, bounded."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.count = 0

    def add(self, check: int, file: str, reason: str, *, seq: int | None = None, byte: int | None = None) -> None:
        """Note one fault."""
        self.count += 1
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(Fault(check, printable(file), seq, byte, reason))

    def extend(self, other: Ledger) -> None:
        """Take over another's faults."""
        self.count += other.count
        self.faults += other.faults[: MAX_FAULTS - len(self.faults)]


def printable(name: str) -> str:
    """A file name that may have been chosen by an attacker, without what a terminal or JSON would trip over."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)
