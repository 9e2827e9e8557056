"""Cells per second of every mask on one core: whole columns, against one hash call per value and other maskers.

    python bench/masks.py [--rows 1000000] [--peers]

`distinct` columns repeat no value, `repeating` ones have a thousand. Peers are measured when they are installed
(maskguard, dbveil): both mask value by value, as their command lines do.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

import pyarrow as pa

from opaq.mask.kernels import column
from opaq.mask.keys import MaskKey
from opaq.policy.masks import settled
from opaq.policy.types import MaskSpec

TARGETS = {"redact": 5, "partial": 5, "generalize": 5, "token": 3, "surrogate": 1, "fake": 1}
"""Million cells per second, one core, all values distinct."""
CASES: list[tuple[str, str, MaskSpec]] = [
    ("email", "contact.email", MaskSpec("redact")),
    ("email", "contact.email", MaskSpec("partial")),
    ("phone", "contact.phone", MaskSpec("partial")),
    ("card", "fin.card", MaskSpec("partial")),
    ("date", "person.birth_date", MaskSpec("generalize")),
    ("postal", "address.postal_code", MaskSpec("generalize")),
    ("ip", "net.ip", MaskSpec("generalize")),
    ("salary", "fin.salary", MaskSpec("generalize")),
    ("email", "contact.email", MaskSpec("token")),
    ("name", "person.name", MaskSpec("token")),
    ("name", "person.name", MaskSpec("surrogate")),
    ("ssn", "id.national", MaskSpec("surrogate")),
    ("email", "contact.email", MaskSpec("surrogate")),
    ("name", "person.name", MaskSpec("fake")),
    ("email", "contact.email", MaskSpec("fake")),
    ("phone", "contact.phone", MaskSpec("fake")),
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


def peers() -> dict[str, Callable[[list[str]], object]]:
    """Other maskers' own functions on a column, where they are installed."""
    found: dict[str, Callable[[list[str]], object]] = {}
    with suppress(ImportError):
        os.environ.setdefault("MASKGUARD_HMAC_KEY", "a key for measuring")
        from maskguard import masks

        found["MaskGuard, e-mail"] = lambda cells: [masks.email(cell) for cell in cells]
        found["MaskGuard, partial"] = lambda cells: [masks.partial(cell) for cell in cells]
        found["MaskGuard, token"] = lambda cells: [masks.token(cell) for cell in cells]
    with suppress(ImportError):
        from veil.config import ColumnRule, RedactStrategy
        from veil.redact.column_rules import apply_column_rules

        for strategy in (RedactStrategy.MASK, RedactStrategy.PARTIAL, RedactStrategy.HASH):
            rules = [ColumnRule(column="c", strategy=strategy)]
            found[f"dbveil, {strategy.value}"] = lambda cells, rules=rules: apply_column_rules(
                ["c"], [[cell] for cell in cells], rules, "salt"
            )
    return found


def measured(rows: int) -> Iterator[tuple[str, str, float, float]]:
    """(mask, kind, distinct M/s, repeating M/s)."""
    key = MaskKey(bytes(32))
    for kind, category, mask in CASES:
        distinct = values(kind, rows, 1)
        repeating = random.Random(2).choices(distinct[:1000], k=rows)
        apply = column(category, settled(category, mask), key)
        speeds = []
        for cells in (distinct, repeating):
            array = pa.array(cells, pa.string())
            speeds.append(rows / seconds(partial(apply, array)) / 1e6)
        yield mask.name, kind, speeds[0], speeds[1]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    rows = options.parse_args().rows
    pa.set_cpu_count(1)
    missed = 0
    say(f"{'mask':12} {'values':8} {'distinct':>10} {'repeating':>10} {'target':>7}   million cells/s, {rows:,} cells")
    for name, kind, distinct, repeating in measured(rows):
        target = TARGETS.get(name, 0)
        missed += distinct < target
        say(
            f"{name:12} {kind:8} {distinct:10.1f} {repeating:10.1f} {target:7}   {'ok' if distinct >= target else 'MISSED'}"
        )
    emails = values("email", rows // 10, 1)
    say("")
    for name, work in {**baselines(), **peers()}.items():
        say(f"{name:46} {len(emails) / seconds(partial(work, emails)) / 1e6:6.2f}   value by value, repeating or not")
    say(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    return min(missed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
