"""Columns whose name says nothing (`c7`, `field_12`, `XQ_3`): what closed sets, towns, codes and ranges say.

These are guesses by nature, so they are made only where the name is mute and the
whole column agrees; a name that means something else is always believed first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from opaq.classify import lexicon, names, scripts
from opaq.classify.enumerations import CITIES, CLINICAL_ENDINGS, HEALTH_WORDS, SETS, UNTELLING
from opaq.classify.names import fold
from opaq.model.finding import Category

_POSTAL: Final = (
    ("UK", re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")),
    ("Canadian", re.compile(r"[A-Z]\d[A-Z] ?\d[A-Z]\d")),
    ("Dutch", re.compile(r"\d{4} ?[A-Z]{2}")),
    ("Polish", re.compile(r"\d{2}-\d{3}")),
    ("Brazilian", re.compile(r"\d{5}-\d{3}")),
    ("US", re.compile(r"\d{5}-\d{4}")),
    ("Czech or Swedish", re.compile(r"\d{3} \d{2}")),
    ("Greek or Swedish", re.compile(r"(?:[A-Z]{2}-)?\d{3} \d{2}")),
    ("Chinese, Indian or Russian", re.compile(r"(?!0)\d{3} \d{3}")),
    ("Portuguese", re.compile(r"\d{4}-\d{3}")),
    ("Japanese", re.compile(r"\d{3}-\d{4}")),
    ("Scandinavian or Belgian", re.compile(r"[A-Z]{1,2}-\d{3,5}(?: \d{2})?")),
    ("Irish", re.compile(r"[A-Z]\d[\dW] ?[A-Z\d]{4}|Co\. [A-Z][a-z]+")),
    ("four-digit", re.compile(r"\d{4}")),
    ("six-digit", re.compile(r"\d{6}")),
    ("five-digit", re.compile(r"\d{5}")),
)
_MUTE_WORDS: Final = frozenset(
    "c col column columns field fields fld f attr attribute attributes x y z v var variable val value values data text txt str string "
    "varchar char num number n t a b k i info misc extra custom udf flex segment seg segments d dt date unnamed item "
    "param parameter u user_defined generic column_name xx xxx tmp temp foo bar".split()
)


def is_mute(name: str) -> bool:
    """True for a name that says nothing about what is in the column.

    >>> is_mute("c7"), is_mute("field_12"), is_mute("status"), is_mute("tracking_no")
    (True, True, False, False)
    """
    words = [w for w in names.tokens(name) if not w.isdigit()]
    known = names.vocabulary()
    return all(w in _MUTE_WORDS or (w not in known and w not in lexicon.ABBREVIATIONS and len(w) <= 3) for w in words)


def guess(texts: Sequence[str], rows: int) -> tuple[Category, str] | None:
    """Category and reason for the distinct texts of a column with a mute name, or None."""
    folded = {fold(t.strip()) for t in texts}
    for category, members, needed in SETS:
        telling = (folded & members) - UNTELLING
        if len(telling) >= needed and len(folded & members) >= 0.9 * len(folded) and rows >= 2 * len(folded):
            return category, f"all {len(folded)} different values belong to a closed set of that kind"
    return _coded(texts) or _towns(texts) or _clinical(texts)


def _clinical(texts: Sequence[str]) -> tuple[Category, str] | None:
    """Diagnoses, medicines, findings: by their words, or by the form of ICD-10 codes with a decimal."""
    if len(texts) < 5:
        return None
    spoken = sum(map(is_clinical, texts))
    if spoken >= 0.45 * len(texts):
        return "health.data", f"{spoken} of {len(texts)} values hold words of diagnoses, medicines or findings"
    pressures = sum(_PRESSURE.fullmatch(t.strip()) is not None for t in texts)
    if pressures >= 0.95 * len(texts):
        return "health.data", f"{pressures} of {len(texts)} values have the form of blood pressures"
    codes = [t for t in texts if re.fullmatch(r"[A-TV-Z]\d[0-9AB](?:\.[0-9A-TV-Z]{1,4})?", t.strip())]
    if len(codes) >= 0.95 * len(texts) and sum("." in c for c in codes) >= 0.3 * len(codes):
        return "health.data", f"{len(codes)} of {len(texts)} values have the form of ICD-10 codes"
    return None


_PRESSURE: Final = re.compile(r"(?:[89]\d|1\d\d|2[0-3]\d)/(?:[3-9]\d|1[0-4]\d)(?: ?mmhg)?", re.IGNORECASE)


def is_clinical(text: str) -> bool:
    """Words or endings of diagnoses, medicines and procedures, or a dose.

    >>> is_clinical("Atorvastatin 20 MG"), is_clinical("Appendectomy"), is_clinical("Desk lamp")
    (True, True, False)
    """
    words = _LETTERS.findall(fold(text))
    return any(w in HEALTH_WORDS or (len(w) > 6 and w.endswith(CLINICAL_ENDINGS)) for w in words)


_LETTERS: Final = re.compile(r"[a-z]+")


def _coded(texts: Sequence[str]) -> tuple[Category, str] | None:
    """Postal codes with a form of their own; five digits alone need company (see `company`)."""
    if len(texts) < 5:
        return None
    for country, pattern in _POSTAL[:-4]:
        count = sum(pattern.fullmatch(t.strip()) is not None for t in texts)
        if count >= 0.9 * len(texts):
            return "address.postal_code", f"{count} of {len(texts)} values have the form of a {country} postal code"
    mixed = sum(any(p.fullmatch(t.strip()) for _, p in _POSTAL) for t in texts)
    kinds = {country for t in texts for country, p in _POSTAL if p.fullmatch(t.strip())}
    telling = kinds - {"four-digit", "six-digit", "five-digit"}
    if mixed >= 0.9 * len(texts) and (len(telling) >= 2 or (kinds == {"US", "five-digit"})):
        return "address.postal_code", f"{mixed} of {len(texts)} values have the form of a postal code"
    return None


def _towns(texts: Sequence[str]) -> tuple[Category, str] | None:
    """Towns by a list of the larger ones; in other scripts by the words they carry."""
    if len(texts) >= 5 and scripts.applies(texts):
        return _elsewhere(texts)
    towns = sum(t.strip().lower() in CITIES for t in texts)
    if (
        len(texts) >= 5
        and towns >= 0.3 * len(texts)
        and sum(any(c.isdigit() for c in t) for t in texts) < 0.05 * len(texts)
    ):
        return "address.city", f"{towns} of {len(texts)} values are larger towns"
    return None


def _elsewhere(texts: Sequence[str]) -> tuple[Category, str] | None:
    """Addresses and towns in scripts other than Latin."""
    for category, test in (("address.city", scripts.is_town), ("address.street", scripts.is_address)):
        count = sum(map(test, texts))
        if count >= 0.6 * len(texts):
            return category, f"{count} of {len(texts)} values have the words of {category.partition('.')[2]}s"
    return None


def titles(texts: Sequence[str]) -> float:
    """Share of texts that are one to four capitalised words without digits."""
    return sum(_TITLE.fullmatch(t) is not None for t in texts) / len(texts)


def housed(texts: Sequence[str]) -> float:
    """Share of texts that are words with a house number before or after them."""
    return sum(_HOUSED.fullmatch(t) is not None for t in texts) / len(texts)


_TITLE: Final = re.compile(r"(?!.*\d)[^\W\d_a-z][\w.'’\-]*(?:[ ,/(]{1,2}[\w.'’\-)]+){0,4}")
_HOUSED: Final = re.compile(
    r"(?:[^\W\d_][\w.'’\-/]*[ ,]{1,2}){1,5}(?:n[.ºo°]{0,2} ?|no[.:] ?)?\d{1,5}[a-zA-Z]?(?:[ ,/\-].{0,40})?"
    r"|\d{1,5}[a-zA-Z]?(?:[/\-]\d{1,4})?,? (?:[^\W\d_][\w.'’\-]*[ ,]{0,2}){1,5}.{0,30}"
)


def five_digits(texts: Sequence[str]) -> bool:
    """Five digits in every value, with leading zeros or widely spread: postal codes, when the row is of a person or place."""
    plain = [t.strip() for t in texts]
    return (
        len(plain) >= 5
        and all(re.fullmatch(r"\d{4,6}", t) for t in plain)
        and max(Counter(map(len, plain)).values()) >= 0.85 * len(plain)
        and (len({t[:2] for t in plain}) >= min(5, len(plain) // 2) or any(t[0] == "0" for t in plain))
    )


def dialable(texts: Sequence[str]) -> bool:
    """Ten to thirteen digits in every value that begin like a telephone number; not seconds since 1970."""
    from opaq.classify.detectors import phones

    plain = [t.strip().lstrip("+") for t in texts]
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


def _year(text: str) -> str:
    found = re.match(r"(\d{4})[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4})", text)
    return (found.group(1) or found.group(2)) if found else ""


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
    from opaq.classify.people_names import GIVEN, SURNAMES  # 30 KB, only for columns with a mute name

    people = 0
    for text in texts:
        words = [w for w in re.split(r"[^a-z]+", fold(text.strip())) if w]
        people += (
            _NO_HANDLE.isdisjoint(text.strip())
            and not text.istitle()
            and any(w in GIVEN or w in SURNAMES or w[1:] in SURNAMES or w[:-1] in SURNAMES for w in words if len(w) > 3)
        )
    return len(texts) >= 5 and people >= 0.3 * len(texts)


def initials(texts: Sequence[str], members: str) -> bool:
    """Single letters, all of a set and at least two of it: codes of marital status or gender beside a person."""
    found = {t.strip().lower() for t in texts}
    return 2 <= len(found) <= len(members) and all(len(t) == 1 and t in members for t in found)


def titled_words(texts: Sequence[str]) -> bool:
    """One capitalised word (or two joined by a hyphen) in every value, hardly repeated: surnames beside given names."""
    words = [t.strip() for t in texts]
    fine = sum(
        re.fullmatch(r"[^\W\d_]['’]?[^\W\d_]+(?:[ \-][^\W\d_]+)?\d{0,4}", w) is not None and w[0].isupper()
        for w in words
    )
    return len(words) >= 5 and fine >= 0.9 * len(words)
