"""Surrogates: values of the same shape that are not the value. Digits stay digits, letters letters, the rest stays.

What comes out depends on the whole value under the key (a CMAC tag, then AES in
counter mode, one byte per character), so equal values have equal surrogates and a
shared prefix shows nothing. Two values of a small domain can meet: this is a
pseudonym of the shape, not an encryption. Where a shape can be made that nobody
has, it is: cards begin with 0 (ISO/IEC 7812-1: for ISO/TC 68 and other industries, no
card issuer does) and pass Luhn, US social security numbers have group 00 (SSA POMS
RM 10201.035: never assigned), e-mails end in example.com (RFC 2606, section 3), numbers
of North America have an area code that begins with 1 (NANP: 2 to 9), German IBANs a bank
code that begins with 0 (Bundesbank: its first digit is the clearing area, 1 to 8). IBANs
keep country and length and pass their check digits; those of other countries, other
phone numbers and other identifiers may by chance be somebody's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from opaq.mask.keys import MaskKey
from opaq.mask.partial import country
from opaq.mask.token import BLOCK, Cmac, tags
from opaq.model.finding import Category
from opaq.model.pattern import late
from opaq.model.record import record

DIGIT: Final = bytes(48 + byte % 10 for byte in range(256))
LOWER: Final = bytes(97 + byte % 26 for byte in range(256))
UPPER: Final = bytes(65 + byte % 26 for byte in range(256))
"""Keystream byte -> character of a class. The bias of 256 % 26 tells nothing about the value."""


@record
class Scrambler:
    """The two keys of a category's surrogates."""

    tagger: Cmac
    streamer: Cmac


def scrambler(key: MaskKey, category: Category) -> Scrambler:
    return Scrambler(Cmac(key.subkey("surrogate", category)), Cmac(key.subkey("surrogate stream", category)))


def keystream(stream: Cmac, tag: bytes, length: int) -> bytes:
    """`length` bytes that depend on the tag: AES over tag XOR 1, tag XOR 2, ..."""
    start = int.from_bytes(tag, "big")
    blocks = -(-length // BLOCK)
    return stream.encrypt(b"".join([(start ^ n).to_bytes(BLOCK, "big") for n in range(1, blocks + 1)]))


def scrambled(value: str, stream: bytes) -> str:
    """A text with its letters and digits taken from a keystream.

    >>> scrambled("Ab-12", bytes([0, 1, 2, 3, 4]))
    'Ab-34'
    """
    if value.isascii():
        return "".join([_ascii(c, byte) for c, byte in zip(value, stream, strict=False)])
    return "".join([_any(c, byte) for c, byte in zip(value, stream, strict=False)])


def _ascii(c: str, byte: int) -> str:
    if "0" <= c <= "9":
        return chr(DIGIT[byte])
    if "a" <= c <= "z":
        return chr(LOWER[byte])
    return chr(UPPER[byte]) if "A" <= c <= "Z" else c


def _any(c: str, byte: int) -> str:
    if c.isdecimal():
        return chr(DIGIT[byte])
    if c.isupper():
        return chr(UPPER[byte])
    return chr(LOWER[byte]) if c.isalnum() else c


def surrogates(keys: Scrambler, category: Category, values: Sequence[str]) -> list[str | None]:
    """The surrogates of some values, in order; None for a value without letters and digits."""
    mend = MENDERS.get(category)
    found: list[str | None] = []
    for value, tag in zip(values, tags(keys.tagger, values), strict=True):
        made = scrambled(value, keystream(keys.streamer, tag, len(value)))
        if made[0] == "0" and value[0] != "0":  # a number stays one
            made = "9" + made[1:]
        made = mend(value, made) if mend is not None else made
        found.append(made if made != value else _other(value))
    return found


def _other(value: str) -> str | None:
    """By chance the surrogate was the value: the first letter or digit moves on by one."""
    for place, c in enumerate(value):
        if c.isascii() and c.isalnum():
            following = {"9": "0", "z": "a", "Z": "A"}.get(c) or chr(ord(c) + 1)
            return value[:place] + following + value[place + 1 :]
    return None


# what nobody has


def email(value: str, made: str) -> str:
    """`local@example.com`; what is no e-mail is scrambled as it is.

    >>> email("marta@firm.de", "qwert@yuio.pa")
    'qwert@example.com'
    """
    local, at, _ = made.rpartition("@")
    return f"{local}@example.com" if at else made


_DIGITS = late(r"[0-9]")


def _with_digits(text: str, digits: Sequence[str]) -> str:
    following = iter(digits)
    return _DIGITS.sub(lambda _: next(following), text)


def card(value: str, made: str) -> str:
    """Begins with 0 and passes Luhn.

    >>> card("4012-8863-3826-0607", "1234-5678-9012-3456")
    '0234-5678-9012-3454'
    """
    digits = _DIGITS.findall(made)
    if len(digits) < 2:
        return made
    digits[0] = "0"
    total = 0
    for place, digit in enumerate(reversed(digits[:-1])):
        number = int(digit) * (2 if place % 2 == 0 else 1)
        total += number - 9 if number > 9 else number
    digits[-1] = str(-total % 10)
    return _with_digits(made, digits)


def us_ssn(value: str, made: str) -> str:
    """Group 00 is never issued.

    >>> us_ssn("437-95-6309", "123-45-6789")
    '123-00-6789'
    """
    digits = _DIGITS.findall(made)
    if len(digits) != 9:
        return made
    return _with_digits(made, [*digits[:3], "0", "0", *digits[5:]])


UNASSIGNED: Final[Mapping[str, str]] = {"DE": "0"}
"""What a bank code must begin with, by country, to be no bank's."""


def iban(value: str, made: str) -> str:
    """The country stays and the check digits are right (ISO 7064, mod 97-10).

    >>> iban("NL57 ABNA 9620 9692 69", "QQ11 WXYZ 1234 5678 90"), iban("DE89370400440532013000", "QQ11234567890123456789")
    ('NL02 WXYZ 1234 5678 90', 'DE50034567890123456789')
    """
    letters = [c for c in made if c.isalnum()]
    if len(letters) < 15 or not value[:2].isalpha() or not value[:2].isascii():
        return made
    land = value[:2].upper()
    if land in UNASSIGNED and letters[4].isdigit():
        letters[4] = UNASSIGNED[land]
    rest = "".join(letters[4:]).upper() + land + "00"
    check = f"{98 - int(''.join(str(int(c, 36)) for c in rest)) % 97:02d}"
    replaced = iter([*land, *check, *letters[4:]])
    return "".join(next(replaced) if c.isalnum() else c for c in made)


def phone(value: str, made: str) -> str:
    """The country code stays; in North America the area code is none.

    >>> phone("+49 30 901820", "+12 34 567890"), phone("+1-212-550-3446", "+9-876-543-2109")
    ('+49 34 567890', '+1-176-543-2109')
    """
    digits = _DIGITS.findall(value)
    if not value.startswith("+") or len(digits) < 4:
        return made
    code = country("".join(digits))
    national = _DIGITS.findall(made)[len(code) :]
    return _with_digits(made, [*code, *(["1", *national[1:]] if code == "1" else national)])


MENDERS: Final[Mapping[Category, Callable[[str, str], str]]] = {
    "contact.email": email,
    "contact.phone": phone,
    "fin.card": card,
    "fin.iban": iban,
    "id.national.us_ssn": us_ssn,
}
"""Category -> what makes a value and its scrambled form into a surrogate that nobody has."""
