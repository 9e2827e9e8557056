"""The format that shows nothing: for timing, and for `--stats` alone."""

from __future__ import annotations

from opaq.mask.types import Decision, MaskedBatch
from opaq.model.schema import Schema
from opaq.render.types import ByteStream, Look, Summary


class Nothing:
    def __init__(self, stream: ByteStream, look: Look) -> None: ...

    def begin(self, schema: Schema, decisions: tuple[Decision, ...]) -> None: ...

    def chunk(self, batch: MaskedBatch) -> None: ...

    def finish(self, summary: Summary) -> None: ...
