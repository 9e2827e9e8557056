"""Masks over whole Arrow columns, each equal to its specification in `values`. Loaded only with Arrow columns.

A kernel answers what it is sure of: the masked column, and a boolean column that
says for which rows the answer is right. The rest goes to the specification, value
by value, so a kernel only has to know the shapes that are common. Properties in the
tests hold the two equal on any text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from opaq.mask import coarse, fake, invented, mended, surrogate
from opaq.mask.keys import MaskKey
from opaq.mask.mended import Kernel, Sure
from opaq.mask.token import BLOCK, LONG, SHOWN_BYTES, SPECIAL, Cmac, prefix
from opaq.mask.values import Texts, label, texts, word
from opaq.model.bytewise import (
    Array,
    buffer,
    data,
    every,
    fixed,
    number,
    plain,
    repeats,
    text,
    text_of,
    true,
    xor,
)
from opaq.model.finding import Category
from opaq.policy.types import MaskSpec


def column(category: Category, mask: MaskSpec, key: MaskKey) -> Callable[[Array], Array]:
    """The function of a mask over a column of strings: NULL stays NULL, '' stays ''."""
    specification = texts(category, mask, key)
    maker = _KERNELS.get(mask.name)
    kernel = maker(category, mask, key) if maker is not None else None

    def apply(array: Array) -> Array:
        array = plain(array)
        if mask.name == "null":
            return pa.nulls(len(array), pa.string())
        if mask.name == "redact":
            return _where_text(array, text(label(category, mask)))
        if repeats(array):
            encoded = array.dictionary_encode()
            return _in_slices(encoded.dictionary, kernel, specification).take(encoded.indices)
        return _in_slices(array, kernel, specification)

    return apply


SLICE: Final = 1 << 15
"""Rows masked at a time: what a kernel makes on the way stays in the cache, and small beside the column."""


def _in_slices(array: Array, kernel: Kernel | None, specification: Texts) -> Array:
    if len(array) <= SLICE:
        return _masked(array, kernel, specification)
    slices = (plain(array.slice(at, SLICE)) for at in range(0, len(array), SLICE))
    return joined(_masked(one, kernel, specification) for one in slices)


def joined(parts: Iterable[Array]) -> Array:
    """Columns of text one after the other, each let go before the next is made; all but the last have 8n rows."""
    rows, values, offsets, validity = 0, bytearray(), bytearray(4), bytearray()
    for part in parts:
        part = plain(part)
        valid = part.buffers()[0]
        width = -(-len(part) // 8)
        validity += valid.slice(0, width) if valid is not None else b"\xff" * width
        moved = pc.add_checked(_row_ends(part), pa.scalar(len(values), pa.int32()))
        offsets += moved.buffers()[1].slice(0, 4 * len(part))
        values += buffer(part)
        rows += len(part)
    return pa.StringArray.from_buffers(rows, *map(pa.py_buffer, (offsets, values, validity)))


def _row_ends(part: Array) -> Array:
    """Where the rows of a column without an offset end in its bytes."""
    return pa.Array.from_buffers(pa.int32(), len(part), [None, part.buffers()[1].slice(4)])


def _masked(array: Array, kernel: Kernel | None, specification: Texts) -> Array:
    if kernel is None:
        shown, unsure = array, true(pc.greater(pc.binary_length(array), number(0)))
    else:
        shown, sure = kernel(array)
        unsure = every(pc.invert(true(sure)), pc.greater(pc.binary_length(array), number(0)))
    if pc.any(unsure).as_py():
        values = array.filter(unsure).to_pylist()
        shown = pc.replace_with_mask(shown, unsure, pa.array(specification(values), pa.string()))
    return _where_text(array, shown)


def _where_text(array: Array, shown: Any) -> Array:
    return pc.if_else(pc.greater(pc.binary_length(array), number(0)), shown, array)


# tokens


def _token(category: Category, mask: MaskSpec, key: MaskKey) -> Kernel:
    cmac = Cmac(key.subkey("token", category))
    head = text(prefix(word(category)))

    def kernel(array: Array) -> Sure:
        hexed, sure = by_blocks(array, lambda rows, blocks: _hexed(cmac, rows, blocks))
        return pc.binary_join_element_wise(head, hexed, text("")), sure

    return kernel


def by_blocks(array: Array, work: Callable[[Array, int], Array], *, ascii_: bool = False) -> Sure:
    """Rows of one number of blocks at a time: `work` gets them padded (fixed size) and answers strings."""
    blocks = pc.fill_null(pc.divide(pc.add(pc.binary_length(array), number(BLOCK - 1)), number(BLOCK)), number(0))
    sure = pc.and_(pc.greater(blocks, number(0)), pc.less_equal(blocks, number(LONG // BLOCK)))
    if any(mark in data(array) for mark in SPECIAL):
        marked = [pc.ends_with(array, pattern=mark.decode()) for mark in SPECIAL]
        sure = every(sure, pc.invert(pc.or_(*marked)))
    if ascii_ and not data(array).isascii():
        sure = every(sure, pc.string_is_ascii(array))
    counts = [n.as_py() for n in pc.unique(blocks.filter(sure))]
    shown = pa.nulls(len(array), pa.string())
    for count in counts:
        chosen = pc.and_(pc.equal(blocks, number(count)), sure)
        rows = array.filter(chosen)
        padded = pc.ascii_rpad(rows, count * BLOCK, padding="\0")
        done = work(fixed(buffer(padded), count * BLOCK, len(rows)), count)
        shown = done if len(rows) == len(array) else pc.replace_with_mask(shown, chosen, done)
    return shown, sure


def tags_of(cmac: Cmac, rows: Array, blocks: int) -> bytes:
    """The CMAC tags of padded rows, 16 bytes each: what `Cmac.tags` computes, with Arrow's XOR."""
    cut = [rows] if blocks == 1 else [pc.binary_slice(rows, at, at + BLOCK) for at in range(0, blocks * BLOCK, BLOCK)]
    buffers = [part.buffers()[1].slice(0, len(rows) * BLOCK) for part in cut]
    state: Any = None
    for block in buffers[:-1]:
        state = cmac.encrypt(block.to_pybytes() if state is None else xor(block, state))
    last = cmac.last * len(rows)
    return cmac.encrypt(xor(buffers[-1], last) if state is None else xor(buffers[-1], last, state))


