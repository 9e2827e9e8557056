"""Proofs about single records and pairs of heads, checkable offline and by others' tools.

`proof` writes a C2SP tlog-proof: the record's index, its RFC 6962 path and the
signed checkpoint. `match` finds the record whose output a file is. `compare`
tells whether two heads or logs continue each other or prove a fork.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from opaq.audit import layout, merkle
from opaq.audit.note import BadNote, Checkpoint, Verifier, parse_checkpoint, parse_note, unbase64
from opaq.audit.read import Item
from opaq.errors import AuditFailure, UsageError

HEADER = "c2sp.org/tlog-proof@v1"


def proof(directory: str, seq: int, note: bytes) -> str:
    """A tlog-proof for record `seq` under the checkpoint `note`; the log must have been verified."""
    head = parse_checkpoint(parse_note(note))
    if not 0 <= seq < head.size:
        raise UsageError(
            "OPQ-A013", f"record {seq} is not in a log of {head.size}", hint="opaq audit log shows numbers"
        )
    path = [base64.b64encode(node).decode() for node in _path(directory, seq, head.size)]
    return "\n".join([HEADER, f"index {seq}", *path]) + "\n\n" + note.decode()


def _path(directory: str, seq: int, size: int) -> list[bytes]:
    """Inside the record's own segment by its leaves; outside it by the roots of the others."""
    roots: list[bytes] = []
    own: list[list[bytes]] = []
    mine = layout.first_of(seq)
    for first in range(0, size, layout.SEGMENT):
        built = _levels(directory, first, min(layout.SEGMENT, size - first))
        if first == mine:
            own = built
        roots.append(merkle.root(merkle.frontier_at(built, len(built[0]))))
    inner = merkle.path(own, seq - mine, len(own[0]))
    return inner + _outer(roots, mine // layout.SEGMENT)


def _outer(roots: list[bytes], index: int) -> list[bytes]:
    if len(roots) == 1:
        return []
    split = 1 << ((len(roots) - 1).bit_length() - 1)
    if index < split:
        return [*_outer(roots[:split], index), _fold(roots[split:])]
    return [*_outer(roots[split:], index - split), _fold(roots[:split])]


def _fold(roots: list[bytes]) -> bytes:
    if len(roots) == 1:
        return roots[0]
    split = 1 << ((len(roots) - 1).bit_length() - 1)
    return merkle.node(_fold(roots[:split]), _fold(roots[split:]))


def _levels(directory: str, first: int, count: int) -> list[list[bytes]]:
    try:
        with open(f"{directory}/segments/{layout.segment(first)}", "rb") as file:
            leaves = [merkle.leaf(line.removesuffix(b"\n")) for _, line in zip(range(count), file, strict=False)]
    except OSError as error:
        raise AuditFailure(
            "OPQ-A011", "audit: a segment is archived or missing", hint="put the segment back"
        ) from error
    return merkle.levels(leaves)


def check(text: str, line: bytes, key: Verifier) -> Checkpoint:
    """Check a tlog-proof of a line with the log's key; `BadNote` says what fails."""
    opening, _, note_text = text.partition("\n\n")
    lines = opening.split("\n")
    if len(lines) < 2 or lines[0] != HEADER or not lines[1].startswith("index ") or not layout.is_number(lines[1][6:]):
        raise BadNote("not a tlog-proof")
    note = parse_note(note_text.encode())
    head = parse_checkpoint(note)
    if not note.signed_by(key):
        raise BadNote("a checkpoint not signed by this key")
    path = [unbase64(node) for node in lines[2:]]
    if merkle.root_from_path(int(lines[1][6:]), head.size, merkle.leaf(line), path) != head.root:
        raise BadNote("the path does not lead from this line to the checkpoint's root")
    return head


def match(items: Iterable[Item], data: bytes) -> list[Item]:
    """The outcomes whose bytes shown are exactly `data`."""
    wanted = sha256(data).hexdigest()
    return [item for item in items if item.body.get("t") == "outcome" and item.body.get("sha256") == wanted]


def sizes(notes: Iterable[bytes]) -> list[int]:
    """The sizes of signed heads; those that cannot be read are left out."""
    found = []
    for data in notes:
        try:
            found.append(parse_checkpoint(parse_note(data)).size)
        except BadNote:
            continue
    return found


class Comparison(NamedTuple):
    """What two heads say about each other."""

    fork: bool
    """Two valid heads that cannot both belong to one append-only log: proof of a fork."""
    same: bool
    reason: str


def compare(first: bytes, second: bytes, rebuilt: dict[int, bytes] | None = None) -> Comparison:
    """Compare two signed heads; `rebuilt` maps sizes to roots where the records are at hand."""
    try:
        one, other = parse_checkpoint(parse_note(first)), parse_checkpoint(parse_note(second))
    except BadNote as error:
        raise UsageError(
            "OPQ-A013", f"not a checkpoint: {error}", hint="compare checkpoints or log directories"
        ) from error
    if one.origin != other.origin:
        return Comparison(fork=False, same=False, reason="heads of different logs")
    if one.size == other.size:
        same = one.root == other.root
        words = "the same head" if same else f"two heads of {one.size} records with different roots: a fork"
        return Comparison(fork=not same, same=same, reason=words)
    small, large = sorted((one, other), key=lambda head: head.size)
    root = (rebuilt or {}).get(small.size)
    if root is None:
        return Comparison(
            fork=False, same=False, reason="heads of different sizes; give the log of the larger to decide"
        )
    if root != small.root:
        return Comparison(
            fork=True,
            same=False,
            reason=f"the log of {large.size} records does not contain the head of {small.size}: a fork",
        )
    return Comparison(
        fork=False, same=True, reason=f"the log of {large.size} records continues the one of {small.size}"
    )
