"""Checkpoints held against the records: the head, the kept ones and the anchors someone else kept.

Each is rebuilt at its size and compared byte for byte, then its signatures.
One that stands among records that were not read (archived, or before the
checkpoint a verification resumes from) can only be checked by its signature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from opaq.audit import snapshot
from opaq.audit.faults import Ledger
from opaq.audit.note import BadNote, Checkpoint, Note, Verifier, parse_checkpoint, parse_note
from opaq.audit.timeline import Timeline


class Signed(NamedTuple):
    """A checkpoint that could be read; nothing is proven yet."""

    note: Note
    claimed: Checkpoint


def read(data: bytes) -> Signed:
    """Parse strictly; `BadNote` otherwise."""
    note = parse_note(data)
    return Signed(note, parse_checkpoint(note))


def kept(directory: str, sizes: Iterable[int], ledger: Ledger) -> dict[int, Signed]:
    """11: the notes in checkpoints/, by size."""
    parsed = {}
    for size in sizes:
        file = note_file(size)
        try:
            signed = read(snapshot.read(f"{directory}/{file}") or b"")
            if signed.claimed.size != size:
                raise BadNote("a checkpoint of another size than its name says")
        except BadNote as error:
            ledger.add(11, file, str(error))
            continue
        parsed[size] = signed
    return parsed


def given(anchors: Iterable[tuple[str, bytes]], ledger: Ledger) -> list[tuple[str, Signed]]:
    """16: the anchors that the caller gave, by name."""
    usable = []
    for name, data in anchors:
        try:
            usable.append((name, read(data)))
        except BadNote:
            ledger.add(16, name, "not a checkpoint of opaq")
    return usable


def note_file(size: int) -> str:
    """Where the head of `size` records is kept."""
    return f"checkpoints/{size}.note"


class Heads:
    """Compares checkpoints with the states that were rebuilt from the records."""

    def __init__(
        self, states: dict[int, Checkpoint], timeline: Timeline, unread: Callable[[int], bool], ledger: Ledger
    ) -> None:
        self._states = states
        self._timeline = timeline
        self._unread = unread
        self._ledger = ledger

    def committed(self, file: str, signed: Signed) -> None:
        """2, 10: the log's own head."""
        self._compare(file, 2, 10, signed)

    def keep(self, notes: dict[int, Signed]) -> None:
        """11: every kept one."""
        for size, signed in notes.items():
            if not self._unread(size):
                self._compare(note_file(size), 11, 11, signed)
            elif signed.claimed.origin != self._timeline.origin or not self._in_force(signed):
                self._ledger.add(11, note_file(size), _NOT_IN_FORCE)

    def hold(self, anchors: list[tuple[str, Signed]]) -> tuple[list[int], list[str]]:
        """16: the sizes of the anchors that hold, and what is to be said of those that cannot be compared."""
        sizes, residue = [], []
        for name, signed in anchors:
            size = signed.claimed.size
            if reason := self._against(signed):
                self._ledger.add(16, name, reason)
            elif self._unread(size):
                residue.append(f"an anchor at {size} is of records that were not read; only its signature was checked")
            else:
                sizes.append(size)
        return sizes, residue

    def _against(self, signed: Signed) -> str:
        """Why an anchor does not hold; others may have signed it as well."""
        size, rebuilt = signed.claimed.size, self._states.get(signed.claimed.size)
        if signed.claimed.origin != self._timeline.origin:
            return "an anchor of another log"
        if rebuilt is None and not self._unread(size):
            return f"the anchor saw {size} records; they are no longer here"
        if rebuilt is not None and rebuilt._replace(origin=self._timeline.origin).text() != signed.note.text:
            return f"the first {size} records are not those the anchor saw"
        if not self._all_signed(signed, self._timeline.signers(size)):
            return "the anchor is not signed by the key in force"
        return ""

    def _compare(self, file: str, check: int, check_of_keys: int, signed: Signed) -> None:
        rebuilt = self._states.get(signed.claimed.size)
        if rebuilt is None:
            self._ledger.add(check, file, "a checkpoint of more records than there are")
        elif rebuilt._replace(origin=self._timeline.origin).text() != signed.note.text:
            self._ledger.add(check, file, "not the checkpoint of these records")
        if not self._in_force(signed):
            self._ledger.add(check_of_keys, file, _NOT_IN_FORCE)

    def _in_force(self, signed: Signed) -> bool:
        keys = self._timeline.signers(signed.claimed.size)
        names = [(line.name, line.kid) for line in signed.note.signatures]
        return names == [(key.name, key.kid) for key in keys] and self._all_signed(signed, keys)

    def _all_signed(self, signed: Signed, keys: list[Verifier]) -> bool:
        return bool(keys) and all(signed.note.signed_by(key) for key in keys)


_NOT_IN_FORCE = "not signed by the key in force, and by it alone"
