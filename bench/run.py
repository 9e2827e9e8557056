"""`make bench`: every figure of the README, in one run on one machine, beside the peers that are installed.

Each part prints its own table; a part whose server or peer is absent says so and is left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path

PARTS = ("start", "export", "masks", "classify", "audit")
HERE = Path(__file__).parent


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the export benchmark")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts (default: all)")
    chosen = parser.parse_args(argv)
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}", flush=True)
    failed = []
    for part in chosen.parts or PARTS:
        script = HERE / f"{part}.py"
        print(f"\n== {part}", flush=True)
        options = ["--rows", str(chosen.rows)] if part == "export" else []
        if subprocess.run([sys.executable, str(script), *options], check=False).returncode:
            failed.append(part)
    if failed:
        print("\nparts that failed: " + ", ".join(failed), file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
