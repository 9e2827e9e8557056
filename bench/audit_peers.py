"""Other tamper-evident logs on the same records: what each checks, how many records a second.

`auditchain` and `tamperlog` come from PyPI into a directory of the run's own
(`AUDIT_PEERS` names one that has them). `journalctl --verify` needs a journal
that `systemd-journal-remote` writes from its export format; where that is not
installed, it is left out and said so. Each peer runs alone in a process, and
what counts is its CPU time from first byte to verdict.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from measure import Cost, run

AUDITCHAIN, TAMPERLOG = "auditchain==0.3.0", "tamperlog==0.1.0"
_REMOTE = "/lib/systemd/systemd-journal-remote"


class Peer(NamedTuple):
    name: str
    checks: str
    verify: Sequence[str]
    """The command, or nothing when the peer cannot be had."""
    missing: str = ""


def fetch(place: Path) -> Path:
    """Where the two packages are; what cannot be fetched is missing there."""
    given = os.environ.get("AUDIT_PEERS")
    if given:
        return Path(given)
    command = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--target", str(place)]  # fmt: skip
    for package in (AUDITCHAIN, TAMPERLOG):
        subprocess.run([*command, package], check=False, stderr=subprocess.DEVNULL, timeout=120)
    return place


def prepare(base: Path, lines: Sequence[bytes]) -> list[Peer]:
    """Each peer with a log of its own that holds these records."""
    place = fetch(base / "peers")
    return [_auditchain(place, base, lines), _tamperlog(place, base, lines), _journal(base, lines)]


def measured(peer: Peer, place: Path) -> Cost:
    return run(peer.verify, os.environ | {"PYTHONPATH": str(place)})


_AUDITCHAIN_WRITE = """
import sys, json
from auditchain import JsonlBackend, SyncAuditLog, generate_keypair
log = SyncAuditLog(JsonlBackend(sys.argv[2]))
lines = [json.loads(line)["body"] for line in open(sys.argv[1])]
log.append_many([("ada", str(body.get("t")), str(body.get("seq")), body) for body in lines])
"""
_AUDITCHAIN_VERIFY = """
import sys
from auditchain import JsonlBackend, SyncAuditLog
sys.exit(0 if SyncAuditLog(JsonlBackend(sys.argv[1])).verify().ok else 1)
"""
_TAMPERLOG_VERIFY = "import sys; from tamperlog.cli import main; sys.exit(main(sys.argv[1:]))"


def _auditchain(place: Path, base: Path, lines: Sequence[bytes]) -> Peer:
    name, checks = AUDITCHAIN.replace("==", " "), "hash chain; no signature"
    if not _has(place, "auditchain"):
        return Peer(name, checks, (), "not to be had from PyPI")
    source, log = base / "lines.jsonl", base / "auditchain.jsonl"
    source.write_bytes(b"\n".join(lines) + b"\n")
    written = run([sys.executable, "-c", _AUDITCHAIN_WRITE, str(source), str(log)], os.environ | {"PYTHONPATH": str(place)})  # fmt: skip
    return Peer(name, checks, (sys.executable, "-c", _AUDITCHAIN_VERIFY, str(log)), "failed" if written.code else "")


def _tamperlog(place: Path, base: Path, lines: Sequence[bytes]) -> Peer:
    name, checks = TAMPERLOG.replace("==", " "), "Merkle leaves; no chain, no signature"
    if not _has(place, "tamperlog"):
        return Peer(name, checks, (), "not to be had from PyPI")
    import base64

    log = base / "tamperlog.jsonl"
    with log.open("w") as file:  # as its storage writes them, without opening the file for each
        file.writelines(json.dumps({"payload": base64.b64encode(line).decode()}) + "\n" for line in lines)
    return Peer(name, checks, (sys.executable, "-c", _TAMPERLOG_VERIFY, "verify", str(log)))


def _journal(base: Path, lines: Sequence[bytes]) -> Peer:
    name, checks = "journalctl --verify", "hashes of objects; unsealed"
    remote = os.environ.get("JOURNAL_REMOTE") or (_REMOTE if Path(_REMOTE).exists() else "")
    if not remote or not shutil.which("journalctl"):
        return Peer(name, checks, (), "systemd-journal-remote, which writes a journal file, is not installed")
    export, journal = base / "export", base / "peer.journal"
    with export.open("wb") as file:
        for number, line in enumerate(lines, 1):
            stamps = f"__REALTIME_TIMESTAMP={1_800_000_000_000_000 + number}\n__MONOTONIC_TIMESTAMP={number}\n_BOOT_ID={'1' * 32}\n"
            file.write(stamps.encode() + b"MESSAGE=" + line + b"\n\n")
    made = run([remote, "-o", str(journal), str(export)])
    return Peer(name, checks, ("journalctl", "--verify", "--file", str(journal)), "failed" if made.code else "")


def _has(place: Path, module: str) -> bool:
    return (place / module).is_dir() or importlib.util.find_spec(module) is not None
