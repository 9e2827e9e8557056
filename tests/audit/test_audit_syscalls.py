"""Every system call of one query's two records, failed or killed by the kernel's own tracer; none is left out.

`test_audit_writers` does the same in Python for the calls that write, in
seconds. Here `strace` injects into a process of its own, at each system call
in turn between two markers: SIGKILL, ENOSPC and EIO. `OPAQ_TEST_LONG=1` runs
it (minutes).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import auditlogs
import pytest
from auditlogs import House

from opaq.errors import ExitCode

LONG = bool(os.environ.get("OPAQ_TEST_LONG"))
pytestmark = [
    pytest.mark.skipif(not LONG, reason="OPAQ_TEST_LONG=1 runs it"),
    pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed"),
    pytest.mark.timeout(3600),
]
QUERY = """
import os, sys
from pathlib import Path
import auditlogs
from opaq.errors import AuditFailure
house = auditlogs.House(Path(sys.argv[1]), Path(sys.argv[2]))
try:
    chain = house.open(redactable=("reason",))
    os.getpriority(os.PRIO_PROCESS, 0)
    auditlogs.run(chain)
except AuditFailure as error:
    os._exit(int(error.exit_code))
os.getpriority(os.PRIO_PROCESS, 0)
os._exit(0)
"""
MEMORY = {
    "brk",
    "mmap",
    "munmap",
    "mprotect",
    "madvise",
    "mremap",
    "futex",
    "rt_sigaction",
    "rt_sigprocmask",
    "getpriority",
}
"""Calls that are the interpreter's own."""


def traced(house: House, log: Path, *options: str) -> int:
    """Exit code of the query under strace, -9 if it was killed."""
    command = [
        "strace",
        "-f",
        "-qq",
        "-o",
        str(log),
        *options,
        sys.executable,
        "-c",
        QUERY,
        str(house.log),
        str(house.keys),
    ]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    return subprocess.run(command, check=False, capture_output=True, env=environment, timeout=60).returncode


def calls(house: House, log: Path) -> Iterator[tuple[str, int]]:
    """(name, which occurrence) of every system call between the markers."""
    assert traced(house, log) == traced(house, log) == 0  # the first run may compile modules
    seen: Counter[str] = Counter()
    marks = 0
    for line in log.read_text().splitlines():
        found = re.match(r"\d+ +(\w+)\(", line)
        if found:
            name = found.group(1)
            seen[name] += 1
            marks += name == "getpriority"
            if marks == 1 and name not in MEMORY:
                yield name, seen[name]


@pytest.mark.parametrize("how", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_any_system_call_may_fail_or_be_the_last(house: House, tmp_path: Path, how: str) -> None:
    log = tmp_path / "trace"
    with house.open(redactable=("reason",)) as chain:
        auditlogs.run(chain)
    listed = list(calls(house, log))
    assert len(listed) > 60
    codes: Counter[int] = Counter()
    for name, which in listed:
        code = traced(house, log, "-e", f"inject={name}:{how}:when={which}")
        assert code in ((-9, 137, 0, 6) if "KILL" in how else (0, 6)), (name, which, code)
        codes[code] += 1
        before = house.verify()
        assert before.verdict in (ExitCode.OK, ExitCode.RESIDUE), (name, which, [f.spoken() for f in before.faults])
        with house.open() as chain:
            auditlogs.run(chain)
        after = house.verify()
        assert after.verdict in (ExitCode.OK, ExitCode.RESIDUE), (name, which, [f.spoken() for f in after.faults])
        assert after.open_intents == ()
    assert codes[-9 if "KILL" in how else 6] > 30
