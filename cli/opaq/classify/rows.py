"""Which rows of an Arrow column of text a detector could find something in: passes of RE2, outside the interpreter.

Every detector looks at cells that have what it cannot do without (`cells`, `speech`,
`outlines`). The patterns here let through at least those cells, so that Python objects
are made of few: 0.2 us a row against 5 to 15 us in the detectors. A cell with a
capital letter or a character beyond ASCII always passes, which covers names of
persons, most identifiers and the other scripts. A property in the tests holds that
nothing a detector finds is left out.

Three shorter ways: a column whose values repeat is looked at by its distinct values;
one of nothing but numbers, dates and times by the shapes of them; and a text whose
only finding is an e-mail address is told in place (`in_place`).
"""

from __future__ import annotations

import re
from functools import cache, reduce
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from opaq.classify import in_place
from opaq.classify.canvas import LONGEST_NUMERIC, NUMERIC, TOKENS
from opaq.classify.detectors import secrets, vendors
from opaq.classify.outlines import NOTHING, outline_of
from opaq.classify.speech import BEFORE_CAPITALS, BIRTH_WORDS, SECRET_WORDS, STREET_ENDINGS, STREET_WORDS
from opaq.model.bytewise import Array, data, number, only, repeats, text, translated, true

_MARKS = r"[A-Z@$\x{80}-\x{10FFFF}\x00]|%40|://|-----|\}|pbkdf2|bcrypt_|argon2|scrypt|0x|1[qp]"
"""Capitals, addresses, keys and digests. NUL: a canvas reads it as another character."""
_NUMBERS = (
    r"(?:^|[^0-9A-Za-z_])[0-9][0-9 .\-/()_:]{5,}[0-9]|[+(] ?\(?[0-9]|(?:^|[^0-9A-Za-z])[a-z]{2}[0-9]{2}[0-9a-z]{11}"  # identifiers: 7 characters
    r"|[0-9]\.[0-9]|:[0-9a-f]{0,4}:|[0-9a-f]{1,2}-[0-9a-f]{1,2}-|[0-9a-f]{4}\.[0-9a-f]{4}\.|point"  # networks, places
)
_NUMERIC = r"^[0-9 .:/\-]{1,25}$"
_DIGITS: Final = bytes.maketrans(b"123456789", b"0" * 9)
_OTHER: Final = "A"
"""Stands for what is no number among the shapes of numbers."""


class Sifted(NamedTuple):
    """The part of a column that has to be read."""

    chosen: Array
    """Of every row of the column, whether it has to be."""
    place: Array
    """Of every chosen row, the position of its text in `texts`."""
    texts: Array
    """The distinct texts of the chosen rows, in order; those that can be told in place are marked (`in_place`)."""
    told: Array | None
    """Which of the texts are marked; None when none is."""

    def unread(self) -> Array:
        """The texts that the detectors have to read."""
        return self.texts if self.told is None else self.texts.filter(pc.invert(self.told))

    def marked(self) -> Array | None:
        """The texts that are told in place."""
        return None if self.told is None else self.texts.filter(self.told)


def sift(array: Array, *, everything: bool = False) -> Sifted:
    """The rows of a plain string column that the detectors have to read; NULL and '' are not among them.

    `everything`: they have to read whatever has text, because a policy brought patterns of its own.
    """
    judge = _with_text if everything else _judged
    if not repeats(array):
        chosen, written, marked = judge(array)
        found = written.dictionary_encode()
        return Sifted(chosen, found.indices, found.dictionary, in_place.told(found.dictionary) if marked else None)
    found = array.dictionary_encode()
    few = len(found.dictionary) <= _FEW
    matter, written, marked = _with_text(found.dictionary) if few else judge(found.dictionary)
    chosen = true(matter.take(found.indices))
    renumbered = pc.subtract(pc.cumulative_sum(matter.cast(pa.int32())), number(1))
    place = renumbered.take(found.indices.filter(chosen))
    return Sifted(chosen, place, written, in_place.told(written) if marked else None)


_FEW: Final = 40
"""So many texts are read at once (10 us each); RE2 takes 2 ms to get going."""


Judged = tuple[Array, Array, bool]
"""Of every row, whether it has to be read; the texts of those that have; and whether some of them may be marked."""


def _with_text(array: Array) -> Judged:
    chosen = true(pc.greater(pc.binary_length(array), number(0)))
    return chosen, array.filter(chosen), False


def _judged(array: Array) -> Judged:
    bare = in_place.without(array)
    if bare is None:
        matter = that_matter(array)
        return matter, array.filter(matter), False
    matter = that_matter(bare)
    addressed = true(pc.not_equal(pc.binary_length(bare), pc.binary_length(array)))
    chosen = pc.or_(matter, addressed)
    texts = array.filter(chosen)
    return chosen, in_place.marked(texts, pc.and_not(addressed, matter).filter(chosen)), True


