"""CSV (RFC 4180), TSV and bare cells: column-wise quoting, rows joined in one go.

NULL is an empty field without quotes, '' is `""`, so both survive. Lines end with
LF, which every reader of RFC 4180 accepts and which pipes expect. TSV escapes as
PostgreSQL's COPY does (manual, COPY, text format): `\\t`, `\\n`, `\\\\`, NULL is `\\N`.
List columns are joined with Python's own C loops; Arrow columns never become
Python objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from opaq.mask.types import Decision, MaskedBatch
from opaq.model.schema import Schema
from opaq.render.cells import guard_formulas, texts
from opaq.render.types import ByteStream, Look, Summary
from opaq.render.width import harmless

SPECIAL = ('"', ",", "\n", "\r")


class _Lines:
    """Shared: rows that are finished lines."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        self._stream = stream
        self._look = look

    def finish(self, summary: Summary) -> None:
        pass

    def _put(self, lines: Iterable[str]) -> None:
        text = "\n".join(lines) + "\n"
        self._stream.write((harmless(text) if self._look.terminal else text).encode("utf-8", "replace"))


class Csv(_Lines):
    """RFC 4180 with LF."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        super().__init__(stream, look)
        self._null = look.null or ""

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        if self._look.header and not self._look.tuples_only:
            self._put([",".join(quoted([*schema.names], ""))])

    def chunk(self, batch: MaskedBatch) -> None:
        if batch.row_count == 0:
            return
        if self._columnar(batch):
            from opaq.render.arrowcsv import csv_rows  # loads pyarrow.compute; only streams come here

            self._stream.write(csv_rows([column.arrow() for column in batch.columns], self._null))
            return
        columns = [self._spelled(texts(column)) for column in batch.columns]
        rows = map(",".join, zip(*columns, strict=True)) if columns else [""] * batch.row_count
        self._put(rows)

    def _columnar(self, batch: MaskedBatch) -> bool:
        return (
            bool(batch.columns)
            and not self._look.csv_safe
            and not self._look.terminal
            and all(column.is_arrow for column in batch.columns)
        )

    def _spelled(self, cells: Sequence[str | None]) -> list[str]:
        if self._look.csv_safe:
            cells = guard_formulas(cells)
        return quoted(cells, self._null)


def quoted(cells: Sequence[str | None], null: str) -> list[str]:
    """One column, quoted where RFC 4180 wants it; NULL as `null`, an empty text as two quotes.

    >>> quoted(['a', None, 'd,e', 'b "c'], '')
    ['a', '', '"d,e"', '"b ""c"']
    """
    if None in cells:
        present = [cell for cell in cells if cell is not None]
        if not present:
            return [null] * len(cells)
    else:
        present = list(cells)  # type: ignore[arg-type]
    everything = "".join(present)
    plain = "" not in present and not any(mark in everything for mark in SPECIAL)
    if plain and (not null or null not in present):
        return present if len(present) == len(cells) else [null if cell is None else cell for cell in cells]
    distinct = set(cells)
    if len(distinct) * 2 < len(cells):  # a lookup per cell is five times faster than a search per cell
        return list(map(dict(zip(distinct, _each(distinct, null), strict=True)).__getitem__, cells))
    return _each(cells, null)


def _each(cells: Iterable[str | None], null: str) -> list[str]:
    special = re.compile('[",\n\r]').search
    return [
        null if c is None else '"' + c.replace('"', '""') + '"' if not c or c == null or special(c) else c
        for c in cells
    ]


TSV_SPECIAL = ("\\", "\t", "\n", "\r")
_TSV = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Tsv(_Lines):
    """COPY's text format with a header line."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        super().__init__(stream, look)
        self._null = "\\N" if look.null is None else look.null

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        if self._look.header and not self._look.tuples_only:
            self._put(["\t".join(self._spelled(schema.names))])

    def chunk(self, batch: MaskedBatch) -> None:
        if batch.row_count:
            columns: list[Any] = [self._spelled(texts(column)) for column in batch.columns]
            rows = map("\t".join, zip(*columns, strict=True)) if columns else [""] * batch.row_count
            self._put(rows)

    def _spelled(self, cells: Sequence[str | None]) -> list[str]:
        everything = "".join(filter(None, cells))
        if any(mark in everything for mark in TSV_SPECIAL):
            return [self._null if cell is None else cell.translate(_TSV) for cell in cells]
        return [self._null if cell is None else cell for cell in cells]


class Unaligned(_Lines):
    """psql's -A: cells between `|`, nothing escaped but control characters on a terminal; for `-tA` scalars."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        super().__init__(stream, look)
        self._null = look.null or ""

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        if self._look.header and not self._look.tuples_only:
            self._put(["|".join(self._spelled(schema.names))])

    def chunk(self, batch: MaskedBatch) -> None:
        if batch.row_count:
            columns = [self._spelled(texts(column)) for column in batch.columns]
            rows = map("|".join, zip(*columns, strict=True)) if columns else [""] * batch.row_count
            self._put(rows)

    def _spelled(self, cells: Sequence[str | None]) -> list[str]:
        return [self._null if cell is None else cell for cell in cells]
