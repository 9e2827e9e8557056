"""Appending: one lock, one line, one signed head, and never a second opinion.

`Chain.open` finds or creates the log, checks its head, recovers what a crash
left and closes the intents of dead processes. `Chain.append` is durable when
it returns. Both run under the log's lock; every append starts by reading the
head from disk, because another process may have written it.

Order of one append: reserve (an intent) or give back (an outcome) space; write
the line with a single `write` on an O_APPEND descriptor; `fdatasync`; keep a
checkpoint if a day or a segment ended or a key changed; replace the head
(temporary, fdatasync, rename, fsync of the directory). A crash between any two
of these leaves either the old state, or one signed record beyond the head, or
a piece of one; `tail` tells them apart from tampering.

An exception in mid-append, a signal's included, forgets the head in memory, so
the next append, also of this object, starts from what is on disk. So the
outcome of an interrupted run can be appended from the handler's exception.
"""

from __future__ import annotations

import base64
import hmac
import os
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from opaq.audit import birth, canonical, clock, disclosure, files, head, layout, line, tail
from opaq.audit.intents import Intents, no_space
from opaq.audit.keys import EPOCH, IDENTITY, NEXT, KeyStore, Signer, from_seed, skey
from opaq.audit.note import BadNote, Checkpoint, certificate, parse_checkpoint, parse_note
from opaq.errors import AuditFailure


class Entry(NamedTuple):
    """Where a record stands."""

    seq: int
    hash: str
    """SHA-256 of the line, hex."""
    id: str
    """Ties an intent and its outcome; 32 hex digits."""


