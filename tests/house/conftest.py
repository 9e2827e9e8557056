"""opaq as a process of its own, with a profile per engine and a home that may be broken."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from targets import ENGINES, Target

OPAQ = [sys.executable, "-m", "opaq"]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def write_profile(home: Path, name: str, target: Target, *, lines: str = "") -> None:
    """A profile file for a test database; the password in a private file."""
    directory = home / ".config/opaq/profiles"
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / ".config").chmod(0o700)
    (home / ".config/opaq").chmod(0o700)
    address = target.address
    text = f'engine = "{address.engine}"\n'
    if address.path is not None:
        text += f'path = "{address.path}"\n'
    else:
        text += f'host = "{address.host}"\nport = {address.port}\ndatabase = "{address.database}"\nuser = "{address.user}"\n'
    if target.secret is not None:
        secret = directory / f"{name}.password"
        secret.write_text(target.secret.reveal())
        secret.chmod(0o600)
        text += f'password = {{ file = "{secret}" }}\n'
    file = directory / f"{name}.toml"
    file.write_text(text + lines)
    file.chmod(0o600)


@pytest.fixture(params=ENGINES)
def target(request: pytest.FixtureRequest) -> Target:
    """The shop, on every engine."""
    found: Target = request.getfixturevalue(f"shop_{request.param}")
    return found


@pytest.fixture
def home(locked_out: Path, target: Target) -> Path:
    """A home with a profile `shop` on the engine under test."""
    write_profile(locked_out, "shop", target)
    return locked_out


@pytest.fixture
def opaq(home: Path) -> Run:
    """Runs `opaq -P shop ...`."""

    def run(*argv: str, timeout: float = 60, **more: object) -> subprocess.CompletedProcess[bytes]:
        command = [*OPAQ, "-P", "shop", "--no-input", *argv]
        return subprocess.run(command, capture_output=True, timeout=timeout, env=dict(os.environ), **more)  # type: ignore[call-overload,no-any-return]

    return run
