"""The committed head and how it grows; pure, except that signing may ask an agent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from opaq.audit import layout, merkle
from opaq.audit.line import digest
from opaq.audit.note import Checkpoint, signature_line

if TYPE_CHECKING:  # verifying grows heads and signs none
    from opaq.audit.keys import Signer


def grow(head: Checkpoint, line: bytes) -> Checkpoint:
    """The head after one more line."""
    edge = tuple(merkle.push(head.edge, head.size, merkle.leaf(line)))
    size = head.size + 1
    tail = 0 if size % layout.SEGMENT == 0 else head.tail + len(line) + 1
    return Checkpoint(head.origin, size, merkle.root(edge), digest(line), tail, edge)


def empty(origin: str) -> Checkpoint:
    """The head before the genesis; never written."""
    return Checkpoint(origin, 0, merkle.EMPTY_ROOT, "0" * 64, 0, ())


def sign(head: Checkpoint, signers: Sequence[Signer]) -> bytes:
    """The signed note of a head; two signers at a hand-over, the outgoing one first."""
    text = head.text()
    return text + b"\n" + b"".join(signature_line(signer.verifier, signer.sign(text)) for signer in signers)
