"""Logs to measure on: records of the size everyday queries have, and a log of as many as you like, written at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from opaq.audit import canonical, clock, head, layout, merkle, records
from opaq.audit.chain import Chain
from opaq.audit.keys import EPOCH, IDENTITY, KeyStore, Signer
from opaq.audit.line import digest, seal, unsigned
from opaq.audit.note import Checkpoint

_START = 1.8e9
_STEP_US = 40_000


def bodies() -> Iterator[dict[str, object]]:
    """An endless stream of intents and their outcomes."""
    who = records.actor(user="ada", uid=1000, host="bastion", tty="pts/3")
    output = records.output(columns=["public.customers.email"], category="contact.email", method="partial", rule="gdpr")
    plain = records.output(columns=["public.customers.id"], method="keep", rule="none")
    while True:
        record_id = os.urandom(16).hex()
        begun = records.intent(
            actor=who, profile="prod", policy="ab" * 32, catalog="cd" * 32, engine="postgresql", database="app",
            server="18.0", relations=["public.customers"], columns=["public.customers.id", "public.customers.email"],
            outputs=[plain, output], shape="select id, email from customers where id = ?", fingerprint="ef" * 32,
            parameters={}, reason="ticket 4711", limits={"rows": 500, "timeout_ms": 30000},
        )  # fmt: skip
        yield begun | {"id": record_id}
        yield records.outcome(
            id=record_id, intent=0, result="ok", rows=1, bytes_shown=60, ms=4, masked={"contact.email": 1},
            destination="tty", sha256="01" * 32,
        )  # fmt: skip


def build(directory: Path, keys: Path, count: int) -> None:
    """A log of `count` records that verifies; an even `count` is rounded down, so that every intent has its outcome."""
    Chain.open(directory, keys, host="bench", uid=0, version="bench").close()
    store = KeyStore(keys, next(keys.iterdir()).name)
    try:
        _Builder(directory, store.load(EPOCH)).write(count - 1 + count % 2, [store.load(IDENTITY), store.load(EPOCH)])
    finally:
        store.close()


class _Builder:
    """Writes a segment at a time; only the head and the kept checkpoints are what a real writer would sign."""

    def __init__(self, directory: Path, signer: Signer) -> None:
        self.directory = directory
        self.signer = signer
        genesis = (directory / "segments" / layout.segment(0)).read_bytes()[:-1]
        self.lines = [genesis]
        self.leaves = [merkle.leaf(genesis)]
        self.head = head.grow(head.empty(signer.verifier.name), genesis)
        self.edge: list[bytes] = []
        self.chain = digest(genesis)

    def write(self, count: int, founders: list[Signer]) -> None:
        # The genesis was written today, the rest pretends another day, so the day's head is kept.
        (self.directory / "checkpoints" / "1.note").write_bytes(head.sign(self.head, founders))
        intent = 0
        for seq, body in zip(range(1, count), bodies(), strict=False):
            if body["t"] == "outcome":
                body["intent"] = intent
            intent = seq
            self._line(seq, body)
            if (seq + 1) % layout.SEGMENT == 0 or seq + 1 == count:
                self._segment(seq + 1)

    def _line(self, seq: int, body: dict[str, object]) -> None:
        stamps = {"ts": clock.utc(_START), "boot": "0" * 16, "mono": 3_600_000_000 + seq * _STEP_US}
        body |= {"seq": seq, "opaq": "0.1.0", **stamps}
        message = unsigned(canonical._write(body), self.signer.kid, self.chain)
        line = seal(message, self.signer.sign(message))
        self.chain = digest(line)
        self.lines.append(line)
        self.leaves.append(merkle.leaf(line))

    def _segment(self, size: int) -> None:
        first = layout.first_of(size - 1)
        data = b"\n".join(self.lines) + b"\n"
        (self.directory / "segments" / layout.segment(first)).write_bytes(data)
        full = size % layout.SEGMENT == 0
        self.edge = merkle.join(
            self.edge, first, merkle.frontier_at(merkle.levels(self.leaves), len(self.leaves)), len(self.leaves)
        )
        tail = 0 if full else len(data)
        self.head = Checkpoint(self.head.origin, size, merkle.root(self.edge), self.chain, tail, tuple(self.edge))
        note = head.sign(self.head, [self.signer])
        if full:
            (self.directory / "checkpoints" / f"{size}.note").write_bytes(note)
        (self.directory / "checkpoint").write_bytes(note)
        self.lines, self.leaves = [], []
