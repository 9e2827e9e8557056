"""Parquet and Arrow files: for analysis. Columns keep names, order and NULLs; cells are text, as everywhere.

Masks change what a cell looks like, so a masked number is not a number any more:
every column is a string (BYTES: binary), and one file means one spelling. pyarrow
comes with the stream anyway; nothing else is loaded.
"""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from typing import Any

import pyarrow as pa

from opaq.mask.types import Decision, MaskedBatch
from opaq.model.schema import Schema
from opaq.render.arrowcsv import as_text
from opaq.render.cells import texts
from opaq.render.envelope import distinct
from opaq.render.types import ByteStream, Look, Summary


class _Columnar(ABC):
    """Shared: batches become record batches of strings."""

    def __init__(self, stream: ByteStream, look: Look) -> None:
        self._sink = _Sink(stream)
        self._writer: Any = None

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None:
        self._schema = pa.schema([pa.field(name, pa.large_string()) for name in distinct(schema.names)])
        self._writer = self._open()

    def chunk(self, batch: MaskedBatch) -> None:
        arrays = [
            as_text(column.arrow()) if column.is_arrow else pa.array(list(texts(column)), pa.large_string())
            for column in batch.columns
        ]
        self._write(pa.RecordBatch.from_arrays(arrays, schema=self._schema))

    def finish(self, summary: Summary) -> None:
        self._writer.close()

    @abstractmethod
    def _open(self) -> Any:
        """A writer of the file's own kind, over the sink."""

    @abstractmethod
    def _write(self, batch: Any) -> None: ...


class Parquet(_Columnar):
    """Zstandard-compressed Parquet."""

    def _open(self) -> Any:
        from pyarrow import parquet  # 30 ms; only this format needs it

        return parquet.ParquetWriter(self._sink, self._schema, compression="zstd")

    def _write(self, batch: Any) -> None:
        self._writer.write_batch(batch)


class ArrowFile(_Columnar):
    """Arrow IPC file (Feather version 2)."""

    def _open(self) -> Any:
        return pa.ipc.new_file(self._sink, self._schema)

    def _write(self, batch: Any) -> None:
        self._writer.write_batch(batch)


class _Sink(io.RawIOBase):
    """A file for pyarrow over a stream that only appends."""

    def __init__(self, stream: ByteStream) -> None:
        super().__init__()
        self._stream = stream
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        raw = bytes(data)
        self._stream.write(raw)
        self._written += len(raw)
        return len(raw)

    def tell(self) -> int:
        return self._written
