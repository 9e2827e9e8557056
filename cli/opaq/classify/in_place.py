r"""Texts whose only findings are plain e-mail addresses: marked where they stand, without a Python object per cell.

In running text an address is by far the most common finding, and reading a text cell by cell costs 15 us,
marking addresses in a whole column of texts 1 us each. A text is told this way when

1. its addresses are of the plain form below, and stand between the characters of `_BEFORE` and `_BEHIND`, so that
   the detector would find them from the same first to the same last character;
2. nothing else in it matters (`rows.that_matter`) when the addresses are taken out;
3. the addresses hold nothing that could matter outside of them: no long token that is more than letters, no
   word that makes the detectors look for labels (`bob@corp.pin: 1234`).

What else a detector may find overlaps an address and is shorter or less certain, so that the address wins
(`cells._resolve`). Every other text is left to the detectors. A property in the tests holds the two ways equal.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import accumulate
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from opaq.classify.detectors.text import FILE_ENDINGS
from opaq.classify.speech import BIRTH_WORDS, SECRET_WORDS
from opaq.classify.types import Span
from opaq.model.batch import Cell
from opaq.model.bytewise import Array, data, true
from opaq.model.finding import Category

CATEGORY: Final[Category] = "contact.email"
OPEN, CLOSE = "\x01", "\x02"
"""Around an address. A column that has one of them in its texts is read by the detectors."""

_PLAIN: Final = (
    r"[A-Za-z](?:[A-Za-z0-9._+-]*[A-Za-z0-9_+-])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_BEFORE: Final = r" ,;:<>=\"(\[|\t\n"
_BEHIND: Final = r" ,;:)>\"|!?<\]\t\r\n"
_LONGEST: Final = 60
"""Of a whole address: parts may have 63 characters, so none is too long."""


def without(array: Array) -> Array | None:
    """The rows of a column without their plain addresses; None when it has none, or has marks of its own."""
    whole = data(array)
    if b"@" not in whole or OPEN.encode() in whole or CLOSE.encode() in whole:
        return None
    candidate = true(pc.match_substring(array, "@"))
    stripped = pc.replace_substring_regex(array.filter(candidate), _PLAIN, OPEN + CLOSE)
    return pc.replace_with_mask(array, candidate, stripped)


def marked(texts: Array, candidates: Array) -> Array:
    """The texts with their addresses between `OPEN` and `CLOSE`, where these are all that can be found.

    `candidates`: the texts in which nothing else matters. Others stay as they are, for the detectors.
    """
    found = texts.filter(candidates)
    if not len(found):
        return texts
    written = pc.replace_substring_regex(found, _PLAIN, rf"{OPEN}\0{CLOSE}")
    odd = pc.match_substring_regex(written, _unlike())
    if pc.any(odd).as_py():
        written = pc.if_else(odd, found, written)
    return written if len(found) == len(texts) else pc.replace_with_mask(texts, candidates, written)


def told(texts: Array) -> Array | None:
    """Which of some texts, of which `marked` made a part, have marks; None when none has."""
    return pc.match_substring(texts, OPEN) if OPEN.encode() in data(texts) else None


@cache
def _unlike() -> str:
    """What makes an address other than plain: its neighbours, its length, tokens in it, its ending."""
    endings = [*_plain(BIRTH_WORDS), *sorted(FILE_ENDINGS)]
    token, more = "[0-9A-Za-z_-]", "[0-9_-]"
    tokens = "|".join(
        f"{token}{{{n}}}{more}{token}{{{12 - n}}}" for n in (0, 4, 8, 12)
    )  # all with 16 characters, some with 13
    inside = f"[^{OPEN}{CLOSE}]"
    return (
        rf"[^{_BEFORE}]{OPEN}|{CLOSE}(?:[^{_BEHIND}.]|\.[^ ])|{OPEN}{inside}{{{_LONGEST + 1}}}|{tokens}"
        rf"|\.(?i:{'|'.join(endings)}){CLOSE}|[^A-Za-z0-9](?i:{'|'.join(_plain(SECRET_WORDS))})[^A-Za-z0-9]"
    )


def _plain(words: frozenset[bytes]) -> list[str]:
    """The words that an address may have in it."""
    return sorted(w.decode() for w in words if w.isascii())


def whole(texts: Array) -> int:
    """How many of marked texts are nothing but an address, quotes aside."""
    alone = pc.match_substring_regex(texts, f"(?s)^.?{OPEN}[^{CLOSE}]*{CLOSE}.?$")
    return int(pc.sum(alone).as_py() or 0)


def spans(texts: Array) -> dict[Cell, tuple[Span, ...]]:
    """What the detectors would say of marked texts: for callers that want spans, not columns."""
    found: dict[Cell, tuple[Span, ...]] = {}
    for written in texts.to_pylist():
        pieces = written.replace(CLOSE, OPEN).split(OPEN)
        starts = list(accumulate(map(len, pieces), initial=0))
        found["".join(pieces)] = tuple(Span(starts[n], starts[n + 1], CATEGORY) for n in range(1, len(pieces), 2))
    return found


def rewritten(texts: Array, hide: Callable[[Array], Array]) -> tuple[Array, Array]:
    """Marked texts with every address masked, and which of them are not what they were before.

    `hide` is given all addresses as one array and answers as many texts.
    """
    listed = pa.ListArray.from_arrays(pa.array([0, len(texts)], pa.int32()), texts)
    joined: bytes = pc.binary_join(listed, "\0")[0].as_buffer().to_pybytes()
    pieces = joined.replace(CLOSE.encode(), OPEN.encode()).split(OPEN.encode())
    addresses = pa.array(pieces[1::2], pa.string())
    shown = hide(addresses)
    pieces[1::2] = shown.cast(pa.binary()).to_pylist()
    new = pa.array(b"".join(pieces).split(b"\0"), pa.string())
    if not pc.any(pc.equal(addresses, shown)).as_py():
        return new, pa.repeat(pa.scalar(value=True), len(texts))
    return new, pc.not_equal(new, unmarked(texts))


def unmarked(texts: Array) -> Array:
    """The texts as they were."""
    return pc.replace_substring_regex(texts, f"[{OPEN}{CLOSE}]", "")
