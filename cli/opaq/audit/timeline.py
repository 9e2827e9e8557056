"""Which key is in force at which record: the epochs, as the log's own steering records tell and prove them."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from opaq.audit import layout
from opaq.audit.faults import Ledger
from opaq.audit.line import Malformed, dissect
from opaq.audit.note import BadNote, Verifier, certificate, parse_vkey, unbase64
from opaq.audit.segment import Run, Steering


class Span(NamedTuple):
    """The records from `start` up to the next span's are signed by `key`."""

    start: int
    key: Verifier


class Timeline:
    """Genesis, epochs, repairs and revocations, in order; faults are checks 3 and 9."""

    def __init__(self, steering: list[Steering], ledger: Ledger) -> None:
        self.identity: Verifier | None = None
        self.origin = ""
        self.epoch = -1
        self.spans: list[Span] = []
        self.handovers: dict[int, Verifier] = {}
        """By the size of the tree right after a record that began an epoch: the epoch's key."""
        self.repairs: set[int] = set()
        """Repair records; the day before one was closed by no head."""
        self._ledger = ledger
        for seq, _, body in steering:
            self.extend(seq, body)

    def extend(self, seq: int, body: dict[str, object]) -> None:
        """Take in the next steering record."""
        kind = body.get("t")
        if kind == "genesis" and seq == 0:
            self._genesis(body)
        elif kind in ("key", "repair"):
            self._turn(seq, body)

    def _genesis(self, body: dict[str, object]) -> None:
        origin = body.get("origin")
        try:
            identity, key = _key(body.get("identity")), _key(body.get("key"))
        except BadNote as error:
            self._ledger.add(3, _file(0), f"genesis: {error}", seq=0)
            return
        if (
            not isinstance(origin, str)
            or layout.log_id_of(origin) is None
            or layout.log_id_of(origin) != body.get("log")
        ):
            self._ledger.add(3, _file(0), "genesis: the origin is malformed", seq=0)
            return
        fixed = (body.get("format"), body.get("segment"), body.get("epoch"))
        if fixed != (layout.FORMAT, layout.SEGMENT, 0) or identity.name != origin or key.name != origin:
            self._ledger.add(3, _file(0), "genesis: not of this format, or its keys have another name", seq=0)
            return
        self.identity, self.origin, self.epoch = identity, origin, 0
        self.spans = [Span(0, identity), Span(1, key)]
        self.handovers[1] = key

    def _turn(self, seq: int, body: dict[str, object]) -> None:
        if self.identity is None:
            return
        try:
            key = _key(body.get("key"))
            certified = unbase64(str(body.get("cert")))
        except BadNote as error:
            self._ledger.add(9, _file(seq), f"a key record: {error}", seq=seq)
            return
        epoch = body.get("epoch")
        if type(epoch) is not int or epoch <= self.epoch or (body.get("t") == "key" and epoch != self.epoch + 1):
            self._ledger.add(9, _file(seq), "a key record that skips or repeats an epoch", seq=seq)
            return
        if key.name != self.origin or any(key.public == span.key.public for span in self.spans):
            self._ledger.add(9, _file(seq), "a key record with a key of another log, or a used one", seq=seq)
            return
        if not self.identity.accepts(certified, certificate(self.origin, epoch, key.vkey)):
            self._ledger.add(9, _file(seq), "an epoch key that the identity did not certify", seq=seq)
            return
        if body.get("t") == "repair" or "revokes" in body:  # the identity itself signs these records
            self.spans.append(Span(seq, self.identity))
        self.spans.append(Span(seq + 1, key))
        self.epoch = epoch
        self.handovers[seq + 1] = key
        if body.get("t") == "repair":
            self.repairs.add(seq)

    def key_at(self, seq: int) -> Verifier | None:
        """The key that signs record `seq`."""
        place = bisect_right(self.spans, seq, key=lambda span: span.start) - 1
        return self.spans[place].key if place >= 0 else None

    def signers(self, size: int) -> list[Verifier]:
        """Who signs the head of `size` records: the signer of its last record and, at a hand-over, the next key."""
        outgoing, incoming = self.key_at(size - 1), self.handovers.get(size)
        return [key for key in (outgoing, incoming) if key is not None]

    def check_runs(self, runs: list[Run]) -> None:
        """Check 9: every record carries the id of the key in force, and each epoch's last signature is good."""
        effective = {span.start: span.key for span in self.spans}  # the later of two with one start is in force
        starts = sorted(effective)
        for run in runs:
            first, last = bisect_right(starts, run.start), bisect_right(starts, run.end)
            begun = [(max(run.start, start), effective[start]) for start in starts[max(0, first - 1) : last]]
            wrong = [start for start, key in begun if key.kid != run.kid]
            if wrong or not begun:
                seq = wrong[0] if wrong else run.start
                self._ledger.add(9, _file(seq), "a record that is not of the key in force", seq=seq)
            else:
                self._signature(run, begun[-1][1])

    def _signature(self, run: Run, key: Verifier) -> None:
        try:
            parts = dissect(run.line)
        except Malformed:  # check 6 has said so
            return
        if not key.accepts(parts.signature, parts.signed):
            self._ledger.add(9, _file(run.end), "the signature is not that of the key in force", seq=run.end)


def _key(value: object) -> Verifier:
    if not isinstance(value, str):
        raise BadNote("no key")
    return parse_vkey(value)


def _file(seq: int) -> str:
    return f"segments/{layout.segment(layout.first_of(seq))}"
