"""Near values: numbers with deterministic noise, dates moved by a secret distance that is the same for one subject."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Final

from opaq.mask.token import Cmac, tags
from opaq.model.pattern import late

_NUMBER = late(r"([+-]?)([0-9]{1,40})(?:\.([0-9]{1,40}))?([eE][+-]?[0-9]{1,3})?", re.ASCII)
_HALF: Final = 1 << 63


def noisy(value: str, tag: bytes, *, percent: float) -> str | None:
    """A number moved by up to `percent`, at least by one in its last place; its decimals stay.

    The same number always moves the same way, so that asking again does not average the noise away. Sign and size
    are not hidden.

    >>> noisy("200", bytes(16), percent=10), noisy("-2.50", bytes([255] * 16), percent=10), noisy("n/a", bytes(16), percent=10)
    ('180', '-2.74', None)
    >>> noisy("1.25e-07", bytes(16), percent=10)
    '1.12e-07'
    """
    hit = _NUMBER.fullmatch(value)
    if hit is None:
        return None
    decimals = hit[3] or ""
    whole = int(hit[2] + decimals)
    draw = int.from_bytes(tag[:8], "big") - _HALF
    moved = whole + int(whole * int(percent * 1000) * draw // (100_000 * _HALF)) or (1 if draw >= 0 else 0)
    if moved == whole:
        moved += 1 if draw >= 0 or whole == 0 else -1
    digits = str(moved).zfill(len(decimals) + 1)
    text = f"{digits[: len(digits) - len(decimals)]}.{digits[len(digits) - len(decimals) :]}" if decimals else digits
    return hit[1] + text + (hit[4] or "")


def noise(cmac: Cmac, values: Sequence[str], *, percent: float) -> list[str | None]:
    """Some numbers moved, in order; None for what is no number."""
    return [noisy(value, tag, percent=percent) for value, tag in zip(values, tags(cmac, values), strict=True)]


_DATE = late(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?=$|[T ])(.*)", re.ASCII | re.DOTALL)


def offset(tag: bytes, days: int) -> int:
    """A secret distance of 1 to `days` days, forth or back; never none.

    >>> offset(bytes(16), 365), offset(bytes([0] * 7 + [3] + [0] * 8), 365)
    (1, -2)
    """
    number = int.from_bytes(tag[:8], "big")
    distance = 1 + (number >> 1) % days
    return -distance if number & 1 else distance


def shifted(value: str, distance: int) -> str | None:
    """An ISO date or timestamp moved by whole days; None for what is none (`infinity`, `0000-00-00`, years BC).

    >>> shifted("2024-02-28 10:00:00+01", 2), shifted("0000-00-00", 2), shifted("2024-01-01 BC", 1)
    ('2024-03-01 10:00:00+01', None, None)
    """
    hit = _DATE.fullmatch(value)
    if hit is None or hit[4].rstrip().endswith("BC"):
        return None
    try:
        moved = datetime.date(int(hit[1]), int(hit[2]), int(hit[3])) + datetime.timedelta(days=distance)
    except (ValueError, OverflowError):
        return None
    return f"{moved.isoformat()}{hit[4]}"


def shift(cmac: Cmac, values: Sequence[str | None], subjects: Sequence[str | None], *, days: int) -> list[str | None]:
    """Dates moved by the distance of their subject; None where there is no date or no subject."""
    known = list(dict.fromkeys(subject for subject in subjects if subject))
    distance = {s: offset(tag, days) for s, tag in zip(known, tags(cmac, known), strict=True)}
    return [
        None if not value or not subject else shifted(value, distance[subject])
        for value, subject in zip(values, subjects, strict=True)
    ]
