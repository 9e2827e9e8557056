"""argv -> exit code.

Start-up is a feature: `--version` and the names of profiles for completion are
answered with nothing loaded but the interpreter (which is why there is no `typing`
here, 3 ms); everything else is `commands.dispatch`.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence

from opaq import __version__

BROKEN_PIPE = 141
CONTAINERS = 200_000
"""New containers between two garbage collections; at the default of 700 a start spends 15 ms looking for garbage."""


def run() -> None:
    """The console script. Leaves without tearing the interpreter down (30 ms): everything is flushed and synced by now."""
    gc.set_threshold(CONTAINERS)
    os.environ.setdefault(
        "ARROW_DEFAULT_MEMORY_POOL", "system"
    )  # a fifth less memory for a stream than Arrow's own pool
    code = main(sys.argv[1:], os.environ)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or BROKEN_PIPE
    os._exit(code)


def main(argv: Sequence[str], env: Mapping[str, str]) -> int:
    """Never raises; every way to fail ends with its exit code."""
    if argv and argv[0] in ("--version", "-V"):
        sys.stdout.write(f"opaq {__version__}\n")
        return 0
    if argv and argv[0] == "--complete-profiles":
        return complete_profiles(env)
    from opaq.commands.dispatch import answer

    return answer(argv, env)


def complete_profiles(env: Mapping[str, str]) -> int:
    """Profile names, one a line, for the shells: a listing of two directories, nothing is parsed."""
    base = env.get("XDG_CONFIG_HOME") or os.path.join(env.get("HOME", ""), ".config")
    names: set[str] = set()
    for directory in (os.path.join(base, "opaq", "profiles"), "/etc/opaq/profiles"):
        try:
            names.update(n[:-5] for n in os.listdir(directory) if n.endswith(".toml") and n[0] != ".")
        except OSError:
            continue
    sys.stdout.write("".join(f"{name}\n" for name in sorted(names)))
    return 0
