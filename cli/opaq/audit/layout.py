"""Names inside a log's directory, and the numbers of the format."""

from __future__ import annotations

FORMAT = 1
SEGMENT = 65_536
"""Records in a full segment: a power of two, so a full segment is a perfect Merkle subtree."""

HEAD = "checkpoint"
LOCK = "lock"
DIRECTORIES = ("anchors", "checkpoints", "disclosures", "open", "segments")

KINDS = frozenset({"genesis", "intent", "outcome", "refused", "key", "recovery", "repair", "anchor", "note"})
"""Every `t` a body can have."""

_HEX = "0123456789abcdef"


def is_hex(text: str, length: int) -> bool:
    """Whether a text is `length` lower-case hex digits; no regular expression, as those cost a start-up 0.2 ms each."""
    return len(text) == length and not text.strip(_HEX)


def is_number(text: str) -> bool:
    """Whether a text is a size as we write it: decimal, no leading zero, below 10**16."""
    return text.isascii() and text.isdigit() and len(text) <= 16 and (text[0] != "0" or text == "0")


def numbered(name: str, suffix: str) -> int | None:
    """The number in ``<number><suffix>``, or None."""
    number = name.removesuffix(suffix)
    return int(number) if name.endswith(suffix) and is_number(number) else None


def placed(name: str, suffix: str) -> int | None:
    """The number in ``<12 digits><suffix>``, or None."""
    number = name.removesuffix(suffix)
    return (
        int(number) if name.endswith(suffix) and len(number) == 12 and number.isascii() and number.isdigit() else None
    )


def record_id(text: str) -> bool:
    """Whether a text is the id of a record."""
    return is_hex(text, 32)


def torn_digest(name: str) -> str | None:
    """The digest in ``torn-<size>-<digest>.bin``, or None."""
    size, _, digest = name.removeprefix("torn-").removesuffix(".bin").partition("-")
    framed = name.startswith("torn-") and name.endswith(".bin")
    return digest if framed and is_number(size) and is_hex(digest, 16) else None


def repaired_name(name: str) -> bool:
    """Whether a directory holds what a repair set aside: ``repaired-<size>-<digest>``."""
    size, _, digest = name.removeprefix("repaired-").partition("-")
    return name.startswith("repaired-") and is_number(size) and is_hex(digest, 16)


def temporary_name(name: str) -> bool:
    """Whether a file is the temporary of an interrupted replacement: ``.<name>.<pid>.tmp``."""
    inner = name.removesuffix(".tmp").rpartition(".")
    return name.startswith(".") and name.endswith(".tmp") and len(inner[0]) > 1 and is_number(inner[2])


def log_id_of(origin: str) -> str | None:
    """The log id inside an origin ``opaq.local/<host>/<uid>/<log id>``, or None if it is not one of ours."""
    parts = origin.split("/")
    if len(parts) != 4 or parts[0] != "opaq.local" or not is_number(parts[2]) or not is_hex(parts[3], 32):
        return None
    host = parts[1]
    return parts[3] if 0 < len(host) <= 64 and not host.strip(_HOST) else None


_HOST = "abcdefghijklmnopqrstuvwxyz0123456789.-"


def segment(first: int) -> str:
    """The file of the segment that starts at record `first`."""
    return f"{first:012d}.jsonl"


def first_of(seq: int) -> int:
    """The first record of the segment that holds record `seq`."""
    return seq - seq % SEGMENT
