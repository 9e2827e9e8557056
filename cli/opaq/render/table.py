"""Tables for people: aligned by what a terminal really shows, elided openly, vertical when nothing else fits.

The layout is drawn from the first rows (all of them for an everyday result), so a
stream of any length keeps flat memory. Rules: numbers to the right, NULL by name
and told apart from the text `NULL`, masked columns marked in the header (and
coloured), control and bidirectional characters as visible escapes. Cells are cut
and the layout turned only on a terminal; a table in a pipe is as wide as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from opaq.mask.types import Decision, MaskedBatch
from opaq.model.record import replace
from opaq.model.schema import Kind, Schema
from opaq.render.cells import NUMBERS, texts
from opaq.render.footer import MARK, footer, wrapped
from opaq.render.marks import masked_flags
from opaq.render.types import ByteStream, Look, Summary
from opaq.render.vertical import Vertical
from opaq.render.width import clean, elide, pad, width_of

LAYOUT_ROWS = 1_000
"""Rows that decide the widths."""
SMALLEST_CELL = 12
"""A cut text column keeps at least this many terminal columns; narrower, and the result is shown vertically."""
SEPARATOR = " │ "
NULL = "NULL"
BOLD, DIM, MASKED = "1", "2", "35"


class Table:
    """Holds the first rows back, then writes."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        self._stream = stream
        self._look = look
        self._held: list[MaskedBatch] = []
        self._held_rows = 0
        self._layout: _Layout | None = None
        self._vertical: Vertical | None = None

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        self._schema = schema
        self._decisions = decisions

    def chunk(self, batch: MaskedBatch) -> None:
        if self._vertical is not None:
            self._vertical.chunk(batch)
        elif self._layout is not None:
            self._write_rows(self._layout, batch)
        else:
            self._held.append(batch)
            self._held_rows += batch.row_count
            if self._held_rows >= LAYOUT_ROWS:
                self._release(self._decisions)

    def finish(self, summary: Summary) -> None:
        if self._layout is None and self._vertical is None:
            self._release(summary.decisions or self._decisions, frozenset(summary.spans))
        if self._vertical is not None:
            turned = "one column per line, because a table would be too wide; --wide draws it anyway"
            self._vertical.finish(replace(summary, notes=(*summary.notes, turned)))
            return
        cut = ""
        if self._layout is not None and self._layout.cut:
            cut = "… cells are cut: --wide shows them whole, -x one column per line"
        if not self._look.tuples_only:
            lines = footer(summary, cut=cut)
            if self._look.terminal:
                lines = wrapped(lines, self._look.width)
            self._put("".join(self._dim(line) + "\n" for line in lines))

    def _release(self, decisions: tuple[Decision, ...], spans: frozenset[str] = frozenset()) -> None:
        held, self._held = self._held, []
        names = [clean(name) for name in self._schema.names]
        marks = masked_flags(decisions, len(names))
        touched = [mark or name in spans for mark, name in zip(marks, self._schema.names, strict=True)]
        headers = [name + MARK if mark else name for name, mark in zip(names, touched, strict=True)]
        columns = [
            [cell for batch in held for cell in shown(batch.columns[i].cells(), texts(batch.columns[i]), self._look)]
            for i in range(len(names))
        ]
        rights = [_is_right(field.kind, held, i) for i, field in enumerate(self._schema.fields)]
        layout = _Layout.fit(headers, columns, rights, marks, self._look)
        if layout is None:
            self._vertical = Vertical(self._stream, self._look)
            self._vertical.begin(self._schema, decisions)
            for batch in held:
                self._vertical.chunk(batch)
            return
        self._layout = layout
        if self._look.header and not self._look.tuples_only:
            self._put(self._header(layout, headers))
        self._put(self._lines(layout, columns, sum(batch.row_count for batch in held)))

    def _write_rows(self, layout: _Layout, batch: MaskedBatch) -> None:
        columns = [shown(column.cells(), texts(column), self._look) for column in batch.columns]
        self._put(self._lines(layout, columns, batch.row_count))

    def _header(self, layout: _Layout, headers: Sequence[str]) -> str:
        cells = [
            self._paint(pad(elide(header, width), width, right=right), BOLD)
            for header, width, right in zip(headers, layout.widths, layout.rights, strict=True)
        ]
        rule = "─┼─".join("─" * width for width in layout.widths)
        return f" {SEPARATOR.join(cells)}".rstrip() + f"\n─{rule}─\n"

    def _lines(self, layout: _Layout, columns: Sequence[Sequence[str | None]], row_count: int) -> str:
        placed = [
            self._placed(cells, width, right=right, mark=mark, last=i == len(columns) - 1 and not right)
            for i, (cells, width, right, mark) in enumerate(
                zip(columns, layout.widths, layout.rights, layout.marks, strict=True)
            )
        ]
        if not placed:
            return "\n" * row_count
        return "".join(f" {line}\n" for line in map(SEPARATOR.join, zip(*placed, strict=True)))

    def _placed(self, cells: Sequence[str | None], width: int, *, right: bool, mark: bool, last: bool) -> list[str]:
        null_text = self._look.null if self._look.null is not None else NULL
        null = self._paint(pad(null_text, 0 if last else width, right=right), DIM)
        style = MASKED if mark and self._look.color else ""
        placed = []
        for cell in cells:
            if cell is None:
                placed.append(null)
                continue
            fitted = elide(cell, width)
            fitted = fitted if last else pad(fitted, width, right=right)
            placed.append(self._paint(fitted, style) if style else fitted)
        return placed

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._look.color and text else text

    def _dim(self, line: str) -> str:
        return self._paint(line, DIM)

    def _put(self, text: str) -> None:
        self._stream.write(text.encode("utf-8", "replace"))


