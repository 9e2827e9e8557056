from __future__ import annotations

import shutil
from pathlib import Path

import auditlogs
import pytest


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("rich")
    auditlogs.rich(base)
    return base


@pytest.fixture
def house(tmp_path: Path) -> auditlogs.House:
    """A place for a log that does not exist yet."""
    return auditlogs.House(tmp_path / "log", tmp_path / "keys")


@pytest.fixture
def rich(master: Path, tmp_path: Path) -> auditlogs.House:
    """A private copy of the log with everything in it."""
    shutil.copytree(master, tmp_path / "rich")
    return auditlogs.House(tmp_path / "rich" / "log", tmp_path / "rich" / "keys")
