"""The policies that ship with opaq, as data in the form of a policy file.

A preset named after a law holds the categories that law names (see the registry)
with their default treatment; what a law asks beyond that is written here. `strict`
treats every category that is masked at all alike (a town alone is not): nothing is
asked, nothing is shown, so two databases that differ only in what is sensitive
answer every statement alike.

HIPAA: 45 CFR 164.514(b)(2)(i) (B) no geography below the state but three digits of
the postal code, (C) no date element but the year and no age over 89.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_REDACT: Final = {"mask": "redact", "predicates": "lookup"}
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
            "person.birth_date": {"mask": {"name": "generalize", "to": "year"}, "predicates": "lookup"},
            "person.age": {"mask": {"name": "generalize", "top": 90, "step": 1}, "predicates": "lookup"},
            "address.postal_code": {"mask": {"name": "generalize", "digits": 3}, "predicates": "lookup"},
            "address.city": _REDACT,
            "geo.coordinates": _REDACT,
            "net.ip": _REDACT,
            "contact.email": _REDACT,
            "contact.phone": _REDACT,
            "fin.bank_account": _REDACT,
            "fin.iban": _REDACT,
            "health": _CLOSED,
            "health.data": _CLOSED,
        },
    },
    "default": {"strictest": ("gdpr", "pci", "soc2")},
    "strict": {"every": {"mask": "redact", "predicates": "deny"}},
}
"""`regulation`: the categories of that law; `strictest`: several presets at once; `every`: one treatment for all."""
