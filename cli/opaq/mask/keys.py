"""The key behind tokens, surrogates and fingerprints: 256 bits, by default in a private file made on first use.

A profile (or the defaults of all) may name another file, a command or a keyring entry
instead: whoever runs the same key gets the same tokens, on whatever machine.

Every use has its own subkey, derived by HMAC-SHA-256 from the master key and the
name of the use (NIST SP 800-108, one block in counter mode), so a token of one
category says nothing about another, and the ledger's digests say nothing about
tokens. The same key on two machines gives the same tokens; `key_id` tells whether
it is the same without telling the key.

Rotation puts a new key first and keeps the old ones. Records and envelopes name the
key, so a token handed out long ago can be told from its value (`opaq policy test`),
and a whole export can be made again under the key it was made with
(`opaq query --mask-key ID`): joined with one under the new key, old tokens meet new ones.
"""

from __future__ import annotations

import hmac
import os
import stat
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NoReturn

from opaq.errors import AuditFailure, UsageError
from opaq.model.record import field, record
from opaq.profile.types import PasswordSource, Profile

FILE: Final = "mask.key"
_HEAD: Final = "opaq mask key, version 1"
_BYTES: Final = 32
_DISTINCT: Final = 12
"""A random key has fewer distinct bytes than this with probability 2**-60: what has, was typed."""
KEYRING_USER: Final = "mask-key"
"""Under this user name a keyring service holds the key."""


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


def key_of(profile: Profile, env: Mapping[str, str] = os.environ, *, key_id: str = "") -> MaskKey:
    """The key of a profile: its own when it names a source, else the installation's.

    `key_id` chooses an older one. Raises AuditFailure for a damaged or unsafe key, UsageError for a source that fails
    or an id nobody knows.
    """
    key = _of_source(profile, env)
    if not key_id:
        return key
    for known in (key, *key.retired):
        if known.key_id == key_id:
            return known
    raise UsageError("OPQ-U001", "no key of this profile has that id", hint="opaq policy keys lists them")


def _of_source(profile: Profile, env: Mapping[str, str]) -> MaskKey:
    source = profile.mask_key
    if source.kind == "none":
        return load_key(profile.keys_directory)
    if source.file is not None:
        return _parse(_read(source.file))
    return _asked(source, tuple(env.items()))


@lru_cache(maxsize=8)
def _asked(source: PasswordSource, env: tuple[tuple[str, str], ...]) -> MaskKey:
    """From a command or keyring, once in the life of a process: a person may have to unlock it."""
    from opaq.profile.secrets import stored  # only profiles with a source of their own

    return _parse(stored(source, dict(env), user=KEYRING_USER, what="mask key"), bare=True)


def load_key(directory: Path) -> MaskKey:
    """The installation's key; made when there is none. Raises AuditFailure (exit 6) when it is damaged or not private."""
    path = directory / FILE
    if not path.exists():
        _create(path, [os.urandom(_BYTES)])
    return _parse(_read(path))


def rotate(directory: Path) -> MaskKey:
    """Put a new key first and keep the others. Raises AuditFailure."""
    load_key(directory)
    return _rotated(directory / FILE)


def rotate_key_of(profile: Profile) -> MaskKey:
    """`rotate` for the key of a profile; its own file is made when there is none. Raises AuditFailure, UsageError."""
    source = profile.mask_key
    if source.kind == "none":
        return rotate(profile.keys_directory)
    if source.file is None:
        hint = "keep 32 random bytes as hex there, on a line before the old ones: openssl rand -hex 32"
        raise UsageError("OPQ-U001", f"the key of this profile comes from a {source.kind}", hint=hint)
    if not source.file.exists():
        _create(source.file, [os.urandom(_BYTES)])
        return _parse(_read(source.file))
    return _rotated(source.file)


def _rotated(path: Path) -> MaskKey:
    _replace(path, [os.urandom(_BYTES), *_masters(_parse(_read(path)))])
    return _parse(_read(path))


def _masters(key: MaskKey) -> list[bytes]:
    return [key._master, *(old._master for old in key.retired)]


def _fail(message: str, hint: str = "") -> AuditFailure:
    return AuditFailure("OPQ-A200", f"mask key: {message}", hint=hint)


def _parse(text: str, *, bare: bool = False) -> MaskKey:
    """Newest first, each in hex on a line; `bare`: the heading of the file may be missing."""
    head, _, lines = text.partition("\n") if not bare or text.startswith(_HEAD) else (_HEAD, "", text)
    try:
        masters = [bytes.fromhex(line) for line in lines.split()]
    except ValueError:
        masters = []
    if head != _HEAD or not masters or any(len(master) != _BYTES for master in masters):
        if bare:
            raise _fail("what its source holds is none", "64 hex digits a line, newest key first: openssl rand -hex 32")
        raise _fail("the file is damaged", "restore it from a backup; a new key would change every token")
    if any(len(set(master)) < _DISTINCT for master in masters):
        raise _fail("it is not random", "openssl rand -hex 32 makes one")
    return MaskKey(masters[0], tuple(MaskKey(master) for master in masters[1:]))


def _read(path: Path) -> str:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        raise _fail(
            "its file does not exist", "copy it there, or make a new one: opaq policy keys PROFILE --rotate"
        ) from None
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
