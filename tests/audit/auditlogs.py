"""Small logs for the audit tests: made by the real writer, with a clock of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from opaq.audit import layout, records
from opaq.audit.chain import Chain
from opaq.audit.note import Verifier, parse_checkpoint, parse_note, parse_vkey
from opaq.audit.verdict import Level, Verification
from opaq.audit.verify import verify

NOON = 1_800_000_000.0


class House(NamedTuple):
    """A log, its keys and the pin."""

    log: Path
    keys: Path

    def open(self, **more: object) -> Chain:
        return Chain.open(self.log, self.keys, host="box", uid=1000, version="0.0.test", **more)  # type: ignore[arg-type]

    @property
    def store(self) -> Path:
        return next(path for path in self.keys.iterdir() if path.is_dir())

    @property
    def pin(self) -> Verifier:
        return parse_vkey((self.store / "identity.vkey").read_text().strip())

    def verify(
        self, level: Level = Level.DEFAULT, *, pinned: bool = True, anchors: tuple[Path, ...] = ()
    ) -> Verification:
        given = [(path.name, path.read_bytes()) for path in anchors]
        return verify(str(self.log), trusted=[self.pin] if pinned else [], anchors=given, level=level)

    @property
    def segment(self) -> Path:
        return self.log / "segments" / "000000000000.jsonl"

    def segment_of(self, seq: int) -> Path:
        return self.log / "segments" / layout.segment(layout.first_of(seq))

    def size(self) -> int:
        return parse_checkpoint(parse_note((self.log / "checkpoint").read_bytes())).size

    def files(self) -> Iterator[Path]:
        yield from sorted(path for path in self.log.rglob("*") if path.is_file() and path.name != "lock")


def days(step: float = 20_000.0) -> Callable[[], float]:
    """A clock that advances some hours at every look."""
    moment = [NOON]

    def now() -> float:
        moment[0] += step
        return moment[0]

    return now


def intent(**more: object) -> dict[str, object]:
    fields: dict[str, object] = {
        "actor": records.actor(user="ada", uid=1000, host="box", tty="pts/1"),
        "profile": "prod", "policy": "ab" * 32, "catalog": "cd" * 32, "engine": "postgresql", "database": "app",
        "server": "18.0", "relations": ["public.customers"], "columns": ["public.customers.email"],
        "outputs": [records.output(columns=["public.customers.email"], category="contact.email", method="partial", rule="gdpr")],
        "shape": "select email from customers where id = ?", "fingerprint": "ef" * 32, "parameters": {"id": "int"},
        "reason": "ticket 4711", "limits": {"rows": 500},
    }  # fmt: skip
    return records.intent(**(fields | more))  # type: ignore[arg-type]


def outcome(id: str, intent: int, **more: object) -> dict[str, object]:  # noqa: A002
    fields: dict[str, object] = {"result": "ok", "rows": 3, "bytes_shown": 90, "ms": 12, "masked": {"contact.email": 3}}
    fields |= {"destination": "tty", "sha256": "01" * 32}
    return records.outcome(id=id, intent=intent, **(fields | more))  # type: ignore[arg-type]


def run(chain: Chain, **more: object) -> tuple[int, int]:
    """One query: intent and outcome; their sequences."""
    begun = chain.append(intent(**more))
    return begun.seq, chain.append(outcome(begun.id, begun.seq)).seq


def rich(base: Path) -> House:
    """A log with everything in it: days, epochs, refusals, notes, withheld fields, other letters."""
    house = House(base / "log", base / "keys")
    with house.open(now=days(), redactable=("reason", "host")) as chain:
        for _ in range(4):
            run(chain)
        chain.rotate()
        run(chain, reason='say "why" \\ 日本 🔒')
        who = records.actor(user="ada", uid=1000, host="box", via="agent:helper", on_behalf_of="bob")
        chain.append(records.refused(actor=who, profile="prod", policy="ab" * 32, code="OPQ-G001", rule="read only"))
        chain.append(records.note(kind="policy", name="gdpr", version=2))
        chain.rotate()
        for _ in range(3):
            run(chain, outputs=[])
    return house
