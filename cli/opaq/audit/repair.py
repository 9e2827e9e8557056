"""Going on after damage, by explicit decision: the longest sound beginning stays, the rest is set aside, and both are told.

The repair record is signed by the identity and names the old head (as far as
it could be read) and the new one; it also begins a new epoch, because the key
in force at the end of the sound beginning may no longer exist. Verification
reports a repair for ever (exit 10): a repair explains, it does not absolve.
"""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from opaq.audit import archive, birth, canonical, clock, files, head, layout, merkle
from opaq.audit.faults import Ledger
from opaq.audit.keys import EPOCH, IDENTITY, NEXT, KeyStore, Signer, from_seed, skey
from opaq.audit.line import Malformed, dissect, parse, seal, unsigned
from opaq.audit.note import BadNote, Checkpoint, certificate, parse_checkpoint, parse_note
from opaq.audit.segment import Steering
from opaq.audit.timeline import Timeline
from opaq.errors import AuditFailure


class Repaired(NamedTuple):
    """What a repair did."""

    kept: int
    """Records that stay."""
    claimed: int
    """Records the old head claimed; -1 if it could not be read."""
    aside: Path
    """Where everything else now lies."""


def repair(
    directory: Path,
    keys: Path,
    *,
    version: str,
    passphrase: Callable[[], str] | None = None,
    lock_seconds: float = 10.0,
    now: Callable[[], float] = time.time,
) -> Repaired:
    """Cut the log to its longest sound beginning and go on; `AuditFailure` if not even the genesis is sound."""
    fd = files.private_directory(directory, create=False)
    lock = files.Lock(fd, lock_seconds)
    try:
        with lock:
            return _repair(directory, fd, keys, version, passphrase, now)
    except OSError as error:
        raise files.failed(error, "repairing the log") from error
    finally:
        lock.close()
        os.close(fd)


