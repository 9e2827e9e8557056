"""Other maskers' own functions on a column of e-mails: run by the interpreter of their own environment.

    .venv/peers/bin/python bench/mask_peers.py < emails

Prints a line for each: its name, a tab, million cells per second. MaskGuard and dbveil bring drivers and frameworks of
their own, so they are kept apart from what opaq is developed with.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

Work = Callable[[list[str]], object]


def maskguard() -> dict[str, Work]:
    os.environ.setdefault("MASKGUARD_HMAC_KEY", "a key for measuring")
    from maskguard import masks

    return {
        "e-mail": lambda cells: [masks.email(cell) for cell in cells],
        "partial": lambda cells: [masks.partial(cell) for cell in cells],
        "token": lambda cells: [masks.token(cell) for cell in cells],
    }


def dbveil() -> dict[str, Work]:
    from veil.config import ColumnRule, RedactStrategy
    from veil.redact.column_rules import apply_column_rules

    def work(strategy: RedactStrategy) -> Work:
        rules = [ColumnRule(column="c", strategy=strategy)]
        return lambda cells: apply_column_rules(["c"], [[cell] for cell in cells], rules, "salt")

    return {s.value: work(s) for s in (RedactStrategy.MASK, RedactStrategy.PARTIAL, RedactStrategy.HASH)}


def seconds(work: Work, cells: list[str]) -> float:
    best = 1e9
    for _ in range(3):
        started = time.process_time()
        work(cells)
        best = min(best, time.process_time() - started)
    return best


def main() -> int:
    cells = sys.stdin.read().splitlines()
    for name, load in (("maskguard", maskguard), ("dbveil", dbveil)):
        try:
            known = f"{name} {version(name)}"
            works = load()
        except (PackageNotFoundError, ImportError) as missing:
            sys.stdout.write(f"{name}: not measured, {type(missing).__name__}\t0\n")
            continue
        for what, work in works.items():
            sys.stdout.write(f"{known}, {what}\t{len(cells) / seconds(work, cells) / 1e6:.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
