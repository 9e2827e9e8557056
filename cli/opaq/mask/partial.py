"""Partial masks: the ends of a value that people check against paper, never its middle, in a text of fixed width.

One function per sort of value; each answers None when too little would stay
hidden, and the value is then redacted. What they show is what
`policy.masks.derivations` says they show: change both together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from opaq.model.finding import Category
from opaq.model.pattern import late

Partial = Callable[[str], "str | None"]
STARS: Final = "***"

_EDGE = r"[^\x00-/:-@\[-`{-\x7f]"  # letters, digits and all beyond ASCII; said positively it compiles in 11 ms
_DOMAIN = late(rf"{_EDGE}(?:[^\x00-,/:-@\[-`{{-\x7f]{{0,251}}{_EDGE})?")


def email(value: str, *, first: int = 1, domain: bool = True) -> str | None:
    """First character and domain.

    >>> email("marta@example.com"), email("me@example.com"), email("marta@example.com", domain=False), email("marta")
    ('m***@example.com', '***@example.com', 'm***@***', None)
    """
    local, at, host = value.strip().rpartition("@")
    if not at or not local or "@" in local or not _DOMAIN.fullmatch(host):
        return None
    shown = local[: min(first, 1)] if len(local) > 2 and local.isprintable() else ""
    return f"{shown}{STARS}@{host if domain else STARS}"


_SHORT_CODES: Final = ("1", "7")
TWO_DIGIT_CODES: Final = frozenset(
    str(code)
    for code in (
        20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67), 81, 82, 84, 86,
        *range(90, 96), 98,
    )
)  # fmt: skip
"""ITU-T E.164 country codes of one and two digits; all others have three."""
_NOT_DIGITS: Final = bytes(byte for byte in range(256) if not 48 <= byte <= 57)


def _digits(value: str) -> str:
    return value.encode("ascii", "ignore").translate(None, _NOT_DIGITS).decode()


def phone(value: str, *, last: int = 2) -> str | None:
    """Country code and last two digits.

    >>> phone("+1-212-550-3446"), phone("0044 7380 58033"), phone("(212) 550-3446"), phone("112")
    ('+1 *** 46', '+44 *** 33', '*** 46', None)
    """
    digits = _digits(value)
    text = value.lstrip(" (")
    if not 7 <= len(digits) <= 20 or not value.isascii():
        return None
    ending = digits[-min(last, 2) :] if last else ""
    if text.startswith("+"):
        return f"+{country(digits)} {STARS} {ending}".rstrip()
    if text.startswith("00") and len(digits) > 9:
        return f"+{country(digits[2:])} {STARS} {ending}".rstrip()
    return f"{STARS} {ending}".rstrip()


def country(digits: str) -> str:
    """The country code a number begins with."""
    if digits.startswith(_SHORT_CODES):
        return digits[0]
    return digits[:2] if digits[:2] in TWO_DIGIT_CODES else digits[:3]


def card(value: str, *, last: int = 4) -> str | None:
    """Last four digits (PCI DSS 3.4).

    >>> card("4012-8863-3826-0607"), card("4012")
    ('**** 0607', None)
    """
    digits = _digits(value)
    if not 12 <= len(digits) <= 19 or len(value) > 40:
        return None
    return f"**** {digits[-last:] if last else ''}".rstrip()


_ALNUM = late(r"[^\W_]")


def iban(value: str, *, last: int = 4) -> str | None:
    """Country and last four.

    >>> iban("NL57 ABNA 9620 9692 69"), iban("9620")
    ('NL** **** 9269', None)
    """
    text = "".join(_ALNUM.findall(value))
    if not 15 <= len(text) <= 34 or not text[:2].isalpha() or not text[2:4].isdigit() or not text.isascii():
        return None
    return f"{text[:2].upper()}** **** {text[-last:] if last else ''}".rstrip()


def ends(value: str, *, first: int = 0, last: int = 2) -> str | None:
    """First and last characters of a code; at least as many, and four, stay hidden.

    >>> ends("53469833"), ends("AB-53469833", first=2), ends("1234")
    ('***33', 'AB***33', None)
    """
    hidden = len(value) - first - last
    if hidden < max(4, first + last) or not value.isprintable():
        return None
    return f"{value[:first]}{STARS}{value[-last:] if last else ''}"


_WORD = late(r"[^\W\d_](?:[^\W\d_]|['’\-](?=[^\W\d_])|[\u0300-\u036f])*")
"""Accents may stand beside their letter (Unicode's decomposed form): they are part of the word."""


def name(value: str, *, first: int = 1) -> str | None:
    """Initials.

    >>> name("Anna Maria Skaehilaez"), name("Bo Li"), name("Åsa")
    ('A*** M*** S***', '*** ***', 'Å***')
    """
    words = _WORD.findall(value[:400])
    if not 1 <= len(words) <= 6:
        return None
    return " ".join(f"{word[:1] if first and len(word) > 2 and _western(word) else ''}{STARS}" for word in words)


def _western(word: str) -> bool:
    """Latin, Greek and Cyrillic: one letter of many. A first Han or Hangul character is the whole family name."""
    return word[0] < "\u0530"


def address(value: str) -> str | None:
    """Initial letters of the first two words, no number.

    >>> address("985 Piskabrylk Close, Turin, 34236"), address("12")
    ('*** P*** C***', None)
    """
    words = [word for word in _WORD.findall(value[:400]) if len(word) > 2 and _western(word)][:2]
    return " ".join([STARS, *(f"{word[0]}{STARS}" for word in words)]) if words else None


_YEAR = late(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", re.ASCII)


def date(value: str) -> str | None:
    """The year.

    >>> date("1973-03-24"), date("24.03.1973"), date("24.03.73")
    ('1973-**-**', '1973-**-**', None)
    """
    years = _YEAR.findall(value[:64])
    return f"{years[0]}-**-**" if len(years) == 1 else None


_IPV4 = late(r"(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}(?:/\d{1,2})?", re.ASCII)


def ip(value: str) -> str | None:
    """First half of an IPv4 address, first two groups of IPv6.

    >>> ip("203.0.113.7"), ip("2001:db8::17"), ip("::1")
    ('203.0.*.*', '2001:db8:*', None)
    """
    hit = _IPV4.fullmatch(value.strip())
    if hit:
        return f"{hit[1]}.{hit[2]}.*.*"
    groups = value.strip().split(":")
    if len(groups) < 3 or not all(re.fullmatch(r"[0-9A-Fa-f]{1,4}", group) for group in groups[:2]):
        return None
    return f"{groups[0]}:{groups[1]}:*"


_URL = late(
    r"([a-z][a-z0-9+.\-]{1,15})://(?:[^/?#@\s]*@)?([A-Za-z0-9.\-]{1,253})(?::\d{1,5})?(?:[/?#]|$)", re.IGNORECASE
)


def url(value: str) -> str | None:
    """Scheme and host, without user, port, path and query.

    >>> url("https://me:pw@example.org:8080/u/marta?t=1"), url("marta")
    ('https://example.org/***', None)
    """
    hit = _URL.match(value.strip())
    return f"{hit[1].lower()}://{hit[2].lower()}/{STARS}" if hit else None


def secret(value: str) -> str | None:
    """Last two characters of a long random token; nothing of a password.

    >>> secret("opk_live_HCiz1p5nFJdabEwJwvHuSlcNMNOTzKip"), secret("hunter2")
    ('***ip', None)
    """
    return f"{STARS}{value[-2:]}" if len(value) >= 24 and value.isprintable() and " " not in value else None


_BY_CATEGORY: Final[Mapping[Category, tuple[Callable[..., str | None], tuple[str, ...]]]] = {
    "contact.email": (email, ("first", "domain")),
    "contact.phone": (phone, ("last",)),
    "fin.card": (card, ("last",)),
    "fin.iban": (iban, ("last",)),
    "person.name": (name, ("first",)),
    "person.birth_date": (date, ()),
    "address": (address, ()),
    "net.ip": (ip, ()),
    "net.url": (url, ()),
    "secret.token": (secret, ()),
}
"""Category or family -> its partial and the options it understands."""
_NEVER: Final = ("secret", "fin.card_sad", "bio")


def is_plain(category: Category) -> bool:
    """Whether the values of a category have no form of their own: their ends are shown."""
    families = (".".join(category.split(".")[:n]) for n in range(1, category.count(".") + 2))
    return not any(family in _BY_CATEGORY or family in _NEVER for family in families)


def of(category: Category, options: Mapping[str, Any]) -> Partial:
    """The partial for a category with a policy's options."""
    given = {key: value for key, value in options.items() if value != -1}
    found = category
    while found:
        if found in _BY_CATEGORY:
            function, known = _BY_CATEGORY[found]
            return partial(function, **{key: given[key] for key in known if key in given})
        if found in _NEVER:
            return _nothing
        found = found.rpartition(".")[0]
    return partial(ends, **{key: given[key] for key in ("first", "last") if key in given})


def _nothing(value: str) -> str | None:
    return None
