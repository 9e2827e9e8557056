"""PostgreSQL's type OIDs -> our kinds. Built-in OIDs are fixed (pg_type.dat); the others are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from opaq.model.schema import Kind

Value: TypeAlias = "str | int | float | bool | bytes | None"

BUILT_IN: dict[int, tuple[str, Kind]] = {
    16: ("boolean", Kind.BOOLEAN),
    17: ("bytea", Kind.BYTES),
    18: ('"char"', Kind.TEXT),
    19: ("name", Kind.TEXT),
    20: ("bigint", Kind.INTEGER),
    21: ("smallint", Kind.INTEGER),
    23: ("integer", Kind.INTEGER),
    24: ("regproc", Kind.TEXT),
    25: ("text", Kind.TEXT),
    26: ("oid", Kind.INTEGER),
    114: ("json", Kind.JSON),
    142: ("xml", Kind.TEXT),
    650: ("cidr", Kind.NETWORK),
    700: ("real", Kind.FLOAT),
    701: ("double precision", Kind.FLOAT),
    705: ("unknown", Kind.TEXT),
    774: ("macaddr8", Kind.NETWORK),
    790: ("money", Kind.OTHER),
    829: ("macaddr", Kind.NETWORK),
    869: ("inet", Kind.NETWORK),
    1042: ("character", Kind.TEXT),
    1043: ("character varying", Kind.TEXT),
    1082: ("date", Kind.DATE),
    1083: ("time without time zone", Kind.TIME),
    1114: ("timestamp without time zone", Kind.TIMESTAMP),
    1184: ("timestamp with time zone", Kind.TIMESTAMPTZ),
    1186: ("interval", Kind.INTERVAL),
    1266: ("time with time zone", Kind.TIME),
    1700: ("numeric", Kind.DECIMAL),
    2205: ("regclass", Kind.TEXT),
    2206: ("regtype", Kind.TEXT),
    2249: ("record", Kind.COMPOSITE),
    2278: ("void", Kind.TEXT),
    2950: ("uuid", Kind.UUID),
    3802: ("jsonb", Kind.JSON),
    4072: ("jsonpath", Kind.OTHER),
}
ARRAYS: dict[int, int] = {
    199: 114,
    651: 650,
    1000: 16,
    1001: 17,
    1002: 18,
    1003: 19,
    1005: 21,
    1007: 23,
    1009: 25,
    1014: 1042,
    1015: 1043,
    1016: 20,
    1021: 700,
    1022: 701,
    1028: 26,
    1040: 829,
    1041: 869,
    1115: 1114,
    1182: 1082,
    1183: 1083,
    1185: 1184,
    1187: 1186,
    1231: 1700,
    1270: 1266,
    2287: 2249,
    2951: 2950,
    3807: 3802,
}
"""Array type -> element type."""

TEXT = 25
_LENGTHS = {1042, 1043}


def native_name(oid: int, modifier: int) -> str:
    """A built-in type as the server spells it, with its length or precision (`format_type`)."""
    if oid in ARRAYS:
        return native_name(ARRAYS[oid], modifier) + "[]"
    name = BUILT_IN[oid][0]
    if oid in _LENGTHS and modifier > 4:
        return f"{name}({modifier - 4})"
    if oid == 1700 and modifier > 4:
        return f"{name}({(modifier - 4) >> 16},{(modifier - 4) & 0x7FF})"
    return name


def kind_of(typtype: str, category: str, name: str) -> Kind:
    """The kind of a type that is not built in, from its pg_type row."""
    if typtype == "e":
        return Kind.ENUM
    if typtype == "c":
        return Kind.COMPOSITE
    if category == "A":
        return Kind.ARRAY
    if category == "S" or name == "citext":
        return Kind.TEXT
    return Kind.OTHER


def parameter(value: Value) -> tuple[int, bytes | None]:
    """Type OID (0: let the server infer) and text of a bound value."""
    if value is None:
        return 0, None
    if isinstance(value, bool):
        return 16, b"true" if value else b"false"
    if isinstance(value, int):
        return (23 if -(2**31) <= value < 2**31 else 20 if -(2**63) <= value < 2**63 else 1700), str(value).encode()
    if isinstance(value, float):
        return 701, repr(value).encode()
    if isinstance(value, bytes):
        return 17, b"\\x" + value.hex().encode()
    return 0, value.encode()


def array_literal(elements: Iterable[object]) -> str:
    r"""The text of an array of names or numbers (manual, 8.15.2), to be bound as a parameter.

    >>> array_literal([7, 8]), array_literal(['a "b"'])
    ('{"7","8"}', '{"a \\"b\\""}')
    """
    return "{" + ",".join('"' + str(e).replace("\\", "\\\\").replace('"', '\\"') + '"' for e in elements) + "}"
