"""The scripts in completions/ are current, and complete in the real shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
import tree_sitter
import tree_sitter_powershell

from opaq.commands.completion import FILES, described
from opaq.commands.man import page
from opaq.commands.shells import SHELLS

SCRIPTS = Path(__file__).parents[2] / "completions"

LINES = (
    ("opaq qu", {"query"}),
    ("opaq profile a", {"add"}),
    ("opaq query --form", {"--format"}),
    ("opaq query --format nd", {"ndjson"}),
    ("opaq query -P al", {"alpha", "alps"}),
    ("opaq -P alpha desc", {"describe"}),
    ("opaq profile use be", {"beta"}),
    ("opaq completion z", {"zsh"}),
    ("opaq --color al", {"always"}),
)


@pytest.fixture
def shell_env(locked_out: Path, tmp_path: Path) -> dict[str, str]:
    """Three profiles, and `opaq` on the path."""
    profiles = locked_out / ".config/opaq/profiles"
    profiles.mkdir(parents=True)
    for name in ("alpha", "alps", "beta"):
        (profiles / f"{name}.toml").write_text('engine = "sqlite"\npath = "/x"\n')
    command = tmp_path / "opaq"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m opaq "$@"\n')
    command.chmod(0o755)
    return {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}


def need(shell: str) -> str:
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not installed")
    return path


@pytest.mark.parametrize("shell", sorted(SHELLS))
def test_scripts_are_current(shell: str) -> None:
    """Renew with: make completions."""
    assert (SCRIPTS / FILES[shell]).read_text() == SHELLS[shell](list(described()))


def test_the_manual_page_is_current() -> None:
    assert (SCRIPTS / "opaq.1").read_text() == page()


@pytest.mark.parametrize(("line", "offered"), LINES)
def test_bash_completes(line: str, offered: set[str], shell_env: dict[str, str]) -> None:
    words = line.split(" ")
    script = (
        f"source {SCRIPTS / FILES['bash']}; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1};"
        ' _opaq; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run([need("bash"), "-c", script], env=shell_env, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == offered
    assert done.stderr == ""


@pytest.mark.parametrize(("line", "offered"), LINES)
def test_fish_completes(line: str, offered: set[str], shell_env: dict[str, str]) -> None:
    script = f"source {SCRIPTS / FILES['fish']}; complete -C '{line}'"
    done = subprocess.run(
        [need("fish"), "--no-config", "-c", script], env=shell_env, capture_output=True, text=True, check=True
    )
    assert {row.split("\t")[0] for row in done.stdout.splitlines()} == offered


@pytest.mark.parametrize(("line", "offered"), [case for case in LINES if len(case[1]) == 1])
def test_zsh_completes(line: str, offered: set[str], shell_env: dict[str, str], tmp_path: Path) -> None:
    functions = tmp_path / "functions"
    functions.mkdir()
    shutil.copy(SCRIPTS / FILES["zsh"], functions / "_opaq")
    zsh = pexpect.spawn(need("zsh"), ["-f", "-i"], env=shell_env | {"TERM": "dumb"}, encoding="utf-8", timeout=20)
    zsh.sendline(f"PS1='> '; fpath=({functions} $fpath); autoload -U compinit; compinit -u -D; echo re''ady")
    zsh.expect("ready")
    zsh.send(line + "\t")
    try:
        zsh.expect(next(iter(offered)))  # inserted or listed; the line itself has only its beginning
    finally:
        zsh.close(force=True)


def test_the_powershell_script_is_powershell() -> None:
    """Its grammar only: the shell itself comes from no package registry of Python or Debian."""
    grammar = tree_sitter.Language(tree_sitter_powershell.language())
    tree = tree_sitter.Parser(grammar).parse((SCRIPTS / "opaq.ps1").read_bytes())
    assert not tree.root_node.has_error
