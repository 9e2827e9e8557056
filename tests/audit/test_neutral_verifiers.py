"""Logs that opaq just wrote, verified by tools that are not ours; each also rejects a changed log.

openssl, sha256sum and jq are expected everywhere; node, npm's @sigstore/verify,
PyPI's aics-tlog and Go's sumdb/note and tlog run where they are. OPAQ_NEUTRAL
names a directory with `node_modules` and an unpacked or installed aics_tlog.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import auditlogs
import pytest
from auditlogs import House

from opaq.audit import prove

HERE = Path(__file__).parent / "neutral"
NEUTRAL = os.environ.get("OPAQ_NEUTRAL", "")


def needs(*tools: str) -> None:
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed")


@pytest.fixture
def written(house: House) -> House:
    with house.open() as chain:
        for number in range(6):
            auditlogs.run(chain, reason=f'ticket {number} "quoted" \\ 日本')
        chain.rotate()
        auditlogs.run(chain)
    return house


def epoch_key(house: House) -> str:
    bodies = [json.loads(line)["body"] for line in house.segment.read_bytes().splitlines()]
    return str([body["key"] for body in bodies if "key" in body][-1])


def accepted(command: list[str | Path]) -> bool:
    environment = os.environ | {"OPAQ_NEUTRAL": NEUTRAL}
    return subprocess.run(command, check=False, capture_output=True, env=environment, timeout=120).returncode == 0


def alter(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def both_ways(
    house: House, verifier: Callable[[], bool], old: bytes, new: bytes, file: str = "segments/000000000000.jsonl"
) -> None:
    assert verifier()
    alter(house.log / file, old, new)
    assert not verifier()


def test_sha256sum_and_jq_follow_the_chain(written: House) -> None:
    needs("sha256sum", "jq")
    both_ways(written, lambda: accepted(["sh", HERE / "check.sh", written.log]), b'"rows":3', b'"rows":4')


def test_openssl_verifies_the_head(written: House) -> None:
    needs("openssl", "base64")
    key = epoch_key(written)
    both_ways(
        written, lambda: accepted(["sh", HERE / "openssl.sh", written.log, key]), b"\n16\n", b"\n15\n", "checkpoint"
    )


def test_node_rebuilds_the_root_and_verifies_the_head(written: House) -> None:
    needs("node")
    key = epoch_key(written)
    both_ways(written, lambda: accepted(["node", HERE / "node.mjs", written.log, key]), b'"rows":3', b'"rows":4')


def test_sigstore_from_npm_verifies_head_and_inclusion(written: House) -> None:
    needs("node")
    if not Path(NEUTRAL, "node_modules/@sigstore/verify").is_dir() or not NEUTRAL:
        pytest.skip("OPAQ_NEUTRAL has no node_modules/@sigstore/verify")
    text = prove.proof(str(written.log), 3, (written.log / "checkpoint").read_bytes())
    hashes = json.dumps(text.partition("\n\n")[0].split("\n")[2:])
    command: list[str | Path] = ["node", HERE / "sigstore.cjs", written.log, epoch_key(written), "3", hashes]
    assert accepted(command)
    lines = written.segment.read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b'"profile":"prod"', b'"profile":"test"')
    written.segment.write_bytes(b"".join(lines))
    assert not accepted(command)


AICS = """
import sys
from pathlib import Path
from aics_tlog import note, checkpoint, tree, verify_checkpoint, verify_leaf_inclusion
log, vkey = Path(sys.argv[1]), sys.argv[2]
parsed = note.parse_note((log / "checkpoint").read_bytes())
result = verify_checkpoint(parsed, note.parse_vkey(vkey))
head = checkpoint.parse_checkpoint(parsed.text)
lines = (log / "segments/000000000000.jsonl").read_bytes().split(b"\\n")[:-1]
built = tree.MerkleTree(lines)
ok = getattr(result, "ok", True) and head.size == len(lines) and built.root() == head.root
sys.exit(0 if ok else 1)
"""


def test_aics_tlog_from_pypi_verifies_head_and_root(written: House) -> None:
    environment = os.environ | {"PYTHONPATH": NEUTRAL}
    found = subprocess.run(
        [sys.executable, "-c", "import aics_tlog"], check=False, capture_output=True, env=environment
    )
    if found.returncode:
        pytest.skip("aics_tlog not installed")
    command = [sys.executable, "-c", AICS, str(written.log), epoch_key(written)]

    def verifier() -> bool:
        return subprocess.run(command, check=False, env=environment, capture_output=True).returncode == 0

    both_ways(written, verifier, b'"rows":3', b'"rows":4')


def test_go_sumdb_verifies_head_and_root(written: House, tmp_path: Path) -> None:
    needs("go")
    source = Path("/usr/share/gocode")
    if not (source / "src/golang.org/x/mod/sumdb/note").is_dir():
        pytest.skip("golang-golang-x-mod-dev not installed")
    environment = os.environ | {
        "GOPATH": str(source),
        "GO111MODULE": "off",
        "GOCACHE": str(tmp_path / "cache"),
        "GOFLAGS": "",
    }
    program = tmp_path / "check"
    subprocess.run(["go", "build", "-o", program, HERE / "main.go"], check=True, env=environment, timeout=280)
    both_ways(written, lambda: accepted([program, written.log, epoch_key(written)]), b'"rows":3', b'"rows":4')
