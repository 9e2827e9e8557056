"""One example per mask, for people: made by the masks themselves under a key that everybody knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from opaq.mask.keys import MaskKey
from opaq.mask.values import texts
from opaq.model.finding import Category
from opaq.policy.masks import settled
from opaq.policy.types import MaskSpec

EXAMPLES: Final[Mapping[str, tuple[Category, str]]] = {
    "null": ("contact.email", "marta@example.com"),
    "redact": ("contact.email", "marta@example.com"),
    "hash": ("contact.email", "marta@example.com"),
    "token": ("contact.email", "marta@example.com"),
    "fake": ("person.name", "Marta Ortega"),
    "surrogate": ("fin.card", "4012-8863-3826-0607"),
    "noise": ("fin.salary", "58357.45"),
    "shift": ("person.birth_date", "1973-03-24"),
    "generalize": ("person.birth_date", "1973-03-24"),
    "partial": ("contact.phone", "+1-212-550-3446"),
    "spans": ("text.free", "call marta@example.com"),
    "keep": ("none", "active"),
}
_KEY: Final = MaskKey(bytes(32))


def shown(name: str) -> str:
    """What the example of a mask becomes.

    >>> shown("partial"), shown("generalize"), shown("null"), shown("spans")
    ('+1 *** 46', '1973', 'NULL', 'call m***@example.com')
    """
    category, value = EXAMPLES[name]
    if name == "keep":
        return value
    if name == "spans":
        return value.replace("marta@example.com", _one("contact.email", MaskSpec("partial"), "marta@example.com"))
    if name == "shift":
        from opaq.mask import near, token

        (moved,) = near.shift(token.Cmac(_KEY.subkey("shift")), [value], ["a subject"], days=365)
        return str(moved)
    return _one(category, MaskSpec(name), value)


def _one(category: Category, mask: MaskSpec, value: str) -> str:
    (masked,) = texts(category, settled(category, mask), _KEY)([value])
    return "NULL" if masked is None else masked
