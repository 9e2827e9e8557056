"""Reading a log that was verified: every report, export and proof starts here.

`examine` verifies and refuses a tampered log; `entries` then walks its records
in order, with the disclosures that are still there merged back in.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from opaq.audit import disclosure, files, layout
from opaq.audit.note import Verifier
from opaq.audit.verdict import Level, Verification
from opaq.audit.verify import verify
from opaq.errors import AuditFailure, ExitCode


class Item(NamedTuple):
    """One record, as a reader wants it."""

    seq: int
    hash: str
    """SHA-256 of the line, hex."""
    line: bytes
    body: dict[str, object]
    """With disclosed fields put back where they belong."""


def examine(directory: str, trusted: Sequence[Verifier] = (), *, level: Level = Level.DEFAULT) -> Verification:
    """Verify; `AuditFailure` if the log is tampered with, as nothing may be reported from it."""
    result = verify(directory, trusted=trusted, level=level, processes=os.cpu_count() or 1)
    if result.verdict is ExitCode.TAMPERED:
        raise AuditFailure(
            "OPQ-A012",
            "audit: the log does not verify",
            hint='"opaq audit verify" names every fault',
            why=_first(result),
        )
    return result


def _first(result: Verification) -> str:
    return result.faults[0].spoken() if result.faults else ""


def entries(directory: str, size: int, *, start: int = 0) -> Iterator[Item]:
    """The records from `start` up to `size`; those of archived segments are left out."""
    for first in range(layout.first_of(start), size, layout.SEGMENT):
        for seq, line in enumerate(_lines(directory, first), first):
            if seq >= size:
                return
            if seq >= start:
                yield item(directory, seq, line)


def item(directory: str, seq: int, line: bytes) -> Item:
    """A record with its disclosures."""
    body: dict[str, object] = json.loads(line)["body"]
    for name, value in disclosed(directory, seq, body).items():
        put(body, name, value)
    return Item(seq, sha256(line).hexdigest(), line, body)


def disclosed(directory: str, seq: int, body: dict[str, object]) -> dict[str, object]:
    """The withheld fields of a record whose disclosures are still beside the log."""
    listed = body.get("_sd")
    if not isinstance(listed, list):
        return {}
    found = {}
    for text in lines_of(directory, seq):
        pair = disclosure.read(text)
        if pair is not None and disclosure.digest(text) in listed:
            found[pair[0]] = pair[1]
    return found


def lines_of(directory: str, seq: int) -> list[str]:
    """The disclosures of one record; empty if they are gone."""
    try:
        fd = os.open(f"{directory}/disclosures/{seq}.txt", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return []
    try:
        return files.read_at(fd, 0, 1 << 20).decode("ascii", "replace").split("\n")[:-1]
    finally:
        os.close(fd)


def put(body: dict[str, object], name: str, value: object) -> None:
    """Place a disclosed field where it was taken from."""
    actor = body.get("actor")
    if name in disclosure.ACTOR_FIELDS and isinstance(actor, dict):
        body["actor"] = actor | {name: value}
    else:
        body[name] = value


def _lines(directory: str, first: int) -> Iterator[bytes]:
    try:
        with open(f"{directory}/segments/{layout.segment(first)}", "rb") as file:
            for line in file:
                yield line.removesuffix(b"\n")
    except FileNotFoundError:  # archived
        return
