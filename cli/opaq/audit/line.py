"""One record is one line: ``{"body":{...},"kid":"...","prev":"...","sig":"..."}``.

The four keys are sorted and everything after the body has a constant length,
so chain and signature are checked by slicing, without a JSON parser. *Line*
means the bytes without the newline, everywhere: `prev`, the Merkle leaf, the
signature and `event.hash` are all over those bytes.
"""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from typing import NamedTuple

from opaq.audit import canonical

MAX_LINE_B = 60_000
"""Longest line in bytes, newline not counted: fits any single atomic write and any reader's buffer."""
GENESIS_PREV = "0" * 64

_OPEN = b'{"body":{'
_SIG_B = len(',"sig":"') + 88 + len('"}')
TRAILER_B = len(',"kid":"') + 8 + len('","prev":"') + 64 + 1 + _SIG_B
TRAILER = re.compile(
    rb',"kid":"([0-9a-f]{8})","prev":"([0-9a-f]{64})","sig":"([A-Za-z0-9+/]{85}[AQgw]==)"\}'  # [AQgw]: no stray bits
).fullmatch


class Malformed(ValueError):
    """The bytes are not a record line; the message says why."""


class Line(NamedTuple):
    """The parts of a record line; `body` is still text."""

    body: bytes
    kid: str
    prev: str
    signature: bytes
    signed: bytes
    """The bytes the signature is over: the line without ``,"sig":"..."``."""


def unsigned(body: str, kid: str, prev: str) -> bytes:
    """The bytes to sign, themselves canonical JSON."""
    return f'{{"body":{body},"kid":"{kid}","prev":"{prev}"}}'.encode()


def seal(message: bytes, signature: bytes) -> bytes:
    """Put the signature of `message` (from `unsigned`) into the line."""
    return message[:-1] + b',"sig":"' + base64.b64encode(signature) + b'"}'


def dissect(line: bytes) -> Line:
    """Split a line by position; `Malformed` unless the frame is exact."""
    if len(line) > MAX_LINE_B:
        raise Malformed(f"longer than {MAX_LINE_B} bytes")
    trailer = TRAILER(line, max(0, len(line) - TRAILER_B))
    if trailer is None or not line.startswith(_OPEN) or len(line) < TRAILER_B + len(_OPEN):
        raise Malformed("not framed as body, kid, prev, sig")
    kid, prev, signature = trailer.groups()
    body = line[len(_OPEN) - 1 : -TRAILER_B]
    return Line(body, kid.decode(), prev.decode(), base64.b64decode(signature), line[:-_SIG_B] + b"}")


def parse(line: bytes) -> dict[str, object]:
    """The body of a line whose bytes are exactly what the writer writes."""
    try:
        value = canonical.decode(line.decode())
    except UnicodeDecodeError as error:
        raise Malformed("not UTF-8") from error
    except canonical.NotCanonical as error:
        raise Malformed(str(error)) from error
    if not isinstance(value, dict) or len(value) != 4:
        raise Malformed("not framed as body, kid, prev, sig")
    body = value.get("body")
    if not isinstance(body, dict):
        raise Malformed("body is not an object")
    return body


def digest(line: bytes) -> str:
    """What the next record's `prev` says."""
    return sha256(line).hexdigest()
