"""The whole table to CSV: opaq, masking four columns and scanning one, beside clients that mask nothing."""

from __future__ import annotations

import argparse

from measure import Cost, best, table
from stage import EXPORT, Stage, staged


def export(stage: Stage, *, times: int) -> str:
    """One table per engine; ratios are to the first peer."""
    parts = []
    for engine, peers in stage.peers.items():
        rows: list[tuple[str, Cost]] = [(name, best(command, times=times)) for name, command in peers]
        rows.append(("opaq --csv (masked)", best(stage.opaq(engine, "--csv", EXPORT), stage.env, times=times)))
        parts.append(table(f"export, {engine}", rows))
    return "\n\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=3, help="runs of each command; the best counts")
    chosen = parser.parse_args()
    with staged(chosen.rows) as stage:
        print(f"{chosen.rows:,} rows x 10 columns, four masked, one scanned\n\n{export(stage, times=chosen.times)}")


if __name__ == "__main__":
    main()
