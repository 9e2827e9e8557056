"""Surrogates and fakes over whole Arrow columns: the bulk side of `surrogate` and `fake`, held equal by a property.

Both begin with the CMAC tags of all values. A fake spends its tag on the parts of
its recipe with integer division over a column of tags. A surrogate takes a
keystream as wide as the padded values, maps it to digits, lower and upper case by
three translations of the whole buffer, and picks one of them for each byte with
masks made from the values themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from opaq.mask.fake import Digits, Pool, Recipe, size
from opaq.mask.surrogate import DIGIT, LOWER, UPPER, Scrambler
from opaq.mask.token import BLOCK, Cmac
from opaq.model.bytewise import Array, buffer, every, fixed, text, text_of, words, xor

Tags = Callable[[Cmac, Array, int], bytes]


# fakes


def cooked(recipe: Recipe, tags: bytes, count: int) -> Array:
    """The fakes of many tags: `fake.cooked`, a part at a time."""
    numbers = _first_words(tags, count)
    pieces: list[Any] = []
    for part in recipe:
        if isinstance(part, str):
            pieces.append(text(part))
            continue
        quotient = pc.divide(numbers, pa.scalar(size(part), pa.uint64()))
        rest = pc.subtract(numbers, pc.multiply(quotient, pa.scalar(size(part), pa.uint64())))
        pieces.append(_chosen(part, rest))
        numbers = quotient
    if len(pieces) == 1:
        return pieces[0]
    return pc.binary_join_element_wise(*pieces, text(""))


def _chosen(part: Pool | Digits, number: Array) -> Array:
    if isinstance(part, Pool):
        return pa.array(part.words, pa.string()).take(number)
    known = pa.array([str(n).zfill(part.width) for n in range(size(part))], pa.string())
    return known.take(number)


def _first_words(tags: bytes, count: int) -> Array:
    """The first eight bytes of every tag as a number, least byte first."""
    return words(pc.binary_slice(fixed(tags, BLOCK, count), 0, 8).buffers()[1])[:count]


# surrogates

_ON: Final = 255


def _only(low: int, high: int) -> bytes:
    return bytes(_ON if low <= byte <= high else 0 for byte in range(256))


_CLASSES: Final = ((DIGIT, _only(48, 57)), (LOWER, _only(97, 122)), (UPPER, _only(65, 90)))
"""What a keystream byte becomes in a class, and where the class stands in a value."""
_OTHERS: Final = bytes(0 if bytes([byte]).isalnum() else byte for byte in range(256))


def scrambled(keys: Scrambler, rows: Array, blocks: int, tags_of: Tags) -> Array:
    """The surrogates of padded ASCII rows (fixed size), still padded: `surrogate.scrambled`, a buffer at a time."""
    count = len(rows)
    stream = _stream(keys.streamer, tags_of(keys.tagger, rows, blocks), blocks, count)
    values = rows.buffers()[1].slice(0, count * blocks * BLOCK).to_pybytes()
    found = words(values.translate(_OTHERS))
    for table, where in _CLASSES:
        mask = values.translate(where)
        if b"\xff" in mask:
            found = pc.bit_wise_or(found, pc.bit_wise_and(words(stream.translate(table)), words(mask)))
    padded = text_of(fixed(found.buffers()[1], blocks * BLOCK, count))
    return pc.ascii_rtrim(padded, "\0")


def _stream(cipher: Cmac, tags: bytes, blocks: int, count: int) -> bytes:
    """`surrogate.keystream` for every row, row after row."""
    parts = []
    for number in range(1, blocks + 1):
        counter = number.to_bytes(BLOCK, "big") * count
        parts.append(cipher.encrypt(xor(tags, counter)))
    if blocks == 1:
        return parts[0]
    rows = [fixed(part, BLOCK, count).cast(pa.binary()) for part in parts]
    joined: bytes = buffer(pc.binary_join_element_wise(*rows, pa.scalar(b"", pa.binary()))).to_pybytes()
    return joined


def without_leading_zero(array: Array, made: Array) -> Array:
    """A 0 that the value does not begin with becomes a 9: a number stays one."""
    zero = every(pc.starts_with(made, "0"), pc.invert(pc.starts_with(array, "0")))
    if not pc.any(zero).as_py():
        return made
    nine = pc.binary_join_element_wise(text("9"), pc.utf8_slice_codeunits(made.filter(zero), 1, None), text(""))
    return pc.replace_with_mask(made, zero, nine)
