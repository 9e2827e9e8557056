"""Cells per second of detection, against presidio-analyzer's pattern recognisers on the same cells.

    python bench/classify.py [--cells 1000000] [--peer-cells 2000]

The mixed cells are half harmless (order numbers, UUIDs, hashes, sentences, log
lines ...) and an eighth sensitive, the rest repeats, as in a column of a real
table. The peer looks at a sample of them with every recogniser of its registry
that works by pattern; its time per cell does not depend on how many there are.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from opaq.classify.cells import CellScanner
from opaq.policy.types import Policy

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.classify import hard

BATCH = 65_536
TARGET = 500


def mixed(count: int) -> list[str]:
    """Half of the cells harmless, an eighth sensitive, the rest repeated status words."""
    path = Path(hard.__file__).parent / "sensitive_cells.txt"
    sensitive = [line.rpartition("|")[0] for line in path.read_text(encoding="utf-8").splitlines() if line]
    harmless = [cell for _, cell in hard.harmless(seed=7, each=max(1, count // 100))]
    repeated = ("active", "pending", "shipped", "EUR", "standard", "Berlin")
    cells: list[str] = []
    for number in range(count):
        if number % 8 == 0:
            cells.append(sensitive[number // 8 % len(sensitive)])
        elif number % 2:
            cells.append(harmless[number // 2 % len(harmless)])
        else:
            cells.append(repeated[number % len(repeated)])
    return cells


def ours(cells: list[str]) -> tuple[float, int]:
    """Seconds of processor time per cell, and affected distinct cells."""
    scanner = CellScanner(Policy((), {}))
    scanner.scan(cells[:1000])
    affected, started = 0, time.process_time()
    for start in range(0, len(cells), BATCH):
        affected += len(scanner.scan(cells[start : start + BATCH]).affected)
    return (time.process_time() - started) / len(cells), affected


def peer(cells: list[str]) -> float | None:
    """Seconds per cell of presidio-analyzer's pattern recognisers; None when it is not installed."""
    if importlib.util.find_spec("presidio_analyzer") is None:
        return None
    recognisers = [r for r in _registry() if hasattr(r, "patterns")]
    started = time.process_time()
    for cell in cells:
        for recogniser in recognisers:
            recogniser.analyze(cell, recogniser.supported_entities, None)
    return (time.process_time() - started) / len(cells)


def _registry() -> Iterator[Any]:
    from presidio_analyzer import RecognizerRegistry  # type: ignore[import-not-found]

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers()
    yield from registry.recognizers


def main(argv: list[str]) -> int:
    """Print the table; exit 1 when a target is missed and the peer was there to compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=1_000_000)
    parser.add_argument("--peer-cells", type=int, default=2_000)
    options = parser.parse_args(argv)
    cells = mixed(options.cells)
    seconds, affected = ours(cells)
    print(f"{'opaq':18} {1 / seconds:14,.0f} cells/s  {seconds * 1e9:12,.0f} ns/cell  {affected:,} affected")
    theirs = peer(cells[:: max(1, len(cells) // options.peer_cells)])
    if theirs is None:
        print("presidio-analyzer is not installed: no comparison")
        return 0
    print(f"{'presidio patterns':18} {1 / theirs:14,.0f} cells/s  {theirs * 1e9:12,.0f} ns/cell")
    print(f"{'ratio':18} {theirs / seconds:14,.0f}x (target {TARGET}x)")
    return 0 if theirs / seconds >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
