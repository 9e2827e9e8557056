"""Fakes: invented values of the same sort, always the same for the same value, put together from common words.

A fake is a recipe of parts; a 64-bit keyed tag of the value is spent on them part by
part (remainder, quotient), which the bulk kernel does on whole columns. Two values
may have the same fake. E-mails lie in example.com/net/org (RFC 2606, section 3), telephone
numbers in ranges set aside for fiction (`_PHONES`), addresses on the network in
240.0.0.0/4 (RFC 1112, section 4: reserved; the three networks for documentation of
RFC 5737 have but 768 addresses), so these are nobody's; a name, street or user name
made of common words may well be somebody's. What has no recipe gets a surrogate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from opaq.mask.fake_words import CITIES, FAMILY, GIVEN, HOSTS, STREETS
from opaq.mask.token import Cmac, tags
from opaq.model.finding import Category
from opaq.model.record import record


@record
class Pool:
    """One of some words."""

    words: tuple[str, ...]


@record
class Digits:
    """A number with leading zeros."""

    width: int


Part: TypeAlias = "str | Pool | Digits"
Recipe = tuple[Part, ...]


def _lower(words: tuple[str, ...]) -> Pool:
    return Pool(tuple(word.lower().replace(" ", "") for word in words))


_NORTH_AMERICA: Final[Recipe] = (
    "+1-",
    Pool(("202", "206", "212", "303", "312", "404", "415", "503", "602", "617", "702", "808")),
    "-555-01",
    Digits(2),
)
_PHONES: Final[Mapping[str, Recipe]] = {
    "en": _NORTH_AMERICA,
    "de": ("+49 30 23125 ", Digits(3)),
    "fr": ("+33 1 99 00 ", Digits(2), " ", Digits(2)),
    "es": _NORTH_AMERICA,
}
"""555-0100 to 555-0199 of every area (NANPA, 555 line numbers), 030 23125 000 to 999 (Bundesnetzagentur, Mitteilung
148/2021), 01 99 00 XX XX (ARCEP, decision 2018-0881: numbers for audiovisual works). Spain has set none aside."""


_BYTE: Final = tuple(map(str, range(256)))
_RESERVED: Final = _BYTE[240:255]
"""First bytes of 240.0.0.0/4 without 255: the limited broadcast address is there (RFC 919, section 7)."""


def recipe(category: Category, locale: str) -> Recipe | None:
    """How a fake of a category is made; None: there is no recipe, take a surrogate."""
    given, family = GIVEN[locale], FAMILY[locale]
    match category:
        case "person.name":
            return Pool(given), " ", Pool(family)
        case "contact.email":
            return _lower(given), ".", _lower(family), Digits(4), "@", Pool(HOSTS)
        case "contact.phone":
            return _PHONES[locale]
        case "address.street":
            street = Pool(STREETS[locale])
            return (Digits(2), " ", street) if locale in ("en", "fr") else (street, " ", Digits(2))
        case "address.city" | "person.birth_place":
            return (Pool(CITIES[locale]),)
        case "account.username" | "contact.handle":
            return _lower(given), Digits(4)
        case "net.ip":
            return Pool(_RESERVED), ".", Pool(_BYTE), ".", Pool(_BYTE), ".", Pool(_BYTE)
        case _:
            return None


def size(part: Part) -> int:
    """How many choices a part has."""
    if isinstance(part, str):
        return 1
    return len(part.words) if isinstance(part, Pool) else int(10**part.width)


def cooked(recipe: Recipe, number: int) -> str:
    """One fake from a 64-bit number.

    >>> cooked((Pool(("a", "b")), "-", Digits(3)), 2 * 7 + 1)
    'b-007'
    """
    pieces = []
    for part in recipe:
        if isinstance(part, str):
            pieces.append(part)
            continue
        number, rest = divmod(number, size(part))
        pieces.append(part.words[rest] if isinstance(part, Pool) else str(rest).zfill(part.width))
    return "".join(pieces)


def fakes(cmac: Cmac, recipe: Recipe, values: Sequence[str]) -> list[str]:
    """The fakes of some values, in order: each from the first eight bytes of its tag."""
    return [cooked(recipe, int.from_bytes(tag[:8], "little")) for tag in tags(cmac, values)]
