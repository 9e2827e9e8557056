"""ssh-agent as the place of the identity key (draft-miller-ssh-agent): an Ed25519 key there signs like any other."""

from __future__ import annotations

import os
import socket
import struct

from opaq.audit.keys import Signer
from opaq.audit.note import Verifier
from opaq.errors import AuditFailure

_LIST, _LISTED, _SIGN, _SIGNED = 11, 12, 13, 14
_KIND = b"ssh-ed25519"
_MAX_REPLY_B = 262_144


def keys() -> list[tuple[bytes, str]]:
    """(public key, comment) of every Ed25519 key in the agent."""
    reply = _ask(bytes([_LIST]), _LISTED)
    count, rest = struct.unpack(">I", reply[:4])[0], reply[4:]
    found = []
    for _ in range(min(count, 1000)):
        blob, rest = _string(rest)
        comment, rest = _string(rest)
        kind, key = _string(blob)
        if kind == _KIND:
            found.append((_string(key)[0], comment.decode("utf-8", "replace")))
    return found


def signer(verifier: Verifier) -> Signer:
    """A signer that asks the agent each time."""

    def sign(message: bytes) -> bytes:
        blob = _spell(_KIND) + _spell(verifier.public)
        reply = _ask(bytes([_SIGN]) + _spell(blob) + _spell(message) + bytes(4), _SIGNED)
        kind, rest = _string(_string(reply)[0])
        signature = _string(rest)[0]
        if kind != _KIND or not verifier.accepts(signature, message):
            raise _failed()
        return signature

    return Signer(verifier, sign)


def _ask(message: bytes, expected: int) -> bytes:
    path = os.environ.get("SSH_AUTH_SOCK")
    if not path:
        raise AuditFailure(
            "OPQ-A007", "audit: there is no ssh-agent here", hint="start one, so that SSH_AUTH_SOCK is set"
        )
    try:
        with socket.socket(socket.AF_UNIX) as stream:
            stream.settimeout(30)
            stream.connect(path)
            stream.sendall(_spell(message))
            size = struct.unpack(">I", _exactly(stream, 4))[0]
            reply = _exactly(stream, min(size, _MAX_REPLY_B))
    except (OSError, struct.error) as error:
        raise _failed() from error
    if not reply or reply[0] != expected:
        raise _failed()
    return reply[1:]


def _exactly(stream: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count:
        piece = stream.recv(count - len(received))
        if not piece:
            raise OSError("the agent hung up")
        received += piece
    return received


def _string(data: bytes) -> tuple[bytes, bytes]:
    if len(data) < 4 or len(data) - 4 < (size := struct.unpack(">I", data[:4])[0]):
        raise _failed()
    return data[4 : 4 + size], data[4 + size :]


def _spell(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _failed() -> AuditFailure:
    return AuditFailure(
        "OPQ-A007", "audit: ssh-agent does not sign with the identity key", hint="ssh-add the key, or unlock it"
    )
