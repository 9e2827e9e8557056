"""One command measured: wall time, CPU time and peak memory of the process and nothing else."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float
    """Seconds."""
    cpu: float
    """Seconds of user and system time."""
    peak_mib: float
    code: int


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Cost:
    """Run a command with its output thrown away."""
    began = time.perf_counter()
    process = subprocess.Popen(
        list(command), env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)


def best(command: Sequence[str], env: Mapping[str, str] | None = None, *, times: int = 3) -> Cost:
    """The cheapest of several runs: what is left when the machine leaves it alone."""
    costs = [run(command, env) for _ in range(times)]
    failed = next((cost for cost in costs if cost.code), None)
    return failed or Cost(min(c.wall for c in costs), min(c.cpu for c in costs), max(c.peak_mib for c in costs), 0)


def table(title: str, rows: Sequence[tuple[str, Cost]], *, yardstick: int = 0) -> str:
    """Costs side by side, as ratios to one of them."""
    base = rows[yardstick][1]
    lines = [title, f"  {'':<34}{'wall s':>9}{'cpu s':>9}{'MiB':>8}{'wall x':>9}{'cpu x':>8}"]
    for name, cost in rows:
        if cost.code:
            lines.append(f"  {name:<34}  failed with exit code {cost.code}")
            continue
        lines.append(
            f"  {name:<34}{cost.wall:>9.3f}{cost.cpu:>9.3f}{cost.peak_mib:>8.0f}"
            f"{cost.wall / base.wall:>9.2f}{cost.cpu / max(base.cpu, 1e-9):>8.2f}"
        )
    return "\n".join(lines)
