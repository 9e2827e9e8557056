"""Names inside a log's directory, and the numbers of the format."""

from __future__ import annotations

import re

FORMAT = 1
SEGMENT = 65_536
"""Records in a full segment: a power of two, so a full segment is a perfect Merkle subtree."""

HEAD = "checkpoint"
LOCK = "lock"
DIRECTORIES = ("anchors", "checkpoints", "disclosures", "open", "segments")

KINDS = frozenset({"genesis", "intent", "outcome", "refused", "key", "recovery", "repair", "anchor", "note"})
"""Every `t` a body can have."""

segment_name = re.compile(r"([0-9]{12})\.jsonl").fullmatch
stub_name = re.compile(r"([0-9]{12})\.archived").fullmatch
note_name = re.compile(r"(0|[1-9][0-9]{0,15})\.note").fullmatch
torn_name = re.compile(r"torn-(0|[1-9][0-9]{0,15})-([0-9a-f]{16})\.bin").fullmatch
temporary_name = re.compile(r"\..{1,60}\.[0-9]{1,10}\.tmp").fullmatch
disclosure_name = re.compile(r"(0|[1-9][0-9]{0,15})\.txt").fullmatch
repaired_name = re.compile(r"repaired-(0|[1-9][0-9]{0,15})-[0-9a-f]{16}").fullmatch
digest_text = re.compile(r"[0-9a-f]{64}").fullmatch
record_id = re.compile(r"[0-9a-f]{32}").fullmatch


def segment(first: int) -> str:
    """The file of the segment that starts at record `first`."""
    return f"{first:012d}.jsonl"


def first_of(seq: int) -> int:
    """The first record of the segment that holds record `seq`."""
    return seq - seq % SEGMENT
