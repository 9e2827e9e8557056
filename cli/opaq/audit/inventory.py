"""What lies in a log's directory: everything by name and kind, and whatever should not be there."""

from __future__ import annotations

import os
import stat

from opaq.audit import layout
from opaq.audit.faults import Ledger, printable


class Inventory:
    """The directory's entries, sorted into what the format knows; the rest are faults or residue."""

    def __init__(self, directory: str, ledger: Ledger) -> None:
        self.directory = directory
        self.segments: list[int] = []
        self.stubs: list[int] = []
        self.notes: list[int] = []
        self.anchors: list[str] = []
        self.disclosures: list[int] = []
        self.torn: list[str] = []
        self.repaired: list[str] = []
        self.open: list[str] = []
        self.has_anchors = self.has_disclosures = False
        self.warnings: list[str] = []
        """What is no fault but lets others write here: modes and second names."""
        self.temporary: list[str] = []
        self._ledger = ledger
        self._top()

    def _entries(self, sub: str) -> list[tuple[str, int]]:
        path = f"{self.directory}/{sub}" if sub else self.directory
        try:
            if not stat.S_ISDIR(os.lstat(path).st_mode):
                raise NotADirectoryError
            names = sorted(os.listdir(path))
        except (OSError, ValueError):
            self._ledger.add(1, sub or ".", "not a directory that can be read")
            return []
        found = []
        for name in names:
            try:
                status = os.lstat(f"{path}/{name}")
            except OSError:  # gone since the listing
                continue
            found.append((name, stat.S_IFMT(status.st_mode)))
            self._reachable(f"{sub}/{name}" if sub else name, status)
        return found

    def _reachable(self, path: str, status: os.stat_result) -> None:
        """1: others must not be able to write, by the mode or through another name."""
        if status.st_mode & stat.S_IWOTH and not stat.S_ISLNK(status.st_mode):
            self.warnings.append(f"{printable(path)} can be written by everyone")
        if stat.S_ISREG(status.st_mode) and status.st_nlink > 1:
            self.warnings.append(f"{printable(path)} has another name (a hard link)")
        if path == layout.LOCK and status.st_size and stat.S_ISREG(status.st_mode):
            self._ledger.add(1, path, "not empty, though nothing ever writes to it")

    def _top(self) -> None:
        entries = self._entries("")
        present = {name for name, _ in entries}
        self.has_anchors = "anchors" in present
        self.has_disclosures = "disclosures" in present
        if layout.LOCK not in present:
            self.warnings.append("lock is missing: two writers could meet")
        for name in (*layout.DIRECTORIES, layout.HEAD):
            if name not in present and name not in _OPTIONAL:
                self._ledger.add(1, name, "missing")
        for name, kind in entries:
            if name in layout.DIRECTORIES:
                getattr(self, f"_{name}")(self._entries(name))
            elif kind == stat.S_IFDIR and layout.repaired_name(name):
                self.repaired.append(name)
            elif self._regular(name, kind):
                self._file(name)

    def _file(self, name: str) -> None:
        if name in (layout.HEAD, layout.LOCK):
            return
        if layout.torn_digest(name):
            self.torn.append(name)
        else:
            self._unknown(name, name)

    def _regular(self, path: str, kind: int) -> bool:
        if kind != stat.S_IFREG:
            self._ledger.add(1, path, "not a regular file")
        return kind == stat.S_IFREG

    def _unknown(self, path: str, name: str) -> None:
        if layout.temporary_name(name):
            self.temporary.append(path)
        else:
            self._ledger.add(1, path, "an entry that the format does not know")

    def _segments(self, entries: list[tuple[str, int]]) -> None:
        for name, kind in entries:
            path = f"segments/{name}"
            if not self._regular(path, kind):
                continue
            if (first := layout.placed(name, ".jsonl")) is not None:
                self.segments.append(first)
            elif (first := layout.placed(name, ".archived")) is not None:
                self.stubs.append(first)
            else:
                self._unknown(path, name)

    def _checkpoints(self, entries: list[tuple[str, int]]) -> None:
        for name, kind in entries:
            path = f"checkpoints/{name}"
            if not self._regular(path, kind):
                continue
            if (size := layout.numbered(name, ".note")) is not None:
                self.notes.append(size)
            else:
                self._unknown(path, name)

    def _anchors(self, entries: list[tuple[str, int]]) -> None:
        for name, kind in entries:
            if self._regular(f"anchors/{name}", kind):
                self.anchors.append(name)

    def _disclosures(self, entries: list[tuple[str, int]]) -> None:
        for name, kind in entries:
            path = f"disclosures/{name}"
            if not self._regular(path, kind):
                continue
            if (seq := layout.numbered(name, ".txt")) is not None:
                self.disclosures.append(seq)
            else:
                self._unknown(path, name)

    def _open(self, entries: list[tuple[str, int]]) -> None:
        for name, kind in entries:
            if not self._regular(f"open/{name}", kind):
                continue
            if layout.record_id(name):
                self.open.append(name)
            else:
                self._unknown(f"open/{name}", name)


_OPTIONAL = frozenset({"anchors", "disclosures", "open"})
"""A copy handed to an auditor may leave these out."""