def _hexed(cmac: Cmac, rows: Array, blocks: int) -> Array:
    hexed = tags_of(cmac, rows, blocks).hex().encode()
    return text_of(pc.binary_slice(fixed(hexed, 2 * BLOCK, len(rows)), 0, 2 * SHOWN_BYTES))


# surrogates and fakes


def _surrogate(category: Category, mask: MaskSpec, key: MaskKey) -> Kernel:
    mend = mended.MENDERS.get(category)
    keys = surrogate.scrambler(key, category)

    def kernel(array: Array) -> Sure:
        made, sure = by_blocks(array, lambda rows, blocks: invented.scrambled(keys, rows, blocks, tags_of), ascii_=True)
        made = invented.without_leading_zero(array, made)
        if mend is not None:
            made, right = mend(array, made)
            sure = pc.and_(sure, right)
        return made, pc.and_(sure, pc.not_equal(made, array))

    return kernel


def _fake(category: Category, mask: MaskSpec, key: MaskKey) -> Kernel | None:
    recipe = fake.recipe(category, mask.options.get("locale", "en"))
    if recipe is None:
        return _surrogate(category, mask, key)
    cmac = Cmac(key.subkey("fake", category))
    return lambda array: by_blocks(
        array, lambda rows, blocks: invented.cooked(recipe, tags_of(cmac, rows, blocks), len(rows))
    )


_KERNELS: Final[Mapping[str, Callable[[Category, MaskSpec, MaskKey], Kernel | None]]] = {
    "token": _token,
    "surrogate": _surrogate,
    "fake": _fake,
    "partial": lambda category, mask, key: coarse.partial(category, mask),
    "generalize": lambda category, mask, key: coarse.generalize(category, mask),
}
"""Masks with a kernel; the others run their specification over distinct values."""
