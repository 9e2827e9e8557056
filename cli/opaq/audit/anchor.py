"""Anchors: a head kept where the log's owner alone cannot take it back.

What is anchored is always the bytes of a signed checkpoint. opaq makes no
network call: a time stamp request is written for you to send and its token
taken in; a witness's co-signed note likewise. Git and ssh-keygen are run
locally. Files kept in ``anchors/`` are named, with their digest, by an
`anchor` record.
"""

from __future__ import annotations

import os
import subprocess
from hashlib import sha256
from pathlib import Path

from opaq.audit import files, layout
from opaq.audit.chain import Chain, Entry
from opaq.audit.note import BadNote, parse_checkpoint, parse_note
from opaq.errors import AuditFailure

NAMESPACE = "opaq-audit"
"""The namespace of SSHSIG signatures over checkpoints."""


def head_of(chain: Chain) -> tuple[int, bytes]:
    """(size, signed note) of the committed head."""
    size = chain.head().size
    return size, (chain.directory / layout.HEAD).read_bytes()


def to_file(chain: Chain, path: Path) -> Entry:
    """Copy the head to a file elsewhere."""
    size, note = head_of(chain)
    try:
        path.write_bytes(note)
    except OSError as error:
        raise files.failed(error, "writing the anchor") from error
    return chain.append({"t": "anchor", "kind": "file", "size": size, "note": sha256(note).hexdigest()})


def to_git(chain: Chain, repository: Path) -> Entry:
    """Commit the head into a git repository."""
    size, note = head_of(chain)
    name = chain.origin.rpartition("/")[2] + ".note"
    try:
        (repository / name).write_bytes(note)
    except OSError as error:
        raise files.failed(error, "writing the anchor") from error
    _run(["git", "-C", str(repository), "add", "--", name])
    _run(["git", "-C", str(repository), "commit", "-q", "-m", f"opaq audit: {size} records", "--", name])
    commit = _run(["git", "-C", str(repository), "rev-parse", "HEAD"]).decode().strip()
    return chain.append(
        {"t": "anchor", "kind": "git", "size": size, "note": sha256(note).hexdigest(), "commit": commit}
    )


def with_ssh(chain: Chain, key: Path) -> Entry:
    """Sign the head with an ssh key of another person or device (SSHSIG)."""
    size, note = head_of(chain)
    kept = chain.directory / "anchors" / f"{size}.note"
    _keep(chain, kept.name, note, {"kind": "note", "size": size})
    _run(["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(kept)])
    signature = kept.with_name(kept.name + ".sig")
    os.chmod(signature, 0o600)
    return _told(chain, signature.name, signature.read_bytes(), {"kind": "ssh", "size": size})


def request_time_stamp(chain: Chain, request: Path) -> Entry:
    """Write an RFC 3161 request for the head; send it to a time stamping authority of your choice."""
    size, note = head_of(chain)
    kept = chain.directory / "anchors" / f"{size}.note"
    entry = _keep(chain, kept.name, note, {"kind": "note", "size": size})
    _run(["openssl", "ts", "-query", "-data", str(kept), "-sha256", "-cert", "-out", str(request)])
    return entry


def with_time_stamp(chain: Chain, token: Path) -> Entry:
    """Take in the authority's answer; it must be about a head that was kept for it."""
    data = token.read_bytes()
    for kept in sorted((chain.directory / "anchors").glob("*.note")):
        if sha256(kept.read_bytes()).digest() in data:
            return _keep(chain, f"{kept.stem}.tsr", data, {"kind": "rfc3161", "size": int(kept.stem)})
    raise AuditFailure("OPQ-A014", "audit: the time stamp is not about a head of this log", hint="request one first")


def with_witness(chain: Chain, cosigned: Path) -> Entry:
    """Take in a checkpoint that witnesses co-signed; its text must be one of ours."""
    data = cosigned.read_bytes()
    try:
        note = parse_note(data)
        claimed = parse_checkpoint(note)
    except BadNote as error:
        raise AuditFailure(
            "OPQ-A014", f"audit: not a co-signed checkpoint: {error}", hint="see C2SP signed-note"
        ) from error
    ours = {(line.name, line.kid) for line in note.signatures if line.name == chain.origin}
    if claimed.origin != chain.origin or len(ours) == len(note.signatures) or claimed.size > chain.head().size:
        raise AuditFailure("OPQ-A014", "audit: not a head of this log with another's signature", hint="ask the witness")
    body: dict[str, object] = {"kind": "witness", "size": claimed.size}
    return _keep(chain, f"{claimed.size}.witness-{sha256(data).hexdigest()[:8]}", data, body)


def _keep(chain: Chain, name: str, data: bytes, body: dict[str, object]) -> Entry:
    fd = os.open(chain.directory / "anchors", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        files.replace(fd, name, data)
    finally:
        os.close(fd)
    return _told(chain, name, data, body)


def _told(chain: Chain, name: str, data: bytes, body: dict[str, object]) -> Entry:
    return chain.append({"t": "anchor", "file": name, "sha256": sha256(data).hexdigest(), **body})


def _run(command: list[str]) -> bytes:
    try:
        done = subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise AuditFailure("OPQ-A014", f"audit: {command[0]} failed", hint="run it by hand to see why") from error
    return done.stdout
