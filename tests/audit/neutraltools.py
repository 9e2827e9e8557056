"""The verifiers that are not ours: found, or fetched once per run from apt, PyPI and npm; nothing stays on the machine but what apt installs.

apt is asked only by root on Debian and only with OPAQ_TEST_INSTALL=1 or under
CI. PyPI and npm packages go into the run's temporary directory. OPAQ_NEUTRAL
names a directory that has them already.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

AICS_TLOG = "aics-tlog==0.2.1"
SIGSTORE_VERIFY = "@sigstore/verify@3.1.1"
ECS_TYPES = "@elastic/ecs@8.11.5"
"""The types that Elastic publishes for ECS 8.11.0."""
PACKAGES = {"openssl": "openssl", "jq": "jq", "node": "nodejs", "base64": "coreutils", "sha256sum": "coreutils"}
GO_PACKAGES = ["golang-go", "golang-golang-x-mod-dev"]
GO_SOURCES = Path("/usr/share/gocode")
GIVEN = os.environ.get("OPAQ_NEUTRAL", "")


def prepare(place: Path) -> dict[str, str]:
    """Why each verifier cannot run; empty for those that can. `place` is shared by the workers of a run."""
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "done").exists():
            _fetch(place)
            (place / "done").touch()
    return {
        "openssl": _lacking("openssl", "base64"),
        "jq": _lacking("sha256sum", "jq"),
        "node": _lacking("node"),
        "sigstore": _lacking("node") or ("" if _sigstore(place) else "@sigstore/verify could not be had from npm"),
        "aics-tlog": "" if _imports(place) else "aics-tlog could not be had from PyPI",
        "go": "" if _go() else f"{' and '.join(GO_PACKAGES)} are not installed",
    }


def _fetch(place: Path) -> None:
    if os.environ.get("OPAQ_TEST_INSTALL") == "1" or (os.environ.get("CI") and "OPAQ_TEST_INSTALL" not in os.environ):
        _install(sorted({package for tool, package in PACKAGES.items() if not shutil.which(tool)}))
        _install([] if _go() else GO_PACKAGES)
    if GIVEN:
        for found in Path(GIVEN).iterdir():
            (place / found.name).symlink_to(found)
    if not _imports(place):
        _quietly([sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--ignore-requires-python", "--target", str(place), AICS_TLOG])  # fmt: skip
    wanted = [name for name, present in ((SIGSTORE_VERIFY, _sigstore(place)), (ECS_TYPES, _ecs(place))) if not present]
    if wanted and shutil.which("npm") and os.environ.get("CI"):
        _quietly(["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(place), *wanted])  # fmt: skip


def _install(packages: list[str]) -> None:
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        _quietly(["apt-get", "update", "-q"])
        _quietly(["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages])


def _quietly(command: list[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, check=False, capture_output=True, env=environment, timeout=240)
    except (OSError, subprocess.TimeoutExpired):  # then the verifier is missing, and its test says so
        return


def _lacking(*tools: str) -> str:
    missing = [tool for tool in tools if not shutil.which(tool)]
    return f"{', '.join(missing)} not installed" if missing else ""


def _go() -> bool:
    return bool(shutil.which("go")) and (GO_SOURCES / "src/golang.org/x/mod/sumdb/note").is_dir()


def _sigstore(place: Path) -> bool:
    return (place / "node_modules/@sigstore/verify/dist/tlog/checkpoint.js").is_file()


def _ecs(place: Path) -> list[Path]:
    return sorted((place / "node_modules/@elastic/ecs/generated").glob("*.ts"))


def ecs_types(place: Path) -> dict[str, str]:
    """TypeScript type by ECS field, of field sets one level deep; empty if the package could not be had."""
    prepare(place)
    found = {}
    for path in _ecs(place):
        prefix = "" if path.stem == "base" else f"{path.stem}."
        for name, kind in re.findall(r"^  '?([@a-z_]+)'?\??: (.+);$", path.read_text(), re.MULTILINE):
            found[prefix + name] = kind
    return found


def shared_place(factory: pytest.TempPathFactory) -> Path:
    """One directory for all workers of a run."""
    base = factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "neutral"


def _imports(place: Path) -> bool:
    command = [sys.executable, "-c", "import aics_tlog"]
    return not subprocess.run(
        command, check=False, capture_output=True, env=os.environ | {"PYTHONPATH": str(place)}
    ).returncode
