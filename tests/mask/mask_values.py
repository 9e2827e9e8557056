"""What mask tests share: a fixed key, the shipped policies, a scanner that finds nothing, and values of every sort."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from opaq.mask.keys import MaskKey
from opaq.policy.load import load
from opaq.policy.types import Policy

KEY = MaskKey(bytes(range(32)))

emails = st.from_regex(r"[a-z0-9._+\-]{1,20}@[a-z0-9\-.]{1,30}", fullmatch=True)
phones = st.from_regex(r"(\+|00)?[0-9]{1,3}[ \-.()/0-9]{3,18}", fullmatch=True)
cards = st.from_regex(r"[0-9]{4}[ \-]?[0-9]{4}[ \-]?[0-9]{4}[ \-]?[0-9]{0,7}", fullmatch=True)
ibans = st.from_regex(r"([A-Z]{2}|DE|gb)[0-9]{2} ?([A-Z]{4} ?)?[0-9]{4} ?[0-9]{4,14}", fullmatch=True)
dates = st.one_of(st.dates().map(str), st.datetimes().map(str), st.from_regex(r"[0-9]{2}[./][0-9]{2}[./][0-9]{4}"))
numbers = st.one_of(
    st.integers(-(10**18), 10**18).map(str),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
    st.floats().map(repr),
)
addresses = st.one_of(st.ip_addresses(v=4).map(str), st.ip_addresses(v=6).map(str))
ssns = st.from_regex(r"[0-9]{3}[ \-]?[0-9]{2}[ \-]?[0-9]{4}", fullmatch=True)
anything = st.text(st.characters(codec="utf-8"), max_size=70)
texts = st.one_of(emails, phones, cards, ibans, dates, numbers, addresses, anything)
"""Texts that look like something, and texts that do not."""
cells = st.one_of(st.none(), st.just(""), texts)
columns = st.lists(cells, max_size=40)


@pytest.fixture
def policy() -> Callable[..., Policy]:
    """A shipped policy by name."""
    nowhere = Path("/nonexistent")
    return lambda *names: load(names, user_directory=nowhere, system_directory=nowhere)
