"""Selective disclosure (RFC 9901): a field in the log as a salted digest, its value beside the log.

A redactable field leaves the body; in its place ``_sd`` lists, sorted, the
base64url SHA-256 of the disclosure ``base64url([salt, name, value])``. The
disclosures of record n are the lines of ``disclosures/<n>.txt``, in the order of
their digests, private and deletable: deleting one erases the field and breaks
nothing. `opaq audit erase` does it and signs a note that it was done; `verify`
names records whose fields are gone without one.
"""

from __future__ import annotations

import base64
import os
from hashlib import sha256

from opaq.audit import canonical, files

DIRECTORY = "disclosures"
_KINDS = frozenset({"intent", "refused"})
ACTOR_FIELDS = frozenset({"user", "host", "tty", "via", "for"})


def withhold(log: int, seq: int, body: dict[str, object], redactable: tuple[str, ...]) -> None:
    """Move the redactable fields out of `body`, their disclosures to disk first."""
    if not redactable or body.get("t") not in _KINDS:
        return
    taken = [(name, _take(body, name)) for name in redactable]
    disclosures = sorted((spell(os.urandom(16), name, value) for name, value in taken if value is not None), key=digest)
    if not disclosures:
        return
    body["_sd"] = [digest(item) for item in disclosures]
    directory = os.open(DIRECTORY, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=log)
    try:
        files.replace(directory, f"{seq}.txt", ("\n".join(disclosures) + "\n").encode())
    finally:
        os.close(directory)


def _take(body: dict[str, object], name: str) -> object:
    actor = body.get("actor")
    if name in ACTOR_FIELDS and isinstance(actor, dict):
        body["actor"] = {key: value for key, value in actor.items() if key != name}
        return actor.get(name)
    return body.pop(name, None)


def spell(salt: bytes, name: str, value: object) -> str:
    """One disclosure: base64url of the JSON array of salt, name and value."""
    return _b64url(canonical.encode([_b64url(salt), name, value]).encode())


def digest(disclosure: str) -> str:
    """What the record says instead of the field."""
    return _b64url(sha256(disclosure.encode()).digest())


def read(disclosure: str) -> tuple[str, object] | None:
    """(name, value) of a disclosure, or None if it is not one."""
    try:
        raw = base64.urlsafe_b64decode(disclosure + "=" * (-len(disclosure) % 4))
        parts = canonical.decode(raw.decode())
    except ValueError:
        return None
    if not isinstance(parts, list) or len(parts) != 3 or not isinstance(parts[1], str) or _b64url(raw) != disclosure:
        return None
    return parts[1], parts[2]


def _b64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
