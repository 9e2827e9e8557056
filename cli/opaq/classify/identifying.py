"""Identifiers on a canvas: shapes say where they may stand, checks confirm, labels and whole columns help the weak."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from opaq.classify.canvas import Canvas, Found
from opaq.classify.detectors.identifiers import Identifier
from opaq.classify.outlines import NOTHING, Fit, Fits, Region, known, outline_of
from opaq.classify.types import Strength
from opaq.model.pattern import late

_CERTAIN, _STRONG, _WEAK = Strength.CERTAIN, Strength.STRONG, Strength.WEAK
_NOT_ALNUM: Final = late(r"[^0-9A-Za-z]")


class WeakShapes:
    """How often weak identifiers fit whole texts: they count only when (nearly) a whole column agrees."""

    __slots__ = ("chances", "count", "dead", "fits", "hits", "tries")
    _ENOUGH_TRIES: Final = 16

    def __init__(self, count: int) -> None:
        self.count = count
        self.chances: dict[int, float] = {}
        self.dead: set[int] = set()
        self.fits: dict[int, tuple[int, tuple[Fit, ...]]] = {}
        self.tries: dict[int, int] = {}
        self.hits: dict[int, list[Found]] = {}

    def alive(self, fits: Fits) -> tuple[Fit, ...]:
        """The weak identifiers worth trying: they say enough, and the first texts did not show that the column is not of them."""
        known = self.fits.get(id(fits))
        if known is None or known[0] != len(self.dead):
            known = len(self.dead), tuple(f for f in fits.weak if f[0].chance <= _TELLING and id(f[0]) not in self.dead)
            self.fits[id(fits)] = known
        return known[1]

    def offer(self, identifier: Identifier, hit: Found, compact: str) -> None:
        """Try an identifier on a whole text."""
        key = id(identifier)
        self.tries[key] = tries = self.tries.get(key, 0) + 1
        hits = self.hits.setdefault(key, [])
        if identifier.check(compact):
            hits.append(hit)
        elif tries >= self._ENOUGH_TRIES and len(hits) * 4 < tries * 3:
            self.dead.add(key)
        self.chances[key] = identifier.chance


_TELLING: Final = 0.65
"""A check that more than two thirds of random numbers pass says nothing about a column."""


def identifiers(canvas: Canvas, weak: WeakShapes, is_harmless: Callable[[], bool]) -> Iterator[Found]:
    """By the shape of the whole text: what equal shapes can hold, and where, is looked up once.

    `is_harmless`: whether the name of the column speaks against shapes without proof. Reading names costs 12 ms of
    tables the first time, so it is asked only about what was confirmed.
    """
    starts = canvas.starts
    for index, shape in enumerate(canvas.shapes().split(b"\0")):
        outline = known.get(shape) or outline_of(shape)
        if outline is NOTHING:
            continue
        for region in outline.regions:
            able = weak.alive(region.fits) if region.alone else region.fits.weak
            if able or region.fits.strong:
                yield from _confirmed(canvas, index, region, (*region.fits.strong, *able), weak, is_harmless)
        start = starts[index]
        for reader, strength in outline.readers:
            for hit in reader(canvas.text[start : canvas.ends[index]]):
                if strength is not _STRONG or not is_harmless():
                    yield Found(start + hit.start, start + hit.end, hit.category, strength)


def _confirmed(
    canvas: Canvas,
    index: int,
    region: Region,
    fits: Sequence[Fit],
    weak: WeakShapes,
    is_harmless: Callable[[], bool],
) -> Iterator[Found]:
    """Run the checks of the identifiers that fit; weak ones need a label before them, or the whole column.

    So do strong ones in a column whose name speaks against them.
    """
    cell_start, cell_end = canvas.starts[index], canvas.ends[index]
    start, place = cell_start + region.start, (0, 0)
    label = compact = ""
    for identifier, left, right in fits:
        first, last = start + left, start + right
        if place != (left, right):
            place, compact = (left, right), _compact(canvas.text[first:last])
        if identifier.strength > _WEAK:
            if not identifier.check(compact):
                continue
            if identifier.strength is _CERTAIN or not is_harmless():
                yield Found(first, last, identifier.category, identifier.strength)
                continue
        if not region.alone:
            label = label or _words_beside(canvas.text, cell_start, first, last, cell_end)
            if _labelled(label, identifier) and identifier.check(compact):
                yield Found(first, last, identifier.category, _STRONG)
        elif identifier.strength is _WEAK and first - cell_start <= 1 and cell_end - last <= 1:
            weak.offer(identifier, Found(first, last, identifier.category, _WEAK), compact)


def _compact(written: str) -> str:
    """Letters (upper case) and digits."""
    if written.isdecimal() and written.isascii():
        return written
    return _NOT_ALNUM.sub("", written).upper()


def _words_beside(whole: str, cell_start: int, first: int, last: int, cell_end: int) -> str:
    """The words before and right after a number in its own cell, folded enough for comparing: ` tax id nr `."""
    before = whole[max(cell_start, first - 40) : first].lower()
    before = before[max(before.rfind(c) for c in ";\n|") + 1 :]
    after = whole[last : min(cell_end, last + 16)].lower()
    return " " + _NOT_WORD.sub(" ", f"{before} {after}".replace("_", " ")).strip() + " "


_NOT_WORD: Final = late(r"[^\w]+")


def _labelled(label: str, identifier: Identifier) -> bool:
    return any(f" {word} " in label for word in identifier.words)


_ENOUGH_VALUES: Final = 5
_BY_CHANCE: Final = 1e-6
"""A weak shape speaks for a column when chance would produce it less often than this."""


def weak_verdict(weak: WeakShapes, canvas: Canvas) -> list[Found] | None:
    """The weak identifier that (nearly) every text is, if chance and counting upwards cannot explain it."""
    total = canvas.count
    if total < _ENOUGH_VALUES:
        return None
    ranked = sorted(weak.hits, key=lambda k: (-len(weak.hits[k]), weak.chances[k]))
    for key in ranked:
        hits, chance = weak.hits[key], weak.chances[key]
        if len(hits) < 0.9 * total:
            return None
        if chance ** len(hits) <= _BY_CHANCE and (chance < 0.12 or _spread(hits, canvas)):
            return hits
    return None


def _spread(hits: list[Found], canvas: Canvas) -> bool:
    """Not numbers that were counted or dated: their first three digits differ."""
    return len({canvas.data[h.start : h.start + 3] for h in hits}) >= min(12, len(hits) // 3)
