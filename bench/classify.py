"""Cells per second of detection, against presidio-analyzer's pattern recognisers on the same cells.

    python bench/classify.py [--cells 1000000] [--peer-cells 2000] [--peer-python PYTHON]

The mixed cells are half harmless (order numbers, UUIDs, hashes, sentences, log
lines ...) and an eighth sensitive, the rest repeats, as in a column of a real
table. The peer looks at a sample of them with every recogniser of its registry
that works by pattern; its time per cell does not depend on how many there are.
It brings spaCy along, so it may live in an environment of its own: name that one's
interpreter, or set OPAQ_BENCH_PRESIDIO.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

BATCH = 65_536
TARGET = 500
PEER = """
import json, sys, time
from presidio_analyzer import RecognizerRegistry
registry = RecognizerRegistry()
registry.load_predefined_recognizers()
recognisers = [r for r in registry.recognizers if hasattr(r, "patterns")]
def seconds(cells):
    started = time.process_time()
    for cell in cells:
        for recogniser in recognisers:
            recogniser.analyze(cell, recogniser.supported_entities, None)
    return (time.process_time() - started) / len(cells)
kinds = json.load(sys.stdin)
seconds(["a 1"])
json.dump({kind: seconds(cells) for kind, cells in kinds.items()}, sys.stdout)
"""
MIXED = "mixed"


def kinds(count: int) -> dict[str, list[str]]:
    """Cells by kind, and `mixed`: half harmless, an eighth sensitive, the rest repeated status words."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.classify import hard

    path = Path(hard.__file__).parent / "sensitive_cells.txt"
    sensitive = [line.rpartition("|")[0] for line in path.read_text(encoding="utf-8").splitlines() if line]
    harmless = list(hard.harmless(seed=7, each=max(1, count // 100)))
    found: dict[str, list[str]] = {MIXED: list(mixed(count, sensitive, [cell for _, cell in harmless]))}
    for kind, cell in harmless:
        found.setdefault(kind, []).append(cell)
    return {**found, "sensitive": sensitive}


def mixed(count: int, sensitive: list[str], harmless: list[str]) -> Iterator[str]:
    repeated = ("active", "pending", "shipped", "EUR", "standard", "Berlin")
    for number in range(count):
        if number % 8 == 0:
            yield sensitive[number // 8 % len(sensitive)]
        elif number % 2:
            yield harmless[number // 2 % len(harmless)]
        else:
            yield repeated[number % len(repeated)]


def ours(cells: list[str]) -> float:
    """Seconds of processor time per cell."""
    from opaq.classify.cells import CellScanner
    from opaq.policy.types import Policy

    scanner = CellScanner(Policy((), {}))
    scanner.scan(cells[:1000])
    started = time.process_time()
    for start in range(0, len(cells), BATCH):
        scanner.scan(cells[start : start + BATCH])
    return (time.process_time() - started) / len(cells)


def peer(python: str, samples: dict[str, list[str]]) -> dict[str, float]:
    """Seconds per cell and kind of presidio-analyzer's pattern recognisers; empty when it is not installed."""
    answer = subprocess.run(
        [python, "-c", PEER], input=json.dumps(samples), capture_output=True, text=True, check=False
    )
    return json.loads(answer.stdout) if answer.returncode == 0 else {}


def spread(cells: list[str], count: int) -> list[str]:
    """So many of them, from all over."""
    return cells[:: max(1, len(cells) // count)]


def main(argv: list[str]) -> int:
    """Print the table; exit 1 when the target is missed and the peer was there to compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=1_000_000)
    parser.add_argument("--peer-cells", type=int, default=2_000)
    parser.add_argument("--peer-python", default=os.environ.get("OPAQ_BENCH_PRESIDIO", sys.executable))
    options = parser.parse_args(argv)
    found = kinds(options.cells)
    samples = {
        k: spread(cells, options.peer_cells if k == MIXED else options.peer_cells // 40) for k, cells in found.items()
    }
    theirs = peer(options.peer_python, samples)
    print(
        f"{'cells':<20}{'opaq cells/s':>16}{'ns/cell':>10}"
        + (f"{'presidio ns/cell':>18}{'ratio':>9}" if theirs else "")
    )
    ratio = 0.0
    for kind, cells in found.items():
        seconds = ours(cells)
        line = f"{kind:<20}{1 / seconds:>16,.0f}{seconds * 1e9:>10,.0f}"
        if theirs:
            line += f"{theirs[kind] * 1e9:>18,.0f}{theirs[kind] / seconds:>8,.0f}x"
            ratio = theirs[kind] / seconds if kind == MIXED else ratio
        print(line, flush=True)
    if not theirs:
        print("presidio-analyzer is not installed: no comparison")
        return 0
    print(f"mixed cells: {ratio:,.0f}x (target {TARGET}x)")
    return 0 if ratio >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
