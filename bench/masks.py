"""Cells per second of every mask on one core: whole columns, against one hash call per value and other maskers.

    python bench/masks.py [--rows 1000000]

`distinct` columns repeat no value, `repeating` ones have a thousand. Peers (maskguard, dbveil) are measured in an
environment of their own, when it could be made: both mask value by value, as their command lines do.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import hashlib
import hmac
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from opaq.mask.kernels import column
from opaq.mask.keys import MaskKey
from opaq.policy.masks import settled
from opaq.policy.types import MaskSpec

TARGETS = {"redact": 5, "partial": 5, "generalize": 5, "token": 3, "surrogate": 1, "fake": 1}
"""Million cells per second, one core."""
SMALL_MIB = 32
"""Columns are masked in slices, so what is on the way does not grow with them: below this it is not compared."""
PEERS = ".venv/peers/bin/python"
"""The interpreter of the environment that `make bench` puts the other maskers into."""
CASES: list[tuple[str, str, MaskSpec]] = [
    ("email", "contact.email", MaskSpec("redact")),
    ("email", "contact.email", MaskSpec("partial")),
    ("phone", "contact.phone", MaskSpec("partial")),
    ("card", "fin.card", MaskSpec("partial")),
    ("iban", "fin.iban", MaskSpec("partial")),
    ("account", "fin.bank_account", MaskSpec("partial")),
    ("ip", "net.ip", MaskSpec("partial")),
    ("date", "person.birth_date", MaskSpec("partial")),
    ("date", "person.birth_date", MaskSpec("generalize")),
    ("postal", "address.postal_code", MaskSpec("generalize")),
    ("ip", "net.ip", MaskSpec("generalize")),
    ("salary", "fin.salary", MaskSpec("generalize")),
    ("email", "contact.email", MaskSpec("token")),
    ("name", "person.name", MaskSpec("token")),
    ("name", "person.name", MaskSpec("surrogate")),
    ("ssn", "id.national.us_ssn", MaskSpec("surrogate")),
    ("card", "fin.card", MaskSpec("surrogate")),
    ("iban", "fin.iban", MaskSpec("surrogate")),
    ("phone", "contact.phone", MaskSpec("surrogate")),
    ("email", "contact.email", MaskSpec("surrogate")),
    ("name", "person.name", MaskSpec("fake")),
    ("email", "contact.email", MaskSpec("fake")),
    ("phone", "contact.phone", MaskSpec("fake")),
    ("ip", "net.ip", MaskSpec("fake")),
    ("card", "fin.card", MaskSpec("hash")),
    ("salary", "fin.salary", MaskSpec("noise")),
]
_COUNTRIES = (1, 33, 34, 39, 44, 48, 49, 351, 358)


def values(kind: str, count: int, seed: int) -> list[str]:
    """Made-up values of one kind."""
    roll = random.Random(seed)
    n = roll.randrange
    makers: dict[str, Callable[[int], str]] = {
        "email": lambda i: f"user{n(10**9)}.x{i}@mail{n(50)}.example.com",
        "name": lambda i: f"Anna{n(10**6)} Maria{i}",
        "phone": lambda i: f"+{roll.choice(_COUNTRIES)}-{n(900) + 100}-{n(900) + 100}-{i % 10**4:04d}",
        "card": lambda i: f"4{n(10**11):011d}{i % 10**4:04d}",
        "iban": lambda i: f"NL{n(90) + 10}ABNA{n(10**10):010d}" if i % 2 else f"DE{n(90) + 10}{n(10**18):018d}",
        "account": lambda i: f"{n(10**9):09d}{i % 10:d}",
        "date": lambda i: f"{1940 + n(70)}-{1 + n(12):02d}-{1 + n(28):02d}",
        "postal": lambda i: f"{n(10**5):05d}",
        "ip": lambda i: f"{n(256)}.{n(256)}.{n(256)}.{n(256)}",
        "salary": lambda i: str(20_000 + n(200_000)),
        "ssn": lambda i: f"{n(900) + 100}-{n(90) + 10}-{n(9000) + 1000}",
    }
    return [makers[kind](i) for i in range(count)]


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds, the best of three: nothing here uses a second core, so they do not depend on who else is busy."""
    best = 1e9
    for _ in range(3):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def hashed(cells: list[str]) -> list[str]:
    """The baseline: one keyed hash call per value."""
    key = bytes(32)
    return [hmac.digest(key, cell.encode(), "sha256")[:8].hex() for cell in cells]


