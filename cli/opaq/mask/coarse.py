"""Partial and coarser values over whole Arrow columns: the bulk side of `partial` and `generalize`, held equal by a property.

Each kernel knows the one or two spellings that nearly all values of its sort have, and answers for those alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from opaq.mask import generalize as generalizing
from opaq.mask import partial as partials
from opaq.mask.mended import SHAPE, Kernel, Sure
from opaq.mask.partial import TWO_DIGIT_CODES, country
from opaq.model.bytewise import Array, data, every, number, text, translated, true
from opaq.model.finding import Category
from opaq.policy.masks import form
from opaq.policy.types import MaskSpec

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


def _iban(options: Mapping[str, Any]) -> Kernel:
    last = options.get("last", 4)

    def kernel(array: Array) -> Sure:
        bare = array if b" " not in data(array) else pc.replace_substring(array, " ", "")
        sure = _shaped(bare, r"^[aA]{2}00[0aA]{11,30}$", SHAPE)
        country_code = pc.ascii_upper(pc.utf8_slice_codeunits(bare, 0, 2))
        ending = pc.utf8_slice_codeunits(bare, -last, None) if last else text("")
        shown = text("** **** " if last else "** ****")
        return pc.binary_join_element_wise(country_code, shown, ending, text("")), sure

    return kernel


def _birth_date(options: Mapping[str, Any]) -> Kernel:
    def kernel(array: Array) -> Sure:
        year = pc.utf8_slice_codeunits(array, 0, 4)
        near = pc.and_(pc.greater_equal(year, text("1500")), pc.less(year, text("2100")))
        day = pc.equal(translated(array, _DIGIT_SHAPE), text("0000-00-00"))
        return pc.binary_join_element_wise(year, text("-**-**"), text("")), pc.and_(day, near)

    return kernel


def _ip(options: Mapping[str, Any]) -> Kernel:
    def kernel(array: Array) -> Sure:
        half = pc.ascii_rtrim(pc.ascii_rtrim(pc.ascii_rtrim(array, _DIGITS), "."), _DIGITS)
        sure = _shaped(array, r"^0{1,3}\.0{1,3}\.0{1,3}\.0{1,3}$", _DIGIT_SHAPE)
        return pc.binary_join_element_wise(half, text("*.*"), text("")), sure

    return kernel


_PRINTED: Final = bytes(range(32, 127))


def _ends(options: Mapping[str, Any]) -> Kernel:
    first, last = options.get("first", 0), options.get("last", 2)

    def kernel(array: Array) -> Sure:
        long = pc.greater_equal(pc.binary_length(array), number(first + last + max(4, first + last)))
        if data(array).translate(None, _PRINTED):
            long = pc.and_(long, pc.equal(pc.ascii_ltrim(array, _PRINTED.decode()), text("")))
        head = pc.utf8_slice_codeunits(array, 0, first) if first else text("")
        tail = pc.utf8_slice_codeunits(array, -last, None) if last else text("")
        return pc.binary_join_element_wise(head, text("***"), tail, text("")), long

    return kernel


_PARTIALS: Final[Mapping[Category, Callable[[Mapping[str, Any]], Kernel]]] = {
    "contact.email": _email,
    "contact.phone": _phone,
    "fin.card": _card,
    "fin.iban": _iban,
    "person.birth_date": _birth_date,
    "net.ip": _ip,
}


def partial(category: Category, mask: MaskSpec) -> Kernel | None:
    """The kernel of `partial` for a category, if there is one."""
    maker = _ends if partials.is_plain(category) else _PARTIALS.get(category)
    return maker(mask.options) if maker is not None else None


# generalize


def _date(options: Mapping[str, Any]) -> Kernel | None:
    stop = {"year": 4, "month": 7}.get(options.get("to", "year"))
    if stop is None:
        return None
    oldest = generalizing.oldest(options)

    def kernel(array: Array) -> Sure:
        shape = pc.utf8_slice_codeunits(translated(array, _DIGIT_SHAPE), 0, 11)
        day = pc.equal(shape, text("0000-00-00"))
        if oldest:  # years of four digits are ordered as texts are
            day = pc.and_(day, pc.greater_equal(pc.utf8_slice_codeunits(array, 0, 4), text(f"{oldest:04d}")))
        return pc.utf8_slice_codeunits(array, 0, stop), day

    return kernel


def _postal(options: Mapping[str, Any]) -> Kernel:
    digits = options.get("digits", 3)
    few = pa.array(sorted(generalizing.SPARSE) if options.get("sparse") else [], pa.string())

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


def generalize(category: Category, mask: MaskSpec) -> Kernel | None:
    """The kernel of `generalize` for a category, if there is one."""
    maker = _GENERALIZE.get(form(category))
    return maker(mask.options) if maker is not None else None
