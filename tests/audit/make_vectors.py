"""Writes the test vectors: small logs, good and broken, with the verdict and the checks they must fail.

Run by hand when the format changes: `python tests/audit/make_vectors.py`. The
signatures differ each time, because the keys are made anew and thrown away.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import auditlogs
from auditlogs import House

VECTORS = Path(__file__).parent / "vectors"


def swap(old: bytes, new: bytes, file: str = "segments/000000000000.jsonl") -> Callable[[House], None]:
    """Replace the first occurrence in a file."""

    def change(house: House) -> None:
        path = house.log / file
        data = path.read_bytes()
        assert old in data
        path.write_bytes(data.replace(old, new, 1))

    return change


def lines(edit: Callable[[list[bytes]], list[bytes]]) -> Callable[[House], None]:
    """Edit the lines of the segment."""

    def change(house: House) -> None:
        house.segment.write_bytes(b"".join(edit(house.segment.read_bytes().splitlines(keepends=True))))

    return change


def rolled_back(house: House) -> None:
    (house.log / "checkpoint").write_bytes((house.log / "checkpoints" / "1.note").read_bytes())


def headless(house: House) -> None:
    (house.log / "checkpoint").unlink()


BROKEN: dict[str, Callable[[House], None]] = {
    "good": lambda house: None,
    "value-changed": swap(b'"rows":3', b'"rows":4'),
    "line-deleted": lines(lambda found: found[:2] + found[3:]),
    "lines-swapped": lines(lambda found: [*found[:2], found[3], found[2], *found[4:]]),
    "line-doubled": lines(lambda found: [*found[:3], *found[2:]]),
    "tail-cut": lines(lambda found: found[:-1]),
    "line-cut": lines(lambda found: [*found[:-1], found[-1][:100]]),
    "torn-beyond-head": lines(lambda found: [*found, found[-1][:100]]),
    "garbage-beyond-head": lines(lambda found: [*found, b"garbage"]),
    "space-in-json": swap(b'"t":"intent"', b'"t": "intent"'),
    "key-twice": swap(b'"t":"intent"', b'"t":"intent","t":"intent"'),
    "head-rolled-back": rolled_back,
    "head-missing": headless,
    "head-resized": swap(b"\n6\n", b"\n5\n", "checkpoint"),
    "kept-head-changed": swap(b"\ntail ", b"\ntail 1", "checkpoints/1.note"),
}


def main() -> None:
    """Make every vector from one log."""
    with tempfile.TemporaryDirectory() as temporary:
        house = House(Path(temporary) / "log", Path(temporary) / "keys")
        with house.open() as chain:
            auditlogs.run(chain)
            chain.rotate()
            auditlogs.run(chain)
        shutil.rmtree(VECTORS, ignore_errors=True)
        expected = {}
        for name, change in BROKEN.items():
            trial = House(VECTORS / name, house.keys)
            shutil.copytree(house.log, trial.log)
            change(trial)
            result = trial.verify()
            expected[name] = {"exit": int(result.verdict), "checks": sorted({fault.check for fault in result.faults})}
        text = json.dumps({"key": house.pin.vkey, "logs": expected}, indent=2, sort_keys=True)
        (VECTORS / "expected.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
