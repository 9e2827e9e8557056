"""Who signs: an identity key, which is pinned, and epoch keys, which do the daily work.

The identity signs the genesis, certifies every epoch key and signs repairs and
revocations; it may be sealed with a passphrase, live in ssh-agent, or be away
from the machine. The epoch key signs records and heads; it is replaced at
every closed segment (when the identity is at hand) or on demand, and its
private half is then destroyed, as well as a file system lets us.

Per log, in ``<keys>/<log id>/``: ``identity.vkey`` (public), ``identity.key``
(private, sealed, or a line naming an agent key), ``epoch.key``, during a
hand-over ``next.key``, ``fingerprint.key`` (HMAC key of statement shapes) and
``home`` (where the log lives, so that a vanished log is noticed). Private keys
are C2SP skeys ``PRIVATE+KEY+name+hash+base64(0x01 || seed)``.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from opaq.audit import files
from opaq.audit.note import BadNote, Verifier, parse_vkey, public_key, unbase64
from opaq.errors import AuditFailure

_MAX_KEY_B = 4096
_SKEY = "PRIVATE+KEY+"

IDENTITY = "identity.key"
EPOCH = "epoch.key"
NEXT = "next.key"
FINGERPRINT = "fingerprint.key"
SEALED = "opaq-sealed-key"
AGENT = "opaq-agent-key"


class Signer(NamedTuple):
    """A verifier and the power to sign as it; its repr names the key only."""

    verifier: Verifier
    sign: Callable[[bytes], bytes]

    @property
    def kid(self) -> str:
        """Eight hex digits, as in a record."""
        return self.verifier.kid

    def __repr__(self) -> str:
        return f"Signer({self.kid})"


def from_seed(name: str, seed: bytes) -> Signer:
    """The signer of a 32-byte Ed25519 seed (RFC 8032)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # 20 ms, once

    key = Ed25519PrivateKey.from_private_bytes(seed)
    return Signer(public_key(name, key.public_key().public_bytes_raw()), key.sign)


def skey(name: str, seed: bytes) -> str:
    """Spell a private key as Go's note package does."""
    kid = from_seed(name, seed).kid
    return f"{_SKEY}{name}+{kid}+{base64.b64encode(bytes([1]) + seed).decode()}"


def parse_skey(text: str) -> Signer:
    """Read an skey; `BadNote` if id and key disagree."""
    if not text.startswith(_SKEY):
        raise BadNote("not a private key")
    name, _, rest = text.removeprefix(_SKEY).partition("+")
    kid, _, encoded = rest.partition("+")
    raw = unbase64(encoded)
    if len(raw) != 33 or raw[0] != 1:
        raise BadNote("not an Ed25519 private key")
    signer = from_seed(name, raw[1:])
    if signer.kid != kid:
        raise BadNote("the id of a private key is not that of its name and key")
    return signer


class KeyStore:
    """The private files of one log's keys."""

    def __init__(self, keys: Path, log_id: str, *, create: bool = False) -> None:
        os.close(files.private_directory(keys, create=create))
        self.path = keys / log_id
        self._fd = files.private_directory(self.path, create=create)

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self._fd)

    def __enter__(self) -> KeyStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def create(self, name: str, agent_key: bytes | None = None) -> tuple[Signer, Signer]:
        """Make identity (or take one from ssh-agent) and first epoch key; returns both signers."""
        identity_seed = os.urandom(32)
        identity = from_seed(name, identity_seed).verifier if agent_key is None else public_key(name, agent_key)
        self.write("identity.vkey", identity.vkey)
        self.write(IDENTITY, skey(name, identity_seed) if agent_key is None else AGENT)
        self.write(EPOCH, skey(name, os.urandom(32)))
        self.write(FINGERPRINT, os.urandom(32).hex())
        return self.load(IDENTITY), self.load(EPOCH)

    def load(self, file: str, passphrase: Callable[[], str] | None = None) -> Signer:
        """Read a private key that others cannot read; `AuditFailure` otherwise.

        A sealed key is opened with the passphrase that `passphrase` asks for; a
        key in ssh-agent signs there.
        """
        text = self.read(file)
        if text.startswith(SEALED):
            if passphrase is None:
                raise AuditFailure(
                    "OPQ-A008", f"audit: key file {file} is sealed", hint="opaq audit keys rotate asks for it"
                )
            from opaq.audit import seal  # only for sealed keys

            text = seal.unseal(text, passphrase())
        elif text.startswith(AGENT):
            from opaq.audit import agent  # only for keys in ssh-agent

            return agent.signer(self.identity())
        try:
            return parse_skey(text)
        except BadNote as error:
            raise AuditFailure(
                "OPQ-A006", f"audit: key file {file}: {error}", hint="restore it from a backup"
            ) from error

    def read(self, file: str) -> str:
        """The one line of a private file."""
        try:
            return files.read(self._fd, file, _MAX_KEY_B, private=True).decode("ascii").removesuffix("\n")
        except FileNotFoundError as error:
            raise AuditFailure("OPQ-A006", f"audit: key file {file} is missing", hint=f"restore {self.path}") from error
        except (OSError, UnicodeDecodeError) as error:
            raise AuditFailure(
                "OPQ-A006", f"audit: key file {file} cannot be read", hint=f"restore {self.path}"
            ) from error

    def has(self, file: str) -> bool:
        """Whether the file is there."""
        try:
            os.stat(file, dir_fd=self._fd, follow_symlinks=False)
        except OSError:
            return False
        return True

    def identity(self) -> Verifier:
        """The public identity, present even when its private half is away."""
        try:
            return parse_vkey(self.read("identity.vkey"))
        except BadNote as error:
            raise AuditFailure("OPQ-A006", f"audit: identity.vkey: {error}", hint=f"restore {self.path}") from error

    def fingerprint_key(self) -> bytes:
        """The HMAC key of statement shapes."""
        try:
            return bytes.fromhex(self.read(FINGERPRINT))
        except ValueError as error:
            raise AuditFailure(
                "OPQ-A006", "audit: fingerprint.key is malformed", hint=f"restore {self.path}"
            ) from error

    def write(self, file: str, text: str) -> None:
        """Put a private one-line file in place."""
        files.replace(self._fd, file, text.encode() + b"\n")

    def promote(self) -> None:
        """The next epoch key becomes the current one; then the old private key is overwritten where it lay.

        In this order, so that a crash in between leaves a key, never none.
        """
        old = self._open_for_shredding(EPOCH)
        os.rename(NEXT, EPOCH, src_dir_fd=self._fd, dst_dir_fd=self._fd)
        os.fsync(self._fd)
        _shred(old)

    def drop(self, file: str) -> None:
        """Destroy a private file, as well as the file system lets us."""
        old = self._open_for_shredding(file)
        files.remove(self._fd, file)
        _shred(old)

    def _open_for_shredding(self, file: str) -> int | None:
        try:
            return files.open_regular(self._fd, file, os.O_WRONLY)
        except OSError:
            return None


def _shred(fd: int | None) -> None:
    """Overwrite with zeros; best effort, as journals, snapshots and flash keep copies of their own."""
    if fd is None:
        return
    try:
        os.pwrite(fd, bytes(os.fstat(fd).st_size), 0)
        os.fsync(fd)
    except OSError:
        return
    finally:
        os.close(fd)
