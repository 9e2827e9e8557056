"""`make bench`: every figure of the README, in one run on one machine, beside the peers that are installed.

`start` and `export` share one stage (made here: a table of 1 million rows on each engine); `masks`, `classify` and
`audit` run in processes of their own. A part whose server or peer is absent says so and is left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ALONE = ("masks", "classify", "audit")
STAGED = ("start", "export")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=3, help="runs of each command; the best counts")
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(STAGED + ALONE)}; default: all")
    chosen = parser.parse_args()
    parts = set(chosen.parts or STAGED + ALONE)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n", flush=True)
    if parts & set(STAGED):
        staged_parts(parts, chosen.rows, chosen.times)
    failed = [part for part in ALONE if part in parts and not alone(part)]
    if failed:
        print("\nparts that missed a target or failed: " + ", ".join(failed), file=sys.stderr)
    return bool(failed)


def staged_parts(parts: set[str], rows: int, times: int) -> None:
    from export import export
    from stage import staged
    from start import start

    with staged(rows) as stage:
        if "start" in parts:
            print(start(stage, times=max(times, 5)), flush=True)
        if "export" in parts:
            print(f"\n{rows:,} rows x 10 columns\n" + export(stage, times=times), flush=True)


def alone(part: str) -> bool:
    print(f"\n== {part}", flush=True)
    return subprocess.run([sys.executable, str(HERE / f"{part}.py")], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
