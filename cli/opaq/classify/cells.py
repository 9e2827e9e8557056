"""Cells -> spans of sensitive text: every text column of every result passes through here.

The way of one column: distinct texts are joined into one *canvas*; cheap gates
over the whole canvas (is there an `@`, a digit, `://`, a long token at all?)
decide which detectors look further, and where; detectors look only at the cells
their gate points to; the matches are confirmed by checksums, sorted out by
strength, and given back per distinct text. A column in which no gate opens costs
a few passes of C code over its bytes.

Identifiers are found by shape: digits and letters of a region become classes,
equal shapes are matched once and remembered, and only the checks of the
identifiers that fit the shape run per value.
Python calls no second, faster scanner: one pass of Vectorscan with 120 of these
shapes over 30,000 mixed cells took 231 ms, where all of this took 230 to 300 ms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from opaq.classify.canvas import TOKENS, Canvas, Found, has_digit, in_cells
from opaq.classify.detectors import secrets, text
from opaq.classify.detectors.secrets import Hit
from opaq.classify.identifying import WeakShapes, identifiers, weak_verdict
from opaq.classify.speech import marked_secrets, people, spoken
from opaq.classify.types import CLEAN, CellFindings, Span, Strength
from opaq.model.batch import Cell
from opaq.model.finding import Category
from opaq.model.record import replace
from opaq.policy.types import Policy

if TYPE_CHECKING:
    from opaq.classify.custom import Matcher

_CERTAIN = Strength.CERTAIN
_TOKEN_RUN: Final = b"x" * 16


class CellScanner:
    """Scans columns of cells; one per run, cheap to make, holds no cells."""

    def __init__(self, policy: Policy, *, people: bool = True) -> None:
        self._custom = _custom_patterns(policy)
        self._people = people

    def scan(self, cells: Sequence[Cell], *, name: str = "", arrow: Any = None) -> CellFindings:
        """Spans per distinct cell, and a verdict on the column.

        `name`: the column's own name; one that says `serial` or `sku` speaks against shapes without proof.
        `arrow`: the cells as a plain Arrow string array instead; Python objects are made of few of its distinct texts.
        """
        if arrow is not None:
            return self._scan_column(arrow, name)
        keys, texts = _texts(cells)
        return self.scan_texts(keys, texts, name=name) if texts else CLEAN

    def _scan_column(self, arrow: Any, name: str) -> CellFindings:
        """Only what could hold something is read, and what holds plain addresses alone is told in place."""
        from opaq.classify import in_place, rows  # the caller already holds an Arrow array: pyarrow costs nothing

        sifted = rows.sift(arrow, everything=bool(self._custom))
        marked, texts = sifted.marked(), sifted.unread().to_pylist()
        shares: dict[Category, float] = {}
        if marked is not None and (whole := in_place.whole(marked)):
            shares[in_place.CATEGORY] = whole
        findings = self._read(texts, texts, name, lambda: rows.distinct(arrow), shares) if texts or shares else CLEAN
        return replace(findings, sifted=sifted) if findings or marked is not None else CLEAN

    def scan_texts(self, keys: Sequence[Cell], texts: Sequence[str], *, name: str = "") -> CellFindings:
        """As `scan`, on distinct texts with the cells they stand for."""
        return self._read(keys, texts, name, lambda: len(texts), {})

    def _read(
        self,
        keys: Sequence[Cell],
        texts: Sequence[str],
        name: str,
        count: Callable[[], int],
        shares: dict[Category, float],
    ) -> CellFindings:
        """`count`: distinct texts of the column, clean ones too; `shares`: of them, those known as a whole already."""
        canvas = Canvas(texts)
        found: dict[int, list[Found]] = {}
        weak = WeakShapes(len(texts))
        for hit in self._hits(canvas, weak, name):
            found.setdefault(canvas.index(hit.start), []).append(hit)
        for index, hits in found.items():
            for category in {h.category for h in hits if _covers(canvas, index, h)}:
                shares[category] = shares.get(category, 0) + 1
        if shares or weak.hits:
            canvas.count = count()
        return _conclude(keys, canvas, found, weak, shares, lambda: _harmless(name))

    def _hits(self, canvas: Canvas, weak: WeakShapes, name: str) -> Iterator[Found]:
        data = canvas.data
        if b"@" in data:
            yield from in_cells(canvas, canvas.cells_with((b"@",)), text.emails, _CERTAIN)
        if b"%40" in data:
            yield from in_cells(canvas, canvas.cells_with((b"%40",)), text.encoded_emails, _CERTAIN)
        if has_digit(data):
            yield from _numbers(canvas, weak, name)
        if not canvas.is_numeric():
            yield from _tokens(canvas)
            yield from marked_secrets(canvas)
            yield from spoken(canvas)
            if self._people:
                yield from people(canvas)
        for matcher in self._custom:
            yield from _own(canvas, matcher)


def _own(canvas: Canvas, matcher: Matcher) -> Iterator[Found]:
    """What a user-defined category finds: spans by its pattern, whole texts by its list."""
    from opaq.classify.custom import passes  # only policies with their own categories

    if matcher.pattern is not None:
        for match in matcher.pattern.finditer(canvas.text):
            if match.end() > match.start() and "\0" not in match.group() and passes(matcher, match.group()):
                yield Found(match.start(), match.end(), matcher.category, _CERTAIN)
    if matcher.values:
        for start, end in zip(canvas.starts, canvas.ends, strict=False):
            if canvas.text[start:end].strip().casefold() in matcher.values:
                yield Found(start, end, matcher.category, _CERTAIN)


@lru_cache(maxsize=256)
def _harmless(name: str) -> bool:
    """True when a column's name says that its numbers are not of persons."""
    if not name:
        return False
    from opaq.classify import names  # 7 ms of tables, only where a result has text to scan

    evidence = names.read(name)
    return bool(evidence.harmless) and evidence.category is None


