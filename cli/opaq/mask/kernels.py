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

from opaq.mask import fake, generalize, invented, mended, surrogate
from opaq.mask.keys import MaskKey
from opaq.mask.partial import TWO_DIGIT_CODES, country
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
    translated,
    true,
    xor,
)
from opaq.model.finding import Category
from opaq.policy.masks import form
from opaq.policy.types import MaskSpec

Sure = tuple[Array, Array]
"""Masked column, and for which rows it is right."""
Kernel = Callable[[Array], Sure]


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


SLICE: Final = 1 << 16
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
        moved = pc.add_checked(_ends(part), pa.scalar(len(values), pa.int32()))
        offsets += moved.buffers()[1].slice(0, 4 * len(part))
        values += buffer(part)
        rows += len(part)
    return pa.StringArray.from_buffers(rows, *map(pa.py_buffer, (offsets, values, validity)))


def _ends(part: Array) -> Array:
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


# partial

_LOCAL: Final = bytes(byte for byte in range(33, 127) if byte != ord("@")).decode()
_HOST: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def _email(options: Mapping[str, Any]) -> Kernel:
    shown_first = bool(options.get("first", 1))
    shown_domain = options.get("domain", True)

    def kernel(array: Array) -> Sure:
        rest = pc.ascii_ltrim(array, _LOCAL)
        host = pc.utf8_slice_codeunits(rest, 1, None)
        bare = pc.equal(pc.ascii_ltrim(host, _HOST + "-."), text(""))
        edges = pc.equal(pc.ascii_trim(host, "-."), host)
        local = pc.subtract(pc.binary_length(array), pc.binary_length(rest))
        length = pc.binary_length(host)
        filled = pc.and_(pc.greater(length, number(0)), pc.less_equal(length, number(253)))
        sure = every(pc.starts_with(rest, "@"), bare, edges, filled, pc.greater(local, number(2)))
        first = pc.utf8_slice_codeunits(array, 0, 1) if shown_first else text("")
        return pc.binary_join_element_wise(first, rest if shown_domain else text("@***"), text("***")), sure

    return kernel


_DIGITS: Final = "0123456789"
_DIGIT_SHAPE: Final = bytes.maketrans(_DIGITS.encode(), b"0" * 10)
_SEPARATORS: Final = b" -().+/"


def _shaped(array: Array, pattern: str, table: bytes) -> Array:
    """Which rows have a shape: every digit is a 0, so a column of numbers has a handful of shapes, each looked at once."""
    shapes = translated(array, table).dictionary_encode()
    fitting = pc.match_substring_regex(shapes.dictionary, pattern)
    return true(fitting.take(shapes.indices))


def _none(array: Array) -> Sure:
    return array, pa.array([False] * len(array), pa.bool_())


_NUMBER_SHAPE: Final = bytes.maketrans(_DIGITS.encode() + _SEPARATORS, b"0" * 10 + b" " * len(_SEPARATORS))


def _phone(options: Mapping[str, Any]) -> Kernel:
    last = min(options.get("last", 2), 2)

    def kernel(array: Array) -> Sure:
        if not last:
            return _none(array)
        heads = pc.utf8_slice_codeunits(array, 0, 4).dictionary_encode()
        head = pa.array(list(map(_phone_head, heads.dictionary.to_pylist())), pa.string()).take(heads.indices)
        sure = every(pc.is_valid(head), _shaped(array, r"^ *(0 *){5,18}00$", _NUMBER_SHAPE))
        return pc.binary_join_element_wise(head, pc.utf8_slice_codeunits(array, -last, None), text("")), sure

    return kernel


def _phone_head(start: str | None) -> str | None:
    """What the first four characters of a number decide, if they do.

    >>> _phone_head("+1-2"), _phone_head("+35-"), _phone_head("2125"), _phone_head("0049"), _phone_head("(212")
    ('+1 *** ', None, '*** ', None, '*** ')
    """
    text = start or ""
    if text.startswith("+"):
        digits = "".join(filter(str.isdecimal, text))
        decided = digits[:1] in ("1", "7") or digits[:2] in TWO_DIGIT_CODES or len(digits) == 3
        return f"+{country(digits)} *** " if decided else None
    if text[:1] == "(":
        return "*** " if text[1:2].isdecimal() and text[1] != "0" else None
    return "*** " if text[:1].isdecimal() and text[:2] != "00" else None


def _card(options: Mapping[str, Any]) -> Kernel:
    last = options.get("last", 4)

    def kernel(array: Array) -> Sure:
        if not last:
            return _none(array)
        shape = rf"^ *(0 *){{{12 - last},{19 - last}}}0{{{last}}}$"
        sure = every(_shaped(array, shape, _NUMBER_SHAPE), pc.less_equal(pc.binary_length(array), number(40)))
        return pc.binary_join_element_wise(text("**** "), pc.utf8_slice_codeunits(array, -last, None), text("")), sure

    return kernel


