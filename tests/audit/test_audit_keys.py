"""Keys, rotation, sealing, agents, revocation, repair, archives, disclosures."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import auditlogs
import pytest
from auditlogs import House

from opaq.audit import agent, anchor, layout, prove, read, repair, retain, seal
from opaq.audit.keys import IDENTITY, KeyStore
from opaq.audit.note import BadNote, parse_vkey
from opaq.audit.verdict import Verification
from opaq.audit.verify import verify
from opaq.errors import AuditFailure, ExitCode


def test_revocation_is_signed_by_the_identity(house: House) -> None:
    with house.open() as chain:
        auditlogs.run(chain)
        chain.rotate()
        chain.rotate(revoke=True)
        chain.rotate(revoke=True)
        auditlogs.run(chain)
    assert house.verify().faults == ()
    assert house.verify().verdict is ExitCode.OK


def test_a_sealed_identity_opens_with_its_passphrase_only(house: House) -> None:
    with house.open() as chain:
        auditlogs.run(chain)
    store = KeyStore(house.keys, house.store.name)
    store.write(IDENTITY, seal.seal(store.read(IDENTITY), "correct horse"))
    with pytest.raises(AuditFailure, match="passphrase"):
        store.load(IDENTITY, lambda: "wrong")
    with house.open() as chain:
        auditlogs.run(chain)  # daily work does not need the identity
        with pytest.raises(AuditFailure, match="sealed"):
            chain.rotate()
        chain.rotate(store.load(IDENTITY, lambda: "correct horse"))
    store.close()
    assert house.verify().verdict is ExitCode.OK


@pytest.fixture
def ssh_agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    if not shutil.which("ssh-agent") or not shutil.which("ssh-keygen"):
        pytest.skip("no OpenSSH here")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "id"], check=True)
    socket = Path(os.path.relpath(tmp_path)) / "agent" if len(str(tmp_path)) > 90 else tmp_path / "agent"
    process = subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.DEVNULL)
    monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
    for _ in range(200):
        if subprocess.run(["ssh-add", "-q", tmp_path / "id"], check=False, stderr=subprocess.DEVNULL).returncode == 0:
            break
    yield tmp_path / "id"
    process.terminate()
    process.wait(10)


@pytest.mark.usefixtures("ssh_agent")
def test_the_identity_can_live_in_ssh_agent(house: House) -> None:
    with house.open(agent_key=agent.keys()[0][0]) as chain:
        auditlogs.run(chain)
        chain.rotate()
        auditlogs.run(chain)
    assert "PRIVATE" not in (house.store / IDENTITY).read_text()
    assert house.verify().verdict is ExitCode.OK


def test_an_ssh_signature_anchors_a_head(house: House, ssh_agent: Path) -> None:
    with house.open() as chain:
        auditlogs.run(chain)
        anchor.with_ssh(chain, ssh_agent)
    assert house.verify().verdict is ExitCode.OK
    kept = next((house.log / "anchors").glob("*.sig"))
    kept.write_bytes(kept.read_bytes()[:-20])
    assert house.verify().verdict is ExitCode.TAMPERED


def test_file_and_git_anchors_hold(house: House, tmp_path: Path) -> None:
    repository = tmp_path / "git"
    subprocess.run(["git", "init", "-q", repository], check=True)
    for name, value in (("user.name", "a"), ("user.email", "a@example.org")):
        subprocess.run(["git", "-C", repository, "config", name, value], check=True)
    with house.open() as chain:
        auditlogs.run(chain)
        anchor.to_file(chain, tmp_path / "a.note")
        anchor.to_git(chain, repository)
        auditlogs.run(chain)
    result = house.verify(anchors=(tmp_path / "a.note", next(repository.glob("*.note"))))
    assert result.anchored == (3, 4)
    assert result.verdict is ExitCode.OK


def test_a_time_stamp_request_is_about_the_kept_head(house: House, tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("no openssl here")
    with house.open() as chain:
        anchor.request_time_stamp(chain, tmp_path / "q.tsq")
        (tmp_path / "bad.tsr").write_bytes(b"no token")
        with pytest.raises(AuditFailure):
            anchor.with_time_stamp(chain, tmp_path / "bad.tsr")
    assert (tmp_path / "q.tsq").stat().st_size > 50
    assert house.verify().verdict is ExitCode.OK


TSA = """[tsa]
serial = {0}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
[ext]
extendedKeyUsage = critical,timeStamping
"""


def authority(place: Path) -> Path:
    """A time stamping authority with a self-signed certificate."""
    place.mkdir()
    (place / "tsa.cnf").write_text(TSA.format(place))
    (place / "ext.cnf").write_text("[req]\ndistinguished_name=dn\n[dn]\n" + TSA[TSA.index("[ext]") :])
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", place / "key.pem", "-out", place / "cert.pem", "-subj", f"/CN={place.name}", "-config", place / "ext.cnf", "-extensions", "ext", "-days", "30")  # fmt: skip
    return place


def openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)


def test_a_time_stamp_is_checked_with_the_authoritys_certificate(house: House, tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("no openssl here")
    good, other = authority(tmp_path / "good"), authority(tmp_path / "other")
    with house.open() as chain:
        anchor.request_time_stamp(chain, tmp_path / "q.tsq")
        openssl("ts", "-reply", "-queryfile", tmp_path / "q.tsq", "-signer", good / "cert.pem", "-inkey", good / "key.pem", "-config", good / "tsa.cnf", "-section", "tsa", "-out", tmp_path / "a.tsr")  # fmt: skip
        anchor.with_time_stamp(chain, tmp_path / "a.tsr")

    def verified(certificate: Path | None) -> Verification:
        return verify(str(house.log), trusted=[house.pin], authority=certificate and str(certificate))

    assert verified(None).verdict is ExitCode.OK
    assert "not checked" in verified(None).stamps[0]
    assert verified(good / "cert.pem").verdict is ExitCode.OK
    assert verified(good / "cert.pem").stamps == ("signed by the given authority: the heads of 1 records",)
    assert {fault.check for fault in verified(other / "cert.pem").faults} == {16}


@pytest.mark.parametrize("damage", ["middle", "tail", "head", "garbage"])
def test_a_repair_goes_on_and_is_told_for_ever(rich: House, damage: str) -> None:
    data = rich.segment.read_bytes()
    if damage == "middle":
        rich.segment.write_bytes(data.replace(b'"rows":3', b'"rows":4', 1))
    elif damage == "tail":
        rich.segment.write_bytes(data[:-1200])
    elif damage == "head":
        (rich.log / "checkpoint").unlink()
    else:
        rich.segment.write_bytes(data + b"garbage\n" * 9)
    with pytest.raises(AuditFailure):
        rich.open().append(auditlogs.records.note(kind="x")) if damage != "middle" else _refuse_if_unseen(rich)
    done = repair.repair(rich.log, rich.keys, version="0.0.test")
    assert done.kept > 1
    with rich.open() as chain:
        auditlogs.run(chain)
    result = rich.verify()
    assert [fault.spoken() for fault in result.faults] == []
    assert result.verdict is ExitCode.RESIDUE
    assert done.aside.is_dir()


def _refuse_if_unseen(house: House) -> None:
    assert house.verify().verdict is ExitCode.TAMPERED  # the appender does not read old records; verify does
    raise AuditFailure("OPQ-A005", "seen by verify")


def test_archived_segments_keep_their_root(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "SEGMENT", 16)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with house.open() as chain:
        for _ in range(30):
            auditlogs.run(chain)
        for first in (0, 16):
            retain.archive_segment(chain, first, elsewhere)
        auditlogs.run(chain)
    with house.open() as chain:
        chain.rotate()
    result = house.verify()
    assert [fault.spoken() for fault in result.faults] == []
    assert result.archived == 32
    assert result.verdict is ExitCode.OK
    stub = house.log / "segments" / "000000000000.archived"
    data = stub.read_bytes()
    for place in range(0, len(data), 97):
        stub.write_bytes(data[:place] + bytes([data[place] ^ 2]) + data[place + 1 :])
        assert house.verify().verdict is ExitCode.TAMPERED
    stub.write_bytes(data)
    (elsewhere / "000000000016.jsonl").rename(house.log / "segments" / "000000000016.jsonl")
    (house.log / "segments" / "000000000016.archived").unlink()
    assert house.verify().faults == ()


def test_erasing_a_field_breaks_nothing_and_is_told(house: House) -> None:
    with house.open(redactable=("reason", "user")) as chain:
        seq, _ = auditlogs.run(chain, reason="about Mr Miller")
    assert b"Miller" not in house.segment.read_bytes()
    assert b'"user"' not in house.segment.read_bytes()
    shown = list(read.entries(str(house.log), 3))[seq]
    assert shown.body["reason"] == "about Mr Miller"
    assert shown.body["actor"]["user"] == "ada"  # type: ignore[index]
    with house.open() as chain:
        retain.erase(chain, seq, ("reason",))
    assert "reason" not in list(read.entries(str(house.log), 3))[seq].body
    result = house.verify()
    assert (result.verdict, result.erased) == (ExitCode.OK, 1)


def test_a_bundle_proves_lines_to_an_outside_auditor(house: House) -> None:
    with house.open(redactable=("reason", "user")) as chain:
        for _ in range(5):
            auditlogs.run(chain)
    note = (house.log / "checkpoint").read_bytes()
    bundle = json.loads(retain.bundle(str(house.log), [1, 3], ("reason",), note))
    key = parse_vkey(json.loads(house.segment.read_bytes().split(b"\n")[0])["body"]["key"])
    for record in bundle["records"]:
        assert len(record["disclosures"]) == 1
        prove.check(record["proof"], record["line"].encode(), key)
        with pytest.raises(BadNote):
            prove.check(record["proof"], record["line"].encode() + b" ", key)


def test_proofs_hold_across_segments(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "SEGMENT", 8)
    with house.open() as chain:
        for _ in range(23):
            auditlogs.run(chain)
    note = (house.log / "checkpoint").read_bytes()
    lines = b"".join(path.read_bytes() for path in sorted((house.log / "segments").iterdir())).split(b"\n")[:-1]
    bodies = [json.loads(line)["body"] for line in lines]
    key = parse_vkey([body["key"] for body in bodies if "key" in body][-1])
    for seq, line in enumerate(lines):
        assert prove.check(prove.proof(str(house.log), seq, note), line, key).size == len(lines)


def test_two_heads_of_one_size_with_different_roots_are_a_fork(house: House, tmp_path: Path) -> None:
    house.open().close()
    twin = House(tmp_path / "twin" / "log", tmp_path / "twin" / "keys")
    shutil.copytree(house.log, twin.log)
    shutil.copytree(house.keys, twin.keys)
    for each in (house, twin):
        with each.open() as chain:
            auditlogs.run(chain)
    found = prove.compare((house.log / "checkpoint").read_bytes(), (twin.log / "checkpoint").read_bytes())
    assert found.fork


def test_a_log_whose_identity_is_not_pinned_is_unpinned(house: House) -> None:
    house.open().close()
    assert verify(str(house.log)).verdict is ExitCode.UNPINNED
