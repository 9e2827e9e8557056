"""Columns whose name says nothing (`c7`, `field_12`, `XQ_3`): what closed sets, towns, codes and random keys say.

These are guesses by nature, so they are made only where the name is mute and the
whole column agrees; a name that means something else is always believed first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from opaq.classify import lexicon, names, places, scripts
from opaq.classify.enumerations import CLINICAL_ENDINGS, DISEASES, HEALTH_WORDS, NO_ANSWER, ORIGINS, SETS, UNTELLING
from opaq.classify.names import fold
from opaq.model.finding import Category
from opaq.model.pattern import late
from opaq.policy.categories import info

_POSTAL: Final = (
    ("UK", late(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")),
    ("Canadian", late(r"[A-Z]\d[A-Z] ?\d[A-Z]\d")),
    ("Dutch", late(r"\d{4} ?[A-Z]{2}")),
    ("Polish", late(r"\d{2}-\d{3}")),
    ("Brazilian", late(r"\d{5}-\d{3}")),
    ("US", late(r"\d{5}-\d{4}")),
    ("Czech or Swedish", late(r"\d{3} \d{2}")),
    ("Greek or Swedish", late(r"(?:[A-Z]{2}-)?\d{3} \d{2}")),
    ("Chinese, Indian or Russian", late(r"(?!0)\d{3} \d{3}")),
    ("Portuguese", late(r"\d{4}-\d{3}")),
    ("Japanese", late(r"\d{3}-\d{4}")),
    ("Scandinavian or Belgian", late(r"[A-Z]{1,2}-\d{3,5}(?: \d{2})?")),
)
_POSTAL_TOGETHER: Final = (
    *_POSTAL,
    ("Irish", late(r"[A-Z]\d[\dW] ?[A-Z\d]{4}|Co\. [A-Z][a-z]+")),
    ("eight-digit", late(r"\d{8}")),
    ("four-digit", late(r"\d{4}")),
    ("six-digit", late(r"\d{6}")),
    ("five-digit", late(r"\d{5}")),
)
"""Also forms that are postal codes only in the company of others."""
_PLAIN_DIGITS: Final = frozenset({"four-digit", "five-digit", "six-digit", "eight-digit"})
_MUTE_WORDS: Final = frozenset(
    "c col column columns field fields fld f attr attribute attributes x y z v var variable val value values data text txt str string "
    "varchar char num number n t a b k i info misc extra custom udf flex segment seg segments d dt date unnamed item "
    "param parameter u user_defined generic column_name xx xxx tmp temp foo bar".split()
)


def is_mute(name: str) -> bool:
    """True for a name that says nothing about what is in the column.

    >>> is_mute("c7"), is_mute("field_12"), is_mute("ZZAVNAM"), is_mute("status"), is_mute("tracking_no")
    (True, True, True, False, False)
    """
    words = [w for w in names.tokens(name) if not w.isdigit()]
    known = names.telling()
    return all(w in _MUTE_WORDS or (w not in known and w not in lexicon.ABBREVIATIONS) for w in words)


def guess(texts: Sequence[str], rows: int) -> tuple[Category, str] | None:
    """Category and reason for the distinct texts of a column with a mute name, or None; `rows`: its cells, repeated ones too."""
    closed = _closed(texts, rows)
    if closed is not None or len(texts) < _ENOUGH:
        return closed
    looks = (_postal, _numbered, _postal_of_several_countries, _placed, _clinical, _random)
    return next((found for look in looks if (found := look(texts)) is not None), None)


_ENOUGH: Final = 5
"""Fewer values have any form by chance."""


def _formed(pattern: re.Pattern[str], texts: Sequence[str]) -> int:
    """How many texts have a form, blanks around them aside."""
    return sum(pattern.fullmatch(t.strip()) is not None for t in texts)


def _closed(texts: Sequence[str], rows: int) -> tuple[Category, str] | None:
    """All the different values, answers like `unknown` aside, belong to one set."""
    folded = {fold(t.strip()) for t in texts} - NO_ANSWER
    if not folded or rows < 2 * len(folded):
        return None
    for category, members, needed in SETS:
        telling = (folded & members) - UNTELLING
        if len(telling) >= needed and len(folded & members) >= 0.9 * len(folded):
            return category, f"all {len(folded)} different values are usual answers for: {info(category).title}"
    origins = sum(not ORIGINS.isdisjoint(_LETTERS.findall(t)) for t in folded)
    if origins >= 3 and origins >= 0.4 * len(folded) and len(folded) <= _MANY_ORIGINS:
        return "special.ethnicity", f"{origins} of {len(folded)} different values hold words of ethnic origins"
    return None


_MANY_ORIGINS: Final = 60
"""More different answers are no list to choose from."""


def _clinical(texts: Sequence[str]) -> tuple[Category, str] | None:
    """Diagnoses, medicines, findings: by their words, or by the form of ICD-10 codes with a decimal."""
    spoken = sum(map(is_clinical, texts))
    if spoken >= 0.45 * len(texts) and sum(t.count(" ") for t in texts) <= _TERM_WORDS * len(texts):
        return "health.data", f"{spoken} of {len(texts)} values hold words of diagnoses, medicines or findings"
    pressures = _formed(_PRESSURE, texts)
    if pressures >= 0.95 * len(texts):
        return "health.data", f"{pressures} of {len(texts)} values have the form of blood pressures"
    codes = [t for t in texts if _ICD_10.fullmatch(t.strip())]
    if len(codes) >= 0.95 * len(texts) and sum("." in c for c in codes) >= 0.3 * len(codes):
        return "health.data", f"{len(codes)} of {len(texts)} values have the form of ICD-10 codes"
    plain = [t for t in texts if _ICD_WITHOUT_DOTS.fullmatch(t.strip())]
    common = sum(t.strip()[:3] in DISEASES for t in plain)
    if len(plain) >= 0.95 * len(texts) and common >= 0.35 * len(plain):
        return (
            "health.data",
            f"{common} of {len(texts)} values begin like codes of common diseases (ICD-10 without dots)",
        )
    return None


_TERM_WORDS: Final = 9
"""Terms and findings have fewer words; notes about a patient are free text."""
_ICD_10: Final = late(r"[A-TV-Z]\d[0-9AB](?:\.[0-9A-TV-Z]{1,4})?")
_ICD_WITHOUT_DOTS: Final = late(r"[A-TV-Z]\d[0-9AB][0-9A-TV-Z]{0,4}|[0-9V]\d{2,4}|E\d{3,4}")
"""ICD-10 and ICD-9-CM."""
_PRESSURE: Final = late(r"(?:[89]\d|1\d\d|2[0-3]\d)/(?:[3-9]\d|1[0-4]\d)(?: ?mmhg)?", re.IGNORECASE)


def is_clinical(text: str) -> bool:
    """Words or endings of diagnoses, medicines and procedures, or a dose.

    >>> is_clinical("Atorvastatin 20 MG"), is_clinical("Appendectomy"), is_clinical("Desk lamp")
    (True, True, False)
    """
    words = _LETTERS.findall(fold(text))
    return any(w in HEALTH_WORDS or (len(w) > 6 and w.endswith(CLINICAL_ENDINGS)) for w in words)


_LETTERS: Final = late(r"[a-z]+")


def _postal(texts: Sequence[str]) -> tuple[Category, str] | None:
    """Postal codes with a form of their own; digits alone need company (see `neighbours`)."""
    for country, pattern in _POSTAL:
        count = _formed(pattern, texts)
        if count >= 0.9 * len(texts):
            return "address.postal_code", f"{count} of {len(texts)} values have the form of a {country} postal code"
    return None


def _postal_of_several_countries(texts: Sequence[str]) -> tuple[Category, str] | None:
    """Postal codes of several forms, no two of them digits alone."""
    forms = [{country for country, pattern in _POSTAL_TOGETHER if pattern.fullmatch(t.strip())} for t in texts]
    kinds = set().union(*forms)
    mixed = sum(map(bool, forms))
    if mixed >= 0.9 * len(texts) and (len(kinds - _PLAIN_DIGITS) >= 2 or kinds in _PAIRS):
        return "address.postal_code", f"{mixed} of {len(texts)} values have the form of a postal code"
    return None


_PAIRS: Final = ({"US", "five-digit"}, {"Brazilian", "eight-digit"})
"""Two ways to write the codes of one country."""


def _numbered(texts: Sequence[str]) -> tuple[Category, str] | None:
    """Numbers that are known by their form alone."""
    for category, title, pattern in _NUMBERS:
        count = _formed(pattern, texts)
        if count >= 0.95 * len(texts):
            return category, f"{count} of {len(texts)} values have the form of {title}"
    return None


_NUMBERS: Final[tuple[tuple[Category, str, re.Pattern[str]], ...]] = (
    ("fin.bank_account", "Czech or Slovak bank accounts", late(r"(?:\d{1,6}-)?\d{2,10}/(?:0[1-9]00|20[1267]0|2[12]\d0|2600|2700|3030|3500|4\d00|5500|58\d0|6[0-36]\d0|7\d\d0|8\d\d0|\d{2}00)")),
    ("id.tax", "German tax numbers", late(r"\d{2,3}/\d{3}/\d{4,5}")),
    ("id.tax", "VAT numbers of the EU", late(
        r"ATU\d{8}|BE[01]\d{9}|BG\d{9,10}|CY\d{8}[A-Z]|CZ\d{8,10}|DE\d{9}|DK\d{8}|EE\d{9}|(?:EL|GR)\d{9}|ES[A-Z0-9]\d{7}[A-Z0-9]|FI\d{8}|FR[A-Z0-9]{2}\d{9}"
        r"|(?:GB|XI)\d{9}(?:\d{3})?|HR\d{11}|HU\d{8}|IE\d[A-Z0-9+*]\d{5}[A-Z]{1,2}|IT\d{11}|LT\d{9}(?:\d{3})?|LU\d{8}|LV\d{11}|MT\d{8}|NL\d{9}B\d{2}|PL\d{10}"
        r"|PT\d{9}|RO\d{2,10}|SE\d{10}01|SI\d{8}|SK\d{10}")),
)  # fmt: skip
"""Numbers without a check digit, or with one that few systems hold to, known by form alone. VAT: VIES, FAQ, question 11."""


def _placed(texts: Sequence[str]) -> tuple[Category, str] | None:
    """Streets, towns and number plates."""
    if scripts.applies(texts):
        return _elsewhere(texts)
    plates = places.plates(texts)
    if plates is not None:
        return "id.vehicle", f"{plates[1]} of {len(texts)} values have the form of {plates[0]} number plates"
    streets = sum(map(places.is_street, texts))
    towns, endings = places.towns(texts)
    if streets >= 0.5 * len(texts) and streets > (towns + 0.5 * endings) * len(texts):
        return "address.street", f"{streets} of {len(texts)} values have a word or ending of streets"
    if sum(_FACILITY.search(fold(t)) is not None for t in texts) >= 0.3 * len(texts):
        return None
    wordy = sum(any(c.isdigit() for c in t) for t in texts) < 0.05 * len(texts) and titles(texts) >= 0.7
    if wordy and (towns >= 0.3 or (towns >= 0.12 and towns + endings >= 0.45)):
        return (
            "address.city",
            f"{round((towns + endings) * len(texts))} of {len(texts)} values are towns or named like them",
        )
    return None


_FACILITY: Final = late(
    r"\b(?:airport|airfield|heliport|station|university|hospital|school|hotel|stadium|museum|theat(?:er|re)|bahnhof|flughafen|gare|county)\b"
)
"""Named after the town they stand in."""


def _elsewhere(texts: Sequence[str]) -> tuple[Category, str] | None:
    """Addresses and towns in scripts other than Latin."""
    for category, test in (("address.city", scripts.is_town), ("address.street", scripts.is_address)):
        count = sum(map(test, texts))
        if count >= 0.6 * len(texts):
            return category, f"{count} of {len(texts)} values have the words of {category.partition('.')[2]}s"
    return None


def _random(texts: Sequence[str]) -> tuple[Category, str] | None:
    """Keys: long, of one alphabet, of both cases and digits or of base32, and nothing repeated. Digests in hex are no keys."""
    plain = [t.strip() for t in texts]
    if all(_BASE32.fullmatch(t) for t in plain) and sum(not _HEX.fullmatch(t) for t in plain) >= 0.9 * len(plain):
        return (
            "secret.otp",
            f"all {len(plain)} values are 16 or more characters of base32, as seeds of one-time passwords are",
        )
    mixed = sum(_BASE64.fullmatch(t) is not None and not t.startswith(_IMAGES) for t in plain)
    if mixed >= 0.95 * len(plain) and len({t[:3] for t in plain}) >= 0.5 * len(plain):
        return (
            "secret.token",
            f"{mixed} of {len(plain)} values are long and random, of capitals, small letters and digits",
        )
    return None


_BASE32: Final = late(
    r"(?=.*[2-7])(?=.*[A-Z])(?:[A-Z2-7]{16}|[A-Z2-7]{24}|[A-Z2-7]{26}|[A-Z2-7]{32}|[A-Z2-7]{52}|[A-Z2-7]{64})={0,6}"
)
_BASE64: Final = late(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/_\-]{32,128}={0,2}")
_HEX: Final = late(r"[0-9A-F]+|[0-9a-f]+")
_IMAGES: Final = ("/9j/", "iVBOR", "R0lGOD", "UklGR", "JVBER")
"""First characters of JPEG, PNG, GIF, WebP and PDF in base64."""


def titles(texts: Sequence[str]) -> float:
    """Share of texts that are one to four capitalised words without digits."""
    return sum(_TITLE.fullmatch(t) is not None for t in texts) / len(texts)


def housed(texts: Sequence[str]) -> float:
    """Share of texts that are words with a house number before or after them."""
    return sum(_HOUSED.fullmatch(t) is not None for t in texts) / len(texts)


_TITLE: Final = late(r"(?!.*\d)[^\W\d_a-z][\w.'’\-]*(?:[ ,/(]{1,2}[\w.'’\-)]+){0,4}")
_HOUSED: Final = late(
    r"(?:[^\W\d_][\w.'’\-/]*[ ,]{1,2}){1,5}(?:n[.ºo°]{0,2} ?|no[.:] ?)?\d{1,5}[a-zA-Z]?(?:[ ,/\-].{0,40})?"
    r"|\d{1,5}[a-zA-Z]?(?:[/\-]\d{1,4})?,? (?:[^\W\d_][\w.'’\-]*[ ,]{0,2}){1,5}.{0,30}"
)
