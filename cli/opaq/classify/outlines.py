"""What a text may hold, by its shape alone: digits are 0, letters a and A, so that equal shapes are looked at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple

from opaq.classify.detectors import text
from opaq.classify.detectors.checksums import iban
from opaq.classify.detectors.identifiers import IDENTIFIERS, Identifier
from opaq.classify.detectors.secrets import Hit
from opaq.classify.types import Strength
from opaq.model.pattern import late

_CERTAIN, _STRONG, _WEAK = Strength.CERTAIN, Strength.STRONG, Strength.WEAK
_REGION: Final = late(
    rb"[0-9][0-9A-Za-z.\-/:_()]{2,}(?: [0-9(][0-9A-Za-z.\-/:_()]*){0,8}(?: [A-Z](?![A-Za-z0-9]))?"
    rb"|[0-9]{1,2}(?: [0-9(][0-9A-Za-z.\-/:_()]*){1,8}(?: [A-Z](?![A-Za-z0-9]))?"
)
_LEFT: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+(-._/")
_LONGEST_REGION: Final = 60
_IBAN: Final = late(
    r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])|(?<![A-Za-z0-9])[a-z]{2}\d{2}[a-z0-9]{11,30}(?![A-Za-z0-9])"
)
_RUNS: Final = late(rb"0+|[Aa]+")
_MAX_RUNS: Final = 12
_TIME: Final = late(
    rb"[+-]?(?:0000([-/.])00?\1?00?|00?([-/.])00?\2(?:0000|00))(?:[ Tt_A]00?[:.]00(?:[:.]00(?:\.0{1,9})?)?(?:[Aa]|[+-]00:?(?:00)?)?)?"
)
"""A date, perhaps with a time: no identifier, however its digits add up."""


class Fits(NamedTuple):
    """Identifiers that fit a shape, with their place in it."""

    strong: tuple[tuple[Identifier, int, int], ...]
    weak: tuple[tuple[Identifier, int, int], ...]
    first: int = 0
    """Where the first of them begins."""
    last: int = 0
    """Where the last of them ends."""

    def __bool__(self) -> bool:
        return bool(self.strong or self.weak)


_NO_FIT: Final = Fits((), ())
_shapes: dict[bytes, Fits] = {}
SHAPES_KEPT: Final = 20_000
"""About 10 MB; a column of random tokens must not grow the memory without bound."""


_START: Final = late(r"(?<![\w])(?<![\w][./:\-])(?:[0+(]|A[A0 -])")
"""Where a shape stands free, and may begin an identifier: none begins with a word of small letters."""


@cache
def _needs(shape: str) -> frozenset[str]:
    r"""Characters that every text of an identifier's shape has, as far as that can be told without compiling it.

    >>> sorted(_needs(r"[A-Z]{2}\d{7}")), sorted(_needs(r"\d{2}\.\d{3}/\d")), sorted(_needs(r"\d{8}-?[A-Z]|\d{9}"))
    (['A'], ['.', '/'], [])
    """
    if any(mark in shape for mark in "|()"):
        return frozenset()
    outside = _CLASS.sub("", shape)
    found = {c for c in "./" if c in outside and f"{c}?" not in outside}
    return frozenset(found | ({"A"} if _CAPITAL.search(shape) else set()))


_CLASS: Final = late(r"\[[^\]]*\]\??")
_CAPITAL: Final = late(r"\[A-Z\](?![?]|\{0)")


@cache
def _pattern(shape: str) -> re.Pattern[str]:
    """A shape with its boundaries. All of them take 13 ms to compile, those of one number a few."""
    return re.compile(rf"(?<![\w])(?<![\w][./:\-])(?:{shape})(?![\w])(?![./:\-][\w])")


def _fits(shape: bytes) -> Fits:
    """Which identifiers fit where in a region of this shape; remembered."""
    fits: list[tuple[Identifier, int, int]] = []
    if len(_RUNS.findall(shape)) <= _MAX_RUNS and _TIME.fullmatch(shape) is None:
        written = shape.decode("ascii", "replace")
        present = set(written)
        for identifier in IDENTIFIERS if _START.search(written) is not None else ():
            if present >= _needs(identifier.shape):
                found = _pattern(identifier.shape).finditer(written)
                fits += [(identifier, m.start(), m.end()) for m in found if m.end() - m.start() >= 7]
    result = _NO_FIT
    if fits:
        fits.sort(key=lambda f: f[0].chance)
        strong, weak = [f for f in fits if f[0].strength > _WEAK], [f for f in fits if f[0].strength == _WEAK]
        result = Fits(tuple(strong), tuple(weak), min(f[1] for f in fits), max(f[2] for f in fits))
    if len(_shapes) >= SHAPES_KEPT:
        _shapes.clear()
    _shapes[shape] = result
    return result


def _ibans(written: str) -> Iterator[Hit]:
    """IBANs with or without blanks; a word after one may have been taken along and is given back."""
    for match in _IBAN.finditer(written):
        candidate = match.group()
        while candidate and not iban(candidate.replace(" ", "").upper()):
            candidate = candidate.rpartition(" ")[0]
        if candidate:
            yield Hit(match.start(), match.start() + len(candidate), "fin.iban")


class Outline(NamedTuple):
    """What a text of one shape may hold."""

    regions: tuple[tuple[int, Fits], ...]
    """Offset of each region in which an identifier may stand, and which."""
    readers: tuple[tuple[Callable[[str], Iterator[Hit]], Strength], ...]
    """Detectors that must read the whole text, with the strength of what they find."""


NOTHING: Final = Outline((), ())
outlines: dict[bytes, Outline] = {}
LONGEST_REMEMBERED: Final = 120
"""Shapes of long sentences do not come back; those of numbers, codes, times and user agents do."""


def outline_of(shape: bytes) -> Outline:
    """Everything that can be known of a text from its shape."""
    length = len(shape)
    if b"0" not in shape or (length > 34 and shape.isalnum()):
        return NOTHING
    if length == 36 and shape[8] == shape[13] == shape[18] == shape[23] == 45:
        return NOTHING  # a UUID
    regions, readers = _regions(shape), tuple(_readers(shape))
    return Outline(regions, readers) if regions or readers else NOTHING


_IBAN_HEADS: Final = (b"AA00", b"aa00")
_PAIR: Final = late(rb"\.000+ ?[,;] ?[+\-]?0{1,3}\.000")


def _readers(shape: bytes) -> Iterator[tuple[Callable[[str], Iterator[Hit]], Strength]]:
    """IBAN, addresses of networks and coordinates, where the shape has what they cannot do without."""
    if len(shape) >= 15 and (shape[:4] in _IBAN_HEADS if shape.isalnum() else b"AA00" in shape or b"aa00" in shape):
        yield _ibans, _CERTAIN
    if shape.count(b".") >= 3 and (b"0.0.0" in shape or b"0.00.0" in shape or b"0.000.0" in shape):
        yield text.ipv4, _STRONG
    colons = shape.count(b":")
    if colons >= 7 or (colons >= 2 and b"::" in shape):
        yield text.ipv6, _CERTAIN
    if colons >= 5 or shape.count(b"-") >= 5 or (len(shape) == 14 and shape[4:5] == shape[9:10] == b"."):
        yield text.macs, _CERTAIN
    if b"\xb0" in shape or b"AAAAA(" in shape or b"AAAAA (" in shape or b"AAAAA A (" in shape or _PAIR.search(shape):
        yield text.coordinates, _CERTAIN


def _regions(shape: bytes) -> tuple[tuple[int, Fits], ...]:
    """Where in a text of this shape identifiers may stand, and which."""
    regions: list[tuple[int, Fits]] = []
    for match in _REGION.finditer(shape):
        start, end = match.span()
        if start and shape[start - 1] in _LEFT:
            start = _left_end(shape, start, end)
        if start >= 3 and shape[start - 1] == 32:
            start = _two_letters_before(shape, start)
        length = end - start
        if length < 7 or length > _LONGEST_REGION:
            continue
        region = shape[start:end]
        if length > 22 and (
            region.isalnum() or (length == 36 and region[8] == region[13] == region[18] == region[23] == 45)
        ):
            continue  # hashes and UUIDs
        fits = _shapes.get(region)
        if fits is None:
            fits = _fits(region)
        if fits is not _NO_FIT:
            regions.append((start, fits))
    return tuple(regions)


def _left_end(data: bytes, start: int, end: int) -> int:
    """Letters, signs and marks that are written to the first digit belong to the region."""
    while start and data[start - 1] in _LEFT and end - start <= _LONGEST_REGION:
        start -= 1
    return start


def _two_letters_before(data: bytes, start: int) -> int:
    """`QQ 12 34 56 C`: one or two capitals and a space before the digits belong to the region."""
    if (
        start >= 3
        and data[start - 1] == 32
        and data[start - 3 : start - 1].isalpha()
        and data[start - 3 : start - 1].isupper()
    ) and (start == 3 or not chr(data[start - 4]).isalnum()):
        return start - 3
    return start
