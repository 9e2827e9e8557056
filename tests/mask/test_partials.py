"""Partial masks show the ends, never the middle, and nothing of what is too short."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mask_values import KEY, cards, emails, phones, texts

from opaq.mask.values import texts as texts_of
from opaq.policy.categories import CATEGORIES
from opaq.policy.masks import settled
from opaq.policy.types import MaskSpec

CASES = [
    ("contact.email", "marta-gruskezhavik776@example.com", "m***@example.com"),
    ("contact.email", "me@example.com", "***@example.com"),
    ("contact.email", "not an address", "[email]"),
    ("contact.email", "a@b@c.com", "[email]"),
    ("contact.phone", "+1-212-550-3446", "+1 *** 46"),
    ("contact.phone", "+358 40 1234567", "+358 *** 67"),
    ("contact.phone", "0044 7380 58033", "+44 *** 33"),
    ("contact.phone", "2125503446", "*** 46"),
    ("contact.phone", "911", "[phone]"),
    ("fin.card", "4012888888881881", "**** 1881"),
    ("fin.card", "1881", "[card]"),
    ("fin.iban", "nl57abna9620969269", "NL** **** 9269"),
    ("fin.bank_account", "12345678", "***78"),
    ("fin.bank_account", "1234", "[account]"),
    ("person.name", "Anna Maria Skaehilaez", "A*** M*** S***"),
    ("person.name", "李小龙", "***"),
    ("address.street", "985 Piskabrylk Close, Turin", "*** P*** C***"),
    ("person.birth_date", "1973-03-24", "1973-**-**"),
    ("net.ip", "203.0.113.77", "203.0.*.*"),
    ("net.url", "https://me:pw@example.org/u/marta?t=1", "https://example.org/***"),
    ("secret.token", "opk_live_HCiz1p5nFJdabEwJwvHuSlcNMNOTzKip", "***ip"),
    ("secret.password", "correct horse battery staple", "[password]"),
    ("fin.card_sad", "123", "[card secret]"),
]


@pytest.mark.parametrize(("category", "value", "shown"), CASES)
def test_a_partial_shows_the_ends_or_the_label(category: str, value: str, shown: str) -> None:
    assert texts_of(category, settled(category, MaskSpec("partial")), KEY)([value]) == [shown]


def _leaks(value: str, shown: str) -> bool:
    """A run of five letters (a mail domain aside) or six digits of the value is in what is shown."""
    words = {w.casefold() for w in re.findall(r"[^\W\d_]{5,}", re.sub(r"@[^@]+$", "@", value))}
    numbers = [re.sub(r"\D", "", t) for t in re.findall(r"\d[\d ()./-]{4,}\d", value, re.ASCII)]
    body = shown.rpartition("@")[0] if "@" in shown else shown
    digits = re.sub(r"\D", "", body)
    return any(w in body.casefold() for w in words) or any(len(n) >= 6 and n in digits for n in numbers)


SHAPED = [("contact.email", emails), ("contact.phone", phones), ("fin.card", cards)]


@pytest.mark.parametrize("category", ["person.name", "address.street", "id.tax", "fin.iban", "secret.token", "net.ip"])
@settings(max_examples=60, deadline=None)
@given(value=texts.filter(bool))
def test_no_partial_shows_a_run_of_the_value(category: str, value: str) -> None:
    (shown,) = texts_of(category, settled(category, MaskSpec("partial")), KEY)([value])
    assert shown is not None
    assert not _leaks(value, shown) or shown == f"[{CATEGORIES[category].label}]"


@pytest.mark.parametrize(("category", "values"), SHAPED)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_partial_of_a_well_formed_value_shows_a_run_of_it(
    category: str, values: st.SearchStrategy[str], data: st.DataObject
) -> None:
    value = data.draw(values)
    (shown,) = texts_of(category, settled(category, MaskSpec("partial")), KEY)([value])
    assert shown is not None
    assert not _leaks(value, shown) or shown.startswith("[")


@pytest.mark.parametrize(
    ("category", "short", "long"),
    [
        ("contact.email", "ann@example.com", "annabelle.longname@example.com"),
        ("contact.phone", "+49 30 123456", "+49 30 123456 7890"),
        ("fin.card", "401288888888", "4012888888881881"),
        ("fin.bank_account", "12345678", "1234567890123456"),
    ],
)
def test_a_partial_does_not_tell_the_length(category: str, short: str, long: str) -> None:
    shown = texts_of(category, settled(category, MaskSpec("partial")), KEY)([short, long])
    assert len({len(str(cell)) for cell in shown}) == 1