def _texts(cells: Sequence[Cell]) -> tuple[Sequence[Cell], Sequence[str]]:
    """Distinct cells that have text, and that text."""
    distinct = dict.fromkeys(cells)
    distinct.pop(None, None)
    distinct.pop("", None)
    if set(map(type, distinct)) <= {str}:
        strings: list[Any] = list(distinct)
        return strings, strings
    pairs = [(cell, written) for cell in distinct if (written := as_text(cell))]
    return [cell for cell, _ in pairs], [written for _, written in pairs]


def as_text(cell: Cell) -> str:
    """The text of a cell that spans refer to; empty for NULL and for bytes that are no text."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bytes):
        if b"\0" in cell[:512]:
            return ""
        try:
            return cell.decode("utf-8")
        except UnicodeDecodeError:
            return ""
    return "" if cell is None or isinstance(cell, float) else str(cell)


def _numbers(canvas: Canvas, weak: WeakShapes, name: str) -> Iterator[Found]:
    """Everything that needs digits: by shape, and wallets by their marks."""
    yield from identifiers(canvas, weak, lambda: _harmless(name))
    data = canvas.data
    if b"0x" in data:
        yield from in_cells(canvas, canvas.cells_with((b"0x",)), text.ethereum, _CERTAIN)
    if b"1q" in data or b"1p" in data or b"1Q" in data:
        yield from in_cells(canvas, canvas.cells_with((b"1q", b"1p", b"1Q", b"1P")), text.bech32_addresses, _CERTAIN)


def _tokens(canvas: Canvas) -> Iterator[Found]:
    """Vendor tokens, JWT, wallets: in long runs of token characters, or by a prefix that has other characters in it."""
    yield from _in_long_runs(canvas)
    marks = {mark for mark in ".:/~$ " if mark.encode() in canvas.data}
    for prefix in secrets.literal_prefixes():
        literal = prefix.encode()
        if not marks.isdisjoint(prefix) and literal in canvas.data:
            for index in canvas.cells_with((literal,)):
                yield from _prefixed(canvas, index, prefix)


def _in_long_runs(canvas: Canvas) -> Iterator[Found]:
    runs = canvas.data.translate(TOKENS)
    position = runs.find(_TOKEN_RUN)
    while position >= 0:
        end = runs.find(b" ", position)
        end = len(runs) if end < 0 else end
        hit = _token_at(canvas.text, position, end) if _may_begin(canvas, position, end) else None
        if hit is not None:
            yield Found(*hit, _CERTAIN)
            end = max(end, hit.end)
        position = runs.find(_TOKEN_RUN, end)


def _may_begin(canvas: Canvas, start: int, end: int) -> bool:
    """Whether a run is worth a look: by its first characters, a `_` soon after, or the length of a wallet."""
    return (
        canvas.text[start : start + 3] in secrets.heads()
        or b"_" in canvas.data[start : start + 14]
        or (end - start <= _LONGEST_WALLET and canvas.text[start] in _WALLET_HEADS)
    )


_WALLET_HEADS: Final = "13LDMTmn2"
"""First characters of base58 addresses: Bitcoin, Litecoin, Dogecoin, Tron, and test networks."""
_SHORTEST_WALLET, _LONGEST_WALLET = 26, 35


def _token_at(whole: str, start: int, end: int) -> Hit | None:
    if whole.startswith("eyJ", start):
        return secrets.jwt_at(whole, start)
    wallet = _SHORTEST_WALLET <= end - start <= _LONGEST_WALLET and whole[start] in _WALLET_HEADS
    if wallet and text.base58_address(whole[start:end]):
        return Hit(start, end, "fin.crypto_address")
    return secrets.vendor_at(whole, start)


def _prefixed(canvas: Canvas, index: int, prefix: str) -> Iterator[Found]:
    start, stop = canvas.starts[index], canvas.ends[index]
    position = canvas.text.find(prefix, start, stop)
    while position >= 0:
        before = canvas.text[position - 1] if position > start else " "
        hit = secrets.vendor_at(canvas.text, position) if not before.isalnum() else None
        if hit is not None and hit.end <= stop:
            yield Found(*hit, _CERTAIN)
        position = canvas.text.find(prefix, position + 1, stop)


def _custom_patterns(policy: Policy) -> list[Matcher]:
    """User-defined categories that look at values."""
    from opaq.classify import custom  # only policies with their own categories

    return custom.compiled(policy.custom) if policy.custom else []


def _conclude(
    keys: Sequence[Cell],
    canvas: Canvas,
    found: dict[int, list[Found]],
    weak: WeakShapes,
    shares: dict[Category, float],
    is_harmless: Callable[[], bool],
) -> CellFindings:
    """Sort out overlaps, let a column of weak matches speak. `shares`: how many texts are one value as a whole."""
    verdict = weak_verdict(weak, canvas) if not shares or max(shares.values()) < 0.5 * canvas.count else None
    if verdict is not None and not is_harmless():
        for hit in verdict:
            found.setdefault(canvas.index(hit.start), []).append(hit)
        shares[verdict[0].category] = shares.get(verdict[0].category, 0) + len(verdict)
    affected = {keys[i]: _resolve(hits, canvas.starts[i]) for i, hits in found.items()}
    total = canvas.count
    by_share = {c: n / total for c, n in shares.items()}
    top = max(by_share, key=lambda c: by_share[c], default=None)
    column = top if top is not None and total >= 3 and by_share[top] >= 0.8 else None
    return CellFindings(affected, by_share, column)


def _covers(canvas: Canvas, index: int, hit: Found) -> bool:
    """The hit is the whole text, but for quotes and blanks."""
    return hit.start - canvas.starts[index] <= 1 and canvas.ends[index] - hit.end <= 1


def _resolve(hits: list[Found], offset: int) -> tuple[Span, ...]:
    """Without overlap: the stronger, then the longer, then the first wins."""
    if len(hits) == 1:
        start, end, category, _ = hits[0]
        return (Span(start - offset, end - offset, category),)
    chosen: list[Found] = []
    for hit in sorted(hits, key=lambda h: (-h.strength, h.start - h.end)):
        if all(hit.end <= other.start or hit.start >= other.end for other in chosen):
            chosen.append(hit)
    return tuple(sorted(Span(h.start - offset, h.end - offset, h.category) for h in chosen))
