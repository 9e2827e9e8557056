"""Field packets -> our fields (MySQL internals manual, Protocol::ColumnDefinition41; enum_field_types)."""

from __future__ import annotations

from collections.abc import Callable

from opaq.errors import UsageError
from opaq.model.batch import Cell
from opaq.model.catalog import ColumnRef, RelationName
from opaq.model.schema import Field, Kind

_BINARY_CHARSET = 63
_ENUM_FLAG = 256
_SET_FLAG = 2048

_KINDS: dict[int, tuple[str, Kind]] = {
    0: ("decimal", Kind.DECIMAL),
    1: ("tinyint", Kind.INTEGER),
    2: ("smallint", Kind.INTEGER),
    3: ("int", Kind.INTEGER),
    4: ("float", Kind.FLOAT),
    5: ("double", Kind.FLOAT),
    6: ("null", Kind.TEXT),
    7: ("timestamp", Kind.TIMESTAMP),
    8: ("bigint", Kind.INTEGER),
    9: ("mediumint", Kind.INTEGER),
    10: ("date", Kind.DATE),
    11: ("time", Kind.TIME),
    12: ("datetime", Kind.TIMESTAMP),
    13: ("year", Kind.INTEGER),
    14: ("date", Kind.DATE),
    15: ("varchar", Kind.TEXT),
    16: ("bit", Kind.BYTES),
    242: ("vector", Kind.BYTES),
    245: ("json", Kind.JSON),
    246: ("decimal", Kind.DECIMAL),
    247: ("enum", Kind.ENUM),
    248: ("set", Kind.TEXT),
    249: ("tinytext", Kind.TEXT),
    250: ("mediumtext", Kind.TEXT),
    251: ("longtext", Kind.TEXT),
    252: ("text", Kind.TEXT),
    253: ("varchar", Kind.TEXT),
    254: ("char", Kind.TEXT),
    255: ("geometry", Kind.BYTES),
}
_BINARY_NAMES = {
    "tinytext": "tinyblob",
    "mediumtext": "mediumblob",
    "longtext": "longblob",
    "text": "blob",
    "varchar": "varbinary",
    "char": "binary",
}


def field_of(name: str, type_code: int, charset: int, flags: int) -> Field:
    """One output field from its packet."""
    native, kind = _KINDS.get(type_code, ("", Kind.OTHER))
    if flags & _ENUM_FLAG:
        native, kind = "enum", Kind.ENUM
    elif flags & _SET_FLAG:
        native, kind = "set", Kind.TEXT
    elif kind is Kind.TEXT and charset == _BINARY_CHARSET and native in _BINARY_NAMES:
        native, kind = _BINARY_NAMES[native], Kind.BYTES
    return Field(name, kind, native)


def suspected_of(database: str, table: str, column: str) -> ColumnRef | None:
    """The stored column a field packet names; it may be wrong, so it never clears a column."""
    return ColumnRef(RelationName(database, table), column) if table and column else None


_CATALOG_KINDS = {
    "tinyint": Kind.INTEGER,
    "smallint": Kind.INTEGER,
    "mediumint": Kind.INTEGER,
    "int": Kind.INTEGER,
    "bigint": Kind.INTEGER,
    "year": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "float": Kind.FLOAT,
    "double": Kind.FLOAT,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "datetime": Kind.TIMESTAMP,
    "timestamp": Kind.TIMESTAMP,
    "json": Kind.JSON,
    "enum": Kind.ENUM,
    "set": Kind.TEXT,
    "uuid": Kind.UUID,
    "inet4": Kind.NETWORK,
    "inet6": Kind.NETWORK,
    "bit": Kind.BYTES,
    "binary": Kind.BYTES,
    "varbinary": Kind.BYTES,
    "geometry": Kind.BYTES,
    "point": Kind.BYTES,
    "linestring": Kind.BYTES,
    "polygon": Kind.BYTES,
}


def kind_named(data_type: str) -> Kind:
    """The kind of a DATA_TYPE of information_schema.COLUMNS."""
    if data_type in _CATALOG_KINDS:
        return _CATALOG_KINDS[data_type]
    if data_type.endswith("blob"):
        return Kind.BYTES
    return Kind.TEXT if data_type.endswith(("char", "text")) else Kind.OTHER


def decoder(kind: Kind) -> Callable[[bytes], Cell]:
    """How the bytes of one cell become our cell."""
    return _keep if kind is Kind.BYTES else _decode


def _keep(raw: bytes) -> Cell:
    return bytes(raw)


def _decode(raw: bytes) -> Cell:
    return raw.decode("utf-8", "replace")


def literal(value: str | int | float | bytes | None) -> str:
    """A bound value as SQL text that no sql_mode can read otherwise: strings travel as hex with their character set.

    >>> literal(None), literal(-5), literal("a'b"), literal(True)
    (' NULL ', ' -5 ', " _utf8mb4 X'612762' ", ' TRUE ')
    """
    if value is None:
        return " NULL "
    if isinstance(value, bool):
        return " TRUE " if value else " FALSE "
    if isinstance(value, int):
        return f" {value} "
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise UsageError("OPQ-D017", "a parameter is not a number this database knows")
        return f" {value!r} "
    if isinstance(value, bytes):
        return f" X'{value.hex()}' "
    return f" _utf8mb4 X'{value.encode().hex()}' "
