"""JSON for programs: one versioned envelope, or one object per line (ndjson).

The envelope is additive: readers must ignore keys they do not know. It is
streamed, so its summary stands behind the rows. Numbers are JSON numbers only where
every reader gets the same value: integers within 2^53 (RFC 8259, section 6) and
finite floats; larger integers, decimals, NaN and infinities are strings. Cells of
JSON columns are embedded as they are when they are valid JSON, else as strings.
Repeated column names make ambiguous objects, so rows of the envelope are lists.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from json.encoder import encode_basestring as quote

from opaq.errors import OpaqError
from opaq.mask.types import Decision, MaskedBatch
from opaq.model.batch import Cell
from opaq.model.pattern import late
from opaq.model.schema import Field, Kind, Schema
from opaq.model.spell import spell
from opaq.render.marks import is_masked
from opaq.render.types import ByteStream, Look, Summary
from opaq.render.width import harmless

VERSION = 1
MAX_EXACT = 2**53 - 1
_INTEGER = late(r"-?(0|[1-9][0-9]{0,15})\Z")
_FLOAT = late(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")


class Json:
    """The envelope."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        self._stream = stream
        self._look = look
        self._kinds: tuple[Kind, ...] = ()
        self._state = "new"

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        self._kinds = tuple(field.kind for field in schema.fields)
        self._write(f'{{"opaq":{VERSION},\n"rows":[')
        self._schema = schema
        self._state = "first"

    def chunk(self, batch: MaskedBatch) -> None:
        if batch.row_count == 0:
            return
        columns = [encoded(column.cells(), kind) for column, kind in zip(batch.columns, self._kinds, strict=True)]
        rows = map(",".join, zip(*columns, strict=True)) if columns else [""] * batch.row_count
        self._write("\n[" if self._state == "first" else ",\n[")
        self._write("],\n[".join(rows) + "]")
        self._state = "rows"

    def finish(self, summary: Summary) -> None:
        decisions = summary.decisions
        columns = [_column(f, d) for f, d in zip(self._schema.fields, decisions, strict=False)]
        for column in columns:
            if column["name"] in summary.spans:
                column |= {"masked": True, "method": "spans", "reason": "values inside cells"}
        tail = {
            "columns": columns or [_column(f, None) for f in self._schema.fields],
            "row_count": summary.row_count,
            "truncated": summary.truncated,
            "masked_cells": {k: v for k, v in sorted(summary.masked.items()) if v},
            "elapsed_ms": summary.elapsed_ms,
            "profile": summary.profile,
            "audit": {"seq": summary.audit_seq, "hash": summary.audit_hash},
            **({"mask_key": summary.mask_key} if summary.mask_key else {}),
            "notes": list(summary.notes),
            "errors": [],
        }
        self._close(tail)

    def fail(self, error: OpaqError) -> None:
        """Close the envelope with the error, wherever it stands; without rows when none were begun."""
        if self._state == "closed":
            return
        if self._state == "new":
            self._write(f'{{"opaq":{VERSION},\n"rows":[')
        self._close({"errors": [problem(error)]})

    def _close(self, tail: dict[str, object]) -> None:
        members = ",\n".join(f"{quote(k)}:{json.dumps(v, ensure_ascii=False)}" for k, v in tail.items())
        self._write(f"\n],\n{members}}}\n")
        self._state = "closed"

    def _write(self, text: str) -> None:
        text = harmless(text, json=True) if self._look.terminal else text
        self._stream.write(text.encode("utf-8", "replace"))


class NdJson:
    """One object per row; a repeated column name gets its number, as in `id`, `id_2`."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        self._stream = stream
        self._look = look
        self._kinds: tuple[Kind, ...] = ()
        self._keys: list[str] = []

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        self._kinds = tuple(field.kind for field in schema.fields)
        self._keys = [quote(name) + ":" for name in distinct(schema.names)]

    def chunk(self, batch: MaskedBatch) -> None:
        if batch.row_count == 0:
            return
        columns = [
            [key + cell for cell in encoded(column.cells(), kind)]
            for column, kind, key in zip(batch.columns, self._kinds, self._keys, strict=True)
        ]
        rows = map(",".join, zip(*columns, strict=True)) if columns else [""] * batch.row_count
        text = "{" + "}\n{".join(rows) + "}\n"
        text = harmless(text, json=True) if self._look.terminal else text
        self._stream.write(text.encode("utf-8", "replace"))

    def finish(self, summary: Summary) -> None:
        pass


def problem(error: OpaqError) -> dict[str, object]:
    """An error as the envelope tells it; no value is in it."""
    told: dict[str, object] = {
        "code": error.code,
        "kind": error.kind,
        "message": error.message,
        "retryable": error.retryable,
        "hint": error.way_out,
        "why": error.why,
        "exit_code": int(error.exit_code),
    }
    if error.position is not None:
        told["position"] = {"line": error.position.line, "column": error.position.column}
    return told


def distinct(names: Sequence[str]) -> list[str]:
    """Names made unique by a number.

    >>> distinct(["id", "id", "name"])
    ['id', 'id_2', 'name']
    """
    taken: set[str] = set(names)
    used: set[str] = set()
    result = []
    for name in names:
        unique, count = name, 1
        while unique in used or (count > 1 and unique in taken):
            count += 1
            unique = f"{name}_{count}"
        used.add(unique)
        result.append(unique)
    return result


def _column(field: Field, decision: Decision | None) -> dict[str, object]:
    told: dict[str, object] = {"name": field.name, "type": field.native or field.kind.value}
    if decision is None:
        return told | {"masked": False}
    origins = [str(origin.column) for origin in decision.lineage.origins]
    return told | {
        "origin": origins,
        "masked": is_masked(decision),
        "category": decision.category,
        "method": decision.mask.name,
        "reason": decision.because.text,
        "rule": decision.rule,
    }


def encoded(cells: Sequence[Cell], kind: Kind) -> list[str]:
    """One column as JSON texts.

    >>> encoded(["1", "9007199254740993", None, "[x]"], Kind.INTEGER)
    ['1', '"9007199254740993"', 'null', '"[x]"']
    """
    encode = _ENCODERS.get(kind)
    if encode is None and set(map(type, cells)) <= {str, type(None)}:
        return ["null" if cell is None else quote(cell) for cell in cells]  # type: ignore[arg-type]
    encode = encode or _text
    return ["null" if cell is None else encode(cell) for cell in cells]


def _text(cell: Cell) -> str:
    return quote(cell if type(cell) is str else spell(cell) or "")


def _integer(cell: Cell) -> str:
    text = spell(cell) or ""
    return text if _INTEGER.match(text) and abs(int(text)) <= MAX_EXACT and text != "-0" else quote(text)


def _float(cell: Cell) -> str:
    text = spell(cell) or ""
    return text if _FLOAT.match(text) else quote(text)


def _boolean(cell: Cell) -> str:
    text = spell(cell) or ""
    return text if text in ("true", "false") else quote(text)


def _dynamic(cell: Cell) -> str:
    if isinstance(cell, int):
        return _integer(cell)
    return _float(cell) if isinstance(cell, float) else _text(cell)


def _json(cell: Cell) -> str:
    text = spell(cell) or ""
    try:
        json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return quote(text)
    return text.replace("\r", " ").replace("\n", " ") if "\n" in text or "\r" in text else text


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


_ENCODERS: dict[Kind, Callable[[Cell], str]] = {
    Kind.INTEGER: _integer,
    Kind.FLOAT: _float,
    Kind.BOOLEAN: _boolean,
    Kind.DYNAMIC: _dynamic,
    Kind.JSON: _json,
}