class Chain:
    """One open log; not for use by several threads at once."""

    def __init__(
        self,
        directory: Path,
        keys: Path,
        *,
        version: str,
        lock_seconds: float,
        redactable: tuple[str, ...],
        now: Callable[[], float],
    ) -> None:
        self.directory = directory
        self.created = False
        """Whether this run made the log."""
        self._keys_directory = keys
        self._version = version
        self._redactable = redactable
        self._now = now
        self._head: Checkpoint | None = None
        self._head_bytes = b""
        self._day = ""
        self._rolled: Entry | None = None
        """The outcome that recovery found beyond the head, during one append."""
        self._open_files = ExitStack()
        with ExitStack() as opened:  # a log that is refused leaves no descriptor behind
            self._fd = files.private_directory(directory, create=False)
            opened.callback(os.close, self._fd)
            self._lock = files.Lock(self._fd, lock_seconds)
            opened.callback(self._lock.close)
            self._segments = self._sub("segments", opened)
            self._notes = self._sub("checkpoints", opened)
            self._intents = Intents(self._fd)
            opened.callback(self._intents.close)
            self.origin, log_id = birth.identify(self._segments)
            self._store = KeyStore(keys, log_id)
            opened.callback(self._store.close)
            self._signer = self._load_signer()
            self._open_files = opened.pop_all()

    @classmethod
    def open(
        cls,
        directory: Path,
        keys_directory: Path,
        *,
        host: str,
        uid: int,
        version: str,
        lock_seconds: float = 10.0,
        redactable: tuple[str, ...] = (),
        now: Callable[[], float] = time.time,
        agent_key: bytes | None = None,
    ) -> Chain:
        """Open the log, making it on first use; `AuditFailure` (exit 6) if it cannot be trusted to continue."""
        try:
            created = birth.ensure(
                directory, keys_directory, host=host, uid=uid, version=version, now=now, agent_key=agent_key
            )
            chain = cls(
                directory, keys_directory, version=version, lock_seconds=lock_seconds, redactable=redactable, now=now
            )
            chain.created = created
            with ExitStack() as opened:
                opened.callback(chain.close)
                with chain._lock:
                    chain._close_dead_intents(chain._load())
                opened.pop_all()
        except OSError as error:
            raise files.failed(error, "opening the log") from error
        return chain

    def append(self, body: Mapping[str, object]) -> Entry:
        """Append a record; durable when it returns, `AuditFailure` otherwise."""
        try:
            with self._lock:
                self._rolled = None
                current = self._load()
                if (done := self._rolled) and (body.get("t"), body.get("id")) == ("outcome", done.id):
                    self._intents.release(done.id)  # an interrupted append had put it on disk already
                    return done
                entry = self._write(current, dict(body))
                self._rotate_if_due()
                return entry
        except OSError as error:
            self._head = None
            raise files.failed(error, "writing the record") from error
        except BaseException:
            self._head = None
            raise

    def fingerprint(self, text: str) -> str:
        """The keyed fingerprint of a statement's shape: HMAC-SHA256 with this log's own key, hex."""
        return hmac.new(self._store.fingerprint_key(), text.encode(), sha256).hexdigest()

    def head(self) -> Checkpoint:
        """The committed head, freshly checked."""
        with self._lock:
            return self._load()

    def rotate(self, identity: Signer | None = None, *, revoke: bool = False) -> Entry:
        """Replace the epoch key: a `key` record signed by the old one, a head signed by both, the old key destroyed.

        With `revoke` the identity itself signs the record and says that the old
        key is no longer to be believed from here on.
        """
        with self._lock:
            return self._rotate(identity or self._store.load(IDENTITY), revoke=revoke)

    def close(self) -> None:
        """Give every descriptor back; intents still open count as dead from now on."""
        self._open_files.close()

    def __enter__(self) -> Chain:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # The head -------------------------------------------------------------------------

    def _sub(self, name: str, opened: ExitStack) -> int:
        try:
            fd = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=self._fd)
        except OSError as error:
            raise tail.damaged(f"the directory {name}/ is missing or not a directory") from error
        opened.callback(os.close, fd)
        return fd

    def _load_signer(self) -> Signer:
        signer = self._store.load(EPOCH)
        if signer.verifier.name != self.origin:
            raise AuditFailure(
                "OPQ-A006", "audit: epoch.key belongs to another log", hint="restore the keys of this log"
            )
        return signer

    def _load(self) -> Checkpoint:
        """The head on disk, verified, with anything a crash left beyond it taken in."""
        data = self._read_head()
        fresh = self._head is None or data != self._head_bytes
        if self._head is None or fresh:
            self._head = self._verified(data)
            self._head_bytes = data
            self._day = _day(line.parse(tail.last_line(self._segments, self._head)))
        fd = tail.open_segment(self._segments, self._head)
        try:
            beyond = tail.excess(fd, self._head)
            if beyond:
                assert fd is not None  # noqa: S101  there are bytes, so there is a file
                return self._recover(self._head, fd, beyond)
            if fresh and self._drop_stray(self._head):
                self._write(self._head, {"t": "recovery", "kind": "stray-disclosure"})
            return self._head
        finally:
            if fd is not None:
                os.close(fd)

    def _drop_stray(self, current: Checkpoint) -> bool:
        """A disclosure is written before its record; one whose record never came must not meet another record."""
        name = f"disclosures/{current.size}.txt"
        stray = tail.exists(self._fd, name)
        if stray:
            files.remove(self._fd, name)
        return stray

    def _read_head(self) -> bytes:
        try:
            return files.read(self._fd, layout.HEAD, 65_536, private=True)
        except OSError as error:
            raise AuditFailure("OPQ-A004", "audit: the signed head is missing or unreadable", hint=_WAY_OUT) from error

    def _verified(self, data: bytes) -> Checkpoint:
        try:
            note = parse_note(data)
            checkpoint = parse_checkpoint(note)
        except BadNote as error:
            raise AuditFailure("OPQ-A004", f"audit: the signed head is malformed: {error}", hint=_WAY_OUT) from error
        if checkpoint.origin != self.origin or checkpoint.size == 0:
            raise AuditFailure("OPQ-A004", "audit: the signed head is of another log", hint=_WAY_OUT)
        self._settle_keys()
        if not note.signed_by(self._signer.verifier):
            self._signer = self._load_signer()  # another process may have handed over
            if not note.signed_by(self._signer.verifier):
                raise AuditFailure("OPQ-A004", "audit: the head is not signed by the key in force", hint=_WAY_OUT)
        return checkpoint

    def _recover(self, current: Checkpoint, fd: int, beyond: bytes) -> Checkpoint:
        if beyond.endswith(b"\n"):
            record, body = tail.whole_record(beyond, current, self._signer.verifier)
            grown = self._commit(current, record, body)
            if body.get("t") == "outcome":
                self._rolled = Entry(current.size, line.digest(record), str(body.get("id")))
            self._write(grown, {"t": "recovery", "kind": "rolled-forward", "from_size": current.size})
        else:
            if not tail.plausible_piece(beyond):
                raise tail.damaged("what stands beyond the signed head is no piece of one record")
            evidence = sha256(beyond).hexdigest()
            files.replace(self._fd, f"torn-{current.size}-{evidence[:16]}.bin", beyond)
            os.ftruncate(fd, current.tail)
            os.fsync(fd)
            self._drop_stray(current)
            self._write(current, {"t": "recovery", "kind": "torn", "bytes": len(beyond), "sha256": evidence})
        assert self._head is not None  # noqa: S101
        return self._head

    # One record -----------------------------------------------------------------------

    def _write(self, current: Checkpoint, body: dict[str, object]) -> Entry:
        record_id = body.setdefault("id", os.urandom(16).hex())
        kind = body.get("t")
        if not isinstance(record_id, str) or not layout.record_id(record_id) or kind not in layout.KINDS:
            raise AuditFailure("OPQ-A009", "audit: a record without a proper kind or id", hint="report this")
        body |= {"seq": current.size, "opaq": self._version, **clock.stamps(self._now)}
        disclosure.withhold(self._fd, current.size, body, self._redactable)
        record = self._seal(current, body)
        self._reserve(kind, record_id, current)
        try:
            self._keep_day(current, _day(body))
            self._put(current, record)
            self._commit(current, record, body)
        except BaseException:
            self._intents.abandon(record_id)  # its line may be on disk or not: the next run looks
            raise
        if kind == "outcome":
            self._intents.release(record_id)
        return Entry(current.size, line.digest(record), record_id)

    def _reserve(self, kind: object, record_id: str, current: Checkpoint) -> None:
        if kind == "outcome":
            self._intents.spend(record_id)
        elif kind == "intent":
            try:
                self._intents.hold(record_id, current.size, current.tail)
            except OSError as error:
                raise no_space(error) from error

    def _seal(self, current: Checkpoint, body: dict[str, object]) -> bytes:
        try:
            message = line.unsigned(canonical.encode(body), self._signer.kid, current.chain)
        except canonical.NotCanonical as error:
            raise AuditFailure("OPQ-A009", f"audit: a record holds {error}", hint="report this") from error
        record = line.seal(message, self._signer.sign(message))
        if len(record) > line.MAX_LINE_B:
            raise AuditFailure("OPQ-A009", "audit: a record is longer than 60,000 bytes", hint="report this")
        return record

    def _put(self, current: Checkpoint, record: bytes) -> None:
        """The line on disk, durably; a piece of it that would not fit is taken back."""
        name = layout.segment(layout.first_of(current.size))
        fd = files.open_regular(self._segments, name, os.O_WRONLY | os.O_APPEND | (0 if current.tail else os.O_CREAT))
        try:
            data = record + b"\n"
            if os.write(fd, data) != len(data):
                os.ftruncate(fd, current.tail)
                raise OSError(28, "ENOSPC")
            os.fdatasync(fd)
        finally:
            os.close(fd)
        if not current.tail:
            os.fsync(self._segments)

    def _commit(self, current: Checkpoint, record: bytes, body: Mapping[str, object]) -> Checkpoint:
        """Sign and publish the head that includes `record`."""
        grown = head.grow(current, record)
        signers = [self._signer]
        if body.get("t") == "key":
            signers.append(self._store.load(NEXT))
        data = head.sign(grown, signers)
        if len(signers) > 1 or grown.tail == 0:
            files.replace(self._notes, f"{grown.size}.note", data)
        files.replace(self._fd, layout.HEAD, data)
        self._head, self._head_bytes, self._day = grown, data, _day(body)
        if len(signers) > 1:
            self._store.promote()
            self._signer = self._load_signer()
        return grown

    def _keep_day(self, current: Checkpoint, day: str) -> None:
        """Keep the head that closed a day, before the first record of the next."""
        if self._day and day != self._day:
            files.replace(self._notes, f"{current.size}.note", self._head_bytes)

    # Keys -----------------------------------------------------------------------------

    def _settle_keys(self) -> None:
        """Finish or forget a hand-over that a crash interrupted."""
        if not self._store.has(NEXT):
            return
        successor = self._store.load(NEXT)
        if parse_note(self._read_head()).signed_by(successor.verifier):
            self._store.promote()
            self._signer = self._load_signer()

    def _rotate_if_due(self) -> None:
        """A new epoch for a new segment, when the identity is at hand and not sealed."""
        if self._head is None or self._head.tail or not self._store.has(IDENTITY):
            return
        try:
            identity = self._store.load(IDENTITY)
        except AuditFailure:  # sealed or in an agent: rotation is then on demand
            return
        self._rotate(identity)

    def _rotate(self, identity: Signer, *, revoke: bool = False) -> Entry:
        current = self._load()
        epoch = birth.read_epoch(self._segments, current) + 1
        seed = os.urandom(32)
        successor = from_seed(self.origin, seed).verifier
        certified = identity.sign(certificate(self.origin, epoch, successor.vkey))
        self._store.write(NEXT, skey(self.origin, seed))
        body: dict[str, object] = {"t": "key", "epoch": epoch, "key": successor.vkey}
        body["cert"] = base64.b64encode(certified).decode()
        if not revoke:
            return self._write(current, body)
        body["revokes"] = self._signer.kid
        self._signer = identity  # for this one record and its head; then the new key is in force
        try:
            return self._write(current, body)
        finally:
            self._signer = self._load_signer()

    # Intents of dead processes ----------------------------------------------------------

    def _close_dead_intents(self, current: Checkpoint) -> None:
        for record_id, seq, offset in self._intents.dead():
            if 0 <= seq < current.size and self._is_open(record_id, seq, offset):
                self._write(self._load(), {"t": "outcome", "id": record_id, "intent": seq, "result": "interrupted"})
            self._intents.release(record_id)

    def _is_open(self, record_id: str, seq: int, offset: int) -> bool:
        record = tail.read_line(self._segments, seq, offset)
        if record is None:
            return False
        try:
            body = line.parse(record)
        except line.Malformed:
            return False
        named = (body.get("t"), body.get("id"), body.get("seq")) == ("intent", record_id, seq)
        return named and not birth.has_outcome(self._segments, record_id, seq)


_WAY_OUT = 'nothing was run; see "opaq audit verify"; only "opaq audit repair --accept-loss" continues'


def _day(body: Mapping[str, object]) -> str:
    return str(body.get("ts", ""))[:10]
