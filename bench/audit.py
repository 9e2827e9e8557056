"""Measures the audit log: durable appends, verification of short and of large logs, side by side with peers.

`main(["--records", "1000000"])` builds a log of that many realistic records
(without syncing each, which is not what is measured) and verifies it at both
levels on one core and on two.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from opaq.audit import canonical, clock, head, layout, merkle, records
from opaq.audit.chain import Chain
from opaq.audit.keys import EPOCH, KeyStore
from opaq.audit.line import digest, seal, unsigned
from opaq.audit.note import Checkpoint, parse_vkey
from opaq.audit.verdict import Level
from opaq.audit.verify import verify


def bodies() -> Iterator[dict[str, object]]:
    """An endless stream of intents and their outcomes, of the size everyday queries have."""
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
    """A log of `count` records, written at once; the signatures inside a segment are the epoch key's."""
    Chain.open(directory, keys, host="bench", uid=0, version="bench").close()
    log_id = next(keys.iterdir()).name
    store = KeyStore(keys, log_id)
    signer = store.load(EPOCH)
    store.close()
    first = (directory / "segments" / layout.segment(0)).read_bytes()[:-1]
    current = head.grow(head.empty(signer.verifier.name), first)
    source = bodies()
    size, chain, leaves, lines = 1, digest(first), [merkle.leaf(first)], [first]
    edge: list[bytes] = []
    tail = 0
    intent = 0
    while size < count:
        body = next(source)
        if body["t"] == "outcome":
            body["intent"] = intent
        intent = size
        body |= {
            "seq": size,
            "opaq": "0.1.0",
            "ts": clock.utc(1.8e9),
            "boot": "0" * 16,
            "mono": 3_600_000_000 + size * 40_000,
        }
        message = unsigned(canonical._write(body), signer.kid, chain)
        line = seal(message, signer.sign(message))
        chain = digest(line)
        leaves.append(merkle.leaf(line))
        lines.append(line)
        size += 1
        if size % layout.SEGMENT == 0 or size == count:
            begun = layout.first_of(size - 1)
            data = b"\n".join(lines) + b"\n"
            (directory / "segments" / layout.segment(begun)).write_bytes(data)
            built = merkle.levels(leaves)
            edge = merkle.join(edge, begun, merkle.frontier_at(built, len(leaves)), len(leaves))
            tail = 0 if size % layout.SEGMENT == 0 else len(data)
            current = Checkpoint(current.origin, size, merkle.root(edge), chain, tail, tuple(edge))
            note = head.sign(current, [signer])
            if tail == 0:
                (directory / "checkpoints" / f"{size}.note").write_bytes(note)
            (directory / "checkpoint").write_bytes(note)
            leaves, lines = [], []
        if size == 2:  # the genesis was written today, the rest pretends another day
            day = head.sign(head.grow(head.empty(signer.verifier.name), first), _creators(directory, keys, log_id))
            (directory / "checkpoints" / "1.note").write_bytes(day)


def _creators(directory: Path, keys: Path, log_id: str) -> list[object]:
    store = KeyStore(keys, log_id)
    try:
        return [store.load("identity.key"), store.load(EPOCH)]
    finally:
        store.close()


def appends(directory: Path, keys: Path, count: int = 200) -> list[float]:
    """Milliseconds of each durable append (the line, the head and the directory are synced)."""
    taken = []
    with Chain.open(directory, keys, host="bench", uid=0, version="bench") as chain:
        source = bodies()
        intent = 0
        for _ in range(count):
            body = next(source)
            if body["t"] == "outcome":
                body["intent"] = intent
            started = time.perf_counter()
            intent = chain.append(body).seq
            taken.append((time.perf_counter() - started) * 1000)
    return taken


def start_ratio(directory: Path, vkey: Path) -> tuple[float, float]:
    """(milliseconds of verifying a short log, of a bare interpreter), medians of 15."""
    code = "import sys; from opaq.audit.cli import verify; sys.exit(verify(sys.argv[1:]))"
    verifying = [sys.executable, "-c", code, str(directory), "--key", str(vkey)]
    return _median_ms(verifying), _median_ms([sys.executable, "-c", "pass"])


def _median_ms(command: Sequence[str]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)  # compiles what an install has
    taken = []
    for _ in range(15):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def main(argv: Sequence[str] | None = None) -> int:
    """Print one line per figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary)
        taken = appends(base / "short", base / "keys-short")
        vkey = next((base / "keys-short").iterdir()) / "identity.vkey"
        ours, bare = start_ratio(base / "short", vkey)
        print(f"append, durable        p50 {statistics.median(taken):8.2f} ms   (at most 5)")
        print(f"verify, 201 records        {ours:8.1f} ms   {ours / bare:.1f}x a bare interpreter (at most 6x)")
        build(base / "large", base / "keys", options.records)
        size_b = sum(path.stat().st_size for path in (base / "large" / "segments").iterdir())
        print(f"log of {options.records} records, {size_b / 1e6:.0f} MB")
        trusted = [parse_vkey((next((base / "keys").iterdir()) / "identity.vkey").read_text().strip())]
        for level, processes, limit in (
            (Level.FAST, 1, "10 s"),
            (Level.DEFAULT, 1, "25 s"),
            (Level.DEFAULT, 2, "60 %"),
        ):
            started, used = time.perf_counter(), time.process_time()
            result = verify(str(base / "large"), trusted=trusted, level=level, processes=processes)
            seconds, cpu = time.perf_counter() - started, time.process_time() - used
            print(
                f"verify, {level.value:8s} {processes} process {seconds:8.2f} s (cpu {cpu:.2f} s here)   exit {result.verdict:d} (at most {limit})"
            )
            for fault in result.faults[:3]:
                print("   ", fault.spoken())
    return 0


if __name__ == "__main__":
    sys.exit(main())
