"""A mask as a function from distinct texts to texts: the specification that every kernel is held to.

`texts(...)` looks a mask up once per column and category; the function it gives is
pure, sees no NULL and no empty text, and answers None only for the `null` mask.
What a mask does not understand becomes the category's label.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from opaq.mask import generalize
from opaq.mask import partial as partials
from opaq.mask.keys import MaskKey
from opaq.model.finding import NONE, Category
from opaq.policy.categories import info
from opaq.policy.masks import form
from opaq.policy.types import MaskSpec

Texts = Callable[[Sequence[str]], "Sequence[str | None]"]
"""Distinct, non-empty texts -> their masked texts, in order."""


def word(category: Category) -> str:
    """The short word for a category.

    >>> word("contact.email"), word("id.national.us_ssn"), word("custom.customer_code")
    ('email', 'ssn', 'customer code')
    """
    try:
        return info(category).label
    except KeyError:
        return category if category and category != NONE else "masked"


def label(category: Category, mask: MaskSpec | None = None) -> str:
    """What a redacted cell shows: `[email]`; a policy may choose the word."""
    chosen = mask.options.get("label") if mask is not None else None
    return f"[{chosen or word(category)}]"


def texts(category: Category, mask: MaskSpec, key: MaskKey) -> Texts:
    """The function of a mask for one category. Raises KeyError for a mask that has none (a defect)."""
    return _MAKERS[mask.name](category, mask, key)


def _each(function: Callable[[str], str | None], fallback: str) -> Texts:
    def apply(values: Sequence[str]) -> Sequence[str | None]:
        return [fallback if (masked := function(value)) is None else masked for value in values]

    return apply


def _null(category: Category, mask: MaskSpec, key: MaskKey) -> Texts:
    return lambda values: [None] * len(values)


def _redact(category: Category, mask: MaskSpec, key: MaskKey) -> Texts:
    shown = label(category, mask)
    return lambda values: [shown] * len(values)


def _partial(category: Category, mask: MaskSpec, key: MaskKey) -> Texts:
    return _each(partials.of(category, mask.options), label(category))


def _generalize(category: Category, mask: MaskSpec, key: MaskKey) -> Texts:
    function = generalize.of(form(category), mask.options)
    return _redact(category, mask, key) if function is None else _each(function, label(category))


def _token(category: Category, mask: MaskSpec, key: MaskKey) -> Texts:
    from opaq.mask import token  # cryptography, 20 ms: only a policy with tokens pays for it

    return partial(token.tokens, token.Cmac(key.subkey("token", category)), word(category))


def _hash(category: Category, mask: MaskSpec, key: MaskKey) -> Texts:
    secret = key.subkey("hash", category)
    return lambda values: [hmac.digest(secret, v.encode("utf-8", "surrogatepass"), "sha256").hex() for v in values]


def _surrogate(category: Category, mask: MaskSpec, key: MaskKey) -> Texts:
    from opaq.mask import surrogate  # cryptography, as above

    keys = surrogate.scrambler(key, category)
    return _or_label(lambda values: surrogate.surrogates(keys, category, values), label(category))


def _fake(category: Category, mask: MaskSpec, key: MaskKey) -> Texts:
    from opaq.mask import fake, token  # cryptography, as above

    recipe = fake.recipe(category, mask.options.get("locale", "en"))
    if recipe is None:
        return _surrogate(category, mask, key)
    cmac = token.Cmac(key.subkey("fake", category))
    return lambda values: fake.fakes(cmac, recipe, values)


def _noise(category: Category, mask: MaskSpec, key: MaskKey) -> Texts:
    from opaq.mask import near, token  # cryptography, as above

    cmac = token.Cmac(key.subkey("noise", category))
    percent = mask.options.get("percent", 10)
    return _or_label(lambda values: near.noise(cmac, values, percent=percent), label(category))


def _or_label(function: Texts, shown: str) -> Texts:
    return lambda values: [shown if masked is None else masked for masked in function(values)]


_MAKERS: Final[Mapping[str, Callable[[Category, MaskSpec, MaskKey], Texts]]] = {
    "null": _null,
    "redact": _redact,
    "partial": _partial,
    "generalize": _generalize,
    "token": _token,
    "hash": _hash,
    "surrogate": _surrogate,
    "fake": _fake,
    "noise": _noise,
}
