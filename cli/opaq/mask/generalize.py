"""Coarser values: a bucket for a number, a year for a date, an area for a place or an address on the network.

Each function answers None for what it does not understand; that cell is then redacted.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from opaq.mask.partial import STARS
from opaq.model.pattern import late

Generalize = Callable[[str], "str | None"]

_ISO = late(r"(\d{4,6})-(\d\d)-\d\d(?:[T ][0-9:.+\-Z ]*)?( BC)?", re.ASCII)
_SOME_YEAR = late(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", re.ASCII)


def date(value: str, *, to: str = "year", oldest: int = 0) -> str | None:
    """A date, timestamp, or text with one year in it; all years before `oldest` are one.

    >>> date("1973-03-24"), date("1973-03-24 10:00:00+01", to="month"), date("24/03/1973"), date("1973-03-24", to="decade")
    ('1973', '1973-03', '1973', '1970s')
    >>> date("0000-00-00"), date("infinity"), date("0044-03-15 BC")
    ('0000', None, '0044 BC')
    >>> date("1931-07-01", oldest=1937), date("1937-07-01", oldest=1937, to="month")
    ('<1937', '1937-07')
    """
    hit = _ISO.fullmatch(value)
    if hit:
        year, month, era = hit[1], hit[2], hit[3] or ""
    else:
        years = _SOME_YEAR.findall(value) if len(value) <= 40 else []
        if len(years) != 1 or to == "month":
            return None
        year, month, era = years[0], "", ""
    if era or int(year) < oldest:
        return f"<{oldest}" if oldest else f"{year}{era}"
    match to:
        case "month":
            return f"{year}-{month}{era}"
        case "decade":
            return f"{year[:-1]}0s{era}"
        case _:
            return f"{year}{era}"


_NUMBER = late(r"[+-]?\d{1,30}(?:\.\d{1,60})?(?:[eE][+-]?\d{1,3})?", re.ASCII)


def number(value: str, *, step: float = 0, edges: Sequence[float] = (), top: float = 0) -> str | None:
    """The bucket a number is in; its borders read `from..to`, the upper one not included.

    >>> number("58357.45", step=10000), number("-3", step=10), number("42", edges=(0, 18, 65)), number("70", edges=(0, 18, 65))
    ('50000..60000', '-10..0', '18..65', '65+')
    >>> number("93", step=1, top=90), number("42", step=1, top=90), number("n/a", step=5)
    ('90+', '42', None)
    """
    if not _NUMBER.fullmatch(value):
        return None
    amount = float(value)
    if top and amount >= top:
        return f"{_plain(top)}+"
    if edges:
        place = bisect_right(edges, amount)
        if place == 0:
            return f"<{_plain(edges[0])}"
        return f"{_plain(edges[-1])}+" if place == len(edges) else f"{_plain(edges[place - 1])}..{_plain(edges[place])}"
    if not step or abs(amount) > 1e300:
        return None
    low = amount // step * step
    if step == 1:
        return _plain(low)
    return f"{_plain(low)}..{_plain(low + step)}"


def _plain(value: float) -> str:
    whole = int(value)
    return str(whole) if whole == value else f"{value:.12g}"  # 0.1 * 3 is 0.30000000000000004


SPARSE: Final = frozenset(
    "036 059 063 102 203 556 692 790 821 823 830 831 878 879 884 890 893".split()  # census of 2000, as HHS lists them
    + "202 204 205 369 753 772".split()  # more in the census of 2010: among them the government's own in Washington
)
"""ZIP prefixes under which 20,000 people or fewer live: HHS, Guidance on 45 CFR 164.514(b)(2)(i)(B), of 2012, which asks
for newer data where there are; those of either census."""


def postal(value: str, *, digits: int = 3, sparse: bool = False) -> str | None:
    """Leading characters of a postal code; at least two stay hidden. `sparse`: none of a ZIP code where few live.

    >>> postal("34236"), postal("SW1A 1AA"), postal("12"), postal("03601-2345", sparse=True)
    ('342**', 'SW1***', None, '000***')
    """
    text = value.strip()
    if len(text) < digits + 2 or len(text) > 12 or not text.isprintable():
        return None
    if sparse and digits >= 3 and text[:3] in SPARSE:
        return "000" + ("**" if len(text) < 6 else STARS)
    return text[:digits] + ("**" if len(text) < 6 else STARS)


_COORDINATE = late(r"([+-]?\d{1,3})(?:\.(\d{1,20}))?", re.ASCII)
_IN_TEXT = late(r"[+-]?\d{1,3}\.\d+", re.ASCII)


def coordinate(value: str, *, digits: int = 1) -> str | None:
    """A latitude or longitude, or a text of them, with so many decimals (1: about 11 km).

    >>> coordinate("52.520008"), coordinate("(13.404954,52.520008)", digits=0), coordinate("north")
    ('52.5', '(13,52)', None)
    """
    hit = _COORDINATE.fullmatch(value)
    if hit:
        return _cut(value, digits)
    if len(value) > 200 or not _IN_TEXT.search(value) or _LETTERS.search(value.replace("POINT", "")):
        return None
    return _IN_TEXT.sub(lambda found: _cut(found[0], digits), value)


_LETTERS = late(r"[^\W\d_]")


def _cut(text: str, digits: int) -> str:
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals[:digits]}" if decimals and digits else whole


_IPV4 = late(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:/\d{1,2})?", re.ASCII)


def network(value: str, *, prefix: int = 24, prefix6: int = 48) -> str | None:
    """The network an address is in.

    >>> network("203.0.113.77"), network("203.0.113.77", prefix=16), network("2001:db8:1:2::17"), network("08:00:2b:01:02:03")
    ('203.0.113.0/24', '203.0.0.0/16', '2001:db8:1::/48', None)
    """
    text = value.strip()
    hit = _IPV4.fullmatch(text)
    if hit and prefix % 8 == 0:
        kept = prefix // 8
        return ".".join([*hit.groups()[:kept], *["0"] * (4 - kept)]) + f"/{prefix}"
    return _network_of_any(text, prefix, prefix6)


def _network_of_any(text: str, prefix: int, prefix6: int) -> str | None:
    import ipaddress  # 6 ms; IPv6 and odd prefixes only

    try:
        address = ipaddress.ip_interface(text.partition("%")[0]).ip
    except ValueError:
        return None
    bits = prefix if address.version == 4 else prefix6
    return str(ipaddress.ip_network((address, bits), strict=False))


def oldest(options: Mapping[str, Any], today: datetime.date | None = None) -> int:
    """The first year in which nobody was born who is `top` years old, or will be this year; 0 without `top`.

    >>> oldest({"top": 90}, datetime.date(2026, 11, 22)), oldest({})
    (1937, 0)
    """
    top = int(options.get("top", 0))
    return (today or datetime.date.today()).year - top + 1 if top else 0


_BY_FORM: Final[Mapping[str, tuple[Callable[..., str | None], tuple[str, ...]]]] = {
    "date": (date, ("to", "oldest")),
    "number": (number, ("step", "edges", "top")),
    "age": (number, ("step", "edges", "top")),
    "postal": (postal, ("digits", "sparse")),
    "geo": (coordinate, ("digits",)),
    "ip": (network, ("prefix", "prefix6")),
}


def of(form: str, options: Mapping[str, Any]) -> Generalize | None:
    """The generalisation for a form of value; a custom category says by its options which one it means."""
    if form == "custom":
        form = next((name for name, (_, known) in _BY_FORM.items() if options.keys() & set(known)), "")
    if form == "date":
        options = {**options, "oldest": oldest(options)}
    row = _BY_FORM.get(form)
    if row is None:
        return None
    function, known = row
    return partial(function, **{key: options[key] for key in known if key in options})
