"""Mending whole columns of surrogates: check digits made right and ranges that nobody has, held equal to `surrogate`.

Identifiers of one column have a handful of shapes (`0000-0000-0000-0000`, `AA00AAAA0000000000`). Rows of one shape
have one width, so the bytes at one place of all of them are one stride of the buffer, and a check digit is a
weighted sum of strides, taken modulo by a translation table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from opaq.mask.partial import country
from opaq.mask.surrogate import UNASSIGNED
from opaq.model.bytewise import Array, buffer, every, fixed, plain, text, text_of, translated, true
from opaq.model.finding import Category

Sure = tuple[Array, Array]
"""A masked column, and for which rows it is right."""
Kernel = Callable[[Array], Sure]

SHAPE: Final = bytes(
    48 if chr(b).isdecimal() else 97 if chr(b).islower() else 65 if chr(b).isupper() else b for b in range(128)
) + bytes(range(128, 256))
"""Every digit is a 0, every letter an a or A."""


class Grid:
    """Rows of one shape, a byte a place: columns are read and written as strides."""

    def __init__(self, rows: Array, shape: str) -> None:
        self.shape = shape
        self.width = len(shape)
        self.count = len(rows)
        self._bytes = bytearray(buffer(rows))
        self.digits = [at for at, c in enumerate(shape) if c == "0"]
        self.alnum = [at for at, c in enumerate(shape) if c in "0aA"]

    def column(self, at: int) -> bytes:
        return bytes(self._bytes[at :: self.width])

    def put(self, at: int, column: bytes) -> None:
        self._bytes[at :: self.width] = column

    def fill(self, at: int, character: str) -> None:
        self.put(at, character.encode() * self.count)

    def rows(self) -> Array:
        return text_of(fixed(bytes(self._bytes), self.width, self.count))


def _bytes_of(array: Array) -> Array:
    return pa.Array.from_buffers(pa.uint8(), len(array), [None, pa.py_buffer(array)])


def weighted(modulus: int, columns: Sequence[tuple[bytes, bytes]]) -> bytes:
    """For every row the sum of its places modulo a number below 128: each a column, and a table of what it counts."""
    remainder = bytes(number % modulus for number in range(256))
    state = bytes(len(columns[0][0]))
    for column, table in columns:
        added = pc.add(_bytes_of(state), _bytes_of(column.translate(table)))
        state = added.buffers()[1].slice(0, len(column)).to_pybytes().translate(remainder)
    return state


def by_shape(original: Array, made: Array, mend: Callable[[Grid, Grid], None]) -> Array:
    """`mend` is called with the original and the made rows of every shape, and writes into the second."""
    shapes = translated(original, SHAPE).dictionary_encode()
    if len(shapes.dictionary) == 1:
        return _mended(original, made, shapes.dictionary[0].as_py(), mend)
    order = pc.array_sort_indices(shapes.indices)
    old, new = plain(original.take(order)), plain(made.take(order))
    counts = {row["values"]: row["counts"] for row in shapes.indices.value_counts().to_pylist()}
    parts, start = [], 0
    for number, shape in enumerate(shapes.dictionary.to_pylist()):
        count = counts[number]
        parts.append(_mended(plain(old.slice(start, count)), plain(new.slice(start, count)), shape, mend))
        start += count
    return pa.concat_arrays(parts).take(pc.array_sort_indices(order))


def _mended(original: Array, made: Array, shape: str, mend: Callable[[Grid, Grid], None]) -> Array:
    grid = Grid(made, shape)
    mend(Grid(original, shape), grid)
    return grid.rows()


# the menders


_DIGIT_VALUE: Final = bytes(byte - 48 if 48 <= byte <= 57 else 0 for byte in range(256))
_DOUBLED: Final = bytes((2 * d - 9 if d > 4 else 2 * d) for d in _DIGIT_VALUE)
_LUHN_DIGIT: Final = bytes(48 + -total % 10 for total in range(256))


def _card(original: Grid, made: Grid) -> None:
    if len(made.digits) < 2:
        return
    made.fill(made.digits[0], "0")
    *places, last = made.digits
    tables = [_DOUBLED if n % 2 == 0 else _DIGIT_VALUE for n in range(len(places))]
    total = weighted(10, [(made.column(at), table) for at, table in zip(reversed(places), tables, strict=True)])
    made.put(last, total.translate(_LUHN_DIGIT))


def _us_ssn(original: Grid, made: Grid) -> None:
    if len(made.digits) == 9:
        made.fill(made.digits[3], "0")
        made.fill(made.digits[4], "0")


_UPPER: Final = bytes(byte - 32 if 97 <= byte <= 122 else byte for byte in range(256))
_NUMBER: Final = bytes(int(chr(byte), 36) if byte < 128 and chr(byte).isalnum() else 0 for byte in range(256))
"""Of letters as well (ISO 7064 in IBANs): A is 10."""


def _iban(original: Grid, made: Grid) -> None:
    places = made.alnum
    if len(places) < 15 or "0" in original.shape[:2] or not {*original.shape[:2]} <= {"a", "A"}:
        return
    for at in (0, 1):
        made.put(places[at], original.column(at).translate(_UPPER))
    if original.shape[places[4]] == "0":
        _unassigned(made)
    weight, columns = 100, []  # two digits are to come after the country
    for at in [*places[4:], *places[:2]][::-1]:
        columns.append((made.column(at), bytes(number * weight % 97 for number in _NUMBER)))
        weight = weight * (10 if made.shape[at] == "0" else 100) % 97
    total = weighted(97, columns)
    made.put(places[2], total.translate(_TENS))
    made.put(places[3], total.translate(_ONES))


_TENS: Final = bytes(48 + (98 - total) // 10 % 10 if total < 97 else 0 for total in range(256))
_ONES: Final = bytes(48 + (98 - total) % 10 if total < 97 else 0 for total in range(256))


def _unassigned(made: Grid) -> None:
    """`surrogate.UNASSIGNED`: the bank code begins with what no bank of the country has."""
    first, second, at = made.column(made.alnum[0]), made.column(made.alnum[1]), made.alnum[4]
    for code, digit in UNASSIGNED.items():
        here = pc.and_(_is(first, code[0]), _is(second, code[1]))
        made.put(at, _chosen(here, digit.encode() * made.count, made.column(at)))


def _is(column: bytes, character: str) -> Array:
    return pc.equal(_bytes_of(column), pa.scalar(ord(character), pa.uint8()))


def _chosen(condition: Array, yes: bytes, no: bytes) -> bytes:
    found = pc.if_else(condition, _bytes_of(yes), _bytes_of(no))
    chosen: bytes = found.buffers()[1].slice(0, len(yes)).to_pybytes()
    return chosen


_CODE_LENGTH: Final = bytes(len(country(f"{number:02d}0")) if number < 100 else 0 for number in range(256))
"""Of the first two digits of a number in international form: how many are its country code."""


def _phone(original: Grid, made: Grid) -> None:
    if not original.shape.startswith("+") or len(made.digits) < 4:
        return
    first, second = (original.column(at).translate(_DIGIT_VALUE) for at in made.digits[:2])
    pair = pc.add(pc.multiply(_bytes_of(first), pa.scalar(10, pa.uint8())), _bytes_of(second))
    length = pair.buffers()[1].slice(0, made.count).to_pybytes().translate(_CODE_LENGTH)
    for number, at in enumerate(made.digits[:3]):
        kept = pc.greater(_bytes_of(length), pa.scalar(number, pa.uint8()))
        made.put(at, _chosen(kept, original.column(at), made.column(at)))
    area = made.digits[1]
    made.put(area, _chosen(_is(original.column(made.digits[0]), "1"), b"1" * made.count, made.column(area)))


def email(array: Array, made: Array) -> Sure:
    """`surrogate.email`: rows with one `@`."""
    tail, local = pc.ascii_ltrim(made, _NO_AT), pc.ascii_rtrim(made, _NO_AT)
    both = pc.add(pc.binary_length(tail), pc.binary_length(local))
    one = pc.equal(both, pc.add(pc.binary_length(made), pa.scalar(1, pa.int32())))
    return pc.binary_join_element_wise(local, text("example.com"), text("")), every(pc.starts_with(tail, "@"), one)


_NO_AT: Final = bytes(byte for byte in range(1, 128) if byte != ord("@")).decode()


def _shaped(mend: Callable[[Grid, Grid], None]) -> Callable[[Array, Array], Sure]:
    """A mender of shapes; it looks only at the rows that were made."""

    def mended(array: Array, made: Array) -> Sure:
        there = true(pc.is_valid(made))
        if not pc.any(there).as_py():
            return made, there
        if pc.all(there).as_py():
            return by_shape(array, plain(made), mend), there
        done = by_shape(plain(array.filter(there)), plain(made.filter(there)), mend)
        return pc.replace_with_mask(made, there, done), there

    return mended


MENDERS: Final[Mapping[Category, Callable[[Array, Array], Sure]]] = {
    "contact.email": email,
    "contact.phone": _shaped(_phone),
    "fin.card": _shaped(_card),
    "fin.iban": _shaped(_iban),
    "id.national.us_ssn": _shaped(_us_ssn),
}
"""`surrogate.MENDERS`, over whole columns."""
