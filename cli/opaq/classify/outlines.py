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


Fit = tuple[Identifier, int, int]
"""An identifier that fits a shape, and its place in it."""


class Fits(NamedTuple):
    """Identifiers that fit a shape."""

    strong: tuple[Fit, ...]
    weak: tuple[Fit, ...]
    first: int = 0
    """Where the first of them begins."""
    last: int = 0
    """Where the last of them ends."""

    def __bool__(self) -> bool:
        return bool(self.strong or self.weak)


_NO_FIT: Final = Fits((), ())
_shapes: dict[bytes, Fits] = {}
_SHAPES_KEPT: Final = 20_000
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
    fits: list[Fit] = []
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
    if len(_shapes) >= _SHAPES_KEPT:
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


class Region(NamedTuple):
    """Where in a text of one shape identifiers may stand, and which."""

    start: int
    fits: Fits
    alone: bool
    """They are the whole text, but for quotes and blanks."""


class Outline(NamedTuple):
    """What a text of one shape may hold."""

    regions: tuple[Region, ...]
    readers: tuple[tuple[Callable[[str], Iterator[Hit]], Strength], ...]
    """Detectors that must read the whole text, with the strength of what they find."""


NOTHING: Final = Outline((), ())
known: dict[bytes, Outline] = {}
"""Outlines by shape, for callers that look before they call."""
_LONGEST_REMEMBERED: Final = 120
"""Shapes of long sentences do not come back; those of numbers, codes, times and user agents do."""


def outline_of(shape: bytes) -> Outline:
    """Everything that can be known of a text from its shape; remembered, unless such shapes hardly come back."""
    length = len(shape)
    if length > _LONGEST_REGULAR and shape.isalnum():
        return _IBAN_ALONE if length <= _LONGEST_IBAN and shape[:4] in _IBAN_HEADS else NOTHING
    if length == 36 and _is_uuid(shape):
        return NOTHING
    outline = _drawn(shape) if b"0" in shape else NOTHING
    if length <= _LONGEST_REMEMBERED:
        if len(known) >= _SHAPES_KEPT:
            known.clear()
        known[shape] = outline
    return outline


def _drawn(shape: bytes) -> Outline:
    regions, readers = tuple(_regions(shape)), tuple(_readers(shape))
    return Outline(regions, readers) if regions or readers else NOTHING


_LONGEST_REGULAR: Final = 22
"""Longer runs of letters and digits are hashes, unless they are IBANs: no other identifier has as many without a mark."""
_LONGEST_IBAN: Final = 34
_IBAN_HEADS: Final = (b"AA00", b"aa00")
_IBAN_ALONE: Final = Outline((), ((_ibans, _CERTAIN),))


def _is_uuid(shape: bytes) -> bool:
    return shape[8] == shape[13] == shape[18] == shape[23] == 45


# what a reader finds in a text has one of these forms in its shape

_IBAN_SHAPE: Final = late(rb"[^Aa0](?:AA00(?: ?[A0]{4}){2}|aa00[a0]{11})")
_IPV4_SHAPE: Final = late(rb"(?<![Aa0_.\-])0{1,3}\.0{1,3}\.0{1,3}\.0{1,3}(?![Aa0_])")
_MAC_SHAPE: Final = late(rb"[:\-](?:[Aa0]{2}[:\-]){4}")
_POINT: Final = late(rb"AAAAA(?: A)? ?\(")
_PAIR: Final = late(rb"\.000+ ?[,;] ?[+\-]?0{1,3}\.000")


def _readers(shape: bytes) -> Iterator[tuple[Callable[[str], Iterator[Hit]], Strength]]:
    """IBAN, addresses of networks and coordinates, where the shape has what they cannot do without."""
    if (b"AA00" in shape or b"aa00" in shape) and _IBAN_SHAPE.search(b" " + shape):
        yield _ibans, _CERTAIN
    dots, colons = shape.count(b"."), shape.count(b":")
    if dots >= 3 and (b"0.0.0" in shape or b"0.00.0" in shape or b"0.000.0" in shape) and _IPV4_SHAPE.search(shape):
        yield text.ipv4, _STRONG
    if colons >= 7 or (colons >= 2 and b"::" in shape):
        yield text.ipv6, _CERTAIN
    if _may_hold_mac(shape, dots, colons):
        yield text.macs, _CERTAIN
    if b"\xb0" in shape or (b"(" in shape and _POINT.search(shape)) or (dots >= 2 and _PAIR.search(shape)):
        yield text.coordinates, _CERTAIN


def _may_hold_mac(shape: bytes, dots: int, colons: int) -> bool:
    if colons >= 5 or shape.count(b"-") >= 5:
        return dots >= 2 or _MAC_SHAPE.search(shape) is not None
    return dots == 2 and len(shape) == 14 and shape[4] == shape[9] == 46


def _regions(shape: bytes) -> Iterator[Region]:
    """Where in a text of this shape identifiers may stand, and which."""
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
        if length > _LONGEST_REGULAR and (region.isalnum() or (length == 36 and _is_uuid(region))):
            continue
        fits = _shapes.get(region)
        if fits is None:
            fits = _fits(region)
        if fits is not _NO_FIT:
            yield Region(start, fits, start + fits.first <= 1 and len(shape) - start - fits.last <= 1)


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