def that_matter(array: Array) -> Array:
    """Of every row, whether a detector could find something in it; false for NULL and ''."""
    if only(array.slice(0, _GLANCE), NUMERIC) and only(array, NUMERIC):
        return _numbers_that_matter(array)
    patterns = [_anything(), _beside_numbers()]
    if _RUN in data(array).translate(TOKENS):
        patterns.append(_tokens())
    matter = true(reduce(pc.or_, [pc.match_substring_regex(array, pattern) for pattern in patterns]))
    found = array.filter(matter)
    numeric = pc.match_substring_regex(found, _NUMERIC)
    if not pc.any(numeric).as_py():
        return matter
    return pc.replace_with_mask(matter, matter, _without_plain_numbers(found, numeric))


_GLANCE: Final = 16
_RUN: Final = b"x" * 16


def distinct(array: Array) -> int:
    """How many different texts a column has, '' aside."""
    found = pc.count_distinct(array).as_py()
    return int(found) - bool(pc.any(pc.equal(pc.binary_length(array), 0)).as_py())


def _numbers_that_matter(array: Array) -> Array:
    """Of a column of numbers, dates or times alone: by length where there are digits only, else by shape."""
    lengths = pc.binary_length(array)
    if only(array, b"0123456789"):
        able = [n.as_py() for n in pc.unique(lengths) if n.is_valid and may_hold("0" * n.as_py())]
        return true(pc.is_in(lengths, value_set=pa.array(able, pa.int32())))
    shapes = translated(array, _DIGITS)
    if _are_alike(shapes, lengths):
        return pa.repeat(pa.scalar(may_hold(shapes[0].as_py()), pa.bool_()), len(array))
    return true(_by_shape(shapes))


def _are_alike(shapes: Array, lengths: Array) -> bool:
    """Whether all rows are of one shape, as a column of times is: one comparison of bytes."""
    ends = pc.min_max(lengths)
    if len(shapes) == 0 or shapes.null_count or ends["min"] != ends["max"]:
        return False
    same: bool = data(shapes) == shapes[0].as_py().encode() * len(shapes)
    return same


def _without_plain_numbers(rows: Array, numeric: Array) -> Array:
    """Of rows in which something may be, whether it still may: numbers are judged by their shape."""
    return _by_shape(pc.if_else(numeric, translated(rows, _DIGITS), text(_OTHER)))


def _by_shape(shapes: Array) -> Array:
    """Numbers, dates and times of a column have a handful of shapes, each of which is judged once."""
    encoded = shapes.dictionary_encode()
    able = [may_hold(shape) for shape in encoded.dictionary.to_pylist()]
    return pa.array(able, pa.bool_()).take(encoded.indices)


@cache
def may_hold(shape: str) -> bool:
    """Whether a number of this shape (digits as 0) may be an identifier. Few shapes are this short."""
    return shape == _OTHER or len(shape) > LONGEST_NUMERIC or outline_of(shape.encode()) is not NOTHING


# three patterns, not one: in a column of hashes, all of them together have more states than RE2 keeps (8 us a row)


@cache
def _anything() -> str:
    return "|".join([_MARKS, _NUMBERS, *map(re.escape, secrets.literal_prefixes()), _words(SECRET_WORDS)])


@cache
def _beside_numbers() -> str:
    """Words of addresses and births; what they introduce has a digit, before or after them."""
    endings = "|".join(e.decode("latin-1").strip() for e in STREET_ENDINGS if e.isascii())
    spoken = f"(?:{_words(STREET_WORDS - BEFORE_CAPITALS | BIRTH_WORDS)}|(?:{endings})(?:[^a-z0-9]|$))"
    return f"(?s:[0-9].*{spoken}|{spoken}.*[0-9])"


@cache
def _tokens() -> str:
    """The beginnings of long runs of token characters at which a token is looked for (`cells`)."""
    heads = "|".join(map(re.escape, sorted(secrets.heads())))
    generic = vendors.GENERIC.rpartition("[")[0]
    wallet = "[13LDMTmn2][1-9A-HJ-NP-Za-km-z]{25}"
    return f"(?:^|[^0-9A-Za-z_-])(?:(?:{heads})[0-9A-Za-z_-]{{13}}|{generic}|{wallet})"


def _words(words: frozenset[bytes]) -> str:
    """One of the words by itself; those with letters beyond ASCII pass anyway."""
    plain = sorted(w.decode() for w in words if w.isascii())
    return f"(?:^|[^a-z0-9])(?:{'|'.join(plain)})(?:[^a-z0-9]|$)"