def _repair(
    directory: Path, fd: int, keys: Path, version: str, passphrase: Callable[[], str] | None, now: Callable[[], float]
) -> Repaired:
    segments = os.open(directory / "segments", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        origin, log_id = birth.identify(segments)
        sound = _Sound(directory, segments, origin)
        store = KeyStore(keys, log_id)
        try:
            identity = store.load(IDENTITY, passphrase)
            if sound.timeline.identity != identity.verifier:
                raise AuditFailure(
                    "OPQ-A006", "audit: the identity key is not that of this log", hint="restore the keys"
                )
            claimed, evidence = _old_head(directory)
            aside = directory / f"repaired-{sound.head.size}-{evidence[:16]}"
            _set_aside(directory, aside, sound)
            _go_on(directory, fd, segments, store, identity, sound, claimed, aside.name, version, now)
        finally:
            store.close()
    finally:
        os.close(segments)
    return Repaired(sound.head.size, claimed[0], aside)


class _Sound:
    """The longest beginning whose frames, chain, sequence, epochs and last signature are all good."""

    def __init__(self, directory: Path, segments: int, origin: str) -> None:
        self.lines: dict[int, list[bytes]] = {}
        self.stubs: list[int] = []
        steering: list[Steering] = []
        heads = [head.empty(origin)]
        signed: list[bytes] = []
        for first in range(0, 1 << 53, layout.SEGMENT):
            if heads[-1].size != first:
                break
            if not os.path.exists(directory / "segments" / layout.segment(first)):
                stub = _stub(directory, first, heads[-1])
                if stub is None:
                    break
                edge = merkle.join(heads[-1].edge, first, [stub.root], layout.SEGMENT)
                size = first + layout.SEGMENT
                heads = [Checkpoint(origin, size, merkle.root(edge), stub.chain, 0, tuple(edge))]
                steering += [(seq, line, parse(line)) for seq, line in stub.kept]
                self.stubs.append(first)
                signed = []
                continue
            heads = heads[-1:]
            signed = []
            for line in birth.lines(segments, first):
                body = _follows(line, heads[-1])
                if body is None:
                    break
                heads.append(head.grow(heads[-1], line))
                signed.append(line)
                if body.get("t") in ("genesis", "key", "repair"):
                    steering.append((heads[-1].size - 1, line, body))
            self.lines[first] = signed
        self.head, self.timeline = self._trimmed(heads, signed, steering)

    def _trimmed(
        self, heads: list[Checkpoint], signed: list[bytes], steering: list[Steering]
    ) -> tuple[Checkpoint, Timeline]:
        """Drop records from the end until the last one is signed by the key in force."""
        while True:
            ledger = Ledger()
            timeline = Timeline(steering, ledger)
            if not signed:
                break
            key = timeline.key_at(heads[-1].size - 1)
            parts = dissect(signed[-1])
            if not ledger.count and key and key.kid == parts.kid and key.accepts(parts.signature, parts.signed):
                break
            heads.pop()
            signed.pop()
            steering = [item for item in steering if item[0] < heads[-1].size]
        if heads[-1].size == 0:
            raise AuditFailure(
                "OPQ-A005", "audit: not even the first record is sound", hint="move the log away and begin anew"
            )
        return heads[-1], timeline


def _stub(directory: Path, first: int, current: Checkpoint) -> archive.Stub | None:
    try:
        stub = archive.read(str(directory), first)
    except archive.BadStub:
        return None
    return stub if stub.prev == current.chain else None


def _follows(line: bytes, current: Checkpoint) -> dict[str, object] | None:
    try:
        parts, body = dissect(line), parse(line)
    except Malformed:
        return None
    return body if parts.prev == current.chain and body.get("seq") == current.size else None


def _old_head(directory: Path) -> tuple[tuple[int, str], str]:
    try:
        data = (directory / layout.HEAD).read_bytes()
        old = parse_checkpoint(parse_note(data))
    except (OSError, BadNote):
        data = b""
        return (-1, ""), sha256(os.urandom(16)).hexdigest()
    return (old.size, old.root.hex()), sha256(data).hexdigest()


def _set_aside(directory: Path, aside: Path, sound: _Sound) -> None:
    """Move everything that is not of the sound beginning; first whole, then the beginning is written back."""
    aside.mkdir(mode=0o700, exist_ok=True)
    keep = {layout.LOCK, *layout.DIRECTORIES}
    for path in sorted(directory.iterdir()):
        if path.name not in keep and not layout.repaired_name(path.name):
            path.rename(aside / path.name)
    size = sound.head.size
    for path in sorted((directory / "checkpoints").iterdir()):
        number = layout.numbered(path.name, ".note")
        if number is None or number > size or not _matches(path, sound):
            path.rename(aside / f"checkpoint-{path.name}")
    for path in sorted((directory / "disclosures").iterdir()):
        number = layout.numbered(path.name, ".txt")
        if number is None or number >= size:
            path.rename(aside / f"disclosure-{path.name}")
    for path in sorted((directory / "segments").iterdir()):
        first = layout.placed(path.name, ".jsonl")
        stub = layout.placed(path.name, ".archived")
        if stub in sound.stubs or (first in sound.lines and sound.lines[first] and _whole(path, sound.lines[first])):
            continue
        path.rename(aside / f"segment-{path.name}")


def _whole(path: Path, lines: list[bytes]) -> bool:
    return path.read_bytes() == b"\n".join(lines) + b"\n"


def _matches(path: Path, sound: _Sound) -> bool:
    """Whether a kept checkpoint of the last segment agrees with the records that stay."""
    try:
        note = parse_checkpoint(parse_note(path.read_bytes()))
    except (OSError, BadNote):
        return False
    first = layout.first_of(max(0, note.size - 1))
    lines = sound.lines.get(first)
    if lines is None or note.size - first > len(lines):
        return note.size - first <= layout.SEGMENT and first in sound.stubs
    return note.chain == sha256(lines[note.size - first - 1]).hexdigest()


def _go_on(
    directory: Path,
    fd: int,
    segments: int,
    store: KeyStore,
    identity: Signer,
    sound: _Sound,
    claimed: tuple[int, str],
    aside: str,
    version: str,
    now: Callable[[], float],
) -> None:
    seed = os.urandom(32)
    successor = from_seed(sound.head.origin, seed)
    epoch = sound.timeline.epoch + 1
    certified = identity.sign(certificate(sound.head.origin, epoch, successor.verifier.vkey))
    body: dict[str, object] = {
        "t": "repair", "id": os.urandom(16).hex(), "seq": sound.head.size, "opaq": version, **clock.stamps(now),
        "old_size": claimed[0], "old_root": claimed[1], "new_size": sound.head.size, "new_root": sound.head.root.hex(),
        "aside": aside, "epoch": epoch, "key": successor.verifier.vkey, "cert": base64.b64encode(certified).decode(),
    }  # fmt: skip
    message = unsigned(canonical.encode(body), identity.kid, sound.head.chain)
    line = seal(message, identity.sign(message))
    grown = head.grow(sound.head, line)
    first = layout.first_of(sound.head.size)
    lines = [*sound.lines.get(first, []), line] if sound.head.tail else [line]
    for begun, kept in sound.lines.items():
        if begun != first and kept and not (directory / "segments" / layout.segment(begun)).exists():
            files.replace(segments, layout.segment(begun), b"\n".join(kept) + b"\n")
    files.replace(segments, layout.segment(first), b"\n".join(lines) + b"\n")
    store.drop(NEXT)
    store.write(EPOCH, skey(sound.head.origin, seed))
    note = head.sign(grown, [identity, successor])
    notes = os.open(directory / "checkpoints", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        files.replace(notes, f"{grown.size}.note", note)
    finally:
        os.close(notes)
    files.replace(fd, layout.HEAD, note)
