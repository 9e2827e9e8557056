"""Telephone numbers: plausible by country code and length (ITU-T E.164 and its list of assigned codes)."""

from __future__ import annotations

from typing import Final

_CODES: Final = frozenset(
    """1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86
    90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238
    239 240 241 242 243 244 245 246 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269
    290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 380 381 382 383 385
    386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673
    674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 800 808 850 852 853 855 856 870 878 880 881
    882 883 886 888 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998""".split()
)


def _number(text: str) -> str:
    """The digits before an extension (`X123`, `EXT5`)."""
    for position, c in enumerate(text):
        if not c.isdigit():
            return text[:position]
    return text


def country_code(digits: str) -> str:
    """The assigned code the number starts with, or an empty string."""
    for length in (1, 2, 3):
        if digits[:length] in _CODES:
            return digits[:length]
    return ""


def international(text: str) -> bool:
    """After a plus: assigned code, 8 to 15 digits in all (E.164 section 6.2); North America exactly 11.

    >>> international("12125503446"), international("9991234567")
    (True, False)
    """
    digits = _number(text)
    code = country_code(digits)
    if code == "1":
        return len(digits) == 11 and digits[1] in "23456789"
    return bool(code) and 8 <= len(digits) <= 15


def exit_code(text: str) -> bool:
    """After 00."""
    return text.startswith("00") and international(text[2:])


def nanp(text: str) -> bool:
    """North American numbering plan: area and exchange from 2 to 9, no N11 area.

    >>> nanp("2125503446"), nanp("1115503446")
    (True, False)
    """
    digits = _number(text)
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return len(digits) == 10 and digits[0] in "23456789" and digits[3] in "23456789" and digits[1:3] != "11"


def national(text: str) -> bool:
    """A trunk 0 and 9 to 12 digits in groups, as in most of Europe and Asia; not a date."""
    return text[0] == "0" and text[1] != "0" and 9 <= len(text) <= 12


LABELS: Final = tuple(
    """tel phone telephone mobile cell cellphone mob cel fax handy handynummer mobil mobiel movil celular gsm telefon telefono telefone telefoon
    portable puhelin puh tlf tfn whatsapp sms call dial ring reach msisdn caller rufnummer anrufen erreichbar appeler llamar ligar bellen
    komorka denwa""".split()
)
"""Words that stand before a telephone number in running text."""


def short(text: str) -> bool:
    """Grouped digits that need a label: 8 to 12 of them."""
    return 8 <= len(text) <= 12


def bare(text: str) -> bool:
    """Digits alone that could be dialled: a trunk 0, or a North American number."""
    if text[0] == "0":
        return text[1] != "0" and 9 <= len(text) <= 12
    return nanp(text)
