"""Formats by name, each loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from opaq.errors import UsageError
from opaq.render.types import ByteStream, Format, Look

FORMATS: dict[str, str] = {
    "table": "opaq.render.table:Table",
    "vertical": "opaq.render.vertical:Vertical",
    "csv": "opaq.render.delimited:Csv",
    "tsv": "opaq.render.delimited:Tsv",
    "unaligned": "opaq.render.delimited:Unaligned",
    "json": "opaq.render.envelope:Json",
    "ndjson": "opaq.render.envelope:NdJson",
    "markdown": "opaq.render.markup:Markdown",
    "html": "opaq.render.markup:Html",
    "sql-insert": "opaq.render.inserts:Inserts",
    "parquet": "opaq.render.columnar:Parquet",
    "arrow": "opaq.render.columnar:ArrowFile",
    "none": "opaq.render.nothing:Nothing",
}
"""Name -> module:class. A new format is a module and one row here."""

FILE_ONLY = frozenset({"parquet", "arrow"})
"""Binary formats: they need `-o FILE`."""


def open_format(name: str, stream: ByteStream, look: Look) -> Format:
    """The format of that name, writing to `stream`. Raises UsageError (OPQ-U010) for a name that is not known."""
    place = FORMATS.get(name)
    if place is None:
        raise UsageError("OPQ-U010", "unknown format", hint="known formats are " + ", ".join(FORMATS))
    module, _, attribute = place.partition(":")
    return cast(Format, getattr(import_module(module), attribute)(stream, look))
