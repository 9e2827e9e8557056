"""Distinct texts of a column side by side, so that gates look at all of them in one pass of C code."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from operator import sub
from typing import Final, NamedTuple

from opaq.classify.detectors.secrets import Hit
from opaq.classify.types import Strength
from opaq.model.finding import Category

NUMERIC: Final = b"0123456789 .:/-"
LONGEST_NUMERIC: Final = 25
"""Bytes and characters of a number, date or time."""
_NUMERIC_CELLS: Final = NUMERIC + b"\0"
_TOKEN_CHARACTERS: Final = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-"
TOKENS: Final = bytes(120 if c in _TOKEN_CHARACTERS else 32 for c in range(256))
"""Token characters as x, everything else a blank."""
_LETTERS: Final = b"abcdefghijklmnopqrstuvwxyz"
_BLANKS: Final = bytes(c if 97 <= c <= 122 or 48 <= c <= 57 or c >= 0xC0 or c == 0 else 32 for c in range(256))
_SHAPE: Final = bytes.maketrans(b"0123456789" + _LETTERS + _LETTERS.upper(), b"0" * 10 + b"a" * 26 + b"A" * 26)


class Found(NamedTuple):
    """One match on the canvas."""

    start: int
    end: int
    category: Category
    strength: int


class Canvas:
    """Distinct texts side by side, separated by NUL, as characters and as bytes of one byte per character."""

    __slots__ = ("count", "data", "ends", "lower", "shaped", "starts", "text", "worded")

    def __init__(self, texts: Sequence[str]) -> None:
        self.count = len(texts)
        joined = "\0".join(texts)
        if joined.count("\0") != len(texts) - 1:
            joined = "\0".join(t.replace("\0", "\x01") for t in texts)
        self.text = joined
        self.data = joined.encode("latin-1", "replace")
        self.lower = b""
        self.shaped = b""
        self.worded: dict[int, list[bytes]] | None = None
        self.starts = list(accumulate((len(t) + 1 for t in texts), initial=0))  # one more: where the next would begin
        self.ends = [start - 1 for start in self.starts[1:]]

    def is_numeric(self) -> bool:
        """Whether there is nothing but numbers, dates and times: what they may be is told by their shapes alone."""
        if self.data[:16].translate(None, _NUMERIC_CELLS) or self.data.translate(None, _NUMERIC_CELLS):
            return False
        return max(map(sub, self.ends, self.starts), default=0) <= LONGEST_NUMERIC

    def lowered(self) -> bytes:
        """ASCII lower case, made once."""
        if not self.lower:
            self.lower = self.data.lower()
        return self.lower

    def shapes(self) -> bytes:
        """Digits as 0, letters as a and A; made once."""
        if not self.shaped:
            self.shaped = self.data.translate(_SHAPE)
        return self.shaped

    def read_words(self, telling: frozenset[bytes]) -> None:
        """Keep the words of every text that has one of these: lower case, split at what is no letter and no digit.

        One pass over the words of all texts; a search for each of a hundred words takes twice as long.
        """
        texts = self.lowered().translate(_BLANKS).split(b"\0")
        unlike = telling.isdisjoint
        self.worded = {index: words for index, words in enumerate(map(bytes.split, texts)) if not unlike(words)}

    def cells_with_words(self, wanted: frozenset[bytes]) -> list[int]:
        """Numbers of the texts in which one of the words stands by itself, in order; all of them were asked to be read."""
        return [index for index, words in (self.worded or {}).items() if not wanted.isdisjoint(words)]

    def index(self, position: int) -> int:
        """Which text a position is in."""
        return bisect_right(self.starts, position) - 1

    def cells_with(self, literals: Iterable[bytes]) -> list[int]:
        """Numbers of the texts in which one of the literals occurs, in order."""
        found: set[int] = set()
        for literal in literals:
            position = self.data.find(literal)
            while position >= 0:
                index = self.index(position)
                found.add(index)
                position = self.data.find(literal, self.ends[index])
        return sorted(found)


def in_cells(
    canvas: Canvas, indexes: Iterable[int], find: Callable[[str], Iterator[Hit]], strength: Strength
) -> Iterator[Found]:
    """Run a detector on single texts and shift what it finds to the canvas."""
    for index in indexes:
        start = canvas.starts[index]
        for hit in find(canvas.text[start : canvas.ends[index]]):
            yield Found(start + hit.start, start + hit.end, hit.category, strength)


def byte_words(words: str) -> frozenset[bytes]:
    """Words as they stand on a canvas."""
    return frozenset(w.encode("latin-1") for w in words.split())


def has_digit(data: bytes) -> bool:
    """Whether a digit is anywhere in there."""
    return len(data.translate(None, b"0123456789")) != len(data)  # 1 GB/s; a search for [0-9] takes ten times as long
