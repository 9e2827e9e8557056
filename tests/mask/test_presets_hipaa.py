"""What 45 CFR 164.514(b)(2)(i) asks of places, dates and ages."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from mask_values import KEY, policy

from opaq.mask.values import texts
from opaq.policy.lookup import treatment
from opaq.policy.masks import derivations, settled, spec, stricter
from opaq.policy.types import MaskSpec, Policy

__all__ = ["policy"]

THIS_YEAR = datetime.date.today().year
CASES = [
    ("address.postal_code", "34236", "342**"),
    ("address.postal_code", "03601", "000**"),
    ("address.postal_code", "20202", "000**"),
    ("address.postal_code", "89301-1234", "000***"),
    ("person.age", "89", "89"),
    ("person.age", "90", "90+"),
    ("person.age", "104", "90+"),
    ("person.birth_date", "1973-03-24", "1973"),
    ("person.birth_date", f"{THIS_YEAR - 90}-12-31", f"<{THIS_YEAR - 89}"),
    ("person.birth_date", f"{THIS_YEAR - 89}-01-01", f"{THIS_YEAR - 89}"),
    ("person.birth_date", "1901-01-01 10:00:00+01", f"<{THIS_YEAR - 89}"),
    ("custom.care_date", "2023-01-27 16:17:47", "2023"),
    ("fin.card", "4012-8863-3826-0607", "[card]"),
]


@pytest.mark.parametrize(("category", "value", "shown"), CASES)
def test_nothing_finer_than_the_rule_is_shown(
    policy: Callable[..., Policy], category: str, value: str, shown: str
) -> None:
    found = treatment(policy("hipaa"), category)
    assert found is not None
    assert list(texts(category, found.mask, KEY)([value])) == [shown]


def test_a_year_that_may_tell_an_age_over_89_is_not_derived() -> None:
    assert derivations("person.birth_date", MaskSpec("generalize", {"to": "year", "top": 90})) == {"is_null"}


@pytest.mark.parametrize("name", ["person.birth_date", "address.postal_code"])
def test_with_another_preset_the_rule_still_holds(policy: Callable[..., Policy], name: str) -> None:
    alone, together = treatment(policy("hipaa"), name), treatment(policy("default", "hipaa"), name)
    assert alone is not None
    assert together is not None
    assert together.mask == alone.mask
    plain = settled(name, spec("generalize", "a test"))
    assert stricter(plain, alone.mask) == alone.mask
