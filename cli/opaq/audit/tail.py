"""What stands on disk beyond, or short of, the signed head; and what may be done about it.

A crash leaves exactly one of two things beyond the head: one whole record that
we signed, or a piece of one. Everything else is refused: the appender never
signs what it cannot verify, and never heals a damaged head, or it would
launder an attack.
"""

from __future__ import annotations

import os

from opaq.audit import canonical, files, layout
from opaq.audit.line import MAX_LINE_B, Malformed, digest, dissect, parse
from opaq.audit.merkle import leaf
from opaq.audit.note import Checkpoint, Verifier
from opaq.errors import AuditFailure


def damaged(reason: str) -> AuditFailure:
    """The log and its head disagree in a way no crash explains."""
    return AuditFailure(
        "OPQ-A005",
        f"audit: {reason}",
        hint='nothing was run; see "opaq audit verify"; only "opaq audit repair --accept-loss" continues',
    )


def open_segment(segments: int, head: Checkpoint) -> int | None:
    """Open the segment that takes the next record; None if it does not exist yet and need not."""
    first = layout.first_of(head.size)
    if exists(segments, layout.segment(first + layout.SEGMENT)):
        raise damaged("records stand beyond the signed head")
    try:
        return files.open_regular(segments, layout.segment(first), os.O_RDWR | os.O_APPEND)
    except FileNotFoundError:
        if head.tail:
            raise damaged("the current segment is missing") from None
        return None
    except OSError as error:
        raise damaged("the current segment is not a regular file") from error


def exists(directory: int, name: str) -> bool:
    """Whether the name is taken, by anything."""
    try:
        os.stat(name, dir_fd=directory, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def excess(fd: int | None, head: Checkpoint) -> bytes:
    """The bytes beyond the head, at most one line of them; `AuditFailure` if there are fewer bytes than it says."""
    size = 0 if fd is None else os.fstat(fd).st_size
    if size < head.tail:
        raise damaged("the log is shorter than its signed head")
    beyond = size - head.tail
    if beyond > MAX_LINE_B + 1:
        raise damaged("more than one record stands beyond the signed head")
    return b"" if fd is None or not beyond else files.read_at(fd, head.tail, beyond)


def plausible_piece(data: bytes) -> bool:
    """Whether a crash can have left these bytes: the beginning of a record, or blocks that were never filled."""
    opening = b'{"body":{"'
    return b"\n" not in data and (data.startswith(opening[: len(data)]) or not data.strip(b"\x00"))


def last_line(segments: int, head: Checkpoint) -> bytes:
    """The last committed line; it must be the one the head's chain and frontier name."""
    first = layout.first_of(head.size - 1)
    try:
        fd = files.open_regular(segments, layout.segment(first))
    except OSError as error:
        raise damaged("the last segment cannot be opened") from error
    try:
        end = head.tail or os.fstat(fd).st_size
        start = max(0, end - MAX_LINE_B - 2)
        block = files.read_at(fd, start, end - start)
    finally:
        os.close(fd)
    line = block[:-1].rpartition(b"\n")[2]
    if not block.endswith(b"\n") or digest(line) != head.chain:
        raise damaged("the last record is not the one the signed head names")
    if head.size & 1 and head.edge[-1] != leaf(line):
        raise damaged("the last record is not the one the signed frontier names")
    return line


def whole_record(beyond: bytes, head: Checkpoint, key: Verifier) -> tuple[bytes, dict[str, object]]:
    """The single record beyond the head, if it is the one `key` signed to follow it; `AuditFailure` otherwise."""
    line = beyond[:-1]
    if b"\n" in line:
        raise damaged("more than one record stands beyond the signed head")
    try:
        parts, body = dissect(line), parse(line)
    except (Malformed, canonical.NotCanonical) as error:
        raise damaged(f"the record beyond the signed head is malformed: {error}") from error
    if parts.prev != head.chain or body.get("seq") != head.size or parts.kid != key.kid:
        raise damaged("the record beyond the signed head does not follow it")
    if not key.accepts(parts.signature, parts.signed):
        raise damaged("the record beyond the signed head is not signed by us")
    return line, body


def read_line(segments: int, seq: int, offset: int) -> bytes | None:
    """The line of a record by its place; None if no line is there."""
    try:
        fd = files.open_regular(segments, layout.segment(layout.first_of(seq)))
    except OSError:
        return None
    try:
        block = files.read_at(fd, offset, MAX_LINE_B + 1)
    finally:
        os.close(fd)
    line, newline, _ = block.partition(b"\n")
    return line if newline else None
