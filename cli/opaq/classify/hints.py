"""What the values of a column could be, if the columns beside it agree: facts about form, never a decision.

Dates that could be births, words that could be surnames, digits that could be
dialled. `neighbours` decides, and only for columns whose name says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from opaq.classify.names import fold
from opaq.model.pattern import late
from opaq.model.record import record


@record
class Hints:
    """Forms that all values, or nearly all, have."""

    births: int = 0
    """The middle year, when the dates could be dates of birth of grown people; else 0."""
    degrees: int = 0
    """90 or 180, when the numbers could be latitudes or longitudes; else 0."""
    letters: str = ""
    """The different values in order, when all of them are single letters or digits and few; else empty."""
    titled: bool = False
    """One capitalised word in every value, or two joined."""
    handles: bool = False
    """Login names made of names of persons."""
    five_digits: bool = False
    """Every value has four, five or six digits, as postal codes have."""
    dialable: bool = False
    """Ten to thirteen digits that could be dialled."""
    house_numbers: bool = False
    """Small numbers, some perhaps with a letter: `12`, `7b`."""


NO_HINTS: Final = Hints()


def read(texts: Sequence[str], rows: int) -> Hints:
    """Look at the distinct texts of a column of so many cells."""
    plain = [t.strip() for t in texts]
    return Hints(
        births=middle_birth_year(plain, date.today()),
        degrees=degrees(plain, rows),
        letters=_letters(plain),
        titled=titled_words(plain),
        handles=handles(plain),
        five_digits=five_digits(plain),
        dialable=dialable(plain),
        house_numbers=_house_numbers(plain),
    )


def _letters(texts: Sequence[str]) -> str:
    found = sorted({t.lower() for t in texts})
    return "".join(found) if 2 <= len(found) <= 6 and all(len(t) == 1 for t in found) else ""


def _house_numbers(texts: Sequence[str]) -> bool:
    return len(texts) >= 5 and sum(_HOUSE_NUMBER.fullmatch(t) is not None for t in texts) >= 0.95 * len(texts)


_HOUSE_NUMBER: Final = late(r"[1-9]\d{0,4} ?[a-zA-Z]?(?:[/\-] ?\d{1,3}[a-zA-Z]?)?")


def five_digits(texts: Sequence[str]) -> bool:
    """Digits of one length, with leading zeros or widely spread: postal codes, when the row is of a person or place."""
    return (
        len(texts) >= 5
        and all(re.fullmatch(r"\d{4,6}", t) for t in texts)
        and max(Counter(map(len, texts)).values()) >= 0.85 * len(texts)
        and (len({t[:2] for t in texts}) >= min(5, len(texts) // 2) or any(t[0] == "0" for t in texts))
    )


def dialable(texts: Sequence[str]) -> bool:
    """Ten to thirteen digits in every value that begin like a telephone number; not seconds since 1970."""
    from opaq.classify.detectors import phones

    plain = [t.lstrip("+") for t in texts]
    if len(plain) < 5 or not all(re.fullmatch(r"\d{10,13}", t) for t in plain):
        return False
    if all(re.fullmatch(r"1[4-7]\d{8}(?:\d{3})?", t) for t in plain):
        return False
    if all(len(t) == 13 and not sum(int(c) * (1, 3)[i % 2] for i, c in enumerate(t)) % 10 for t in plain):
        return False  # GTIN-13 with its check digit (GS1 General Specifications, 7.9)
    good = sum(phones.bare(t) if len(t) == 10 else t[0] == "0" or bool(phones.country_code(t)) for t in plain)
    return good >= 0.9 * len(plain)


def middle_birth_year(texts: Sequence[str], today: date) -> int:
    """The middle year of dates that could be births of grown people: spread over decades, none of the last years; else 0."""
    years = sorted(int(y) for t in texts if (y := _year(t)))
    if len(years) < 5 or len(years) < 0.9 * len(texts):
        return 0
    middle = years[len(years) // 2]
    spread = years[0] >= 1900 and years[-1] <= today.year - 1 and years[-1] - years[0] >= 8
    return middle if spread and middle <= today.year - 22 else 0


_YEAR: Final = late(
    r"(\d{4})[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T].*)?|\d{1,2}[-/.]\d{1,2}[-/.](\d{4})|((?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)


def _year(text: str) -> str:
    found = _YEAR.fullmatch(text)
    return (found.group(1) or found.group(2) or found.group(3)) if found else ""


def degrees(texts: Sequence[str], rows: int) -> int:
    """90 or 180 for decimal degrees with four or more decimals within that limit; else 0."""
    try:
        values = [float(t) for t in texts]
    except ValueError:
        return 0
    fine = sum("." in t and len(t.rpartition(".")[2]) >= 4 for t in texts)
    largest = max(map(abs, values), default=0.0)
    if len(values) < 5 or fine < 0.8 * len(texts) or largest <= 1 or 2 * len(texts) < rows:
        return 0
    return 90 if largest <= 90 else 180 if largest <= 180 else 0


_NO_HANDLE: Final = frozenset(" /:?=")


def handles(texts: Sequence[str]) -> bool:
    """Login names made of names of persons: `jsmith`, `anna.k`, `SKING`."""
    from opaq.classify.people import is_family, is_given  # names, only for columns with a mute name

    people = 0
    for text in texts:
        words = [w for w in re.split(r"[^a-z]+", fold(text)) if w]
        people += (
            _NO_HANDLE.isdisjoint(text)
            and not text.istitle()
            and any(is_given(w) or is_family(w) or is_family(w[1:]) or is_family(w[:-1]) for w in words if len(w) > 3)
        )
    return len(texts) >= 5 and people >= 0.3 * len(texts)


_TITLED: Final = late(
    r"(?:(?:van|von|de|del|della|di|da|dos|der|den|ter|ten|te|la|le|du|of|af)[ ']){0,3}"
    r"[^\W\d_]['’]?[^\W\d_]+(?:[ \-][^\W\d_]['’]?[^\W\d_]+)?\d{0,4}",
    re.IGNORECASE,
)


def titled_words(texts: Sequence[str]) -> bool:
    """One capitalised word (or two joined) in every value, hardly repeated: surnames beside given names."""
    fine = sum(_TITLED.fullmatch(t) is not None and any(c.isupper() for c in t) for t in texts)
    return len(texts) >= 5 and fine >= 0.9 * len(texts)
