"""What it takes to start: CPU of ten rows as a table, of the version, of completion, beside a bare interpreter."""

from __future__ import annotations

import sys

from measure import best, table
from stage import Stage, staged

TEN = "SELECT * FROM orders LIMIT 10"


def start(stage: Stage, *, times: int) -> str:
    """Ratios are to a bare interpreter."""
    opaq = [sys.executable, "-m", "opaq"]
    commands = [("python -c pass", [sys.executable, "-c", "pass"]), ("opaq --version", [*opaq, "--version"])]
    commands += [
        (f"opaq query, 10 rows, {engine}", stage.opaq(engine, "--format", "table", TEN)) for engine in stage.peers
    ]
    return table("start", [(name, best(command, stage.env, times=times)) for name, command in commands])


if __name__ == "__main__":
    with staged(1_000) as found:
        print(start(found, times=9))
