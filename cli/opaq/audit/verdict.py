"""What a verification says: its levels, its numbered checks, and the verdict with everything it rests on."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from opaq.audit.faults import Fault
from opaq.errors import ExitCode

CHECKS = (
    "directory: only entries the format knows; regular files, no links, no devices",
    "head: a strict C2SP checkpoint, equal byte for byte to the one rebuilt from the records",
    "genesis: format, origin, log id, keys that are proper points, signed by the identity",
    "trust: the identity, or the key in force at the head, is one that you pinned",
    "segments: names, order and sizes; every line ends, none is longer than 60,000 bytes",
    "lines: the exact frame, strict canonical JSON, strict base64",
    "chain: every prev is the SHA-256 of the line before",
    "bodies: sequence, kind, id, time stamps",
    "keys: every epoch certified by the identity, every record of the key in force, last signature of each epoch",
    "signatures of the head: exactly those of the key in force (and of both at a hand-over)",
    "kept checkpoints: one per closed segment, key change and day, each equal to the one rebuilt",
    "beyond the head: nothing, or the one record or piece of a record that a crash leaves",
    "intents and outcomes: each outcome has its intent, none has two; open intents are reported",
    "disclosures: each is one that its record commits to",
    "archived segments: the root, the kept records' proofs and a signed note say the same",
    "anchors: each is a checkpoint of this log, equal to the one rebuilt at its size",
    "clocks: the machine's own clock never runs backwards; steps back of the wall clock are reported",
)
"""What is checked, numbered from 1; the numbers appear in faults and in the code."""


class Level(Enum):
    """How much of each line is examined."""

    FAST = "fast"
    DEFAULT = "default"
    EVERY = "every-signature"


class Verification(NamedTuple):
    """The verdict and everything it rests on."""

    verdict: ExitCode
    """OK, TAMPERED, UNPINNED or RESIDUE."""
    faults: tuple[Fault, ...]
    fault_count: int
    residue: tuple[str, ...]
    origin: str
    size: int
    root: str
    """Base64, as in the head; empty when there is no usable head."""
    identity: str
    """The vkey that the log claims; trust it only if you have it from elsewhere."""
    pinned: bool
    anchored: tuple[int, ...]
    """Sizes of the anchors that were given and hold."""
    epochs: int
    open_intents: tuple[int, ...]
    clock_steps: tuple[int, ...]
    archived: int
    """Records in archived segments, known by their root only."""
    erased: int
    """Records with a redactable field whose disclosure is gone."""
    level: Level
    stamps: tuple[str, ...]
    """What is known of the RFC 3161 tokens."""
    resumed: int
    """Records that were not read again because the caller's own checkpoint vouches for them."""