_PARTIALS: Final[Mapping[Category, Callable[[Mapping[str, Any]], Kernel]]] = {
    "contact.email": _email,
    "contact.phone": _phone,
    "fin.card": _card,
}


def _partial(category: Category, mask: MaskSpec, key: MaskKey) -> Kernel | None:
    maker = _PARTIALS.get(category)
    return maker(mask.options) if maker is not None else None


# generalize


def _date(options: Mapping[str, Any]) -> Kernel | None:
    stop = {"year": 4, "month": 7}.get(options.get("to", "year"))
    if stop is None:
        return None
    oldest = generalize.oldest(options)

    def kernel(array: Array) -> Sure:
        shape = pc.utf8_slice_codeunits(translated(array, _DIGIT_SHAPE), 0, 11)
        day = pc.equal(shape, text("0000-00-00"))
        if oldest:  # years of four digits are ordered as texts are
            day = pc.and_(day, pc.greater_equal(pc.utf8_slice_codeunits(array, 0, 4), text(f"{oldest:04d}")))
        return pc.utf8_slice_codeunits(array, 0, stop), day

    return kernel


def _postal(options: Mapping[str, Any]) -> Kernel:
    digits = options.get("digits", 3)
    few = pa.array(sorted(generalize.SPARSE) if options.get("sparse") else [], pa.string())

    def kernel(array: Array) -> Sure:
        length = pc.binary_length(array)
        bare = pc.equal(pc.ascii_ltrim(array, _HOST), text(""))
        sure = every(bare, pc.greater_equal(length, number(digits + 2)), pc.less_equal(length, number(12)))
        if len(few):
            sure = pc.and_(sure, pc.invert(pc.is_in(pc.utf8_slice_codeunits(array, 0, 3), value_set=few)))
        stars = pc.if_else(pc.less(length, number(6)), text("**"), text("***"))
        return pc.binary_join_element_wise(pc.utf8_slice_codeunits(array, 0, digits), stars, text("")), sure

    return kernel


def _network(options: Mapping[str, Any]) -> Kernel | None:
    if options.get("prefix", 24) != 24:
        return None

    def kernel(array: Array) -> Sure:
        area = pc.ascii_rtrim(array, _DIGITS)
        sure = _shaped(array, r"^0{1,3}\.0{1,3}\.0{1,3}\.0{1,3}$", _DIGIT_SHAPE)
        return pc.binary_join_element_wise(area, text("0/24"), text("")), sure

    return kernel


def _number(options: Mapping[str, Any]) -> Kernel | None:
    """Whole numbers in whole buckets."""
    step, top = options.get("step", 0), options.get("top", 0)
    if options.get("edges") or not isinstance(step, int) or not isinstance(top, int) or step < 1:
        return None

    def kernel(array: Array) -> Sure:
        length = pc.binary_length(array)
        digital = pc.equal(pc.ascii_ltrim(array, _DIGITS), text(""))
        bare = every(digital, pc.greater(length, number(0)), pc.less_equal(length, number(15)))
        numbers = pc.if_else(bare, array, None).cast(pa.int64())
        low = pc.multiply(pc.divide(numbers, step), step)
        shown = low.cast(pa.string())
        if step > 1:
            shown = pc.binary_join_element_wise(shown, text(".."), pc.add(low, step).cast(pa.string()), text(""))
        if top:
            shown = pc.if_else(pc.greater_equal(numbers, top), text(f"{top}+"), shown)
        return shown, bare

    return kernel


def _coordinate(options: Mapping[str, Any]) -> Kernel | None:
    digits = options.get("digits", 1)
    if digits < 1:
        return None

    def kernel(array: Array) -> Sure:
        tail = pc.ascii_ltrim(array, _DIGITS + "-")
        head = pc.ascii_rtrim(array, _DIGITS)
        shown = pc.binary_join_element_wise(head, pc.utf8_slice_codeunits(tail, 1, 1 + digits), text(""))
        sure = _shaped(array, r"^-?0{1,3}\.0{1,20}$", _DIGIT_SHAPE)
        return shown, sure

    return kernel


_GENERALIZE: Final[Mapping[str, Callable[[Mapping[str, Any]], Kernel | None]]] = {
    "date": _date,
    "postal": _postal,
    "ip": _network,
    "number": _number,
    "age": _number,
    "geo": _coordinate,
}


def _generalize(category: Category, mask: MaskSpec, key: MaskKey) -> Kernel | None:
    maker = _GENERALIZE.get(form(category))
    return maker(mask.options) if maker is not None else None


_KERNELS: Final[Mapping[str, Callable[[Category, MaskSpec, MaskKey], Kernel | None]]] = {
    "token": _token,
    "surrogate": _surrogate,
    "fake": _fake,
    "partial": _partial,
    "generalize": _generalize,
}
"""Masks with a kernel; the others run their specification over distinct values."""
