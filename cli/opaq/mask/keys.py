"""The key behind tokens, surrogates and fingerprints: 256 bits in a private file, made on first use.

Every use has its own subkey, derived by HMAC-SHA-256 from the master key and the
name of the use (NIST SP 800-108, one block in counter mode), so a token of one
category says nothing about another, and the ledger's digests say nothing about
tokens. The same key on two machines gives the same tokens; `key_id` tells whether
it is the same without telling the key.

Rotation puts a new key first and keeps the old ones, so that tokens handed out
before can still be told from the value by whoever may see the value.
"""

from __future__ import annotations

import hmac
import os
import stat
from pathlib import Path
from typing import Final, NoReturn

from opaq.errors import AuditFailure
from opaq.model.record import field, record

FILE: Final = "mask.key"
_HEAD: Final = "opaq mask key, version 1"
_BYTES: Final = 32


@record
class MaskKey:
    """A master key. Its bytes are in no repr, and it is not serialised."""

    _master: bytes = field(repr=False)
    retired: tuple[MaskKey, ...] = field(default=(), repr=False)
    """Older keys, newest first."""

    @property
    def key_id(self) -> str:
        """16 hex digits that name the key in records and envelopes."""
        return self.subkey("key id").hex()[:16]

    def subkey(self, use: str, category: str = "") -> bytes:
        """32 bytes for one use and category.

        >>> key = MaskKey(bytes(32))
        >>> key.subkey("token", "contact.email") == key.subkey("token", "contact.phone")
        False
        """
        label = use.encode() + b"\0" + category.encode()
        return hmac.digest(self._master, b"\x00\x00\x00\x01opaq 1 " + label + b"\x01\x00", "sha256")

    def fingerprint(self, text: str) -> str:
        """64 hex digits that tell whether two texts (shapes of statements) are the same, to holders of the key only."""
        return hmac.digest(self.subkey("fingerprint"), text.encode("utf-8", "surrogatepass"), "sha256").hex()

    @property
    def ledger_key(self) -> bytes:
        return self.subkey("ledger")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not serialised")


def load_key(directory: Path) -> MaskKey:
    """The installation's key; made when there is none. Raises AuditFailure (exit 6) when it is damaged or not private."""
    path = directory / FILE
    if not path.exists():
        _create(path, [os.urandom(_BYTES)])
    return _parse(_read(path))


def rotate(directory: Path) -> MaskKey:
    """Put a new key first and keep the others. Raises AuditFailure."""
    path = directory / FILE
    old = load_key(directory)
    _replace(path, [os.urandom(_BYTES), *_masters(old)])
    return _parse(_read(path))


def _masters(key: MaskKey) -> list[bytes]:
    return [key._master, *(old._master for old in key.retired)]


def _fail(message: str, hint: str = "") -> AuditFailure:
    return AuditFailure("OPQ-A200", f"mask key: {message}", hint=hint)


def _parse(text: str) -> MaskKey:
    head, *lines = text.split("\n")
    try:
        masters = [bytes.fromhex(line) for line in lines if line]
    except ValueError:
        masters = []
    if head != _HEAD or not masters or any(len(master) != _BYTES for master in masters):
        raise _fail("the file is damaged", "restore it from a backup; a new key would change every token")
    return MaskKey(masters[0], tuple(MaskKey(master) for master in masters[1:]))


def _read(path: Path) -> str:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as fault:
        raise _fail(f"cannot be read ({fault.strerror})") from None
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_mode & 0o077 or status.st_uid not in (os.geteuid(), 0):
            raise _fail("others can read it, or it is not yours", "chmod 600 the file; rotate the key if it was read")
        return stream.read(1 << 16).decode("ascii", "replace")


def _create(path: Path, masters: list[bytes]) -> None:
    """Whole or not at all, and never over an existing key: the first of two racing processes wins."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = _written(path, masters)
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(temporary)
        _sync(path.parent)
    except OSError as fault:
        raise _fail(f"cannot be written ({fault.strerror})") from None


def _replace(path: Path, masters: list[bytes]) -> None:
    try:
        os.replace(_written(path, masters), path)
        _sync(path.parent)
    except OSError as fault:
        raise _fail(f"cannot be written ({fault.strerror})") from None


def _written(path: Path, masters: list[bytes]) -> Path:
    temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write("\n".join([_HEAD, *(master.hex() for master in masters), ""]))
        stream.flush()
        os.fsync(stream.fileno())
    return temporary


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
