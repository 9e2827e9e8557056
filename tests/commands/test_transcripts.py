"""Written sessions of an operator, a cron script and an agent, replayed word by word.

A transcript holds `$ command` lines and what follows them: first what went to
stdout, then what went to stderr (each line behind `! `), then the exit code when
it is not 0 (`? 5`). Tokens, times, hashes and directories are replaced, so
everything else has to be as written. To renew them: OPAQ_TEST_GOLDEN=write, then
read the diff.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import Run

TRANSCRIPTS = Path(__file__).parent / "transcripts"
CHANGING = (
    (re.compile(r"\b(name|username|id|token)_[0-9a-f]{16}\b"), r"\1_TTTTTTTTTTTTTTTT"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "SHA256"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"), "TIME"),
    (re.compile(r"\b\d+ ms\b"), "N ms"),
    (re.compile(r'("?elapsed_ms"?: ?)\d+'), r"\1N"),
    (re.compile(r"(SQLite|Python|opaq) \d+(\.\d+)+"), r"\1 VERSION"),
    (re.compile(r"\b[\w.]+/[\w.-]+/\d+/[0-9a-f]{32}(\+[0-9a-f]{8}\+[\w+/=]+)?"), "LOG"),
    (re.compile(r"\b(refused|intent|note) +\S+  +"), r"\1  WHO  "),
    (re.compile(r"^(  root      ).+$", re.MULTILINE), r"\1HASH"),
)


@pytest.mark.parametrize("name", ["operator", "cron", "agent"])
def test_a_session_is_as_written(name: str, opaq: Run, shop_file: Path, locked_out: Path, tmp_path: Path) -> None:
    path = TRANSCRIPTS / f"{name}.txt"
    written = path.read_text()
    (locked_out / ".config/opaq/profiles/shop.toml").unlink()
    replaced = ((str(shop_file), "SHOP.db"), (str(locked_out), "~"), (str(tmp_path), "."))
    told = "".join(replay(written, shop_file, tmp_path, replaced))
    if os.environ.get("OPAQ_TEST_GOLDEN") == "write":
        path.write_text(told)
    assert told == written


def replay(written: str, shop_file: Path, directory: Path, replaced: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The transcript as it comes out today. Comments, and the empty lines before them and before commands, stay."""
    script = directory / "bin"
    script.mkdir()
    (script / "opaq").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m opaq "$@"\n')
    (script / "opaq").chmod(0o755)
    (directory / "shop.db").symlink_to(shop_file)
    env = {**os.environ, "PATH": f"{script}:{os.environ['PATH']}"}
    lines = written.splitlines()
    for before, line in zip(["-", *lines], lines, strict=False):
        if not before and line.startswith(("# ", "$ ")):
            yield "\n"
        if line.startswith("# "):
            yield line + "\n"
        elif line.startswith("$ "):
            done = subprocess.run(
                ["sh", "-c", line[2:]],
                cwd=directory,
                env=env,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=60,
            )
            yield line + "\n" + steady(told(done), replaced)


def told(done: subprocess.CompletedProcess[bytes]) -> str:
    errors = "".join(f"! {line}\n" for line in done.stderr.decode().splitlines())
    return done.stdout.decode() + errors + (f"? {done.returncode}\n" if done.returncode else "")


def steady(text: str, replaced: tuple[tuple[str, str], ...]) -> str:
    """The text without what differs from run to run."""
    for old, new in replaced:
        text = text.replace(old, new)
    for pattern, replacement in CHANGING:
        text = pattern.sub(replacement, text)
    return text
