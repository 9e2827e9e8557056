"""Every mask over a whole Arrow column gives what its specification gives value by value."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mask_values import KEY, cards, cells, columns, emails, ibans, phones, ssns

from opaq.mask import kernels
from opaq.mask.values import texts
from opaq.policy.masks import MASKS, fits, settled
from opaq.policy.types import MaskSpec

CATEGORIES = (
    "contact.email", "contact.phone", "fin.card", "fin.iban", "fin.bank_account", "fin.salary", "person.name",
    "person.birth_date", "person.age", "address.street", "address.postal_code", "geo.coordinates", "net.ip", "net.url",
    "id.national.us_ssn", "secret.token", "custom.code",
)  # fmt: skip
WHOLE_COLUMN = ("keep", "spans", "shift")
"""Masks that are not functions of one text."""
PAIRS = [(c, m) for c in CATEGORIES for m in MASKS if fits(m, c) and m not in WHOLE_COLUMN]


def specified(category: str, mask: MaskSpec, column: Sequence[str | None]) -> list[str | None]:
    function = texts(category, mask, KEY)
    return (
        [cell if not cell else function([cell])[0] for cell in column] if mask.name != "null" else [None] * len(column)
    )


@pytest.mark.parametrize(("category", "name"), PAIRS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_kernel_equals_its_specification(category: str, name: str, data: st.DataObject) -> None:
    column = data.draw(columns)
    mask = settled(category, MaskSpec(name))
    masked = kernels.column(category, mask, KEY)(pa.array(column, pa.string())).to_pylist()
    assert masked == specified(category, mask, column)


OPTIONS = [
    ("contact.email", MaskSpec("partial", {"first": 0})),
    ("contact.email", MaskSpec("partial", {"domain": False})),
    ("contact.phone", MaskSpec("partial", {"last": 1})),
    ("fin.iban", MaskSpec("partial", {"last": 2})),
    ("fin.iban", MaskSpec("partial", {"last": 0})),
    ("fin.bank_account", MaskSpec("partial", {"first": 2, "last": 0})),
    ("custom.code", MaskSpec("partial", {"first": 3, "last": 4})),
    ("person.birth_date", MaskSpec("generalize", {"to": "year", "top": 60})),
    ("address.postal_code", MaskSpec("generalize", {"sparse": True})),
    ("contact.phone", MaskSpec("partial", {"last": 0})),
    ("fin.card", MaskSpec("partial", {"last": 0})),
    ("person.birth_date", MaskSpec("generalize", {"to": "month"})),
    ("person.birth_date", MaskSpec("generalize", {"to": "decade"})),
    ("fin.salary", MaskSpec("generalize", {"step": 500})),
    ("fin.salary", MaskSpec("generalize", {"step": 0.5})),
    ("fin.salary", MaskSpec("generalize", {"edges": (0, 1000, 5000)})),
    ("person.age", MaskSpec("generalize", {"step": 1, "top": 90})),
    ("address.postal_code", MaskSpec("generalize", {"digits": 1})),
    ("geo.coordinates", MaskSpec("generalize", {"digits": 0})),
    ("geo.coordinates", MaskSpec("generalize", {"digits": 3})),
    ("net.ip", MaskSpec("generalize", {"prefix": 16})),
    ("contact.email", MaskSpec("redact", {"label": "gone"})),
]


@pytest.mark.parametrize(("category", "mask"), OPTIONS)
@settings(max_examples=30, deadline=None)
@given(column=columns)
def test_a_kernel_with_options_equals_its_specification(
    category: str, mask: MaskSpec, column: list[str | None]
) -> None:
    mask = settled(category, mask)
    masked = kernels.column(category, mask, KEY)(pa.array(column, pa.string())).to_pylist()
    assert masked == specified(category, mask, column)


MENDED = {
    "contact.email": emails,
    "contact.phone": phones,
    "fin.card": cards,
    "fin.iban": ibans,
    "id.national.us_ssn": ssns,
}


@pytest.mark.parametrize("category", MENDED)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_mended_surrogate_equals_its_specification(category: str, data: st.DataObject) -> None:
    column = data.draw(st.lists(MENDED[category] | cells, max_size=30))
    mask = MaskSpec("surrogate")
    masked = kernels.column(category, mask, KEY)(pa.array(column, pa.string())).to_pylist()
    assert masked == specified(category, mask, column)


@pytest.mark.parametrize(("category", "name"), [("contact.email", "token"), ("fin.iban", "surrogate")])
def test_a_long_column_is_masked_like_its_slices(category: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "SLICE", 16)
    column = [None if n % 7 == 0 else f"GB{n:02d} NWBK {n:04d} é@x.org"[: n % 25] for n in range(100)]
    mask = MaskSpec(name)
    masked = kernels.column(category, mask, KEY)(pa.array(column, pa.string()))
    masked.validate(full=True)
    assert masked.to_pylist() == specified(category, mask, column)


@pytest.mark.parametrize("category", ["contact.email", "person.name"])
def test_a_repeating_column_is_masked_like_a_distinct_one(category: str) -> None:
    column = ["marta@example.com", None, "", "olga@example.org"] * 1000
    mask = settled(category, MaskSpec("token"))
    masked = kernels.column(category, mask, KEY)(pa.array(column)).to_pylist()
    assert masked == specified(category, mask, column)


@pytest.mark.parametrize(
    "stored",
    [
        pa.array(["zz", "a@example.com", None]).slice(1),
        pa.chunked_array([["a@example.com"], [None]]),
        pa.array(["a@example.com", None]).dictionary_encode(),
        pa.array(["a@example.com", None], pa.large_string()),
    ],
    ids=["slice", "chunked", "dictionary", "large"],
)
def test_every_way_of_storing_strings_is_understood(stored: pa.Array) -> None:
    mask = MaskSpec("partial")
    assert kernels.column("contact.email", mask, KEY)(stored).to_pylist() == ["***@example.com", None]


@pytest.mark.parametrize("name", [name for name in MASKS if name not in WHOLE_COLUMN])
def test_an_empty_column_stays_empty(name: str) -> None:
    assert kernels.column("custom.code", MaskSpec(name), KEY)(pa.array([], pa.string())).to_pylist() == []


@pytest.mark.parametrize("name", ["redact", "token", "partial"])
def test_a_cell_of_a_megabyte_is_masked(name: str) -> None:
    column = ["x" * 1_000_000, "y"]
    mask = MaskSpec(name)
    masked = kernels.column("person.name", mask, KEY)(pa.array(column)).to_pylist()
    assert masked == specified("person.name", mask, column)
    assert all(len(cell) < 100 for cell in masked)
