"""The time of a record, three ways: UTC text, boot id, and the clock that no one can set back."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256

_BOOT_ID = "/proc/sys/kernel/random/boot_id"


def utc(seconds: float) -> str:
    """RFC 3339 with microseconds, UTC.

    >>> utc(0)
    '1970-01-01T00:00:00.000000Z'
    """
    whole = int(seconds // 1)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole)) + f".{int((seconds - whole) * 1_000_000):06d}Z"


def boot() -> str:
    """An id of this boot of the machine, 16 hex digits; hashed, so that the machine's own id is not published."""
    try:
        with open(_BOOT_ID, "rb", buffering=0) as file:  # as text it would load a codec in mid-append
            known = (file.read(64) or b"").strip()
    except OSError:  # not Linux: the moment of boot, to the minute, is the best there is
        known = str(int(time.time() - time.monotonic()) // 60).encode()
    return sha256(b"opaq boot " + known).hexdigest()[:16]


def monotonic_us() -> int:
    """Microseconds since boot, suspension included where the system can tell."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime_ns(clock) // 1000


def stamps(now: Callable[[], float] = time.time) -> dict[str, object]:
    """The three fields the chain adds to a body."""
    return {"ts": utc(now()), "boot": boot(), "mono": monotonic_us()}