class _Layout:
    """Widths and alignment of every column."""

    __slots__ = ("cut", "marks", "rights", "widths")

    def __init__(self, widths: list[int], rights: list[bool], marks: list[bool], *, cut: bool) -> None:
        self.widths = widths
        self.rights = rights
        self.marks = marks
        self.cut = cut

    @classmethod
    def fit(
        cls,
        headers: Sequence[str],
        columns: Sequence[Sequence[str | None]],
        rights: list[bool],
        marks: list[bool],
        look: Look,
    ) -> _Layout | None:
        """Natural widths if they fit, else text columns shrunk; None when even that does not fit."""
        null = width_of(look.null if look.null is not None else NULL)
        natural = [max(width_of(h), _widest(cells, null)) for h, cells in zip(headers, columns, strict=True)]
        widths = list(natural)
        if look.max_cell is not None and not look.wide:
            widths = [w if right else max(min(w, look.max_cell), 1) for w, right in zip(widths, rights, strict=True)]
        if look.terminal and not look.wide and not _shrink(widths, rights, look.width):
            return None
        return cls(widths, rights, marks, cut=widths != natural)


def _widest(cells: Sequence[str | None], null: int) -> int:
    lengths = {null if cell is None else len(cell) if cell.isascii() else width_of(cell) for cell in cells}
    return max(lengths, default=0)


def _shrink(widths: list[int], rights: list[bool], available: int) -> bool:
    """Narrow the widest text columns until the line fits; False when it cannot."""
    room = available - 2 - len(SEPARATOR) * (len(widths) - 1)
    while sum(widths) > room:
        candidates = [i for i, w in enumerate(widths) if w > SMALLEST_CELL and not rights[i]]
        if not candidates:
            return False
        widest = max(candidates, key=lambda i: widths[i])
        others = sorted({widths[i] for i in candidates} | {SMALLEST_CELL}, reverse=True)
        below = next((w for w in others if w < widths[widest]), SMALLEST_CELL)
        widths[widest] = max(below, widths[widest] - (sum(widths) - room), SMALLEST_CELL)
    return True


def shown(cells: Sequence[object], spelled: Sequence[str | None], look: Look) -> list[str | None]:
    """Cells made safe for one line; the text `NULL` gets quotes so that it is not taken for NULL."""
    null = look.null if look.null is not None else NULL
    return [None if c is None else clean(c) if c != null or not null else f'"{c}"' for c in spelled]


def _is_right(kind: Kind, batches: Sequence[MaskedBatch], index: int) -> bool:
    if kind is not Kind.DYNAMIC:
        return kind in NUMBERS
    kinds = {type(cell) for batch in batches for cell in batch.columns[index].cells()}
    return bool(kinds) and kinds <= {int, float, type(None)} and kinds != {type(None)}
