"""One column per line, a rule per row: for wide rows and narrow terminals."""

from __future__ import annotations

from opaq.mask.types import Decision, MaskedBatch
from opaq.model.schema import Schema
from opaq.render.cells import texts
from opaq.render.footer import MARK, footer, wrapped
from opaq.render.marks import masked_flags
from opaq.render.types import ByteStream, Look, Summary
from opaq.render.width import clean, elide, pad, width_of

NULL = "NULL"
BOLD, DIM, MASKED = "1", "2", "35"
LONGEST_RULE = 40


class Vertical:
    """Streams: no row waits for another."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        self._stream = stream
        self._look = look
        self._row = 0
        self._cut = False

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        names = [clean(name) for name in schema.names]
        flags = masked_flags(decisions, len(names))
        self._masked = flags
        headers = [name + MARK if flag else name for name, flag in zip(names, flags, strict=True)]
        self._label_width = max(map(width_of, headers), default=0)
        if self._look.terminal:
            self._label_width = min(self._label_width, max(self._look.width // 2, 8))
        self._labels = [
            self._paint(pad(elide(h, self._label_width), self._label_width, right=False), BOLD) for h in headers
        ]

    def chunk(self, batch: MaskedBatch) -> None:
        columns = [texts(column) for column in batch.columns]
        lines: list[str] = []
        for row in zip(*columns, strict=True) if columns else ():  # one column per line needs rows
            self._row += 1
            if not self._look.tuples_only:
                lines.append(self._rule())
            lines += [
                f"{label} │ {self._cell(cell, masked=flag)}"
                for label, cell, flag in zip(self._labels, row, self._masked, strict=True)
            ]
        if lines:
            self._stream.write(("\n".join(line.rstrip() for line in lines) + "\n").encode("utf-8", "replace"))

    def finish(self, summary: Summary) -> None:
        if self._look.tuples_only:
            return
        cut = "… cells are cut: --max-cell 0 or --wide shows them whole" if self._cut else ""
        lines = footer(summary, cut=cut)
        if self._look.terminal:
            lines = wrapped(lines, self._look.width)
        self._stream.write(("\n".join(self._paint(line, DIM) for line in lines) + "\n").encode("utf-8", "replace"))

    def _rule(self) -> str:
        text = f"─[ row {self._row} ]"
        longest = min(LONGEST_RULE, self._look.width) if self._look.terminal else LONGEST_RULE
        return self._paint(text + "─" * max(longest - len(text), 0), DIM)

    def _cell(self, cell: str | None, *, masked: bool) -> str:
        null = self._look.null if self._look.null is not None else NULL
        if cell is None:
            return self._paint(null, DIM)
        text = clean(cell) if cell != null or not null else f'"{cell}"'
        if self._look.max_cell and not self._look.wide:
            fitted = elide(text, self._look.max_cell)
            self._cut = self._cut or fitted != text
            text = fitted
        return self._paint(text, MASKED) if masked else text

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._look.color and text else text