def blake(cells: list[str]) -> list[str]:
    key = bytes(32)
    return [hashlib.blake2b(cell.encode(), key=key, digest_size=8).hexdigest() for cell in cells]


def baselines() -> dict[str, Callable[[list[str]], object]]:
    """What a token costs with one call per value."""
    return {"one HMAC-SHA-256 call per value": hashed, "one keyed BLAKE2b call per value": blake}


def peers(cells: list[str]) -> dict[str, float]:
    """Million cells per second of other maskers, where `make bench` could install them."""
    python = Path(os.environ.get("OPAQ_BENCH_PEERS", PEERS))
    if not python.exists():
        return {}
    command = [python, Path(__file__).with_name("mask_peers.py")]
    done = subprocess.run(command, input="\n".join(cells), capture_output=True, text=True, check=False)
    pairs = (line.split("\t") for line in done.stdout.splitlines())
    return {name: float(speed) for name, speed in pairs}


def settle() -> None:
    """Give freed memory back, so that what is taken next is seen."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def resident(field: str) -> int:
    """`VmRSS` (now) or `VmHWM` (at most), in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(field)), 0)


def peak(work: Callable[[], object]) -> int:
    """Bytes the process grows by at most while something is done, its result included."""
    settle()
    Path("/proc/self/clear_refs").write_text("5")  # the highest mark starts anew
    before = resident("VmRSS")
    kept = work()
    highest = resident("VmHWM")
    del kept
    return max(0, highest - before)


class Figures(NamedTuple):
    """One mask over one kind of value."""

    mask: str
    kind: str
    distinct: float
    """Million cells per second, no value twice."""
    repeating: float
    """The same, with a thousand values."""
    memory: float
    """Peak of memory beyond the column and what comes out of it, in sizes of the column."""
    memory_mib: float

    @property
    def missed(self) -> bool:
        slow = min(self.distinct, self.repeating) < TARGETS.get(self.mask, 0)
        return slow or (self.memory > 1 and self.memory_mib > SMALL_MIB)


def measured(rows: int) -> Iterator[Figures]:
    key = MaskKey(bytes(range(32)))
    for kind, category, mask in CASES:
        distinct = values(kind, rows, 1)
        repeating = random.Random(2).choices(distinct[:1000], k=rows)
        apply = column(category, settled(category, mask), key)
        columns = [pa.array(cells, pa.string()) for cells in (distinct, repeating)]
        del distinct, repeating
        speeds = [rows / seconds(partial(apply, array)) / 1e6 for array in columns]
        made = apply(columns[0]).nbytes
        over = max(0, peak(partial(apply, columns[0])) - made) if Path("/proc/self/clear_refs").exists() else 0
        yield Figures(mask.name, kind, *speeds, over / columns[0].nbytes, over / 2**20)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    rows = options.parse_args().rows
    pa.set_cpu_count(1)
    missed = 0
    say(
        f"{'mask':12} {'values':8} {'distinct':>10} {'repeating':>10} {'target':>7} {'memory':>16}   million cells/s, {rows:,} cells"
    )
    for one in measured(rows):
        missed += one.missed
        target = TARGETS.get(one.mask, 0)
        say(
            f"{one.mask:12} {one.kind:8} {one.distinct:10.1f} {one.repeating:10.1f} {target:7} {one.memory:6.2f}x {one.memory_mib:4.0f} MiB"
            f"   {'MISSED' if one.missed else 'ok'}"
        )
    say("memory: the peak beyond the column and its result, in sizes of the column")
    emails = values("email", rows // 10, 1)
    say("")
    speeds = {name: len(emails) / seconds(partial(work, emails)) / 1e6 for name, work in baselines().items()}
    for name, speed in {**speeds, **peers(emails)}.items():
        say(f"{name:46} {speed:6.2f}   value by value, repeating or not" if speed else name)
    return min(missed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
