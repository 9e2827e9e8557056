"""Which rows of an Arrow column of text a detector could find something in: passes of RE2, outside the interpreter.

Every detector looks at cells that have what it cannot do without (`cells`, `speech`,
`outlines`). The patterns here let through at least those cells, so that Python objects
are made of few: 0.2 us a row against 3 to 15 us in the detectors. A cell with a
capital letter or a character beyond ASCII always passes, which covers names of
persons, most identifiers and the other scripts. A property in the tests holds that
nothing a detector finds is left out.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from opaq.classify.detectors import secrets
from opaq.classify.outlines import NOTHING, outline_of
from opaq.classify.speech import BEFORE_CAPITALS, BIRTH_WORDS, SECRET_WORDS, STREET_ENDINGS, STREET_WORDS

_MARKS = r"[A-Z@$\x{80}-\x{10FFFF}\x00]|%40|://|-----|\}|pbkdf2|bcrypt_|argon2|scrypt|0x|1[qp]|[0-9A-Za-z_-]{16}"
"""Capitals, addresses, keys, digests and tokens. NUL: a canvas reads it as another character."""
_NUMBERS = (
    r"[0-9][0-9 .\-/()_:]{5,}[0-9]|[+(] ?\(?[0-9]|[0-9]-[a-z]|[a-z]{2}[0-9]{2}|[0-9][a-z]{1,3}[0-9]"  # identifiers: 7 characters
    r"|[0-9]\.[0-9]|:[0-9a-f]{0,4}:|[0-9a-f]{1,2}-[0-9a-f]{1,2}-|[0-9a-f]{4}\.[0-9a-f]{4}\.|point"  # networks, places
)
_NUMERIC = r"^[0-9 .:/\-]{1,25}$"
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)


def that_matter(array: Any) -> Any:
    """The rows of a string column that the detectors have to read, in order; NULL and '' are not among them."""
    matter = pc.match_substring_regex(array, _anything())
    numbered = pc.match_substring_regex(array, "[0-9]")
    if pc.any(numbered).as_py():
        matter = pc.or_(matter, pc.and_(numbered, pc.match_substring_regex(array, _beside_numbers())))
    return _without_plain_numbers(array.filter(matter))


def distinct(array: Any) -> int:
    """How many different texts a column has, '' aside."""
    found = pc.count_distinct(array).as_py()
    return int(found) - bool(pc.any(pc.equal(pc.binary_length(array), 0)).as_py())


def _without_plain_numbers(rows: Any) -> Any:
    """Numbers, dates and times of a column have a handful of shapes; each that can hold no identifier is left out."""
    numeric = pc.match_substring_regex(rows, _NUMERIC)
    if not pc.any(numeric).as_py():
        return rows
    validity, offsets, text = rows.buffers()
    mapped = pa.py_buffer(text.to_pybytes().translate(_DIGITS))
    shapes = pa.StringArray.from_buffers(len(rows), offsets, mapped, validity, -1, rows.offset)
    shapes = pc.if_else(numeric, shapes, pa.scalar("A", pa.string())).dictionary_encode()
    empty = [shape != "A" and outline_of(shape.encode()) is NOTHING for shape in shapes.dictionary.to_pylist()]
    return rows.filter(pc.invert(pa.array(empty, pa.bool_()).take(shapes.indices)))


@cache
def _anything() -> str:
    prefixes = map(re.escape, secrets.literal_prefixes())
    return "|".join([_MARKS, _NUMBERS, *prefixes, _words(SECRET_WORDS)])


@cache
def _beside_numbers() -> str:
    """Words of addresses and births; what they introduce has a digit."""
    endings = "|".join(e.decode("latin-1").strip() for e in STREET_ENDINGS if e.isascii())
    return f"{_words(STREET_WORDS - BEFORE_CAPITALS | BIRTH_WORDS)}|(?:{endings})(?:[^a-z0-9]|$)"


def _words(words: frozenset[bytes]) -> str:
    """One of the words by itself; those with letters beyond ASCII pass anyway."""
    plain = sorted(w.decode() for w in words if w.isascii())
    return f"(?:^|[^a-z0-9])(?:{'|'.join(plain)})(?:[^a-z0-9]|$)"
