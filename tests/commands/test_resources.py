"""What a run costs: memory that does not grow with rows, and a start nobody waits for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Run

ROWS = "with recursive n(i) as (select 1 union all select i + 1 from n where i < {}) select i, i * 7 as j from n"
GROWTH_KB = 48 * 1024
"""A few batches in flight, and their text; a million rows as objects are over 100 MB."""


def cost(*argv: str, to: Path) -> os.struct_rusage:  # type: ignore[name-defined]
    """What one run of opaq used, its output in a file."""
    with open(to, "wb") as file:
        process = subprocess.Popen([sys.executable, "-m", "opaq", *argv], stdout=file, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used


@pytest.mark.skipif(sys.platform == "darwin", reason="ru_maxrss has another unit there")
@pytest.mark.parametrize(("kind", "rows"), [("csv", 1_000_000), ("ndjson", 200_000)])
def test_a_million_rows_need_no_more_memory_than_some_thousand(opaq: Run, tmp_path: Path, kind: str, rows: int) -> None:
    few = cost("query", "--format", kind, ROWS.format(20_000), to=tmp_path / "few")
    many = cost("query", "--format", kind, ROWS.format(rows), to=tmp_path / "many")
    assert (tmp_path / "many").read_bytes().count(b"\n") >= rows
    assert many.ru_maxrss - few.ru_maxrss < GROWTH_KB


def test_a_start_costs_little(opaq: Run, tmp_path: Path) -> None:
    opaq("query", "select 1")  # keys, the audit log and compiled modules are there from now on
    helped = min(seconds(cost("query", "--help", to=tmp_path / "out")) for _ in range(3))
    asked = min(seconds(cost("query", "select 1", to=tmp_path / "out")) for _ in range(3))
    assert helped < 0.4  # 0.04 s on the machine where this was written
    assert asked < 1.2  # 0.12 s there


def seconds(used: os.struct_rusage) -> float:  # type: ignore[name-defined]
    return float(used.ru_utime + used.ru_stime)


def test_null_and_empty_text_stay_apart_in_every_format_that_has_a_null(opaq: Run) -> None:
    sql = "select null as a, '' as b, 'NULL' as c"
    shown = {name: opaq("query", "--format", name, sql).stdout for name in ("csv", "tsv", "json", "ndjson", "table")}
    assert shown["csv"] == 'a,b,c\n,"",NULL\n'
    assert shown["tsv"] == "a\tb\tc\n\\N\t\tNULL\n"
    assert '[null,"","NULL"]' in shown["json"]
    assert shown["ndjson"] == '{"a":null,"b":"","c":"NULL"}\n'
    assert shown["table"].splitlines()[2].split("│") == [" NULL ", "   ", ' "NULL"']
