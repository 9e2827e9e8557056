"""Logs that opaq just wrote, verified by tools that are not ours; each also rejects a changed log.

Which tools run and where they come from: `neutraltools`. Under CI at least four must.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import auditlogs
import neutraltools
import pytest
from auditlogs import House

from opaq.audit import prove

HERE = Path(__file__).parent / "neutral"
AT_LEAST = 4
pytestmark = pytest.mark.timeout(600)


class Neutral:
    """Where the fetched verifiers are, and which are missing."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.missing = neutraltools.prepare(place)

    def needs(self, name: str) -> None:
        if self.missing[name]:
            pytest.skip(self.missing[name])

    def accepts(self, *command: str | Path, **variables: str) -> bool:
        environment = os.environ | {"OPAQ_NEUTRAL": str(self.place), "PYTHONPATH": str(self.place)} | variables
        return subprocess.run(command, check=False, capture_output=True, env=environment, timeout=280).returncode == 0


@pytest.fixture(scope="session")
def neutral(tmp_path_factory: pytest.TempPathFactory) -> Neutral:
    return Neutral(neutraltools.shared_place(tmp_path_factory))


def test_at_least_four_neutral_verifiers_run(neutral: Neutral) -> None:
    running = [name for name, reason in neutral.missing.items() if not reason]
    if len(running) < AT_LEAST and not os.environ.get("CI"):
        pytest.skip(f"only {', '.join(running)}; OPAQ_TEST_INSTALL=1 lets root on Debian install the others")
    assert len(running) >= AT_LEAST, neutral.missing


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


def test_sha256sum_and_jq_follow_the_chain(written: House, neutral: Neutral) -> None:
    neutral.needs("jq")
    both_ways(written, lambda: neutral.accepts("sh", HERE / "check.sh", written.log), b'"rows":3', b'"rows":4')


def test_openssl_verifies_the_head(written: House, neutral: Neutral) -> None:
    neutral.needs("openssl")
    command = ("sh", HERE / "openssl.sh", written.log, epoch_key(written))
    both_ways(written, lambda: neutral.accepts(*command), b"\n16\n", b"\n15\n", "checkpoint")


def test_node_rebuilds_the_root_and_verifies_the_head(written: House, neutral: Neutral) -> None:
    neutral.needs("node")
    command = ("node", HERE / "node.mjs", written.log, epoch_key(written))
    both_ways(written, lambda: neutral.accepts(*command), b'"rows":3', b'"rows":4')


LINE_3 = b'"profile":"prod","reason":"ticket 1'
"""Record 3 is the second query's intent."""


def test_sigstore_from_npm_verifies_head_and_inclusion(written: House, neutral: Neutral) -> None:
    neutral.needs("sigstore")
    text = prove.proof(str(written.log), 3, (written.log / "checkpoint").read_bytes())
    hashes = json.dumps(text.partition("\n\n")[0].split("\n")[2:])
    command = ("node", HERE / "sigstore.cjs", written.log, epoch_key(written), "3", hashes)
    both_ways(written, lambda: neutral.accepts(*command), LINE_3, LINE_3.replace(b"prod", b"test"))


def test_aics_tlog_from_pypi_verifies_head_and_root(written: House, neutral: Neutral) -> None:
    neutral.needs("aics-tlog")
    command = (sys.executable, HERE / "aics.py", written.log, epoch_key(written))
    both_ways(written, lambda: neutral.accepts(*command), b'"rows":3', b'"rows":4')


def test_go_sumdb_verifies_head_and_root(written: House, neutral: Neutral, tmp_path: Path) -> None:
    neutral.needs("go")
    program, cache = tmp_path / "check", str(tmp_path / "cache")
    variables = {"GOPATH": str(neutraltools.GO_SOURCES), "GO111MODULE": "off", "GOCACHE": cache, "GOFLAGS": ""}
    assert neutral.accepts("go", "build", "-o", program, HERE / "main.go", **variables)
    both_ways(written, lambda: neutral.accepts(program, written.log, epoch_key(written)), b'"rows":3', b'"rows":4')
