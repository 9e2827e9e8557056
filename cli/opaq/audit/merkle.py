"""RFC 6962 section 2.1: the tree whose leaves are the log's lines.

A leaf is ``SHA-256(0x00 || line)`` with the line's newline removed, a node
``SHA-256(0x01 || left || right)``. The *frontier* of n leaves is the roots of
the perfect subtrees of n, largest first; it is all an appender must remember,
and the root folds from it, right to left.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf(line: bytes) -> bytes:
    """The leaf hash of a line (newline removed)."""
    return sha256(b"\x00" + line).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def root(frontier: Sequence[bytes]) -> bytes:
    """Fold a frontier into the tree's root."""
    if not frontier:
        return EMPTY_ROOT
    folded = frontier[-1]
    for subtree in reversed(frontier[:-1]):
        folded = node(subtree, folded)
    return folded


def push(frontier: Sequence[bytes], size: int, hashed: bytes) -> list[bytes]:
    """The frontier of `size` + 1 leaves, given that of `size`."""
    grown = list(frontier)
    while size & 1:
        hashed = node(grown.pop(), hashed)
        size >>= 1
    grown.append(hashed)
    return grown


def levels(leaves: list[bytes]) -> list[list[bytes]]:
    """All complete nodes over `leaves`, level by level: the leaves first."""
    built = [leaves]
    while len(leaves) > 1:
        pairs = iter(leaves)
        leaves = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]
        built.append(leaves)
    return built


def frontier_at(built: list[list[bytes]], size: int) -> list[bytes]:
    """The frontier of the first `size` leaves, looked up in their `levels`."""
    return [built[level][(size >> level) - 1] for level in reversed(range(size.bit_length())) if size >> level & 1]


def join(frontier: Sequence[bytes], size: int, right: Sequence[bytes], right_size: int) -> list[bytes]:
    """The frontier of `size` + `right_size` leaves; `right` must start at a multiple of its own largest subtree."""
    joined = list(frontier)
    for bit in reversed(range(right_size.bit_length())):
        if right_size >> bit & 1:
            joined = push_subtree(joined, size, right[0], bit)
            right, size = right[1:], size + (1 << bit)
    return joined


def push_subtree(frontier: Sequence[bytes], size: int, subtree: bytes, level: int) -> list[bytes]:
    """Append a perfect subtree of ``2**level`` leaves at `size`, a multiple of that."""
    return push(frontier, size >> level, subtree)


def path(built: list[list[bytes]], index: int, size: int) -> list[bytes]:
    """The RFC 6962 audit path of leaf `index` in the tree of `size` leaves."""
    return _path(built, index, 0, size)


def _path(built: list[list[bytes]], index: int, start: int, end: int) -> list[bytes]:
    if end - start == 1:
        return []
    split = start + _split(end - start)
    if index < split:
        return [*_path(built, index, start, split), _subtree(built, split, end)]
    return [*_path(built, index, split, end), _subtree(built, start, split)]


def _subtree(built: list[list[bytes]], start: int, end: int) -> bytes:
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return built[level][start >> level]
    split = start + _split(width)
    return node(_subtree(built, start, split), _subtree(built, split, end))


def _split(width: int) -> int:
    """The largest power of two smaller than `width`."""
    return 1 << ((width - 1).bit_length() - 1)


def root_from_path(index: int, size: int, hashed: bytes, proof: Sequence[bytes]) -> bytes | None:
    """The root that an audit path leads to, or None if the path has the wrong length (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    last = size - 1
    for sibling in proof:
        if last == 0:
            return None
        if index & 1 or index == last:
            hashed = node(sibling, hashed)
            while index & 1 == 0 and index:
                index, last = index >> 1, last >> 1
        else:
            hashed = node(hashed, sibling)
        index, last = index >> 1, last >> 1
    return hashed if last == 0 else None
