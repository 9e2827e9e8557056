"""The first record, and what an appender must find again by reading the log itself.

A log is born whole: everything is written into a hidden directory beside its
place, then renamed into it. Two processes may race; the loser throws its copy
away. Where keys remember a log at this place and there is none, nothing is
created: a log that vanished is not quietly begun anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from opaq.audit import canonical, clock, files, head, layout
from opaq.audit.keys import KeyStore, Signer
from opaq.audit.line import MAX_LINE_B, Malformed, parse, seal, unsigned
from opaq.audit.note import Checkpoint
from opaq.audit.tail import damaged
from opaq.errors import AuditFailure


def origin_of(host: str, uid: int, log_id: str) -> str:
    """The log's name for the world, which is also the name of its keys."""
    cleaned = re.sub(r"[^a-z0-9.-]", "-", host.lower())[:64] or "-"
    return f"opaq.local/{cleaned}/{uid}/{log_id}"


def ensure(
    directory: Path,
    keys: Path,
    *,
    host: str,
    uid: int,
    version: str,
    now: Callable[[], float],
    agent_key: bytes | None = None,
) -> bool:
    """Make the log if there is none; whether it was made."""
    if directory.is_symlink() or (directory.exists() and os.listdir(directory)):
        return False
    vanished = _remembered(directory, keys)
    if vanished:
        raise AuditFailure(
            "OPQ-A010",
            f"audit: the log that was at {directory} is gone, but its keys are here",
            hint=f"restore it from a backup, or move {vanished} away to begin a new log",
        )
    os.close(files.private_directory(directory.parent, create=True))
    log_id = os.urandom(16).hex()
    nursery = directory.parent / f".new-{log_id}"
    store = KeyStore(keys, log_id, create=True)
    try:
        _deliver(nursery, store, origin_of(host, uid, log_id), log_id, version, now, agent_key)
        try:
            os.rename(nursery, directory)
        except OSError:  # another process was faster
            import shutil  # 3 ms, of compressors; once in the life of a log

            shutil.rmtree(nursery, ignore_errors=True)
            shutil.rmtree(store.path, ignore_errors=True)
            return False
        store.write("home", str(directory.absolute()))
    finally:
        store.close()
    _sync(directory.parent)
    return True


def _remembered(directory: Path, keys: Path) -> Path | None:
    home = str(directory.absolute()) + "\n"
    for marker in sorted(keys.glob("*/home")):
        try:
            if marker.read_text() == home:
                return marker.parent
        except OSError:
            continue
    return None


def _deliver(
    nursery: Path,
    store: KeyStore,
    origin: str,
    log_id: str,
    version: str,
    now: Callable[[], float],
    agent_key: bytes | None,
) -> None:
    fd = files.private_directory(nursery, create=True)
    try:
        for name in layout.DIRECTORIES:
            os.mkdir(name, 0o700, dir_fd=fd)
            os.chmod(nursery / name, 0o700)
        files.replace(fd, layout.LOCK, b"")
        identity, epoch = store.create(origin, agent_key)
        record = genesis(identity, epoch, log_id, version, now)
        segments = files.private_directory(nursery / "segments", create=False)
        files.replace(segments, layout.segment(0), record + b"\n")
        os.close(segments)
        note = head.sign(head.grow(head.empty(origin), record), [identity, epoch])
        notes = files.private_directory(nursery / "checkpoints", create=False)
        files.replace(notes, "1.note", note)
        os.close(notes)
        files.replace(fd, layout.HEAD, note)
    finally:
        os.close(fd)


def genesis(identity: Signer, epoch: Signer, log_id: str, version: str, now: Callable[[], float]) -> bytes:
    """The first line: what the log is and who signs it, signed by the identity."""
    body = {
        "t": "genesis",
        "format": layout.FORMAT,
        "origin": epoch.verifier.name,
        "log": log_id,
        "segment": layout.SEGMENT,
        "identity": identity.verifier.vkey,
        "epoch": 0,
        "key": epoch.verifier.vkey,
        "id": log_id,
        "opaq": version,
        "seq": 0,
        **clock.stamps(now),
    }
    message = unsigned(canonical.encode(body), identity.kid, "0" * 64)
    return seal(message, identity.sign(message))


def identify(segments: int) -> tuple[str, str]:
    """(origin, log id) as the first line claims them; the key store and the head then prove it."""
    try:
        fd = files.open_regular(segments, layout.segment(0))
    except OSError:
        return _identify_archived(segments)
    try:
        line = files.read_at(fd, 0, MAX_LINE_B + 1).partition(b"\n")[0]
    finally:
        os.close(fd)
    return _claims(line)


def _identify_archived(segments: int) -> tuple[str, str]:
    kept = _archived_lines(segments, 0)
    if not kept:
        raise damaged("the first segment is missing")
    return _claims(kept[0])


def _claims(line: bytes) -> tuple[str, str]:
    try:
        origin = str(parse(line).get("origin"))
    except Malformed as error:
        raise damaged("the first record is malformed") from error
    log_id = layout.log_id_of(origin)
    if log_id is None:
        raise damaged("the first record is not a genesis")
    return origin, log_id


def read_epoch(segments: int, current: Checkpoint) -> int:
    """The number of the epoch in force, from the latest record that began one."""
    for body in _backwards(segments, current.size):
        if body.get("t") in ("genesis", "key", "repair") and isinstance(number := body.get("epoch"), int):
            return number
    raise damaged("no record begins the epoch in force")


def _backwards(segments: int, size: int) -> Iterator[dict[str, object]]:
    first = layout.first_of(size - 1)
    while first >= 0:
        for line in reversed(lines(segments, first) or _archived_lines(segments, first)):
            if b'"t":"key"' in line or b'"t":"genesis"' in line or b'"t":"repair"' in line:
                yield _parsed(line)
        first -= layout.SEGMENT


def _parsed(line: bytes) -> dict[str, object]:
    try:
        return parse(line)
    except Malformed as error:
        raise damaged("a record that begins an epoch is malformed") from error


def log_id_at(directory: Path) -> str:
    """The log id that the first line of a log claims."""
    fd = os.open(directory / "segments", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        return identify(fd)[1]
    finally:
        os.close(fd)


def _archived_lines(segments: int, first: int) -> list[bytes]:
    """The records a stub keeps; the verifier judges their proofs, and a wrong epoch number is found by it too."""
    try:
        stub = canonical.decode(files.read(segments, f"{first:012d}.archived", 1 << 26).decode().removesuffix("\n"))
        return [item["line"].encode() for item in stub["kept"]]  # type: ignore[index]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise damaged("a segment is missing") from error


def lines(segments: int, first: int) -> list[bytes]:
    """The lines of one segment; empty if it is not there."""
    try:
        fd = files.open_regular(segments, layout.segment(first))
    except OSError:
        return []
    try:
        return files.read_at(fd, 0, os.fstat(fd).st_size).split(b"\n")[:-1]
    finally:
        os.close(fd)


def has_outcome(segments: int, record_id: str, seq: int) -> bool:
    """Whether a later record is the outcome of this intent."""
    needle = f'"id":"{record_id}"'.encode()
    first = layout.first_of(seq)
    while found := lines(segments, first):
        if any(needle in line and b'"t":"outcome"' in line for line in found):
            return True
        first += layout.SEGMENT
    return False


def _sync(directory: Path) -> None:
    fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
