"""The policies that ship with opaq, as data in the form of a policy file.

A preset named after a law holds the categories that law names (see the registry)
with their default treatment; what a law asks beyond that is written here. `strict`
treats every category that is masked at all alike (a town alone is not): nothing is
asked, nothing is shown, so two databases that differ only in what is sensitive
answer every statement alike.

HIPAA: 45 CFR 164.514(b)(2)(i) (B) no geography below the state but three digits of
the postal code, and 000 where 20,000 people or fewer live under them; (C) no element
of a date about a person but the year, and no age over 89 or year that tells one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_REDACT: Final = {"mask": "redact", "predicates": "lookup"}
_YEAR: Final = {"name": "generalize", "to": "year", "top": 90}
_CARE_DATES: Final = (
    *(f"*.*{word}*date" for word in ("admi", "discharge", "visit", "encounter", "appointment", "procedure", "surgery")),
    *(f"*.*{word}*date" for word in ("diagnosis", "onset", "treatment", "prescri", "dispens", "specimen", "immuni")),
    *(f"*.*{word}*_at" for word in ("admitted", "discharged", "diagnosed", "treated", "prescribed")),
    *("*.date_of_service", "*.service_date", "*.date_of_visit", "*.admittime", "*.dischtime", "*.charttime"),
    *(
        f"*{table}*.{column}"
        for table in ("admission", "encounter", "condition", "procedure", "medication", "immunization", "observation")
        for column in ("date", "start*", "stop*", "end*")
    ),
)
"""Columns that hold dates of care, by what hospitals and sample records call them; a reviewed policy names its own."""
_CLOSED: Final = {"mask": "redact", "predicates": "deny"}

PRESETS: Final[Mapping[str, Mapping[str, Any]]] = {
    "gdpr": {
        "regulation": "gdpr",
        "categories": {"bio.photo": {"mask": "partial", "predicates": "deny"}},
    },
    "pci": {"regulation": "pci"},
    "soc2": {"regulation": "soc2"},
    "hipaa": {
        "regulation": "hipaa",
        "categories": {
            "person.birth_date": {"mask": _YEAR, "predicates": "lookup"},
            "person.age": {"mask": {"name": "generalize", "top": 90, "step": 1}, "predicates": "lookup"},
            "address.postal_code": {
                "mask": {"name": "generalize", "digits": 3, "sparse": True},
                "predicates": "lookup",
            },
            "address.city": _REDACT,
            "geo.coordinates": _REDACT,
            "net.ip": _REDACT,
            "contact.email": _REDACT,
            "contact.phone": _REDACT,
            "fin.card": _REDACT,
            "fin.bank_account": _REDACT,
            "fin.iban": _REDACT,
            "health": _CLOSED,
            "health.data": _CLOSED,
            "custom.care_date": {"mask": {"name": "generalize", "to": "year"}, "predicates": "lookup"},
        },
        "columns": [{"match": match, "category": "custom.care_date"} for match in _CARE_DATES],
    },
    "default": {"strictest": ("gdpr", "pci", "soc2")},
    "strict": {"every": {"mask": "redact", "predicates": "deny"}},
}
"""`regulation`: the categories of that law; `strictest`: several presets at once; `every`: one treatment for all."""
