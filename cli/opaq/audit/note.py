"""C2SP signed notes and checkpoints: the head of the log, readable by tools we did not write.

A checkpoint is origin, size and root, one per line, then our extension lines
(`chain`, the hash of the last line; `tail`, the committed bytes of the segment
that takes the next record; `edge`, the frontier, largest subtree first), an
empty line and the signatures. The frontier travels inside the signed head, so
there is no unauthenticated cache that could disagree with it, and a kept
checkpoint is enough to resume a verification from.

Public keys travel as C2SP vkeys ``name+hash+base64(0x01 || key)``; the eight
hex digits of the hash are the `kid` of a record. Keys of small order and keys
not canonically encoded are refused: with the key 01 00 ... 00 every signature
verifies, and `cryptography` accepts it.
"""

from __future__ import annotations

import base64
import binascii
from hashlib import sha256
from typing import NamedTuple

from opaq.audit import layout, merkle

MAX_NOTE_B = 65_536
MAX_SIGNATURES = 64
MAX_SIZE = 2**53 - 1

_P = 2**255 - 19
_SMALL_ORDER_Y = frozenset(
    {
        0,
        1,
        _P - 1,
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD83D3D706A17C7,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    }
)  # RFC 8032 points of order 1, 2, 4 and 8 by their y coordinate
_ED25519 = b"\x01"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/:-"


class BadNote(ValueError):
    """Not a strict signed note, checkpoint or key; the message says why."""


class Verifier(NamedTuple):
    """A named Ed25519 public key, already found to be a point of full order."""

    name: str
    public: bytes

    @property
    def kid(self) -> str:
        """The key id of C2SP signed-note, in hex."""
        return sha256(self.name.encode() + b"\n\x01" + self.public).hexdigest()[:8]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.kid}+{_b64(_ED25519 + self.public)}"

    def accepts(self, signature: bytes, message: bytes) -> bool:
        """Whether `signature` over `message` is this key's (RFC 8032)."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # 20 ms, once

        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class NoteSignature(NamedTuple):
    """One signature line of a note."""

    name: str
    kid: str
    signature: bytes


class Note(NamedTuple):
    """A parsed signed note; `text` ends in a newline and is what is signed."""

    text: bytes
    signatures: tuple[NoteSignature, ...]

    def signed_by(self, key: Verifier) -> bool:
        """Whether one of the signature lines is a valid one of `key`."""
        mine = (line for line in self.signatures if (line.name, line.kid) == (key.name, key.kid))
        return any(key.accepts(line.signature, self.text) for line in mine)


class Checkpoint(NamedTuple):
    """The committed state of a log: what its signed head says."""

    origin: str
    size: int
    root: bytes
    chain: str
    """SHA-256 of the last line, hex; what the next record's `prev` will be."""
    tail: int
    """Committed bytes of the segment that takes the next record; 0 when that is a new one."""
    edge: tuple[bytes, ...]

    def text(self) -> bytes:
        """The bytes to sign."""
        head = [self.origin, str(self.size), _b64(self.root), f"chain {self.chain}", f"tail {self.tail}"]
        return ("\n".join([*head, *(f"edge {_b64(subtree)}" for subtree in self.edge)]) + "\n").encode()


def valid_name(name: str) -> bool:
    """Whether a text can be an origin and key name."""
    return 0 < len(name) <= 255 and not name.strip(_LETTERS)


def public_key(name: str, public: bytes) -> Verifier:
    """Make a verifier, refusing names and points that no honest writer makes."""
    if not valid_name(name):
        raise BadNote("a key name outside [A-Za-z0-9._/:-]")
    if len(public) != 32:
        raise BadNote("a public key that is not 32 bytes")
    y = int.from_bytes(public, "little") & (2**255 - 1)
    if y >= _P or y in _SMALL_ORDER_Y:
        raise BadNote("a public key of small order or not canonically encoded")
    return Verifier(name, public)


def parse_vkey(text: str) -> Verifier:
    """Read a C2SP vkey; the id must be that of name and key."""
    name, _, rest = text.partition("+")
    kid, _, encoded = rest.partition("+")
    raw = unbase64(encoded)
    if len(raw) != 33 or raw[0] != 1:
        raise BadNote("not an Ed25519 verifier key")
    key = public_key(name, raw[1:])
    if key.kid != kid:
        raise BadNote("the id of a verifier key is not that of its name and key")
    return key


def parse_note(data: bytes) -> Note:
    """Split a signed note strictly; `BadNote` otherwise."""
    if len(data) > MAX_NOTE_B:
        raise BadNote("longer than 65,536 bytes")
    text, blank, lines = data.rpartition(b"\n\n")
    if not blank or not text or not lines.endswith(b"\n"):
        raise BadNote("not a signed note")
    if any(byte < 32 and byte != 10 for byte in data):
        raise BadNote("a control character")
    signatures = tuple(_signature(line) for line in lines[:-1].split(b"\n"))
    if len(signatures) > MAX_SIGNATURES or len({line[:2] for line in signatures}) != len(signatures):
        raise BadNote("signature lines that repeat or are too many")
    return Note(text + b"\n", signatures)


def _signature(line: bytes) -> NoteSignature:
    try:
        dash, name, encoded = line.decode().split(" ")
    except ValueError as error:  # also what is not UTF-8
        raise BadNote("a malformed signature line") from error
    raw = unbase64(encoded)
    if dash != "—" or not valid_name(name) or len(raw) < 5:
        raise BadNote("a malformed signature line")
    return NoteSignature(name, raw[:4].hex(), raw[4:])


def parse_checkpoint(note: Note) -> Checkpoint:
    """Read our own checkpoint: rebuilt, it must be the very same bytes, and its frontier must fold to its root."""
    try:
        lines = note.text.decode("ascii").split("\n")[:-1]
    except UnicodeDecodeError as error:
        raise BadNote("a checkpoint that is not ASCII") from error
    if len(lines) < 5 or not valid_name(lines[0]) or not layout.is_number(lines[1]):
        raise BadNote("not a checkpoint")
    if not lines[3].startswith("chain ") or not layout.is_hex(lines[3][6:], 64):
        raise BadNote("a checkpoint without its chain line")
    if not lines[4].startswith("tail ") or not layout.is_number(lines[4][5:]):
        raise BadNote("a checkpoint without its tail line")
    edge = tuple(unbase64(line.removeprefix("edge ")) for line in lines[5:])
    head = Checkpoint(lines[0], int(lines[1]), unbase64(lines[2]), lines[3][6:], int(lines[4][5:]), edge)
    if head.text() != note.text or head.size > MAX_SIZE:
        raise BadNote("a checkpoint not written as we write it")
    if len(edge) != head.size.bit_count() or any(len(subtree) != 32 for subtree in edge):
        raise BadNote("a checkpoint whose frontier does not fit its size")
    if merkle.root(edge) != head.root:
        raise BadNote("a checkpoint whose frontier does not lead to its root")
    return head


def signature_line(key: Verifier, signature: bytes) -> bytes:
    """One signature line of a note, with its newline."""
    return f"— {key.name} {_b64(bytes.fromhex(key.kid) + signature)}\n".encode()


def certificate(origin: str, epoch: int, vkey: str) -> bytes:
    """What the identity signs for an epoch key."""
    return f"opaq epoch\n{origin}\n{epoch}\n{vkey}\n".encode()


def unbase64(text: str) -> bytes:
    """Decode base64 that re-encodes to itself."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("malformed base64") from error
    if _b64(raw) != text:
        raise BadNote("base64 with stray bits")
    return raw


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
