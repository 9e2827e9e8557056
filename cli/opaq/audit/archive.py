"""Archived segments: the records go elsewhere, their root stays.

A stub ``segments/<first>.archived`` stands for a full segment that was moved
away: the root of its subtree, the chain's value on both sides, the SHA-256 of
the moved file, and, each with its inclusion proof, the records the log cannot
be judged without (genesis, keys, recoveries, repairs, notes, and intents and
outcomes that did not meet in it). A signed note in the chain carries the stub's digest, so a
segment can be archived by the log's owner only, and never unseen.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import NamedTuple

from opaq.audit import canonical, files, layout, merkle
from opaq.audit.line import Malformed, digest, dissect, parse

MAX_STUB_B = 64 << 20
_ORDINARY = frozenset({"intent", "outcome", "refused"})


class BadStub(ValueError):
    """The stub is malformed or its proofs fail; the message says why."""


class Stub(NamedTuple):
    """What is known of an archived segment."""

    root: bytes
    prev: str
    chain: str
    file_digest: str
    """SHA-256 of the segment file, hex."""
    kept: list[tuple[int, bytes]]
    open: dict[str, int]
    """Intents without an outcome in the segment: id and sequence."""
    closed: list[tuple[str, int, object]]
    """Outcomes without an intent in the segment: id, sequence, the intent they claim."""
    days: list[int]
    """Records in the segment that are the first of a day, but for its very first one."""
    digest: str
    """SHA-256 of the stub itself, hex."""


def make(first: int, data: bytes) -> bytes:
    """The stub of a full segment's bytes."""
    lines = data.split(b"\n")[:-1]
    built = merkle.levels([merkle.leaf(line) for line in lines])
    bodies = [parse(line) for line in lines]
    unmet = _unmet(bodies)
    kept = [
        {"seq": first + index, "line": line.decode(), "proof": [h.hex() for h in merkle.path(built, index, len(lines))]}
        for index, (line, body) in enumerate(zip(lines, bodies, strict=True))
        if body.get("t") not in _ORDINARY or body.get("id") in unmet
    ]
    stub = {
        "format": layout.FORMAT,
        "first": first,
        "count": len(lines),
        "root": built[-1][0].hex(),
        "prev": dissect(lines[0]).prev,
        "chain": digest(lines[-1]),
        "sha256": sha256(data).hexdigest(),
        "bytes": len(data),
        "days": [first + place for place in range(1, len(bodies)) if _day(bodies[place]) != _day(bodies[place - 1])],
        "kept": kept,
    }
    return canonical.encode(stub).encode() + b"\n"


def _day(body: dict[str, object]) -> str:
    return str(body.get("ts"))[:10]


def _unmet(bodies: list[dict[str, object]]) -> set[object]:
    """Ids of intents whose outcome is not in the segment, and of outcomes whose intent is not."""
    intents = {body.get("id") for body in bodies if body.get("t") == "intent"}
    return intents ^ {body.get("id") for body in bodies if body.get("t") == "outcome"}


def read(directory: str, first: int) -> Stub:
    """Read and prove a stub; `BadStub` otherwise."""
    try:
        fd = os.open(f"{directory}/segments", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            data = files.read(fd, f"{first:012d}.archived", MAX_STUB_B)
        finally:
            os.close(fd)
        value = canonical.decode(data.decode().removesuffix("\n"))
    except (OSError, ValueError) as error:
        raise BadStub("not a stub in canonical form") from error
    if not isinstance(value, dict) or not data.endswith(b"\n"):
        raise BadStub("not a stub")
    return _proven(value, first, sha256(data).hexdigest())


def _proven(value: dict[str, object], first: int, stub_digest: str) -> Stub:
    fixed = (value.get("format"), value.get("first"), value.get("count"))
    texts = [value.get(name) for name in ("root", "prev", "chain", "sha256")]
    kept, days = value.get("kept"), value.get("days")
    if not isinstance(days, list) or not all(type(day) is int and first < day < first + layout.SEGMENT for day in days):
        raise BadStub("a stub with malformed days")
    if fixed != (layout.FORMAT, first, layout.SEGMENT) or not isinstance(kept, list):
        raise BadStub("a stub of another segment or format")
    if not all(isinstance(text, str) and layout.is_hex(text, 64) for text in texts):
        raise BadStub("a stub with a malformed digest")
    root, prev, chain, file_digest = (str(text) for text in texts)
    records = [_kept(item, first, bytes.fromhex(root)) for item in kept]
    if [seq for seq, _ in records] != sorted({seq for seq, _ in records}):
        raise BadStub("kept records out of order")
    bodies = [(seq, parse(line)) for seq, line in records]
    unmet = {str(body.get("id")): seq for seq, body in bodies if body.get("t") == "intent"}
    met = [(str(body.get("id")), seq, body.get("intent")) for seq, body in bodies if body.get("t") == "outcome"]
    return Stub(bytes.fromhex(root), prev, chain, file_digest, records, unmet, met, days, stub_digest)


def _kept(item: object, first: int, root: bytes) -> tuple[int, bytes]:
    try:
        assert isinstance(item, dict)  # noqa: S101
        seq, line = item["seq"], item["line"].encode()
        proof = [bytes.fromhex(text) for text in item["proof"]]
        placed = merkle.root_from_path(seq - first, layout.SEGMENT, merkle.leaf(line), proof)
        body = parse(line)
    except (AssertionError, AttributeError, LookupError, TypeError, ValueError, Malformed) as error:
        raise BadStub("a kept record that is malformed") from error
    if placed != root or body.get("seq") != seq:
        raise BadStub("a kept record whose proof fails")
    return seq, line
